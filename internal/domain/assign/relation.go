package assign

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
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
			d.setAside("%s的%s不计：由负责人%s本人担任", f.names[u], string(word(c)), f.name(own))
		case c.holder == person || slices.ContainsFunc(all[:i], func(b charge) bool { return b.holder == c.holder && r.takes(b) }):
		case d.s.Roster.OnePerSubject && d.chargedTo(c.holder):
			d.setAside("%s也有%s，按方案只由一人点评", f.name(c.holder), string(word(c)))
		default:
			d.askCharge(r, all[i:])
		}
	}
}

// setAside notes what does not count, when explaining.
func (d *finder) setAside(text i18n.Word, args ...string) {
	if d.explain {
		d.aside = append(d.aside, Say(text, args...))
	}
}

// takes reports whether the rule speaks of charges of this kind.
func (r *rule) takes(c charge) bool {
	return len(r.Charges) == 0 || slices.Contains(r.Charges, c.charge.Kind)
}

// word is the kind of charge: 分管 or 联系点.
func word(c charge) i18n.Word { return c.charge.Kind.Word() }

// chargedTo reports whether somebody else was found by a charge already.
func (d *finder) chargedTo(holder int32) bool {
	return slices.ContainsFunc(d.found, func(s speaker) bool {
		return (s.by == scheme.ChargeHolder || s.by == onlyContact) && s.holder != holder
	})
}

// askCharge adds the holder of the first of the charges, with what else he holds over the same unit: 分管 and 联系点 of
// one person are one reason.
func (d *finder) askCharge(r *rule, charges []charge) {
	f, c := d.f, charges[0]
	s := speaker{holder: c.holder, seat: f.holders[c.holder].seat}
	if c.charge.Kind == org.ContactPoint {
		s.by = onlyContact
	}

	d.add(r, s, func() reason {
		said, facts := word(c), []Fact{f.chargeFact(c)}
		for _, more := range charges[1:] {
			if more.holder != c.holder || !r.takes(more) {
				continue
			}

			facts = append(facts, f.chargeFact(more))
			if more.charge.Kind != c.charge.Kind {
				said = "分管、联系点"
			}
		}

		return reason{Sentence{Text: said}, facts}
	})
}

// askLine finds the secretary of the unit above u, or further up 〔按照党组织隶属关系〕.
func (d *finder) askLine(r *rule, u, person int32) {
	f := d.f
	var at int32
	if at, d.passes = f.climb(f.parent[u], person, d.passes); at == none {
		return
	}

	d.add(r, speaker{holder: f.head[at].holder, seat: at}, func() reason {
		if r.OnlyIfNone && len(d.passes) == 0 && f.parent[at] == none {
			return reason{Say(whyUncovered, f.names[at], string(f.head[at].title())), f.lineFacts(at, u)}
		}
		return reason{f.whyLine(u, person, at, d.passes), f.lineFacts(at, u)}
	})
}

// askBranch finds the secretary of branch u 〔党支部书记要对本支部每名党员〕; for himself the next one up the line.
func (d *finder) askBranch(r *rule, u, person int32) {
	f := d.f
	h := f.head[u]
	if !f.places[u].Kind.IsBranch() || h.holder == none {
		return
	}

	if h.holder != person {
		d.add(r, speaker{holder: h.holder, seat: u}, func() reason {
			return reason{Sentence{Text: whyBranch, Args: f.unitName(u)}, f.branchFacts(u)}
		})
		return
	}

	var at int32
	if at, d.passes = f.climb(f.parent[u], person, d.passes); at == none {
		return
	}

	d.add(r, speaker{holder: f.head[at].holder, seat: at, up: true}, func() reason {
		if h.acting {
			return reason{Sentence{Text: whyUpActing, Args: f.unitName(at)}, f.lineFacts(at, u)}
		}
		return reason{Sentence{Text: whyUp, Args: f.unitName(at)}, f.lineFacts(at, u)}
	})
}

// askPrincipal finds the principal of u for a member of its committee 〔党组织班子成员由党组织主要负责人点评〕; where the
// seat is vacant the next secretary up the line.
func (d *finder) askPrincipal(r *rule, u, person int32) {
	f := d.f
	if !slices.Contains(d.s.Roster.CommitteeKinds, f.places[u].Kind) {
		return
	}

	at := u
	if f.head[u].holder == none {
		at, d.passes = f.climb(u, person, d.passes)
	}

	if at == none || f.head[at].holder == person {
		return
	}

	d.add(r, speaker{holder: f.head[at].holder, seat: at}, func() reason {
		why := Say(whyPrincipal, f.name(f.head[at].holder))
		if at != u {
			why = Say(whyNoPrincipal, f.names[u], string(upward(d.passes)), f.names[at], string(f.head[at].title()))
		}
		return reason{why, append(f.headFacts(at), f.seatFacts(u, person, d.s.Roster.CommitteePosts)...)}
	})
}

// askCommittee finds the holders of the rule's posts: at the root for their own branch, in the unit above or in the
// branch itself for the members of the branch. Those of a unit above speak only of the branch that they belong to.
func (d *finder) askCommittee(r *rule, u, person int32) {
	f, at := d.f, u
	switch r.Relation {
	case scheme.OwnBranch:
		at = f.root[u]
	case scheme.CommitteeOfLine:
		at = f.parent[u]
	}

	if at == none || !f.places[u].Kind.IsBranch() {
		return
	}

	seats := f.seatsOf(at)
	for i, s := range seats {
		named := func(b seat) bool { return b.holder == s.holder && slices.Contains(r.Posts, b.post.Kind) }
		if !named(s) || s.holder == person || slices.ContainsFunc(seats[:i], named) {
			continue
		}

		if r.Relation == scheme.CommitteeOfUnit || f.holders[s.holder].branch == u {
			d.add(r, speaker{holder: s.holder, seat: at}, func() reason {
				return reason{f.whyCommittee(r.Relation, u, at), f.seatFacts(at, s.holder, r.Posts)}
			})
		}
	}
}

// askCell finds the leader of a cell, who speaks of it before the branch.
func (d *finder) askCell(r *rule, u int32) {
	f := d.f
	if leader := f.holding(u, org.CellLeader); leader != none && f.places[u].Kind == org.Cell {
		d.add(r, speaker{holder: leader, seat: u}, func() reason {
			return reason{Say("党小组长：%s", f.name(leader)), f.seatFacts(u, leader, []org.PostKind{org.CellLeader})}
		})
	}
}

// askDepartment finds the 行政主要负责人 of the unit above a department, else its secretary or the next one up the line.
func (d *finder) askDepartment(r *rule, u, person int32) {
	f, up := d.f, d.f.parent[u]
	if f.places[u].Kind != org.Department || up == none {
		return
	}

	chief := f.holding(up, org.Administrator)
	if chief == none || chief == person {
		d.askLine(r, u, person)
		return
	}

	d.add(r, speaker{holder: chief, seat: up}, func() reason {
		return reason{Say("%s行政主要负责人", f.names[up]), f.seatFacts(up, chief, []org.PostKind{org.Administrator})}
	})
}

// hasPost reports whether a person holds one of the posts in unit u; no posts ask for none.
func (f *Facts) hasPost(holder, u int32, posts []org.PostKind) bool {
	return len(posts) == 0 || u != none && slices.ContainsFunc(f.seatsOf(u), func(s seat) bool {
		return s.holder == holder && slices.Contains(posts, s.post.Kind)
	})
}
