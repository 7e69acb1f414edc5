package web

import (
	"lingping/internal/app"
	"lingping/internal/domain/round"
	"lingping/internal/web/view"
)

// schemeLimit is the most that a scheme sent for a check may take, with the form around it.
const schemeLimit = 2 << 20

func (r *request) schemes() error {
	v := view.Schemes{}
	var err error
	if v.Schemes, err = r.web.app.Schemes(r.actor); err != nil {
		return err
	}
	return r.render(view.SchemesPage(r.page(r.T("点评方案"), "/schemes"), v))
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

	v := view.Schemes{Text: string(text), Check: view.SchemeCheck{Name: name}}
	if v.Schemes, err = r.web.app.Schemes(r.actor); err != nil {
		return err
	}

	if v.Check.SchemeCheck, err = r.web.app.CheckScheme(r.Context(), r.actor, app.OwnScheme{Name: name, Text: text}); err != nil {
		return err
	}

	return r.render(view.SchemesPage(r.page(r.T("点评方案"), "/schemes"), v))
}

// scheme shows a built-in scheme, or with ?round= the one that a round keeps.
func (r *request) scheme() error {
	v := view.Scheme{}
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

	return r.render(view.SchemePage(r.page(v.Title, "/schemes"), v))
}
