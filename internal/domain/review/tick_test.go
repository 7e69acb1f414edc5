package review_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/review"
)

func TestWhatIsTickedInACellIsRead(t *testing.T) {
	for cell, want := range map[string]string{
		"□集中 ☑个别 □现场 □随机":         "个别",
		"☑集中点评　☑现场点评　□个别点评":       "集中点评 现场点评",
		"□集中□个别√现场□随机":            "现场",
		"集中□ 个别☑ 现场□":             "个别",
		"集中（√） 个别（　） 现场( )":       "集中",
		"(√)集中（ ）个别":              "集中",
		"√集中 个别 现场 随机":            "集中",
		"集中 个别√ 现场":               "个别",
		"√集中、√现场":                 "集中 现场",
		"点评方式：□集中 ☑个别":            "个别",
		"■集中 □个别":                 "集中",
		"☐集中 ☒个别":                 "个别", // as Word ticks
		"\uf0a3集中 \uf052个别":       "个别", // in its symbol font
		"○全部 ●随机抽样":               "随机抽样",
		"□集 中 ☑个 别":               "个 别",
		"□集中\n☑个别\n□现场":           "个别",
		"☑组织生活会 □调研督查 ☑其他：走访____": "组织生活会 其他：走访",
		"□集中 □个别":                 "",
	} {
		words, boxes, clear := review.Ticked(cell)
		if got := strings.Join(words, " "); !boxes || !clear || got != want {
			t.Errorf("of %q ticked is %q (boxes %v, clear %v), want %q", cell, got, boxes, clear, want)
		}
	}
}

func TestACellWhoseBoxesCantBeToldApartIsNotGuessed(t *testing.T) {
	for _, cell := range []string{"√", "☑集中□", "集中☑个别", "集中 √ 个别", "集中☑ 个别□ 现场", "□集中 ☑", "☑ □个别"} {
		if words, boxes, clear := review.Ticked(cell); !boxes || clear {
			t.Errorf("of %q ticked is %q (boxes %v)", cell, words, boxes)
		}
	}

	for _, cell := range []string{"", "集中", "集中、现场", "集中点评/个别点评"} {
		if words, boxes, clear := review.Ticked(cell); boxes || !clear || words != nil {
			t.Errorf("%q has boxes: %q", cell, words)
		}
	}
}

// On whichever side the boxes stand, and with whatever signs, what was ticked is read again.
func TestWhatWasTickedIsReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := []string{"集中", "个别", "现场", "随机"}[:rapid.IntRange(2, 4).Draw(t, "how many")]
		tick := rapid.SampledFrom([]string{"√", "☑", "■", "（√）"}).Draw(t, "tick")
		blank := rapid.SampledFrom([]string{"□", "☐", "（ ）"}).Draw(t, "blank")
		gap := rapid.SampledFrom([]string{" ", "　", "\n", "、"}).Draw(t, "gap")
		behind := rapid.Bool().Draw(t, "behind")
		var cell, want []string
		for _, word := range all {
			box := blank
			if rapid.Bool().Draw(t, word) {
				box, want = tick, append(want, word)
			}

			if behind {
				cell = append(cell, word+box)
			} else {
				cell = append(cell, box+word)
			}
		}

		words, boxes, clear := review.Ticked(strings.Join(cell, gap))
		if !boxes || !clear || !slices.Equal(words, want) {
			t.Fatalf("of %q ticked is %q, want %q", strings.Join(cell, gap), words, want)
		}
	})
}

func TestABoxAloneIsTickedOrNot(t *testing.T) {
	for cell, want := range map[string][2]bool{
		"☐": {false, true}, "□": {false, true}, "（　）": {false, true}, "[ ]": {false, true}, "○": {false, true},
		"☑": {true, true}, "☒": {true, true}, "（√）": {true, true}, "■": {true, true},
		"": {}, "是": {}, "☑是": {}, "档案12号": {},
	} {
		if ticked, alone := review.Box(cell); ticked != want[0] || alone != want[1] {
			t.Errorf("%q is ticked %v, alone %v; want %v", cell, ticked, alone, want)
		}
	}
}
