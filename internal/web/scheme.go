package web

import (
	"bytes"
	"io"

	"lingping/internal/app"
	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/web/view"
)

// schemeLimit is the most that a scheme sent for a check may take, with the form around it.
const schemeLimit = 2 << 20

// trialLimit is the most that a trial may send: a scheme and rosters.
const trialLimit = schemeLimit + importLimit

func (r *request) schemes() error {
	v := view.Schemes{Text: r.FormValue("text"), Note: r.text("note")}
	return r.showSchemes(v)
}

func (r *request) showSchemes(v view.Schemes) (err error) {
	v.MayKeep = r.actor.Could(access.KeepScheme)
	if v.SchemeList, err = r.web.app.SchemeList(r.Context(), r.actor); err != nil {
		return err
	}
	return r.render(view.SchemesPage(r.page(r.T("点评方案"), "/schemes"), v))
}

// ownScheme is the text of an office's own that was sent, as a file or pasted.
func (r *request) ownScheme() (own app.OwnScheme, err error) {
	name, text, err := r.upload("file")
	if len(text) == 0 {
		name, text = r.T("粘贴的方案"), []byte(r.FormValue("text"))
		if called := r.text("called"); called != "" { // it came as a file and goes round with a trial
			name = called
		}
	}

	return app.OwnScheme{Name: name, Text: text}, err
}

// schemeCheckSent says what is wrong with a scheme of the office's own. Nothing is kept.
func (r *request) schemeCheckSent() error {
	own, err := r.ownScheme()
	if err != nil {
		return r.again(err, r.schemes)
	}

	v := view.Schemes{Text: string(own.Text), Note: r.text("note"), Check: view.SchemeCheck{Name: own.Name}}
	if v.Check.SchemeCheck, err = r.web.app.CheckScheme(r.Context(), r.actor, own); err != nil {
		return err
	}

	if r.part() { // while somebody types
		return r.render(view.SchemeVerdict(r.page("", ""), v))
	}

	return r.showSchemes(v)
}

// schemeKeep keeps what was sent, or says what is wrong with it.
func (r *request) schemeKeep() error {
	own, err := r.ownScheme()
	if err != nil {
		return r.again(err, r.schemes)
	}

	ref, faults, err := r.web.app.KeepScheme(r.Context(), r.actor, app.KeptText{Name: own.Name, Text: string(own.Text), Note: r.text("note")})
	if err != nil {
		v := view.Schemes{Text: string(own.Text), Note: r.text("note")}
		if faults.Refused() {
			v.Check = view.SchemeCheck{Name: own.Name, SchemeCheck: app.SchemeCheck{Faults: faults}}
			err = errFaulty
		}
		return r.again(err, func() error { return r.showSchemes(v) })
	}

	return r.done(view.SchemeHref(ref.String(), ""), "已保存为“%s”的第 %d 版。请逐项核对，也可以在名册上试用，再筹备轮次。", ref.Name, ref.Version)
}

// errFaulty is the answer to a scheme with faults, which stand below it on the page.
var errFaulty = errs.NewInvalid("方案有错，没有保存。请照下面的说明逐处改正。")

// schemeTryText tries a scheme that is not kept, or any on roster files that are sent with it.
func (r *request) schemeTryText() error {
	own, err := r.ownScheme()
	if err != nil {
		return r.again(err, r.schemes)
	}

	v := view.SchemeTry{Text: string(own.Text), Note: r.text("note"), File: own.Name, Scheme: r.text("scheme")}
	in := app.Trying{Scheme: own.Name, Text: own.Text}
	if v.Scheme != "" {
		in = app.Trying{Scheme: v.Scheme}
	}

	show := func() error { return r.render(view.SchemeTryPage(r.page(r.T("在名册上试用"), "/schemes"), v)) }
	switch err := r.try(&v, in); {
	case v.Told.Refused():
		told := view.Schemes{Text: v.Text, Note: v.Note, Check: view.SchemeCheck{Name: own.Name, SchemeCheck: app.SchemeCheck{Faults: v.Told}}}
		return r.again(errFaulty, func() error { return r.showSchemes(told) })
	case err != nil:
		return r.again(err, show)
	}

	return show()
}

// schemeTry tries a scheme that is built in or kept. A trial plans the whole house, so it is made when it is asked for.
func (r *request) schemeTry() error {
	if r.text("from") == "" {
		return r.schemeTryForm()
	}

	v := view.SchemeTry{Scheme: r.PathValue("name")}
	err := r.try(&v, app.Trying{Scheme: v.Scheme})
	show := func() error { return r.render(view.SchemeTryPage(r.page(r.T("在名册上试用"), "/schemes"), v)) }
	if err != nil {
		return r.again(err, show)
	}

	return show()
}

// schemeTryForm asks for which days the scheme is tried.
func (r *request) schemeTryForm() error {
	v := view.SchemeTry{Scheme: r.PathValue("name")}
	r.dated(&v, app.Trying{})
	if _, err := r.web.app.SchemePage(r.Context(), r.actor, scheme.ParseRef(v.Scheme)); err != nil {
		return err
	}

	return r.render(view.SchemeTryPage(r.page(r.T("在名册上试用"), "/schemes"), v))
}

// try fills in the trial.
func (r *request) try(v *view.SchemeTry, in app.Trying) (err error) {
	in.From, in.To, in.Unit = org.Date(r.text("from")), org.Date(r.text("to")), r.text("unit")
	v.Unit, in = in.Unit, r.dated(v, in)
	rosters, err := r.rosters()
	switch {
	case err != nil:
	case len(rosters) > 0:
		for _, f := range rosters {
			v.Rosters = append(v.Rosters, f.Name)
		}
		v.Trial, err = r.web.app.TryOnRoster(r.Context(), r.actor, in, rosters, nil)
	default:
		v.Trial, err = r.web.app.TryScheme(r.Context(), r.actor, in)
	}

	v.Made = err == nil
	return err
}

// dated is the trial with its days, which the form shows too.
func (r *request) dated(v *view.SchemeTry, in app.Trying) app.Trying {
	in = in.Dated(org.DateOf(r.web.options.Clock()))
	v.From, v.To = string(in.From), string(in.To)
	return in
}

// rosters are the roster files that were sent with the form; none where none was chosen.
func (r *request) rosters() (files []app.RosterFile, err error) {
	if err := r.missed("roster"); err != nil || r.MultipartForm == nil {
		return nil, err
	}

	for _, head := range r.MultipartForm.File["roster"] {
		file, err := head.Open()
		if err != nil {
			return nil, err
		}
		defer file.Close()

		body, err := io.ReadAll(file)
		if err != nil {
			return nil, err
		}

		sent, err := blob.Roster(head.Filename, body)
		if err != nil {
			return nil, err
		}

		files = append(files, app.RosterFile{Name: sent.Name, Body: bytes.NewReader(body), Size: int64(len(body))})
	}

	return files, nil
}

// scheme shows a scheme, built in or kept, or with ?round= the one that a round keeps.
func (r *request) scheme() error {
	id, err := r.number("round")
	if err != nil {
		return err
	}

	if id != 0 {
		return r.roundScheme(round.ID(id))
	}

	v := view.Scheme{MayKeep: r.actor.Could(access.KeepScheme)}
	if v.SchemePage, err = r.web.app.SchemePage(r.Context(), r.actor, scheme.ParseRef(r.PathValue("name"))); err != nil {
		return err
	}

	return r.render(view.SchemePage(r.page(v.Title, "/schemes"), v))
}

func (r *request) roundScheme(id round.ID) (err error) {
	var v view.Scheme
	if v.Round, err = r.web.app.Round(r.Context(), r.actor, id); err != nil {
		return err
	}

	v.Scheme, v.Source, v.Ref = v.Round.Plan, v.Round.SchemeText, scheme.ParseRef(v.Round.Scheme)
	return r.render(view.SchemePage(r.page(v.Title, "/schemes"), v))
}
