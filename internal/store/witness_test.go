package store_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

// written is the table that a statement writes.
var written = regexp.MustCompile(`^(?:INSERT INTO|UPDATE|DELETE FROM|BULK) (\w+)`)

// writes reports whether a statement writes one of the tables.
func writes(text string, tables []string) bool {
	found := written.FindStringSubmatch(text)
	return found != nil && slices.Contains(tables, found[1])
}

// unwitnessed are the statements that write the rows of records and leave them, as the ledger knows them, as they were.
var unwitnessed = []struct{ begins, why string }{
	{"UPDATE notice SET version =", "how often the page of a notice was drawn is not in it"},
	{"UPDATE round SET version = version + 1 WHERE", "the version of the frozen roster is not in it"},
	{"UPDATE round SET version = version + 1, scheme_text = $1", "this test does it, so that Recount counts committees as a whole"},
	{"UPDATE round SET figures =", "which figures are kept is not in it"},
	{"UPDATE session SET seen_at", "when somebody was last seen is not in it"},
	{"UPDATE second_step SET step", "which code was used last is not in it"},
	{"INSERT INTO setting", "what the program notes for itself is not in it; what somebody decided is witnessed by SaveSetting"},
	{"DELETE FROM clerk WHERE reviewer_id = $1", "where he is none nothing is written"},
	{"DELETE FROM session", "a session may end without an entry"},
	{"DELETE FROM obligation WHERE round_id", "a launch is taken back only while nothing is written"},
	{"BULK obligation", "nothing is written for new obligations"},
	{"UPDATE review SET revision", "a draft that was never handed in is no record; see SaveReview"},
	{"INSERT INTO review (", "a draft that was never handed in is no record; see SaveReview"},
	{"UPDATE obligation SET state = $2 WHERE id = $1", "the same"},
}

// witnessedAround are the methods of a merge, which changes records anywhere: app.MergeRoster witnesses around it.
var witnessedAround = []string{"Repoint", "GiveUp", "UniteSeated", "UniteFrozenUnits", "SpareAccount", "DropSamePosts", "DropSameFrozenPosts"}

// Whoever writes the rows of which a record of the ledger is made witnesses it, whatever he is called with.
func TestWhoWritesARecordWitnessesIt(t *testing.T) {
	testkit.Released(t, testkit.ReleasedVersions()[0], func(t *testing.T, s *store.Store) {
		if strings.HasSuffix(t.Name(), "PostgreSQL") {
			return // one text for both engines
		}

		needed := map[string]bool{}
		for text, methods := range called(t, s).blind {
			_, statement, _ := strings.Cut(text, ": ")
			methods = slices.DeleteFunc(methods, func(m string) bool { return slices.Contains(witnessedAround, m) })
			if len(methods) == 0 {
				continue
			}

			if strings.HasSuffix(statement, " RETURNING id") {
				continue // witnessing sends it, and witnesses what it gives
			}

			i := slices.IndexFunc(unwitnessed, func(u struct{ begins, why string }) bool { return strings.HasPrefix(statement, u.begins) })
			if i < 0 {
				t.Errorf("%v write without a witness: %s", methods, text)
				continue
			}
			needed[unwitnessed[i].begins] = true
		}

		for _, u := range unwitnessed {
			if !needed[u.begins] {
				t.Errorf("the exception %q is not needed any more", u.begins)
			}
		}
	})
}
