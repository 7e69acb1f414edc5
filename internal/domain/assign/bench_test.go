package assign_test

import (
	"fmt"
	"testing"
	"time"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
)

// province is a roster of a million members in 54,000 units: committees of 54 places, 50 general branches in each, 19
// branches in each of those, half of the general branches in somebody's charge, a tenth of the branches his contact
// point.
func province() *world {
	w := &world{}
	var posts, persons int64
	post := func(unit org.UnitID, kind org.PostKind) org.PersonID {
		posts++
		persons++
		person := org.PersonID(persons)
		w.posts = append(w.posts, org.Post{ID: org.PostID(posts), Person: person, Unit: unit, Kind: kind})
		w.holders = append(w.holders, assign.Holder{Person: person, Number: fmt.Sprintf("%07d", person), Name: fmt.Sprintf("干部%d", person)})
		return person
	}

	unit := func(kind org.UnitKind, parent org.UnitID) org.UnitID {
		id := org.UnitID(len(w.units) + 1)
		w.units = append(w.units, org.Unit{ID: id, Code: fmt.Sprintf("%06d", id), Name: fmt.Sprintf("第%d党组织", id), Kind: kind, Parent: parent})
		return id
	}

	charge := func(person org.PersonID, over org.UnitID, kind org.ChargeKind) {
		w.charges = append(w.charges, org.Charge{ID: org.ChargeID(len(w.charges) + 1), Person: person, Unit: over, Kind: kind})
	}
	root := unit(org.Committee, 0)
	post(root, org.Secretary)
	for range 54 {
		place := unit(org.SubCommittee, root)
		post(place, org.Secretary)
		deputy := post(place, org.DeputySecretary)
		for g := range 50 {
			general := unit(org.GeneralBranch, place)
			post(general, org.Secretary)
			post(general, org.DeputySecretary)
			post(general, org.CommitteeMember)
			if g%2 == 0 {
				charge(deputy, general, org.InCharge)
			}

			for b := range 19 {
				branch := unit(org.Branch, general)
				secretary := post(branch, org.Secretary)
				if b%10 == 0 {
					charge(deputy, branch, org.ContactPoint)
				}

				w.members = append(w.members, assign.Member{Person: secretary, Number: fmt.Sprintf("%07d", secretary), Branch: branch, Standing: org.Formal})
				for range 18 + b%2 {
					persons++
					m := assign.Member{Person: org.PersonID(persons), Number: fmt.Sprintf("%07d", persons), Branch: branch, Standing: org.Formal}
					if persons%100 == 0 {
						m.Groups = []string{org.GroupLeader}
					}
					w.members = append(w.members, m)
				}
			}
		}
	}

	return w
}

// BenchmarkPlanOfProvince makes the plan of a province and walks through all its obligations, beside a bare pass over
// arrays that writes as many pairs: who is in which branch, who leads it. All are measured in turn in the same run.
func BenchmarkPlanOfProvince(b *testing.B) {
	w, s := province(), builtin(b)
	start := time.Now()
	facts := w.facts(b)
	b.ReportMetric(float64(time.Since(start).Milliseconds()), "ms-facts")
	n := assign.Make(facts, s, 0).Counts().Obligations

	person, branch, heads := make([]int64, n), make([]int32, n), make([]int64, len(w.units))
	for i := range person {
		person[i], branch[i] = int64(i), int32(i*len(heads)/n)
	}

	for u := range heads {
		heads[u] = int64(u)
	}

	reviewer, subject := make([]int64, n), make([]int64, n)
	var bare, made, walked time.Duration
	var sink int64
	for b.Loop() {
		start := time.Now()
		for i, p := range person {
			reviewer[i], subject[i] = heads[branch[i]], p
		}

		bare += time.Since(start)

		start = time.Now()
		plan := assign.Make(facts, s, 0)
		made += time.Since(start)

		start = time.Now()
		for o := range plan.All(facts) {
			sink += int64(o.Reviewer) ^ int64(o.Subject.Person)
		}

		walked += time.Since(start)
	}

	if sink == 0 {
		b.Fatal("nothing was walked through")
	}

	per := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / float64(b.N) / float64(n) }
	b.ReportMetric(float64(n), "obligations")
	b.ReportMetric(per(bare), "ns/obl-bare")
	b.ReportMetric(per(walked), "ns/obl-All")
	b.ReportMetric(per(made), "ns/obl-Make")
	b.ReportMetric(per(walked)/per(bare), "x-bare-All")
	b.ReportMetric((per(walked)+per(made))/per(bare), "x-bare-whole")
}
