package view

import (
	"net/url"
	"slices"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// Schemes is the list of schemes with the form that checks, tries and keeps one's own.
type Schemes struct {
	app.SchemeList
	Text    string      // typed or sent for a check
	Note    string      // what was changed
	Check   SchemeCheck // zero while nothing was checked
	MayKeep bool
}

// SchemeCheck is what a check of a scheme found.
type SchemeCheck struct {
	Name string
	app.SchemeCheck
}

// Scheme is a scheme as people read it.
type Scheme struct {
	app.SchemePage
	Round   app.RoundView // whose scheme it is; zero for one by itself
	MayKeep bool
}

// SchemeHref is the address of a scheme, by its name with or without a version, or of a page below it.
func SchemeHref(ref, below string) string { return "/schemes/" + url.PathEscape(ref) + below }

// lineOf is the line of the text called name that a fault speaks of; empty when it stands in another text.
func lineOf(name, text string, f scheme.Fault) string {
	lines := strings.Split(text, "\n")
	if f.Source != name || f.Line < 1 || f.Line > len(lines) {
		return ""
	}
	return strings.TrimSpace(lines[f.Line-1])
}

// pathWords are the words of a place in a scheme, from the outside in.
func pathWords(p ui.Page, where i18n.Words) string {
	said := make([]string, len(where))
	for i, w := range where {
		said[i] = p.Word(w)
	}
	return strings.Join(said, " · ")
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
