// Package org is who there is: units in their tree, persons, posts and charges, each with the days on which it holds
// 〔二(二) 党组织隶属关系和领导分工〕. It reads no files and decides nothing about reviews; that is package assign.
package org

import "slices"

// UnitID, PersonID, PostID and ChargeID are made by the program and never shown to people.
type (
	UnitID   int64
	PersonID int64
	PostID   int64
	ChargeID int64
)

// UnitKind is what a unit is in the organisation.
type UnitKind string

// The kinds of units. A branch whose parent is a committee is a direct branch 直属党支部; that is derived from the
// tree (see Tree.Direct), the kind remains branch.
const (
	Committee     UnitKind = "committee"      // 党委
	SubCommittee  UnitKind = "sub-committee"  // 分党委
	LeadGroup     UnitKind = "lead-group"     // 党组, a lead body without a subordinate line
	GeneralBranch UnitKind = "general-branch" // 党总支
	Branch        UnitKind = "branch"         // 党支部, 直属党支部
	JointBranch   UnitKind = "joint-branch"   // 联合党支部
	TempBranch    UnitKind = "temp-branch"    // 临时党支部
	Cell          UnitKind = "cell"           // 党小组
	Department    UnitKind = "department"     // 部门
	External      UnitKind = "external"       // 外部单位
)

// IsBranch reports whether members belong to units of this kind.
func (k UnitKind) IsBranch() bool { return k == Branch || k == JointBranch || k == TempBranch }

// IsCommittee reports whether a unit of this kind has a committee whose members its principal reviews 〔R4〕.
func (k UnitKind) IsCommittee() bool {
	return k == Committee || k == SubCommittee || k == GeneralBranch
}

// IsGrassroots reports whether a unit of this kind is reviewed by default 〔基层党组织〕.
func (k UnitKind) IsGrassroots() bool { return k.IsBranch() || k.IsCommittee() }

// Unit is a node of the tree of organisations.
type Unit struct {
	ID       UnitID
	Code     string // 党组织代码, may be empty
	Name     string // 党组织全称, as on the seal
	Short    string // 简称, may be empty
	Kind     UnitKind
	Category string // 类型 教工/学生/离退休/机关/…, an open set
	Parent   UnitID // 0 at a root
}

// Label is the name that people use: the short one when there is one.
func (u Unit) Label() string {
	if u.Short != "" {
		return u.Short
	}
	return u.Name
}

// Standing is a person's relation to the Party.
type Standing string

// The standings.
const (
	Formal       Standing = "formal"       // 正式党员
	Probationary Standing = "probationary" // 预备党员
	NonMember    Standing = "non-member"   // 非党员, e.g. an administrator or an outside reviewer
)

// IsMember reports whether the person is reviewed as a member.
func (s Standing) IsMember() bool { return s == Formal || s == Probationary }

// Groups of persons that rules, required parts and exemptions ask for 〔五(三)〕. The set is open; these have a meaning.
const (
	GroupLeader      = "领导职务"
	GroupNoPost      = "无职"
	GroupInfirm      = "年老体弱"
	GroupStudent     = "学生"
	GroupMobile      = "流动"
	GroupLostContact = "失联"
	GroupAbroad      = "出国（境）"
)

// Person is a person of the roster.
type Person struct {
	ID       PersonID
	Number   string // 工号 or 学号, may be empty
	Name     string // exact, rare characters and · included
	Pinyin   string // full pinyin of the name, lower case, for sorting and searching
	Initials string // first letters of the pinyin
	Sex      string // 男, 女 or empty
	Nation   string // 民族
	Birth    Date   // 出生年月, to the precision known
	Degree   string // 学历
	Standing Standing
	Joined   Date   // 入党日期
	Full     Date   // 转正日期
	Branch   UnitID // 所在党支部, 0 when unknown
	Job      string // 工作岗位
	Groups   []string
	Phone    string
	IDNumber string // 身份证号, shown masked
	Note     string
}

// InGroup reports whether the person belongs to the group.
func (p Person) InGroup(group string) bool {
	for _, g := range p.Groups {
		if g == group {
			return true
		}
	}
	return false
}

// PostKind is what a person is in a unit.
type PostKind string

// The kinds of posts. CommitteeMember carries its portfolio (组织, 宣传, 纪检, …) in Post.Portfolio.
const (
	Secretary       PostKind = "secretary"        // 书记
	DeputySecretary PostKind = "deputy-secretary" // 副书记
	Acting          PostKind = "acting"           // 主持工作
	CommitteeMember PostKind = "committee-member" // 委员
	Administrator   PostKind = "administrator"    // 行政主要负责人
	CellLeader      PostKind = "cell-leader"      // 党小组长
)

// Rank is the place of a post among those of its unit, and of one person in it, from 0, the one he is called by first:
// those who lead, who stands in for them, the head of the administration, 〔党政主要负责同志〕, then the other
// members.
func (k PostKind) Rank() int {
	return slices.Index([]PostKind{Secretary, Acting, DeputySecretary, Administrator, CommitteeMember, CellLeader}, k)
}

// InCommittee reports whether a post of this kind sits in the 班子 of its unit; who holds one is not 无职 〔五(三)〕. A cell
// leader does not.
func (k PostKind) InCommittee() bool { return k != CellLeader }

// Post is a person's place in a unit, with the days on which he holds it (empty means always).
type Post struct {
	ID        PostID
	Person    PersonID
	Unit      UnitID
	Kind      PostKind
	Portfolio string // of a committee member: 组织, 宣传, 纪检 or empty
	From, To  Date
	Note      string // 备注: what he is beside it, 副院长
}

// ChargeKind is how a leader stands to a unit that is not his own.
type ChargeKind string

// The kinds of charges 〔二(二) 按照工作分工对分管单位和联系点〕.
const (
	InCharge     ChargeKind = "in-charge"     // 分管
	ContactPoint ChargeKind = "contact-point" // 联系点
)

// Charge is a leader's charge over a unit, with the days on which it holds (empty means always).
type Charge struct {
	ID       ChargeID
	Person   PersonID
	Unit     UnitID
	Kind     ChargeKind
	From, To Date
}

// Roster is everything known of an institution, in no particular order.
type Roster struct {
	Units   []Unit
	Persons []Person
	Posts   []Post
	Charges []Charge
}
