package web

import (
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/web/view"
)

// search is the one box at the head of every page.
func (r *request) search() error {
	v := view.Search{Query: r.text("q")}
	if v.Query != "" {
		found, err := r.web.app.Search(r.Context(), r.actor, v.Query)
		switch {
		case errs.Is(err, errs.Invalid):
			v.Refused = i18n.Error(r.lang, err)
		case err != nil:
			return err
		default:
			v.Found, v.Asked = found, true
		}
	}

	return r.render(view.SearchPage(r.page(r.T("查找"), ""), v))
}
