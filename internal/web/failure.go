package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/web/view"
)

// statuses is what each kind of failure is in HTTP.
var statuses = map[errs.Kind]int{
	errs.Internal:    http.StatusInternalServerError,
	errs.Invalid:     http.StatusUnprocessableEntity,
	errs.NotFound:    http.StatusNotFound,
	errs.Conflict:    http.StatusConflict,
	errs.Unavailable: http.StatusServiceUnavailable,
}

func statusOf(err error) int { return statuses[errs.KindOf(err)] }

// titleOf is the heading over the sentence, a key of the catalogue; saves is whether something was to be kept.
func titleOf(status int, saves bool) i18n.Word {
	switch status {
	case http.StatusNotFound:
		return "没有找到"
	case http.StatusUnprocessableEntity:
		if !saves {
			return "请改一下再试"
		}
		return "请改一下再保存"
	case http.StatusConflict:
		return "现在不能这样做"
	case http.StatusServiceUnavailable:
		return "暂时做不到"
	case http.StatusUnauthorized:
		return "请重新登录"
	case http.StatusForbidden:
		return "已拒绝"
	}
	return "程序出错了"
}

// fail answers with the page of an error: its sentence, and what was typed, so that nothing is lost.
func (r *request) fail(err error) {
	status := statusOf(err)
	if status == http.StatusInternalServerError {
		r.web.options.Log.Error("request failed", "route", r.route.Name, "err", err)
	}

	if err := r.web.app.NoteAltered(r.Context(), err); err != nil {
		r.web.options.Log.Error("what was altered was not noted", "route", r.route.Name, "err", err)
	}

	if r.out.status != 0 {
		return // half an answer went out already: it can't be taken back
	}

	r.failWith(status, r.refusal(err))
}

func (r *request) failWith(status int, sentence string) {
	if r.autosave() {
		r.out.Header().Set("Content-Type", "text/plain; charset=utf-8")
		r.out.WriteHeader(status)
		_, _ = r.out.Write([]byte(sentence))
		return
	}

	p := r.page("", "")
	v := view.Failure{
		Title: titleOf(status, r.saves()), Sentence: sentence, SignIn: status == http.StatusUnauthorized, Typed: r.typed(), Saves: r.saves(), Back: r.before(),
	}
	p.Title = p.Word(v.Title)
	page := view.FailurePage(p, v)
	if r.part() {
		page = view.FailurePart(p, v)
	}

	if err := r.show(status, page); err != nil {
		r.web.options.Log.Error("error page failed", "err", err)
		http.Error(r.out, sentence, status)
	}
}

// before is the page of ours from which somebody came here; empty where there is none, or it is this one.
func (r *request) before() string {
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host {
		return ""
	}

	at := local(from.RequestURI())
	if at == r.URL.RequestURI() && r.Method == http.MethodGet || at == "/" {
		return ""
	}

	return at
}

// typed is what a POST brought, without secrets and without what the page itself put there.
func (r *request) typed() []view.TypedField {
	if r.Method != http.MethodPost || r.PostForm == nil {
		return nil
	}

	var fields []view.TypedField
	for name, values := range r.PostForm {
		if name == "token" || name == onceField || name == "revision" || name == "seen" || name == "code" || strings.Contains(name, "password") || strings.Contains(name, "secret") {
			continue
		}
		for _, v := range values {
			if strings.TrimSpace(v) != "" {
				fields = append(fields, view.TypedField{Name: name, Value: v})
			}
		}
	}

	slices.SortStableFunc(fields, func(a, b view.TypedField) int { return len(b.Value) - len(a.Value) })
	return fields
}

// nowhere is the answer where there is no page.
func (r *request) nowhere() error {
	return errs.NewNotFound("没有这个页面。请从首页重新进入。")
}

// foreign is the answer to a form that another site sends.
func (r *request) foreign() error {
	r.failWith(http.StatusForbidden, r.T("这个请求来自别的网站，为安全起见没有执行。请从本系统的页面上操作。"))
	return nil
}

// showLogin is the answer to somebody unknown: the login page, and for a form also what he typed.
func (r *request) showLogin() error {
	if r.wait() {
		return r.lead(fillingPage)
	}
	if r.autosave() {
		r.failWith(http.StatusUnauthorized, r.T("登录已经失效，还没有保存；写的内容都在这一页。"))
		return nil
	}
	if r.Method == http.MethodGet {
		return r.redirect(loginAddress(r.URL.RequestURI()))
	}

	if err := r.parse(); err != nil {
		return err
	}

	r.failWith(http.StatusUnauthorized, r.T("登录已经失效，内容没有保存。请复制下面您填写的内容，重新登录后再填。"))
	return nil
}
