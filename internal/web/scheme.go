package web

import (
	"slices"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/ui"
)

// schemeLimit is the most that a scheme sent for a check may take, with the form around it.
const schemeLimit = 2 << 20

// schemesView is the list of schemes with the form that checks one's own.
type schemesView struct {
	Schemes []scheme.Info
	Text    string      // typed or sent for a check
	Check   schemeCheck // zero while nothing was checked
}

// schemeCheck is what a check of a scheme found.
type schemeCheck struct {
	Name   string
	Scheme *scheme.Scheme // nil when it has a fault
	Faults scheme.Faults
}

func (r *request) schemes() error {
	v := schemesView{}
	var err error
	if v.Schemes, err = r.web.app.Schemes(r.actor); err != nil {
		return err
	}
	return r.render(schemesPage(r.page(r.T("点评方案"), "/schemes"), v))
}

// schemeCheckSent says what is wrong with a scheme of the office's own. Nothing is kept.
func (r *request) schemeCheckSent() error {
	name, text, err := r.upload("file")
	if err != nil {
		return r.again(err, r.schemes)
	}
	if len(text) == 0 {
		name, text = r.T("粘贴的方案"), []byte(r.FormValue("text"))
	}
	v := schemesView{Text: string(text), Check: schemeCheck{Name: name}}
	if v.Schemes, err = r.web.app.Schemes(r.actor); err != nil {
		return err
	}
	if v.Check.Scheme, v.Check.Faults, err = r.web.app.CheckScheme(r.actor, name, text); err != nil {
		return err
	}
	return r.render(schemesPage(r.page(r.T("点评方案"), "/schemes"), v))
}

// schemeView is a scheme as people read it.
type schemeView struct {
	*scheme.Scheme
	Source string
	Round  app.RoundView // whose scheme it is; zero for a built-in one by itself
}

// scheme shows a built-in scheme, or with ?round= the one that a round keeps.
func (r *request) scheme() error {
	v := schemeView{}
	id, err := r.number("round")
	if err != nil {
		return err
	}
	if id != 0 {
		if v.Round, err = r.web.app.Round(r.Context(), r.actor, round.ID(id)); err != nil {
			return err
		}
		v.Scheme, v.Source = v.Round.Plan, v.Round.SchemeText
	} else {
		s, source, err := r.web.app.Scheme(r.actor, r.PathValue("name"))
		if err != nil {
			return err
		}
		v.Scheme, v.Source = s, string(source)
	}
	return r.render(schemePage(r.page(v.Title, "/schemes"), v))
}

// line is the line of the checked text that a fault speaks of; empty when it stands in another text.
func (v schemesView) line(f scheme.Fault) string {
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
		said[i] = k.Name()
	}
	return inRow(p, said)
}

// partNames are parts of a review in words.
func partNames(p ui.Page, parts []scheme.Part) string {
	said := make([]string, len(parts))
	for i, part := range parts {
		said[i] = part.Name()
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
