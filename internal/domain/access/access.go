// Package access is who may do what. A right is a relation to the record at a stage of its life, asked in one place
// (Allowed) and written in one table (policy.go). Roles exist only for administration; the right to write a review is
// the obligation itself. Which relations somebody has to a record is found by app from the frozen roster; this package
// does not look anything up.
package access

import (
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// Relation is how somebody stands to a record; a set of them is their bitwise or.
type Relation uint32

// The relations.
const (
	Anyone       Relation = 1 << iota // the public, without an account
	SignedIn                          // has an account, whoever it is
	Self                              // it is about his own account or person
	Reviewer                          // owes the review (or gave it)
	Clerk                             // writes for the reviewer 代录
	Subject                           // is reviewed: the person, or the secretary for his unit
	ReviewedSide                      // sits in the unit that is reviewed, or is the member himself, and the text is his side's
	Line                              // secretary of the unit or of one above it, or its leader in charge
	Office                            // campaign office of a unit at or above the record's
	System                            // system administrator 系统管理员
	Security                          // security administrator 安全管理员
	Auditor                           // audit administrator 审计管理员
	Local                             // the operator at the machine itself, on the command line
)

// relationNames are the relations in the order of the matrix, with their Chinese names, keys of the catalogue.
var relationNames = []struct {
	Relation Relation
	Name     i18n.Word
}{
	{Anyone, "公众"}, {SignedIn, "有账号的人"}, {Self, "本人"}, {Reviewer, "点评人"}, {Clerk, "代录人"},
	{Subject, "点评对象"}, {ReviewedSide, "被点评一方"}, {Line, "上级"}, {Office, "活动办"},
	{System, "系统管理员"}, {Security, "安全管理员"}, {Auditor, "审计管理员"}, {Local, "本机操作员"},
}

// Relations lists every relation, in the order of the matrix.
func Relations() []Relation {
	out := make([]Relation, len(relationNames))
	for i, r := range relationNames {
		out[i] = r.Relation
	}
	return out
}

// Name is the relation's Chinese word.
func (r Relation) Name() i18n.Word {
	for _, n := range relationNames {
		if n.Relation == r {
			return i18n.Word(n.Name)
		}
	}
	return ""
}

// Has reports whether the set r holds all of other.
func (r Relation) Has(other Relation) bool { return r&other == other }

// Stage is where a record is in its life, as far as rights depend on it.
type Stage string

// The stages. NoStage is of records whose rights never change.
const (
	NoStage   Stage = ""
	Draft     Stage = "draft"     // of a round: being prepared; of a review: being written
	Launched  Stage = "launched"  // of a round
	Ended     Stage = "ended"     // of a round: closed or archived
	Owed      Stage = "owed"      // of a review: nothing written yet
	Submitted Stage = "submitted" // of a review: waits for the reviewer
	Returned  Stage = "returned"  // of a review: sent back
	Confirmed Stage = "confirmed" // of a review: counts
	Gathering Stage = "gathering" // of opinions: slips come in
	Heard     Stage = "heard"     // of opinions: the batch is closed and enough slips came in
	Few       Stage = "few"       // of opinions: the batch is closed and too few came in
)

// RoleKind is an administrative role of an account.
type RoleKind string

// The roles.
const (
	RoleOffice   RoleKind = "office"
	RoleSystem   RoleKind = "system"
	RoleSecurity RoleKind = "security"
	RoleAudit    RoleKind = "audit"
)

// Name is the role's Chinese word.
func (k RoleKind) Name() i18n.Word {
	switch k {
	case RoleOffice:
		return "活动办"
	case RoleSystem:
		return "系统管理员"
	case RoleSecurity:
		return "安全管理员"
	case RoleAudit:
		return "审计管理员"
	}
	return i18n.Word(k)
}

// Role is a role with the unit whose subtree it covers; 0 where it covers everything.
type Role struct {
	Kind RoleKind
	Unit org.UnitID
}

// Actor is who asks. The zero Actor is the public.
type Actor struct {
	Account int64
	Name    string
	Person  org.PersonID
	Roles   []Role
	Local   bool
}

// LocalOperator is the person at the machine itself.
func LocalOperator() Actor { return Actor{Name: "本机操作员", Local: true} }

// Base is the relations that an actor has to any record whatever.
func (a Actor) Base() Relation {
	set := Anyone
	if a.Local {
		return set | SignedIn | Local
	}
	if a.Account == 0 {
		return set
	}

	set |= SignedIn
	for _, r := range a.Roles {
		switch r.Kind {
		case RoleSystem:
			set |= System
		case RoleSecurity:
			set |= Security
		case RoleAudit:
			set |= Auditor
		}
	}

	return set
}

// Offices are the units whose campaign office the actor is.
func (a Actor) Offices() []org.UnitID {
	var out []org.UnitID
	for _, r := range a.Roles {
		if r.Kind == RoleOffice {
			out = append(out, r.Unit)
		}
	}

	return out
}

// ErrRefused is the answer to whoever may not: the same as when there is nothing there.
var ErrRefused = errs.NewNotFound("没有找到这项内容，或者它不在您的工作范围内。")
