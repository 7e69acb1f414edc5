package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

// FieldworkHref is the address of a record of fieldwork.
func FieldworkHref(id dossier.FieldworkID) string { return fmt.Sprintf("/fieldwork/%d", id) }

// fieldworkTask says how many units are still to be looked into.
func fieldworkTask(p ui.Page, t app.Task) string {
	if t.Name != "" {
		return p.T("调研：%s还有 %d 个{党组织}没有去", t.Name, t.Count)
	}
	return p.T("调研：还有 %d 个{党组织}没有去", t.Count)
}

// FieldworkList is what somebody did in a round.
type FieldworkList struct {
	app.FieldworkList
	Mine org.PersonID
}

// visit is one record of a list with all its units.
type visit struct {
	store.FieldworkRow
	Units []string
}

// visits puts the rows of a list together, one a record.
func visits(rows []store.FieldworkRow) []visit {
	var out []visit
	for _, row := range rows {
		if last := len(out) - 1; last < 0 || out[last].ID != row.ID {
			out = append(out, visit{FieldworkRow: row})
		}
		out[len(out)-1].Units = append(out[len(out)-1].Units, row.UnitLabel())
	}

	return out
}

// unvisited are the units to which the asker himself has still to go.
func (v FieldworkList) unvisited() []store.FieldworkPlace {
	return slices.DeleteFunc(slices.Clone(v.Places), func(p store.FieldworkPlace) bool {
		return p.Own || p.State != dossier.Empty || p.Leader != v.Mine
	})
}

// FieldworkForm is the form of a record with what was typed into it.
type FieldworkForm struct {
	Round   round.Round
	Places  []store.FieldworkPlace // of its leader
	Leaders []ui.Option            // for whom the asker may write, when there is a choice
	Leader  org.PersonID
	In      dossier.Fieldwork
	View    *app.FieldworkView // of a known one
}

// seen reports whether the unit is ticked.
func (f FieldworkForm) seen(unit org.UnitID) bool {
	return slices.ContainsFunc(f.In.Units, func(s dossier.Seen) bool { return s.Unit == unit })
}

// said are the lines of a kind that stand in the form.
func (f FieldworkForm) said(kind dossier.FindingKind) []string {
	var out []string
	for _, x := range f.In.Findings {
		if x.Kind == kind {
			out = append(out, x.Text)
		}
	}

	return out
}

// Choose keeps the places of one leader: the one asked for, else the asker himself, else the first for whom he writes.
func (f *FieldworkForm) Choose(places []store.FieldworkPlace, asked, me org.PersonID) {
	for _, p := range places {
		key := strconv.FormatInt(int64(p.Leader), 10)
		if !slices.ContainsFunc(f.Leaders, func(o ui.Option) bool { return o.Value == key }) {
			f.Leaders = append(f.Leaders, ui.Option{Value: key, Name: p.LeaderName})
		}

		if f.Leader == 0 || p.Leader == me && f.Leader != asked || p.Leader == asked {
			f.Leader = p.Leader
		}
	}
	f.Places = slices.DeleteFunc(slices.Clone(places), func(p store.FieldworkPlace) bool { return p.Leader != f.Leader })
}

// FindingField names the fields of the findings of a kind.
func FindingField(kind dossier.FindingKind) string { return "finding-" + string(kind) }

// metText says who was met: the numbers, and the words for it where the asker may read them.
func metText(p ui.Page, f dossier.Fieldwork) string {
	var said []string
	if f.Members > 0 {
		said = append(said, p.T("{党员} %d 人", f.Members))
	}

	if f.Masses > 0 {
		said = append(said, p.T("{群众} %d 人", f.Masses))
	}

	if f.Met != "" {
		said = append(said, f.Met)
	}

	return strings.Join(said, p.T("，"))
}
