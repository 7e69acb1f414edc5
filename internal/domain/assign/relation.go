package assign

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// askCharges finds the holders of charges over u 〔按照工作分工对分管单位和联系点〕. A charge held by who answers for the
// unit himself counts as none.
func (d *finder) askCharges(r *rule, u, person int32) {
	f, all := d.f, d.f.chargesOf(u)
	if len(all) == 0 {
		return
	}
	own := f.own(u)
	for i, c := range all {
		switch {
		case !r.takes(c) || !f.hasPost(c.holder, f.root[u], r.Posts):
		case c.holder == own:
			d.dropped = append(d.dropped, Say("%s的%s不计：由负责人%s本人担任", f.names[u], string(c.charge.Kind.Word()), f.name(own)))
		case c.holder == person || slices.ContainsFunc(all[:i], func(b charge) bool { return b.holder == c.holder && r.takes(b) }):
		case d.s.Roster.OnePerSubject && d.chargedTo(c.holder):
			d.dropped = append(d.dropped, Say("%s也有%s，按方案只由一人点评", f.name(c.holder), string(c.charge.Kind.Word())))
		default:
			d.askCharge(r, all[i:])
		}
	}
}

// takes reports whether the rule speaks of charges of this kind.
func (r *rule) takes(c charge) bool {
	return len(r.Charges) == 0 || slices.Contains(r.Charges, c.charge.Kind)
}

// chargedTo reports whether somebody else was found by a charge already.
func (d *finder) chargedTo(holder int32) bool {
	return slices.ContainsFunc(d.found, func(s speaker) bool {
		return (s.by == scheme.ChargeHolder || s.by == onlyContact) && s.holder != holder
	})
}

// askCharge adds the holder of the first of the charges, with what else he holds over the same unit: 分管 and 联系点 of
// one person are one reason.
func (d *finder) askCharge(r *rule, charges []charge) {
	c := charges[0]
	word, by := string(c.charge.Kind.Word()), scheme.ChargeHolder
	if c.charge.Kind == org.ContactPoint {
		by = onlyContact
	}
	facts := []Fact{d.f.chargeFact(c)}
	for _, more := range charges[1:] {
		if more.holder != c.holder || !r.takes(more) {
			continue
		}
		facts = append(facts, d.f.chargeFact(more))
		if more.charge.Kind != c.charge.Kind {
			word = "分管、联系点"
		}
	}
	d.add(r, c.holder, d.f.holders[c.holder].seat, reason{by: by, why: Sentence{Text: word}, facts: facts})
}

// askLine finds the secretary of the unit above u, or further up 〔按照党组织隶属关系〕.
func (d *finder) askLine(r *rule, u, person int32) {
	f := d.f
	var at int32
	if at, d.passes = f.climb(f.parent[u], person, d.passes); at == none {
		return
	}
	why := reason{facts: d.headFacts(at, u)}
	if r.OnlyIfNone && len(d.passes) == 0 && f.parent[at] == none {
		why.why = Say(whyUncovered, f.names[at], f.head[at].title())
	} else {
		why.why = f.whyLine(u, person, at, d.passes)
	}
	d.add(r, f.head[at].holder, at, why)
}

// askBranch finds the secretary of branch u 〔党支部书记要对本支部每名党员〕; for himself the next one up the line.
func (d *finder) askBranch(r *rule, u, person int32) {
	f := d.f
	h := f.head[u]
	switch {
	case !f.places[u].Kind.IsBranch() || h.holder == none:
	case h.holder != person:
		facts := d.facts.take(2)
		facts[0], facts[1] = f.headFact[u], f.memberFact(u)
		d.add(r, h.holder, u, reason{why: Sentence{Text: whyBranch, Args: f.unitName(u)}, facts: facts})
	default:
		var at int32
		if at, d.passes = f.climb(f.parent[u], person, d.passes); at == none {
			return
		}
		text := whyUp
		if h.acting {
			text = whyUpActing
		}
		d.add(r, f.head[at].holder, at, reason{label: r.upLabel, why: Sentence{Text: text, Args: f.unitName(at)}, facts: d.headFacts(at, u)})
	}
}

// askPrincipal finds the principal of u for a member of its committee 〔党组织班子成员由党组织主要负责人点评〕; where the
// seat is vacant the next secretary up the line.
func (d *finder) askPrincipal(r *rule, u, person int32) {
	f := d.f
	if !slices.Contains(d.s.Roster.CommitteeKinds, f.places[u].Kind) {
		return
	}
	if h := f.head[u]; h.holder != none {
		if h.holder != person {
			facts := append(d.headFacts(u, none), f.seatFacts(u, person, d.s.Roster.CommitteePosts)...)
			d.add(r, h.holder, u, reason{why: Say(whyPrincipal, f.name(h.holder)), facts: facts})
		}
		return
	}
	var at int32
	if at, d.passes = f.climb(u, person, d.passes); at == none {
		return
	}
	why := Say(whyNoPrincipal, f.names[u], upward(d.passes), f.names[at], f.head[at].title())
	facts := append(d.headFacts(at, none), f.seatFacts(u, person, d.s.Roster.CommitteePosts)...)
	d.add(r, f.head[at].holder, at, reason{why: why, facts: facts})
}

// askCommittee finds the holders of the rule's posts: at the root for their own branch, in the unit above or in the
// branch itself for the members of the branch. Those of a unit above speak only of the branch that they belong to.
func (d *finder) askCommittee(r *rule, u, person int32) {
	f, at := d.f, u
	why := Say("%s班子成员", f.names[u])
	switch r.Relation {
	case scheme.OwnBranch:
		at = f.root[u]
		why = Say("领导干部点评本人所在党支部：%s", f.names[u])
	case scheme.CommitteeOfLine:
		at = f.parent[u]
	}
	if at == none || !f.places[u].Kind.IsBranch() {
		return
	}
	if r.Relation == scheme.CommitteeOfLine {
		why = Say("%s班子成员，组织关系在%s", f.names[at], f.names[u])
	}
	seats := f.seatsOf(at)
	for i, s := range seats {
		named := func(b seat) bool { return b.holder == s.holder && slices.Contains(r.Posts, b.post.Kind) }
		if !named(s) || s.holder == person || slices.ContainsFunc(seats[:i], named) {
			continue
		}
		if r.Relation == scheme.CommitteeOfUnit || f.branchOfHolder(s.holder) == u {
			d.add(r, s.holder, at, reason{why: why, facts: f.seatFacts(at, s.holder, r.Posts)})
		}
	}
}

// askCell finds the leader of a cell, who speaks of it before the branch.
func (d *finder) askCell(r *rule, u int32) {
	f := d.f
	if leader := f.holding(u, org.CellLeader); leader != none && f.places[u].Kind == org.Cell {
		d.add(r, leader, u, reason{why: Say("党小组长：%s", f.name(leader)),
			facts: f.seatFacts(u, leader, []org.PostKind{org.CellLeader})})
	}
}

// askDepartment finds the 行政主要负责人 of the unit above a department, else its secretary or the next one up the line.
func (d *finder) askDepartment(r *rule, u, person int32) {
	f, up := d.f, d.f.parent[u]
	if f.places[u].Kind != org.Department || up == none {
		return
	}
	posts := []org.PostKind{org.Administrator}
	if chief := f.holding(up, org.Administrator); chief != none && chief != person {
		d.add(r, chief, up, reason{why: Say("%s行政主要负责人", f.names[up]), facts: f.seatFacts(up, chief, posts)})
		return
	}
	d.askLine(r, u, person)
}

// headFacts are the posts of the secretary of unit at and, where below has one, of below's.
func (d *finder) headFacts(at, below int32) []Fact {
	n := 1
	if below != none && d.f.head[below].holder != none {
		n = 2
	}
	facts := d.facts.take(n)
	facts[0] = d.f.headFact[at]
	if n == 2 {
		facts[1] = d.f.headFact[below]
	}
	return facts
}

// seatFacts are the posts of the kinds that a person holds in unit u.
func (f *Facts) seatFacts(u, holder int32, kinds []org.PostKind) []Fact {
	var facts []Fact
	for _, s := range f.seatsOf(u) {
		if s.holder == holder && slices.Contains(kinds, s.post.Kind) {
			facts = append(facts, f.postFact(s))
		}
	}
	return facts
}

// hasPost reports whether a person holds one of the posts in unit u; no posts ask for none.
func (f *Facts) hasPost(holder, u int32, posts []org.PostKind) bool {
	return len(posts) == 0 || u != none && slices.ContainsFunc(f.seatsOf(u), func(s seat) bool {
		return s.holder == holder && slices.Contains(posts, s.post.Kind)
	})
}
