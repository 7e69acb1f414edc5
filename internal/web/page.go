package web

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// items are the places of the masthead in their order, each with the action that it needs.
var items = [...]struct {
	ui.Item
	action access.Action
}{
	{ui.Item{Name: "首页", Href: "/"}, access.ReadRound},
	{ui.Item{Name: "会议活动", Href: "/occasions"}, access.WriteOccasion},
	{ui.Item{Name: "征求意见", Href: "/opinions"}, access.OpenOpinions},
	{ui.Item{Name: "日常点评", Href: "/everyday"}, access.NoteEveryday},
	{ui.Item{Name: "整改事项", Href: "/actions"}, access.ReadAction},
	{ui.Item{Name: "点评轮次", Href: "/rounds"}, access.ReadRound},
	{ui.Item{Name: "党组织", Href: "/units"}, access.ReadRoster},
	{ui.Item{Name: "人员", Href: "/persons"}, access.ReadRoster},
	{ui.Item{Name: "导入名册", Href: "/import"}, access.ImportRoster},
	{ui.Item{Name: "方案", Href: "/schemes"}, access.ReadScheme},
	{ui.Item{Name: "账号", Href: "/accounts"}, access.ReadAccount},
	{ui.Item{Name: "操作台账", Href: "/ledger"}, access.ReadLedger},
}

// page is the frame of a page with its title, in the reader's language, and the masthead item that it belongs to.
func (r *request) page(title, here string) ui.Page {
	p := r.frame()
	p.Title, p.Here, p.Problem, p.Faults = title, here, r.problem, r.faults
	p.Token, p.Login, p.Unsaved = r.token(), r.me.Login, r.saves()
	if !r.route.Open && !r.route.Anon {
		p.Once = newKey()
	}

	p.Help = handbookHref(r.route.Pattern)
	p.Search = r.actor.Could(access.ReadRoster)

	p.Flash, p.Steps = cutSteps(r.takeFlash())
	for _, item := range items {
		if r.actor.Could(item.action) {
			p.Items = append(p.Items, item.Item)
		}
	}

	return p
}

// saves reports whether what is asked is a form that is to be kept.
func (r *request) saves() bool { return r.Method == http.MethodPost && !r.route.Asks }

// frame is what a page needs to speak.
func (r *request) frame() ui.Page {
	_, filled := r.web.beingFilled()
	return ui.Page{
		Lang: r.lang, Actor: r.actor, Path: r.back(), Now: r.web.options.Clock(), Asset: r.web.assets.href, Filling: filled,
		Version: r.web.options.Version,
	}
}

// back is the address to which the language switch returns: this page, or for an answer to a form the page before it.
func (r *request) back() string {
	if r.Method == http.MethodGet {
		return r.URL.RequestURI()
	}
	return "/"
}

// token is what forms of this page carry; empty where nobody is signed in.
func (r *request) token() string {
	if r.key == "" {
		return ""
	}
	return formToken(r.key)
}

// render answers with a page.
func (r *request) render(c templ.Component) error {
	if r.status == 0 {
		return r.show(http.StatusOK, c)
	}
	return r.show(r.status, c)
}

// show answers with a page and a status. The page is drawn whole before the first byte goes out, so that a fault in the
// middle becomes an error page and not half a page.
func (r *request) show(status int, c templ.Component) error {
	var body bytes.Buffer
	if err := c.Render(ui.WithFaults(r.Context(), r.faults), &body); err != nil {
		return err
	}

	if status >= http.StatusBadRequest {
		r.unfinished()
	} else {
		r.answered(app.SentAnswer{}) // a page in answer to a form is shown this once
	}

	r.out.Header().Set("Content-Type", "text/html; charset=utf-8")
	r.out.Header().Set("Content-Length", strconv.Itoa(body.Len()))
	r.out.WriteHeader(status)
	r.inOnePiece(body.Bytes())
	return nil
}

// redirect sends the browser to an address of ours, by GET, and keeps that as the answer to the form.
func (r *request) redirect(to string) error {
	r.answered(app.SentAnswer{Address: to, Sentence: r.said})
	return r.lead(to)
}

// lead sends the browser to an address of ours, by GET.
func (r *request) lead(to string) error {
	http.Redirect(r.out, r.Request, to, http.StatusSeeOther)
	return nil
}

// done redirects after a change and says there what was done and what comes next.
func (r *request) done(to string, sentence i18n.Word, args ...any) error {
	r.flash(r.spoken(sentence, args...))
	return r.redirect(to)
}

// next adds to what is said of the change a button that leads on. It is called before done.
func (r *request) next(href string, name i18n.Word, args ...any) {
	r.steps = append(r.steps, ui.Next{Name: r.spoken(name, args...), Href: href})
}

// nextSend is next with a button that does something at once.
func (r *request) nextSend(href string, name i18n.Word, args ...any) {
	r.steps = append(r.steps, ui.Next{Name: r.T(name, args...), Href: href, Send: true})
}

// withSteps is a sentence with the buttons that go with it, a line each: so it is kept until the next page.
func (r *request) withSteps(sentence string) string {
	for _, step := range r.steps {
		sentence += "\n" + step.Name + "\t" + step.Href
		if step.Send {
			sentence += "\tsend"
		}
	}

	return sentence
}

// cutSteps takes a kept sentence and its buttons apart.
func cutSteps(kept string) (sentence string, steps []ui.Next) {
	sentence, rest, _ := strings.Cut(kept, "\n")
	for line := range strings.Lines(rest) {
		name, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		href, send, _ := strings.Cut(rest, "\t")
		steps = append(steps, ui.Next{Name: name, Href: href, Send: send != ""})
	}

	return sentence, steps
}

// again shows the form of a refused change again, with the reason: form is the handler that shows it, which finds the
// input in r.text and the reason at @ui.Refused. What no form can mend is left to the error page.
func (r *request) again(err error, form func() error) error {
	switch errs.KindOf(err) {
	case errs.Invalid, errs.Conflict, errs.Unavailable:
	default:
		return err
	}

	if r.autosave() {
		return err
	}

	if done, repeated := r.repeat(); done {
		return repeated
	}

	r.unfinished()
	r.problem, r.status = r.refusal(err), statusOf(err)
	for _, f := range errs.FaultsOf(err) {
		field := f.Field
		if field != "" {
			field = r.within + field
		}
		r.faults = append(r.faults, ui.Fault{Field: field, Text: r.refusal(f.Err)})
	}

	if failed := form(); failed != nil {
		if errs.KindOf(failed) == errs.Internal {
			return failed
		}
		return err // why the change was refused is what he must hear
	}

	return nil
}

// autosave reports whether the form was sent by static/app.js while somebody types.
func (r *request) autosave() bool { return r.Header.Get("Autosave") != "" }

// longestFlash is how many bytes of a sentence are kept for the next page. Browsers drop a cookie of more than 4,096, and
// the sentence grows by a third in it.
const longestFlash = 2100

// flash keeps a sentence for the next page, sealed so that nobody else can put one there. Of one
// that is too long it keeps the beginning, and says so.
func (r *request) flash(sentence string) {
	if len(sentence) > longestFlash {
		sentence = strings.ToValidUTF8(sentence[:longestFlash], "") + r.T("……（太长，其余的没有显示，请在列表中核对）")
	}

	r.said = r.withSteps(strings.ReplaceAll(sentence, "\n", " "))
	text := base64.RawURLEncoding.EncodeToString([]byte(r.said))
	r.setCookie(flashCookie, text+"."+r.seal(text), time.Minute)
}

// takeFlash is the kept sentence, which is then forgotten.
func (r *request) takeFlash() string {
	kept := r.cookie(flashCookie)
	if kept == "" {
		return ""
	}

	r.setCookie(flashCookie, "", -time.Second)
	text, mac, _ := strings.Cut(kept, ".")
	sentence, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || !hmac.Equal([]byte(mac), []byte(r.seal(text))) {
		return ""
	}

	return string(sentence)
}

// seal is made with the key of the session, where there is none with that of the program.
func (r *request) seal(text string) string {
	return sealed("flash "+cmp.Or(r.key, r.web.key), text)[:32]
}

// sealed is the seal of a text with a key, which begins with what the text is for.
func sealed(key, text string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(text))
	return hex.EncodeToString(mac.Sum(nil))
}
