package app_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"lingping/internal/app"
	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/testkit"
)

// tally counts answers by kind, whoever gives them.
type tally [errs.Unavailable + 1]atomic.Int64

func (c *tally) count(err error) {
	if err != nil {
		c[errs.KindOf(err)].Add(1)
	}
}

// together does n things at the same moment.
func together(n int, do func(i int)) {
	var all sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-start
			do(i)
		})
	}

	close(start)
	all.Wait()
}

// looked wants at most so many of the guesses to have been looked at, the others to be told to wait.
func looked(t *testing.T, what string, guesses int, answers *tally, most int64) {
	t.Helper()
	wrong, wait := answers[errs.Invalid].Load(), answers[errs.Unavailable].Load()
	if wrong == 0 || wrong > most || wrong+wait != int64(guesses) {
		t.Errorf("%s: of %d guesses at once %d were looked at and %d told to wait, want at most %d looked at and the others told to wait",
			what, guesses, wrong, wait, most)
	}
}

// A slow machine lets pauses pass while guesses still come: each doubles, so few more are looked at.
const afterPauses = 4

func TestOfManyGuessesAtOnceOnlyTheFewFreeOnesAreLookedAt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		slip := account(t, w, "102", "102")
		account(t, w, "103", "103")
		guess := func(login, network string) error {
			_, err := w.App.SignIn(t.Context(), app.SignIn{Login: login, Password: "梧桐树下四杯清茶", Network: network})
			return err
		}

		for _, c := range []struct {
			what    string
			guesses int
			login   func(i int) string
			network func(i int) string
			most    int64
		}{
			{"one account from one network", 60, always("102"), always("203.0.113.1"), 5 + afterPauses},
			{"one account from one network, by more", 400, always("103"), always("203.0.113.2"), 5 + afterPauses},
			{"one account from everywhere", 400, always("102"), numbered("198.51.100.%d"), 20 + afterPauses},
			{"every account from one network", 400, numbered("nobody%d"), always("203.0.113.3"), 100 + afterPauses},
		} {
			var answers tally
			together(c.guesses, func(i int) { answers.count(guess(c.login(i), c.network(i))) })
			looked(t, c.what, c.guesses, &answers, c.most)
		}

		signedIn(t, w, "102", slip.Code) // who has a slip is kept out by none of it
	})
}

func TestOfManyGuessesAtOnceAtAnOpenScreenOnlyTheFreeOnesAreLookedAt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		slip := account(t, w, "102", "102")
		who, in := signedIn(t, w, "102", slip.Code)
		var answers tally
		together(60, func(int) {
			answers.count(w.App.ChangeOwnSecret(t.Context(), who, "梧桐树下四杯清茶", "梧桐树下三杯清茶", in.Session.Hash))
		})
		looked(t, "the present password", 60, &answers, 5+afterPauses)
		other, his := func() (access.Actor, app.SignedIn) {
			slip = account(t, w, "103", "103")
			return signedIn(t, w, "103", slip.Code)
		}()

		ok(t, w.App.ChangeOwnSecret(t.Context(), other, slip.Code, "梧桐树下三杯清茶", his.Session.Hash))
	})
}

func TestOfManyMadeUpSlipCodesAtOnceOnlyTheFreeOnesAreLookedAt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		_, left := gather(t, w, w.As("101"), gathering(w, "B11"))
		for what, try := range map[string]func(network, code string) error{
			"reading": func(network, code string) error {
				_, err := w.App.ReadSlip(t.Context(), network, code)
				return err
			},
			"sending": func(network, code string) error { return w.App.SendSlip(t.Context(), network, code, slip("没有码")) },
		} {
			var answers tally
			together(400, func(int) { answers.count(try("campus "+what, auth.NewSlipCode())) })
			looked(t, what, 400, &answers, 60)
		}

		ok(t, w.App.SendSlip(t.Context(), network, left[0], slip("谈心少")))
	})
}

// Whoever has a good code is not counted, however many of his neighbours send theirs at the same moment.
func TestAHundredGoodSlipsAtOnceFromOneCampusAreAllTaken(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id, err := w.App.OpenBatch(t.Context(), w.As("101").Actor, gathering(w, "B11"))
		ok(t, err)
		_, codes, err := w.App.PrintSlips(t.Context(), w.As("101").Actor, id, 100)
		ok(t, err)
		together(len(codes), func(i int) {
			if err := w.App.SendSlip(t.Context(), network, codes[i], slip("谈心少")); err != nil {
				t.Errorf("a good slip among a hundred: %v", err)
			}
		})
	})
}

func TestOfManyMadeUpReceiptsAtOnceOnlyTheFreeOnesAreLookedUp(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		var answers tally
		together(400, func(int) {
			_, err := w.App.FeedbackAnswer(t.Context(), access.Actor{}, "203.0.113.1", auth.NewReceipt())
			answers.count(err)
		})
		if none, wait := answers[errs.NotFound].Load(), answers[errs.Unavailable].Load(); none != 60 || wait != 340 {
			t.Errorf("%d receipts were looked up and %d told to wait, want 60 and 340", none, wait)
		}
	})
}

func TestOfMuchFeedbackAtOnceFromOneNetworkOnlyAnHoursWorthIsTaken(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		id := proposed(t, w, allKinds...)
		approved(t, w, id)
		ok(t, w.App.PublishNotice(t.Context(), w.As("102").Actor, id, online()))
		v, err := w.App.Notice(t.Context(), w.As("102").Actor, id)
		ok(t, err)
		var taken atomic.Int64
		together(100, func(int) {
			if _, err := w.App.SendFeedback(t.Context(), access.Actor{}, "10.0.0.9", v.Code, "", "又一条"); err == nil {
				taken.Add(1)
			}
		})
		if taken.Load() != 30 {
			t.Errorf("%d of 100 were taken, want 30", taken.Load())
		}
	})
}

// A campus signs in for the first time, from one address, while others guess from that same address: nobody waits for
// the guesses of others.
func TestFirstSignInsAllSucceedWhileOthersGuessFromTheSameAddress(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		codes := make([]app.Slip, 300)
		for i := range codes {
			codes[i] = account(t, w, fmt.Sprintf("first%d", i), "")
		}

		var answers tally
		together(len(codes)+400, func(i int) {
			in := app.SignIn{Login: fmt.Sprintf("victim%d", i), Password: "梧桐树下四杯清茶", Network: "203.0.113.1"}
			if i >= len(codes) {
				_, err := w.App.SignIn(t.Context(), in)
				answers.count(err)
				return
			}

			in.Login, in.Password = codes[i].Login, strings.ToLower(codes[i].Code)
			if _, err := w.App.SignIn(t.Context(), in); err != nil {
				t.Errorf("the first sign-in of %s: %v", in.Login, err)
			}
		})

		looked(t, "guesses beside them", 400, &answers, 100+afterPauses)
	})
}

func always(s string) func(int) string { return func(int) string { return s } }

func numbered(format string) func(int) string {
	return func(i int) string { return fmt.Sprintf(format, i) }
}
