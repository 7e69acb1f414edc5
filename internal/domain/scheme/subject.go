package scheme

import (
	"slices"

	"lingping/internal/i18n"
)

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

// IsSeat reports whether the subject is a person in a seat of a unit, of which he may have several.
func (k SubjectKind) IsSeat() bool { return k == Secretary || k == CommitteeMember || k == Outsider }

// Name is the Chinese name of the kind, a word of the catalogue; a scheme may call it otherwise, see Subject.Name.
func (k SubjectKind) Name() i18n.Word {
	switch k {
	case Unit:
		return "党组织"
	case Secretary:
		return "党组织书记"
	case CommitteeMember:
		return "班子成员"
	case Member:
		return "党员"
	case Committee:
		return "党组织班子"
	case Department:
		return "部门"
	case Cell:
		return "党小组"
	case Outsider:
		return "党外干部"
	}
	return i18n.Word(k)
}

// Subject is what a review of one kind of subject contains.
type Subject struct {
	Kind     SubjectKind `yaml:"kind"`
	Name     string      `yaml:"name"`
	Text     string      `yaml:"text"` // the sentence of the notice
	Clause   string      `yaml:"clause"`
	Aspects  []Aspect    `yaml:"aspects" key:"key"`
	Required []Part      `yaml:"required"` // parts without which a review can't be submitted
	Form     int         `yaml:"form"`     // the annex on which it is written: 2 or 3
}

// Aspect is one thing looked at. Groups limits it to members of these 群体 or, for units, to these 类型.
type Aspect struct {
	Key     string   `yaml:"key"`
	Text    string   `yaml:"text"`
	Label   string   `yaml:"label"`   // short heading; Text when empty
	Prompts []string `yaml:"prompts"` // questions that help to write
	Groups  []string `yaml:"groups"`  // empty: for all
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
	Subjects []SubjectKind `yaml:"subjects"` // empty: all
	Items    []string      `yaml:"items"`
	Pairs    []Pair        `yaml:"pairs"` // of yardsticks such as 四看四评
	Clause   string        `yaml:"clause"`
}

// Pair says what to look at and what to say of it: 看…, 评….
type Pair struct {
	Look  string `yaml:"look"`
	Judge string `yaml:"judge"`
}

// Group is a group of members (群体) or a category of units (类型) with its own demands 〔五(三)〕.
type Group struct {
	Name     string   `yaml:"name"`
	Text     string   `yaml:"text"`
	Clause   string   `yaml:"clause"`
	Required []Part   `yaml:"required"` // in addition to the subject's
	Waived   []Part   `yaml:"waived"`   // not asked of this group
	Modes    []string `yaml:"modes"`    // modes that count in full for this group, whatever the mode says
	Carriers []string `yaml:"carriers"` // ways of the flexible route that count in full: 上门走访, 电话, 委托送达
	Ask      []string `yaml:"ask"`      // what the reviewer is reminded to speak of
}

// Subject is what a review of the kind contains, and whether the scheme reviews that kind at all.
func (s *Scheme) Subject(kind SubjectKind) (Subject, bool) {
	for _, sub := range s.Subjects {
		if sub.Kind == kind {
			return sub, true
		}
	}
	return Subject{Kind: kind}, false
}

// KindName is what the scheme calls a kind of subject, else what the product does; so without a scheme.
func (s *Scheme) KindName(kind SubjectKind) i18n.Word {
	if s != nil {
		if sub, ok := s.Subject(kind); ok && sub.Name != "" {
			return i18n.Word(sub.Name)
		}
	}
	return kind.Name()
}

// AspectsFor are the aspects asked of a subject in the groups (of a person: his 群体, of a unit: its 类型), in order.
func (s *Scheme) AspectsFor(kind SubjectKind, groups []string) []Aspect {
	sub, _ := s.Subject(kind)
	var aspects []Aspect
	for _, a := range sub.Aspects {
		if len(a.Groups) == 0 || overlap(a.Groups, groups) {
			aspects = append(aspects, a)
		}
	}

	return aspects
}

// GroupsOf are the scheme's demands on somebody in the groups, in the scheme's order.
func (s *Scheme) GroupsOf(groups []string) []Group {
	var found []Group
	for _, g := range s.Groups {
		if slices.Contains(groups, g.Name) {
			found = append(found, g)
		}
	}

	return found
}

// Demand is what one group is asked for beyond what is asked of everybody.
type Demand struct {
	Group  string
	Clause string
	Parts  []Part
}

// Stricter are the parts that groups of somebody demand in addition to what is asked of every subject of the kind
// 〔五(三) 对担任领导职务党员的点评，要高标准严要求〕.
func (s *Scheme) Stricter(kind SubjectKind, groups []string) []Demand {
	sub, _ := s.Subject(kind)
	var out []Demand
	for _, g := range s.GroupsOf(groups) {
		more := slices.DeleteFunc(slices.Clone(g.Required), func(p Part) bool { return slices.Contains(sub.Required, p) })
		if len(more) > 0 {
			out = append(out, Demand{g.Name, g.Clause, more})
		}
	}

	return out
}

// RequiredParts are the parts without which a review of the kind, of somebody in the groups, can't be submitted, in the
// order of the sheet: what is asked of everybody, less what one of his groups waives, and what one of his groups
// demands. A demand stands even where another group waives the part: of a leader who is also infirm everything is asked
// that is asked of leaders 〔五(三) 对担任领导职务党员的点评，要高标准严要求〕.
func (s *Scheme) RequiredParts(kind SubjectKind, groups []string) []Part {
	sub, _ := s.Subject(kind)
	asked := map[Part]bool{}
	for _, p := range sub.Required {
		asked[p] = true
	}

	mine := s.GroupsOf(groups)
	for _, g := range mine {
		for _, p := range g.Waived {
			delete(asked, p)
		}
	}

	for _, g := range mine {
		for _, p := range g.Required {
			asked[p] = true
		}
	}

	return slices.DeleteFunc(Parts(), func(p Part) bool { return !asked[p] })
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
