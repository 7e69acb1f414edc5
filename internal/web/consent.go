package web

import (
	"lingping/internal/domain/access"
	"lingping/internal/domain/publish"
)

// asksConsent reports whether the reader can say, for himself or from paper, whether the review may be made public.
func (v reviewView) asksConsent() bool { return v.Allowed[access.WishNotice] }

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
		return r.done(reviewHref(id, ""), "已记下：不同意公开。以后的通报不列入这一份，正在公示的马上不再显示。")
	}
	return r.done(reviewHref(id, ""), "已记下：同意公开。")
}
