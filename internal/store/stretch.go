package store

import (
	"fmt"
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// Stretch is a run of rows of a list that goes through a subtree of a launched round unit by unit, in the tree's order.
// It is found by the counters alone: however long the list is, no row before it is read.
type Stretch struct {
	Round round.ID
	Kinds []scheme.SubjectKind // of the subjects of its rows; empty: all
	Units []org.UnitID         // whose own rows it takes; never empty where it takes any
	Skip  int                  // how many rows of the first unit come before it
	Take  int                  // how many it takes
	Total int                  // how many the list has in all
}

// Listing is a list of which a subtree's figures say how many rows it has.
type Listing struct {
	of    func(round.Tally) int64
	kinds []scheme.SubjectKind // of the subjects, of a list of obligations; empty: all
}

// The lists of a round that have a figure.
var (
	PlannedListing = Listing{of: func(t round.Tally) int64 { return t[round.TimesDue] - t[round.TimesExempt] }}
	OpenListing    = Listing{of: func(t round.Tally) int64 { return t[round.TimesDue] - t[round.TimesDone] - t[round.TimesExempt] }}
	DoneListing    = Listing{of: func(t round.Tally) int64 { return t[round.TimesDone] }}
	AllListing     = Listing{of: func(t round.Tally) int64 { return t[round.TimesDue] }}
	GapListing     = Listing{of: func(t round.Tally) int64 { return t[round.Gaps] }}
	ExemptListing  = Listing{of: func(t round.Tally) int64 { return t[round.Exempted] }}
)

// OfKinds is the part of a list of obligations whose subjects are of these kinds; of none: of all.
func (l Listing) OfKinds(kinds ...scheme.SubjectKind) Listing {
	l.kinds = kinds
	return l
}

// Rows is how many there are by the figures.
func (l Listing) Rows(t round.Tally) int64 {
	if len(l.kinds) == 0 {
		return l.of(t)
	}

	part := round.Tally{}
	for _, kind := range l.kinds {
		for _, c := range listed[:3] {
			part[c] += t[c.OfKind(kind)]
		}
	}

	return l.of(part)
}

// figures are the names of those that it is made of.
func (l Listing) figures() []round.Count {
	if len(l.kinds) == 0 {
		return listed
	}

	var names []round.Count
	for _, kind := range l.kinds {
		for _, c := range listed[:3] {
			names = append(names, c.OfKind(kind))
		}
	}

	return names
}

// listed are the figures that listings are made of; the first three are those of obligations, which each kind has too.
var listed = []round.Count{round.TimesDue, round.TimesDone, round.TimesExempt, round.Gaps, round.Exempted}

// portion is a part of a list: the rows of a whole subtree, or those of its first unit alone.
type portion struct {
	org.Place
	before, rows int64 // how many rows of the list come before it, and how many it has
	alone        bool
}

// Stretch is each rows of the list of a subtree from the row at index from on. It goes down from the unit to those whose
// rows are wanted, and reads the figures of the children of the units on the way.
func (tx *Tx) Stretch(id round.ID, top org.Place, of Listing, from, each int) (s Stretch, err error) {
	defer errs.Wrap(&err, "store.Stretch %d %d", id, top.ID)

	s.Round, s.Kinds = id, of.kinds
	figures, err := tx.listed(id, of, []org.UnitID{top.ID})
	if err != nil {
		return s, err
	}

	s.Total = int(of.Rows(figures[top.ID]))
	from = min(max(from, 0), s.Total)
	s.Take = min(each, s.Total-from)
	if s.Take <= 0 {
		return s, nil
	}

	wanted := []portion{{Place: top, rows: int64(s.Total)}}
	for slices.ContainsFunc(wanted, func(p portion) bool { return !p.alone }) {
		if wanted, err = tx.finer(id, of, wanted); err != nil {
			return s, err
		}
		wanted = slices.DeleteFunc(wanted, func(p portion) bool {
			return p.rows <= 0 || p.before+p.rows <= int64(from) || p.before >= int64(from+s.Take)
		})
	}

	for _, p := range wanted {
		s.Units = append(s.Units, p.ID)
	}

	if len(wanted) > 0 {
		s.Skip = int(int64(from) - wanted[0].before)
	}

	return s, nil
}

// ListingOf is how many rows of a list each of some units has with its subtree.
func (tx *Tx) ListingOf(id round.ID, of Listing, units []org.UnitID) (map[org.UnitID]int, error) {
	figures, err := tx.listed(id, of, units)
	rows := make(map[org.UnitID]int, len(units))
	for _, u := range units {
		rows[u] = int(of.Rows(figures[u]))
	}
	return rows, err
}

// finer cuts each subtree into its first unit and the subtrees of its children.
func (tx *Tx) finer(id round.ID, of Listing, coarse []portion) (fine []portion, err error) {
	below := make([][]org.Place, len(coarse))
	var units []org.UnitID
	for i, p := range coarse {
		if p.alone {
			continue
		}

		if below[i], err = tx.FrozenChildren(id, p.ID); err != nil {
			return nil, err
		}

		for _, c := range below[i] {
			units = append(units, c.ID)
		}
	}

	figures, err := tx.listed(id, of, units)
	if err != nil {
		return nil, err
	}

	for i, p := range coarse {
		own := portion{Place: p.Place, before: p.before, rows: p.rows, alone: true}
		for _, c := range below[i] {
			own.rows -= of.Rows(figures[c.ID])
		}

		fine = append(fine, own)
		before := own.before + own.rows
		for _, c := range below[i] {
			n := of.Rows(figures[c.ID])
			fine = append(fine, portion{Place: c, before: before, rows: n})
			before += n
		}
	}

	return fine, nil
}

type listedKey struct {
	round round.ID
	unit  org.UnitID
	kinds string
}

// listed are the figures of units that the listing is made of; those that were read before are not read again.
func (tx *Tx) listed(id round.ID, of Listing, units []org.UnitID) (map[org.UnitID]round.Tally, error) {
	key := func(u org.UnitID) listedKey { return listedKey{id, u, fmt.Sprint(of.kinds)} }
	all := make(map[org.UnitID]round.Tally, len(units))
	var missing []org.UnitID
	for _, u := range units {
		if t, ok := tx.known[key(u)].(round.Tally); ok {
			all[u] = t
		} else {
			missing = append(missing, u)
		}
	}

	know, figured := tx.knowing(), of.figures()
	for part := range slices.Chunk(missing, MaxIn) {
		names := In(2, len(figured))
		in := In(2+len(figured), len(part))
		figures, err := All(tx, scanFigure, `SELECT unit_id, name, CAST(SUM(value) AS BIGINT) FROM (
				SELECT unit_id, name, value FROM counter WHERE round_id = $1 AND unit_id IN `+in+` AND name IN `+names+`
				UNION ALL SELECT unit_id, name, value FROM counter_delta WHERE round_id = $1 AND unit_id IN `+in+` AND name IN `+names+`) f
			GROUP BY unit_id, name`, Args(Args([]any{id}, figured), part)...)
		if err != nil {
			return nil, err
		}

		intoTallies(all, figures)
	}

	for _, u := range missing {
		know(key(u), all[u])
	}

	return all, nil
}

// of is the condition that a row with these columns belongs to the units of the stretch, with its arguments, of which the
// first is the round as $1 and the last the LIMIT and OFFSET.
func (s Stretch) of(column string, more ...any) (where string, args []any) {
	args = Args(Args([]any{s.Round}, more), s.Units)
	return column + ` IN ` + In(2+len(more), len(s.Units)), append(args, s.Take, s.Skip)
}

// ofObligation is of for an obligation o, which must be of its kinds too.
func (s Stretch) ofObligation(more ...any) (where string, args []any) {
	if len(s.Kinds) == 0 {
		return s.of(`o.unit_id`, more...)
	}
	where, args = s.of(`o.unit_id`, Args(more, s.Kinds)...)
	return where + ` AND o.kind IN ` + In(2+len(more), len(s.Kinds)), args
}

// cut is the LIMIT and OFFSET, the last two of the arguments.
func cut(args []any) string {
	return most(len(args)-1) + ` OFFSET $` + number(len(args))
}

// most is a LIMIT that stands in the n-th argument. The CAST keeps SQLite from looking at its value for the plan: for a bare
// one it would plan the statement anew each time an argument behind it is another.
func most(n int) string { return ` LIMIT CAST($` + number(n) + ` AS BIGINT)` }

// withUnplaced is the stretch with the rows that have no unit, where it takes rows of the round's own unit: there the
// counters have them.
func (tx *Tx) withUnplaced(s Stretch) (Stretch, error) {
	r, err := tx.Round(s.Round)
	if len(s.Units) > 0 && s.Units[0] == r.Unit {
		s.Units = append([]org.UnitID{0}, s.Units...)
	}
	return s, err
}
