package assign

import (
	"strconv"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// Omitted says what of the tree and of the scheme a round over top leaves out, so that nothing vanishes unseen: the root,
// kinds of units that the scheme does not count, kinds of subjects for which it has no rule, and committees with which nobody is
// charged. places are in pre-order.
func (p *Plan) Omitted(places []org.Place, s *scheme.Scheme, top org.Place) []Sentence {
	sets := prepare(s)
	m := &maker{s: s, p: &Plan{why: whys{sets: sets}}}
	var out []Sentence
	counts := map[org.UnitKind]int{}
	for _, u := range places {
		switch {
		case !u.Within(top):
		case u.Depth == 0:
			out = append(out, Say("%s和它的{书记}由上级点评，不列入本轮", u.Label()))
		case !m.counted(u.Kind):
			counts[u.Kind]++
		}
	}

	for _, kind := range []org.UnitKind{org.Committee, org.SubCommittee, org.LeadGroup, org.GeneralBranch, org.Branch, org.JointBranch,
		org.TempBranch, org.Cell, org.Department, org.External} {
		if n := counts[kind]; n > 0 {
			out = append(out, Say("%s %s 个：方案没有列为点评对象，不点评", string(kind.Word()), strconv.Itoa(n)))
		}
	}

	for _, sub := range s.Subjects {
		for set := forUnit; set <= forMember; set++ {
			if set.kind() == sub.Kind && len(sets[set]) == 0 {
				out = append(out, Say("方案写了“%s”，但没有规则给出{点评人}，这一类不点评", sub.Name))
			}
		}
	}

	if p.Uncharged > 0 {
		out = append(out, Say("班子 %s 个：没有人按方案点评，不列入本轮", strconv.Itoa(p.Uncharged)))
	}

	return out
}
