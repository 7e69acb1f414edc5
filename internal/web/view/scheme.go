package view

import (
	"slices"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/ui"
)

// Schemes is the list of schemes with the form that checks one's own.
type Schemes struct {
	Schemes []scheme.Info
	Text    string      // typed or sent for a check
	Check   SchemeCheck // zero while nothing was checked
}

// SchemeCheck is what a check of a scheme found.
type SchemeCheck struct {
	Name   string
	Scheme *scheme.Scheme // nil when it has a fault
	Faults scheme.Faults
}

// Scheme is a scheme as people read it.
type Scheme struct {
	*scheme.Scheme
	Source string
	Round  app.RoundView // whose scheme it is; zero for a built-in one by itself
}

// line is the line of the checked text that a fault speaks of; empty when it stands in another text.
func (v Schemes) line(f scheme.Fault) string {
	lines := strings.Split(v.Text, "\n")
	if f.Source != v.Check.Name || f.Line < 1 || f.Line > len(lines) {
		return ""
	}
	return strings.TrimSpace(lines[f.Line-1])
}

// kindNames are the kinds of subjects in words.
func kindNames(p ui.Page, kinds []scheme.SubjectKind) string {
	said := make([]string, len(kinds))
	for i, k := range kinds {
		said[i] = string(k.Name())
	}
	return inRow(p, said)
}

// partNames are parts of a review in words.
func partNames(p ui.Page, parts []scheme.Part) string {
	said := make([]string, len(parts))
	for i, part := range parts {
		said[i] = string(part.Name())
	}
	return inRow(p, said)
}

// demanding are the groups of whom something else is asked than of everybody.
func demanding(groups []scheme.Group) []scheme.Group {
	return slices.DeleteFunc(slices.Clone(groups), func(g scheme.Group) bool {
		return g.Text == "" && len(g.Required)+len(g.Waived)+len(g.Ask) == 0
	})
}

// due says when a step has to be done, counted from the last day of the round.
func due(p ui.Page, days int) string {
	switch {
	case days < 0:
		return p.T("结束前 %d 天", -days)
	case days > 0:
		return p.T("结束后 %d 天", days)
	}
	return p.T("结束当天")
}
