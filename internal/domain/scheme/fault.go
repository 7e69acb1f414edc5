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

// Fault is something wrong (or, as a Warning, something odd) in a scheme's text. Text is the Chinese sentence, a key of
// the catalogue with fmt verbs, that says what is wrong and what to do; Args fill it.
type Fault struct {
	Place
	Warning bool
	Text    errs.Sentence
	Args    []any
}

// String is the Chinese sentence with its place.
func (f Fault) String() string {
	return f.Say(i18n.Chinese)
}

// Say is the sentence with its place in the language.
func (f Fault) Say(lang i18n.Lang) string {
	what := i18n.Word("错误")
	if f.Warning {
		what = "提醒"
	}
	return i18n.T(lang, "%s 第%d行第%d列 %s：%s", f.Source, f.Line, f.Column, what, i18n.T(lang, f.Text, f.Args...))
}

// Err is the sentence as an error without its place, to be said in the reader's language by i18n.Error.
func (f Fault) Err() error { return errs.NewInvalid(f.Text, f.Args...) }

// Faults are all faults and warnings of a text, in its order; those of a parent come after the text's own.
type Faults []Fault

// Refused reports whether there is a fault that is not just a warning: then there is no scheme.
func (fs Faults) Refused() bool {
	return slices.ContainsFunc(fs, func(f Fault) bool { return !f.Warning })
}

// Err is nil when there are only warnings, else an Invalid error that tells the first fault with its line.
func (fs Faults) Err() error {
	i := slices.IndexFunc(fs, func(f Fault) bool { return !f.Warning })
	if i < 0 {
		return nil
	}

	n := 0
	for _, f := range fs {
		if !f.Warning {
			n++
		}
	}

	f := fs[i]
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
	fs.put(Fault{Place: at, Text: text, Args: args})
}

// warn notes a warning.
func (fs *Faults) warn(at Place, text errs.Sentence, args ...any) {
	fs.put(Fault{Place: at, Warning: true, Text: text, Args: args})
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
