package store_test

import (
	"strings"
	"testing"
)

// versioned fails for a statement that changes a round and not its version: what is kept of a round in memory is told from
// what is new by the version alone.
func versioned(t *testing.T, texts map[string][]string) {
	t.Helper()
	changing := 0
	for text, methods := range texts {
		if strings.HasPrefix(text, "UPDATE round SET") && !strings.HasPrefix(text, "UPDATE round SET figures = ") { // which nobody is told
			changing++
			if !strings.Contains(text, "version = version + 1") {
				t.Errorf("%v change a round and leave its version: %s", methods, text)
			}
		}
	}

	if changing < 3 {
		t.Errorf("only %d statements change a round", changing)
	}
}
