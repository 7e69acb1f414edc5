package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/testkit"
	"lingping/internal/web"
)

// filled are pages over an empty house that is being filled, as far as it says.
func filled(t *testing.T, far func() web.Filling) func(path, lang string) *httptest.ResponseRecorder {
	pages := must(web.New(app.New(testkit.SQLite(t)), web.Options{Filling: far}))(t)
	handler := pages.Handler()
	return func(path, lang string) *httptest.ResponseRecorder {
		in := httptest.NewRequest(http.MethodGet, path, nil)
		in.AddCookie(&http.Cookie{Name: "lingping-lang", Value: lang})
		out := httptest.NewRecorder()
		handler.ServeHTTP(out, in)
		return out
	}
}

func TestWhileAHouseIsFilledOneSeesHowFarItIs(t *testing.T) {
	f := web.Filling{Steps: []web.FillingStep{{Name: "导入名册", Begun: true, Over: true},
		{Name: "填写其余党组织的两轮点评", Begun: true, Done: 3, All: 23}, {Name: "收尾"}}}
	visit := filled(t, func() web.Filling { return f })
	leads := func(from, to string) {
		t.Helper()
		if out := visit(from, "zh"); out.Code != http.StatusSeeOther || out.Header().Get("Location") != to {
			t.Errorf("%s answers %d and leads to %q, want %q", from, out.Code, out.Header().Get("Location"), to)
		}
	}

	leads("/", "/filling")
	leads("/login", "/filling") // nobody can sign in yet
	for lang, says := range map[string][]string{
		"zh": {"导入名册", "已完成 3 个，共 23 个", "等待"}, "en": {"Import the roster", "3 of 23 done", "Waiting"}} {
		out := visit("/filling", lang)
		if out.Code != http.StatusOK || out.Header().Get("Refresh") != "2" {
			t.Errorf("%s: the page answers %d and is refreshed after %q s", lang, out.Code, out.Header().Get("Refresh"))
		}

		for _, word := range says {
			if !strings.Contains(out.Body.String(), word) {
				t.Errorf("%s: the page does not say %q:\n%s", lang, word, out.Body)
			}
		}
	}

	f.Accounts = []web.FillingAccount{{Login: "office", Password: "secret", Who: "活动办", Try: "看谁在什么时候做了什么"}}
	leads("/", "/filling")
	if out := visit("/login", "zh"); out.Code != http.StatusOK || !strings.Contains(out.Body.String(), `href="/filling"`) {
		t.Errorf("with accounts the login page answers %d and says that the house is not complete: %s", out.Code, out.Body)
	}

	if page := visit("/filling", "en").Body.String(); !strings.Contains(page, "office") || !strings.Contains(page, "see who did what when") {
		t.Errorf("the page does not say as whom one can sign in:\n%s", page)
	}

	f.Steps = []web.FillingStep{{Name: "收尾", Begun: true, Over: true}}
	leads("/filling", "/")
	leads("/", "/login")
	if page := visit("/login", "zh").Body.String(); strings.Contains(page, "/filling") {
		t.Error("when all is done the pages still lead to how far it is")
	}
}

func TestWhereNoHouseIsFilledNothingSaysHowFarItIs(t *testing.T) {
	visit := filled(t, nil)
	if out := visit("/filling", "zh"); out.Code != http.StatusNotFound {
		t.Errorf("the page answers %d", out.Code)
	}
}
