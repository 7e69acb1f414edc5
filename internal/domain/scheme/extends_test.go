package scheme_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/scheme"
)

// shelf is a load function over texts in memory.
func shelf(texts map[string]string) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		if text, ok := texts[name]; ok {
			return []byte(text), nil
		}
		return nil, errors.New("no such text")
	}
}

func TestAChildChangesOnlyWhatItSays(t *testing.T) {
	parent := mustLoad(t, "chuangxian-2010")
	child := mustRead(t, `
extends: chuangxian-2010
name: spring
theme: 迎接建党90周年
basis: {title: 关于做好上半年领导点评工作的通知}
rules:
  - {id: R9, relation: own-branch, subjects: [unit]}
  - {id: R3, relation: branch-secretary, subjects: [member], clause: 三}
remove:
  rules: [R4, R5]
  subjects: [committee-member]
frequency:
yardsticks: [{title: 五带头, items: [带头学习提高]}]
carriers: [半年总结]
roster:
  small-branch: 5
`)

	t.Run("a single value replaces the parent's", func(t *testing.T) {
		if child.Theme != "迎接建党90周年" || child.Roster.SmallBranch != 5 {
			t.Errorf("theme %q, small branch %d", child.Theme, child.Roster.SmallBranch)
		}
	})

	t.Run("what it does not speak of stays", func(t *testing.T) {
		if len(child.Steps) != 5 || child.Roster.Overload != parent.Roster.Overload {
			t.Errorf("%d steps, overload %d", len(child.Steps), child.Roster.Overload)
		}
	})

	t.Run("what is the other institution's and the other round's stays behind, and is told", func(t *testing.T) {
		if child.Purpose != "" || child.Title != "spring" || len(child.Filing) != 0 {
			t.Errorf("purpose %q, title %q, %d hand-ins", child.Purpose, child.Title, len(child.Filing))
		}

		if _, faults := read("extends: chuangxian-2010\n"); !strings.Contains(said(faults), "第1行第10列 提醒：这些不从“chuangxian-2010”沿用，"+
			"因为是那个单位、那一轮的：title、basis、purpose、theme、filing。") {
			t.Errorf("not told: %s", said(faults))
		}
	})

	t.Run("days and titles that it takes over are told, those that it sets are not", func(t *testing.T) {
		_, faults := read("extends: chuangxian-2010\nsteps: {notice: {due: 5}}\n")
		if !strings.Contains(said(faults), "请与本单位的通知核对：steps.summary.due、steps.fieldwork.due、steps.review.due、steps.action.due、forms。") {
			t.Error(said(faults))
		}
	})

	t.Run("a list written as names changes the fields that it names", func(t *testing.T) {
		s := mustRead(t, "extends: chuangxian-2010\nsteps: {notice: {due: 5}}\nrules: {R3: {clause: 三}}\n")
		notice, _ := s.Step(scheme.StepNotice)
		if rule, _ := s.Rule("R3"); notice.Due != 5 || notice.Name != "通报点评意见" || rule.Clause != "三" || rule.Relation != scheme.BranchSecretary {
			t.Errorf("%+v %+v", notice, rule)
		}

		for text, want := range map[string]string{
			"steps: {tell: {due: 5}}":                       "第2行第9列 错误：要改的“tell”在沿用的方案里没有。有的是：summary、",
			"steps: {notice: 5}":                            "第2行第17列 错误：“notice”下面要分项写改什么",
			"steps: {notice: {key: review}}":                "错误：“key”已经用来指明是哪一条",
			"subjects: {member: {aspects: {a: {text: 甲}}}}": "要改的“a”在沿用的方案里没有。有的是：post、",
		} {
			if _, faults := read("extends: chuangxian-2010\n" + text + "\n"); !strings.Contains(said(faults), want) {
				t.Errorf("%s: %s", text, said(faults))
			}
		}
	})

	t.Run("a rule of the same id replaces the whole rule where it stands, a new one is the last", func(t *testing.T) {
		if got := ids(child); got != "R1 R2 R3 R6 R7 R9" {
			t.Errorf("rules %s", got)
		}
		if r, _ := child.Rule("R3"); r.Clause != "三" || r.Text != "" {
			t.Errorf("R3 is %+v", r)
		}
	})

	t.Run("the basis is another document, not a mixture of two", func(t *testing.T) {
		if child.Basis.Issuer != "" || child.Basis.Date != "" {
			t.Errorf("basis %+v", child.Basis)
		}
	})

	t.Run("a plain list is replaced whole and an empty value empties", func(t *testing.T) {
		if !slices.Equal(child.Carriers, []string{"半年总结"}) || len(child.Frequency) != 0 {
			t.Errorf("carriers %v, frequency %v", child.Carriers, child.Frequency)
		}
	})

	t.Run("the name is its own, never the parent's", func(t *testing.T) {
		unnamed, faults := scheme.Parse("/home/office/春季.yaml", []byte("extends: chuangxian-2010"), scheme.Source)
		if unnamed == nil || unnamed.Name != "春季" {
			t.Errorf("%+v %s", unnamed, said(faults))
		}
	})
}

func TestWhatIsRemovedIsNotSpokenOfAnyMore(t *testing.T) {
	s := mustRead(t, "extends: chuangxian-2010\nremove: {subjects: [committee-member], modes: [on-site], groups: [无职], forms: [1]}\n")
	for _, r := range s.Rules {
		if r.Makes(scheme.CommitteeMember) || r.ID == "R4" {
			t.Errorf("rule %+v", r)
		}
	}

	for _, y := range s.Yardsticks {
		if slices.Contains(y.Subjects, scheme.CommitteeMember) || len(y.Subjects) == 0 {
			t.Errorf("yardstick %+v", y)
		}
	}

	if infirm := s.Groups[1]; infirm.Name != "年老体弱" || !slices.Equal(infirm.Modes, []string{"individual"}) {
		t.Errorf("group %+v", infirm)
	}

	t.Run("what the child says itself is told at its own line", func(t *testing.T) {
		_, faults := read("extends: chuangxian-2010\nremove: {subjects: [committee-member]}\nrules:\n  - {id: R4, relation: principal, subjects: [committee-member]}\n")
		if !strings.Contains(said(faults), "text 第4行第") || faults.Of(scheme.Wrong)[0].Source != "text" {
			t.Error(said(faults))
		}
	})
}

// What is said in the words of another institution's notice, and the clauses of that notice, go over to a child and are shown
// under its name: it is told, chapter by chapter, until the child says them itself. A scheme of no institution has no such words.
func TestWordsOfAnotherInstitutionsNoticeAreTold(t *testing.T) {
	const theirs = "extends: tongyong\ntitle: 校级\nbasis: {title: 某校通知}\n" +
		"steps: {notice: {text: 在校园网公布。}}\nprinciples: [{title: 严, text: 严格}]\nrules: {R2: {clause: 二(二)}}\n"
	for name, c := range map[string]struct{ parent, text, want string }{
		"texts and clauses":                 {theirs, "extends: 校级\ntitle: 甲\n", "请与本单位的通知核对：rules、steps、principles。"},
		"what it says itself is its own":    {theirs, "extends: 校级\ntitle: 甲\nsteps: {notice: {text: 张榜}}\nprinciples: []\n", "请与本单位的通知核对：rules。"},
		"what it empties":                   {theirs, "extends: 校级\ntitle: 甲\nsteps: {notice: {text: \"\"}}\nremove: {rules: [R2], principles: [严]}\n", ""},
		"of no institution":                 {"extends: tongyong\ntitle: 通用二\nsteps: {notice: {text: 公布。}}\n", "extends: 校级\ntitle: 甲\n", ""},
		"a clause is always of somebody":    {"extends: tongyong\ntitle: 通用二\nrules: {R2: {clause: 二(二)}}\n", "extends: 校级\ntitle: 甲\n", "请与本单位的通知核对：rules。"},
		"through one that says whose it is": {"extends: chuangxian-2010\ntitle: 校级\nbasis: \"\"\n", "extends: 校级\ntitle: 甲\n", "principles"},
	} {
		t.Run(name, func(t *testing.T) {
			s, faults := scheme.Parse("自己", []byte(c.text), func(name string) ([]byte, error) {
				if name == "校级" {
					return []byte(c.parent), nil
				}
				return scheme.Source(name)
			})
			if s == nil {
				t.Fatal(said(faults))
			}

			told := strings.Contains(said(faults), "第1行第10列 提醒：这些的原文和条款")
			if told != (c.want != "") || !strings.Contains(said(faults), c.want) {
				t.Errorf("want %q, got:\n%s", c.want, said(faults))
			}
		})
	}
}

// butWords are the faults without the reminder that texts and clauses are another institution's.
func butWords(faults scheme.Faults) scheme.Faults {
	return slices.DeleteFunc(slices.Clone(faults), func(f scheme.Fault) bool { return strings.HasPrefix(string(f.Text), "这些的原文和条款") })
}

// Whatever is wrong with a child is told at a line of the child: the office can mend its own file only.
func TestNoFaultOfAChildBlamesTheBuiltIn(t *testing.T) {
	for _, text := range []string{
		"remove: {rules: [R6]}", "remove: {rules: [R4]}", "remove: {steps: [review]}", "subjects: [{kind: unit, aspects: [{key: a, text: 甲}], form: 9}]",
		"forms: [{number: 2, title: 甲}]\nremove: {forms: [3]}", "groups: [{name: 年老体弱, modes: [现场点评]}]", "steps: {notice: {due: -30}}",
		"rules: {R3: {relation: principal}}", "subjects: {unit: {required: [aspects, aspects]}}",
	} {
		_, faults := read("extends: chuangxian-2010\n" + text + "\n")
		for _, f := range faults {
			if f.Source != "text" {
				t.Errorf("%s: %s", text, f)
			}
		}
	}
}

func TestAWordIsGuessedByWhatItMeans(t *testing.T) {
	for text, want := range map[string]string{
		"extends: chuangxian2010": "是不是想写“chuangxian-2010”",
		"extends: chuangxian-2010\nrules: [{id: R8, relation: 分管领导, subjects: [unit]}]":            "是不是想写“charge-holder”",
		"extends: chuangxian-2010\nrules: [{id: R8, relation: line-secretary, subjects: [党组织书记]}]": "是不是想写“secretary”",
		"extends: chuangxian-2010\ngroups: [{name: 学生, modes: [现场点评]}]":                            "是不是想写“on-site”",
		"extends: chuangxian-2010\nroster: {unit-kinds: [党支部]}":                                    "是不是想写“branch”",
		"extends: chuangxian-2010\n主题: 甲":                                                          "是不是想写“theme”",
		"extends: chuangxian-2010\nsteps: {notice: {due-actor: {联合党支部: 3}}}":                       "是不是想写“joint-branch”",
		"extends: chuangxian-2010\nfiling: [{who: 各总支, to: 甲}]":                                    "是不是想写“各党总支”",
		"extends: chuangxian-2010\nattendance: {quorum: 五分之四}":                                     "例如 0.8。",
	} {
		if _, faults := read(text + "\n"); !strings.Contains(said(faults), want) {
			t.Errorf("%s: %s", text, said(faults))
		}
	}
}

func TestExtendsThatCanNotBeFollowed(t *testing.T) {
	long := map[string]string{}
	for i := range 20 {
		long[strings.Repeat("a", i+1)] = "extends: " + strings.Repeat("a", i+2)
	}

	for _, c := range []struct {
		name, text string
		texts      map[string]string
		want       string
	}{
		{"an unknown one", "title: 甲\nextends: nobody\n", nil,
			"own 第2行第10列 错误：找不到要沿用的方案“nobody”"},
		{"itself", "extends: own\n", map[string]string{"own": "extends: own\n"},
			"own 第1行第10列 错误：extends 绕成了圈：方案“own”"},
		{"a circle", "extends: b\n", map[string]string{"b": "extends: c\n", "c": "title: 丙\nextends: b\n"},
			"own 第1行第10列 错误：extends 绕成了圈：方案“b”最后又沿用了自己。请改成另一个方案，或删去这一行。（错在沿用的“c”第2行"},
		{"a long chain", "extends: a\n", long, "错误：extends 一层套一层超过8层"},
		{"a broken parent", "extends: b\n", map[string]string{"b": "title：乙\n"},
			"own 第1行第10列 错误：要沿用的方案“b”读不出来"},
		{"the fault of the parent itself", "extends: b\n", map[string]string{"b": "title: 乙\nrule: []\n"},
			"own 第1行第10列 错误：不认识“rule”，是不是想写“rules”？（错在沿用的“b”第2行：请先改正那个方案"},
		{"a list", "extends: [a, b]\n", nil, "own 第1行第10列 错误：这里只能写一个值"},
		{"remove without extends", "title: 甲\nremove: {rules: [R1]}\n", nil,
			"own 第2行第10列 错误：没有写 extends"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, faults := scheme.Parse("own", []byte(c.text), shelf(c.texts))
			if s != nil || !strings.Contains(said(faults), c.want) {
				t.Errorf("want %s, got:\n%s", c.want, said(faults))
			}
		})
	}

	t.Run("nothing is missed that the lost one would say", func(t *testing.T) {
		if _, faults := scheme.Parse("own", []byte("extends: nobody\n"), shelf(nil)); len(faults) != 1 {
			t.Error(said(faults))
		}
	})

	t.Run("no load function at all", func(t *testing.T) {
		if s, faults := scheme.Parse("own", []byte("extends: b"), nil); s != nil || len(faults) == 0 {
			t.Error("not refused")
		}
	})
}

func TestATextCanExtendThroughSeveral(t *testing.T) {
	s, faults := scheme.Parse("own", []byte("extends: mid\nremove: {rules: [R9]}\n"), func(name string) ([]byte, error) {
		if name == "mid" {
			return []byte("extends: tjzs-2010\nrules: [{id: R9, relation: principal, subjects: [unit]}]\n"), nil
		}
		return scheme.Source(name)
	})

	if s == nil {
		t.Fatalf("refused:\n%s", said(faults))
	}

	if got := ids(s); got != "R1 R2 R3 R4 R5 R6" {
		t.Errorf("rules %s", got)
	}
}
