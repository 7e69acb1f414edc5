package round

import (
	"maps"
	"slices"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// Count names an additive figure of a unit's subtree.
type Count string

// The figures of annex 1 that add up.
const (
	UnitsDue        Count = "units.due"
	UnitsDone       Count = "units.done"
	GeneralDue      Count = "general.due" // 党总支、分党委和直属支部
	GeneralDone     Count = "general.done"
	BranchesDue     Count = "branches.due" // 党支部
	BranchesDone    Count = "branches.done"
	SecretariesDue  Count = "secretaries.due" // seats
	SecretariesDone Count = "secretaries.done"
	CommitteeDue    Count = "committee.due"
	CommitteeDone   Count = "committee.done"
	CommitteesDue   Count = "committees.due" // as a whole
	CommitteesDone  Count = "committees.done"
	DepartmentsDue  Count = "departments.due"
	DepartmentsDone Count = "departments.done"
	CellsDue        Count = "cells.due"
	CellsDone       Count = "cells.done"
	ExternalsDue    Count = "externals.due" // 外部单位
	ExternalsDone   Count = "externals.done"
	OutsidersDue    Count = "outsiders.due" // 党外干部, seats
	OutsidersDone   Count = "outsiders.done"
	MembersDue      Count = "members.due"
	MembersDone     Count = "members.done"
	Probationary    Count = "members.probationary"
	LeadersDone     Count = "members.leader.done"
	LeadersDue      Count = "members.leader.due"
	NoPostDue       Count = "members.nopost.due"
	NoPostDone      Count = "members.nopost.done"
	InfirmDue       Count = "members.infirm.due"
	InfirmDone      Count = "members.infirm.done"
	TimesDue        Count = "times.due" // obligations 人次
	TimesDone       Count = "times.done"
	TimesExempt     Count = "times.exempt" // of them, those closed by an exemption
	Exempted        Count = "exempt"
	Gaps            Count = "gaps"
	Problems        Count = "problems"
	Measures        Count = "actions.measures" // actions with a measure
	ActionsClosed   Count = "actions.closed"   // problems all of whose actions are closed 销号
	ActionsCourse   Count = "actions.course"   // actions that somebody works on
	Replies         Count = "replies"          // letters that went out
	Attended        Count = "attended.members"
	Representatives Count = "attended.representatives"
	Filed           Count = "filed"      // forms in packs that the office received 备案登记表份数
	Opinions        Count = "opinions"   // 征求意见条数, of whole pools
	DrawnDue        Count = "drawn.due"  // reviews that a draw marked 〔三(四)〕
	DrawnDone       Count = "drawn.done" // of them, those given
)

// OfKind is one of the figures times.* for the subjects of one kind. Lists of a kind are found by it; on paper it does not stand.
func (c Count) OfKind(kind scheme.SubjectKind) Count { return c + "." + Count(kind) }

// ofKind reports whether it is such a figure.
func (c Count) ofKind() bool {
	return slices.ContainsFunc(timesOfKind, func(whole Count) bool { return strings.HasPrefix(string(c), string(whole)+".") })
}

// timesOfKind are the figures that are kept for each kind too.
var timesOfKind = []Count{TimesDue, TimesDone, TimesExempt}

// What was promised in public, and by whom.
const (
	PledgedUnits   Count = "pledged.units"
	PledgedMembers Count = "pledged.members"
	Pledges        Count = "pledges"
	PledgesKept    Count = "pledges.kept"
)

// RandomMode is the key of the mode in which subjects are chosen by a draw 〔三(四)〕. A review that a draw marked counts in it
// also when it was given at a meeting, or in another way.
const RandomMode = "random"

// ModeCount is the figure of reviews given in a mode.
func ModeCount(mode string) Count { return Count("mode." + mode) }

// StepDone is the figure of dossiers whose step is done: those of persons, or those of units.
func StepDone(step scheme.StepKey, persons bool) Count {
	if persons {
		return Count("step." + string(step) + ".persons")
	}
	return Count("step." + string(step) + ".units")
}

// Persons 人数: everybody once in each subtree, however often he stands there (Headcount).
const (
	ReviewersDue         Count = "reviewers.due"
	ReviewersDone        Count = "reviewers.done"    // who has given all reviews that he owes there
	SecretariesAgain     Count = "secretaries.again" // seats of somebody who has another there
	SecretaryPersonsDone Count = "secretaries.persons.done"
	CommitteeAgain       Count = "committee.again"
	CommitteePersonsDone Count = "committee.persons.done"
	OutsidersAgain       Count = "outsiders.again"
	OutsiderPersonsDone  Count = "outsiders.persons.done"
)

// NoticeCount is the figure of units whose notice was made public by a medium, or by any.
func NoticeCount(medium string) Count { return Count("notice." + medium) }

// Tally is a set of figures; one that is missing is zero.
type Tally map[Count]int64

// EveryUnit is every unit that is reviewed, whatever it is: 党组织, departments, cells and outside units.
func (t Tally) EveryUnit() Part {
	return Part{Due: t[UnitsDue] + t[DepartmentsDue] + t[CellsDue] + t[ExternalsDue],
		Done: t[UnitsDone] + t[DepartmentsDone] + t[CellsDone] + t[ExternalsDone]}
}

// Add puts other on top of t.
func (t Tally) Add(other Tally) {
	for c, n := range other {
		t[c] += n
	}
}

// Negated is the tally that takes t away again.
func (t Tally) Negated() Tally {
	out := make(Tally, len(t))
	for c, n := range t {
		out[c] = -n
	}
	return out
}

// Trim drops the figures that are zero.
func (t Tally) Trim() { maps.DeleteFunc(t, func(_ Count, n int64) bool { return n == 0 }) }

// SubjectFacts is what counting needs to know of a subject.
type SubjectFacts struct {
	Kind     scheme.SubjectKind
	UnitKind org.UnitKind // of the unit, when the subject is one: it says as what the unit counts
	Direct   bool         // a branch directly under a committee
	Standing org.Standing // of the member
	Leader   bool
	Posted   bool // sits in the 班子 of some unit
	Groups   []string
}

// Due is what a subject adds to the denominators.
func (s SubjectFacts) Due() Tally { return s.figures(true) }

// Done is what a subject adds once it has been reviewed for the first time.
func (s SubjectFacts) Done() Tally { return s.figures(false) }

func (s SubjectFacts) figures(due bool) Tally {
	pick := func(d, done Count) Count {
		if due {
			return d
		}
		return done
	}

	t := Tally{}
	switch s.Kind {
	case scheme.Unit, scheme.Department, scheme.Cell:
		s.unit(t, pick)
	case scheme.Committee:
		t[pick(CommitteesDue, CommitteesDone)] = 1
	case scheme.Outsider:
		t[pick(OutsidersDue, OutsidersDone)] = 1
	case scheme.Secretary:
		t[pick(SecretariesDue, SecretariesDone)] = 1
	case scheme.CommitteeMember:
		t[pick(CommitteeDue, CommitteeDone)] = 1
	case scheme.Member:
		t[pick(MembersDue, MembersDone)] = 1
		s.member(t, due, pick)
	}

	return t
}

// unit adds what the unit is: only a 党组织 counts as one.
func (s SubjectFacts) unit(t Tally, pick func(d, done Count) Count) {
	switch scheme.UnitColumn(s.UnitKind) {
	case scheme.ColumnDepartments:
		t[pick(DepartmentsDue, DepartmentsDone)] = 1
		return
	case scheme.ColumnCells:
		t[pick(CellsDue, CellsDone)] = 1
		return
	case scheme.ColumnExternals:
		t[pick(ExternalsDue, ExternalsDone)] = 1
		return
	}

	t[pick(UnitsDue, UnitsDone)] = 1
	if s.UnitKind.IsBranch() && !s.Direct {
		t[pick(BranchesDue, BranchesDone)] = 1
	} else {
		t[pick(GeneralDue, GeneralDone)] = 1
	}
}

// member adds the classes of 〔五(三)〕: leading cadres, members without a post, the elderly and infirm.
func (s SubjectFacts) member(t Tally, due bool, pick func(d, done Count) Count) {
	if due && s.Standing == org.Probationary {
		t[Probationary] = 1
	}

	infirm := false
	for _, g := range s.Groups {
		infirm = infirm || g == org.GroupInfirm
	}

	if s.Leader {
		t[pick(LeadersDue, LeadersDone)] = 1
	} else if !s.Posted {
		t[pick(NoPostDue, NoPostDone)] = 1
	}

	if infirm {
		t[pick(InfirmDue, InfirmDone)] = 1
	}
}
