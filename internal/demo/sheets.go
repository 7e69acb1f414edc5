package demo

import (
	"cmp"
	"hash/fnv"
	"slices"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// batch is what one reviewer owes of one kind about one unit, such as the members of his branch: the work of one
// meeting. A unit and its secretary are one sheet.
type batch struct {
	owner     org.PersonID
	ownerName string
	unit      org.UnitID
	unitName  string
	members   bool // persons of the branch, reviewed by its secretary in its meeting
	sheets    []review.ID
	names     []string // of the subjects, by sheet
	persons   []org.PersonID
}

// batches are all sheets of a round, sorted by who gives them where.
func (b *builder) batches(id round.ID) (all []*batch, gaps []assign.Subject, err error) {
	type key struct {
		owner   org.PersonID
		unit    org.UnitID
		persons bool
	}

	at := map[key]*batch{}
	list, err := b.AllOwed(b.ctx, access.LocalOperator(), id, app.OwedFilter{State: app.ListAll})
	if err != nil {
		return nil, nil, err
	}

	for _, g := range list.Gaps {
		gaps = append(gaps, g.Subject)
	}

	for _, row := range list.Rows {
		if row.State != review.Owed {
			continue
		}

		person := row.Subject.Kind == scheme.Member || row.Subject.Kind == scheme.CommitteeMember
		k := key{row.Owner, row.Subject.Unit, person}
		if at[k] == nil {
			at[k] = &batch{owner: row.Owner, ownerName: row.OwnerName, unit: row.Subject.Unit, unitName: row.UnitName}
			all = append(all, at[k])
		}

		if !person && len(at[k].sheets) > 0 {
			continue // the secretary stands on the sheet of his unit
		}

		at[k].members = row.Subject.Kind == scheme.Member && row.Seat == row.Subject.Unit
		at[k].sheets = append(at[k].sheets, row.ID)
		at[k].names = append(at[k].names, row.SubjectName())
		at[k].persons = append(at[k].persons, row.Subject.Person)
	}

	slices.SortStableFunc(all, func(x, y *batch) int { return cmp.Compare(x.unit, y.unit) })
	return all, gaps, nil
}

// seedOf is a number of its own for whatever goes by these words, the same every time.
func seedOf(words ...string) uint64 {
	h := fnv.New64a()
	for _, w := range words {
		h.Write([]byte(w + "\x00"))
	}
	return h.Sum64() ^ seed
}

// aboutPart is what the author must know of one record of a sheet.
func (b *builder) aboutPart(p app.BlankPart) about {
	a := about{kind: p.Subject.Kind, unit: p.Unit.Name, category: p.Unit.Category, job: p.Job, groups: p.Asked(),
		required: p.Required}
	for _, aspect := range p.Aspects {
		a.aspects = append(a.aspects, aspect.Key)
	}

	known := b.people[personKey{p.Name, p.Unit.Name}]
	a.age, a.portfolio = b.now.Year()-known.Birth.Time().Year(), b.seats[personKey{p.Name, p.Unit.Name}]
	return a
}

// draft writes a sheet whole.
func (b *builder) draft(v app.Blank, w window, set review.Setting, occasion review.OccasionID) app.Draft {
	d := app.Draft{Setting: set, Occasion: occasion}
	for _, p := range v.Parts {
		author := b.library.author(seedOf(w.name, p.OwnerName, p.Name, p.Number, p.Unit.Name, string(p.Subject.Kind)), w.from.Month())
		d.Parts = append(d.Parts, app.PartDraft{ID: p.ID, Revision: p.Revision, Text: author.write(b.aboutPart(p))})
	}
	return d
}
