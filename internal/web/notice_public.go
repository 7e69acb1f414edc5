package web

import (
	"bytes"
	"net/http"

	"lingping/internal/app"
	"lingping/internal/web/ui"
	"lingping/internal/web/view"
)

// unlisted tells search engines to keep a page of the public out of their lists: what stands for some days must not
// stand in their copies for ever.
func (r *request) unlisted() { r.out.Header().Set("X-Robots-Tag", "noindex, nofollow, noarchive") }

// openPage is the frame of a page of the public: nobody is asked who he is, and nothing leads into the house.
func (r *request) openPage(title string) ui.Page {
	p := r.page(title, "")
	p.Bare = true
	return p
}

// publicNotice is drawn once in a version and a language, and the same for everybody: no cookie is read but that of the
// language, and none is written.
func (r *request) publicNotice() error {
	r.unlisted()
	if r.Method == http.MethodPost {
		return r.refusedFeedback()
	}

	name := pageName{r.PathValue("code"), r.lang}
	var kept *keptPage
	v, err := r.web.app.PublicNotice(r.Context(), r.actor, name.code, func(version int64) bool {
		kept = r.web.notices.page(name, version)
		return kept != nil
	})
	if err != nil {
		return err
	}

	if kept == nil {
		if kept, err = r.drawNotice(name, v); err != nil {
			return err
		}
	}

	r.answerKept(kept, v.Fresh)
	return nil
}

func (r *request) drawNotice(name pageName, v app.PublicNotice) (*keptPage, error) {
	code, err := proofQR(v.Proof)
	if err != nil {
		return nil, err
	}

	var drawn bytes.Buffer
	page := view.PublicNoticePage(r.noticeFrame(v, r.web.notices.slot), view.Public{PublicNotice: v, ProofQR: code})
	if err := page.Render(r.Context(), &drawn); err != nil {
		return nil, err
	}
	return r.web.notices.keep(name, v.Version, drawn.Bytes()), nil
}

// refusedFeedback shows the page with what was typed and why it was refused.
func (r *request) refusedFeedback() error {
	v := view.Public{Typed: r.text("text"), Class: r.text("class")}
	var err error
	if v.PublicNotice, err = r.web.app.PublicNotice(r.Context(), r.actor, r.PathValue("code"), nil); err != nil {
		return err
	}

	if v.ProofQR, err = proofQR(v.Proof); err != nil {
		return err
	}

	return r.render(view.PublicNoticePage(r.noticeFrame(v.PublicNotice, newKey()), v))
}

// noticeFrame is the frame of the page of a notice: the same for everybody but for the key of its form.
func (r *request) noticeFrame(v app.PublicNotice, once string) ui.Page {
	p := r.frame()
	p.Title, p.Path, p.Problem, p.Once, p.Bare = r.T("关于%s领导点评情况的通报", v.Text.Unit), view.PublicHref(v.Code), r.problem, once, true
	p.Filling = false // a notice is whole as it stands
	return p
}

// noticesPerPage is how many notices the public list shows at a time.
const noticesPerPage = 100

// publicNotices lists the notices on display, without a way to them, and the issues of 推介.
func (r *request) publicNotices() error {
	r.unlisted()
	from := r.from()
	list, err := r.web.app.PublicNotices(r.Context(), r.actor, from, noticesPerPage)
	if err != nil {
		return err
	}

	pages := pager("/n", nil, from, len(list.Notices), list.Total, noticesPerPage)
	return r.render(view.PublicNoticesPage(r.openPage(r.T("正在公示的通报")), list, pages))
}

// publicText is the public text as a file, for whoever wants to hash it for himself.
func (r *request) publicText() error {
	r.unlisted()
	v, err := r.web.app.PublicNotice(r.Context(), r.actor, r.PathValue("code"), nil)
	if err != nil {
		return err
	}

	if !v.Whole {
		return r.nowhere()
	}

	r.attach(r.T("通报")+".txt", "text/plain; charset=utf-8")
	_, _ = r.out.Write([]byte(v.Text.Plain())) // the reader has gone: nothing to be done
	return nil
}
