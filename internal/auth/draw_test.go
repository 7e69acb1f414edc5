package auth_test

import (
	"testing"

	"lingping/internal/auth"
)

func TestAddressesAndReceiptsAreLongAndNeverTwice(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		for _, drawn := range []string{auth.NewAddress(), auth.NewReceipt()} {
			if len(drawn) != 16 || seen[drawn] {
				t.Fatalf("%q was drawn, of %d letters", drawn, len(drawn))
			}
			seen[drawn] = true
		}
	}
}
