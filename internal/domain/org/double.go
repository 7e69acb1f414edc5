package org

import (
	"slices"
	"strconv"

	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// Sign is why two entries of a roster look like one.
type Sign i18n.Word

// The signs, the surest first.
const (
	SameIDNumber Sign = "身份证号相同"
	SameNumber   Sign = "编号相同，只是写法不同"
	SameName     Sign = "名称相同，只是写法不同"
	LostZeros    Sign = "姓名相同，编号只差前面的 0"
	SameBranch   Sign = "同一党支部，姓名相同"
)

// Double are two entries of a roster that may be one person or unit, which an earlier import doubled.
type Double[T any] struct {
	A, B T
	Sign Sign
}

// Doubles are the entries of a roster that look like one.
type Doubles struct {
	Units   []Double[Unit]
	Persons []Double[Person]
}

// FindDoubles looks for entries that look like one: by the keys that importing compares. Two persons whom a fact tells apart
// are none. Each pair is named once, by its surest sign.
func FindDoubles(r *Roster) Doubles {
	units := doubleFinder[Unit, UnitID]{all: r.Units, id: func(u *Unit) UnitID { return u.ID }, apart: func(a, b *Unit) bool { return a.Kind.IsBranch() != b.Kind.IsBranch() }}
	units.by(SameNumber, func(u *Unit) string { return Key(u.Code) })
	units.by(SameName, func(u *Unit) string { return NameKey(u.Name) })

	persons := doubleFinder[Person, PersonID]{all: r.Persons, id: func(p *Person) PersonID { return p.ID }, apart: func(a, b *Person) bool { return contradiction(a, b) != "" }}
	persons.by(SameIDNumber, func(p *Person) string { return Key(p.IDNumber) })
	persons.by(SameNumber, func(p *Person) string { return Key(p.Number) })
	persons.by(LostZeros, func(p *Person) string { return bothOf(NameKey(p.Name), Zeroless(Key(p.Number))) })
	persons.by(SameBranch, func(p *Person) string {
		if p.Branch == 0 {
			return ""
		}
		return bothOf(NameKey(p.Name), strconv.FormatInt(int64(p.Branch), 10))
	})
	return Doubles{units.found, persons.found}
}

// bothOf joins two parts of a key; without one of them there is none.
func bothOf(a, b string) string {
	if a == "" || b == "" {
		return ""
	}
	return a + "\x00" + b
}

type doubleFinder[T any, ID comparable] struct {
	all   []T
	id    func(*T) ID
	apart func(a, b *T) bool
	named map[[2]int]bool
	found []Double[T]
}

// by names each entry with the first one before it that has the same key.
func (f *doubleFinder[T, ID]) by(sign Sign, key func(*T) string) {
	if f.named == nil {
		f.named = map[[2]int]bool{}
	}

	for i, first := range twins(len(f.all), func(i int) string { return key(&f.all[i]) }) {
		if first < 0 || first >= i {
			continue
		}

		a, b := &f.all[first], &f.all[i]
		if f.id(a) == f.id(b) || f.named[[2]int{first, i}] || f.apart(a, b) {
			continue
		}

		f.named[[2]int{first, i}] = true
		f.found = append(f.found, Double[T]{*a, *b, sign})
	}
}

// MergePersons is the person who stays when gone is merged into him: as he is, with what only the other knows of himself
// and the groups of both. lost names the fields in which the other said something else, which is given up.
func MergePersons(kept, gone Person) (merged Person, lost []Field, err error) {
	if field := contradiction(&kept, &gone); field != "" {
		return kept, nil, errs.NewConflict("“%s”和“%s”的%s不同，像是两个人，不能合并；如确是同一人，请先在名册中改正其中一个。",
			named(kept.Name, kept.Number), named(gone.Name, gone.Number), field.Word())
	}

	merged = kept
	for _, f := range []struct {
		field     Field
		into      *string
		from, key string
	}{
		{FieldNumber, &merged.Number, gone.Number, Key(gone.Number)}, {FieldName, &merged.Name, gone.Name, NameKey(gone.Name)},
		{FieldSex, &merged.Sex, gone.Sex, gone.Sex}, {FieldNation, &merged.Nation, gone.Nation, gone.Nation},
		{FieldDegree, &merged.Degree, gone.Degree, gone.Degree}, {FieldJob, &merged.Job, gone.Job, gone.Job},
		{FieldPhone, &merged.Phone, gone.Phone, Key(gone.Phone)}, {FieldIDNumber, &merged.IDNumber, gone.IDNumber, Key(gone.IDNumber)},
		{FieldNote, &merged.Note, gone.Note, gone.Note},
	} {
		switch {
		case f.from == "":
		case *f.into == "":
			*f.into = f.from
		case *f.into != f.from && keyOf(f.field, *f.into) == f.key && f.field != FieldName:
			*f.into = better(*f.into, f.from)
		case keyOf(f.field, *f.into) != f.key:
			lost = append(lost, f.field)
		}
	}

	lost = append(lost, mergeFacts(&merged, &gone)...)
	for _, g := range gone.Groups {
		if !slices.Contains(merged.Groups, g) {
			merged.Groups = append(slices.Clip(merged.Groups), g)
		}
	}

	return merged, lost, nil
}

// keyOf is the shape in which the values of a field are compared.
func keyOf(field Field, value string) string {
	switch field {
	case FieldNumber, FieldPhone, FieldIDNumber:
		return Key(value)
	case FieldName:
		return NameKey(value)
	}
	return value
}

// mergeFacts fills in what is no text. Of two days of which one is only more precise, that one is kept.
func mergeFacts(into, from *Person) (lost []Field) {
	for _, f := range []struct {
		field Field
		into  *Date
		from  Date
	}{{FieldBirth, &into.Birth, from.Birth}, {FieldJoined, &into.Joined, from.Joined}, {FieldFull, &into.Full, from.Full}} {
		switch {
		case compareDates(*f.into, f.from) != 0:
			lost = append(lost, f.field)
		case len(f.from) > len(*f.into):
			*f.into = f.from
		}
	}

	if into.Branch == 0 {
		into.Branch = from.Branch
	} else if from.Branch != 0 && from.Branch != into.Branch {
		lost = append(lost, FieldBranch)
	}

	switch {
	case into.Standing == from.Standing:
	case !into.Standing.IsMember() && from.Standing.IsMember():
		into.Standing = from.Standing // who is a member somewhere is one
	default:
		lost = append(lost, FieldStanding)
	}

	return lost
}

// MergeUnits is the tree after gone has been merged into kept: what hung on it hangs on the other, which gets what only it
// knows. lost names the fields in which it said something else.
func MergeUnits(units []Unit, kept, gone UnitID) (merged []Unit, lost []Field, err error) {
	at := map[UnitID]int{}
	for i, u := range units {
		at[u.ID] = i
	}

	_, hasKept := at[kept]
	_, hasGone := at[gone]
	if !hasKept || !hasGone {
		return nil, nil, errs.NewNotFound("没有找到这个党组织。")
	}

	k, g := units[at[kept]], units[at[gone]]
	if k.Kind.IsBranch() != g.Kind.IsBranch() {
		return nil, nil, errs.NewConflict("“%s”和“%s”一个是党支部，一个不是，不能合并；如确是同一个，请先在名册中改正其中一个的类别。", k.Name, g.Name)
	}

	if under(units, at, k, g.ID) || under(units, at, g, k.ID) {
		return nil, nil, errs.NewConflict("“%s”和“%s”一个在另一个之下，不能合并；如确是同一个，请先在名册中改正上级党组织。", k.Name, g.Name)
	}

	for _, u := range units {
		switch u.ID {
		case gone:
			continue
		case kept:
			lost = u.fill(g)
		}

		if u.Parent == gone {
			u.Parent = kept
		}
		merged = append(merged, u)
	}

	return merged, lost, nil
}

// under reports whether the unit hangs on top, directly or not. It goes up no further than there are units.
func under(units []Unit, at map[UnitID]int, u Unit, top UnitID) bool {
	for range units {
		i, ok := at[u.Parent]
		switch {
		case u.Parent == top:
			return true
		case !ok:
			return false
		}
		u = units[i]
	}

	return false
}

// fill gives a unit what only the other knows, and names the fields in which it says something else.
func (u *Unit) fill(from Unit) (lost []Field) {
	if NameKey(u.Name) != NameKey(from.Name) {
		lost = append(lost, FieldUnitName)
	}

	switch {
	case u.Code == "" || Key(u.Code) == Key(from.Code) && from.Code != "":
		u.Code = better(u.Code, from.Code)
	case from.Code != "":
		lost = append(lost, FieldCode)
	}

	for _, f := range []struct {
		field Field
		into  *string
		from  string
	}{{FieldShort, &u.Short, from.Short}, {FieldCategory, &u.Category, from.Category}} {
		switch {
		case *f.into == "":
			*f.into = f.from
		case f.from != "" && f.from != *f.into:
			lost = append(lost, f.field)
		}
	}

	if u.Kind != from.Kind {
		lost = append(lost, FieldUnitKind)
	}

	if u.Parent != from.Parent && from.Parent != u.ID {
		lost = append(lost, FieldParent)
	}

	return lost
}
