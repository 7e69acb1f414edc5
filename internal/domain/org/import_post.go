package org

// matchPosts and matchCharges hand their rows to seatMatch and turn what comes back into posts and charges.
func (m *matcher) matchPosts() {
	s := &seatMatch{matcher: m}
	for _, p := range m.before.Posts {
		s.before = append(s.before, seat{int64(p.ID), p.Person, p.Unit, string(p.Kind), p.Portfolio, p.From, p.To, p.Note})
	}

	for _, r := range m.read.Posts {
		s.rows = append(s.rows, r.SeatRow)
		s.want = append(s.want, seat{kind: string(r.Kind), part: r.Portfolio})
		s.notes = append(s.notes, r.Note)
	}

	s.match()
	for _, a := range s.after {
		m.im.After.Posts = append(m.im.After.Posts,
			Post{PostID(a.id), a.person, a.unit, PostKind(a.kind), a.part, a.from, a.to, a.note})
	}

	m.im.Posts = seatDelta(s, PostSheet, m.before.Posts, m.im.After.Posts)
	s.warnPosts()
}

func (m *matcher) matchCharges() {
	s := &seatMatch{matcher: m}
	for _, c := range m.before.Charges {
		s.before = append(s.before, seat{int64(c.ID), c.Person, c.Unit, string(c.Kind), "", c.From, c.To, ""})
	}

	for _, r := range m.read.Charges {
		for _, unit := range m.units.each(r.Unit) {
			row := r.SeatRow
			row.Unit = unit
			s.rows = append(s.rows, row)
			s.want = append(s.want, seat{kind: string(r.Kind)})
		}
	}

	s.match()
	for _, a := range s.after {
		m.im.After.Charges = append(m.im.After.Charges,
			Charge{ChargeID(a.id), a.person, a.unit, ChargeKind(a.kind), a.from, a.to})
	}

	m.im.Charges = seatDelta(s, ChargeSheet, m.before.Charges, m.im.After.Charges)
}
