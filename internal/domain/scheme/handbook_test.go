package scheme_test

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/domain/scheme"
)

// TestTheHandbookNamesEverything finds what may stand in a scheme and is not told in docs/scheme.md.
func TestTheHandbookNamesEverything(t *testing.T) {
	handbook := string(mustFile(t, "../../../docs/scheme.md"))
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type)
	walk = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Slice:
			walk(typ.Elem())
		case reflect.String:
			for _, w := range scheme.Words(typ) {
				tell(t, handbook, w)
			}
		case reflect.Struct:
			if seen[typ] {
				return
			}

			seen[typ] = true
			for _, name := range scheme.Names(typ) {
				tell(t, handbook, name)
			}

			for i := range typ.NumField() {
				walk(typ.Field(i).Type)
			}
		}
	}

	walk(reflect.TypeFor[scheme.Scheme]())
}

// tell wants the word in the handbook as code.
func tell(t *testing.T, handbook, word string) {
	t.Helper()
	if !strings.Contains(handbook, "`"+word+"`") && !strings.Contains(handbook, "`"+word+":") {
		t.Errorf("docs/scheme.md does not tell of %q", word)
	}
}

func TestTheExampleOfTheHandbookCanBeUsed(t *testing.T) {
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(mustFile(t, "../../../docs/scheme.md")), -1)
	if len(blocks) == 0 {
		t.Fatal("no example")
	}

	for _, block := range blocks {
		if s, faults := read(block[1]); s == nil || len(butWords(faults)) > 0 {
			t.Error(said(faults))
		}
	}
}
