package demo

import (
	"slices"
	"strings"

	"lingping/internal/domain/org"
)

// post gives a person a post.
func (u *university) post(at int, unit org.UnitID, kind org.PostKind, portfolio string) {
	u.roster.Posts = append(u.roster.Posts, org.Post{ID: org.PostID(len(u.roster.Posts) + 1),
		Person: u.roster.Persons[at].ID, Unit: unit, Kind: kind, Portfolio: portfolio})
}

// charge gives a leader a charge.
func (u *university) charge(at int, unit org.UnitID, kind org.ChargeKind) {
	u.roster.Charges = append(u.roster.Charges, org.Charge{ID: org.ChargeID(len(u.roster.Charges) + 1),
		Person: u.roster.Persons[at].ID, Unit: unit, Kind: kind})
}

// seasoned is the n-th of the formal members of a branch who fit and are no students, the oldest under sixty first; -1
// when there are not so many.
func (u *university) seasoned(branch org.UnitID, n int) int {
	var fit []int
	for _, at := range u.people[branch] {
		p := u.roster.Persons[at]
		if p.Standing == org.Formal && len(p.Groups) == 0 {
			fit = append(fit, at)
		}
	}

	slices.SortStableFunc(fit, func(a, b int) int {
		return strings.Compare(string(u.roster.Persons[a].Birth), string(u.roster.Persons[b].Birth))
	})
	if n >= len(fit) {
		return -1
	}

	return fit[n]
}

// lead makes somebody a leading cadre with the job.
func (u *university) lead(at int, job string) {
	p := &u.roster.Persons[at]
	p.Job, p.Groups = job, []string{org.GroupLeader}
}

// The schools in which something is out of the ordinary.
const (
	actingSchool  = "外国语学院"           // a deputy leads it for now
	doubleSchool  = "法学院"             // its secretary is also secretary of one of its branches
	vacantBranch  = "材料工程学院高分子系教工党支部" // its secretary went away after the last round; there is a deputy
	outsideDeans  = "艺术学院 经济学院 理学院"   // the dean is no member
	uncharged     = 3                 // general branches at the end of the tree that no leader is in charge of
	chargeOffices = 7                 // direct branches that a leader is in charge of
)

// posts fills the seats of general branches and branches.
func (u *university) posts() {
	for _, h := range u.houses {
		u.generalPosts(h)
		for _, b := range slices.Concat(h.staff, h.students) {
			u.branchPosts(b)
		}
	}
	for _, b := range u.offices {
		u.branchPosts(b)
	}
}

// generalPosts are secretary, deputy, committee members and the head of the unit.
func (u *university) generalPosts(h house) {
	secretary := u.seasoned(h.staff[0], 0)
	u.lead(secretary, h.school+"党总支书记")
	if h.school == actingSchool {
		u.lead(secretary, h.school+"党总支副书记（主持工作）")
		u.post(secretary, h.unit, org.Acting, "")
	} else {
		u.post(secretary, h.unit, org.Secretary, "")
	}

	if h.school == doubleSchool {
		u.post(secretary, h.staff[0], org.Secretary, "")
	}

	if h.category != "教工" || len(h.students) == 0 {
		second := u.seasoned(h.staff[1], 0)
		u.lead(second, h.school+"副处长")
		u.post(second, h.unit, org.DeputySecretary, "")
		u.post(u.seasoned(h.staff[1], 1), h.unit, org.CommitteeMember, "组织")
		u.post(u.seasoned(h.staff[0], 1), h.unit, org.CommitteeMember, "宣传")
		return
	}

	deputy := u.seasoned(h.staff[0], 1)
	u.lead(deputy, h.school+"党总支副书记")
	u.post(deputy, h.unit, org.DeputySecretary, "")
	u.post(u.dean(h), h.unit, org.Administrator, "")
	u.post(u.seasoned(h.staff[0], 2), h.unit, org.CommitteeMember, "组织")
	u.post(u.seasoned(h.staff[1], 1), h.unit, org.CommitteeMember, "宣传")
	u.post(u.seasoned(h.staff[2], 1), h.unit, org.CommitteeMember, "纪检")
}

// dean heads the school; in some he is no member, and stands in the roster only for his post.
func (u *university) dean(h house) int {
	if slices.Contains(strings.Fields(outsideDeans), h.school) {
		p := u.someone(46, 57)
		p.Standing, p.Number = org.NonMember, u.number(p)
		p.Degree, p.Job = u.one("leader.degree"), h.school+"院长"
		return u.add(p)
	}

	at := u.seasoned(h.staff[1], 0)
	u.lead(at, h.school+"院长、教授")
	return at
}

// branchPosts are secretary, organiser and publicist; a large branch has more.
func (u *university) branchPosts(branch org.UnitID) {
	name := u.at(branch).Name
	var seats []int
	for i := range 4 {
		if at := u.seasoned(branch, i); at >= 0 {
			seats = append(seats, at)
		}
	}

	for _, at := range u.people[branch] { // students who are formal members
		if p := u.roster.Persons[at]; p.Standing == org.Formal && p.InGroup(org.GroupStudent) && len(seats) < 4 {
			seats = append(seats, at)
		}
	}

	kinds := []struct {
		kind      org.PostKind
		portfolio string
	}{{org.Secretary, ""}, {org.CommitteeMember, "组织"}, {org.CommitteeMember, "宣传"}, {org.CommitteeMember, "纪检"}}
	if name == vacantBranch {
		kinds[1].kind, kinds[1].portfolio = org.DeputySecretary, ""
	}

	if strings.HasPrefix(name, doubleSchool+"行政") { // led by the secretary of the school
		kinds = kinds[1:]
	}

	if len(u.people[branch]) < 15 {
		kinds = kinds[:len(kinds)-1]
	}

	for i, k := range kinds[:min(len(kinds), len(seats))] {
		u.post(seats[i], branch, k.kind, k.portfolio)
	}
}
