package scheme_test

import (
	"fmt"
	"strings"
	"testing"

	"lingping/internal/domain/scheme"
)

// clerks are notices of other institutions as clerks wrote them, with their mistakes. Each mistake is told once, at its own
// line, with what to write; nothing else is called wrong.
var clerks = map[string]struct {
	text string
	want []string // line and a part of the sentence, of every fault in order
}{
	"a hospital": {`extends: tongyong
name: 市医院 2026
title: 市人民医院领导点评方案
thema: 救死扶伤
basis: {title: 关于开展领导点评的通知, date: 2026年3月1日}
vocabulary: {活动办: 党办, 护士: 护理人员}
rules:
  - {id: R1, relation: 分管领导, subjects: [department]}
subjects:
  - {kind: department, name: 科室, form: 2, aspects: [{key: a, text: 医德医风}]}
steps:
  总结: {due: -10}
  notice: {due: 5天}
filing:
  - {who: 各科室, to: 党办, forms: [2], due: 2026-7-5}
`, []string{"2 简称，不能有空格", "4 是不是想写“theme”", "5 请写成 2026-03-01", "6 “护士”不能换", "8 是不是想写“charge-holder”",
		"12 是不是想写“summary”", "13 要改成整数", "15 看不出“各科室”", "15 请写成 2026-07-05"}},
	"a company that misspells its parent": {`extends: chuangxian2010
title: 集团领导点评
remove: {rules: [R2], subjects: [会员]}
rules:
  - {id: R20, relation: parent-secretary, subjects: [unit], unit-kinds: [党委], min-members: 50, max-members: 10}
attendance: {quorum: 80}
publication: {fields: [问题]}
`, []string{"1 是不是想写“chuangxian-2010”", "3 要去掉的“会员”", "5 是不是想写“committee”", "5 min-members（至少50人）比", "6 五分之四写 0.8", "7 是不是想写“problems”"}},
	"a school that uses a tab": {"extends: tongyong\ntitle: 中学点评\n\ttheme: 教书育人\n", []string{"3 制表符"}},
	"only secretaries": {`extends: tongyong
title: 只点评书记
basis: {title: 通知}
remove: {subjects: [unit, member, committee-member]}
steps: {review: {on: 2026-06-31}}
`, []string{"5 没有“2026-06-31”这一天"}},
	"outside units": {`extends: tongyong
title: 含外部单位
roster: {unit-kinds: [branch, external]}
filing:
  - {who: 外部单位, to: 党办, due-in: 3}
groups:
  - {name: 学生, ask: 学习}
`, []string{"5 看不出“外部单位”", "7 例如 [学习]"}},
	"an institute from nothing": {`title: 研究所点评
subjects:
  - {kind: outsider, name: 首席专家, form: 3, aspects: [{key: a, text: 学术道德}]}
rules:
  - {id: R1, relation: principal, subjects: [outsider]}
steps:
  - {key: review, name: 评议, due: 0}
modes:
  - {key: a, name: 面谈}
forms: [{number: 3, title: 登记表}]
`, nil},
}

func TestWhatAClerkGetsWrongIsToldAtHisOwnLineAllAtOnce(t *testing.T) {
	for name, c := range clerks {
		t.Run(name, func(t *testing.T) {
			_, faults := scheme.Parse("own", []byte(c.text), scheme.Source)
			wrong := faults.Of(scheme.Wrong)
			if len(wrong) != len(c.want) {
				t.Errorf("%d faults, want %d", len(wrong), len(c.want))
			}

			for i, f := range wrong {
				line, part, _ := strings.Cut(append(c.want, make([]string, len(wrong))...)[i], " ")
				if f.Source != "own" || fmt.Sprint(f.Line) != line || !strings.Contains(f.String(), part) {
					t.Errorf("%v, want line %s, %s", f, line, part)
				}
			}

			for _, f := range faults {
				if f.Source != "own" || f.Level != scheme.Wrong && strings.Contains(f.String(), "因为这里去掉了") {
					t.Errorf("a reminder says what is not so: %v", f)
				}
			}
		})
	}
}
