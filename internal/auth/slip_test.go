package auth_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/auth"
)

const slipLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

func TestASlipCodeIsKnownHoweverItIsTyped(t *testing.T) {
	for range 200 {
		code := auth.NewSlipCode()
		folded, ok := auth.SlipCode(code)
		if !ok || len(folded) != 16 {
			t.Fatalf("%s is not taken for a code", code)
		}

		sloppy := strings.NewReplacer("0", "o", "1", "l").Replace(strings.ToLower(strings.ReplaceAll(code, "-", " ")))
		if again, ok := auth.SlipCode(sloppy); !ok || again != folded {
			t.Errorf("%q is taken for %q, want %q", sloppy, again, folded)
		}
	}
}

func TestOneWrongLetterOfASlipOrTwoThatChangedPlacesAreFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code, _ := auth.SlipCode(auth.NewSlipCode())
		at, to := rapid.IntRange(0, 15).Draw(t, "at"), rapid.IntRange(0, 15).Draw(t, "to")
		letter := slipLetters[rapid.IntRange(0, 31).Draw(t, "letter")]
		if wrong := code[:at] + string(letter) + code[at+1:]; wrong != code {
			if _, ok := auth.SlipCode(wrong); ok {
				t.Errorf("%s passes for %s", wrong, code)
			}
		}

		swapped := []byte(code)
		swapped[at], swapped[to] = swapped[to], swapped[at]
		if _, ok := auth.SlipCode(string(swapped)); ok && string(swapped) != code {
			t.Errorf("%s passes for %s", swapped, code)
		}
	})
	for _, none := range []string{"", "0", "7K2M", strings.Repeat("0", 32), "0000-0000-0000-000U"} {
		if _, ok := auth.SlipCode(none); ok {
			t.Errorf("%q passes for a code", none)
		}
	}
}
