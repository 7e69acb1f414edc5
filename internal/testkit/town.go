package testkit

import (
	"fmt"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// Town is a house of many members with a round that runs, for tests of what pages cost. Under its root are five
// committees, under each of those as many general branches of ten branches of twenty members as make up its size; every
// unit has a secretary and general branches two committee members. One general branch, General, and one branch, Branch, are
// alike in every town.
type Town struct {
	App                   *app.App
	Store                 *store.Store
	Round                 round.ID
	Root, General, Branch org.UnitID
	Secretary             org.PersonID // of General
}

const (
	townCommittees = 5
	townBranches   = 10
	townMembers    = 20
)

// NewTown makes a town of about so many members, at least a thousand.
func NewTown(t testing.TB, s *store.Store, members int) *Town {
	t.Helper()
	w := &Town{App: app.New(s), Store: s}
	var b townBuilder
	b.build(members / (townCommittees * townBranches * townMembers))
	must(t, s.WriteAlone(t.Context(), func(tx *store.Tx) error {
		if err := tx.SaveUnits(org.Arrange(b.units), func(string) string { return "" }); err != nil {
			return err
		}

		for _, p := range b.posts {
			if err := tx.SavePost(p); err != nil {
				return err
			}
		}

		return tx.AddPersons(b.persons, nil)
	}))

	w.Root, w.General, w.Branch, w.Secretary = 1, 3, 4, b.secretary

	operator := access.LocalOperator()
	id, err := w.App.OpenRound(t.Context(), operator, app.NewRound{Scheme: "chuangxian-2010", Name: "2011年上半年", From: "2010-12-27", To: "2011-06-30"})
	must(t, err)
	w.Round = id
	_, err = w.App.LaunchRound(t.Context(), operator, id)
	must(t, err)
	return w
}

// townBuilder gathers the roster of a town.
type townBuilder struct {
	units     []org.Unit
	posts     []org.Post
	persons   []org.Person
	secretary org.PersonID
}

func (b *townBuilder) build(generals int) {
	root := b.unit(org.Committee, 0)
	b.post(root, b.person(0), org.Secretary)
	for range townCommittees {
		committee := b.unit(org.SubCommittee, root)
		for i := range max(generals, 1) {
			first := b.general(committee)
			if i == 0 {
				b.post(committee, first, org.Secretary) // who leads two units
			}
		}
	}
}

// general adds a general branch with its branches and gives its secretary.
func (b *townBuilder) general(committee org.UnitID) (secretary org.PersonID) {
	general := b.unit(org.GeneralBranch, committee)
	for i := range townBranches {
		branch := b.unit(org.Branch, general)
		for m := range townMembers {
			p := b.person(branch)
			switch {
			case m == 0:
				b.post(branch, p, org.Secretary)
			case i == 0 && m == 1:
				b.post(general, p, org.Secretary)
				secretary = p
			case i == 0 && m < 4:
				b.post(general, p, org.CommitteeMember)
			}
		}
	}

	if b.secretary == 0 {
		b.secretary = secretary
	}

	return secretary
}

func (b *townBuilder) unit(kind org.UnitKind, parent org.UnitID) org.UnitID {
	id := org.UnitID(len(b.units) + 1)
	b.units = append(b.units, org.Unit{ID: id, Code: fmt.Sprintf("%06d", id), Name: fmt.Sprintf("第%d党组织", id), Kind: kind, Parent: parent})
	return id
}

func (b *townBuilder) person(branch org.UnitID) org.PersonID {
	id := org.PersonID(len(b.persons) + 1)
	b.persons = append(b.persons, org.Person{ID: id, Number: fmt.Sprintf("%08d", id), Name: "党员", Pinyin: "dangyuan",
		Initials: "dy", Standing: org.Formal, Branch: branch})
	return id
}

func (b *townBuilder) post(unit org.UnitID, person org.PersonID, kind org.PostKind) {
	b.posts = append(b.posts, org.Post{ID: org.PostID(len(b.posts) + 1), Person: person, Unit: unit, Kind: kind})
}
