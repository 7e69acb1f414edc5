package app_test

import (
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/rectify"
	"lingping/internal/testkit"
)

// 孙䶮 sits in no post of the branch; that he is responsible for its action is all that keeps him from verifying it as the
// office.
func TestWhoIsResponsibleVerifiesNothingNotEvenAsTheOffice(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("101").Submit("unit B11"))
		qian, sun := w.As("102"), w.As("103").Actor
		sun.Roles = append(sun.Roles, access.Role{Kind: access.RoleOffice})
		a := actionsOf(t, w, "unit B11")[0]
		ok(t, w.App.ClaimAction(t.Context(), qian.Actor, a.ID, rectify.Plan{Responsible: sun.Person, Measure: "每周三下午到宿舍走访。"}))
		ok(t, w.App.ReportAction(t.Context(), qian.Actor, a.ID, "", "走访了六次。"))
		ok(t, w.App.AcceptReply(t.Context(), w.As("101").Actor, answer(t, w, qian, "unit B11")))
		conflict(t, "sending back one's own action", w.App.SendBackAction(t.Context(), sun, a.ID, "还差一点"))
		conflict(t, "verifying one's own action", w.App.CloseAction(t.Context(), sun, a.ID, "已改好。"))
		ok(t, w.App.CloseAction(t.Context(), inOfficeAs(901), a.ID, "看过记录，已改好。"))
	})
}

func TestTheOperatorDoesNotReceiveThePackThatHeHandedIn(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		f := handIn(t, w, w.AsLocal(), "Z1", "先报")
		conflict(t, "receiving it", w.App.ReceiveFilings(t.Context(), operator, []filing.ID{f.ID})[0].Err)
		_, err := w.App.ReturnFiling(t.Context(), operator, f.ID, "不全")
		conflict(t, "returning it", err)
		receive(t, w, f)
	})
}
