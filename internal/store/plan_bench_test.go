package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// inhabitants is how many members the province of the benchmark has; in the short form a county.
func inhabitants() int {
	if testing.Short() {
		return 50_000
	}
	return 1_000_000
}

// BenchmarkStorePlanOfProvince launches a round over a province: it reads the roster, plans, and keeps the plan with its
// indexes. stored-s is the time for keeping alone; raw-s, in the same run, the time for as many rows of one prepared
// INSERT into a table without an index, which is what the engine gives at best.
func BenchmarkStorePlanOfProvince(b *testing.B) {
	s := testkit.SQLite(b)
	plan, err := scheme.Load("chuangxian-2010")
	must(b, err)
	must(b, s.WriteAlone(context.Background(), settleProvince))
	var read, planned, stored, raw time.Duration
	n := 0
	id := round.ID(0)
	for b.Loop() {
		id++
		must(b, s.WriteAlone(context.Background(), func(tx *store.Tx) error {
			top, err := tx.RootUnit()
			if err != nil {
				return err
			}

			if err := tx.AddRound(round.Round{ID: id, Unit: top.ID, State: round.Launched}); err != nil {
				return err
			}

			var roster store.PlanningRoster
			read += timed(func() { roster, err = tx.LivingPlan() })
			if err != nil {
				return err
			}

			if err := tx.FreezeRoster(id, top); err != nil {
				return err
			}

			var facts *assign.Facts
			var made *assign.Plan
			planned += timed(func() {
				if facts, err = assign.NewFacts("2011-01-01", roster.Units, roster.Members, roster.Posts, roster.Charges, roster.Holders); err == nil {
					made = assign.Make(facts, plan, 0)
				}
			})
			if err != nil {
				return err
			}

			n = made.Counts().Obligations
			stored += timed(func() { err = keep(tx, id, facts, made) })
			return err
		}))

		must(b, s.WriteAlone(context.Background(), func(tx *store.Tx) error {
			if _, err := tx.Exec(`CREATE TABLE IF NOT EXISTS bare (a BIGINT, b BIGINT, c BIGINT, d TEXT, e BIGINT, f BIGINT, g BIGINT, h BIGINT, i BIGINT, j TEXT)`); err != nil {
				return err
			}

			i := 0
			var err error
			raw += timed(func() {
				err = tx.Bulk("bare", []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}, func() ([]any, bool) {
					i++
					return []any{int64(i), int64(id), int64(i / 20), "member", int64(i), int64(i / 20), int64(i / 20), int64(i / 20), int64(7), "owed"}, i <= n
				})
			})
			return err
		}))
	}

	per := func(d time.Duration) float64 { return d.Seconds() / float64(b.N) }
	b.ReportMetric(float64(n), "obligations")
	b.ReportMetric(per(read), "read-s")
	b.ReportMetric(per(planned), "planned-s")
	b.ReportMetric(per(stored), "stored-s")
	b.ReportMetric(per(raw), "raw-s")
	b.ReportMetric(stored.Seconds()/raw.Seconds(), "times-raw")
}

func keep(tx *store.Tx, id round.ID, facts *assign.Facts, made *assign.Plan) error {
	decisions, err := tx.AddDecisions(id, made.Decisions())
	if err != nil {
		return err
	}
	return tx.AddObligations(id, made.All(facts), made.Counts().Obligations, decisions)
}

// settleProvince writes the members in places of 50 general branches of 20 branches, every unit with a
// secretary.
func settleProvince(tx *store.Tx) error {
	var units []org.Unit
	var posts []org.Post
	var persons []org.Person
	person := func(branch org.UnitID) org.PersonID {
		id := org.PersonID(len(persons) + 1)
		persons = append(persons, org.Person{ID: id, Number: fmt.Sprintf("%08d", id), Name: "党员", Pinyin: "dangyuan",
			Initials: "dy", Standing: org.Formal, Branch: branch})
		return id
	}

	unit := func(kind org.UnitKind, parent org.UnitID) org.UnitID {
		id := org.UnitID(len(units) + 1)
		units = append(units, org.Unit{ID: id, Code: fmt.Sprintf("%06d", id), Name: fmt.Sprintf("第%d党组织", id), Kind: kind, Parent: parent})
		return id
	}

	lead := func(u org.UnitID, p org.PersonID) {
		posts = append(posts, org.Post{ID: org.PostID(len(posts) + 1), Person: p, Unit: u, Kind: org.Secretary})
	}
	root := unit(org.Committee, 0)
	lead(root, person(0))
	for len(persons) < inhabitants() {
		place := unit(org.SubCommittee, root)
		for range 50 {
			general := unit(org.GeneralBranch, place)
			for b := range 20 {
				branch := unit(org.Branch, general)
				first := person(branch)
				lead(branch, first)
				if b == 0 {
					lead(general, person(branch))
				}

				if b == 0 && len(units)%1000 < 30 {
					lead(place, person(branch))
				}

				for range 18 {
					person(branch)
				}
			}
		}
	}

	if err := tx.SaveUnits(org.Arrange(units), func(string) string { return "" }); err != nil {
		return err
	}

	for _, p := range posts {
		if err := tx.SavePost(p); err != nil {
			return err
		}
	}

	return tx.AddPersons(persons, nil)
}

func must(b testing.TB, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}
