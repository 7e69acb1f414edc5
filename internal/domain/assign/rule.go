package assign

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// rule is a rule of the scheme made ready: what is said of it in every decision is laid down once.
type rule struct {
	scheme.Rule
	label   []string // R3
	upLabel []string // R3↑: the subject is the reviewer of the rule himself, so the next one up the line
	clauses []string
	always  bool // without conditions on the unit
}

// rules are the rules that make obligations of one kind of subject, in the scheme's order.
type rules []*rule

// ruleset names the rules for one kind of subject.
type ruleset int16

const (
	forUnit ruleset = iota
	forDepartment
	forCell
	forSecretary
	forCommittee
	forCommitteeMember
	forOutsider
	forMember
	forPlainMember // of no group that a rule asks for; members of groups have further sets
)

// kind is the kind of subject that the rules serve.
func (set ruleset) kind() scheme.SubjectKind {
	return [...]scheme.SubjectKind{scheme.Unit, scheme.Department, scheme.Cell, scheme.Secretary, scheme.Committee,
		scheme.CommitteeMember, scheme.Outsider, scheme.Member}[min(set, forMember)]
}

// onlyContact stands for charge-holder where the unit has a contact leader and nobody in charge.
const onlyContact scheme.Relation = "contact-point"

// bar says why an only-if-none rule does not speak: somebody was already found by the relation.
func (r *rule) bar(by scheme.Relation) Sentence {
	switch by {
	case scheme.ChargeHolder:
		return Say("%s不适用：已有分管领导", r.ID)
	case onlyContact:
		return Say("%s不适用：已有联系点领导", r.ID)
	case scheme.ParentSecretary, scheme.LineSecretary:
		return Say("%s不适用：已由上级{书记}点评", r.ID)
	}
	return Say("%s不适用：已有人点评", r.ID)
}

// prepare makes the scheme's rules ready, by ruleset.
func prepare(s *scheme.Scheme) []rules {
	sets := make([]rules, forPlainMember+1)
	for _, r := range s.Rules {
		ready := &rule{Rule: r, label: []string{r.ID}, upLabel: []string{r.ID + "↑"},
			always: len(r.UnitKinds) == 0 && len(r.LineKinds) == 0 && len(r.Categories) == 0 && r.MinMembers == 0 && r.MaxMembers == 0}
		if r.Clause != "" {
			ready.clauses = []string{r.Clause}
		}

		for set := forUnit; set <= forMember; set++ {
			if r.Makes(set.kind()) {
				sets[set] = append(sets[set], ready)
			}
		}
	}

	sets[forPlainMember] = sets[forMember].serving(nil)
	return sets
}

// doubleCapacity is the rule that makes nothing by itself and says that leaders are reviewed in their branch like
// everybody 〔R5 又要积极接受所在支部书记的点评〕; empty when the scheme does not say it.
func doubleCapacity(s *scheme.Scheme) string {
	for _, r := range s.Rules {
		if r.Relation == "" && slices.Contains(r.Groups, org.GroupLeader) {
			return r.ID
		}
	}
	return ""
}

// holds reports whether the rule's conditions hold for unit u (of a member: his branch).
func (r *rule) holds(f *Facts, u int32) bool {
	if r.always {
		return true
	}

	p, members := &f.places[u], int(f.under[u])
	if up := f.parent[u]; len(r.LineKinds) > 0 && (up == none || !slices.Contains(r.LineKinds, f.places[up].Kind)) {
		return false
	}

	return (len(r.UnitKinds) == 0 || slices.Contains(r.UnitKinds, p.Kind)) &&
		(len(r.Categories) == 0 || slices.Contains(r.Categories, p.Category)) &&
		members >= r.MinMembers && (r.MaxMembers == 0 || members <= r.MaxMembers)
}

// serves reports whether the rule's groups let it speak for the member.
func (r *rule) serves(m *Member) bool {
	if len(r.Groups) == 0 {
		return true
	}

	for _, g := range r.Groups {
		if g == org.GroupLeader && m.Leader || slices.Contains(m.Groups, g) {
			return true
		}
	}

	return false
}

// serving keeps the rules that speak for the member; nil stands for a member of no group.
func (rs rules) serving(m *Member) rules {
	var kept rules
	for _, r := range rs {
		if len(r.Groups) == 0 || m != nil && r.serves(m) {
			kept = append(kept, r)
		}
	}

	return kept
}

// grouped reports whether a rule asks for groups.
func (rs rules) grouped() bool {
	return slices.ContainsFunc(rs, func(r *rule) bool { return len(r.Groups) > 0 })
}
