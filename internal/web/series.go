package web

import (
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/view"
)

// seriesKey is what the address of a series ends in.
func (r *request) seriesKey() (app.SeriesKey, error) {
	var numbers [3]int64
	for i, name := range []string{"round", "owner", "unit"} {
		n, err := strconv.ParseInt(r.text(name), 10, 64)
		if err != nil {
			return app.SeriesKey{}, access.ErrRefused
		}
		numbers[i] = n
	}

	return app.SeriesKey{Round: round.ID(numbers[0]), Owner: org.PersonID(numbers[1]), Unit: org.UnitID(numbers[2]),
		Kind: scheme.SubjectKind(r.text("kind"))}, nil
}

func (r *request) series() error {
	key, err := r.seriesKey()
	if err != nil {
		return err
	}

	v := view.Series{Mine: key.Owner == r.actor.Person}
	if v.Series, err = r.web.app.Series(r.Context(), r.actor, key); err != nil {
		return err
	}

	if r.flag("next") { // the button that begins, or goes on
		if next := v.NextOpen(0); next != nil {
			return r.redirect(view.ReviewHref(next.ID, "/edit"))
		}
	}

	p := r.page("", "/")
	p.Title = view.SeriesName(p, v.Series)
	return r.render(view.SeriesPage(p, v))
}

// reviewsPrint makes one document of the sheets of a series, or of all that one gives in a round.
func (r *request) reviewsPrint() error {
	id, err := r.number("round")
	if err != nil {
		return access.ErrRefused
	}

	key, name := app.SeriesKey{Round: round.ID(id)}, r.T("我点评的登记表")
	if r.text("owner") != "" {
		if key, err = r.seriesKey(); err != nil {
			return err
		}

		s, err := r.web.app.Series(r.Context(), r.actor, key)
		if err != nil {
			return err
		}
		name = view.SeriesName(r.frame(), s)
	}

	return r.exporting(r.web.app.StartSeries(r.Context(), r.actor, key, r.printed(name)))
}

// printed is how the sheets of that name are to be written as one document: in Word unless a PDF is asked for.
func (r *request) printed(name string) app.PaperBatch {
	as := app.Word
	if r.text("as") == string(app.PDF) {
		as = app.PDF
	}
	return app.PaperBatch{Name: as.Named(name), As: as}
}
