package org_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/org"
)

// drawn is a roster that a clerk in a hurry might hand in: few names, so that many are alike; codes and numbers often
// missing, sometimes twice; parents and branches sometimes wrong.
func drawn(t *rapid.T, label string) roster {
	pick := func(what string, from ...string) string { return rapid.SampledFrom(from).Draw(t, label+what) }
	units := []string{"U0", "U1", "U2", "U3", "U4", "U5"}
	kinds := []string{"committee", "general-branch", "branch", "branch", "branch", "branch"}
	parents := []string{"", "U0", "U1", "U1c", "U0", "U0c"}
	slip := func() bool { return rapid.IntRange(0, 15).Draw(t, label+"slip") == 0 }
	var r roster
	if rapid.IntRange(0, 3).Draw(t, label+"has units") > 0 {
		r.units = []string{}
		for i, name := range units {
			code, kind, parent := pick("code", "", name+"c", name+"c"), kinds[i], parents[i]
			if slip() {
				continue
			}

			if slip() {
				name = pick("name", units...)
			}

			if slip() {
				code = "U1c"
			}

			if slip() {
				kind = pick("kind", "committee", "cell", "external", "joint-branch")
			}

			if slip() {
				parent = pick("parent", append(units, "", "U0c", "nobody")...)
			}

			r.units = append(r.units, strings.Join([]string{code, name, pick("short", "", "s", name+"s"), kind, parent}, "|"))
		}
	}

	branch := func() string { return pick("branch", "U2", "U2c", "U3", "U3s", "U4", "U5", "", "U0") }
	person := func() string {
		number, name := pick("number", "", "1", "2", "3", "4", "5", "33", "033", "33.0"), ""
		if number == "" || slip() {
			name = pick("name", "王丽", "王 丽", "吴浩", "孙䶮", "张𬱖")
		} else {
			name = map[string]string{"1": "王丽", "2": "王丽", "3": "吴浩", "4": "孙䶮", "5": "张𬱖", "33": "王丽", "033": "王丽", "33.0": "王丽"}[number]
		}

		return number + "|" + name
	}

	if rapid.Bool().Draw(t, label+"has persons") {
		r.persons = []string{}
		for range rapid.IntRange(0, 10).Draw(t, label+"persons") {
			r.persons = append(r.persons, strings.Join([]string{person(), branch(), pick("standing", "formal", "probationary", "non-member"),
				pick("birth", "", "", "1970", "1970-05", "1980-01"), pick("sex", "", "", "男"), pick("id", "", "", "", "", "", "I1", "I2")}, "|"))
		}
	}

	days := func() string {
		return pick("from", "", "2001", "2005-03", "2005-03-02", "2009") + "|" + pick("to", "", "", "2005-03", "2009", "2010-01-01")
	}
	if rapid.Bool().Draw(t, label+"has posts") {
		r.posts = []string{}
		for range rapid.IntRange(0, 8).Draw(t, label+"posts") {
			r.posts = append(r.posts, strings.Join([]string{person(), pick("of", "", branch()), pick("in", "U0", "U1", "U2"),
				pick("post", "secretary", "secretary", "acting"), "", days()}, "|"))
		}
	}

	if rapid.Bool().Draw(t, label+"has charges") {
		r.charges = []string{}
		for range rapid.IntRange(0, 5).Draw(t, label+"charges") {
			r.charges = append(r.charges, strings.Join([]string{person(), "", pick("over", "U1", "U2"), pick("charge", "in-charge", "contact-point"), days()}, "|"))
		}
	}

	return r
}

// sometimesNarrow takes columns away from the sheets of persons and posts.
func sometimesNarrow(t *rapid.T, s *org.Sheets) *org.Sheets {
	for _, sheet := range s.Sheets {
		for _, f := range []org.Field{org.FieldBranch, org.FieldBirth, org.FieldParent, org.FieldTo} {
			if rapid.IntRange(0, 4).Draw(t, "without "+string(f)) == 0 {
				delete(sheet.Columns, f)
			}
		}
	}

	clear := func(sheet *org.Sheet, f org.Field, value *string) {
		if !sheet.Has(f) {
			*value = ""
		}
	}

	for i := range s.Persons {
		clear(s.Persons[i].Sheet, org.FieldBranch, &s.Persons[i].Branch)
		clear(s.Persons[i].Sheet, org.FieldBirth, (*string)(&s.Persons[i].Person.Birth))
	}

	for i := range s.Units {
		clear(s.Units[i].Sheet, org.FieldParent, &s.Units[i].Parent)
	}

	for i := range s.Posts {
		clear(s.Posts[i].Sheet, org.FieldTo, (*string)(&s.Posts[i].To))
		clear(s.Posts[i].Sheet, org.FieldBranch, &s.Posts[i].Branch)
	}

	for i := range s.Charges {
		clear(s.Charges[i].Sheet, org.FieldTo, (*string)(&s.Charges[i].To))
	}

	return s
}

func TestImportingTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		known := match(org.Roster{}, drawn(t, "known ").sheets()).After
		sheets := sometimesNarrow(t, drawn(t, "read ").sheets())
		sheets.Answers = rapid.SampledFrom([]org.Answers{{}, {}, {AllSame: true}, {AllDistinct: true}}).Draw(t, "answers")
		first := match(known, sheets)
		again := match(first.After, sheets)
		if !again.Empty() {
			t.Fatalf("first:\n%s\n%s\nagain:\n%s\n%s", content(first), said(first), content(again), said(again))
		}
	})
}

func TestTheOrderOfRowsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		known := match(org.Roster{}, drawn(t, "known ").sheets()).After
		r := drawn(t, "read ")
		straight := match(known, r.sheets())
		turned := roster{
			units: shuffled(t, r.units), persons: shuffled(t, r.persons), posts: shuffled(t, r.posts), charges: shuffled(t, r.charges),
		}
		mixed := match(known, turned.sheets())
		if a, b := content(straight), content(mixed); a != b {
			t.Fatalf("straight:\n%s%s\nmixed:\n%s%s", a, said(straight), b, said(mixed))
		}
	})
}

func shuffled(t *rapid.T, lines []string) []string {
	if len(lines) == 0 {
		return lines
	}
	return rapid.Permutation(lines).Draw(t, "order")
}

func TestWhatIsImportedIsWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		known := match(org.Roster{}, drawn(t, "known ").sheets()).After
		im := match(known, drawn(t, "read ").sheets())
		whole(t, im.After)
		claimed := map[org.PersonID]bool{}
		for _, c := range im.Persons.Changed {
			if claimed[c.Before.ID] || c.Before.ID != c.After.ID {
				t.Fatalf("two rows stand for %+v", c.Before)
			}
			claimed[c.Before.ID] = true
		}

		if n := len(im.Persons.Changed) + im.Persons.Same; n > len(known.Persons) {
			t.Fatalf("%d rows stand for %d persons", n, len(known.Persons))
		}
	})
}

// whole checks what must be true of any roster.
func whole(t *rapid.T, r org.Roster) {
	units, codes, names := map[org.UnitID]org.Unit{}, map[string]bool{}, map[string]bool{}
	roots := 0
	for _, u := range r.Units {
		if u.ID <= 0 || names[org.Fold(u.Name)] || u.Code != "" && codes[org.Fold(u.Code)] {
			t.Fatalf("unit %+v is there twice", u)
		}

		units[u.ID], names[org.Fold(u.Name)], codes[org.Fold(u.Code)] = u, true, true
		if u.Parent == 0 && u.Kind != org.External {
			roots++
		}
	}

	if roots > 1 {
		t.Fatalf("%d roots", roots)
	}

	for _, u := range r.Units {
		steps := 0
		for at := u; at.Parent != 0; at = units[at.Parent] {
			if steps++; steps > len(r.Units) {
				t.Fatalf("%s goes round in a circle", u.Name)
			}
			if _, ok := units[at.Parent]; !ok {
				t.Fatalf("%s has a parent that is not there", at.Name)
			}
		}
	}

	persons, numbers := map[org.PersonID]bool{}, map[string]bool{}
	for _, p := range r.Persons {
		if p.ID <= 0 || persons[p.ID] || p.Number != "" && numbers[org.Key(p.Number)] {
			t.Fatalf("person %+v is there twice", p)
		}

		if _, ok := units[p.Branch]; p.Branch != 0 && !ok {
			t.Fatalf("%s is in a branch that is not there", p.Name)
		}

		persons[p.ID], numbers[org.Key(p.Number)] = true, true
	}

	seats := map[org.PostID]bool{}
	for _, p := range r.Posts {
		if _, ok := units[p.Unit]; !ok || !persons[p.Person] || seats[p.ID] || p.ID <= 0 {
			t.Fatalf("post %+v hangs in the air", p)
		}
		seats[p.ID] = true
	}

	for _, c := range r.Charges {
		if _, ok := units[c.Unit]; !ok || !persons[c.Person] || c.ID <= 0 {
			t.Fatalf("charge %+v hangs in the air", c)
		}
	}
}

// content is an import without ids and without order.
func content(im *org.Import) string {
	units, persons := map[org.UnitID]string{}, map[org.PersonID]string{}
	for _, u := range im.After.Units {
		units[u.ID] = u.Name
	}

	var lines []string
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for _, u := range im.After.Units {
		add("unit %s %s %s %s under %s", u.Code, u.Name, u.Short, u.Kind, units[u.Parent])
	}

	for _, p := range im.After.Persons {
		persons[p.ID] = fmt.Sprintf("%s %s %s %s %s", p.Number, p.Name, units[p.Branch], p.Birth, p.IDNumber)
		add("person %s %s %s", persons[p.ID], p.Standing, p.Sex)
	}

	for _, p := range im.After.Posts {
		add("post %s, %s %s %s %s–%s", persons[p.Person], units[p.Unit], p.Kind, p.Portfolio, p.From, p.To)
	}

	for _, c := range im.After.Charges {
		add("charge %s, %s %s %s–%s", persons[c.Person], units[c.Unit], c.Kind, c.From, c.To)
	}

	slices.Sort(lines)
	count := func(what string, new, changed, same, gone, out int) {
		lines = append(lines, fmt.Sprintf("%s: new %d, changed %d, same %d, gone %d, left out %d", what, new, changed, same, gone, out))
	}
	count("units", len(im.Units.New), len(im.Units.Changed), im.Units.Same, len(im.Units.Gone), im.Units.LeftOut)
	count("persons", len(im.Persons.New), len(im.Persons.Changed), im.Persons.Same, len(im.Persons.Gone), im.Persons.LeftOut)
	count("posts", len(im.Posts.New), len(im.Posts.Changed), im.Posts.Same, len(im.Posts.Gone), im.Posts.LeftOut)
	count("charges", len(im.Charges.New), len(im.Charges.Changed), im.Charges.Same, len(im.Charges.Gone), im.Charges.LeftOut)
	return strings.Join(lines, "\n")
}
