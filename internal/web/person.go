package web

import (
	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// personsView is a search for persons with what it found.
type personsView struct {
	Query   string
	Asked   bool
	Persons []org.Person
	Branch  map[org.PersonID]string
}

func (r *request) persons() error {
	v := personsView{Query: r.text("q"), Branch: map[org.PersonID]string{}}
	var refused string
	if v.Query != "" {
		found, err := r.web.app.FindPersons(r.Context(), r.actor, v.Query)
		switch {
		case errs.Is(err, errs.Invalid):
			refused = i18n.Error(r.lang, err)
		case err != nil:
			return err
		default:
			v.Asked = true
		}
		for _, f := range found {
			v.Persons = append(v.Persons, f.Person)
			v.Branch[f.ID] = f.BranchName
		}
	}
	return r.render(personsPage(r.page(r.T("人员"), "/persons"), v, refused))
}

func (r *request) person() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}
	v, err := r.web.app.Person(r.Context(), r.actor, org.PersonID(id))
	if err != nil {
		return err
	}
	lines, err := r.web.app.PersonStrips(r.Context(), r.actor, v.Person.ID)
	if err != nil {
		return err
	}
	return r.render(personPage(r.page(v.Person.Name, "/persons"), v, lines))
}

// personFact is one line of a person's page.
type personFact struct{ Name, Value string }

// personFacts are what the roster knows of a person, without what is empty; numbers that identify him are masked.
func personFacts(p ui.Page, v app.PersonPage) []personFact {
	q := v.Person
	var out []personFact
	for _, f := range []personFact{
		{p.T("工号"), q.Number}, {p.T("人员类别"), p.Word(string(q.Standing.Word()))}, {p.T("性别"), p.Word(q.Sex)},
		{p.T("民族"), p.Word(q.Nation)}, {p.T("出生年月"), p.Day(q.Birth)}, {p.T("学历"), p.Word(q.Degree)},
		{p.T("入党日期"), p.Day(q.Joined)}, {p.T("转正日期"), p.Day(q.Full)}, {p.T("工作岗位"), q.Job},
		{p.T("群体"), inRow(p, q.Groups)}, {p.T("手机"), org.Masked(q.Phone)}, {p.T("身份证号"), org.Masked(q.IDNumber)},
		{p.T("备注"), q.Note},
	} {
		if f.Value != "" {
			out = append(out, f)
		}
	}
	return out
}
