package round

import (
	"cmp"
	"maps"
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// Stand is what one person has in one unit: reviews that he owes of what sits there, or a seat.
type Stand struct {
	Unit org.UnitID
	Open bool // something of it is still to be done
}

// Headcount 人数 counts persons and not what they have: who stands in several units of a subtree is one person there. Its
// figures add up the tree all the same, because each person adds one at each of his units and takes one away where two
// neighbours among them meet. What it takes to add a person, or to let him stand otherwise, depends on him alone.
type Headcount struct {
	tree func(org.UnitID) (org.Place, bool)
	own  map[org.UnitID]Tally
	room []org.Place // of places
}

// NewHeadcount counts nobody yet. tree tells a unit's place, at least those of all units that somebody stands in and of
// all units above them.
func NewHeadcount(tree func(org.UnitID) (org.Place, bool)) *Headcount {
	return &Headcount{tree: tree, own: map[org.UnitID]Tally{}}
}

// Own are the figures of each unit, its subtree left out, without those that come to nothing.
func (h *Headcount) Own() map[org.UnitID]Tally {
	for unit, t := range h.own {
		if t.Trim(); len(t) == 0 {
			delete(h.own, unit)
		}
	}
	return h.own
}

// Owner counts one person who owes reviews. He has done his part of a subtree once nothing that he owes there is open.
func (h *Headcount) Owner(stands []Stand) {
	h.once(h.places(stands, false), func(t Tally, n int64) { t[ReviewersDue] += n; t[ReviewersDone] += n })
	h.once(h.places(stands, true), func(t Tally, n int64) { t[ReviewersDone] -= n })
}

// Holder counts one person who has seats of a kind. He is reviewed in a subtree once he is in every seat that he has
// there. Other kinds than secretaries, committee members and outsiders have none.
func (h *Headcount) Holder(kind scheme.SubjectKind, stands []Stand) {
	again, done := SecretariesAgain, SecretaryPersonsDone
	switch kind {
	case scheme.Secretary:
	case scheme.CommitteeMember:
		again, done = CommitteeAgain, CommitteePersonsDone
	case scheme.Outsider:
		again, done = OutsidersAgain, OutsiderPersonsDone
	default:
		return
	}

	all := h.places(stands, false)
	for _, p := range all {
		h.at(p.ID)[again]++
	}

	h.once(all, func(t Tally, n int64) { t[again] -= n; t[done] += n })
	h.once(h.places(stands, true), func(t Tally, n int64) { t[done] -= n })
}

// places are where somebody stands, in the order of the tree, all or where something is open. They are good until it is
// asked again.
func (h *Headcount) places(stands []Stand, open bool) []org.Place {
	places := h.room[:0]
	for _, s := range stands {
		if p, ok := h.tree(s.Unit); ok && (s.Open || !open) {
			places = append(places, p)
		}
	}

	if len(places) > 1 {
		slices.SortFunc(places, func(a, b org.Place) int { return cmp.Compare(a.Ord, b.Ord) })
	}

	h.room = places
	return places
}

// once adds one person to every subtree that has one of the places.
func (h *Headcount) once(places []org.Place, add func(t Tally, n int64)) {
	for i, p := range places {
		add(h.at(p.ID), 1)
		if i == 0 {
			continue
		}

		if above, ok := h.meet(places[i-1], p); ok {
			add(h.at(above), -1)
		}
	}
}

// meet is the lowest unit that has both places in its subtree.
func (h *Headcount) meet(a, b org.Place) (org.UnitID, bool) {
	ok := true
	for ok && !b.Within(a) {
		a, ok = h.tree(a.Parent)
	}
	return a.ID, ok
}

func (h *Headcount) at(unit org.UnitID) Tally {
	if h.own[unit] == nil {
		h.own[unit] = Tally{}
	}
	return h.own[unit]
}

// Turned are the figures that lead from those before to those after, unit by unit, without what stays.
func Turned(before, after map[org.UnitID]Tally) map[org.UnitID]Tally {
	out := map[org.UnitID]Tally{}
	for unit, t := range after {
		out[unit] = Tally{}
		out[unit].Add(t)
	}

	for unit, t := range before {
		if out[unit] == nil {
			out[unit] = Tally{}
		}
		out[unit].Add(t.Negated())
	}

	for unit, t := range out {
		if t.Trim(); len(t) == 0 {
			delete(out, unit)
		}
	}

	return out
}

// Reviewers are the persons who owe reviews, and those of them who have given all.
func (t Tally) Reviewers() Part { return Part{Due: t[ReviewersDue], Done: t[ReviewersDone]} }

// Secretaries are the persons who are secretaries, and those of them who have been reviewed in every seat.
func (t Tally) Secretaries() Part {
	return Part{Due: t[SecretariesDue] - t[SecretariesAgain], Done: t[SecretaryPersonsDone]}
}

// CommitteeMembers are the persons who are committee members, and those of them who have been reviewed in every seat.
func (t Tally) CommitteeMembers() Part {
	return Part{Due: t[CommitteeDue] - t[CommitteeAgain], Done: t[CommitteePersonsDone]}
}

// Outsiders are the persons who are reviewed as 党外干部, and those of them who have been reviewed in every seat.
func (t Tally) Outsiders() Part {
	return Part{Due: t[OutsidersDue] - t[OutsidersAgain], Done: t[OutsiderPersonsDone]}
}

// heads are the figures of headcounts.
var heads = [...]Count{ReviewersDue, ReviewersDone, SecretariesAgain, SecretaryPersonsDone, CommitteeAgain, CommitteePersonsDone,
	OutsidersAgain, OutsiderPersonsDone}

// WithoutHeads are the figures of which those of a unit itself are those of its subtree less those of its children, as they stand
// on paper: those of single kinds serve lists alone.
func (t Tally) WithoutHeads() Tally {
	out := Tally{}
	out.Add(t)
	for _, name := range heads {
		delete(out, name)
	}

	maps.DeleteFunc(out, func(c Count, _ int64) bool { return c.ofKind() })
	return out
}
