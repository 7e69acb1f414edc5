package auth_test

import (
	"testing"
	"testing/synctest"
	"time"

	"lingping/internal/auth"
)

func TestFailedAttemptsOfTheLastDayAreCountedAndThenForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		door := auth.NewDoor()
		for range 2 {
			if err := door.Prove(t.Context(), auth.Try{Login: "li", Network: "here"}, "", "wrong"); err == nil {
				t.Fatal("a wrong password was taken")
			}
		}

		if n := door.Missed(); n != 2 {
			t.Errorf("%d attempts have failed, want 2", n)
		}

		<-time.After(23 * time.Hour)
		if n := door.Missed(); n != 2 {
			t.Errorf("after 23 hours %d are told of, want 2", n)
		}

		<-time.After(2 * time.Hour)
		if n := door.Missed(); n != 0 {
			t.Errorf("after more than a day %d are told of, want none", n)
		}
	})
}
