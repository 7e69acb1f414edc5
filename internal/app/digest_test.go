package app_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/round"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// Each digest that is kept is recomputed by doctor. name is what it is kept in, edit what somebody does to what it was
// made of behind the program's back.
var digests = []struct{ name, edit string }{
	{"blob.hash", `UPDATE blob SET body = body || body`},
	{"dossier_file.hash", `UPDATE blob SET body = body || body WHERE id IN (SELECT blob_id FROM dossier_file)`},
	{"draw.pool_hash", `UPDATE draw_lot SET ref = ref || '0'`},
	{"draw_lot.ticket", `UPDATE draw_lot SET place = place + 1 WHERE place > 0`},
	{"filing.hash", `UPDATE blob SET body = body || body WHERE id IN (SELECT blob_id FROM filing)`},
	{"ledger.commitment", `UPDATE ledger SET actor = actor || '二'`},
	{"ledger_content.digest", `UPDATE ledger_content SET salt = '00'`},
	{"ledger_leaf.hash", `UPDATE ledger SET commitment = 'x' WHERE id = (SELECT entry_id FROM ledger_leaf WHERE number = 1)`},
	{"ledger_tree.edge", `DELETE FROM ledger_leaf WHERE number = (SELECT size - 1 FROM ledger_tree)`},
	{"notice_edition.hash", `UPDATE notice_edition SET body = REPLACE(body, '年', '月')`},
	{"stats_copy.seal", `UPDATE stats_copy SET body = REPLACE(body, '1', '2')`},
}

// notDigests are columns with such a name that are made of a secret which is kept nowhere, or of a file that is not kept.
var notDigests = map[string]string{
	"collected.file":          "of a workbook that was read and not kept",
	"notice_feedback.receipt": "of a number that only the writer has",
	"opinion_code.hash":       "of a code that only a slip has",
	"recovery_code.hash":      "of a code that only its owner has",
	"sending.hash":            "of the key of a form",
	"session.hash":            "of what a cookie holds",
	"sign_in.hash":            "of what a cookie holds",
}

// digestsOfLater are digests of which the release has none, with the test that recomputes them.
var digestsOfLater = map[string]string{"promotion.hash": "TestAnIssueThatWasAlteredIsNotShown", "template.hash": "TestAFormThatIsMissingIsToldAndOneThatWasChangedIsRefused"}

func TestEveryDigestThatIsKeptIsRecomputed(t *testing.T) {
	known := map[string]bool{}
	for _, d := range digests {
		known[d.name] = true
	}

	for _, column := range digestColumns(t) {
		if _, not := notDigests[column]; !known[column] && !not && digestsOfLater[column] == "" {
			t.Errorf("%s looks like a digest, and nobody recomputes it", column)
		}
	}

	for _, d := range digests {
		table, column, _ := strings.Cut(d.name, ".")
		for what, edit := range map[string]string{"another digest": fmt.Sprintf(`UPDATE %s SET %s = 'f' || SUBSTR(%s, 2)
			WHERE SUBSTR(%s, 1, 1) <> 'f'`, table, column, column, column), "another content": d.edit} {
			t.Run(d.name+" "+what, func(t *testing.T) {
				testkit.Released(t, testkit.ReleasedVersions()[0], func(t *testing.T, s *store.Store) {
					a := app.New(s)
					a.OpenKeys(filepath.Join(t.TempDir(), "keys"))
					ok(t, a.Prepare(t.Context()))
					ok(t, a.SequenceLedger(t.Context()))
					ok(t, s.Write(t.Context(), func(tx *store.Tx) error {
						n, err := tx.Exec(edit)
						if err == nil && n == 0 {
							t.Errorf("there is nothing to edit by %s", edit)
						}
						return err
					}))

					if len(verified(t, a, ledger.Outside{})) == 0 {
						t.Errorf("doctor finds nothing after %s", edit)
					}
				})
			})
		}
	}
}

// digestColumns are the columns of the schema that hold a digest, by their names or what is said beside them.
func digestColumns(t *testing.T) (all []string) {
	t.Helper()
	schema, err := os.ReadFile("../../docs/schema.sql")
	ok(t, err)

	digest := regexp.MustCompile(`(?i)hash|seal|digest|commitment |ticket|SHA-256`)
	table := ""
	for line := range strings.Lines(string(schema)) {
		if name, is := strings.CutPrefix(line, "CREATE TABLE "); is {
			table, _, _ = strings.Cut(strings.ReplaceAll(name, `"`, ""), " ")
			continue
		}
		if fields := strings.Fields(line); strings.HasPrefix(line, "  ") && len(fields) > 1 && fields[0] != "PRIMARY" && digest.MatchString(line) {
			all = append(all, table+"."+fields[0])
		}
	}

	return all
}

// What was changed behind the program's back is neither shown nor handed out, and that it was found stands in the ledger,
// once a day.
func TestWhatWasAlteredIsNotShown(t *testing.T) {
	testkit.Released(t, testkit.ReleasedVersions()[0], func(t *testing.T, s *store.Store) {
		a, operator := app.New(s), access.LocalOperator()
		a.OpenKeys(filepath.Join(t.TempDir(), "keys"))
		ok(t, a.Prepare(t.Context()))
		read := func(text string) (id int64) {
			ok(t, s.Read(t.Context(), func(tx *store.Tx) (err error) {
				id, err = store.One(tx, store.Scalar[int64], text)
				return err
			}))
			return id
		}

		edit := func(text string) {
			ok(t, s.Write(t.Context(), func(tx *store.Tx) error {
				_, err := tx.Exec(text)
				return err
			}))
		}

		for _, d := range digests {
			edit(d.edit)
		}

		for what, show := range alteredShows(t, a, read) {
			before, err := alterations(t, a)
			ok(t, err)
			for range 2 {
				err := show()
				if !errors.As(err, new(*ledger.Altered)) {
					t.Errorf("%s: %v, want that it was altered", what, err)
				}

				ok(t, a.NoteAltered(t.Context(), err))
			}

			after, err := alterations(t, a)
			ok(t, err)
			if after != before+1 {
				t.Errorf("%s: %d entries for it, want 1", what, after-before)
			}
		}

		if _, err := a.Rounds(t.Context(), operator); err != nil {
			t.Errorf("the house is not usable any more: %v", err)
		}
	})
}

// alteredShows show what digests stand beside, each under what it is.
func alteredShows(t *testing.T, a *app.App, read func(text string) int64) map[string]func() error {
	t.Helper()
	office := access.Actor{Account: 900, Name: "活动办", Roles: []access.Role{{Kind: access.RoleOffice}}}
	code := read(`SELECT MAX(id) FROM notice WHERE shown > 0`)

	return map[string]func() error{
		"a notice": func() error {
			_, err := a.Notice(t.Context(), office, publish.NoticeID(code))
			return err
		},
		"a pack": func() error {
			_, err := a.FiledPack(t.Context(), office, filing.ID(read(`SELECT MAX(id) FROM filing`)))
			return err
		},
		"a draw": func() error {
			_, err := a.Draw(t.Context(), office, round.DrawID(read(`SELECT MAX(id) FROM draw WHERE drawn_at > 0`)))
			return err
		},
		"sealed statistics": func() error {
			_, err := a.StatsCopy(t.Context(), office, round.ID(read(`SELECT round_id FROM stats_copy WHERE id = (SELECT MAX(id) FROM stats_copy)`)),
				org.UnitID(read(`SELECT unit_id FROM stats_copy WHERE id = (SELECT MAX(id) FROM stats_copy)`)), read(`SELECT MAX(id) FROM stats_copy`))
			return err
		},
		"a file": func() error {
			_, err := a.Evidence(t.Context(), access.LocalOperator(), rectify.ID(read(`SELECT owner_id FROM dossier_file`)), dossier.FileID(read(`SELECT id FROM dossier_file`)))
			return err
		},
	}
}

// alterations is how often the ledger says that something was found altered.
func alterations(t *testing.T, a *app.App) (n int, err error) {
	page, err := a.Ledger(t.Context(), access.LocalOperator(), app.LedgerFilter{}, 0)
	for _, e := range page.Lines {
		if e.Action == access.NoteAltered {
			n++
		}
	}
	return n, err
}
