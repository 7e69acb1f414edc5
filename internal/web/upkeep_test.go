package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/store"
	"lingping/internal/web"
)

// administers is a browser in which an account that is nobody of the roster is signed in with a role.
func (h *house) administers(t *testing.T, login string, kind access.RoleKind) *browser {
	t.Helper()
	const number = 7000
	check(t, h.Store.Write(t.Context(), func(tx *store.Tx) error {
		a := access.Account{ID: number + int64(len(login)), Login: login, Name: login}
		if err := tx.AddAccount(a, ""); err != nil {
			return err
		}
		return tx.AddSession(access.NewSession(auth.TokenHash(token(login)), a.ID, false, tx.Now))
	}))
	check(t, h.App.GrantRole(t.Context(), access.LocalOperator(), number+int64(len(login)), kind, ""))
	b := h.browser(t)
	home, err := url.Parse(b.base)
	check(t, err)
	b.http.Jar.SetCookies(home, []*http.Cookie{{Name: "lingping", Value: token(login), Path: "/"}})
	return b
}

func TestTheHomeOfAnAdministratorSaysWhatWaitsForHim(t *testing.T) {
	h := open(t, web.Options{Version: "9.9.9"})
	h.account(t, "102", "102")
	system := h.administers(t, "xitong", access.RoleSystem)
	home := system.visit("/")
	home.wants(t, "the home of a system administrator", 200)
	for _, said := range []string{"还没有激活的账号 1 个", "停用的账号 没有", "最近一天 0 次", "程序版本 9.9.9", "还没有做过：请在服务器上运行 lingping doctor。"} {
		home.reads(t, said)
	}

	home.says(t, `href="/accounts?as=unopened"`)
	list := system.visit("/accounts?as=unopened")
	list.reads(t, "102")
	if strings.Contains(list.text, "/accounts/7006") {
		t.Error("the list of accounts that were never used has one that was")
	}

	check(t, h.App.NoteExamined(t.Context(), access.LocalOperator(), 2))
	system.visit("/").reads(t, "发现 2 处问题")
	check(t, h.App.NoteExamined(t.Context(), access.LocalOperator(), 0))
	system.visit("/").reads(t, "完好")

	h.browser(t).fill("/login", "/login", "login", "102", "password", "this is not it")
	system.visit("/").reads(t, "最近一天 1 次")
}

func TestAnAuditorIsToldNothingOfAccountsAndAMemberNothingAtAll(t *testing.T) {
	h := house2011(t)
	home := h.administers(t, "shenji", access.RoleAudit).visit("/")
	home.reads(t, "看谁做了什么")
	for _, hidden := range []string{"还没有激活的账号", "登录失败", "待发的提醒"} {
		if strings.Contains(home.words(), hidden) {
			t.Errorf("an auditor reads %q", hidden)
		}
	}

	if strings.Contains(h.as(t, "103").visit("/").words(), "系统管理") {
		t.Error("a member reads what waits for administrators")
	}
}
