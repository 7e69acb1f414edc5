// Package scheme is an institution's notice as data: who reviews whom, what is looked at, in which ways and steps, by
// when, on which forms. A scheme is a YAML file that an office clerk can read (parse.go), checked with the line of each
// fault (check.go); the notice that the product was built for is built in as chuangxian-2010. What a relation means for
// a given roster is decided in package assign, not here.
package scheme

import "lingping/internal/domain/org"

// SubjectKind is what is reviewed.
type SubjectKind string

// The kinds of subjects. The first four are reviewed under the built-in scheme; a scheme may add the others.
const (
	Unit            SubjectKind = "unit"             // 党组织
	Secretary       SubjectKind = "secretary"        // 党组织书记
	CommitteeMember SubjectKind = "committee-member" // 党组织班子成员
	Member          SubjectKind = "member"           // 党员
	Committee       SubjectKind = "committee"        // 党组织班子, as a whole
	Department      SubjectKind = "department"       // 部门
	Cell            SubjectKind = "cell"             // 党小组
	Outsider        SubjectKind = "outsider"         // 党外干部
)

// IsUnit reports whether the subject is a unit (or its committee as a whole) and not a person.
func (k SubjectKind) IsUnit() bool {
	return k == Unit || k == Committee || k == Department || k == Cell
}

// Relation names how a rule finds the reviewer. Each is written in Go, in package assign; a scheme chooses and
// parametrises them.
type Relation string

// The relations. "Secretary" in each means the 书记, else who 主持工作.
const (
	ChargeHolder    Relation = "charge-holder"     // 分管/联系点 leader → the unit, its secretary
	ParentSecretary Relation = "parent-secretary"  // secretary of the parent (below the root) → child unit, its secretary
	LineSecretary   Relation = "line-secretary"    // secretary of the parent, root included → child unit, its secretary
	BranchSecretary Relation = "branch-secretary"  // secretary of a branch → each of its members; himself: next up the line
	Principal       Relation = "principal"         // principal of a unit → the other members of its committee
	OwnBranch       Relation = "own-branch"        // leaders with Posts at the root → their own branch, its secretary
	CommitteeOfLine Relation = "committee-of-line" // holders of Posts in the parent who belong to the branch → the branch's other members
	CommitteeOfUnit Relation = "committee-of-unit" // holders of Posts in the branch → the branch's other members
	CellLeader      Relation = "cell-leader"       // leader of a cell → the cell
	DepartmentHead  Relation = "department-head"   // 行政主要负责人 of a department's parent unit, else its secretary → the department
)

// Scheme is the whole of a notice. Zero values mean "the notice does not say"; Extends has been resolved when a Scheme
// comes out of Parse.
type Scheme struct {
	Name       string            `yaml:"name"`    // short name, e.g. chuangxian-2010
	Extends    string            `yaml:"extends"` // name of the scheme this one changes
	Title      string            `yaml:"title"`
	Basis      Basis             `yaml:"basis"`
	Theme      string            `yaml:"theme"`      // what the round is held under, shown in the editor
	Vocabulary map[string]string `yaml:"vocabulary"` // the product's word → the institution's word
	Subjects   []Subject         `yaml:"subjects"`
	Yardsticks []Yardstick       `yaml:"yardsticks"`
	Rules      []Rule            `yaml:"rules"`
	Roster     RosterRules       `yaml:"roster"`
	Modes      []Mode            `yaml:"modes"`
	Selections []Choice          `yaml:"selections"` // how subjects were chosen: all, sample, category
	Carriers   []string          `yaml:"carriers"`   // 组织生活会, 调研督查, …
	Steps      []Step            `yaml:"steps"`
	Groups     []Group           `yaml:"groups"`
	Attendance Attendance        `yaml:"attendance"`
	Instrument []Instrument      `yaml:"instruments"`
	Publish    Publication       `yaml:"publication"`
	Rectify    Rectification     `yaml:"rectification"`
	Filing     []Filing          `yaml:"filing"`
	Statistics Statistics        `yaml:"statistics"`
	Forms      []Form            `yaml:"forms"`
	Text       string            `yaml:"-"` // the YAML as it was read, kept with the round that uses it
}

// Basis is the document that the scheme puts into data.
type Basis struct {
	Title  string   `yaml:"title"`
	Number string   `yaml:"number"` // 发文字号
	Issuer string   `yaml:"issuer"`
	Date   org.Date `yaml:"date"`
}

// Subject is what a review of one kind of subject contains.
type Subject struct {
	Kind     SubjectKind `yaml:"kind"`
	Name     string      `yaml:"name"`
	Clause   string      `yaml:"clause"`
	Aspects  []Aspect    `yaml:"aspects"`
	Required []Part      `yaml:"required"` // parts without which a review can't be submitted
	Form     int         `yaml:"form"`     // the annex on which it is written: 2 or 3
}

// Part is a part of a review that a scheme may demand.
type Part string

// The parts of a review.
const (
	PartAspects      Part = "aspects"      // every aspect has a text
	PartAchievements Part = "achievements" // 主要成绩
	PartProblems     Part = "problems"     // 存在问题, at least one
	PartCauses       Part = "causes"       // 原因分析
	PartAdvice       Part = "advice"       // 工作意见建议、努力方向
	PartOverall      Part = "overall"      // 总体评价
	PartMode         Part = "mode"         // 点评方式
	PartDate         Part = "date"         // 点评时间
	PartPlace        Part = "place"        // 点评地点
)

// Aspect is one thing looked at. Prompts are the paired questions of some schemes (看… 评…).
type Aspect struct {
	Key     string   `yaml:"key"`
	Text    string   `yaml:"text"`
	Label   string   `yaml:"label"` // short heading; Text when empty
	Prompts []string `yaml:"prompts"`
	Groups  []string `yaml:"groups"` // only for members of these groups; empty: for all
}

// Heading is the short name of the aspect.
func (a Aspect) Heading() string {
	if a.Label != "" {
		return a.Label
	}
	return a.Text
}

// Yardstick is a standard held beside the review, such as "五个好" or "五带头".
type Yardstick struct {
	Title    string        `yaml:"title"`
	Subjects []SubjectKind `yaml:"subjects"`
	Items    []string      `yaml:"items"`
	Clause   string        `yaml:"clause"`
}

// Rule makes obligations: it names a relation, the subjects it serves and the simple conditions under which it holds.
type Rule struct {
	ID         string           `yaml:"id"` // R1
	Clause     string           `yaml:"clause"`
	Text       string           `yaml:"text"` // the sentence of the notice
	Relation   Relation         `yaml:"relation"`
	Subjects   []SubjectKind    `yaml:"subjects"`
	Charges    []org.ChargeKind `yaml:"charges"`    // of charge-holder; empty: both
	Posts      []org.PostKind   `yaml:"posts"`      // of the relations that speak of posts
	UnitKinds  []org.UnitKind   `yaml:"unit-kinds"` // only units (or branches of members) of these kinds
	Categories []string         `yaml:"categories"` // only units of these 类型
	Groups     []string         `yaml:"groups"`     // only members of these groups
	MinMembers int              `yaml:"min-members"`
	MaxMembers int              `yaml:"max-members"`
	OnlyIfNone bool             `yaml:"only-if-none"` // only where no earlier rule gave this unit a reviewer
	AsBody     bool             `yaml:"as-body"`      // the reviewer speaks for the body (党组, 支部) and signs for it
	Note       string           `yaml:"note"`         // a rule that makes nothing by itself: said to people (R5, R7)
}

// RosterRules says who counts.
type RosterRules struct {
	UnitKinds      []org.UnitKind `yaml:"unit-kinds"`      // units reviewed; empty: committees, general branches, branches
	CommitteeKinds []org.UnitKind `yaml:"committee-kinds"` // units whose committee members are reviewed by their principal
	CommitteePosts []org.PostKind `yaml:"committee-posts"` // posts that make a committee member
	ExemptGroups   []string       `yaml:"exempt-groups"`   // groups proposed for exemption in bulk
	OnePerSubject  bool           `yaml:"one-per-subject"` // of several charge holders only the first by rule order reviews
	SmallBranch    int            `yaml:"small-branch"`    // a branch with fewer formal members is a warning
	Overload       int            `yaml:"overload"`        // a reviewer with more obligations is a warning
}

// Mode is a way in which a review is given 〔三〕.
type Mode struct {
	Key        string        `yaml:"key"` // collective, individual, on-site, random or the scheme's own
	Name       string        `yaml:"name"`
	Text       string        `yaml:"text"`
	Clause     string        `yaml:"clause"`
	Subjects   []SubjectKind `yaml:"subjects"` // empty: all
	Groups     []string      `yaml:"groups"`   // only for members of these groups, e.g. the flexible route
	MinMembers int           `yaml:"min-members"`
	MaxMembers int           `yaml:"max-members"`
}

// Choice is a key with its name.
type Choice struct {
	Key  string `yaml:"key"`
	Name string `yaml:"name"`
}

// StepKey is the place of a step in the five-step strip.
type StepKey string

// The five steps 〔四〕.
const (
	StepSummary   StepKey = "summary"   // 总结前期工作
	StepFieldwork StepKey = "fieldwork" // 开展调查研究
	StepReview    StepKey = "review"    // 具体实施点评
	StepNotice    StepKey = "notice"    // 通报点评意见
	StepAction    StepKey = "action"    // 落实整改措施
)

// Step is a step of the round with its own words and deadline.
type Step struct {
	Key      StepKey        `yaml:"key"`
	Name     string         `yaml:"name"`
	Short    string         `yaml:"short"` // two characters for the strip
	Text     string         `yaml:"text"`
	Clause   string         `yaml:"clause"`
	Actor    string         `yaml:"actor"`
	Artefact string         `yaml:"artefact"`
	Optional bool           `yaml:"optional"`
	Due      int            `yaml:"due"`       // days before (negative) or after the round's last day
	DueActor map[string]int `yaml:"due-actor"` // other deadlines for an actor
	Checks   []string       `yaml:"checks"`    // of the self-summary: what is looked back on
	Demanded bool           `yaml:"demanded"`  // the next step waits for this one
}

// Group is a group of members with its own demands 〔五(三)〕.
type Group struct {
	Name     string   `yaml:"name"`
	Text     string   `yaml:"text"`
	Clause   string   `yaml:"clause"`
	Required []Part   `yaml:"required"` // in addition to the subject's
	Waived   []Part   `yaml:"waived"`   // not asked of this group
	Modes    []string `yaml:"modes"`    // modes that count in full for this group
	Ask      []string `yaml:"ask"`      // what the reviewer is reminded to speak of
}

// Attendance says who is invited and how many must come 〔四末〕.
type Attendance struct {
	Text               string  `yaml:"text"`
	MinMembers         int     `yaml:"min-members"`
	MinRepresentatives int     `yaml:"min-representatives"`
	Quorum             float64 `yaml:"quorum"` // share of those expected; 0: none
}

// Instrument is a ballot held beside the review; the built-in scheme has none.
type Instrument struct {
	Key    string   `yaml:"key"`
	Name   string   `yaml:"name"`
	Items  []string `yaml:"items"`
	Grades []Grade  `yaml:"grades"`
	Weight float64  `yaml:"weight"`
	Quota  string   `yaml:"quota"`
	Voters string   `yaml:"voters"`
}

// Grade is one answer of a ballot.
type Grade struct {
	Name   string  `yaml:"name"`
	Points float64 `yaml:"points"`
}

// Publication says what of a review is shown to whom 〔四(四)〕.
type Publication struct {
	Channels []string `yaml:"channels"`
	Fields   []Part   `yaml:"fields"` // allow-list
	Days     int      `yaml:"days"`
	Scope    string   `yaml:"scope"`
}

// Rectification says how demands are put right 〔四(五)〕.
type Rectification struct {
	Days  int  `yaml:"days"`
	Reply bool `yaml:"reply"` // a written reply to the reviewer is demanded
}

// Filing says who hands in which forms to whom by when.
type Filing struct {
	Who    string   `yaml:"who"`
	To     string   `yaml:"to"`
	Forms  []int    `yaml:"forms"`
	Filter []string `yaml:"filter"` // root-leaders, general-branch-principals, general-branch-administrators, all
	Due    org.Date `yaml:"due"`    // an absolute day; or
	DueIn  int      `yaml:"due-in"` // days after the round's last day
}

// Statistics says on what basis figures are counted (口径).
type Statistics struct {
	Basis   string   `yaml:"basis"`
	Columns []string `yaml:"columns"`
}

// Form is an annex of the notice.
type Form struct {
	Number int    `yaml:"number"`
	Title  string `yaml:"title"`
}
