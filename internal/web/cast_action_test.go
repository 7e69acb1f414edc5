package web_test

import (
	"testing"

	"lingping/internal/blob"
	"lingping/internal/domain/rectify"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// actions lets what two reviews found wrong in two branches, and in two general branches, be reported and answered once.
func (sc *scene) actions(t *testing.T, w *testkit.World) {
	w.Round = w.Launch("要整改的一轮", "2010-12-27", "2011-01-12")
	for _, s := range []struct{ key, of, reviewer, owner string }{
		{"inner", "member 103", "102", "103"}, {"outer", "member 203", "202", "203"},
		{"inner committee", "unit Z1", "002", "101"}, {"outer committee", "unit Z2", "003", "201"},
	} {
		check(t, w.As(s.reviewer).Submit(s.of))
		var list []rectify.Action
		check(t, w.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
			list, err = tx.ActionsOfReview(w.Of(s.of))
			return err
		}))

		owner, id1 := w.As(s.owner), list[0].ID
		file := must(blob.Attachment("走访.pdf", []byte("%PDF-1.4\n%%EOF\n")))(t)
		check(t, w.App.ClaimAction(t.Context(), owner.Actor, id1, rectify.Plan{Responsible: owner.Person, Measure: "走访"}))
		check(t, w.App.AddEvidence(t.Context(), owner.Actor, id1, []blob.File{file}))
		check(t, w.App.ReportAction(t.Context(), owner.Actor, id1, "", "走访了六次"))
		letter := must(w.App.ReplyOf(t.Context(), owner.Actor, list[0].Sheet))(t)
		reply := must(w.App.SaveReply(t.Context(), owner.Actor, list[0].Sheet, letter.Reply, true))(t)
		help := must(w.App.BeginHelp(t.Context(), w.As(s.reviewer).Actor, w.Of(s.of), "缺少活动场地", "2011-03-01"))(t)
		seen := must(w.App.Action(t.Context(), owner.Actor, id1))(t)
		sc.objects["action  "+s.key] = object{"action": id(int64(id1)), "sheet": id(int64(list[0].Sheet)),
			"reply": id(int64(reply)), "help": id(int64(help)), "file": id(int64(seen.Evidence[0].ID))}
	}
}
