package auth_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"lingping/internal/auth"
)

// wait is how long an attempt would have to wait now; it is not made.
func wait(t *auth.Throttle, try auth.Try) time.Duration {
	reserved, wait := t.Reserve(try)
	if wait == 0 {
		reserved.Release()
	}
	return wait
}

// guess fails n times as fast as it is let, and says how long that took.
func guess(t *auth.Throttle, try auth.Try, n int) time.Duration {
	from := time.Now()
	for range n {
		for {
			_, wait := t.Reserve(try)
			if wait == 0 {
				break
			}
			<-time.After(wait)
		}
	}

	return time.Since(from)
}

func succeed(t *testing.T, throttle *auth.Throttle, try auth.Try) {
	t.Helper()
	reserved, wait := throttle.Reserve(try)
	if wait > 0 {
		t.Fatalf("%+v waits %v", try, wait)
	}
	reserved.Succeed()
}

var wang = auth.Try{Login: "wang", Network: "10.0.0.1"}

func TestWhoGuessesWaitsLongerAndLonger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		throttle := auth.NewThrottle()
		if took := guess(throttle, wang, 5); took != 0 {
			t.Errorf("the first five mistakes cost %v", took)
		}

		if took := guess(throttle, wang, 20); took < time.Hour {
			t.Errorf("twenty more guesses take only %v", took)
		}
	})
}

func TestASuccessForgives(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		throttle := auth.NewThrottle()
		guess(throttle, wang, 6)
		<-time.After(time.Minute)
		succeed(t, throttle, wang)
		if wait := wait(throttle, wang); wait != 0 {
			t.Errorf("after a success one waits %v", wait)
		}
	})
}

func TestAnAttemptCountsFromTheMomentItIsReserved(t *testing.T) {
	throttle := auth.NewThrottle()
	var open []auth.Reservation
	for range 5 {
		reserved, wait := throttle.Reserve(wang)
		if wait > 0 {
			t.Fatalf("one of the five free attempts waits %v", wait)
		}
		open = append(open, reserved)
	}

	if wait(throttle, wang) == 0 {
		t.Error("a sixth is let through while nobody knows what the five are")
	}

	open[0].Release()
	if wait := wait(throttle, wang); wait != 0 {
		t.Errorf("one of them was not made, and yet one waits %v", wait)
	}
}

// What succeeds takes back its own count for the account and the network, however many do so at once.
func TestACampusThatSignsInIsNotCounted(t *testing.T) {
	throttle := auth.NewThrottle()
	for i := range 1000 {
		succeed(t, throttle, auth.Try{Login: fmt.Sprintf("user%d", i), Network: "10.0.0.1"})
	}

	if wait := wait(throttle, auth.Try{Login: "late", Network: "10.0.0.1"}); wait != 0 {
		t.Errorf("who comes last waits %v", wait)
	}
}

func TestAnAttackFromElsewhereLocksNobodyOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		throttle := auth.NewThrottle()
		succeed(t, throttle, wang)
		for i := range 500 {
			throttle.Reserve(auth.Try{Login: "wang", Network: fmt.Sprintf("203.0.113.%d", i)})
		}

		if wait := wait(throttle, wang); wait != 0 {
			t.Errorf("at the usual place one waits %v because others guess", wait)
		}

		if wait := wait(throttle, auth.Try{Login: "wang", Network: "198.51.100.7"}); wait == 0 || wait > time.Minute {
			t.Errorf("guessing from ever new places waits %v, want up to a minute", wait)
		}
	})
}

func TestAnAttackerInTheSameNetworkLocksNobodyOutOfABrowserThatKnowsHim(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		throttle := auth.NewThrottle()
		guess(throttle, wang, 12)
		known := wang
		known.Mark = throttle.Remember("wang")
		if wait := wait(throttle, known); wait != 0 {
			t.Errorf("a browser that has signed in before waits %v", wait)
		}

		forged := wang
		forged.Mark = throttle.Remember("li")
		if wait(throttle, forged) == 0 {
			t.Error("the mark of somebody else is good too")
		}

		if took := guess(throttle, known, 25); took < time.Hour {
			t.Errorf("with a mark twenty-five guesses take only %v", took)
		}
	})
}

func TestANetworkThatSpraysPasswordsIsSlowed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		throttle := auth.NewThrottle()
		spray := func(n int) {
			for i := range n {
				throttle.Reserve(auth.Try{Login: fmt.Sprintf("user%d", i), Network: "203.0.113.9"})
			}
		}

		spray(200)
		fresh := auth.Try{Login: "user999", Network: "203.0.113.9"}
		if wait(throttle, fresh) == 0 {
			t.Error("one password for two hundred logins costs nothing")
		}

		if wait := wait(throttle, auth.Try{Login: "user999", Network: "203.0.113.10"}); wait != 0 {
			t.Errorf("the neighbour waits %v too", wait)
		}

		<-time.After(time.Hour)
		spray(60 - 5) // those of an hour have faded, those of now are counted
		if wait := wait(throttle, fresh); wait != 0 {
			t.Errorf("an hour later a campus still waits %v", wait)
		}
	})
}

func TestADayForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		throttle := auth.NewThrottle()
		guess(throttle, wang, 12)
		<-time.After(25 * time.Hour)
		if took := guess(throttle, wang, 5); took != 0 {
			t.Errorf("mistakes of yesterday still cost %v", took)
		}
	})
}
