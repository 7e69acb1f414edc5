package assign

import (
	"cmp"
	"slices"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// none stands for "no unit" and "no person" among the dense indices below.
const none int32 = -1

// Facts is the roster of one day, laid out for planning: units in tree order, members by branch, posts and charges by
// unit, all by dense indices, so that a plan is one walk over arrays.
type Facts struct {
	Day     org.Date
	Members []Member // formal and probationary, by branch in tree order, then number, then person; without a branch first

	places []org.Place // units in tree order; "unit u" below means places[u]
	names  []string    // full names of the units, so that a sentence can borrow one as its arguments
	index  map[org.UnitID]int32
	parent []int32 // none at the root of the tree: what lies above it does not review here
	root   []int32 // the root above (or at) the unit; none for outside units above a root

	holders  []holder
	holderOf map[org.PersonID]int32

	seats      []seat  // by unit, then rank
	seatsFrom  []int32 // seats[seatsFrom[u]:seatsFrom[u+1]] are those of unit u
	charges    []charge
	chargeFrom []int32

	head  []head // the secretary of each unit
	facts []Fact // three a unit, see shareFacts

	branch  []int32        // by member: the branch that counts, none when there is none
	persons []org.PersonID // by member: what a walk through all obligations needs of him, close together
	leading []bool
	first   []int32 // by unit: the first of its own members
	count   []int32 // by unit: its own members; only branches have any
	under   []int32 // by unit: members of its whole subtree
	leaders []int32 // by unit: how many of its own members are leaders
	formal  []int32 // by unit: how many of its own members are formal ones
}

// holder is a person with a post or a charge on the day.
type holder struct {
	Holder
	member       int32 // index into Members, none when he is no member
	branch       int32 // of the member, none when he is none or has no branch
	seat         int32 // the highest unit in which he holds a post, none when he holds none
	probationary bool
	leader       bool
}

// NewFacts lays out the roster of a day. It takes over members and sets Leader in them: a leader is who belongs to the
// group 领导职务, who holds a post in the committee at the root, and who is secretary of a committee or general branch.
// Posts and charges that do not hold on the day are left out; holders names everybody who has one. A loop among the
// units, or a post or charge that names nobody or no unit, is errs.Invalid.
func NewFacts(day org.Date, units []org.Unit, members []Member, posts []org.Post, charges []org.Charge,
	holders []Holder) (*Facts, error) {
	f := &Facts{Day: day, places: org.Arrange(units)}
	if len(f.places) < len(units) {
		return nil, loop(units, f.places)
	}

	f.layTree()
	if len(f.index) < len(f.places) {
		return nil, errs.NewInvalid("党组织名册里有重复的党组织，请重新导入党组织名册。")
	}

	f.layHolders(holders)
	if err := f.layPosts(posts); err != nil {
		return nil, err
	}

	if err := f.layCharges(charges); err != nil {
		return nil, err
	}

	f.seatHeads()
	f.shareFacts()
	f.layMembers(members)
	f.markLeaders()
	f.countMembers()
	return f, nil
}

// loop names the units of a loop in the tree, in the order in which each names the one above.
func loop(units []org.Unit, placed []org.Place) error {
	left := make(map[org.UnitID]org.Unit, len(units)-len(placed))
	for _, u := range units {
		left[u.ID] = u
	}

	for _, p := range placed {
		delete(left, p.ID)
	}

	ids := make([]org.UnitID, 0, len(left))
	for id := range left {
		ids = append(ids, id)
	}

	at := slices.Min(ids) // the same loop is told whatever the order of rows
	seen := map[org.UnitID]bool{}
	for !seen[at] {
		seen[at] = true
		at = left[at].Parent
	}

	names := []string{left[at].Name}
	for up := left[at].Parent; up != at; up = left[up].Parent {
		names = append(names, left[up].Name)
	}

	names = append(names, left[at].Name)
	return errs.NewInvalid("上级党组织绕成了一圈：%s。请改正其中一个的上级党组织。", strings.Join(names, " → "))
}

// layTree numbers the units and finds for each the root of its tree: the topmost unit that is no outside unit.
func (f *Facts) layTree() {
	n := len(f.places)
	f.names, f.parent, f.root = make([]string, n), make([]int32, n), make([]int32, n)
	f.index = make(map[org.UnitID]int32, n)
	for i, p := range f.places {
		u := int32(i)
		f.index[p.ID], f.names[u] = u, p.Name
		up, ok := f.index[p.Parent]
		if !ok {
			up = none
		}

		switch {
		case up != none && f.root[up] != none:
			f.parent[u], f.root[u] = up, f.root[up]
		case p.Kind == org.External:
			f.parent[u], f.root[u] = none, none
		default:
			f.parent[u], f.root[u] = none, u
		}
	}
}

func (f *Facts) layHolders(holders []Holder) {
	f.holders = make([]holder, len(holders))
	f.holderOf = make(map[org.PersonID]int32, len(holders))
	for i, h := range holders {
		f.holders[i] = holder{Holder: h, member: none, branch: none, seat: none}
		f.holderOf[h.Person] = int32(i)
	}
}

// layMembers sorts the members by branch and finds those who hold something. A membership in a cell counts for the
// branch that the cell belongs to.
func (f *Facts) layMembers(members []Member) {
	members = slices.DeleteFunc(members, func(m Member) bool { return !m.Standing.IsMember() })
	branch := make([]int32, len(members))
	last, at := org.UnitID(0), none
	for i := range members {
		if id := members[i].Branch; id != last {
			last, at = id, f.branchOf(id)
		}
		branch[i] = at
	}

	f.Members, f.branch = inOrder(members, branch)
	f.persons, f.leading = make([]org.PersonID, len(f.Members)), make([]bool, len(f.Members))
	for i := range f.Members {
		m := &f.Members[i]
		f.persons[i] = m.Person
		if h, ok := f.holderOf[m.Person]; ok {
			holds := &f.holders[h]
			holds.member, holds.branch, holds.probationary = int32(i), f.branch[i], m.Standing == org.Probationary
		}
	}
}

// branchOf is the branch that a membership in the unit counts for: itself, or the branch of a cell.
func (f *Facts) branchOf(id org.UnitID) int32 {
	u, ok := f.index[id]
	for ok && u != none && f.places[u].Kind == org.Cell {
		u = f.parent[u]
	}

	if !ok || u == none || !f.places[u].Kind.IsBranch() {
		return none
	}

	return u
}

// inOrder sorts members by branch, number and person. Rows mostly come sorted from the store; then nothing is moved.
func inOrder(members []Member, branch []int32) ([]Member, []int32) {
	compare := func(a, b int32) int {
		x, y := &members[a], &members[b]
		return cmp.Or(
			cmp.Compare(branch[a], branch[b]), cmp.Compare(x.Number, y.Number), cmp.Compare(x.Person, y.Person))
	}

	sorted := true
	for i := 1; i < len(members) && sorted; i++ {
		sorted = compare(int32(i-1), int32(i)) <= 0
	}

	if sorted {
		return members, branch
	}

	order := make([]int32, len(members))
	for i := range order {
		order[i] = int32(i)
	}

	slices.SortFunc(order, compare)
	moved, movedBranch := make([]Member, len(members)), make([]int32, len(members))
	for to, from := range order {
		moved[to], movedBranch[to] = members[from], branch[from]
	}

	return moved, movedBranch
}

// markLeaders sets Leader by group and by post 〔领导干部〕, and Posted by post.
func (f *Facts) markLeaders() {
	for i := range f.Members {
		m := &f.Members[i]
		m.Leader = m.Leader || len(m.Groups) > 0 && slices.Contains(m.Groups, org.GroupLeader)
	}

	for _, s := range f.seats {
		member := f.holders[s.holder].member
		if member == none {
			continue
		}
		m := &f.Members[member]
		m.Leader, m.Posted = m.Leader || f.leads(s), m.Posted || s.post.Kind.InCommittee()
	}

	for i := range f.Members {
		f.leading[i] = f.Members[i].Leader
	}

	for h := range f.holders {
		if member := f.holders[h].member; member != none {
			f.holders[h].leader = f.leading[member]
		}
	}
}

// leads reports whether a seat makes its holder a leader.
func (f *Facts) leads(s seat) bool {
	kind := f.places[s.unit].Kind
	if s.post.Kind == org.Secretary || s.post.Kind == org.Acting {
		return kind.IsCommittee()
	}
	return f.root[s.unit] == s.unit && (kind == org.Committee || kind == org.SubCommittee)
}

// countMembers counts the members of each branch and of each subtree.
func (f *Facts) countMembers() {
	n := len(f.places)
	f.first, f.count, f.under = make([]int32, n), make([]int32, n), make([]int32, n)
	f.leaders, f.formal = make([]int32, n), make([]int32, n)
	for i := len(f.Members) - 1; i >= 0; i-- {
		u := f.branch[i]
		if u == none {
			continue
		}

		f.first[u] = int32(i)
		f.count[u]++
		if f.Members[i].Leader {
			f.leaders[u]++
		}

		if f.Members[i].Standing == org.Formal {
			f.formal[u]++
		}
	}

	for u := n - 1; u >= 0; u-- {
		f.under[u] += f.count[u]
		if up := f.parent[u]; up != none {
			f.under[up] += f.under[u]
		}
	}
}
