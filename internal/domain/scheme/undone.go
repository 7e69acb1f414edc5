package scheme

import (
	"fmt"
	"reflect"
	"slices"

	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// undone are the fields with which this version does nothing, by their names in a text, each with what is left to the
// office. A field that is not here changes a page, a paper, a plan, a figure or a refusal; a test walks them all.
func undone() map[string]errs.Sentence {
	return map[string]errs.Sentence{
		"instruments": "同时进行的测评（instruments）：不发票、不计票、不出结果，请另行组织。",
	}
}

// printed are the annexes that the program prints.
func printed() []int { return []int{1, 2, 3} }

// Undone is what the scheme says and this version does nothing with, a sentence each: 本版还不会办.
func (s *Scheme) Undone() []Fault {
	var out []Fault
	for _, f := range s.idle() {
		out = append(out, f.Fault)
	}
	return out
}

func kindWords(kinds []SubjectKind) (names i18n.Words) {
	for _, k := range kinds {
		names = append(names, k.Name())
	}
	return names
}

// idleField is one such field, with where it stands in the scheme.
type idleField struct {
	Fault
	path []any
}

func (s *Scheme) idle() []idleField {
	var out []idleField
	known := undone()
	t := reflect.TypeFor[Scheme]()
	for i := range t.NumField() {
		name := t.Field(i).Tag.Get("yaml")
		if text, ok := known[name]; ok && !reflect.ValueOf(*s).Field(i).IsZero() {
			out = append(out, idleField{Fault{Level: Undone, Text: errs.Sentence(text)}, at(name)})
		}
	}

	if i := slices.Index(s.Statistics.Columns, ColumnInstruments); i >= 0 {
		out = append(out, idleField{Fault{Level: Undone, Text: "统计表的栏目 instruments（测评）：没有测评的数字，表上不列这一栏。"},
			at("statistics", "columns", i)})
	}

	for i, st := range s.Steps {
		if kinds := st.unasked(); len(kinds) > 0 {
			out = append(out, idleField{Fault{Level: Undone, Text: "“%s”的 subjects 只写了%s：环节按党组织（连同书记）和党员登记，不单独问这些对象。",
				Args: []any{fit(st.Name), kindWords(kinds)}}, at("steps", i, "subjects")})
		}

		if st.Demanded && st.Key != StepSummary && st.Key != StepFieldwork {
			out = append(out, idleField{Fault{Level: Undone, Text: "“%s”的 demanded（做完才能进行下一步）：只有总结和调研没做会挡住点评，这一步不会挡住下一步。",
				Args: []any{fit(st.Name)}}, at("steps", i, "demanded")})
		}
	}

	for i, f := range s.Forms {
		if f.Number > 0 && !slices.Contains(printed(), f.Number) {
			out = append(out, idleField{Fault{Level: Undone, Text: "附件%d（%s）：只印附件1、2、3，这张表请另行印发。",
				Args: []any{f.Number, fit(f.Title)}}, at("forms", i)})
		}
	}

	return out
}

// undone tells what this version does nothing with, where it is written.
func (c *checker) undone() {
	for _, f := range c.s.idle() {
		c.tell(Undone, f.path, f.Text, f.Args)
	}
}

// UndoneNames are the names of those fields, as an argument of a sentence.
func (s *Scheme) UndoneNames() i18n.Words {
	var row i18n.Words
	for _, f := range s.idle() {
		name := fmt.Sprint(f.path[0])
		if len(f.Args) > 0 {
			name = fmt.Sprintf("%s %d", name, f.Args[0])
		}
		row = append(row, i18n.Word(name))
	}

	return row
}
