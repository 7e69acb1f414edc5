package auth_test

import (
	"encoding/base32"
	"errors"
	"strings"
	"testing"
	"time"

	"lingping/internal/auth"
	"lingping/internal/errs"
)

// The test vectors of RFC 6238, appendix B, for SHA-1; of their eight digits an authenticator shows the last six.
func TestAnAuthenticatorShowsTheCodesOfTheStandard(t *testing.T) {
	key := base32.StdEncoding.EncodeToString([]byte("12345678901234567890"))
	for at, want := range map[int64]string{
		59: "94287082", 1111111109: "07081804", 1111111111: "14050471", 1234567890: "89005924", 2000000000: "69279037", 20000000000: "65353130",
	} {
		got, err := auth.StepCode(key, auth.StepOf(time.Unix(at, 0)))
		if err != nil || got != want[2:] {
			t.Errorf("at %d it is %s (%v), want %s", at, got, err, want[2:])
		}
	}
}

func TestACodeIsGoodForItsHalfMinuteAndTheOnesBesideIt(t *testing.T) {
	key, now := auth.NewStepKey(), time.Unix(1_800_000_015, 0)
	for off, want := range map[int64]bool{-2: false, -1: true, 0: true, 1: true, 2: false} {
		code, err := auth.StepCode(key, auth.StepOf(now)+off)
		if err != nil {
			t.Fatal(err)
		}

		if step, good := auth.MatchStep(key, code, now); good != want || good && step != auth.StepOf(now)+off {
			t.Errorf("the code of %+d half minutes is good: %v, as that of %d", off, good, step)
		}

		full := strings.Map(func(r rune) rune { return r - '0' + '０' }, code)
		if _, good := auth.MatchStep(key, full[:9]+" "+full[9:], now); good != want {
			t.Errorf("typed full-width the code of %+d is good: %v", off, good)
		}
	}

	for _, code := range []string{"", "000", "0000000", "abcdef"} {
		if _, good := auth.MatchStep(key, code, now); good {
			t.Errorf("%q is good", code)
		}
	}
}

func TestAKeyThatWasNotDrawnHereIsRefused(t *testing.T) {
	if err := auth.CheckStepKey(auth.NewStepKey()); err != nil {
		t.Error(err)
	}
	for _, key := range []string{"", "A", "AAAAAAAA", "not base32!", auth.NewStepKey() + "AAAAAAAA"} {
		if err := auth.CheckStepKey(key); !errs.Is(err, errs.Invalid) {
			t.Errorf("%q: %v", key, err)
		}
	}
}

func TestWhoeverGuessesTheSecondStepWaitsAndARecoveryCodeDoesNot(t *testing.T) {
	door, key, now := auth.NewDoor(), auth.NewStepKey(), time.Unix(1_800_000_015, 0)
	codes, kept := door.RecoveryCodes()
	s := auth.SecondStep{Key: key, Codes: kept}
	wrong, err := auth.StepCode(key, auth.StepOf(now)+7)
	if err != nil {
		t.Fatal(err)
	}

	for i := range 6 {
		_, err := door.ProveStep(t.Context(), "account:1", s, wrong, now)
		if last := i == 5; last != errs.Is(err, errs.Unavailable) || !last && !errors.Is(err, auth.ErrWrongStep) {
			t.Errorf("wrong code %d: %v", i+1, err)
		}
	}

	good, err := auth.StepCode(key, auth.StepOf(now))
	if err != nil {
		t.Fatal(err)
	}

	if _, err := door.ProveStep(t.Context(), "account:1", s, good, now); !errs.Is(err, errs.Unavailable) {
		t.Errorf("the right code among guesses: %v", err)
	}
	if p, err := door.ProveStep(t.Context(), "account:2", s, good, now); err != nil || p.Step != auth.StepOf(now) {
		t.Errorf("another account waits: %+v, %v", p, err)
	}
	if p, err := door.ProveStep(t.Context(), "account:1", s, strings.ToLower(codes[9]), now); err != nil || p.Recovery != kept[9] {
		t.Errorf("a recovery code: %+v, %v", p, err)
	}

	s.Used = auth.StepOf(now)
	if _, err := door.ProveStep(t.Context(), "account:3", s, good, now); !errors.Is(err, auth.ErrWrongStep) {
		t.Errorf("a code that was used: %v", err)
	}
}
