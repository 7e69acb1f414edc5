package scheme_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/scheme"
)

// handWritten is a scheme as somebody writes it, with remarks everywhere.
const handWritten = `# 红松林场的方案
# 书记看过，2010年12月16日
extends: tongyong   # 通用的
name: hongsong
title: 红松林场方案    # 全称
theme: 守住红松  # 会上定的

# 防火期的期限
steps:
  summary: {due: -10}   # 十天前
  notice:
    # 工区墙上
    name: 上墙
    due: 5    # 五天
  action:
    due: 30
subjects:
  - kind: unit
    aspects:
      # 防火第一
      - {key: fire, text: 护林防火}  # 场长强调
      - key: work   # 生产
        text: 林下经济
  # 党员只看三条
  - kind: member
    aspects: [{key: post, text: 岗位}]
filing:
  # 报两处
  - {who: 各党支部, to: 场部办, forms: [3], due-in: 2}
  - who: 各党总支   # 直属的不报
    to: 县林业局    # 组织科
    forms: [2]
    due-in: 5
# 表名
forms:
  - {number: 1, title: 统计表}
  - {number: 2, title: 支部卡}
  - {number: 3, title: 党员卡}   # 蓝纸
`

// remarksIn are the remarks of a text.
func remarksIn(text string) (out []string) {
	for line := range strings.SplitSeq(text, "\n") {
		if _, remark, found := strings.Cut(line, "#"); found {
			out = append(out, strings.TrimSpace(remark))
		}
	}
	return out
}

// amended changes the hand-written scheme as the page does.
func amended(t interface {
	Helper()
	Fatalf(string, ...any)
}, change func(*scheme.Scheme)) string {
	t.Helper()
	was, faults := read(handWritten)
	is, _ := read(handWritten)
	parent, err := scheme.Load("tongyong")
	if was == nil || is == nil || err != nil {
		t.Fatalf("%v %v", faults, err)
	}

	is.Steps, is.Subjects, is.Filing, is.Forms = slices.Clone(is.Steps), slices.Clone(is.Subjects), slices.Clone(is.Filing), slices.Clone(is.Forms)
	change(is)
	text := scheme.Amend(handWritten, parent, was, is, "tongyong")
	now, faults := read(text)
	if now == nil || len(scheme.Differences(is, now)) > 0 {
		t.Fatalf("%v\n%s", faults, text)
	}

	for _, remark := range remarksIn(handWritten) {
		if !strings.Contains(text, "# "+remark) {
			t.Fatalf("the remark %q is lost:\n%s", remark, text)
		}
	}

	return text
}

func TestAChangeOfAHandWrittenTextLeavesTheRestAsItWasWritten(t *testing.T) {
	step := func(s *scheme.Scheme, key scheme.StepKey) *scheme.Step {
		return &s.Steps[slices.IndexFunc(s.Steps, func(st scheme.Step) bool { return st.Key == key })]
	}
	subject := func(s *scheme.Scheme, kind scheme.SubjectKind) *scheme.Subject {
		return &s.Subjects[slices.IndexFunc(s.Subjects, func(sub scheme.Subject) bool { return sub.Kind == kind })]
	}

	for what, c := range map[string]struct {
		change   func(*scheme.Scheme)
		old, now string // the text is the old one with this put in place
	}{
		"nothing":    {func(*scheme.Scheme) {}, "", ""},
		"the theme":  {func(s *scheme.Scheme) { s.Theme = "过好年" }, "theme: 守住红松  # 会上定的", "theme: 过好年  # 会上定的"},
		"a day":      {func(s *scheme.Scheme) { step(s, scheme.StepNotice).Due = 7 }, "due: 5    # 五天", "due: 7  # 五天"},
		"no theme":   {func(s *scheme.Scheme) { s.Theme = "" }, "theme: 守住红松  # 会上定的", `theme: ""  # 会上定的`},
		"a new word": {func(s *scheme.Scheme) { step(s, scheme.StepNotice).Actor = "工区" }, "due: 5    # 五天\n", "due: 5    # 五天\n    actor: 工区\n"},
		"a step in brackets": {func(s *scheme.Scheme) { step(s, scheme.StepSummary).Due = -9 }, "  summary: {due: -10}   # 十天前\n",
			"  # 十天前\n  summary:\n    due: -9\n"},
		"an aspect": {func(s *scheme.Scheme) {
			sub := subject(s, scheme.Unit)
			sub.Aspects = slices.Clone(sub.Aspects)
			sub.Aspects[1].Text = "林下养蜂"
		}, "text: 林下经济", "text: 林下养蜂"},
		"an aspect less": {func(s *scheme.Scheme) {
			sub := subject(s, scheme.Unit)
			sub.Aspects = sub.Aspects[1:]
		}, "      - {key: fire, text: 护林防火}  # 场长强调\n", "      # 场长强调\n"},
		"an aspect more": {func(s *scheme.Scheme) {
			sub := subject(s, scheme.Unit)
			sub.Aspects = append(slices.Clone(sub.Aspects), scheme.Aspect{Key: "own-3", Text: "职工冷暖"})
		}, "        text: 林下经济\n", "        text: 林下经济\n      - key: own-3\n        text: 职工冷暖\n"},
		"an addressee":   {func(s *scheme.Scheme) { s.Filing[1].To = "县委" }, "to: 县林业局    # 组织科", "to: 县委  # 组织科"},
		"a hand-in less": {func(s *scheme.Scheme) { s.Filing = s.Filing[:1] }, handWritten[strings.Index(handWritten, "  - who: 各党总支"):strings.Index(handWritten, "# 表名")], "  # 直属的不报\n  # 组织科\n"},
		"a title": {func(s *scheme.Scheme) { s.Forms[2].Title = "职工卡" }, "  - {number: 3, title: 党员卡}   # 蓝纸\n",
			"  # 蓝纸\n  - number: 3\n    title: 职工卡\n"},
	} {
		t.Run(what, func(t *testing.T) {
			want := strings.Replace(handWritten, c.old, c.now, 1)
			if got := amended(t, c.change); got != want {
				t.Errorf("the text is\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// Whatever an office changes on the page: it is read again, and no remark is lost.
func TestNoChangeLosesARemark(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[\p{Han}a-z：#"'@][\p{Han}a-z0-9：#"'@ ]{0,6}[\p{Han}a-z]`)
		amended(t, func(s *scheme.Scheme) {
			for range rapid.IntRange(1, 5).Draw(t, "changes") {
				switch rapid.IntRange(0, 6).Draw(t, "what") {
				case 0:
					s.Theme = word.Draw(t, "theme")
				case 1:
					step := &s.Steps[rapid.IntRange(0, len(s.Steps)-1).Draw(t, "step")]
					step.Name, step.Due = word.Draw(t, "name"), rapid.IntRange(-30, 60).Draw(t, "due")
				case 2:
					s.Filing = append(s.Filing, scheme.Filing{Who: "各党支部", To: word.Draw(t, "to")})
				case 3:
					s.Filing = s.Filing[:rapid.IntRange(0, len(s.Filing)).Draw(t, "hand-ins")]
				case 4:
					s.Basis.Title = word.Draw(t, "basis")
				case 5:
					s.Groups = s.Groups[:rapid.IntRange(1, len(s.Groups)).Draw(t, "groups")]
				default:
					sub := &s.Subjects[rapid.IntRange(0, len(s.Subjects)-1).Draw(t, "subject")]
					sub.Aspects = append(slices.Clone(sub.Aspects), scheme.Aspect{Key: "x" + strings.Repeat("x", len(sub.Aspects)), Text: word.Draw(t, "aspect")})
				}
			}
		})
	})
}
