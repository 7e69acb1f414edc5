package view

import (
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// SchemeGuide is the page on which an office changes what most offices change.
type SchemeGuide struct {
	app.SchemePage                // the scheme that is changed, as it was
	Shown          *scheme.Scheme // what the fields hold
	Note           string
	Dropped        []string // groups that were ticked as not wanted
	Told           scheme.Faults
	Typed          map[string]string // what stands in fields that can't be read
}

// typed is the value of a field: what was typed into it where that can't be read.
func (v SchemeGuide) typed(field, value string) string {
	if typed, ok := v.Typed[field]; ok {
		return typed
	}
	return value
}

// blankFilings is how many empty lines for hand-ins the page has.
const blankFilings = 2

// filings are the lines of hand-ins with empty ones below.
func (v SchemeGuide) filings() []scheme.Filing {
	return append(append([]scheme.Filing{}, v.Shown.Filing...), make([]scheme.Filing, blankFilings)...)
}

// aspects are the aspects of a kind with empty ones below.
func (v SchemeGuide) aspects(s scheme.Subject) []scheme.Aspect {
	return append(append([]scheme.Aspect{}, s.Aspects...), scheme.Aspect{}, scheme.Aspect{})
}

// groups are the groups with an empty one below.
func (v SchemeGuide) groups() []scheme.Group {
	return append(append([]scheme.Group{}, v.Shown.Groups...), scheme.Group{})
}

// StepSides are on which side of the last day of a round a step is due, as the form says it.
const (
	BeforeEnd = "before"
	AfterEnd  = "after"
)

func sideOf(due int) string {
	if due < 0 {
		return BeforeEnd
	}
	return AfterEnd
}

func daysOf(due int) string { return strconv.Itoa(max(due, -due)) }

func sideOptions(p ui.Page) []ui.Option {
	return []ui.Option{{Value: BeforeEnd, Name: p.T("最后一天之前")}, {Value: AfterEnd, Name: p.T("最后一天之后（当天写 0）")}}
}

// row is a row of words as people write it.
func row(words []string) string { return strings.Join(words, "、") }

func formRow(numbers []int) string {
	all := make([]string, len(numbers))
	for i, n := range numbers {
		all[i] = strconv.Itoa(n)
	}
	return row(all)
}

func filterRow(filters []scheme.Filter) string {
	all := make([]string, len(filters))
	for i, f := range filters {
		all[i] = string(f)
	}
	return row(all)
}

// filingSides are the sides of reviews on which those of a filter can stand.
func filingSides(p ui.Page) []ui.Option {
	sides := []ui.Option{{Name: p.T("没有说（所作的）")}}
	for _, s := range []scheme.Side{scheme.SideGiven, scheme.SideReceived, scheme.SideBoth} {
		sides = append(sides, ui.Option{Value: string(s), Name: p.Word(s.Word())})
	}
	return sides
}

// filtered says whose forms a hand-in means.
func filtered(p ui.Page, f scheme.Filing) string {
	words := make([]string, len(f.Filter))
	for i, x := range f.Filter {
		words[i] = p.Word(filing.Word(x, f.Side))
	}
	return inRow(p, words)
}

// dueIn is what stands in the field for later rounds.
func dueIn(days *int) string {
	if days == nil {
		return ""
	}
	return strconv.Itoa(*days)
}

// guideNumber tells the lines of a list apart.
func guideNumber(p ui.Page, what i18n.Word, i int) string { return p.T("%s %d", p.Word(what), i+1) }
