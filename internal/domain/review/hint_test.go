package review_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
)

// good is a text that leaves nothing to be said.
func good() review.Text {
	return review.Text{
		Aspects:  []review.AspectText{{Key: "post", Text: "承担两门公共课，全年没有教学事故。"}, {Key: "promise", Text: "承诺的三件事办成两件。"}},
		Problems: []string{"到学生宿舍走访偏少。"},
		Parts: review.Parts{
			scheme.PartAchievements: "实验室开放课时比上年增加一倍。",
			scheme.PartCauses:       "期末课时集中。",
			scheme.PartAdvice:       "三月底前排出走访计划，每两周到宿舍一次。",
			scheme.PartOverall:      "践诺情况较好。",
		},
	}
}

func TestHintsSayWhatMayBeLookedAtAgain(t *testing.T) {
	aspects := []scheme.Aspect{{Key: "post", Label: "立足本职"}, {Key: "promise", Label: "公开承诺"}}
	tests := map[string]struct {
		change func(*review.Written)
		hint   string // empty: none
	}{
		"a good sheet":                   {func(*review.Written) {}, ""},
		"an empty sheet is only lacking": {func(w *review.Written) { w.Text = review.Text{} }, ""},
		"no problems":                    {func(w *review.Written) { w.Text.Problems = nil }, "没有写存在问题"},
		"no problems where they are demanded": {func(w *review.Written) {
			w.Text.Problems, w.Required = nil, []scheme.Part{scheme.PartProblems}
		}, ""},
		"problems without causes": {func(w *review.Written) { w.Text.Say(scheme.PartCauses, "") }, "没有写原因"},
		"problems without advice": {func(w *review.Written) { w.Text.Say(scheme.PartAdvice, "") }, "没有写努力方向"},
		"nothing but problems": {func(w *review.Written) {
			w.Text.Aspects = nil
			w.Text.Say(scheme.PartAchievements, "")
			w.Text.Say(scheme.PartOverall, "")
		}, "坚持鼓励为主"},
		"advice that asks for nothing":  {func(w *review.Written) { w.Text.Say(scheme.PartAdvice, "希望今后再接再厉，不断进步！") }, "只有勉励的话"},
		"an aspect of two characters":   {func(w *review.Written) { w.Text.Aspects[0].Text = "很好。" }, "“立足本职”只写了“很好。”"},
		"one text under two aspects":    {func(w *review.Written) { w.Text.Aspects[1].Text = w.Text.Aspects[0].Text }, "写的内容一样"},
		"a day that has not come":       {func(w *review.Written) { w.Setting.Day = "2011-01-11" }, "2011.01.11还没有到"},
		"a day before the round":        {func(w *review.Written) { w.Setting.Day = "2010-12-01" }, "2010.12.01不在本轮的2010.12.27至2011.01.12之内"},
		"a mode meant for other things": {func(w *review.Written) { w.Setting.Modes = "on-site" }, "方案一般用集中点评、个别点评"},
		"the same text for somebody else": {func(w *review.Written) {
			w.Others = []review.Other{{Name: "孙䶮", Text: good()}}
		}, "与孙䶮的点评一字不差"},
		"nearly the same text for somebody else": {func(w *review.Written) {
			near := good()
			near.Say(scheme.PartOverall, "总的来说完成得不错。")
			near.Say(scheme.PartCauses, "年底会议较多。")
			w.Others = []review.Other{{Name: "郑雪", Text: near}}
		}, "与郑雪的点评有"},
		"another text for somebody else": {func(w *review.Written) {
			w.Others = []review.Other{{Name: "朱明", Text: review.Text{Parts: review.Parts{scheme.PartOverall: "负责食堂后勤保障，全年零投诉，主动帮助新员工熟悉岗位。"}, Problems: []string{"理论学习笔记不完整。"}}}}
		}, ""},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := review.Written{
				Text: good(), Setting: review.Setting{Modes: "collective", Day: "2011-01-05"}, Aspects: aspects,
				Modes: []scheme.Mode{{Key: "collective", Name: "集中点评"}, {Key: "individual", Name: "个别点评"}},
				From:  "2010-12-27", To: "2011-01-12", Today: "2011-01-06",
			}

			test.change(&w)
			hints := review.Hints(w)
			switch {
			case test.hint == "" && len(hints) > 0:
				t.Errorf("hints %v, want none", hints)
			case test.hint != "" && (len(hints) != 1 || !strings.Contains(hints[0].String(), test.hint)):
				t.Errorf("hints %v, want one with %q", hints, test.hint)
			}
		})
	}
}

func TestAtMostThreeCopiesAreNamed(t *testing.T) {
	w := review.Written{Text: good(), From: "2010-12-27", To: "2011-01-12"}
	for range 10 {
		w.Others = append(w.Others, review.Other{Name: "某", Text: good()})
	}

	if n := len(review.Hints(w)); n != 3 {
		t.Errorf("%d hints for ten copies, want 3", n)
	}
}

func TestLikenessIsAShareAndDoesNotDependOnTheSide(t *testing.T) {
	words := rapid.SliceOfN(rapid.SampledFrom([]rune("党员干部带头服务群众完成任务承诺问题原因计划学习宿舍走访食堂实验室开放课时")), 20, 200)
	rapid.Check(t, func(t *rapid.T) {
		a := review.PrintOf(review.Text{Parts: review.Parts{scheme.PartOverall: string(words.Draw(t, "a"))}})
		b := review.PrintOf(review.Text{Parts: review.Parts{scheme.PartCauses: string(words.Draw(t, "b"))}})
		if x, y := a.Likeness(b), b.Likeness(a); x != y || x < 0 || x > 1 {
			t.Fatalf("likeness %v one way, %v the other", x, y)
		}

		if a.Likeness(a) != 1 {
			t.Fatalf("a text is %v like itself", a.Likeness(a))
		}
	})
}

// Changing a part of a text keeps the rest alike: fingerprints must not tell near copies apart.
func TestANearCopyIsFoundWhereverItDiffers(t *testing.T) {
	words := rapid.SliceOfN(rapid.SampledFrom([]rune("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃辰宿列张")), 120, 300)
	missed := 0
	const runs = 400
	for seed := range runs {
		text := words.Example(seed)
		changed := append([]rune{}, text...)
		at := seed % (len(text) - 20)
		copy(changed[at:], []rune("改动了这里的二十个字改动了这里的二十个字"))
		a := review.PrintOf(review.Text{Parts: review.Parts{scheme.PartOverall: string(text)}})
		b := review.PrintOf(review.Text{Parts: review.Parts{scheme.PartOverall: string(changed)}})
		if a.Likeness(b) < 0.6 {
			missed++
		}
	}

	if missed > runs/100 {
		t.Errorf("%d of %d near copies were missed", missed, runs)
	}
}

func TestShortTextsAreNotCompared(t *testing.T) {
	short := review.PrintOf(review.Text{Parts: review.Parts{scheme.PartOverall: "同意。表现良好，继续努力。"}})
	if like := short.Likeness(short); like != 0 {
		t.Errorf("a text of a few words is %v like another, want 0: everybody writes it", like)
	}
}
