// Package work is W(N), the work with which the benches measure: a tree of units with N members, who they are and what is
// written of them. The same N gives the same work on every machine, for Lingping and for whatever stands beside it. It
// knows no database and no page.
package work

// Work is W(N). Units stand in the order in which a walk from the root meets them, so that what lies below the unit u are
// the units from u+1 to Units[u].End-1; members stand in the order of their branches.
type Work struct {
	Units  []Unit
	Levels []int // how many units each level has, the root first
	N      int   // members

	branch []int // of each member
}

// Unit is a unit of the tree. Its subtree has the members from First to Last-1.
type Unit struct {
	Parent      int // -1 at the root
	Level       int // 0 at the root
	Place       int // among those with the same parent, from 0
	End         int
	First, Last int
}

// Of a branch there are 20 members, of a general branch 25/2 branches, and of what stands above those 20 units.
const (
	membersOfBranch = 20
	unitsOfUnit     = 20
)

// Make is W(n). Fewer than 500 members are no house of three levels and are refused by a panic: n stands in the source or
// is checked where it is read.
func Make(n int) *Work {
	if n < 500 {
		panic("work: a house has 500 members at least")
	}

	w := &Work{Levels: levels(n), N: n}
	w.grow(0, 0, -1, 0)
	w.branch = make([]int, n)
	for i, u := range w.Units {
		for m := u.First; m < u.Last && w.Branch(i); m++ {
			w.branch[m] = i
		}
	}

	return w
}

// levels counts the units of each level, from below, and gives them from above.
func levels(n int) []int {
	branches := n / membersOfBranch
	up := []int{branches, max(branches*2/25, 2)}
	for up[len(up)-1] > unitsOfUnit {
		up = append(up, (up[len(up)-1]+unitsOfUnit-1)/unitsOfUnit)
	}

	up = append(up, 1)
	down := make([]int, len(up))
	for i, count := range up {
		down[len(up)-1-i] = count
	}

	return down
}

// grow adds the k-th unit of a level with all below it and gives where it stands.
func (w *Work) grow(level, k, parent, place int) int {
	at := len(w.Units)
	u := Unit{Parent: parent, Level: level, Place: place}
	w.Units = append(w.Units, u)
	if level == w.leaf() {
		u.First, u.Last = k*w.N/w.Levels[level], (k+1)*w.N/w.Levels[level]
	} else {
		here, below := w.Levels[level], w.Levels[level+1]
		last, first := at, k*below/here
		for child := first; child < (k+1)*below/here; child++ {
			last = w.grow(level+1, child, at, child-first)
		}
		u.First, u.Last = w.Units[at+1].First, w.Units[last].Last
	}

	u.End = len(w.Units)
	w.Units[at] = u
	return at
}

func (w *Work) leaf() int { return len(w.Levels) - 1 }

// Branch reports whether the unit has members of its own.
func (w *Work) Branch(u int) bool { return w.Units[u].Level == w.leaf() }

// BranchOf is the branch of a member.
func (w *Work) BranchOf(member int) int { return w.branch[member] }

// At is the k-th unit of a level.
func (w *Work) At(level, k int) int {
	for i, u := range w.Units {
		if u.Level == level {
			if k == 0 {
				return i
			}
			k--
		}
	}
	return -1
}

// General is the k-th general branch: what stands above branches.
func (w *Work) General(k int) int { return w.At(w.leaf()-1, k) }

// Seats is how many posts the unit has: the secretary first, then those who sit beside him.
func (w *Work) Seats(u int) int {
	if w.Branch(u) {
		return 3
	}
	return 5
}

// Holder is the member in the seat-th post of a unit. The first members of a branch lead it; who leads above is a member
// of one of the branches below, for each level of another.
func (w *Work) Holder(u, seat int) int {
	unit := w.Units[u]
	height := w.leaf() - unit.Level
	if height == 0 {
		return unit.First + seat
	}

	m := unit.First + height*membersOfBranch + membersOfBranch/4 + seat
	if m >= unit.Last {
		m = unit.First + membersOfBranch/4 + seat
	}

	return m
}

// Over is which post of the unit above looks after this one, of which the first is the secretary's.
func (w *Work) Over(u int) int { return w.Units[u].Place % 5 }

// Leads reports who holds a post above the branches: what is collected of the others leaves these out.
func (w *Work) Leads() map[int]bool {
	leads := map[int]bool{}
	for u := range w.Units {
		for seat := range w.Seats(u) {
			leads[w.Holder(u, seat)] = true
		}
	}

	return leads
}
