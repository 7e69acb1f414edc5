package demo

import (
	"strings"

	"lingping/internal/domain/org"
)

// leaderSeats are the leaders of the university: job, post at the root with its portfolio, and the office, by its place
// among the direct branches, to whose branch each belongs as a member.
var leaderSeats = [...]struct {
	job       string
	kind      org.PostKind
	portfolio string
	office    int
}{
	{"党委书记", org.Secretary, "", 0},
	{"校长、党委副书记", org.DeputySecretary, "", 0},
	{"党委副书记、纪委书记", org.DeputySecretary, "", 2},
	{"党委副书记", org.DeputySecretary, "", 1},
	{"副校长（教学）", org.CommitteeMember, "", 4},
	{"副校长（科研）", org.CommitteeMember, "", 5},
	{"副校长（后勤基建）", org.CommitteeMember, "", 11},
	{"组织部部长", org.CommitteeMember, "组织", 1},
	{"宣传部部长", org.CommitteeMember, "宣传", 1},
}

// leaders makes the leaders and spreads the units among them.
func (u *university) leaders(root org.UnitID) {
	var who []int
	for i, seat := range leaderSeats {
		p := u.someone(47, 58)
		u.joined(&p, 20, 26)
		p.Number, p.Degree, p.Branch = u.number(p), u.one("leader.degree"), u.offices[seat.office]
		at := u.add(p)
		u.lead(at, seat.job)
		u.post(at, root, seat.kind, seat.portfolio)
		if i == 1 {
			u.post(at, root, org.Administrator, "")
		}

		who = append(who, at)
	}

	others := who[1:]
	for i, h := range u.houses[:len(u.houses)-uncharged] {
		u.charge(others[i%len(others)], h.unit, org.InCharge)
	}

	for i, office := range u.offices[:chargeOffices] {
		u.charge(others[(i+3)%len(others)], office, org.InCharge)
	}

	for i, at := range who { // everybody has one branch that he follows closely, the first two a general branch besides
		h := u.houses[(2*i+1)%len(u.houses)]
		branch := h.staff[len(h.staff)-1]
		if i%2 == 0 && len(h.students) > 0 {
			branch = h.students[0]
		}

		u.charge(at, branch, org.ContactPoint)
		if i < 2 {
			u.charge(at, u.houses[i*3].unit, org.ContactPoint)
		}
	}
}

// oddities are what every real roster has: persons without a number, without a branch, gone or out of reach, and a
// secretary who went away between the rounds.
func (u *university) oddities() {
	students := 0
	for i := range u.roster.Persons {
		p := &u.roster.Persons[i]
		switch {
		case p.InGroup(org.GroupStudent) && u.seatless(p.ID):
			students++
			switch {
			case students%390 == 0:
				p.Groups, p.Note = append(p.Groups, org.GroupLostContact), "毕业后去向不明，已发公函查找"
			case students%210 == 0:
				p.Groups, p.Note = append(p.Groups, org.GroupMobile), "在外地实习"
			case students%300 == 0:
				p.Groups, p.Note = append(p.Groups, org.GroupAbroad), "交换学习一学期"
			}
		case strings.HasPrefix(p.Job, "退休") && u.seatless(p.ID) && i%97 == 0:
			p.Number = ""
		}
	}

	p := u.teacher("机械设计系")
	p.Groups, p.Note = nil, "新调入，组织关系正在转接"
	u.add(p)
	for i := range u.roster.Posts {
		post := &u.roster.Posts[i]
		if post.Kind == org.Secretary && u.at(post.Unit).Name == vacantBranch {
			post.To = org.DateOf(u.now.AddDate(0, -2, 0))
			u.roster.Persons[post.Person-1].Note = "已卸任党支部书记，待补选"
		}
	}
}

// seatless reports whether a person has no post.
func (u *university) seatless(id org.PersonID) bool {
	for _, p := range u.roster.Posts {
		if p.Person == id {
			return false
		}
	}
	return true
}
