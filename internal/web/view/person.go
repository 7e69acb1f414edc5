package view

import (
	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// Persons is a search for persons with what it found.
type Persons struct {
	Query   string
	Asked   bool
	Persons []org.Person
	Branch  map[org.PersonID]string
}

// personFact is one line of a person's page.
type personFact struct{ Name, Value string }

// personFacts are what the roster knows of a person, without what is empty; numbers that identify him are masked.
func personFacts(p ui.Page, v app.PersonPage) []personFact {
	q := v.Person
	var out []personFact
	for _, f := range []personFact{
		{p.T("工号"), q.Number}, {p.T("人员类别"), p.Word(q.Standing.Word())}, {p.T("性别"), p.Word(i18n.Word(q.Sex))},
		{p.T("民族"), p.Word(i18n.Word(q.Nation))}, {p.T("出生年月"), p.Day(q.Birth)}, {p.T("学历"), p.Word(i18n.Word(q.Degree))},
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
