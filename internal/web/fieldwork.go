package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

// fieldworkHref is the address of a record of fieldwork.
func fieldworkHref(id dossier.FieldworkID) string { return fmt.Sprintf("/fieldwork/%d", id) }

// fieldworkTask says how many units are still to be looked into.
func fieldworkTask(p ui.Page, t app.Task) string {
	if t.Name != "" {
		return p.T("调研：%s还有 %d 个党组织没有去", t.Name, t.Count)
	}
	return p.T("调研：还有 %d 个党组织没有去", t.Count)
}

// fieldworkListView is what somebody did in a round.
type fieldworkListView struct {
	app.FieldworkList
	Mine org.PersonID
}

func (r *request) fieldworkList() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}
	unit, err := r.number("unit")
	if err != nil {
		return err
	}
	v := fieldworkListView{Mine: r.actor.Person}
	if v.FieldworkList, err = r.web.app.Fieldwork(r.Context(), r.actor, round.ID(id), org.UnitID(unit)); err != nil {
		return err
	}
	return r.render(fieldworkListPage(r.page(r.T("调研记录"), "/"), v))
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
func (v fieldworkListView) unvisited() []store.FieldworkPlace {
	return slices.DeleteFunc(slices.Clone(v.Places), func(p store.FieldworkPlace) bool {
		return p.Own || p.State != dossier.Empty || p.Leader != v.Mine
	})
}

// fieldworkForm is the form of a record with what was typed into it.
type fieldworkForm struct {
	Round   round.Round
	Places  []store.FieldworkPlace // of its leader
	Leaders []ui.Option            // for whom the asker may write, when there is a choice
	Leader  org.PersonID
	In      dossier.Fieldwork
	View    *app.FieldworkView // of a known one
}

// seen reports whether the unit is ticked.
func (f fieldworkForm) seen(unit org.UnitID) bool {
	return slices.ContainsFunc(f.In.Units, func(s dossier.Seen) bool { return s.Unit == unit })
}

// said are the lines of a kind that stand in the form.
func (f fieldworkForm) said(kind dossier.FindingKind) []string {
	var out []string
	for _, x := range f.In.Findings {
		if x.Kind == kind {
			out = append(out, x.Text)
		}
	}
	return out
}

func (r *request) fieldworkNew() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}
	list, err := r.web.app.Fieldwork(r.Context(), r.actor, round.ID(id), 0)
	if err != nil {
		return err
	}
	f := fieldworkForm{Round: list.Round}
	if f.In, err = r.typedFieldwork(); r.problem == "" {
		if err != nil {
			return err
		}
		f.In.Day = org.DateOf(r.web.options.Clock())
	}
	f.choose(list.Places, f.In.Leader, r.actor.Person)
	return r.render(fieldworkNewPage(r.page(r.T("登记调研"), "/"), f))
}

// choose keeps the places of one leader: the one asked for, else the asker himself, else the first for whom he writes.
func (f *fieldworkForm) choose(places []store.FieldworkPlace, asked, me org.PersonID) {
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

// typedFieldwork is a record as it was typed.
func (r *request) typedFieldwork() (f dossier.Fieldwork, err error) {
	f = dossier.Fieldwork{Kind: dossier.FieldworkKind(r.text("kind")), Day: org.Date(r.text("day")), Place: r.text("place"), Met: r.text("met")}
	for _, text := range r.texts("unit") {
		if id, fault := strconv.ParseInt(text, 10, 64); fault == nil {
			f.Units = append(f.Units, dossier.Seen{Unit: org.UnitID(id)})
		}
	}
	for _, kind := range dossier.FindingKinds() {
		for _, text := range r.texts(findingField(kind)) {
			f.Findings = append(f.Findings, dossier.Finding{Kind: kind, Text: text})
		}
	}
	for _, field := range []struct {
		name string
		into *int
	}{{"members", &f.Members}, {"masses", &f.Masses}, {"revision", &f.Revision}} {
		n, fault := r.number(field.name)
		if fault != nil || n > maxHeads {
			err = errs.NewInvalid("人数“%s”不对，请写数字。", r.text(field.name))
			continue
		}
		*field.into = int(n)
	}
	leader, fault := r.number("leader")
	if fault != nil {
		err = fault
	}
	f.Leader = org.PersonID(leader)
	return f, err
}

// findingField names the fields of the findings of a kind.
func findingField(kind dossier.FindingKind) string { return "finding-" + string(kind) }

func (r *request) fieldworkOpen() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}
	in, err := r.typedFieldwork()
	if err != nil {
		return r.again(err, r.fieldworkNew)
	}
	in.Round = round.ID(id)
	made, err := r.web.app.OpenFieldwork(r.Context(), r.actor, in)
	if err != nil {
		return r.again(err, r.fieldworkNew)
	}
	return r.done(fieldworkHref(made), "调研已登记。写点评时，发现的问题会列在旁边，可以作为依据引用。")
}

func (r *request) fieldwork() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}
	v, err := r.web.app.ReadFieldwork(r.Context(), r.actor, dossier.FieldworkID(id))
	if err != nil {
		return err
	}
	f := fieldworkForm{Round: v.Round, View: &v, In: v.Fieldwork, Leader: v.Leader, Places: v.Places}
	if r.problem != "" {
		f.In, _ = r.typedFieldwork()
		f.In.Revision = v.Revision // the refusal said so: the next save is made in knowledge of it
	}
	return r.render(fieldworkPage(r.page(r.T("调研记录"), "/"), f))
}

func (r *request) fieldworkSave() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}
	in, err := r.typedFieldwork()
	if err != nil {
		return r.again(err, r.fieldwork)
	}
	in.ID = dossier.FieldworkID(id)
	if err := r.web.app.SaveFieldwork(r.Context(), r.actor, in); err != nil {
		return r.again(err, r.fieldwork)
	}
	return r.done(fieldworkHref(in.ID), "已保存。")
}

// metText says who was met: the numbers, and the words for it where the asker may read them.
func metText(p ui.Page, f dossier.Fieldwork) string {
	var said []string
	if f.Members > 0 {
		said = append(said, p.T("党员 %d 人", f.Members))
	}
	if f.Masses > 0 {
		said = append(said, p.T("群众 %d 人", f.Masses))
	}
	if f.Met != "" {
		said = append(said, f.Met)
	}
	return strings.Join(said, p.T("，"))
}
