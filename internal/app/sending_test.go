package app_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func count(t *testing.T, w *testkit.World, text string) (n int) {
	t.Helper()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
		n, err = store.Count(tx, text)
		return err
	}))
	return n
}

const (
	ofLedger   = "SELECT COUNT(*) FROM ledger"
	ofSendings = "SELECT COUNT(*) FROM sending"
	ofFeedback = "SELECT COUNT(*) FROM notice_feedback"
)

// Two programs over one database take eight sendings of one form at once: one is filed, and all hear its answer.
func TestAFormIsFiledOnceHoweverOftenItIsSent(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		apps := []*app.App{w.App, app.New(w.Store)}
		before := count(t, w, ofLedger)
		var wait sync.WaitGroup
		answers, faults := make([]app.SentAnswer, 8), make([]error, 8)
		for i := range answers {
			wait.Go(func() {
				a, s := apps[i%2], &app.Sending{Hash: "a form"}
				err := a.ChangeHouse(s.With(t.Context()), access.LocalOperator(), app.House{Name: "临海学院"})
				switch {
				case err == nil && s.Filed():
					answers[i] = app.SentAnswer{Address: "/settings", Sentence: "已保存"}
					faults[i] = a.KeepAnswer(t.Context(), s, answers[i])
				case errors.Is(err, app.ErrSent):
					answers[i], _, faults[i] = a.FiledBefore(t.Context(), s)
				default:
					faults[i] = errors.Join(errors.New("neither filed nor refused"), err)
				}
			})
		}

		wait.Wait()
		ok(t, errors.Join(faults...))
		for i, a := range answers {
			if a.Address != "/settings" || a.Sentence != "已保存" {
				t.Errorf("sending %d was answered %+v", i, a)
			}
		}

		if n := count(t, w, ofLedger) - before; n != 1 {
			t.Errorf("%d entries, want 1", n)
		}
	})
}

func TestAFormThatWasRefusedCanBeSentAgain(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		s := &app.Sending{Hash: "a form"}
		_, err := w.App.MakeAccount(s.With(t.Context()), access.LocalOperator(), app.NewAccount{Login: " ", Name: ""})
		if !errs.Is(err, errs.Invalid) || s.Filed() {
			t.Errorf("an account without a login: %v, filed %t", err, s.Filed())
		}

		if _, filed, err := w.App.FiledBefore(t.Context(), s); filed || err != nil {
			t.Errorf("refused, and yet filed %t, %v", filed, err)
		}

		ok(t, w.App.ChangeHouse(s.With(t.Context()), access.LocalOperator(), app.House{Name: "临海学院"}))
		ok(t, w.App.Forget(t.Context(), s)) // something after it failed
		ok(t, w.App.ChangeHouse(s.With(t.Context()), access.LocalOperator(), app.House{Name: "临海大学"}))
	})
}

// What a use case writes in several transactions belongs to one sending.
func TestAFormMayWriteMoreThanOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ctx := (&app.Sending{Hash: "a form"}).With(t.Context())
		ok(t, w.App.ChangeHouse(ctx, access.LocalOperator(), app.House{Name: "临海学院"}))
		ok(t, w.App.ChangeHouse(ctx, access.LocalOperator(), app.House{Name: "临海大学"}))
	})
}

// A form is remembered for a day, to the millisecond.
func TestFormsThatWereFiledAreForgottenAfterADay(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		noon := time.Date(2011, 1, 5, 12, 0, 0, 0, time.Local)
		at := func(moment time.Time) *app.App { return w.App.At(func() time.Time { return moment }) }
		ctx := (&app.Sending{Hash: "a form"}).With(t.Context())
		ok(t, at(noon).ChangeHouse(ctx, access.LocalOperator(), app.House{Name: "临海学院"}))
		ok(t, at(noon.Add(24*time.Hour)).FoldCounters(t.Context(), access.LocalOperator()))
		if n := count(t, w, ofSendings); n != 1 {
			t.Errorf("%d forms are remembered on the day, want 1", n)
		}

		ok(t, at(noon.Add(24*time.Hour+time.Millisecond)).FoldCounters(t.Context(), access.LocalOperator()))
		if n := count(t, w, ofSendings); n != 0 {
			t.Errorf("%d forms are remembered after a day", n)
		}
	})
}

// What the public sends is filed once without a note of it, which would have a moment: the receipt comes from the form's key.
func TestFeedbackSentTwiceIsKeptOnceAndLeavesNoMoment(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		id := proposed(t, w, allKinds...)
		approved(t, w, id)
		ok(t, w.App.PublishNotice(t.Context(), w.As("102").Actor, id, online()))
		v, err := w.App.Notice(t.Context(), w.As("102").Actor, id)
		ok(t, err)
		send := func(form string) string {
			ctx := (&app.Sending{Hash: form, Unnoted: true}).With(t.Context())
			receipt, err := w.App.SendFeedback(ctx, access.Actor{}, "10.0.0.1", v.Code, "群众", "实验室还没有开放。")
			ok(t, err)
			return receipt
		}

		first, again, other := send("a form"), send("a form"), send("another form")
		if first != again || first == other {
			t.Errorf("the receipts are %s, %s and of another form %s", first, again, other)
		}

		if n, noted := count(t, w, ofFeedback), count(t, w, ofSendings); n != 2 || noted != 0 {
			t.Errorf("%d pieces of feedback and %d notes, want 2 and 0", n, noted)
		}
	})
}
