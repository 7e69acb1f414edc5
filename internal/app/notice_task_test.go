package app_test

import (
	"strings"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/testkit"
)

// noticeTasksOf are the tasks of notices that the actor has, by kind.
func noticeTasksOf(t *testing.T, w *testkit.World, who access.Actor) string {
	t.Helper()
	all, err := tasksFor(t.Context(), w.App, who)
	ok(t, err)
	var mine []string
	for _, task := range all {
		if kind, is := strings.CutPrefix(string(task.Kind), "notice."); is {
			mine = append(mine, kind)
		}
	}

	return strings.Join(mine, " ")
}

func TestHomeNamesOnlyWhatOneCanDoAboutANotice(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian, chen, zhao := w.As("102").Actor, w.As("001").Actor, w.As("101").Actor
		ctx := t.Context()
		wants := func(when string, want map[string]access.Actor) {
			t.Helper()
			for what, who := range want {
				what, _, _ = strings.Cut(what, "/")
				if got := noticeTasksOf(t, w, who); got != what {
					t.Errorf("%s %s can %q, want %q", when, who.Name, got, what)
				}
			}
		}

		ok(t, w.As("101").Submit("unit B11"))
		wants("before all reviews count", map[string]access.Actor{"": qian})
		ok(t, w.As("101").Submit("member 102"))
		ok(t, w.As("102").Submit("member 101"))
		ok(t, w.As("102").Submit("member 103"))
		wants("when they do", map[string]access.Actor{"propose": qian, "": chen, "/2": w.As("201").Actor})
		id := proposed(t, w, allKinds...)
		wants("once proposed", map[string]access.Actor{"": qian, "check": chen, "check/2": inOfficeAs(901), "/2": zhao, "/3": w.As("201").Actor})
		ok(t, w.App.CheckNotice(ctx, inOfficeAs(901), id))
		wants("once checked", map[string]access.Actor{"": inOfficeAs(901), "approve": chen, "approve/2": inOfficeAs(902)})
		ok(t, w.App.ReturnNotice(ctx, chen, id, "请核对"))
		wants("once returned", map[string]access.Actor{"mend": qian, "": chen})
		proposed(t, w, allKinds...)
		approved(t, w, id)
		wants("once approved", map[string]access.Actor{"publish": qian, "": chen})
		ok(t, w.App.PublishNotice(ctx, qian, id, online()))
		v, err := w.App.Notice(ctx, qian, id)
		ok(t, err)
		_, err = w.App.SendFeedback(ctx, access.Actor{}, "10.0.0.1", v.Code, "", "请说明")
		ok(t, err)
		wants("after feedback", map[string]access.Actor{"": qian, "answer": chen, "/2": zhao})
	})
}
