package web

import (
	"fmt"
	"net/url"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/ui"
)

// seriesHref is the address of the list of sheets that one reviewer gives one after the other.
func seriesHref(k app.SeriesKey) string {
	return "/series?" + url.Values{"round": {strconv.FormatInt(int64(k.Round), 10)}, "owner": {personKey(k.Owner)},
		"kind": {string(k.Kind)}, "unit": {strconv.FormatInt(int64(k.Unit), 10)}}.Encode()
}

// occasionNewHref is where a meeting for the sheets of a series is made.
func occasionNewHref(k app.SeriesKey) string {
	return fmt.Sprintf("/occasions/new?round=%d&unit=%d", k.Round, k.Unit)
}

// seriesKey is what seriesHref wrote.
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

// seriesView is the list with the answer to who leads it.
type seriesView struct {
	app.Series
	Mine bool // the asker is the reviewer
}

func (r *request) series() error {
	key, err := r.seriesKey()
	if err != nil {
		return err
	}
	v := seriesView{Mine: key.Owner == r.actor.Person}
	if v.Series, err = r.web.app.Series(r.Context(), r.actor, key); err != nil {
		return err
	}
	if r.flag("next") { // the button that begins, or goes on
		if next := v.NextOpen(0); next != nil {
			return r.redirect(reviewHref(next.ID, "/edit"))
		}
	}
	p := r.page("", "/")
	p.Title = seriesName(p, v.Series)
	return r.render(seriesPage(p, v))
}

// seriesName is what the sheets of a series have in common.
func seriesName(p ui.Page, s app.Series) string {
	if len(s.Sheets) == 0 {
		return p.T("点评任务")
	}
	return groupName(p, s.Key.Kind, s.Sheets[0].Unit.Label(), len(s.Sheets))
}

// groupName says whom a group is about: the members of a branch, the members of a committee, units and their
// secretaries.
func groupName(p ui.Page, kind scheme.SubjectKind, unit string, n int) string {
	switch kind {
	case scheme.Member:
		return p.T("%s的 %d 名党员", unit, n)
	case scheme.CommitteeMember:
		return p.T("%s的 %d 名班子成员", unit, n)
	case scheme.Secretary:
		return p.T("%d 名党组织书记", n)
	}
	return p.T("%d 个党组织及书记", n)
}

// waiting are the sheets of a list that a reviewer can confirm.
func waiting(sheets []app.HomeSheet) []app.HomeSheet {
	var out []app.HomeSheet
	for _, s := range sheets {
		if s.State == review.Submitted {
			out = append(out, s)
		}
	}
	return out
}
