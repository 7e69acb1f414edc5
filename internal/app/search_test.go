package app_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/office"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// Every sheet bears the number of its record: whoever may read the record finds it by the number, and nobody else does.
func TestTheNumberOnASheetLeadsToItsRecord(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("102").Submit("member 103"))
		ok(t, w.As("101").Submit("unit B11"))
		for _, of := range []string{"member 103", "unit B11", "member 203"} {
			sheet := must(w.AsLocal().Sheet(of))(t)
			var out bytes.Buffer
			must(w.App.Form(t.Context(), operator, w.Of(of), app.Word, &out))(t)
			first := must(office.WordText(out.Bytes()))(t)[0]
			_, number, found := strings.Cut(first, "编号 ")
			if !found || number != fmt.Sprint(sheet.ID) {
				t.Errorf("%s bears %q, its record is %d", of, first, sheet.ID)
			}

			for who, want := range map[string]map[string]int{"102": {"member 103": 1, "unit B11": 1}, "202": {"member 203": 1}} {
				f := must(w.App.Search(t.Context(), w.As(who).Actor, " "+number+" "))(t)
				opens(t, w, w.As(who).Actor, f)
				if len(f.Sheets) != want[of] {
					t.Errorf("%s finds %d sheets by the number of %s, want %d", who, len(f.Sheets), of, want[of])
				}
			}
		}
	})
}

// Whatever the box at the head of the page lists opens for who asked, and what the office looks for is found.
func TestWhateverASearchFindsOpens(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		importReviews(t, w, collectedHead+goodRows, app.ImportOptions{})
		found := map[string]map[string]int{}
		for _, number := range []string{"101", "102", "103", "104", "105", "office"} {
			who := w.AsOffice().Actor
			if number != "office" {
				who = w.As(number).Actor
			}

			found[number] = map[string]int{}
			for _, q := range []string{"机", "Z1", "郑雪", "105", "机党〔2011〕3号", "机党[2011]3号", "机械学院登记表.csv"} {
				f := must(w.App.Search(t.Context(), who, q))(t)
				opens(t, w, who, f)
				found[number][q] = len(f.Persons) + len(f.Units) + len(f.Sheets) + len(f.Notices)
			}
		}

		for _, q := range []string{"机", "Z1", "郑雪", "105", "机党〔2011〕3号", "机党[2011]3号"} {
			if found["office"][q] == 0 {
				t.Errorf("the office finds nothing by %q", q)
			}
		}

		if n := found["104"]["机党〔2011〕3号"]; n != 1 {
			t.Errorf("who signed the sheet finds %d by its number, want it alone", n)
		}

		if n := found["103"]["机党〔2011〕3号"]; n != 0 {
			t.Errorf("a member finds %d sheets of another branch by their number", n)
		}

		if _, err := w.App.Search(t.Context(), w.AsOffice().Actor, "z"); !errs.Is(err, errs.Invalid) {
			t.Errorf("a search for one letter gave %v", err)
		}
	})
}

// A file number may be that of a whole batch: however many sheets of it are of others, whoever may read one finds it, and
// what he finds opens.
func TestASheetIsFoundByItsNumberBehindManyOfOthers(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewTown(t, s, 1000)
		const number = "校党〔2011〕1号"
		ok(t, s.Write(t.Context(), func(tx *store.Tx) error {
			return signAll(tx, number)
		}))

		of := func(person org.PersonID, roles ...access.Role) access.Actor {
			return access.Actor{Account: 1, Person: person, Roles: roles}
		}
		secretary, member, readable := inBranch(t, w)
		for what, c := range map[string]struct {
			who  access.Actor
			want int
		}{
			"who reads all":                       {access.LocalOperator(), app.MostSheetsFound},
			"the office":                          {of(0, access.Role{Kind: access.RoleOffice}), app.MostSheetsFound},
			"the secretary of one branch":         {of(secretary), readable},
			"a member of it":                      {of(member), 1},
			"the office of that branch":           {of(0, access.Role{Kind: access.RoleOffice, Unit: w.Branch}), readable},
			"an auditor":                          {of(0, access.Role{Kind: access.RoleAudit}), 0},
			"who is nobody of the roster":         {of(0), 0},
			"the secretary of the general branch": {of(w.Secretary), app.MostSheetsFound},
		} {
			must(w.App.Search(t.Context(), c.who, number))(t) // the first may make the round's frame
			var tally store.Tally
			found := must(w.App.Search(tally.On(t.Context()), c.who, number))(t)
			if len(found.Sheets) != c.want {
				t.Errorf("%s finds %d sheets, want %d", what, len(found.Sheets), c.want)
			}

			for _, one := range found.Sheets {
				_, err := w.App.ReadSheet(t.Context(), c.who, one.ID)
				ok(t, err)
			}

			if work := tally.Work(); work.Statements > 10 {
				t.Errorf("%s: %+v", what, work)
			}
		}
	})
}

// signAll makes every member's review count as signed on a paper with the number.
func signAll(tx *store.Tx, number string) error {
	if _, err := tx.Exec(`UPDATE obligation SET state = 'confirmed' WHERE kind = 'member'`); err != nil {
		return err
	}

	_, err := tx.Exec(`INSERT INTO review (id, round_id, sheet_id, occasion_id, revision, version, mode, selection, carrier, day, place, problems,
			body, writer_id, writer_name, side, return_reason, submitted_at, confirmed_at, confirmed_how, paper_ref, paper_blob, acknowledged_at,
			acknowledged_how, dissent, saved_at)
		SELECT o.id, o.round_id, o.id, 0, 1, 1, 'collective', 'all', '', '2011-01-05', '', 0, '{}', 0, '', 'reviewer', '', 1, 1, 'paper', $1, 0, 0,
			'', '', 1 FROM obligation o WHERE o.kind = 'member'`, number)
	return err
}

// inBranch is the secretary of the town's branch, one of its members, and how many reviews of members there are in it.
func inBranch(t *testing.T, w *testkit.Town) (secretary, member org.PersonID, reviews int) {
	t.Helper()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		leads, err := store.All(tx, store.Scalar[org.PersonID], `SELECT person_id FROM holding WHERE unit_id = $1 AND way = 'lead'`, w.Branch)
		if err != nil {
			return err
		}

		members, err := store.All(tx, store.Scalar[org.PersonID],
			`SELECT person_id FROM obligation WHERE unit_id = $1 AND kind = 'member' AND owner_id = $2 AND person_id <> $2 ORDER BY id DESC`, w.Branch, leads[0])
		if err != nil {
			return err
		}

		secretary, member = leads[0], members[0]
		reviews, err = store.Count(tx, `SELECT COUNT(*) FROM obligation WHERE unit_id = $1 AND kind = 'member'`, w.Branch)
		return err
	}))
	return secretary, member, reviews
}

func opens(t *testing.T, w *testkit.World, who access.Actor, f app.Found) {
	t.Helper()
	for _, p := range f.Persons {
		_, err := w.App.Person(t.Context(), who, p.ID)
		ok(t, err)
	}

	for _, u := range f.Units {
		_, err := w.App.Unit(t.Context(), who, u.ID)
		ok(t, err)
	}

	for _, s := range f.Sheets {
		_, err := w.App.ReadSheet(t.Context(), who, s.ID)
		ok(t, err)
	}

	for _, n := range f.Notices {
		_, err := w.App.Notice(t.Context(), who, n.ID)
		ok(t, err)
	}
}
