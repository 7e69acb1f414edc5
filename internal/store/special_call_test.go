package store_test

import (
	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// specialCalls send what only certain arguments lead to.
var specialCalls = []struct {
	method string
	call   func(c *caller, tx *store.Tx)
}{
	{"Begun", func(_ *caller, tx *store.Tx) { _, _ = tx.Begun(1) }},
	{"SecondStep", func(_ *caller, tx *store.Tx) {
		_ = tx.AddSecondStep(store.SecondStep{Account: 1})
		_, _ = tx.SecondStep(1)
	}},
	{"Recount", func(c *caller, tx *store.Tx) { // of a round that reviews committees as a whole
		_, _ = tx.Exec(`UPDATE round SET version = version + 1, scheme_text = $1`, "rules:\n  - {id: R1, relation: charge-holder, subjects: [committee]}\n")
		_, _ = tx.Recount(anyOf[round.ID](c))
	}},
	{"Batches", func(c *caller, tx *store.Tx) {
		everywhere := access.Actor{Account: 1, Roles: []access.Role{{Kind: access.RoleOffice}}}
		_, _, _ = tx.Batches([]round.ID{anyOf[round.ID](c)}, everywhere, anyOf[dossier.BatchID](c))
	}},
	{"FormRows", func(c *caller, tx *store.Tx) { // of nobody, and of persons on either side
		tx.FormRows(anyOf[round.ID](c), anyOf[org.Place](c), store.FormFilter{Some: true})(func(store.FormRow, error) bool { return false })
		tx.FormRows(anyOf[round.ID](c), anyOf[org.Place](c), store.FormFilter{Some: true, Givers: []org.PersonID{1}, Receivers: []org.PersonID{2}})(func(store.FormRow, error) bool { return false })
	}},
	{"WitnessAround", func(_ *caller, tx *store.Tx) { _ = tx.WitnessAround(func() error { return nil }) }},
	{"Contents", func(_ *caller, tx *store.Tx) {
		tx.WitnessEachKind()
		_, _ = tx.Contents()
	}},
	{"Sequence", func(_ *caller, tx *store.Tx) {
		_ = tx.BeginTree()
		_, _ = tx.Sequence(10)
	}},
	{"Moves", func(_ *caller, tx *store.Tx) { bothMerges(func(m store.Merge) { _, _ = tx.Moves(m) }) }},
	{"Claims", func(c *caller, tx *store.Tx) {
		bothMerges(func(m store.Merge) { _, _ = tx.Claims(anyOf[round.ID](c), m) })
	}},
	{"ArchivedWith", func(_ *caller, tx *store.Tx) { bothMerges(func(m store.Merge) { _, _ = tx.ArchivedWith(m) }) }},
	{"Repoint", func(_ *caller, tx *store.Tx) { bothMerges(func(m store.Merge) { _ = tx.Repoint(m) }) }},
	{"DropSamePosts", func(_ *caller, tx *store.Tx) { bothMerges(func(m store.Merge) { _ = tx.DropSamePosts(m) }) }},
	{"DropSameFrozenPosts", func(_ *caller, tx *store.Tx) { bothMerges(func(m store.Merge) { _ = tx.DropSameFrozenPosts(m) }) }},
	{"UniteSeated", func(c *caller, tx *store.Tx) {
		_ = tx.UniteSeated(anyOf[round.ID](c), store.Seated{Person: 1, Branch: 1}, store.Seated{Person: 2, Branch: 2})
	}},
	{"UniteFrozenUnits", func(c *caller, tx *store.Tx) { uniteAny(c, tx, true) }},
	{"UniteFrozenUnits", func(c *caller, tx *store.Tx) { uniteAny(c, tx, false) }},
	{"SpareAccount", func(c *caller, tx *store.Tx) {
		person := anyOf[org.PersonID](c)
		_ = tx.AddAccount(access.Account{ID: 5, Login: "spare", Name: "x", Person: person}, "x")
		_ = tx.SpareAccount(store.Merge{What: store.MergedPerson, Gone: 1, Kept: int64(person)})
	}},
	{"DropBlob", func(_ *caller, tx *store.Tx) { // a roster that was not imported
		id, _ := tx.AddBlob(blob.File{Name: "党员.csv", Media: blob.RosterMedia, Body: []byte("x")})
		_, _ = tx.DropBlob(id)
	}},
	{"Accounts", func(_ *caller, tx *store.Tx) { _, _, _ = tx.Accounts(store.AccountFilter{Limit: 9}) }},
	{"PlanRowsFound", func(c *caller, tx *store.Tx) { // of somebody who is there
		_ = tx.KeepPersonWords()
		person, _ := tx.Person(anyOf[org.PersonID](c))
		_, _, _ = tx.PlanRowsFound(anyOf[round.ID](c), anyOf[org.Place](c), store.PlanSearch{Text: person.Number}, 0, 9)
	}},
	{"Listed", func(c *caller, tx *store.Tx) {
		due := &store.DueBy{Day: "2031-01-01", Kinds: []store.DueKind{{Kind: scheme.Unit}, {Kind: scheme.Member, In: org.Branch}},
			Together: []scheme.SubjectKind{scheme.Unit, scheme.Secretary}}
		_, _ = tx.Listed(anyOf[round.ID](c), anyOf[org.Place](c), store.ListFilter{States: review.OpenStates(), Due: due}, 0, 9)
		_, _ = tx.ListedCount(anyOf[round.ID](c), anyOf[org.Place](c), store.ListFilter{States: review.OpenStates(), Due: due})
		due.Kinds = nil // what was planned or drawn alone
		_, _ = tx.Listed(anyOf[round.ID](c), anyOf[org.Place](c), store.ListFilter{States: review.OpenStates(), Due: due}, 0, 9)
		_, _ = tx.ListedCount(anyOf[round.ID](c), anyOf[org.Place](c), store.ListFilter{States: review.OpenStates(), Due: due})
	}},
	{"ChildUnits", func(_ *caller, tx *store.Tx) { _, _ = tx.ChildUnits(0) }},
	{"Superiors", func(c *caller, tx *store.Tx) {
		id := round.ID(1)
		_ = tx.AddRound(round.Round{ID: id, State: round.Draft})
		_, _ = tx.Superiors(id, anyOf[org.Place](c).ID)
	}},
	{"NoticesAhead", func(c *caller, tx *store.Tx) {
		_ = tx.NoticesAhead([]round.ID{anyOf[round.ID](c)}, anyOf[org.UnitID](c))
	}},
	{"UnitRounds", func(c *caller, tx *store.Tx) {
		_, _ = tx.UnitRounds([]round.ID{anyOf[round.ID](c)}, anyOf[org.UnitID](c))
	}},
	{"OwingSeats", func(c *caller, tx *store.Tx) {
		_, _ = tx.OwingSeats(anyOf[round.ID](c), chargeRules, []org.PersonID{anyOf[org.PersonID](c)})
	}},
	{"Gather", func(c *caller, tx *store.Tx) {
		o, r := anyOf[review.Obligation](c), anyOf[round.Round](c)
		_ = tx.Gather(1, func() error {
			_, _ = tx.SheetRows(o.ID, o.Owner)
			_, _ = tx.Versions([]review.ID{o.ID})
			_, _ = tx.LastReviews(r, o)
			_, _ = tx.FindingsBy(o.Round, o.Owner, o.Subject.Unit)
			_, _ = tx.PutRightBefore(r, dossier.Key{Unit: o.Subject.Unit, Person: o.Subject.Person})
			return nil
		})
	}},
	{"KnownObligations", func(c *caller, tx *store.Tx) {
		_ = tx.AddPersons([]org.Person{{ID: 1, Number: "new", Name: "新人"}}, nil)
		_ = tx.PassObligation(int64(anyOf[review.ID](c)), 1, 0, 1)
		_, _ = tx.KnownObligations(anyOf[round.ID](c))
	}},
}
