package ledger_test

import (
	"fmt"
	"strings"
	"testing"

	"lingping/internal/domain/ledger"
	"pgregory.net/rapid"
)

// What a record was digested from yesterday it is digested from today: each field is its name, the length of its value in
// bytes and the value.
func TestARecordIsDigestedFromItsFieldsWithTheirLengths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var fields []ledger.Field
		var want strings.Builder
		for range rapid.IntRange(0, 5).Draw(t, "fields") {
			f := ledger.Field{Name: rapid.StringMatching(`[a-z_]{0,30}`).Draw(t, "name"), Value: rapid.String().Draw(t, "value")}
			fields = append(fields, f)
			fmt.Fprintf(&want, "%s %d %s\n", f.Name, len(f.Value), f.Value)
		}

		if got := string(ledger.Canonical(fields)); got != want.String() {
			t.Fatalf("%v is %q, want %q", fields, got, want.String())
		}
	})
}
