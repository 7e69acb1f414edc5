package scheme_test

import (
	"strings"
	"testing"
	"time"

	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

func TestEveryFaultOfAFileIsToldWithItsLine(t *testing.T) {
	s, faults := scheme.Parse("faulty.yaml", mustFile(t, "testdata/faulty.yaml"), scheme.Source)
	if s != nil {
		t.Error("a scheme came of it")
	}

	golden(t, "faulty.zh.txt", said(faults))
	var english strings.Builder
	for _, f := range faults {
		english.WriteString(f.Say(i18n.English) + "\n")
	}

	golden(t, "faulty.en.txt", english.String())
}

func TestASlipIsToldInItsOwnWords(t *testing.T) {
	deep := strings.Repeat("[", 20) + strings.Repeat("]", 20)
	for _, c := range []struct{ name, text, want string }{
		{"a full-width colon", "title: 甲\nrules：\n  - id: R1\n", "第2行第6列 错误：名称后面用了全角冒号"},
		{"a full-width colon first of all", "title：甲\nname：乙", "第1行第6列 错误：名称后面用了全角冒号"},
		{"no space after the colon", "title:甲\n", "第1行第6列 错误：冒号后面要空一格"},
		{"no space after the dash", "carriers:\n  - 走访\n  -调研\n", "第3行第3列 错误：“-”后面要空一格"},
		{"a tab", "basis:\n\ttitle: 甲\n", "第2行第1列 错误：行首用了制表符"},
		{"an open bracket", "title: 甲\ncarriers: [甲, 乙\nforms: []\n", "第2行第11列 错误：这里的括号没有成对，请补上“]”"},
		{"an open quote", "title: \"甲\nname: a\n", "第1行第8列 错误：这里的引号没有收尾"},
		{"a name that stands twice", "title: 甲\ntitle: 乙\n", "第2行第1列 错误：“title”在同一处写了两遍（前一处在第1行）"},
		{"an anchor", "title: &a 甲\npurpose: *a\n", "第1行第8列 错误：方案文件里不能用“&”“*”“<<”"},
		{"a merge key", "basis:\n  <<: {title: 甲}\n", "第2行第3列 错误：方案文件里不能用“&”“*”“<<”"},
		{"a tag", "title: !!binary aGk=\n", "第1行第8列 错误：方案文件里不能用“!”“?”或百分号"},
		{"a complex key", "? title\n: 甲\n", "第1行第1列 错误：方案文件里不能用“!”“?”或百分号"},
		{"two documents", "title: 甲\n---\ntitle: 乙\n", "错误：一个文件只能写一份方案"},
		{"GBK", "title: \xbc\xd7\n", "第1行第8列 错误：文件不是 UTF-8 编码"},
		{"nothing", "# 空的\n", "第1行第1列 错误：文件里没有方案的内容"},
		{"a list", "- 甲\n- 乙\n", "错误：文件里没有方案的内容"},
		{"depth", "title: " + deep, "错误：层次太深"},
		{"depth of dashes", "carriers: \n - - - - - - a", "错误：层次太深"},
		{"a control character", `title: "甲\u0007乙"`, "第1行第8列 错误：这一项里有看不见的控制字符"},
		{"a very long text", "title: " + strings.Repeat("长", 2001), "第1行第8列 错误：这一项太长，最多2000字"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, faults := read(c.text)
			if s != nil || !faults.Refused() {
				t.Error("not refused")
			}

			if !strings.Contains(said(faults), c.want) {
				t.Errorf("want %s, got:\n%s", c.want, said(faults))
			}
		})
	}
}

func TestABombIsRefusedAtOnce(t *testing.T) {
	var keys strings.Builder
	for i := range 60_000 {
		keys.WriteString("k" + strings.Repeat("x", i%7) + ":\n")
	}

	for name, text := range map[string]string{
		"brackets":      strings.Repeat("[", 200_000),
		"braces":        strings.Repeat("{a: ", 50_000),
		"dashes":        strings.Repeat("- ", 100_000),
		"indents":       stairs(600),
		"many keys":     keys.String(),
		"many lines":    strings.Repeat("#\n", 100_000),
		"a large file":  "title: " + strings.Repeat("大", 1<<20),
		"a long quote":  "title: '" + strings.Repeat("''", 100_000),
		"many aliases":  "title: &a [x]\nforms: [" + strings.Repeat("*a, ", 60_000) + "]",
		"long flow map": "vocabulary: {" + strings.Repeat("甲: 乙, ", 20_000) + "}",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			if s, faults := read(text); s != nil || !faults.Refused() {
				t.Error("not refused")
			}

			if took := time.Since(start); took > 2*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// stairs is a map in a map in a map.
func stairs(steps int) string {
	var b strings.Builder
	for i := range steps {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func TestWarningsDoNotRefuse(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nobody falls to the line",
			"extends: chuangxian-2010\nremove: {rules: [R6]}\n",
			"第2行第10列 提醒：“unit、secretary”只在某些条件下才有点评人"},
		{"only part of the branches have a reviewer of members",
			"extends: chuangxian-2010\nrules:\n  - {id: R3, relation: branch-secretary, subjects: [member], categories: [学生]}\n",
			"“member”只在某些条件下才有点评人"},
		{"no rule serves a kind",
			"extends: chuangxian-2010\nremove: {rules: [R4]}\n",
			"没有一条规则给出“committee-member”的点评人"},
		{"a kind is left out",
			"extends: chuangxian-2010\nremove: {rules: [R3], subjects: [member]}\nfrequency: []\n" +
				"yardsticks: [{title: 五带头, items: [甲]}]\nsteps: [{key: summary, name: 总结}]\n",
			"方案不点评党员"},
		{"the order of steps",
			"extends: chuangxian-2010\nremove: {steps: [summary]}\nsteps: [{key: summary, name: 总结}]\n",
			"步骤的先后应是：summary、fieldwork、review、notice、action"},
		{"a step is due before the one it follows",
			"extends: chuangxian-2010\nsteps: [{key: notice, name: 通报, due: -3}]\n",
			"“notice”的期限比前一步“review”还早"},
		{"only-if-none comes first",
			"extends: chuangxian-2010\nrules: [{id: R1, relation: line-secretary, subjects: [unit, secretary], only-if-none: true}]\n",
			"only-if-none 是“前面的规则都没有给出点评人时才用”"},
		{"filing before the notice",
			"extends: chuangxian-2010\nbasis: {title: 甲, date: 2010-12-27}\nfiling: [{who: 各党总支, to: 乙, due: 2010-01-12}]\n",
			"备案期限2010-01-12比文件日期2010-12-27还早"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, faults := read(c.text)
			if s == nil || faults.Err() != nil {
				t.Fatalf("refused:\n%s", said(faults))
			}

			if !strings.Contains(said(faults), c.want) {
				t.Errorf("want %s, got:\n%s", c.want, said(faults))
			}
		})
	}
}

func TestWhatMakesNoSenseIsRefused(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"rules: [{id: R7, note: 甲, subjects: [unit]}]", "规则“R7”没有写 relation，只作说明，不能写 subjects"},
		{"rules: [{id: R8, relation: principal}]", "规则“R8”没有写 subjects"},
		{"rules: [{id: R8, relation: line-secretary, subjects: [unit], groups: [学生]}]", "groups（只对某些群体）只能写在点评党员"},
		{"rules: [{id: R8, relation: line-secretary, subjects: [unit], min-members: -1}]", "这个数应在0到1000000之间"},
		{"subjects: [{kind: unit, aspects: [{key: a, text: 甲, groups: [学生]}]}]", "“unit”的每个方面都只对某些群体"},
		{"yardsticks: [{title: 甲}]", "“甲”没有写 items（各条标准）或 pairs"},
		{"yardsticks: [{title: 甲, pairs: [{look: 看}]}]", "这里没有写“judge”"},
		{"steps: [{key: review, name: 点评, short: 实施领导点评}]", "short 用在五步条上，最多4字"},
		{"remove: {steps: [review]}", "steps 里没有 review（实施点评）这一步"},
		{"remove: [R1]", "remove 下面要分项写去掉哪些"},
		{"remove: {forms: ['3']}", "“member”填在附件3上，但 forms 里没有附件3的标题"},
		{"filing: [{who: 甲, to: 乙, due: 2110-01-12}]", "备案期限2110-01-12太远"},
		{"basis: 一个通知", "这里要分项写，每项一行“名称: 内容”。可写的名称有：title、number、issuer、date、recipients"},
		{"vocabulary: [甲]", "这里要分项写，每项一行“名称: 内容”。"},
		{"vocabulary: {书记: ' '}", "“书记”换成什么词没有写"},
		{"vocabulary: {党课: 党日}", "“党课”不能换。可以换的词有：活动办、"},
		{"carriers: [甲, '']", "列表里有一项是空的"},
		{"attendance: {quorum: 五分之四}", "“五分之四”要改成数字"},
		{"theme: {a: b}", "这里只能写一个值"},
		{"statistics: {columns: [units, units]}", "“units”重复了"},
		{"title: ' '", "没有写 title"},
	} {
		t.Run(c.text, func(t *testing.T) {
			_, faults := read("extends: chuangxian-2010\n" + c.text + "\n")
			if !strings.Contains(said(faults), c.want) {
				t.Errorf("want %s, got:\n%s", c.want, said(faults))
			}
		})
	}
}

func TestHundredsOfFaultsAreCutOff(t *testing.T) {
	if _, faults := read(strings.Repeat("甲: 1\n", 1000)); len(faults) != 200 {
		t.Errorf("%d faults", len(faults))
	}
}

func TestRefusalIsOneSentenceForWhoOnlyOpensARound(t *testing.T) {
	_, faults := read("title: 甲\nform: []\n")
	err := faults.Err()
	if err == nil {
		t.Fatal("no error")
	}

	want := "Scheme “text”, from line 1 on, has 4 faults and can't be used. Run lingping scheme check to see each, and mend them."
	if got := i18n.Error(i18n.English, err); got != want {
		t.Errorf("got %s", got)
	}

	_, faults = read("extends: chuangxian-2010\nthme: 甲\n")
	want = "方案“text”第2行有错，不能使用。请运行 lingping scheme check 查看并改正。"
	if got := i18n.Error(i18n.Chinese, faults.Err()); got != want {
		t.Errorf("got %s", got)
	}
}
