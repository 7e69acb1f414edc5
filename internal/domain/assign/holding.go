package assign

import (
	"cmp"
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// Way is how somebody stands to a unit by a post or a charge.
type Way string

// The ways. Who leads a unit by a post sits in it too.
const (
	Lead    Way = "lead"                // 书记, else who 主持工作
	Sit     Way = "sit"                 // a post of any kind in the unit
	Charge  Way = Way(org.InCharge)     // 分管
	Contact Way = Way(org.ContactPoint) // 联系点
)

// ByCharge reports whether it is a charge over the unit and no post in it.
func (w Way) ByCharge() bool { return w == Charge || w == Contact }

// Holding is one person's hold on one unit.
type Holding struct {
	Unit   org.UnitID
	Person org.PersonID
	Way    Way
}

// Holdings are who holds which unit by which way on the day: by posts and charges that hold then, and by the hand-overs
// made, in their order: of what had begun when it was made, because nobody passes on what he is given later. Each stands once, by unit, way and person, whatever the order of the rows. More than one
// who leads a unit is a fault of the roster, nobody is a vacancy.
func Holdings(day org.Date, posts []org.Post, charges []org.Charge, handOvers []round.HandOver) []Holding {
	highest := map[org.UnitID]org.PostKind{}
	for _, p := range posts {
		best, taken := highest[p.Unit]
		if org.Covers(p.From, p.To, day) && (!taken || p.Kind.Rank() < best.Rank()) {
			highest[p.Unit] = p.Kind
		}
	}

	out := make([]Holding, 0, len(posts)+len(charges))
	for _, p := range posts {
		if !org.Covers(p.From, p.To, day) {
			continue
		}

		out = append(out, Holding{p.Unit, p.Person, Sit}.passed(p.From, handOvers))
		if leading(p.Kind, highest[p.Unit]) {
			out = append(out, Holding{p.Unit, p.Person, Lead}.passed(p.From, handOvers))
		}
	}

	for _, c := range charges {
		if org.Covers(c.From, c.To, day) {
			out = append(out, Holding{c.Unit, c.Person, Way(c.Kind)}.passed(c.From, handOvers))
		}
	}

	slices.SortFunc(out, func(a, b Holding) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Way, b.Way), cmp.Compare(a.Person, b.Person))
	})
	return slices.Compact(out)
}

// leading reports whether a post of the kind leads a unit in which no post is higher than highest 〔党组织主要负责人〕: 书记,
// and 主持工作 where there is no 书记; a 副书记 never.
func leading(kind, highest org.PostKind) bool {
	return kind == highest && (kind == org.Secretary || kind == org.Acting)
}

// passed is the holding of who stands there after the hand-overs, by a post or charge that began on the day.
func (h Holding) passed(begun org.Date, handOvers []round.HandOver) Holding {
	for _, o := range handOvers {
		if o.From == h.Person && o.Takes(h.Unit, h.Way.ByCharge()) && (o.Day == "" || org.Covers(begun, "", o.Day)) {
			h.Person = o.To
		}
	}
	return h
}

// ChargeRules are the names of the rules by which a scheme lets leaders review by their charges 〔二(二) 分管单位和联系点〕.
func ChargeRules(s *scheme.Scheme) []string {
	var names []string
	for _, r := range s.Rules {
		if r.Relation == scheme.ChargeHolder {
			names = append(names, r.ID)
		}
	}

	return names
}

// ByCharge reports whether the rules that gave a reviewer are all of those: what he owes then goes with his charges and
// not with a seat.
func ByCharge(rules, chargeRules []string) bool {
	return len(rules) > 0 && !slices.ContainsFunc(rules, func(name string) bool { return !slices.Contains(chargeRules, name) })
}
