package auth_test

import (
	"runtime"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/auth"
)

func TestASecretIsKnownAgainAndNothingElseIs(t *testing.T) {
	h := auth.NewHasher()
	kept := h.Password("钢铁是怎样炼成的")
	if !strings.HasPrefix(kept, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("a password is kept as %s", kept)
	}

	if !h.IsPassword(kept, "钢铁是怎样炼成的") {
		t.Error("the password is not known again")
	}

	for _, wrong := range []string{"", "钢铁是怎样炼成", "钢铁是怎样炼成的 "} {
		if h.IsPassword(kept, wrong) {
			t.Errorf("%q passes for the password", wrong)
		}
	}

	if kept == h.Password("钢铁是怎样炼成的") {
		t.Error("the same password is kept alike twice: it has no salt of its own")
	}
}

func TestACodeIsKnownHoweverItIsTyped(t *testing.T) {
	h := auth.NewHasher()
	code := auth.NewCode()
	kept := h.Code(code)
	wide := strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' {
			return r + '！' - '!'
		}
		return r
	}, code)

	for _, typed := range []string{code, strings.ToLower(code), strings.ReplaceAll(code, "-", ""), strings.ReplaceAll(code, "-", " "), wide} {
		if !h.IsCode(kept, typed) {
			t.Errorf("%q is not taken for the code %s", typed, code)
		}
	}

	if h.IsCode(kept, auth.NewCode()) {
		t.Error("another code is taken too")
	}
}

func TestWhatIsNoSecretIsNeverRight(t *testing.T) {
	h := auth.NewHasher()
	for _, kept := range []string{"", "$argon2id$v=19$m=19456,t=2,p=1$!$!", "plain", "$argon2id$v=19$m=99999999,t=2,p=1$AA$AA", "$argon2i$v=19$m=1,t=1,p=1$AA$AA"} {
		for _, secret := range []string{"", "plain", kept} {
			if h.IsPassword(kept, secret) || h.IsCode(kept, secret) {
				t.Errorf("%q passes for what is kept as %q", secret, kept)
			}
		}
	}
}

func TestCodesAreReadable(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		code := auth.NewCode()
		if len(code) != 14 || strings.ContainsAny(code, "01OILAEU") || seen[code] {
			t.Fatalf("%q is no good code", code)
		}
		seen[code] = true
	}
}

func TestATokenIsKeptAsItsHashOnly(t *testing.T) {
	token, hash := auth.NewToken()
	other, _ := auth.NewToken()
	if hash != auth.TokenHash(token) || strings.Contains(hash, token) || token == other || len(token) < 43 {
		t.Errorf("token %q is kept as %q", token, hash)
	}
}

// An unknown login must take as long as a wrong password, or the login page tells who works here. What it takes is counted
// in the memory that is worked through, which no busy machine changes.
func TestAnUnknownLoginTakesAsLongAsAWrongPassword(t *testing.T) {
	h := auth.NewHasher()
	kept := map[string]string{"a wrong password": h.Password("correct horse battery"), "an unknown login": "", "a wrong code": h.Code("BBBB-CCCC-DDDD")}
	for _, c := range []struct {
		as   string
		look func(kept, typed string) bool
		want uint64 // MiB
	}{{"password", h.IsPassword, 19}, {"code", h.IsCode, 1}} {
		for what, kept := range kept {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			c.look(kept, "HHHH-JJJJ-KKKK")
			runtime.ReadMemStats(&after)
			if took := (after.TotalAlloc - before.TotalAlloc + 1<<19) >> 20; took != c.want {
				t.Errorf("typed as a %s, %s works through %d MiB, want %d", c.as, what, took, c.want)
			}
		}
	}
}

func TestNoTypedCodeMakesFoldingFail(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "typed")
		if once := auth.FoldCode(s); auth.FoldCode(once) != once {
			t.Fatalf("folding %q twice differs", s)
		}
	})
}
