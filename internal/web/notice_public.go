package web

import (
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

func (r *request) publicNotice() error {
	r.unlisted()
	v := view.Public{Typed: r.text("text"), Class: r.text("class")}
	var err error
	if v.PublicNotice, err = r.web.app.PublicNotice(r.Context(), r.actor, r.PathValue("code")); err != nil {
		return err
	}
	return r.render(view.PublicNoticePage(r.openPage(r.T("关于%s领导点评情况的通报", v.Text.Unit)), v))
}

// publicNotices lists what is on display, without a way to it.
func (r *request) publicNotices() error {
	r.unlisted()
	list, err := r.web.app.PublicNotices(r.Context(), r.actor)
	if err != nil {
		return err
	}
	return r.render(view.PublicNoticesPage(r.openPage(r.T("正在公示的通报")), list))
}

// publicText is the public text as a file, for whoever wants to hash it for himself.
func (r *request) publicText() error {
	r.unlisted()
	v, err := r.web.app.PublicNotice(r.Context(), r.actor, r.PathValue("code"))
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
