package web_test

import (
	"fmt"
	"strings"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/store"
	"lingping/internal/web"
)

func TestWhoseAccountItIsReadsOnHomeAndInSettingsWhatOthersDidToIt(t *testing.T) {
	h := open(t, web.Options{})
	made := h.account(t, "102", "102")
	check(t, h.App.GrantRole(t.Context(), access.LocalOperator(), made.Account, access.RoleOffice, "Z1"))
	slip, err := h.App.ResetSecret(t.Context(), access.LocalOperator(), made.Account)
	check(t, err)
	b := h.browser(t)
	b.enter("102", slip.Code)
	b.fill("/settings/password", "/settings/password", "password", slip.Code, "new-password", "梧桐树下三杯清茶",
		"repeat-password", "梧桐树下三杯清茶")
	for _, page := range []string{"/", "/settings"} {
		for _, want := range []string{"本机操作员开通了您的账号", "本机操作员授予您“活动办：中共临海学院机械学院总支部委员会”角色", "本机操作员重设了您的密码"} {
			b.visit(page).reads(t, want)
		}
	}

	clerk := h.account(t, "zhang", "")
	check(t, h.App.GrantRole(t.Context(), access.LocalOperator(), clerk.Account, access.RoleOffice, ""))
	office := h.browser(t)
	office.enter("zhang", clerk.Code)
	office.fill("/settings/password", "/settings/password", "password", clerk.Code, "new-password", "梧桐树下三杯清茶",
		"repeat-password", "梧桐树下三杯清茶")
	office.visit(h.at("/board")).reads(t, "本机操作员授予您“活动办：全单位”角色")
}

func TestAccountsThatOneHadTooManyAreListedUntilTheyAreEnabled(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	h.account(t, "102", "102")
	spare := h.account(t, "qian2", "")
	check(t, h.Store.Write(t.Context(), func(tx *store.Tx) error {
		a, err := tx.Account(spare.Account)
		if err != nil {
			return err
		}
		a.Name, a.Disabled, a.SpareOf = "钱芳", true, h.Person("102")
		return tx.SaveAccount(a)
	}))

	b := h.browser(t)
	b.enter(login, password)
	b.visit("/accounts").reads(t, "qian2 钱芳的又一个账号，现用“102”")
	health, err := h.App.Examine(t.Context(), access.LocalOperator())
	if err != nil || len(health.Notes) != 1 || len(health.Wrong) != 0 {
		t.Errorf("doctor notes %v, finds wrong %v, %v", health.Notes, health.Wrong, err)
	}

	at := fmt.Sprintf("/accounts/%d", spare.Account)
	b.fill(at, at+"/disable").wants(t, "enabling", 303, at)
	if p := b.visit("/accounts"); strings.Contains(p.text, "又一个账号") {
		t.Error("it is still listed after it was enabled")
	}
}
