package web

import (
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/web/view"
)

func (r *request) persons() error {
	v := view.Persons{Query: r.text("q"), Branch: map[org.PersonID]string{}}
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

	return r.render(view.PersonsPage(r.page(r.T("人员"), "/persons"), v, refused))
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

	return r.render(view.PersonPage(r.page(v.Person.Name, "/persons"), v))
}
