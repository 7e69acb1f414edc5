package app_test

import (
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/scheme"
	"lingping/internal/testkit"
)

func TestWhoObjectsIsGoneFromThePagesOfANoticeToo(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		ctx := t.Context()
		id := proposed(t, w, allKinds...)
		approved(t, w, id)
		ok(t, w.App.PublishNotice(ctx, w.As("102").Actor, id, online()))
		ok(t, w.App.SayConsent(ctx, w.As("103").Actor, w.Of("member 103"), publish.Objects))
		for _, who := range []access.Actor{w.As("101").Actor, w.As("102").Actor, w.As("001").Actor} {
			v, err := w.App.Notice(ctx, who, id)
			ok(t, err)
			if v.Text.Left != 1 {
				t.Errorf("%d sheets are left out for %d, want that of who objects", v.Text.Left, who.Person)
			}

			for _, s := range v.Text.Sheets {
				if s.Kind == scheme.Member && s.Person == w.Person("103") {
					t.Errorf("%d still reads the sheet of who objects", who.Person)
				}
			}
		}
	})
}

func TestWhatAMemberSaidOnScreenIsNotOverwrittenFromPaper(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		ctx, of := t.Context(), w.Of("member 103")
		ok(t, w.App.SayConsent(ctx, w.As("102").Actor, of, publish.Agrees))
		ok(t, w.App.SayConsent(ctx, w.As("103").Actor, of, publish.Objects))
		conflict(t, "his reviewer agreeing for him", w.App.SayConsent(ctx, w.As("102").Actor, of, publish.Agrees))
		ok(t, w.App.SayConsent(ctx, w.As("103").Actor, of, publish.Agrees))
		ok(t, w.App.SayConsent(ctx, w.As("102").Actor, of, publish.Objects)) // less is made public: that may always be entered
	})
}
