package office_test

import (
	"slices"
	"strings"
	"testing"

	"lingping/internal/office"
	"pgregory.net/rapid"
)

func TestLinesBreakAsChineseTextDoes(t *testing.T) {
	for text, want := range map[string][]string{
		"点评点评点评点":       {"点评点评点", "评点"},
		"点评点评点。评":       {"点评点评", "点。评"}, // no line begins with a full stop
		"点评点评（点评）":      {"点评点评", "（点评）"},
		"点评abcd点":       {"点评abcd", "点"}, // a word is not torn
		"点评点评2026.12.1": {"点评点评", "2026.12.", "1"},
		"":              {""},
	} {
		if got := office.Lines(text, 5000, 0); !slices.Equal(got, want) {
			t.Errorf("%q is broken into %q, want %q", text, got, want)
		}
	}
}

func TestLinesLoseNothingAndAreNotTooLong(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("点评党员。，（）“”Aa19. 𬱖·—"))).Draw(t, "text")
		room := rapid.IntRange(3000, 40000).Draw(t, "room")
		used := rapid.SampledFrom([]int{0, 2000}).Draw(t, "used")
		lines := office.Lines(text, room, used)
		if strings.Join(lines, "") != text {
			t.Fatalf("%q became %q", text, lines)
		}

		for i, line := range lines {
			begins := 0
			if i == 0 {
				begins = used
			}
			if line = strings.TrimRight(line, " "); begins+office.Width(line) > room && len([]rune(line)) > 1 {
				t.Errorf("%q is %d wide from %d, the room is %d", line, office.Width(line), begins, room)
			}
		}
	})
}

func TestNoLabelEndsWithASingleCharacter(t *testing.T) {
	for _, c := range []struct {
		label, want string
		room        int
	}{
		{"存在问题", "存在问题", 5}, {"履行管党职责", "履行管党\n职责", 5}, {"业务工作和重点任务", "业务工作和重点任务", 5},
		{"立足本职争创一流", "立足本职\n争创一流", 7}, {"立足本职争创一流", "立足本职争创一流", 8},
	} {
		if got := office.Balanced(c.label, c.room); got != c.want {
			t.Errorf("%q is broken %q for %d, want %q", c.label, got, c.room, c.want)
		}
	}
}
