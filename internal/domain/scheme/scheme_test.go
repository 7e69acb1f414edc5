package scheme_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lingping/internal/domain/scheme"
)

var update = flag.Bool("update", false, "write the goldens anew")

// golden holds got against a file that people read.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}

	if got != string(mustFile(t, path)) {
		t.Errorf("%s differs (-update writes it anew); got:\n%s", path, got)
	}
}

// read parses a text that extends built-in schemes.
func read(text string) (*scheme.Scheme, scheme.Faults) {
	return scheme.Parse("text", []byte(text), scheme.Source)
}

// mustRead parses a text that has no fault.
func mustRead(t *testing.T, text string) *scheme.Scheme {
	t.Helper()
	s, faults := read(text)
	if s == nil {
		t.Fatalf("refused:\n%s", said(faults))
	}
	return s
}

// mustLoad is a built-in scheme.
func mustLoad(t testing.TB, name string) *scheme.Scheme {
	t.Helper()
	s, err := scheme.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// said are the faults in Chinese, one a line.
func said(faults scheme.Faults) string {
	var b strings.Builder
	for _, f := range faults {
		b.WriteString(f.String() + "\n")
	}
	return b.String()
}

// ids are the ids of the rules, in order.
func ids(s *scheme.Scheme) string {
	var all []string
	for _, r := range s.Rules {
		all = append(all, r.ID)
	}
	return strings.Join(all, " ")
}

func mustFile(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
