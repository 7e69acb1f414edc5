package org_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lingping/internal/domain/org"
)

// What a sheet says less exactly than the roster knows it changes nothing; what it says otherwise, or more exactly, does.
func TestWhatIsSaidLessExactlyChangesNothing(t *testing.T) {
	known := after(t, college, roster{persons: []string{"900|甲|B1"}})
	at := len(known.Persons) - 1
	for _, c := range []struct {
		says        string
		known, said func(*org.Person)
		want        []string
	}{
		{"a month of the known day", func(p *org.Person) { p.Birth, p.Joined, p.Full = "1985-06-01", "2010-05-04", "2011-05-04" },
			func(p *org.Person) { p.Birth, p.Joined, p.Full = "1985-06", "2010", "2011-05" }, nil},
		{"another month", func(p *org.Person) { p.Birth = "1985-06-01" }, func(p *org.Person) { p.Birth = "1985-07" }, []string{"出生年月 1985-06-01 → 1985-07"}},
		{"a day of the known month", func(p *org.Person) { p.Joined = "2010-05" }, func(p *org.Person) { p.Joined = "2010-05-04" }, []string{"入党日期 2010-05 → 2010-05-04"}},
		{"nothing", func(p *org.Person) { p.Birth = "1985-06" }, func(*org.Person) {}, []string{"出生年月 1985-06 → "}},
		{"a nation by its short name", func(p *org.Person) { p.Nation = "汉族" }, func(p *org.Person) { p.Nation = "汉" }, nil},
		{"a nation by its long name", func(p *org.Person) { p.Nation = "汉" }, func(p *org.Person) { p.Nation = "汉族" }, []string{"民族 汉 → 汉族"}},
		{"another nation", func(p *org.Person) { p.Nation = "满族" }, func(p *org.Person) { p.Nation = "汉" }, []string{"民族 满族 → 汉"}},
	} {
		before := org.Roster{Units: known.Units, Persons: append([]org.Person{}, known.Persons...), Posts: known.Posts, Charges: known.Charges}
		c.known(&before.Persons[at])
		sheets := roster{persons: []string{"900|甲|B1"}}.sheets()
		sheets.Persons[0].Person.Standing = before.Persons[at].Standing
		for _, field := range []org.Field{org.FieldNation, org.FieldBirth, org.FieldJoined, org.FieldFull} {
			sheets.Persons[0].Sheet.Columns[field] = "X"
		}

		c.said(&sheets.Persons[0].Person)
		im := match(before, sheets)
		var got []string
		for _, d := range im.Persons.Changed {
			for _, f := range d.Fields {
				got = append(got, string(f.Field)+" "+f.Before+" → "+f.After)
			}
		}

		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got): %s", c.says, diff)
		}
	}
}

// A branch that is named with its kind in other words is named to whoever wrote it.
func TestTheNearestUnitIsNamedWhateverItsKindIsCalled(t *testing.T) {
	for _, name := range []string{"化学系第一党支部", "第一党支部", "化学系第一支部"} {
		known := match(org.Roster{}, roster{units: []string{"W|中共云州学院委员会||committee|", "B|中共云州学院化学系第一支部委员会||branch|W", "C|中共云州学院物理系第二支部委员会||branch|W"}}.sheets()).After
		im := match(known, roster{persons: []string{"1|甲|" + name}}.sheets())
		if len(im.Notes.List) == 0 {
			t.Fatalf("%s is taken", name)
		}

		if _, near, ok := im.Notes.List[0].UnknownUnit(); !ok || near != "中共云州学院化学系第一支部委员会" {
			t.Errorf("near to %s stands %q: %v", name, near, im.Notes.List)
		}
	}
}

// A kind has several ways of writing at the end of a name: what is named so is the one unit, whose row elsewhere is asked about, and
// never a second one in silence.
func TestAUnitIsKnownHoweverItsKindIsWritten(t *testing.T) {
	known := match(org.Roster{}, roster{units: []string{"W|中共云州学院委员会||committee|", "Z|中共云州学院化学系总支部委员会||general-branch|W", "B|化学系第一党支部||branch|Z"}}.sheets()).After
	for _, name := range []string{"化学系第一支部委员会", "中共化学系第一支部", "化学系第一党支部委员会", "中国共产党化学系第一党支部"} {
		if im := match(known, roster{persons: []string{"1|甲|" + name}}.sheets()); im.Notes.Count(org.Fault) > 0 || im.Persons.Added() != 1 {
			t.Errorf("%s: %v", name, im.Notes.List)
		}

		im := match(known, roster{units: []string{"|" + name + "||branch|Z"}}.sheets())
		if im.Units.Added() > 0 || len(im.Asked) != 1 {
			t.Errorf("%s is a new unit: %v", name, im.Notes.List)
		}
	}

	for name, asked := range map[string]bool{"云州学院党委": true, "云州学院党总支": false, "云州学院化学系党总支": true, "云州学院化学系支部": false} {
		if im := match(known, roster{units: []string{"|" + name + "||branch|W"}}.sheets()); len(im.Asked) == 1 != asked {
			t.Errorf("%s is asked about: %v", name, !asked)
		}
	}
}

// One cell may name several units of a charge, and a unit may have a comma in its name.
func TestAChargeMayNameSeveralUnits(t *testing.T) {
	known := after(t, college, roster{units: []string{"B7|财务、人事联合党支部||branch|Z1"}})
	im := match(known, roster{charges: []string{"001|||B1、B2|in-charge", "001|||财务、人事联合党支部|in-charge", "002|||B1，没有的支部|in-charge"}}.sheets())
	if im.Charges.Added() != 4 || im.Notes.Count(org.Fault) != 1 {
		t.Errorf("%d charges, %v", im.Charges.Added(), im.Notes.List)
	}
}
