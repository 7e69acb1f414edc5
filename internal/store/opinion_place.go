package store

import (
	"cmp"
	"iter"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// PlaceRow is a unit of a running round.
type PlaceRow struct {
	Round    round.ID
	Unit     org.UnitID
	UnitName string
	Branch   bool // members belong to it
	access.Ear
}

// Offers reports whether one may gather opinions there, on the unit or on its members.
func (p PlaceRow) Offers() bool { return p.Hears(true, false) || p.Branch && p.Hears(false, true) }

// PlaceFilter chooses among the units on which somebody hears something. Empty fields choose all.
type PlaceFilter struct {
	Text  string     // part of the name, the short name or the code
	First org.UnitID // this unit before all others
}

// firstPlaces is of how many units is asked at once at first: who wants one place finds it among the first few.
const firstPlaces = 25

// PlacesInScope are the units of the rounds on which the asker hears something, in the order of the tree. However large
// his part is, no more of it is read than is taken, but for what the filter leaves out.
func (tx *Tx) PlacesInScope(rounds []round.ID, who access.Actor, f PlaceFilter) iter.Seq2[PlaceRow, error] {
	return func(yield func(PlaceRow, error) bool) {
		for _, id := range rounds {
			h, err := tx.heardPart(id, who)
			if err != nil {
				errs.Wrap(&err, "store.PlacesInScope %d", id)
				yield(PlaceRow{}, err)
				return
			}

			if !tx.eachPlace(id, who, h.chosen(f), yield) {
				return
			}
		}
	}
}

// eachPlace asks part by part how the units are heard; false when no more is wanted.
func (tx *Tx) eachPlace(id round.ID, who access.Actor, units iter.Seq[org.UnitID], yield func(PlaceRow, error) bool) bool {
	next, stop := iter.Pull(units)
	defer stop()

	for most := firstPlaces; ; most = MaxIn {
		var part []org.UnitID
		for len(part) < most {
			unit, more := next()
			if !more {
				break
			}
			part = append(part, unit)
		}

		if len(part) == 0 {
			return true
		}

		before := tx.unanswered()
		rows, err := tx.placesAmong(id, part, who)
		if err != nil {
			yield(PlaceRow{}, err)
			return false
		}

		if tx.unanswered() > before { // whether more of this round is wanted is known when this part is
			return true
		}

		for _, row := range rows {
			if !yield(row, nil) {
				return false
			}
		}
	}
}

// placesAmong are those of some units of a round on which the asker hears something, in the order in which they are named.
func (tx *Tx) placesAmong(id round.ID, units []org.UnitID, who access.Actor) (_ []PlaceRow, err error) {
	defer errs.Wrap(&err, "store.placesAmong %d", id)

	ear := hears("u", who, []round.ID{id})
	args := Args(ear.args, units)
	type place struct {
		PlaceRow
		kind org.UnitKind
	}

	of := func(p *place) columns {
		return columns{{"u.round_id", &p.Round}, {"u.unit_id", &p.Unit}, {"u.name", &p.UnitName}, {"u.kind", &p.kind}}.
			and(ear.columns(&p.Ear)...)
	}
	rows, err := All(tx, func(row Row) (PlaceRow, error) {
		p, err := scanned(of)(row)
		p.Branch = p.kind.IsBranch()
		return p.PlaceRow, err
	}, `SELECT `+selected(of)+` FROM round_unit u WHERE u.counts AND u.round_id = $2 AND u.unit_id IN `+In(len(ear.args)+1, len(units))+` AND `+ear.where, args...)
	if err != nil {
		return nil, err
	}

	at := make(map[org.UnitID]int, len(units))
	for i, unit := range units {
		at[unit] = i
	}

	slices.SortFunc(rows, func(a, b PlaceRow) int { return cmp.Compare(at[a.Unit], at[b.Unit]) })
	return rows, nil
}

// heardPart is where in the frozen tree of a round somebody may hear something: runs of its units, none twice.
type heardPart struct {
	tree
	runs []treeRun
}

// treeRun is places[first:last] of a tree.
type treeRun struct{ first, last int }

// heardPart is the part of a round that lies at and below the units that the asker leads or whose office he is, those in his
// charge, and those in which he reviews somebody.
func (tx *Tx) heardPart(id round.ID, who access.Actor) (h heardPart, err error) {
	f, err := tx.frame(id)
	if err == nil && f == nil {
		f, err = tx.readFrame(id, 0)
	}

	if err != nil {
		return h, err
	}

	h.tree = f.tree
	offices := who.Offices()
	if slices.Contains(offices, 0) {
		h.runs = []treeRun{{0, len(f.places)}}
		return h, nil
	}

	for _, unit := range offices {
		h.below(unit)
	}

	if who.Person == 0 {
		h.join()
		return h, nil
	}

	for _, held := range f.by(who.Person) {
		switch held.Way {
		case assign.Lead:
			h.below(held.Unit)
		case assign.Charge, assign.Contact:
			h.alone(held.Unit)
		}
	}

	reviewed, err := All(tx, Scalar[org.UnitID], `SELECT DISTINCT unit_id FROM obligation WHERE owner_id = $1 AND +round_id = $2`, who.Person, id)
	for _, unit := range reviewed {
		h.alone(unit)
	}

	h.join()
	return h, err
}

func (h *heardPart) below(unit org.UnitID) {
	if i, ok := h.at[unit]; ok {
		h.runs = append(h.runs, treeRun{int(i), h.after(h.places[i].Last)})
	}
}

func (h *heardPart) alone(unit org.UnitID) {
	if i, ok := h.at[unit]; ok {
		h.runs = append(h.runs, treeRun{int(i), int(i) + 1})
	}
}

// join puts the runs into the order of the tree and those that touch into one.
func (h *heardPart) join() {
	slices.SortFunc(h.runs, func(a, b treeRun) int { return cmp.Compare(a.first, b.first) })
	joined := h.runs[:0]
	for _, r := range h.runs {
		if n := len(joined); n > 0 && r.first <= joined[n-1].last {
			joined[n-1].last = max(joined[n-1].last, r.last)
		} else {
			joined = append(joined, r)
		}
	}

	h.runs = joined
}

// size is how many units it has.
func (h heardPart) size() (n int) {
	for _, r := range h.runs {
		n += r.last - r.first
	}
	return n
}

// has reports whether the unit is one of them.
func (h heardPart) has(unit org.UnitID) bool {
	i, ok := h.at[unit]
	return ok && slices.ContainsFunc(h.runs, func(r treeRun) bool { return r.first <= int(i) && int(i) < r.last })
}

// units are its units in the order of the tree.
func (h heardPart) units() iter.Seq[org.Place] {
	return func(yield func(org.Place) bool) {
		for _, r := range h.runs {
			for _, p := range h.places[r.first:r.last] {
				if !yield(p) {
					return
				}
			}
		}
	}
}

// chosen are those of its units that the filter chooses.
func (h heardPart) chosen(f PlaceFilter) iter.Seq[org.UnitID] {
	return func(yield func(org.UnitID) bool) {
		if h.has(f.First) && !yield(f.First) {
			return
		}

		for p := range h.units() {
			if p.ID != f.First && (f.Text == "" || p.Named(f.Text)) && !yield(p.ID) {
				return
			}
		}
	}
}
