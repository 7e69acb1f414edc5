package view

import (
	"fmt"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// Forms is which registration forms can be had.
type Forms struct {
	app.FormChoice
	Form string
	As   string
}

// OwnForm is what was found in an office's own Word form.
type OwnForm struct {
	app.OwnForm
	Unit org.UnitID
}

// formsHref is the address of the forms of a unit.
func formsHref(id round.ID) string { return RoundHref(id, "/forms") }

// PrintHref is where the sheets of a series are had as one document; a key of a round alone is all that one gives in it.
func PrintHref(key app.SeriesKey) string {
	if key.Owner == 0 {
		return fmt.Sprintf("/reviews/print?round=%d", key.Round)
	}
	return "/reviews/print" + strings.TrimPrefix(SeriesHref(key), "/series")
}

// formKinds are the forms of which the unit has sheets, by their titles, and both together.
func formKinds(p ui.Page, v Forms) (out []ui.Option) {
	if len(v.Forms) > 1 {
		out = append(out, ui.Option{Value: fmt.Sprint(app.BothForms), Name: p.T("全部")})
	}

	for _, n := range v.Forms {
		o := ui.Option{Value: fmt.Sprint(n), Name: p.T("附件%d", n)}
		for _, f := range v.Plan.Forms {
			if f.Number == n {
				o.Hint = p.Word(i18n.Word(f.Title))
			}
		}

		out = append(out, o)
	}

	return out
}

// formUnitOptions are the units to choose from, those below others set in.
func formUnitOptions(v Forms) (out []ui.Option) {
	for _, u := range v.Choice.List {
		set := strings.Repeat("　", max(0, u.Depth-v.Choice.List[0].Depth))
		out = append(out, ui.Option{Value: strconv.FormatInt(int64(u.ID), 10), Name: set + u.Label()})
	}
	return out
}

// ownKinds are the forms that an office's own may stand for.
func ownKinds(p ui.Page, v Forms) (out []ui.Option) {
	for _, o := range formKinds(p, v) {
		if o.Value != fmt.Sprint(app.BothForms) {
			out = append(out, o)
		}
	}
	return out
}

// asField is the name of a field as it is written into a form; what is broken is shown as it was found.
func asField(name string) string {
	if strings.ContainsAny(name, "{}｛｝") {
		return name
	}
	return "{{" + name + "}}"
}
