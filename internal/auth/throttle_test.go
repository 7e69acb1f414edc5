package auth_test

import (
	"fmt"
	"testing"
	"time"

	"lingping/internal/auth"
)

var noon = time.Date(2011, 1, 5, 12, 0, 0, 0, time.UTC)

// guess fails n times as fast as it is let, and says how long that took.
func guess(t *auth.Throttle, try auth.Try, n int, from time.Time) time.Duration {
	now := from
	for range n {
		now = now.Add(t.Wait(try, now))
		t.Fail(try, now)
	}
	return now.Sub(from)
}

func TestWhoGuessesWaitsLongerAndLonger(t *testing.T) {
	throttle := auth.NewThrottle()
	try := auth.Try{Login: "wang", Network: "10.0.0.1"}
	if took := guess(throttle, try, 5, noon); took != 0 {
		t.Errorf("the first five mistakes cost %v", took)
	}
	if took := guess(throttle, try, 20, noon); took < time.Hour {
		t.Errorf("twenty more guesses take only %v", took)
	}
}

func TestASuccessForgives(t *testing.T) {
	throttle := auth.NewThrottle()
	try := auth.Try{Login: "wang", Network: "10.0.0.1"}
	guess(throttle, try, 6, noon)
	throttle.Succeed(try, noon)
	if wait := throttle.Wait(try, noon); wait != 0 {
		t.Errorf("after a success one waits %v", wait)
	}
}

func TestAnAttackFromElsewhereLocksNobodyOut(t *testing.T) {
	throttle := auth.NewThrottle()
	office := auth.Try{Login: "wang", Network: "10.0.0.1"}
	throttle.Succeed(office, noon)
	for i := range 500 {
		throttle.Fail(auth.Try{Login: "wang", Network: fmt.Sprintf("203.0.113.%d", i)}, noon.Add(time.Minute))
	}
	if wait := throttle.Wait(office, noon.Add(time.Minute)); wait != 0 {
		t.Errorf("at the usual place one waits %v because others guess", wait)
	}
	fresh := auth.Try{Login: "wang", Network: "198.51.100.7"}
	if wait := throttle.Wait(fresh, noon.Add(time.Minute)); wait == 0 || wait > time.Minute {
		t.Errorf("guessing from ever new places waits %v, want up to a minute", wait)
	}
}

func TestAnAttackerInTheSameNetworkLocksNobodyOutOfABrowserThatKnowsHim(t *testing.T) {
	throttle := auth.NewThrottle()
	attacker := auth.Try{Login: "wang", Network: "10.0.0.1"}
	guess(throttle, attacker, 50, noon)
	known := attacker
	known.Mark = throttle.Remember("wang")
	if wait := throttle.Wait(known, noon.Add(time.Minute)); wait != 0 {
		t.Errorf("a browser that has signed in before waits %v", wait)
	}
	if forged := (auth.Try{Login: "wang", Network: "10.0.0.1", Mark: throttle.Remember("li")}); throttle.Wait(forged, noon.Add(time.Minute)) == 0 {
		t.Error("the mark of somebody else is good too")
	}
	if took := guess(throttle, known, 25, noon); took < time.Hour {
		t.Errorf("with a mark twenty-five guesses take only %v", took)
	}
}

func TestANetworkThatSpraysPasswordsIsSlowed(t *testing.T) {
	throttle := auth.NewThrottle()
	for i := range 200 {
		throttle.Fail(auth.Try{Login: fmt.Sprintf("user%d", i), Network: "203.0.113.9"}, noon)
	}
	if wait := throttle.Wait(auth.Try{Login: "user999", Network: "203.0.113.9"}, noon); wait == 0 {
		t.Error("one password for two hundred logins costs nothing")
	}
	if wait := throttle.Wait(auth.Try{Login: "user999", Network: "203.0.113.10"}, noon); wait != 0 {
		t.Errorf("the neighbour waits %v too", wait)
	}
}

func TestADayForgets(t *testing.T) {
	throttle := auth.NewThrottle()
	try := auth.Try{Login: "wang", Network: "10.0.0.1"}
	guess(throttle, try, 6, noon)
	later := noon.Add(25 * time.Hour)
	throttle.Fail(try, later)
	if wait := throttle.Wait(try, later); wait != 0 {
		t.Errorf("a mistake of yesterday still costs %v", wait)
	}
}
