package app_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestOfManyWhoMakeAnAccountForTheSamePersonOneDoes(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		var answers tally
		var made atomic.Int64
		together(12, func(i int) {
			if i == 0 {
				bulk, err := w.App.MakeAccountsForRound(t.Context(), access.LocalOperator(), w.Round)
				if err != nil {
					t.Errorf("the bulk beside them: %v", err)
				}

				for _, s := range bulk.Slips {
					if s.Login == "102" {
						made.Add(1)
					}
				}

				return
			}

			_, err := w.App.MakeAccount(t.Context(), access.LocalOperator(), app.NewAccount{Login: fmt.Sprint("qian", i), Number: "102"})
			if err == nil {
				made.Add(1)
			} else if !strings.Contains(err.Error(), "一人只能有一个账号") {
				t.Errorf("one of them is told %v", err)
			}

			answers.count(err)
		})

		if made.Load() != 1 || answers[errs.Conflict].Load() < 10 {
			t.Errorf("%d accounts were made, %d told that there is one", made.Load(), answers[errs.Conflict].Load())
		}
	})
}

// Whoever reads the ledger must know whose account it was without looking elsewhere.
func TestEveryEntryAboutAnAccountNamesItsLoginAndItsPerson(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		admin := administrator(t, w)
		slip := account(t, w, "qian", "102")
		qian, in := signedIn(t, w, "qian", slip.Code)
		ok(t, w.App.ChangeOwnSecret(t.Context(), qian, slip.Code, "梧桐树下三杯清茶", in.Session.Hash))
		ok(t, w.App.SetLanguage(t.Context(), qian, i18n.English))
		must(w.App.EndSessions(t.Context(), qian, in.Session.Hash, ""))(t)
		_, _ = signedIn(t, w, "qian", "梧桐树下三杯清茶")
		_, err := w.App.EndSessions(t.Context(), qian, "", "")
		ok(t, err)
		_, err = w.App.ResetSecret(t.Context(), admin, slip.Account)
		ok(t, err)
		for _, disabled := range []bool{true, false} {
			ok(t, w.App.Disable(t.Context(), admin, slip.Account, disabled))
		}

		ok(t, w.App.GrantRole(t.Context(), admin, slip.Account, access.RoleOffice, "Z1"))
		ok(t, w.App.RevokeRole(t.Context(), admin, slip.Account, access.Role{Kind: access.RoleOffice, Unit: w.Unit("Z1")}))
		_, err = w.App.MakeAccountsForRound(t.Context(), access.LocalOperator(), w.Round)
		ok(t, err)
		about := map[string]int{}
		ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
			clear(about)
			var entries []ledger.Entry
			for e, err := range tx.EachEntry() {
				if err != nil {
					return err
				}
				entries = append(entries, e)
			}

			for _, e := range entries {
				number, found := strings.CutPrefix(e.Object, "account:")
				if !found {
					continue
				}

				id, err := strconv.ParseInt(number, 10, 64)
				if err != nil {
					return err
				}

				a, err := tx.Account(id)
				if err != nil {
					return err
				}

				about[a.Login]++
				var fact struct {
					Login, Name string
					Person      org.PersonID
				}
				if err := json.Unmarshal([]byte(e.Detail), &fact); err != nil {
					return err
				}

				if fact.Login != a.Login || fact.Name != a.Name || fact.Person != a.Person {
					t.Errorf("an entry of %s about %s says %s", e.Action, a.Login, e.Detail)
				}
			}

			return nil
		}))

		if about["qian"] != 12 || about["101"] != 1 {
			t.Errorf("the entries are about %v, want 12 about 钱芳 and one about 赵伟, whose account was made with others", about)
		}
	})
}

func TestWhoseAccountItIsIsToldWhatOthersDidToIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		admin := administrator(t, w)
		now := w.Store.Now()
		slip := account(t, w, "qian", "102")
		qian, in := signedIn(t, w, "qian", slip.Code)
		must(w.App.EndSessions(t.Context(), qian, in.Session.Hash, ""))(t) // his own doing is no news to him
		ok(t, w.App.GrantRole(t.Context(), admin, slip.Account, access.RoleOffice, "Z1"))
		ok(t, w.App.GrantRole(t.Context(), admin, slip.Account, access.RoleOffice, ""))
		ok(t, w.App.RevokeRole(t.Context(), admin, slip.Account, access.Role{Kind: access.RoleOffice, Unit: w.Unit("Z1")}))
		ok(t, w.App.Disable(t.Context(), admin, slip.Account, true))
		ok(t, w.App.Disable(t.Context(), admin, slip.Account, false))
		_, err := w.App.ResetSecret(t.Context(), admin, slip.Account)
		ok(t, err)
		told := func(who access.Actor, at time.Time, days int) string {
			t.Helper()
			acts, err := w.App.At(func() time.Time { return at }).AccountActs(t.Context(), who, days)
			ok(t, err)
			var said []string
			for _, a := range acts {
				said = append(said, strings.TrimSpace(fmt.Sprint(a.By, " ", a.Did, " ", a.Role.Name(), a.Unit)))
			}

			return strings.Join(said, "; ")
		}

		want := "管理员 reset; 管理员 enabled; 管理员 disabled; 管理员 revoked 活动办中共临海学院机械学院总支部委员会; 管理员 granted 活动办; " +
			"管理员 granted 活动办中共临海学院机械学院总支部委员会; 本机操作员 made"
		if got := told(qian, now, 14); got != want {
			t.Errorf("he is told\n%s, want\n%s", got, want)
		}

		if got := told(qian, now.AddDate(0, 0, 14), 14); got != want {
			t.Errorf("on the last day he is told %q", got)
		}

		if got := told(qian, now.AddDate(0, 0, 15), 14); got != "" {
			t.Errorf("afterwards he is still told %q", got)
		}

		_, err = w.App.AccountActs(t.Context(), access.Actor{}, 14)
		refused(t, "the public", err)
		made, err := w.App.MakeAccountsForRound(t.Context(), admin, w.Round)
		ok(t, err)
		one, _ := signedIn(t, w, made.Slips[0].Login, made.Slips[0].Code)
		if got := told(one, now, 14); got != "管理员 made" {
			t.Errorf("who got his account with others is told %q", got)
		}
	})
}
