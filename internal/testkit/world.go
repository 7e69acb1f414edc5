package testkit

import (
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/pinyin"
	"lingping/internal/store"
)

// World is the small institution whose plan was worked out by hand (11 units, 22 persons, 44 obligations, 2 gaps), with a
// round that runs. Units go by their code, persons by their 工号.
type World struct {
	App   *app.App
	Store *store.Store
	Round round.ID
	Keys  string // the folder of the keys of gatherings

	t       testing.TB
	units   map[string]org.UnitID
	persons map[string]org.Person
}

// worldUnits are code, name, kind, code of the unit above.
const worldUnits = `
	W0 中共临海学院委员会 committee
	Z1 中共临海学院机械学院总支部委员会 general-branch W0
	Z2 中共临海学院文法学院总支部委员会 general-branch W0
	Z3 中共临海学院后勤处总支部委员会 general-branch W0
	B11 机械学院教工党支部 branch Z1
	B12 机械学院学生党支部 branch Z1
	B21 文法学院教工党支部 branch Z2
	B22 文法学院学生党支部 branch Z2
	B31 后勤处第一党支部 branch Z3
	D1 机关第一党支部 branch W0
	D2 离退休党支部 branch W0`

// worldPersons are 工号, name, branch, group, standing.
const worldPersons = `
	001 陈建国 D1 领导职务
	002 王丽 D1 领导职务
	003 刘强 D1 领导职务
	004 张敏 D1
	005 周平 D1
	101 赵伟 B11 领导职务
	102 钱芳 B11
	103 孙䶮 B11
	104 李娜 B12
	105 吴浩 B12 学生 probationary
	106 郑雪 B12 学生
	201 冯军 B21 领导职务
	202 褚艳 B21
	203 卫超 B21
	204 蒋霞 B22
	205 沈凯 B22 学生 probationary
	301 韩磊 B31 领导职务
	302 杨静 B31
	303 朱明 B31
	401 秦德文 D2 年老体弱
	402 尤桂英 D2 年老体弱
	403 许荣 D2`

// worldPosts are 工号, unit, kind, portfolio, from, to; - stands for nothing. Those of 103 and 203 are posts of whoever has
// none on the day of a round: over long ago, over the month before, and still to come, whenever a test runs. 302 acts beside a secretary.
const worldPosts = `
	001 W0 secretary
	002 W0 deputy-secretary
	003 W0 committee-member
	004 D1 secretary
	101 Z1 secretary
	104 Z1 committee-member 组织
	102 B11 secretary - 2001-07
	104 B12 secretary
	201 Z2 secretary
	202 B21 secretary
	301 Z3 secretary
	301 B31 secretary
	302 B31 committee-member 组织 2009 2010-12
	403 D2 secretary
	302 B31 acting
	103 Z2 secretary - 1998-09-01 2001
	103 B21 secretary - 1998-09-01 2001-06-30
	103 B22 committee-member - - 2010-11
	203 Z1 secretary - 2099-09
	203 B11 secretary - 2099-09-01`

// worldCharges are 工号, unit, kind, from, to.
const worldCharges = `
	002 Z1 in-charge
	003 Z2 in-charge
	003 Z2 contact-point
	002 D2 contact-point
	003 B12 contact-point
	103 Z2 in-charge - 2009-12
	203 Z1 in-charge 2099-09`

// NewWorld fills an empty store with the institution, opens a round of chuangxian-2010 over it and launches it.
func NewWorld(t testing.TB, s *store.Store) *World {
	t.Helper()
	s = s.At(ticking(time.Date(2011, 1, 5, 9, 0, 0, 0, time.UTC)))
	w := &World{App: app.New(s), Store: s, t: t, units: map[string]org.UnitID{}, persons: map[string]org.Person{}}
	w.Keys = filepath.Join(t.TempDir(), "keys")
	w.App.OpenKeys(w.Keys)
	must(t, s.Write(t.Context(), w.settle))
	w.Round = w.Launch("2010年下半年领导点评", "2010-12-27", "2011-01-12")
	return w
}

// Launch opens a further round over the whole institution and launches it.
func (w *World) Launch(name string, from, to org.Date) round.ID {
	w.t.Helper()
	id, err := w.App.OpenRound(w.t.Context(), access.LocalOperator(), app.NewRound{
		Scheme: "chuangxian-2010", Name: name, From: from, To: to})
	must(w.t, err)
	_, err = w.App.LaunchRound(w.t.Context(), access.LocalOperator(), id)
	must(w.t, err)
	return id
}

// ticking is a clock that starts at a moment and is a second later every time it is read.
func ticking(from time.Time) func() time.Time {
	var read atomic.Int64
	return func() time.Time { return from.Add(time.Duration(read.Add(1)) * time.Second) }
}

// firstID is where the ids of the roster begin: as large as those of a real house, which no INTEGER of PostgreSQL holds.
const firstID = 1 << 52

// Roster is the institution before any round, as an office would import it.
func Roster() *org.Roster {
	r := &org.Roster{}
	units, persons := map[string]org.UnitID{}, map[string]org.PersonID{}
	for i, f := range rows(worldUnits, 4) {
		units[f[0]] = org.UnitID(firstID + i)
		r.Units = append(r.Units, org.Unit{ID: units[f[0]], Code: f[0], Name: f[1], Kind: org.UnitKind(f[2]), Parent: units[f[3]]})
	}

	speller := pinyin.NewSpeller()
	for i, f := range rows(worldPersons, 5) {
		p := org.Person{ID: org.PersonID(firstID + i), Number: f[0], Name: f[1], Branch: units[f[2]], Standing: org.Formal}
		p.Pinyin, p.Initials = speller.Spell(p.Name)
		if f[3] != "" {
			p.Groups = []string{f[3]}
		}

		if f[4] != "" {
			p.Standing = org.Standing(f[4])
		}

		persons[f[0]] = p.ID
		r.Persons = append(r.Persons, p)
	}

	for i, f := range rows(worldPosts, 6) {
		r.Posts = append(r.Posts, org.Post{ID: org.PostID(firstID + i), Person: persons[f[0]], Unit: units[f[1]],
			Kind: org.PostKind(f[2]), Portfolio: f[3], From: org.Date(f[4]), To: org.Date(f[5])})
	}

	for i, f := range rows(worldCharges, 5) {
		r.Charges = append(r.Charges, org.Charge{ID: org.ChargeID(firstID + i), Person: persons[f[0]], Unit: units[f[1]],
			Kind: org.ChargeKind(f[2]), From: org.Date(f[3]), To: org.Date(f[4])})
	}

	return r
}

// settle writes the roster.
func (w *World) settle(tx *store.Tx) error {
	r := Roster()
	speller := pinyin.NewSpeller()
	full := func(name string) string {
		spelt, _ := speller.Spell(name)
		return spelt
	}

	for _, u := range r.Units {
		w.units[u.Code] = u.ID
	}

	for _, p := range r.Persons {
		w.persons[p.Number] = p
	}

	if err := tx.SaveUnits(org.Arrange(r.Units), full); err != nil {
		return err
	}

	if err := tx.AddPersons(r.Persons, nil); err != nil {
		return err
	}

	for _, p := range r.Posts {
		if err := tx.SavePost(p); err != nil {
			return err
		}
	}

	for _, c := range r.Charges {
		if err := tx.SaveCharge(c); err != nil {
			return err
		}
	}

	return nil
}

// rows cuts a table into its fields, each row at least n long; - is an empty field.
func rows(table string, n int) [][]string {
	var out [][]string
	for line := range strings.Lines(strings.TrimSpace(table)) {
		f := strings.Fields(line)
		for i := range f {
			f[i] = strings.TrimPrefix(f[i], "-")
		}

		for len(f) < n {
			f = append(f, "")
		}

		out = append(out, f)
	}

	return out
}

// Person is the person with the 工号.
func (w *World) Person(number string) org.PersonID {
	w.t.Helper()
	p, ok := w.persons[number]
	if !ok {
		w.t.Fatalf("the world has no %s", number)
	}
	return p.ID
}

// Unit is the unit with the code.
func (w *World) Unit(code string) org.UnitID {
	w.t.Helper()
	id, ok := w.units[code]
	if !ok {
		w.t.Fatalf("the world has no %s", code)
	}
	return id
}

// WorldOf is a house that was filled otherwise, such as from a roster that an office wrote, with a round of it.
func WorldOf(t testing.TB, a *app.App, s *store.Store, id round.ID) *World {
	t.Helper()
	w := &World{App: a, Store: s, Round: id, t: t, units: map[string]org.UnitID{}, persons: map[string]org.Person{}}
	must(t, s.Read(t.Context(), func(tx *store.Tx) error {
		r, err := tx.Roster()
		if err != nil {
			return err
		}

		for _, u := range r.Units {
			w.units[u.Code] = u.ID
		}

		for _, p := range r.Persons {
			w.persons[p.Number] = p
		}

		return nil
	}))
	return w
}

// Ticking is a clock that begins at the moment and goes on by a second with every look at it.
func Ticking(from time.Time) func() time.Time { return ticking(from) }

// On is the same world seen by another test, such as a subtest.
func (w *World) On(t testing.TB) *World {
	same := *w
	same.t = t
	return &same
}
