package store_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

// partial is a comparison in the condition of a partial index: state <> 'withdrawn'.
type partial struct{ table, column, op string }

var (
	partialIndex = regexp.MustCompile(`ON (\w+) \(.*\) WHERE (.*)$`)
	comparison   = regexp.MustCompile(`(\w+) (=|<>|>) `)
	named        = regexp.MustCompile(`(?:FROM|JOIN|,) (\w+) (\w+)\b`)
	asked        = regexp.MustCompile(`(?:\b(\w+)\.)?\b(\w+) (=|<>|>) \$`)
	from         = regexp.MustCompile(`FROM (\w+)`)
	unfixed      = regexp.MustCompile(`(?:LIMIT|LIKE) \$`)
)

// partials are the comparisons of all partial indexes.
func partials(t *testing.T, s *store.Store) (all []partial) {
	t.Helper()
	must(t, s.Read(t.Context(), func(tx *store.Tx) error {
		texts, err := store.All(tx, store.Scalar[string], "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql LIKE '% WHERE %'")
		for _, text := range texts {
			parts := partialIndex.FindStringSubmatch(strings.Join(strings.Fields(text), " "))
			for _, c := range comparison.FindAllStringSubmatch(parts[2], -1) {
				all = append(all, partial{parts[1], c[1], c[2]})
			}
		}
		return err
	}))
	return all
}

// replans says why SQLite plans the statement anew whenever other values are bound to it, empty where it does not: it looks
// at the value of a bare argument of LIMIT and LIKE, and of one that might be what a partial index is made for.
func replans(text string, all []partial) string {
	text = strings.Join(strings.Fields(text), " ")
	if found := unfixed.FindString(text); found != "" {
		return found
	}

	tables := map[string]string{}
	for _, a := range named.FindAllStringSubmatch(text, -1) {
		tables[a[2]] = a[1]
	}

	for _, at := range asked.FindAllStringSubmatchIndex(text, -1) {
		table := ""
		if at[2] >= 0 {
			table = tables[text[at[2]:at[3]]]
		} else if before := from.FindAllStringSubmatch(text[:at[0]], -1); len(before) > 0 {
			table = before[len(before)-1][1]
		}

		if slices.Contains(all, partial{table, text[at[4]:at[5]], text[at[6]:at[7]]}) {
			return text[at[0]:at[1]]
		}
	}

	return ""
}

// SQLite plans a statement once, and not each time that it is asked.
func TestNoStatementIsPlannedAnewForItsArguments(t *testing.T) {
	versions := testkit.ReleasedVersions()
	testkit.Released(t, versions[len(versions)-1], func(t *testing.T, s *store.Store) {
		if !strings.HasSuffix(t.Name(), "SQLite") {
			return
		}

		all := partials(t, s)
		if len(all) < 15 {
			t.Errorf("only %d partial indexes are known", len(all))
		}

		for text, methods := range sent(t, s) {
			reads := strings.HasPrefix(text, "SELECT") || strings.HasPrefix(text, "WITH") // what saves is seldom, and the plan little of it
			if why := replans(text, all); why != "" && reads {
				t.Errorf("%v is planned anew for each %s: %s", methods, why, text)
			}
		}
	})
}
