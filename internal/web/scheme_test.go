package web_test

import (
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/domain/scheme"
	"lingping/internal/web"
)

const ownText = "name: lin\nextends: tongyong\ntitle: 林场方案\ntheme: 护林防火\nsteps: {notice: {name: 张榜, due: 4}}\n" +
	"filing:\n  - {who: 各党总支, to: 场部办, forms: [2], due-in: 3}\n"

func TestAnOfficeChecksTriesAndKeepsASchemeOfItsOwn(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	wrong := b.fill("/schemes", "/schemes/keep", "text", ownText+"nonsense: 1\n")
	wrong.wants(t, "a text with a fault", 422)
	wrong.reads(t, "8 nonsense: 1 错误")
	wrong.says(t, "护林防火") // what was typed stays

	tried := b.fill("/schemes", "/schemes/try", "text", ownText)
	tried.wants(t, "a trial", 200)
	for _, words := range []string{"44 项任务，11 名点评人", "缺口 2 个", "张榜", "向场部办报送附件2", "所在党支部书记"} {
		tried.reads(t, words)
	}

	kept := b.then(b.fill("/schemes", "/schemes/keep", "text", ownText, "note", "首稿"))
	kept.reads(t, "已保存为“lin”的第 1 版")
	b.then(b.fill("/schemes", "/schemes/keep", "text", strings.Replace(ownText, "due: 4", "due: 5", 1), "note", "多一天"))
	page := b.visit("/schemes/lin")
	for _, words := range []string{"第 2 版", "改了什么：多一天", "与前一版相比，改了 1 处", "环节 · 通报 · 期限（轮次最后一天之后几天，之前是负数） 4 5", "与沿用的“tongyong”相比"} {
		page.reads(t, words)
	}

	b.visit("/schemes/lin@1").reads(t, "这不是最新的一版，看最新的第 2 版")
	b.visit("/schemes").reads(t, "林场方案 lin 2 多一天")
	b.visit("/schemes/lin/try?from=2011-01-01&to=2011-06-30").reads(t, "2011年7月5日 张榜")
	b.visit("/schemes/lin@3").wants(t, "a version that there is not", 404)
	h.as(t, "103").visit("/schemes/lin").reads(t, "护林防火")
}

// The page of a scheme says everything that its file says, so that it can be proofread against the notice.
func TestThePageOfASchemeSaysEverything(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	for _, info := range scheme.Builtin() {
		s, err := scheme.Load(info.Name)
		check(t, err)
		page := b.visit("/schemes/" + info.Name)
		for _, c := range s.Outline() {
			for _, l := range c.Lines {
				where := make([]string, len(l.Where))
				for i, w := range l.Where {
					where[i] = string(w)
				}
				page.reads(t, strings.TrimSpace(strings.Join(where, " · ")+" "+l.Says.String()))
			}
		}
	}
}

func TestAnOfficeChangesASchemeWithoutWritingAFile(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	guide := b.visit("/schemes/chuangxian-2010/guide")
	guide.reads(t, "从“创先争优活动领导点评方案”改起")
	if strings.Contains(guide.text, "青岛理工") {
		t.Error("another institution's name is proposed")
	}

	refused := b.refill("/schemes/chuangxian-2010/guide", "/schemes/chuangxian-2010/guide", "name", "含 空格", "title", "林场方案", "theme", "护林防火")
	refused.wants(t, "a name that can't be", 422)
	refused.says(t, "护林防火")
	kept := b.then(b.refill("/schemes/chuangxian-2010/guide", "/schemes/chuangxian-2010/guide", "name", "lin", "title", "林场方案", "theme", "护林防火",
		"step-notice-days", "4", "step-notice-side", "after"))
	kept.reads(t, "已保存为“lin”的第 1 版")
	kept.reads(t, "主题 护林防火")
	_, source, _ := strings.Cut(kept.text, "<textarea id=\"source\"")
	source, _, _ = strings.Cut(source, "</textarea>")
	if !strings.Contains(source, "notice:\n    due: 4") || len(strings.Split(source, "\n")) > 15 {
		t.Errorf("the text is\n%s", source)
	}

	next := b.then(b.refill("/schemes/lin/guide", "/schemes/lin@1/guide", "theme", "护林", "word-群众", "护林员"))
	next.reads(t, "已保存为“lin”的第 2 版")
	next.says(t, "群众: 护林员")
	back := b.then(b.refill("/schemes/lin/guide", "/schemes/lin@2/guide", "word-群众", ""))
	if strings.Contains(back.text, "vocabulary:") {
		t.Error("a word that was taken back is kept")
	}
}

func TestARoundInPreparationIsChangedAndWithdrawn(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	b.then(b.fill("/schemes", "/schemes/keep", "text", ownText))
	plan := b.then(b.refill("/rounds/new?scheme=lin@1", "/rounds", "name", "林场上半年", "from", "2011-01-01", "to", "2011-06-30"))
	plan.reads(t, "已筹备“林场上半年”")
	again := b.refill("/rounds/new?scheme=lin@1", "/rounds", "name", "林场上半年", "from", "2011-01-01", "to", "2011-06-30")
	again.reads(t, "已经有一个“林场上半年”")
	b.refill("/rounds/new", "/rounds", "name", "笔误", "from", "0202-01-01", "to", "2011-06-30").reads(t, "年份不对")

	b.then(b.fill("/schemes", "/schemes/keep", "text", strings.Replace(ownText, "护林防火", "植树造林", 1)))
	at := strings.TrimSuffix(plan.Request.URL.Path, "/plan")
	b.visit(at+"/change").reads(t, "本轮的方案已经有第 2 版")
	b.then(b.refill(at+"/change", at+"/change", "name", "林场改名", "scheme", "lin@2")).reads(t, "已修改")
	b.visit(at).reads(t, "林场改名")
	b.visit(at).reads(t, "主题：植树造林")
	b.then(b.fill(at+"/change", at+"/withdraw", "reason", "不办了")).reads(t, "已撤销")
	b.visit(at).wants(t, "a withdrawn round", 404)
	b.visit(fmt.Sprintf("/rounds/%d/change", h.Round)).wants(t, "a launched one is changed", 409)
}

// then is the page to which an answer leads.
func (b *browser) then(p page) page {
	b.t.Helper()
	p.wants(b.t, "what was done", 303)
	return b.visit(p.Header.Get("Location"))
}

var (
	formField   = regexp.MustCompile(`(?s)<input\b[^>]*>|<textarea\b[^>]*>.*?</textarea>|<select\b[^>]*>.*?</select>`)
	attribute   = regexp.MustCompile(`\b(name|value|type)="([^"]*)"`)
	firstOption = regexp.MustCompile(`<option value="([^"]*)"`)
	picked      = regexp.MustCompile(`<option value="([^"]*)" selected`)
)

// refill sends a form as it stands on the page, with these fields changed.
func (b *browser) refill(on, to string, fields ...string) page {
	b.t.Helper()
	form := formOn(b.t, b.visit(on), to)
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}

	return b.post(to, form)
}

// formOn is what a form on a page holds as it stands.
func formOn(t *testing.T, on page, to string) url.Values {
	t.Helper()
	_, text, found := strings.Cut(on.text, `action="`+to+`"`)
	if !found {
		t.Fatalf("%s offers no form that is sent to %s", on.Request.URL, to)
	}

	text, _, _ = strings.Cut(text, "</form>")
	form := url.Values{}
	for _, field := range formField.FindAllString(text, -1) {
		at := map[string]string{}
		for _, a := range attribute.FindAllStringSubmatch(field[:strings.Index(field, ">")], -1) {
			at[a[1]] = html.UnescapeString(a[2])
		}

		switch {
		case at["name"] == "" || at["type"] == "checkbox" && !strings.Contains(field, "checked") || at["type"] == "file":
			continue
		case strings.HasPrefix(field, "<textarea"):
			_, inside, _ := strings.Cut(field, ">")
			at["value"] = html.UnescapeString(strings.TrimSuffix(inside, "</textarea>"))
		case strings.HasPrefix(field, "<select"):
			for _, option := range []*regexp.Regexp{firstOption, picked} { // the first one, unless another is chosen
				if chosen := option.FindStringSubmatch(field); chosen != nil {
					at["value"] = html.UnescapeString(chosen[1])
				}
			}
		}

		form.Add(at["name"], at["value"])
	}

	return form
}
