package scheme_test

import (
	"strings"
	"testing"

	"lingping/internal/domain/scheme"
)

// What clerks write wrong, and what they are told: each cause in one sentence, at its line, with what to write. The file is
// read by people; a sentence in it that is false, or told beside its cause, is a fault of the check.
func TestWhatClerksWriteWrongIsToldOnceAtItsLineWithWhatToWrite(t *testing.T) {
	var out strings.Builder
	for _, text := range wrongs {
		out.WriteString(strings.TrimPrefix(text, own) + "---\n")
		_, faults := read(text)
		for _, f := range faults {
			if !strings.HasPrefix(string(f.Text), "这些照“%s”的") { // told to everybody who takes over days
				out.WriteString(f.String() + "\n")
			}
		}
		out.WriteString("\n")
	}

	golden(t, "clerk.zh.txt", out.String())
}

func TestAFaultOfTheSchemeBuiltOnIsToldAtTheLineThatBuildsOnIt(t *testing.T) {
	for name, c := range map[string]struct{ parent, text, want string }{
		"a name that it does not know": {"extends: tongyong\ntitle: 校级\nsteps: {notice: {dues: 5}}\n", "extends: 校级\ntitle: 甲\n",
			"第1行第10列 错误：不认识“dues”，是不是想写“due”？（错在沿用的“校级”第3行：请先改正那个方案"},
		"a value that can't be read": {"extends: tongyong\ntitle: 校级\nsteps: {notice: {due: 七天}}\n", "title: 甲\nextends: 校级\n",
			"第2行第10列 错误：“七天”要改成整数，例如 7 或 -7。（错在沿用的“校级”第3行"},
		"what makes no sense in itself": {"extends: tongyong\ntitle: 校级\nattendance: {quorum: 80}\n", "extends: 校级\ntitle: 甲\n",
			"第1行第10列 错误：quorum 是到会人数占应到人数的份额，应在0到1之间，例如五分之四写 0.8。（错在沿用的“校级”第3行"},
		"what it needs is removed": {"extends: tongyong\ntitle: 校级\nselections: []\n", "extends: 校级\ntitle: 甲\nremove: {forms: [3]}\n",
			"第3行第10列 提醒：“member”填在附件3上，但 forms 里没有附件3的标题，请补上。（因为这里去掉了沿用的“tongyong”"},
	} {
		_, faults := scheme.Parse("自己", []byte(c.text), func(name string) ([]byte, error) {
			if name == "校级" {
				return []byte(c.parent), nil
			}
			return scheme.Source(name)
		})
		if !strings.Contains(said(faults), c.want) || strings.Contains(said(faults), "\n校级 ") || strings.HasPrefix(said(faults), "校级 ") {
			t.Errorf("%s: want %s, got:\n%s", name, c.want, said(faults))
		}
	}
}

// own is how each of the texts begins.
const own = "extends: tongyong\ntitle: 甲\n"

var wrongs = []string{
	own + "主题: 迎接建党90周年\n备案:\n  - {who: 各党总支, to: 办公室}\n",
	own + "rules:\n  - 编号: R8\n    relation: 分管领导\n    subjects: [党组织, 书记]\n",
	own + "theme：迎接建党90周年\n",
	own + "steps:\n  summary: {due：-7}\n",
	own + "steps: {summary：{due: -7}}\n",
	own + "\ttheme: 甲\n",
	own + "rules:\n\t- id: R8\n",
	own + "theme: 甲\ntheme: 乙\n",
	own + "steps:\n  - key: summary\n     due: -7\n",
	own + "steps:\n- key: summary\n  name: 总结\n due: -7\n",
	"extends: 创先争优2010\ntitle: 甲\n",
	"extends: chuangxian2010\ntitle: 甲\n",
	"extends: 上一轮\ntitle: 甲\n",
	own + "remove: {modes: [on-site]}\nmodes:\n  - {key: on-site, name: 现场}\n",
	own + "remove: {subjects: [secretary]}\n",
	own + "remove: {subjects: [unit, secretary]}\nsteps: {summary: {subjects: [secretary]}}\n",
	own + "remove: {steps: [总结]}\n",
	own + "remove: {subjects: 书记}\n",
	own + "remove: [R1]\n",
	own + "remove: {forms: [3]}\n",
	own + "remove: {rules: [R1, R2, R6]}\n",
	own + "attendance: {quorum: 80%}\n",
	own + "attendance: {quorum: 80}\n",
	own + "attendance: {quorum: 五分之四}\n",
	own + "attendance: {quorum: 4/5}\n",
	own + "filing:\n  - {who: 各学院, to: 办公室, forms: [2], due: 1月12日}\n",
	own + "filing:\n  - {who: 各党总支, to: 办公室, forms: [2], due: 2011年1月12日}\n",
	own + "filing:\n  - {who: 各党总支, to: 办公室, forms: 2, due: 2011-1-12}\n",
	own + "filing:\n  - {who: 各党总支, to: 办公室, forms: [附件2], due: 2011-01-12, hour: 17}\n",
	own + "filing:\n  - {who: 各党总支, to: 办公室, forms: [7], due: 2011-02-30}\n",
	own + "filing:\n  who: 各党总支\n  to: 办公室\n",
	own + "filing:\n  - {报送单位: 各党总支, 报给谁: 办公室, 期限: 2011-01-12}\n",
	own + "steps: {notice: {due: 7天}}\n",
	own + "steps: {notice: {due: 后7天}}\n",
	own + "steps: {通报: {due: 7}}\n",
	own + "steps: {notice: {due-actor: {联合党支部: 5}}}\n",
	own + "steps: {notice: {due-actor: {joint_branch: 5}}}\n",
	own + "steps: {notice: {due-actor: {branch: 五天}}}\n",
	own + "steps: {notice: {dues: 5}}\n",
	own + "subjects:\n  - kind: 书记\n    aspects: [带头作用]\n",
	own + "subjects: {unit: {aspects: {work: {text: 中心工作}}, required: [成绩, 问题]}}\n",
	own + "subjects: {unit: {form: 附件2}}\n",
	own + "subjects: {unit: {form: 4}}\n",
	own + "groups: {年老体弱: {modes: [上门]}}\n",
	own + "groups:\n  - name: 病休\n    modes: [电话点评]\n",
	own + "vocabulary: {副书记: 副支书}\n",
	own + "vocabulary: 活动办=场部办\n",
	own + "vocabulary: {活动办: }\n",
	own + "roster: {small-branch: 三人}\n",
	own + "roster: {one-per-subject: 一位}\n",
	own + "roster: {exempt-groups: 失联}\n",
	own + "roster: {exempt-groups: [离休]}\n",
	own + "basis: 关于做好领导点评工作的通知\n",
	own + "basis: {标题: 通知, 文号: 〔2011〕3号}\n",
	own + "basis: {title: 通知, date: 2011年5月}\n",
	own + "statistics: {columns: [党组织, 书记, 党员]}\n",
	own + "statistics: {columns: [units, units]}\n",
	own + "publication: {fields: [成绩, 不足], days: 0}\n",
	own + "publication: {days: 七天}\n",
	own + "rules:\n  - id: R1\n    relation: 分管校领导\n    subjects: [unit]\n",
	own + "rules:\n  - {id: R8, relation: charge-holder, subjects: [各党总支]}\n",
	own + "rules: {R1: {unit-kinds: [总支]}}\n",
	own + "rules: {R9: {unit-kinds: [branch]}}\n",
	own + "rules:\n  - relation: principal\n    subjects: [committee-member]\n",
	own + "rules:\n  - {id: R1, relation: principal, subjects: [unit]}\n",
	own + "instruments:\n  - {key: vote, name: 测评, grades: [好, 差], weight: 60}\n",
	own + "instruments:\n  - {key: vote, name: 测评, grades: [{name: 好}, {name: 差}], quotas: [{grades: [优], max: 30%}]}\n",
	own + "forms:\n  - {number: 附件1, title: 统计表}\n",
	own + "forms: {1: 统计表}\n",
	own + "modes:\n  - {key: phone, name: 电话点评, subjects: [群众]}\n",
	own + "theme: 坚持：围绕中心: 服务大局\n",
	own + "purpose: [一, 二\n",
	own + "purpose: \"没有收尾\n",
	"title: 甲\n  theme: 乙\n",
	"方案：春季点评\n依据：某通知\n",
	"<html><body>方案</body></html>\n",
	"",
	own + "rules:\n  - id：R8\n    relation: principal\n    subjects: [committee-member]\n",
	own + "rules:\n  - id: R8\n    relation: principal\n    subjects: committee-member\n",
	own + "rules:\n  - id: R8\n    relation: principal\n    subjects: [committee-member，member]\n",
	own + "rules:\n  - id: R8\n    relation: principal\n    subjects: [committee-member、member]\n",
	own + "rules:\n  -id: R8\n    relation: principal\n",
	own + "yardsticks: {五个好: {items: [好]}}\n",
	own + "yardsticks:\n  - 五个好\n  - 五带头\n",
	own + "theme: 甲 # 说明\n purpose: 乙\n",
	own + "frequency:\n  - {subjects: [unit], months: 半年}\n",
	own + "rectification: {days: 一个月, reply: 要}\n",
	own + "selections: {all: {名称: 全部}}\n",
}
