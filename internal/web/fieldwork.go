package web

import (
	"strconv"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/web/view"
)

func (r *request) fieldworkList() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	unit, err := r.number("unit")
	if err != nil {
		return err
	}

	v := view.FieldworkList{Mine: r.actor.Person}
	if v.FieldworkList, err = r.web.app.Fieldwork(r.Context(), r.actor, round.ID(id), org.UnitID(unit)); err != nil {
		return err
	}

	return r.render(view.FieldworkListPage(r.page(r.T("调研记录"), "/"), v))
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

	f := view.FieldworkForm{Round: list.Round}
	if f.In, err = r.typedFieldwork(); r.problem == "" {
		if err != nil {
			return err
		}
	}

	f.Choose(list.Places, f.In.Leader, r.actor.Person)
	return r.render(view.FieldworkNewPage(r.page(r.T("登记调研"), "/"), f))
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
		for _, text := range r.texts(view.FindingField(kind)) {
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

	return r.done(view.FieldworkHref(made), "调研已登记。写点评时，发现的问题会列在旁边，可以作为依据引用。")
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

	f := view.FieldworkForm{Round: v.Round, View: &v, In: v.Fieldwork, Leader: v.Leader, Places: v.Places}
	if r.problem != "" {
		f.In, _ = r.typedFieldwork()
		f.In.Revision = v.Revision // the refusal said so: the next save is made in knowledge of it
	}

	return r.render(view.FieldworkPage(r.page(r.T("调研记录"), "/"), f))
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

	return r.done(view.FieldworkHref(in.ID), "已保存。")
}
