package ledger_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
)

var (
	at  = time.UnixMilli(1294189200123)
	who = access.Actor{Account: 11, Name: "钱芳", Person: 102}
)

func made(t interface{ Fatal(...any) }, detail map[string]any) ledger.Entry {
	e, err := ledger.Make(at, who, access.ConfirmReview, "review:7", 3, detail)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestAnEntrySaysWhoDidWhatToWhichObjectWhen(t *testing.T) {
	e := made(t, map[string]any{"b": 2, "a": "2011-01-05"})
	if e.At != 1294189200123 || e.Account != 11 || e.Actor != "钱芳" || e.Action != access.ConfirmReview || e.Object != "review:7" || e.Round != 3 {
		t.Errorf("the entry is %+v", e)
	}

	if e.ID != 0 {
		t.Errorf("its number is %d before it is kept", e.ID)
	}

	if e.Detail != `{"a":"2011-01-05","b":2}` {
		t.Errorf("its detail is %s, want the keys in their order", e.Detail)
	}
}

func TestAnEntryWithoutDetailHasAnEmptyOne(t *testing.T) {
	for what, detail := range map[string]map[string]any{"none": nil, "an empty one": {}} {
		if e := made(t, detail); e.Detail != "{}" || !e.Sound() {
			t.Errorf("%s: %q, sound: %v", what, e.Detail, e.Sound())
		}
	}
}

func TestADetailThatCannotBeWrittenMakesNoEntry(t *testing.T) {
	if e, err := ledger.Make(at, who, access.ConfirmReview, "review:7", 3, map[string]any{"f": func() {}}); err == nil {
		t.Errorf("made %+v", e)
	}
}

// The commitment is SHA-256 over 0x01, the salt and the content as a JSON array, so that others can hold it against the row.
func TestAnybodyCanComputeTheCommitment(t *testing.T) {
	e := made(t, map[string]any{"name": "a<b"})
	salt, err := hex.DecodeString(e.Salt)
	if err != nil || len(salt) != 32 {
		t.Fatalf("the salt is %d bytes, %v; want 32", len(salt), err)
	}

	content, err := json.Marshal([]any{e.At, e.Account, e.Actor, string(e.Action), e.Object, e.Round, e.Detail})
	if err != nil {
		t.Fatal(err)
	}

	sum := sha256.Sum256(append(append([]byte{1}, salt...), content...))
	if want := hex.EncodeToString(sum[:]); e.Commitment != want {
		t.Errorf("committed to %s, computed is %s", e.Commitment, want)
	}
}

func TestTwoEntriesThatSayTheSameAreCommittedToApart(t *testing.T) {
	a, b := made(t, nil), made(t, nil)
	if a.Salt == b.Salt || a.Commitment == b.Commitment {
		t.Error("who knows one entry can recognise the other by its commitment")
	}
}

// Whatever is changed in an entry behind its back, it is sound no longer; the number alone is not committed to, because
// the store gives it.
func TestAChangedEntryIsNotSound(t *testing.T) {
	changes := map[string]func(*ledger.Entry){
		"the time":                     func(e *ledger.Entry) { e.At++ },
		"the account":                  func(e *ledger.Entry) { e.Account++ },
		"the actor":                    func(e *ledger.Entry) { e.Actor = "赵伟" },
		"the action":                   func(e *ledger.Entry) { e.Action = access.ReturnReview },
		"the object":                   func(e *ledger.Entry) { e.Object = "review:8" },
		"the round":                    func(e *ledger.Entry) { e.Round++ },
		"the detail":                   func(e *ledger.Entry) { e.Detail = `{"a":2}` },
		"the salt":                     func(e *ledger.Entry) { e.Salt = strings.Repeat("0", 64) },
		"the commitment":               func(e *ledger.Entry) { e.Commitment = strings.Repeat("0", 64) },
		"no commitment":                func(e *ledger.Entry) { e.Commitment = "" },
		"a salt that is none":          func(e *ledger.Entry) { e.Salt = "x" },
		"neither salt nor commitment":  func(e *ledger.Entry) { e.Salt, e.Commitment = "", "" },
		"a broken salt, no commitment": func(e *ledger.Entry) { e.Salt, e.Commitment = "x", "" },
	}

	for what, change := range changes {
		e := made(t, map[string]any{"a": 1})
		change(&e)
		if e.Sound() {
			t.Errorf("with %s changed it is sound", what)
		}
	}

	e := made(t, nil)
	e.ID = 9
	if !e.Sound() {
		t.Error("with its number given it is not sound")
	}
}

// No two contents share their bytes: what one field loses to its neighbour is another entry.
func TestFieldsDoNotRunIntoEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := made(t, nil)
		word := rapid.StringN(1, 8, -1).Draw(t, "word")
		e.Actor, e.Object = e.Actor+word, strings.TrimPrefix(e.Object, word)
		if e.Sound() {
			t.Fatalf("%+v is sound", e)
		}
	})
}
