package assign

import (
	"cmp"
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// seat is a post that holds on the day.
type seat struct {
	unit, holder int32
	post         *org.Post
}

// charge is a charge that holds on the day.
type charge struct {
	unit, holder int32
	charge       *org.Charge
}

// head is the secretary of a unit: the 书记, else who 主持工作; a 副书记 never.
type head struct {
	holder int32 // none: vacant
	acting bool
}

// title is the head's post as a word of the catalogue.
func (h head) title() i18n.Word {
	if h.acting {
		return "主持工作者"
	}
	return "书记"
}

// layPosts keeps the posts of the day, by unit and rank; of one rank the one held longer comes first.
func (f *Facts) layPosts(posts []org.Post) error {
	f.seats = make([]seat, 0, len(posts))
	for i := range posts {
		p := &posts[i]
		if !org.Covers(p.From, p.To, f.Day) {
			continue
		}

		u, known := f.index[p.Unit]
		h, named := f.holderOf[p.Person]
		if !known || !named {
			return errs.NewInvalid("有一条职务的党组织或任职人不在名册里，请重新导入党组织、党员和职务。")
		}

		f.seats = append(f.seats, seat{unit: u, holder: h, post: p})
		if at := f.holders[h].seat; p.Kind != org.CellLeader && (at == none || f.above(u, at)) {
			f.holders[h].seat = u
		}
	}

	slices.SortFunc(f.seats, func(a, b seat) int {
		return cmp.Or(cmp.Compare(a.unit, b.unit), a.post.Kind.Rank()-b.post.Kind.Rank(),
			cmp.Compare(a.post.From, b.post.From), f.compareHolders(a.holder, b.holder), cmp.Compare(a.post.ID, b.post.ID))
	})

	f.seatsFrom = starts(len(f.places), f.seats, func(s seat) int32 { return s.unit })
	return nil
}

// layCharges keeps the charges of the day, by unit: 分管 before 联系点, the one held longer first.
func (f *Facts) layCharges(charges []org.Charge) error {
	f.charges = make([]charge, 0, len(charges))
	for i := range charges {
		c := &charges[i]
		if !org.Covers(c.From, c.To, f.Day) {
			continue
		}

		u, known := f.index[c.Unit]
		h, named := f.holderOf[c.Person]
		if !known || !named {
			return errs.NewInvalid("有一条分工的党组织或领导不在名册里，请重新导入党组织、党员和分工。")
		}

		f.charges = append(f.charges, charge{unit: u, holder: h, charge: c})
	}

	slices.SortFunc(f.charges, func(a, b charge) int {
		return cmp.Or(cmp.Compare(a.unit, b.unit), contact(a)-contact(b),
			cmp.Compare(a.charge.From, b.charge.From), f.compareHolders(a.holder, b.holder),
			cmp.Compare(a.charge.ID, b.charge.ID))
	})

	f.chargeFrom = starts(len(f.places), f.charges, func(c charge) int32 { return c.unit })
	return nil
}

// contact is 0 for 分管 and 1 for 联系点.
func contact(c charge) int {
	if c.charge.Kind == org.ContactPoint {
		return 1
	}
	return 0
}

// compareHolders orders persons by number, then id.
func (f *Facts) compareHolders(a, b int32) int {
	x, y := &f.holders[a], &f.holders[b]
	return cmp.Or(cmp.Compare(x.Number, y.Number), cmp.Compare(x.Person, y.Person))
}

// above reports whether unit a stands higher in the tree than b, or as high and before it.
func (f *Facts) above(a, b int32) bool {
	return cmp.Or(cmp.Compare(f.places[a].Depth, f.places[b].Depth), cmp.Compare(a, b)) < 0
}

// starts gives where the rows of each of n units begin among rows sorted by unit; entry n is the end.
func starts[T any](n int, rows []T, unit func(T) int32) []int32 {
	from := make([]int32, n+1)
	for _, row := range rows {
		from[unit(row)+1]++
	}

	for u := range n {
		from[u+1] += from[u]
	}

	return from
}

// seatsOf are the posts held in unit u on the day, highest first.
func (f *Facts) seatsOf(u int32) []seat { return f.seats[f.seatsFrom[u]:f.seatsFrom[u+1]] }

// chargesOf are the charges held over unit u on the day.
func (f *Facts) chargesOf(u int32) []charge { return f.charges[f.chargeFrom[u]:f.chargeFrom[u+1]] }

// seatHeads finds the secretary of every unit. Where two hold the seat the first is taken so that the rest of the plan
// can be looked at; doubleSeats makes it a fault.
func (f *Facts) seatHeads() {
	f.head = make([]head, len(f.places))
	for u := range f.head {
		f.head[u].holder = none
		seats := f.seatsOf(int32(u))
		if len(seats) > 0 && leading(seats[0].post.Kind, seats[0].post.Kind) {
			f.head[u] = head{holder: seats[0].holder, acting: seats[0].post.Kind == org.Acting}
		}
	}
}

// own is who answers for a unit and so never reviews it: its secretary; of a department its 行政主要负责人, of a cell
// its leader.
func (f *Facts) own(u int32) int32 {
	switch f.places[u].Kind {
	case org.Department:
		return f.holding(u, org.Administrator)
	case org.Cell:
		return f.holding(u, org.CellLeader)
	}
	return f.head[u].holder
}

// holding is the first who holds a post of the kind in unit u.
func (f *Facts) holding(u int32, kind org.PostKind) int32 {
	for _, s := range f.seatsOf(u) {
		if s.post.Kind == kind {
			return s.holder
		}
	}
	return none
}

// name is a holder's name.
func (f *Facts) name(h int32) string { return f.holders[h].Name }

// unitName is the full name of u as the one argument of a sentence, borrowed and not copied.
func (f *Facts) unitName(u int32) []string { return f.names[u : u+1 : u+1] }
