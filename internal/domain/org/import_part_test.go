package org_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lingping/internal/domain/org"
)

// inParts imports as match does, part by part, and gives the roster afterwards whole.
func inParts(t *rapid.T, before org.Roster, sheets *org.Sheets, most int) *org.Import {
	split := org.NewSplit()
	for i := range before.Persons {
		split.See(&before.Persons[i])
	}

	for i := range sheets.Persons {
		split.See(&sheets.Persons[i].Person)
	}

	id := int64(1_000_000)
	without := before
	without.Persons = nil
	x := org.NewMatching(without, sheets, 1000, func() int64 { id++; return id }, func(name string) (string, string) { return "py" + name, "p" })
	after := map[org.PersonID]org.Person{}
	for _, p := range before.Persons {
		after[p.ID] = p
	}

	for part := range split.Parts(most) {
		in := split.In(part)
		var persons []org.Person
		for _, p := range before.Persons {
			if in(org.BucketOf(p.Name)) {
				persons = append(persons, p)
			}
		}

		var rows []org.PersonRow
		for _, r := range sheets.Persons {
			if in(org.BucketOf(r.Person.Name)) {
				rows = append(rows, r)
			}
		}

		d := x.Part(persons, rows)
		for _, p := range d.New {
			after[p.ID] = p
		}

		for _, c := range d.Changed {
			after[c.After.ID] = *c.After
		}
	}

	im := x.Finish()
	for _, p := range im.After.Persons {
		if diff := cmp.Diff(after[p.ID], p); diff != "" {
			t.Fatalf("of whom may be spoken one is another: %s", diff)
		}
	}

	im.After.Persons = nil
	for _, p := range after {
		im.After.Persons = append(im.After.Persons, p)
	}

	return im
}

// everything is the outcome of an import, with all that it says and whatever it asks, in no order.
func everything(im *org.Import) string {
	var lines []string
	for line := range strings.Lines(content(im) + said(im)) {
		lines = append(lines, line)
	}

	for _, n := range im.Notes.List {
		lines = append(lines, fmt.Sprint(n.Level, n.Row, n.Field, n.Text, n.Args, "\n"))
	}

	for _, l := range im.Losses {
		lines = append(lines, fmt.Sprint(l.Sheet, l.Field, l.Emptied, l.Changed, "\n"))
	}

	for _, q := range im.Asked {
		lines = append(lines, fmt.Sprint(q.Row.At, q.Said, q.Known, "\n"))
	}

	slices.Sort(lines)
	return strings.Join(lines, "")
}

func TestARosterInPartsSaysWhatItSaysWhole(t *testing.T) {
	several := false
	rapid.Check(t, func(t *rapid.T) {
		known := match(org.Roster{}, drawn(t, "known ").sheets()).After
		sheets := sometimesNarrow(t, drawn(t, "read ").sheets())
		sheets.Answers = rapid.SampledFrom([]org.Answers{{}, {}, {AllSame: true}, {AllDistinct: true}}).Draw(t, "answers")
		whole, parts := match(known, sheets), inParts(t, known, sheets, rapid.IntRange(1, 4).Draw(t, "most"))
		if a, b := everything(whole), everything(parts); a != b {
			t.Fatalf("whole and in parts (-whole +parts):\n%s", cmp.Diff(a, b))
		}

		several = several || len(sheets.Persons) > 4
	})

	if !several {
		t.Error("no roster had more than one part")
	}
}

func TestNobodyStandsInAnotherPartThanWhoMayBeHim(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		persons := make([]org.Person, rapid.IntRange(1, 30).Draw(t, "persons"))
		split := org.NewSplit()
		for i := range persons {
			n := rapid.IntRange(0, 40)
			persons[i] = org.Person{Name: fmt.Sprint("人", n.Draw(t, "name")), Number: fmt.Sprintf("%0*d", n.Draw(t, "zeros")%3+1, n.Draw(t, "number")), IDNumber: fmt.Sprint(n.Draw(t, "id")%30, "x")}
			split.See(&persons[i])
		}

		parts := split.Parts(1)
		of := func(p org.Person) (at int) {
			for part := range parts {
				if split.In(part)(org.BucketOf(p.Name)) {
					return part
				}
			}
			t.Fatal("in no part")
			return -1
		}
		for _, a := range persons {
			for _, b := range persons {
				alike := a.Name == b.Name || org.Key(a.Number) == org.Key(b.Number) || a.IDNumber == b.IDNumber ||
					org.Zeroless(a.Number) != "" && org.Zeroless(a.Number) == org.Zeroless(b.Number)
				if alike && of(a) != of(b) {
					t.Fatalf("%+v and %+v stand apart", a, b)
				}
			}
		}
	})
}
