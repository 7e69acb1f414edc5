package view

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/i18n"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

// doublesShown is how many pairs of a kind the page lists; the rest it counts.
const doublesShown = 200

// mergeHref is where it is shown what merging two would do.
func mergeHref(what store.Merged, gone, kept int64) string {
	return fmt.Sprintf("/roster/merge?what=%s&from=%d&into=%d", what, gone, kept)
}

// MergedHref is the page of a person or a unit.
func MergedHref(what store.Merged, id int64) string {
	if what == store.MergedUnit {
		return unitHref(org.UnitID(id))
	}
	return personHref(org.PersonID(id))
}

// doubleRow is a pair as the page lists it.
type doubleRow struct {
	what  store.Merged
	sides [2]doubleSide
	sign  org.Sign
}

type doubleSide struct {
	id   int64
	name string
}

func unitDoubles(found []org.Double[org.Unit]) (rows []doubleRow) {
	side := func(u org.Unit) doubleSide { return doubleSide{int64(u.ID), numbered(u.Name, u.Code)} }
	for _, d := range found {
		rows = append(rows, doubleRow{store.MergedUnit, [2]doubleSide{side(d.A), side(d.B)}, d.Sign})
	}
	return rows
}

func personDoubles(found []org.Double[org.Person]) (rows []doubleRow) {
	side := func(q org.Person) doubleSide { return doubleSide{int64(q.ID), numbered(q.Name, q.Number)} }
	for _, d := range found {
		rows = append(rows, doubleRow{store.MergedPerson, [2]doubleSide{side(d.A), side(d.B)}, d.Sign})
	}
	return rows
}

func numbered(name, number string) string {
	if number == "" {
		return name
	}
	return name + "（" + number + "）"
}

// goneName and keptName are the two with their numbers.
func goneName(v app.Merger) string { return numbered(v.GoneName, v.GoneNumber) }

func keptName(v app.Merger) string { return numbered(v.KeptName, v.KeptNumber) }

// lostFields are what the other says otherwise.
func lostFields(p ui.Page, v app.Merger) string {
	var words []string
	for _, f := range v.Lost {
		words = append(words, p.Word(f.Word()))
	}
	return inRow(p, words)
}

// whatMerged are the two kinds for a choice.
func whatMerged(p ui.Page) []ui.Option {
	return []ui.Option{{Value: string(store.MergedPerson), Name: p.Word(i18n.Word("人员"))}, {Value: string(store.MergedUnit), Name: p.Word(i18n.Word("党组织"))}}
}
