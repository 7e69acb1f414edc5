package web

import (
	"lingping/internal/domain/publish"
	"lingping/internal/web/view"
)

// consentSay records what a member says to his review being made public.
func (r *request) consentSay() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}

	wish := publish.Wish(r.text("wish"))
	if err := r.web.app.SayConsent(r.Context(), r.actor, id, wish); err != nil {
		return r.again(err, r.review)
	}

	if wish == publish.Objects {
		return r.done(view.ReviewHref(id, ""), "已记下：不同意公开。以后的通报不列入这一份，正在公示的马上不再显示。")
	}

	return r.done(view.ReviewHref(id, ""), "已记下：同意公开。")
}
