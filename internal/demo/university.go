package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"lingping/internal/domain/org"
)

// university is the roster while it is being made.
type university struct {
	rng      *rand.Rand
	now      time.Time
	plan     words
	names    *namer
	roster   org.Roster
	people   map[org.UnitID][]int // by branch: indexes of its persons
	houses   []house              // general branches, in tree order
	offices  []org.UnitID         // branches directly under the committee
	sequence int                  // of staff numbers
}

// house is a general branch with its branches.
type house struct {
	unit     org.UnitID
	school   string // full name without 中共…
	category string
	staff    []org.UnitID // branches of teachers and officials; the first is where its secretary belongs
	students []org.UnitID
}

// Size is how much of the university is made.
type Size int

// The sizes.
const (
	Whole Size = iota // some 4,600 persons
	Small             // some 2,000: of its schools only those in which something is out of the ordinary or can be tried
)

// has reports whether a university of the size has the school.
func (s Size) has(school string) bool {
	return s == Whole || strings.HasPrefix(vacantBranch, school) ||
		slices.Contains(append(strings.Fields(outsideDeans), trySchool, actingSchool, doubleSchool), school)
}

// Roster makes the university as it is at now; one seed makes one university of each size.
func Roster(seed uint64, now time.Time, size Size) *org.Roster {
	rng := rand.New(rand.NewPCG(seed, 2010))
	u := &university{rng: rng, now: now, plan: readWords("university.txt"), names: newNamer(rng), people: map[org.UnitID][]int{}}
	top := columns(u.plan["root"][0])
	root := u.unit(org.Unit{Code: "JZ", Name: top[0], Short: top[1], Kind: org.Committee})
	for _, line := range u.plan["schools"] {
		if f := columns(line); size.has(f[0]) {
			u.school(root, f)
		}
	}

	for _, line := range u.plan["houses"] {
		u.house(root, columns(line))
	}

	for _, line := range u.plan["offices"] {
		u.office(root, columns(line))
	}

	u.passing(root)
	u.posts()
	u.leaders(root)
	u.oddities()
	return &u.roster
}

// unit adds a unit and gives its id.
func (u *university) unit(unit org.Unit) org.UnitID {
	unit.ID = org.UnitID(len(u.roster.Units) + 1)
	u.roster.Units = append(u.roster.Units, unit)
	return unit.ID
}

func (u *university) at(id org.UnitID) *org.Unit { return &u.roster.Units[id-1] }

// general adds a general branch.
func (u *university) general(root org.UnitID, name, category string) *house {
	u.houses = append(u.houses, house{school: name, category: category})
	h := &u.houses[len(u.houses)-1]
	h.unit = u.unit(org.Unit{Code: fmt.Sprintf("JZ%02d", len(u.houses)), Name: "中共江州大学" + name + "总支部委员会",
		Short: name + "党总支", Kind: org.GeneralBranch, Parent: root})
	return h
}

// branch adds a branch of a general branch.
func (u *university) branch(h *house, name, category string) org.UnitID {
	n := 1
	for _, other := range u.roster.Units {
		if other.Parent == h.unit {
			n++
		}
	}

	return u.unit(org.Unit{Code: fmt.Sprintf("%s%02d", u.at(h.unit).Code, n), Name: name, Kind: org.Branch,
		Category: category, Parent: h.unit})
}

// school adds a school with branches by departments, majors and graduate classes.
func (u *university) school(root org.UnitID, f []string) {
	name, majors := f[0], strings.Fields(f[2])
	h := u.general(root, name, "教工")
	id := u.branch(h, name+"行政与实验中心教工党支部", "教工")
	h.staff = append(h.staff, id)
	u.fill(id, between(u.rng, 9, 13), func() org.Person { return u.official(name) })
	for _, dept := range strings.Fields(f[1]) {
		id := u.branch(h, name+dept+"教工党支部", "教工")
		h.staff = append(h.staff, id)
		u.fill(id, between(u.rng, 11, 17), func() org.Person { return u.teacher(dept) })
	}

	for i, major := range majors {
		years := []int{1, 2, 3}
		if i == 0 {
			u.class(h, name+major+"专业低年级学生党支部", major, between(u.rng, 19, 24), []int{1, 2})
			years = []int{2, 3}
			major += "专业高年级"
		} else {
			major += "专业"
		}

		u.class(h, name+major+"学生党支部", strings.TrimSuffix(majors[i], "专业"), between(u.rng, 25, 33), years)
	}

	for i := range 1 + len(majors)/3 {
		id := u.branch(h, fmt.Sprintf("%s研究生第%s党支部", name, []string{"一", "二"}[i]), "学生")
		h.students = append(h.students, id)
		u.fill(id, 1, func() org.Person { return u.counsellor(name) })
		u.fill(id, between(u.rng, 20, 27), func() org.Person { return u.graduate(name, len(u.houses)) })
	}
}

// class adds a branch of students, led by their counsellor.
func (u *university) class(h *house, name, major string, size int, years []int) {
	id := u.branch(h, name, "学生")
	h.students = append(h.students, id)
	u.fill(id, between(u.rng, 1, 2), func() org.Person { return u.counsellor(h.school) })
	u.fill(id, size, func() org.Person { return u.student(major, len(u.houses), pick(u.rng, years)) })
}

// house adds a general branch that is no school: "name size" of each branch.
func (u *university) house(root org.UnitID, f []string) {
	name, category := f[0], f[1]
	h := u.general(root, name, category)
	parts := strings.Fields(f[2])
	for i := 0; i+1 < len(parts); i += 2 {
		size, _ := strconv.Atoi(parts[i+1])
		id := u.branch(h, name+parts[i]+"党支部", category)
		h.staff = append(h.staff, id)
		u.fill(id, size, func() org.Person {
			switch category {
			case "离退休":
				return u.retired()
			case "教工":
				return u.teacher(strings.TrimPrefix(parts[i], "附属"))
			}
			return u.official(name)
		})
	}
}

// office adds a branch directly under the committee.
func (u *university) office(root org.UnitID, f []string) {
	size, _ := strconv.Atoi(f[1])
	id := u.unit(org.Unit{Code: fmt.Sprintf("JZJ%02d", len(u.offices)+1), Name: "江州大学" + f[0], Kind: org.Branch, Category: "机关", Parent: root})
	u.offices = append(u.offices, id)
	u.fill(id, size, func() org.Person { return u.official(strings.TrimSuffix(f[0], "党支部")) })
}

// passing adds a joint branch and one for a task with an end.
func (u *university) passing(root org.UnitID) {
	for i, kind := range []org.UnitKind{org.JointBranch, org.TempBranch} {
		f := columns(u.plan["passing"][i])
		places := strings.Fields(f[2])
		size, _ := strconv.Atoi(f[3])
		id := u.unit(org.Unit{Code: f[0], Name: f[1], Kind: kind, Category: "教工", Parent: root})
		u.fill(id, size, func() org.Person { return u.teacher(pick(u.rng, places)) })
		u.offices = append(u.offices, id)
	}
}

// fill puts persons into a branch.
func (u *university) fill(branch org.UnitID, size int, draw func() org.Person) {
	for range size {
		p := draw()
		p.Branch = branch
		u.add(p)
	}
}

// add keeps a person and gives his index. Nobody has the name of another in his branch.
func (u *university) add(p org.Person) int {
	for u.taken(p) {
		p.Name = u.names.name(p.Sex, p.Birth.Time().Year())
	}

	p.ID = org.PersonID(len(u.roster.Persons) + 1)
	u.roster.Persons = append(u.roster.Persons, p)
	at := len(u.roster.Persons) - 1
	u.people[p.Branch] = append(u.people[p.Branch], at)
	return at
}

func (u *university) taken(p org.Person) bool {
	for _, at := range u.people[p.Branch] {
		if u.roster.Persons[at].Name == p.Name {
			return true
		}
	}
	return false
}
