package scheme

import (
	"slices"
	"strings"
	"unicode"

	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// Place is where in which text something stands. Line and Column count from 1, columns in characters; 0 means the text
// as a whole.
type Place struct {
	Source string // the name under which the text was read: a file or a built-in scheme
	Line   int
	Column int
}

// Level is how much is the matter with what was written.
type Level string

// The levels. Only what is wrong keeps a scheme from being used.
const (
	Wrong  Level = "fault"
	Odd    Level = "warning" // can be meant, and is to be looked at
	Undone Level = "undone"  // right, and this version does nothing with it
)

// Word is what stands before the sentence.
func (l Level) Word() i18n.Word {
	switch l {
	case Odd:
		return "提醒"
	case Undone:
		return "本版还不会办"
	}
	return "错误"
}

// Fault is something wrong, odd or undone in a scheme's text. Text is the Chinese sentence, a key of the catalogue with fmt
// verbs, that says what is the matter and what to do; Args fill it.
type Fault struct {
	Place
	Level Level
	Text  errs.Sentence
	Args  []any
	From  Place // of a line of the scheme built on, where that is what the sentence is about
	Cause Cause // what brought it about, where From is said
	Whole bool  // it speaks of what the scheme lacks, and of no line
}

// Cause is what brought a fault about that speaks of a line of the scheme built on.
type Cause string

// The causes.
const (
	ByOwn    Cause = ""        // what the text itself says does not go with it
	ByParent Cause = "parent"  // the scheme built on is wrong in itself
	ByRemove Cause = "removed" // the text removes what the line needs
)

// About says of which line of the scheme built on the sentence speaks, and what to do; empty where it speaks of none.
func (f Fault) About(lang i18n.Lang) string {
	text := i18n.Word("（说的是沿用的“%s”第%d行；请在自己的文件里另写这一项，或用 remove 去掉。）")
	switch {
	case f.From.Source == "" || f.Whole:
		return ""
	case f.Cause == ByParent:
		text = "（错在沿用的“%s”第%d行：请先改正那个方案，或在自己的文件里另写这一项。）"
	case f.Cause == ByRemove:
		text = "（因为这里去掉了沿用的“%s”第%d行要用的内容：请把那一项也去掉或另写，或者不去掉。）"
	}

	return i18n.T(lang, text, f.From.Source, f.From.Line)
}

// String is the Chinese sentence with its place.
func (f Fault) String() string {
	return f.Say(i18n.Chinese)
}

// Say is the sentence with its place in the language.
func (f Fault) Say(lang i18n.Lang) string {
	what := i18n.T(lang, f.Text, f.Args...) + f.About(lang)
	return i18n.T(lang, "%s 第%d行第%d列 %s：%s", f.Source, f.Line, f.Column, f.Level.Word(), what)
}

// Err is the sentence as an error without its place, to be said in the reader's language by i18n.Error.
func (f Fault) Err() error { return errs.NewInvalid(f.Text, f.Args...) }

// Faults are all faults of a text, of every level, in its order; those of a parent come after the text's own.
type Faults []Fault

// Of are those of one level, in their order.
func (fs Faults) Of(level Level) Faults {
	return slices.DeleteFunc(slices.Clone(fs), func(f Fault) bool { return f.Level != level })
}

// Refused reports whether something is wrong: then there is no scheme.
func (fs Faults) Refused() bool { return len(fs.Of(Wrong)) > 0 }

// Err is nil when nothing is wrong, else an Invalid error that tells the first fault with its line.
func (fs Faults) Err() error {
	wrong := fs.Of(Wrong)
	n := len(wrong)
	if n == 0 {
		return nil
	}

	f := wrong[0]
	if n == 1 {
		return &errs.Error{Kind: errs.Invalid, Text: "方案“%s”第%d行有错，不能使用。请运行 lingping scheme check 查看并改正。",
			Args: []any{f.Source, f.Line}, Cause: f.Err()}
	}

	return &errs.Error{Kind: errs.Invalid, Text: "方案“%s”从第%d行起有%d处错误，不能使用。请运行 lingping scheme check 逐处查看并改正。",
		Args: []any{f.Source, f.Line, n}, Cause: f.Err()}
}

// maxFaults is how many faults are told; who has more of them starts with these.
const maxFaults = 200

// add notes a fault.
func (fs *Faults) add(at Place, text errs.Sentence, args ...any) {
	fs.put(Fault{Place: at, Level: Wrong, Text: text, Args: args})
}

// warn notes a warning.
func (fs *Faults) warn(at Place, text errs.Sentence, args ...any) {
	fs.put(Fault{Place: at, Level: Odd, Text: text, Args: args})
}

func (fs *Faults) put(f Fault) {
	if len(*fs) >= maxFaults {
		return
	}

	for i, a := range f.Args {
		if s, ok := a.(string); ok {
			f.Args[i] = fit(s)
		}
	}

	*fs = append(*fs, f)
}

// fit makes what was written fit to be quoted in a sentence: not very long, and nothing that moves a terminal.
func fit(s string) string {
	const most = 400
	s = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return ' '
		}
		return c
	}, s)

	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}

	return s
}

// sorted puts the faults of own first, each text's in its order.
func (fs Faults) sorted(own string) Faults {
	slices.SortStableFunc(fs, func(a, b Fault) int {
		if (a.Source == own) != (b.Source == own) {
			if a.Source == own {
				return -1
			}
			return 1
		}

		if a.Line != b.Line {
			return a.Line - b.Line
		}

		return a.Column - b.Column
	})
	return fs
}
