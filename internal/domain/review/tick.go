package review

import (
	"regexp"
	"strings"
	"unicode"
)

// What is printed for a box, ticked or not, with the signs of the symbol fonts of Word and the crossed box that Word itself ticks
// with.
const (
	tickMarks  = "√✓✔☑☒■●\uf052\uf0fe"
	blankMarks = "□☐○◯◻▢×✗✘\uf0a3\uf0a8\uf06f"
)

// inBrackets is a box that is drawn by brackets: （√） or （　）.
var inBrackets = regexp.MustCompile(`[(（\[［【][\s　]*([` + tickMarks + blankMarks + `]?)[\s　]*[)）\]］】]`)

// boxed is a piece of a cell: a mark, or what stands between marks.
type boxed struct {
	mark, ticked bool
	text         string
}

// Ticked are the words of a cell of a form whose boxes are ticked: 个别 of “□集中 ☑个别 □现场”. The boxes stand before
// their words or behind them; where only what was chosen bears a tick, the other words are what was not. boxes is false for a cell
// without any, and clear is false where one can't tell which box belongs to which word.
func Ticked(cell string) (words []string, boxes, clear bool) {
	pieces, blank := pieces(cell)
	first, last := -1, -1
	for i, p := range pieces {
		if p.mark {
			if last = i; first < 0 {
				first = i
			}
		}
	}

	if first < 0 {
		return nil, false, true
	}

	begins, ends := first == 0, last == len(pieces)-1
	headed := !begins && strings.HasSuffix(trimWord(pieces[0].text), "：") // 点评方式：□集中 …
	switch {
	case (begins || headed) && !ends:
		words, clear = beside(pieces, +1, blank)
	case ends && !begins, !begins && !blank && closes(pieces):
		words, clear = beside(pieces, -1, blank)
	}

	return words, true, clear
}

// Box reports whether a cell holds nothing but one box, and whether that is ticked.
func Box(cell string) (ticked, alone bool) {
	all, _ := pieces(cell)
	alone = len(all) == 1 && all[0].mark
	return alone && all[0].ticked, alone
}

// pieces are the marks of a cell and what stands between them, and whether one of the boxes is not ticked.
func pieces(cell string) (out []boxed, blank bool) {
	cell = inBrackets.ReplaceAllStringFunc(cell, func(box string) string {
		if mark := inBrackets.FindStringSubmatch(box)[1]; mark != "" {
			return mark
		}
		return "□"
	})

	for _, r := range strings.ReplaceAll(strings.TrimSpace(cell), ":", "：") {
		switch {
		case strings.ContainsRune(tickMarks, r):
			out = append(out, boxed{mark: true, ticked: true})
		case strings.ContainsRune(blankMarks, r):
			out, blank = append(out, boxed{mark: true}), true
		case len(out) > 0 && !out[len(out)-1].mark:
			out[len(out)-1].text += string(r)
		default:
			out = append(out, boxed{text: string(r)})
		}
	}

	return out, blank
}

// beside are the words that stand beside ticked boxes, on the side +1 behind them, -1 before them. Where boxes are left blank
// each word has one; else a word is what reaches to the next gap.
func beside(pieces []boxed, side int, blank bool) (words []string, clear bool) {
	for i, p := range pieces {
		if !p.mark {
			continue
		}

		word := ""
		if at := i + side; at >= 0 && at < len(pieces) && !pieces[at].mark {
			word = trimWord(pieces[at].text)
		}

		if !blank {
			if apart := strings.FieldsFunc(word, separates); len(apart) > 0 && side > 0 {
				word = apart[0]
			} else if len(apart) > 0 {
				word = apart[len(apart)-1]
			}
		}

		switch {
		case p.ticked && word == "":
			return nil, false
		case p.ticked:
			words = append(words, word)
		}
	}

	// What stands on the other side of the outermost box has none, though every word should.
	loose := pieces[len(pieces)-1]
	if side < 0 && blank && !loose.mark && trimWord(loose.text) != "" {
		return nil, false
	}

	return words, true
}

// separates reports whether words of a cell end at the sign.
func separates(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("、，,；;/／+＋。", r)
}

// closes reports whether every mark is written close behind a word, with a gap behind it: 集中 个别√ 现场.
func closes(pieces []boxed) bool {
	for i, p := range pieces {
		if !p.mark {
			continue
		}

		if i == 0 || pieces[i-1].mark || i+1 < len(pieces) && pieces[i+1].mark {
			return false
		}

		word := []rune(pieces[i-1].text)
		if separates(word[len(word)-1]) || i+1 < len(pieces) && !separates([]rune(pieces[i+1].text)[0]) {
			return false
		}
	}

	return true
}

// trimWord is a word of a cell without gaps around it and without the line on which one writes.
func trimWord(text string) string {
	return strings.TrimFunc(text, func(r rune) bool { return separates(r) || r == '_' || r == '＿' })
}
