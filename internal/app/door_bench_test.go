package app_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/testkit"
)

// BenchmarkSignInWhileOthersGuess lets 300 people sign in for the first time at the same moment from the address from
// which 400 guesses are sent, and 20 who have a password from addresses of their own. It says how many seconds the slowest
// waited.
func BenchmarkSignInWhileOthersGuess(b *testing.B) {
	const first, own, guesses = 300, 20, 400
	w := testkit.NewWorld(b, testkit.SQLite(b))
	b.StopTimer()
	for round := range b.N {
		in := make([]app.SignIn, first+own)
		for i := range in {
			login := fmt.Sprintf("user%d-%d", round, i)
			slip, err := w.App.MakeAccount(b.Context(), access.LocalOperator(), app.NewAccount{Login: login, Name: login})
			if err != nil {
				b.Fatal(err)
			}

			in[i] = app.SignIn{Login: login, Password: slip.Code, Network: fmt.Sprintf("203.0.113.%d", round)}
			if i < first {
				continue
			}

			in[i].Password, in[i].Network = "梧桐树下三杯清茶", fmt.Sprintf("198.51.100.%d-%d", round, i)
			who := access.Actor{Account: slip.Account, Name: login}
			if err := w.App.ChangeOwnSecret(b.Context(), who, slip.Code, in[i].Password, ""); err != nil {
				b.Fatal(err)
			}
		}

		var mu sync.Mutex
		var took []time.Duration
		b.StartTimer()
		together(len(in)+guesses, func(i int) {
			if i >= len(in) {
				guess := app.SignIn{Login: fmt.Sprintf("victim%d", i), Password: "梧桐树下四杯清茶", Network: in[0].Network}
				_, _ = w.App.SignIn(b.Context(), guess) // refused, one way or the other
				return
			}

			began := time.Now()
			if _, err := w.App.SignIn(b.Context(), in[i]); err != nil {
				b.Errorf("%s: %v", in[i].Login, err)
			}

			mu.Lock()
			took = append(took, time.Since(began))
			mu.Unlock()
		})

		b.StopTimer()
		b.ReportMetric(slices.Max(took).Seconds(), "slowest-s")
	}
}
