package store_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

// wide are the columns that so many rows share that finding rows by them alone is reading the table: a round, a kind.
var wide = []string{"round_id", "inside", "kind", "state", "way", "standing", "counts", "step", "owner", "action"}

// Whatever the database knows or does not know of the figures of a house, it reads no large table from end to end, nor all
// that a round has in it, but for the statements of wholeReads. Looked at is every statement there is.
func TestNoStatementReadsAWholeTable(t *testing.T) {
	versions := testkit.ReleasedVersions()
	found := plans{}
	var texts map[string][]string
	engines := 0
	testkit.Released(t, versions[len(versions)-1], func(t *testing.T, s *store.Store) {
		if texts == nil { // one text for both engines
			texts = sent(t, s)
			sentWhole(t, texts)
			limitedOnce(t, texts)
			versioned(t, texts)
		}

		if strings.HasSuffix(t.Name(), "SQLite") {
			found.addSQLite(t, s, texts, "without figures")
			must(t, s.WriteAlone(t.Context(), func(tx *store.Tx) error { return multiply(tx, 20) }))
			if len(figuresOf(t, s)) < 10 {
				t.Error("the planner has no figures")
			}
			found.addSQLite(t, s, texts, "with figures")
		} else {
			found.addPostgres(t, s, texts)
		}

		engines++
	})

	found.judge(t, engines == 2)
}

// bareLimit is a LIMIT whose value SQLite looks at.
var bareLimit = regexp.MustCompile(`LIMIT \$\d`)

// limitedOnce fails for a statement that SQLite would plan anew for its arguments: one with a bare argument as its LIMIT.
func limitedOnce(t *testing.T, texts map[string][]string) {
	t.Helper()
	for text, methods := range texts {
		if bareLimit.MatchString(text) {
			t.Errorf("%v: say LIMIT by most, or with a CAST: %s", methods, text)
		}
	}
}

// plans are the looks at whole tables: by table, then by the text of the statement.
type plans map[string]map[string]*look

// look is a statement that reads a whole table.
type look struct {
	methods []string // that send it
	said    []string // by the databases
}

func (p plans) add(table, text, said string, methods []string) {
	if p[table] == nil {
		p[table] = map[string]*look{}
	}

	if p[table][text] == nil {
		p[table][text] = &look{methods: methods}
	}

	p[table][text].said = append(p[table][text].said, said)
}

// eachText calls look with every statement that can be sent: a list without values is none.
func eachText(texts map[string][]string, look func(text string, methods []string) error) error {
	for text, methods := range texts {
		if !strings.HasPrefix(text, "BULK ") && !strings.Contains(text, "IN ()") {
			if err := look(text, methods); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p plans) addSQLite(t *testing.T, s *store.Store, texts map[string][]string, when string) {
	t.Helper()
	must(t, s.WriteAlone(t.Context(), func(tx *store.Tx) error {
		schema, err := newSchema(tx)
		if err != nil {
			return err
		}

		return eachText(texts, func(text string, methods []string) error {
			steps, err := schema.steps(tx, text)
			for _, step := range steps {
				if !slices.ContainsFunc(step.by, func(column string) bool { return !slices.Contains(wide, column) }) {
					p.add(step.table, text, "SQLite "+when+": "+step.said, methods)
				}
			}

			return err
		})
	}))
}

// awaitIndexes waits until PostgreSQL takes every index into account: one that was made over rows that its own transaction
// had changed is left out while a transaction from before it still runs, in whatever database.
func awaitIndexes(t *testing.T, s *store.Store) {
	t.Helper()
	for pending := 1; pending > 0; {
		must(t, s.Read(t.Context(), func(tx *store.Tx) (err error) {
			pending, err = store.Count(tx, `SELECT COUNT(*) FROM pg_index WHERE indcheckxmin AND
				CAST(CAST(xmin AS TEXT) AS BIGINT) >= CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)`)
			return err
		}))
	}
}

func (p plans) addPostgres(t *testing.T, s *store.Store, texts map[string][]string) {
	t.Helper()
	awaitIndexes(t, s)
	must(t, s.WriteAlone(t.Context(), func(tx *store.Tx) error {
		if err := run("SET LOCAL enable_seqscan = off", "SET LOCAL plan_cache_mode = force_generic_plan")(tx); err != nil {
			return err
		}
		return eachText(texts, func(text string, methods []string) error {
			steps, err := postgresSteps(tx, text)
			for _, step := range steps {
				p.add(step.table, text, "PostgreSQL: "+step.said, methods)
			}
			return err
		})
	}))
}

// judge fails for every look that no line of wholeReads allows, and, when all engines were asked, for what these lines allow
// without need.
func (p plans) judge(t *testing.T, all bool) {
	t.Helper()
	needed := map[string]bool{}
	for _, table := range slices.Sorted(maps.Keys(p)) {
		if smallTables[table] != "" {
			continue
		}
		for _, text := range slices.Sorted(maps.Keys(p[table])) {
			look, allowed := p[table][text], false
			for _, w := range wholeReads {
				for _, method := range look.methods {
					if slices.Contains(strings.Fields(w.methods), method) && slices.Contains(strings.Fields(w.tables), table) {
						allowed = true
						needed[w.methods+" "+method], needed[w.methods+" "+table] = true, true
					}
				}
			}

			if !allowed {
				t.Errorf("%s reads the whole of %s; give it an index, or put it into wholeReads with a reason\n\t%s\n\t%s",
					strings.Join(look.methods, ", "), table, strings.Join(strings.Fields(text), " "), strings.Join(look.said, "\n\t"))
			}
		}
	}

	for _, w := range wholeReads {
		for _, name := range append(strings.Fields(w.methods), strings.Fields(w.tables)...) {
			if all && !needed[w.methods+" "+name] {
				t.Errorf("wholeReads: %s is not needed in the line “%s”: take it out", name, w.why)
			}
		}
	}
}

// hold fills the table of holders, as the program does when it starts on an older house.
func hold(tx *store.Tx) error {
	rounds, err := tx.Rounds()
	if err != nil {
		return err
	}

	for _, r := range rounds {
		if err := tx.KeepHoldings(r, nil); err != nil {
			return err
		}
	}

	return nil
}
