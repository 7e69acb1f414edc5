package store

import (
	"bytes"
	"cmp"
	"encoding/json"
	"iter"
	"maps"
	"slices"
	"strings"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// AddDecisions keeps decisions and gives the id of each, in their order.
func (tx *Tx) AddDecisions(id round.ID, decisions []assign.Decision) (ids []int64, err error) {
	defer errs.Wrap(&err, "store.AddDecisions %d", id)

	first, err := tx.NewIDs(len(decisions))
	if err != nil {
		return nil, err
	}

	ids = make([]int64, len(decisions))
	for i := range ids {
		ids[i] = first + int64(i)
	}

	i, row := 0, make([]any, 3)
	var body bytes.Buffer
	in, failure := json.NewEncoder(&body), error(nil)
	err = tx.BulkOf("decision", ofRound(id), []string{"id", "rules", "body"}, func() ([]any, bool) {
		if i == len(decisions) {
			return nil, false
		}

		d := &decisions[i]
		body.Reset()
		if failure = in.Encode(d); failure != nil {
			return nil, false
		}

		row[0], row[1], row[2] = ids[i], strings.Join(d.Rules, ","), string(bytes.TrimSpace(body.Bytes()))
		i++
		return row, true
	})
	return ids, cmp.Or(failure, err)
}

// AddObligations keeps obligations, all owed by the reviewer whom the rules gave. decisions are the ids that
// AddDecisions gave; count is how many will come, for the block of ids.
func (tx *Tx) AddObligations(id round.ID, all iter.Seq[assign.Obligation], count int, decisions []int64) (err error) {
	defer errs.Wrap(&err, "store.AddObligations %d", id)

	first, err := tx.NewIDs(count)
	if err != nil {
		return err
	}

	next, stop := iter.Pull(all)
	defer stop()

	row, last, n := make([]any, 8), assign.Obligation{}, int64(0)
	return tx.BulkRuns("obligation", append(ofRound(id), Same{"state", string(review.Owed)}),
		[]string{"unit_id", "kind", "reviewer_id", "seat_id", "owner_id", "decision_id"}, []string{"id", "person_id"}, func() ([]any, bool) {
			o, ok := next()
			if !ok {
				return nil, false
			}

			person := int64(o.Subject.Person)
			o.Subject.Person = 0
			if n == 0 || o != last { // else the values of the row before are those of this one
				reviewer := any(int64(o.Reviewer))
				row[0], row[1], row[2] = int64(o.Subject.Unit), string(o.Subject.Kind), reviewer
				row[3], row[4], row[5] = int64(o.Seat), reviewer, decisions[o.Decision]
				last = o
			}

			row[6], row[7] = first+n, person
			n++
			return row, true
		})
}

// ofRound is the column by which rows of a bulk insert belong to a round.
func ofRound(id round.ID) []Same { return []Same{{"round_id", int64(id)}} }

// AddSeats keeps the secretaries and committee members who count.
func (tx *Tx) AddSeats(id round.ID, seats []assign.Subject) error {
	i := 0
	return tx.BulkOf("round_seat", ofRound(id), []string{"unit_id", "kind", "person_id"}, func() ([]any, bool) {
		if i == len(seats) {
			return nil, false
		}
		s := seats[i]
		i++
		return []any{int64(s.Unit), string(s.Kind), int64(s.Person)}, true
	})
}

// AddGaps keeps the subjects that no rule gives a reviewer.
func (tx *Tx) AddGaps(id round.ID, gaps []assign.Gap) (err error) {
	defer errs.Wrap(&err, "store.AddGaps %d", id)

	for _, g := range gaps {
		why, err := json.Marshal(g.Why)
		if err != nil {
			return err
		}

		remedy, err := json.Marshal(g.Remedy)
		if err != nil {
			return err
		}

		if _, err := tx.Exec(`INSERT INTO gap (round_id, unit_id, kind, person_id, propose_id, why, remedy)
			VALUES ($1,$2,$3,$4,$5,$6,$7)`, id, g.Subject.Unit, g.Subject.Kind, g.Subject.Person, g.Propose,
			string(why), string(remedy)); err != nil {
			return err
		}
	}

	return nil
}

// PlanRow is a stored obligation with the names that people read.
type PlanRow struct {
	Obligation int64
	State      review.State
	Unit       org.UnitID
	Kind       scheme.SubjectKind
	Person     org.PersonID
	Reviewer   org.PersonID
	Owner      org.PersonID
	Seat       org.UnitID

	UnitCode, UnitName       string
	PersonNumber, PersonName string
	OwnerNumber, OwnerName   string
	SeatCode, SeatName       string
	Decision                 assign.Decision
}

const planRowSQL = `SELECT o.id, o.state, o.unit_id, o.kind, o.person_id, o.reviewer_id, o.owner_id, o.seat_id,
	COALESCE(u.code, ''), COALESCE(u.name, ''), COALESCE(s.number, ''), COALESCE(s.name, ''), w.number, w.name,
	COALESCE(seat.code, ''), COALESCE(seat.name, ''), d.body
	FROM obligation o
	LEFT JOIN round_unit u ON u.round_id = o.round_id AND u.unit_id = o.unit_id
	LEFT JOIN round_person s ON s.round_id = o.round_id AND s.person_id = o.person_id
	LEFT JOIN round_unit seat ON seat.round_id = o.round_id AND seat.unit_id = o.seat_id
	JOIN person w ON w.id = o.owner_id
	JOIN decision d ON d.id = o.decision_id`

func scanPlanRow(row Row) (r PlanRow, err error) {
	var body string
	if err = row.Scan(&r.Obligation, &r.State, &r.Unit, &r.Kind, &r.Person, &r.Reviewer, &r.Owner, &r.Seat,
		&r.UnitCode, &r.UnitName, &r.PersonNumber, &r.PersonName, &r.OwnerNumber, &r.OwnerName,
		&r.SeatCode, &r.SeatName, &body); err != nil {
		return r, err
	}

	return r, json.Unmarshal([]byte(body), &r.Decision)
}

// PlanRows gives every obligation of a launched round in the subtree, in the tree's order, dropped ones left out.
func (tx *Tx) PlanRows(id round.ID, top org.Place) iter.Seq2[PlanRow, error] {
	return Each(tx, scanPlanRow, planRowSQL+`
		WHERE o.round_id = $1 AND o.unit_id IN (`+unitsBelow+`) AND o.state <> $4`+planOrder, id, top.Ord, top.Last, review.Dropped)
}

// PlanRowsOf are the obligations of a stretch of the PlannedListing, in the order of PlanRows; exempted ones are left out.
func (tx *Tx) PlanRowsOf(s Stretch) (_ []PlanRow, err error) {
	defer errs.Wrap(&err, "store.PlanRowsOf %d", s.Round)
	if len(s.Units) == 0 {
		return nil, nil
	}
	where, args := s.ofObligation(review.Dropped, review.Exempt)
	return All(tx, scanPlanRow, planRowSQL+` WHERE o.round_id = $1 AND o.state NOT IN ($2, $3) AND `+where+planOrder+cut(args), args...)
}

// PlanSearch chooses obligations of a subtree by what people read of them.
type PlanSearch struct {
	Kind scheme.SubjectKind // empty: all
	Text string             // by which the reviewer or the subject is found as persons are (org.Person.Words), or a part of a unit's name or code
}

// PlanRowsFound are the chosen obligations, in the order of PlanRows, and how many they are in all; exempted ones are left
// out.
func (tx *Tx) PlanRowsFound(id round.ID, top org.Place, f PlanSearch, from, each int) (rows []PlanRow, total int, err error) {
	defer errs.Wrap(&err, "store.PlanRowsFound %d", id)

	args := []any{id, top.Ord, top.Last, review.Dropped, review.Exempt, likeAny(f.Text)}
	found := planOfUnits
	q := org.Fold(f.Text)
	named, err := One(tx, Scalar[bool], `SELECT EXISTS (`+personsNamed(1)+`) AND $1 <> ''`, q, q+lastSign)
	if err != nil {
		return nil, 0, err
	}

	if named {
		args = append(args, q, q+lastSign)
		found += planOfPersons
	}

	where := ` WHERE o.id IN (` + found + `) AND u.ord BETWEEN $2 AND $3 AND o.state NOT IN ($4, $5)`
	if f.Kind != "" {
		args = append(args, f.Kind)
		where += ` AND o.kind = $` + number(len(args))
	}

	if total, err = Count(tx, `SELECT COUNT(*) FROM obligation o JOIN round_unit u ON u.round_id = o.round_id AND u.unit_id = o.unit_id`+where, args...); err != nil {
		return nil, 0, err
	}

	args = append(args, each, from)
	shown, err := All(tx, Scalar[review.ID], `SELECT o.id`+placedTables+where+planOrder+cut(args), args...)
	if err != nil || len(shown) == 0 { // of those that are not shown no more is read than their place
		return nil, total, err
	}

	rows, err = All(tx, scanPlanRow, planRowSQL+` WHERE o.id IN `+In(1, len(shown))+planOrder, Args(nil, shown)...)
	return rows, total, err
}

// planOfUnits are the obligations of a round in units of a subtree that are found by their names, and those to units that are
// found by their codes.
const planOfUnits = `SELECT k.id FROM round_unit b CROSS JOIN obligation k WHERE b.round_id = $1 AND b.ord BETWEEN $2 AND $3
		AND b.name LIKE CAST($6 AS TEXT) ESCAPE '\' AND k.round_id = b.round_id AND k.unit_id = b.unit_id
	UNION ALL SELECT k.id FROM round_unit b CROSS JOIN obligation k WHERE b.round_id = $1 AND b.ord BETWEEN $2 AND $3
		AND b.code LIKE CAST($6 AS TEXT) ESCAPE '\' AND k.round_id = b.round_id AND k.unit_id = b.unit_id AND k.person_id = 0`

// planOfPersons are those that the persons found owe, and those to them: the second are picked out of an index over the
// subjects of the round, which is quick, yet longer in a larger house.
var planOfPersons = `
	UNION ALL SELECT k.id FROM (` + personsNamed(7) + `) x CROSS JOIN obligation k WHERE k.owner_id = x.person_id AND k.round_id = $1
	UNION ALL SELECT k.id FROM obligation k WHERE k.round_id = $1 AND k.person_id <> 0 AND k.person_id IN (` + personsNamed(7) + `)`

// planOrder is the order of a plan: that of the tree, in a unit the unit itself and its seats before its members.
const planOrder = ` ORDER BY u.ord, o.kind DESC, s.number, o.person_id, o.reviewer_id`

// OwedRows are the obligations of the subtree that are still open, in the tree's order.
func (tx *Tx) OwedRows(id round.ID, top org.Place, offset, limit int) ([]PlanRow, error) {
	return All(tx, scanPlanRow, planRowSQL+`
		WHERE o.round_id = $1 AND o.unit_id IN (`+unitsBelow+`) AND o.state IN ($4, $5, $6, $7)`+planOrder+` LIMIT CAST($8 AS BIGINT) OFFSET $9`,
		append(Args([]any{id, top.Ord, top.Last}, review.OpenStates()), limit, offset)...)
}

// PlanRow is one obligation with its names.
func (tx *Tx) PlanRow(obligation int64) (PlanRow, error) {
	return One(tx, scanPlanRow, planRowSQL+` WHERE o.id = $1`, obligation)
}

// Decision is how the reviewer of an obligation was found.
func (tx *Tx) Decision(obligation int64) (d assign.Decision, err error) {
	return One(tx, func(row Row) (d assign.Decision, err error) {
		err = row.Scan(asJSON{&d})
		return d, err
	}, `SELECT d.body FROM decision d JOIN obligation o ON o.decision_id = d.id WHERE o.id = $1`, obligation)
}

// GapRow is a stored gap with names.
type GapRow struct {
	assign.Gap
	UnitCode, UnitName       string
	PersonNumber, PersonName string
	ProposeName              string
	Exempted                 bool
}

// GapRows are the gaps of a round's subtree; those without a unit belong to the root. Exempted ones are marked.
func (tx *Tx) GapRows(id round.ID, top org.Place) ([]GapRow, error) {
	return All(tx, scanGapRow, gapRowSQL+`
		WHERE g.round_id = $1 AND (u.ord BETWEEN $2 AND $3 OR (g.unit_id = 0 AND $2 = 0))`+gapOrder, id, top.Ord, top.Last)
}

// GapRowsOf are the gaps of a stretch of the GapListing, in the order of GapRows; exempted ones are left out. Those without
// a unit go with the round's own.
func (tx *Tx) GapRowsOf(s Stretch) (_ []GapRow, err error) {
	defer errs.Wrap(&err, "store.GapRowsOf %d", s.Round)

	if len(s.Units) == 0 {
		return nil, nil
	}

	if s, err = tx.withUnplaced(s); err != nil {
		return nil, err
	}

	where, args := s.of(`g.unit_id`)
	return All(tx, scanGapRow, gapRowSQL+` WHERE g.round_id = $1 AND e.round_id IS NULL AND `+where+gapOrder+cut(args), args...)
}

func scanGapRow(row Row) (g GapRow, err error) {
	var why, remedy string
	if err = row.Scan(&g.Subject.Unit, &g.Subject.Kind, &g.Subject.Person, &g.Propose, &why, &remedy, &g.UnitCode,
		&g.UnitName, &g.PersonNumber, &g.PersonName, &g.ProposeName, &g.Exempted); err != nil {
		return g, err
	}

	if err = json.Unmarshal([]byte(why), &g.Why); err != nil {
		return g, err
	}

	return g, json.Unmarshal([]byte(remedy), &g.Remedy)
}

const gapRowSQL = `SELECT g.unit_id, g.kind, g.person_id, g.propose_id, g.why, g.remedy, COALESCE(u.code, ''), COALESCE(u.name, ''),
		COALESCE(p.number, ''), COALESCE(p.name, ''), COALESCE(d.name, ''), e.round_id IS NOT NULL
		FROM gap g
		LEFT JOIN round_unit u ON u.round_id = g.round_id AND u.unit_id = g.unit_id
		LEFT JOIN round_person p ON p.round_id = g.round_id AND p.person_id = g.person_id
		LEFT JOIN person d ON d.id = g.propose_id
		LEFT JOIN exemption e ON e.round_id = g.round_id AND e.unit_id = g.unit_id AND e.kind = g.kind AND e.person_id = g.person_id`

const gapOrder = ` ORDER BY COALESCE(u.ord, -1), p.number, g.person_id, g.kind DESC`

// AddCounters keeps the first figures of a round.
func (tx *Tx) AddCounters(id round.ID, all map[org.UnitID]round.Tally) (err error) {
	defer errs.Wrap(&err, "store.AddCounters %d", id)

	units := slices.Sorted(maps.Keys(all)) // in the order of the tables' keys nearly each row goes behind the one before
	if err := tx.addCounters("counter", id, units, all, false); err != nil {
		return err
	}

	return tx.addCounters("day_counter", id, units, all, true)
}

// addCounters keeps the figures of single days, or the others.
func (tx *Tx) addCounters(table string, id round.ID, units []org.UnitID, all map[org.UnitID]round.Tally, daily bool) error {
	var names []round.Count // of the unit at hand, those that are still to come
	var unit org.UnitID
	row := make([]any, 3)
	return tx.BulkRuns(table, ofRound(id), []string{"unit_id"}, []string{"name", "value"}, func() ([]any, bool) {
		for len(names) == 0 {
			if len(units) == 0 {
				return nil, false
			}

			unit, units = units[0], units[1:]
			row[0] = int64(unit)
			for name := range all[unit] {
				if name.Daily() == daily {
					names = append(names, name)
				}
			}
			slices.Sort(names)
		}

		row[1], row[2] = string(names[0]), all[unit][names[0]]
		names = names[1:]
		return row, true
	})
}

// ExemptObligations closes the open obligations of a subject and gives how many there were.
func (tx *Tx) ExemptObligations(id round.ID, s assign.Subject) (int64, error) {
	if err := tx.lookAt("review", `SELECT id FROM obligation WHERE round_id = $1 AND unit_id = $2 AND kind = $3 AND person_id = $4
		AND state IN ($5, $6, $7, $8)`, Args([]any{id, s.Unit, s.Kind, s.Person}, review.OpenStates())...); err != nil {
		return 0, err
	}

	return tx.witnessing("review", `UPDATE obligation SET state = $5 WHERE round_id = $1 AND unit_id = $2 AND kind = $3 AND person_id = $4
		AND state IN ($6, $7, $8, $9)`, Args([]any{id, s.Unit, s.Kind, s.Person, review.Exempt}, review.OpenStates())...)
}
