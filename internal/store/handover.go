package store

import (
	"slices"
	"strings"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// OwingSeat is what somebody still owes in a round that can be handed over by itself: from one seat, or by his charges.
type OwingSeat struct {
	Person   org.PersonID
	Number   string
	Name     string
	Extent   round.Extent // OneSeat or Charges
	Seat     org.UnitID   // of OneSeat
	SeatName string
	Left     int
}

// stillOwes is the condition that an obligation o is open, or that its reviewer is still owed an answer to it; the states of
// stillOwesArgs are numbered from first on.
func stillOwes(first int) string {
	return `(o.state IN ` + In(first, 4) + ` OR EXISTS (SELECT 1 FROM action a
		WHERE a.review_id = o.id AND +a.asker_id = o.owner_id AND a.state NOT IN ` + In(first+4, 2) + `))`
}

func stillOwesArgs() []any {
	return append(Args(nil, review.OpenStates()), rectify.Closed, rectify.Cancelled)
}

// OwersNamed are those who still owe a review in a round, or are still owed an answer to one, and of whom a word begins with
// q, at most so many.
func (tx *Tx) OwersNamed(id round.ID, q string, limit int) (persons []org.PersonID, err error) {
	if q = org.Fold(q); q == "" {
		return nil, nil
	}

	for _, inside := range []bool{false, true} {
		some, err := All(tx, Scalar[org.PersonID], `SELECT DISTINCT w.person_id FROM person_word w
			WHERE w.inside = $1 AND w.word >= $2 AND w.word < $3 AND EXISTS (SELECT 1 FROM obligation o
				WHERE o.owner_id = w.person_id AND o.round_id = $4 AND `+stillOwes(5)+`)
			LIMIT `+number(limit), append([]any{inside, q, q + lastSign, id}, stillOwesArgs()...)...)
		if err != nil {
			return nil, err
		}

		for _, person := range some {
			if len(persons) < limit && !slices.Contains(persons, person) {
				persons = append(persons, person)
			}
		}
	}

	return persons, nil
}

// OwingSeats is what some persons, at most MaxIn, still owe in a round, or are still owed an answer to, seat by seat and
// charges apart, who owes most first. chargeRules are assign.ChargeRules of the round's scheme.
func (tx *Tx) OwingSeats(id round.ID, chargeRules []string, persons []org.PersonID) ([]OwingSeat, error) {
	if len(persons) == 0 {
		return nil, nil
	}

	args := Args(append([]any{id}, stillOwesArgs()...), persons)
	in := In(len(args)-len(persons)+1, len(persons))
	byCharge, more, err := tx.byCharge(id, chargeRules, len(args)+1)
	if err != nil {
		return nil, err
	}

	return All(tx, func(row Row) (o OwingSeat, err error) {
		err = row.Scan(&o.Person, &o.Number, &o.Name, &o.Seat, &o.SeatName, &o.Left)
		o.Extent = round.OneSeat
		if o.Seat == 0 {
			o.Extent = round.Charges
		}
		return o, err
	}, `SELECT g.owner_id, p.number, p.name, g.seat_id, COALESCE(u.name, ''), SUM(g.left_) FROM (
			SELECT o.owner_id, CASE WHEN `+byCharge+` THEN 0 ELSE o.seat_id END AS seat_id,
				CASE WHEN o.state IN ($2, $3, $4, $5) THEN 1 ELSE 0 END AS left_
			FROM obligation o WHERE o.owner_id IN `+in+` AND o.round_id = $1 AND `+stillOwes(2)+`) g
		JOIN person p ON p.id = g.owner_id
		LEFT JOIN round_unit u ON u.round_id = $1 AND u.unit_id = g.seat_id
		GROUP BY g.owner_id, p.number, p.name, g.seat_id, u.name ORDER BY 6 DESC, p.number, g.owner_id, g.seat_id`,
		append(args, more...)...)
}

// byCharge is the condition that the reviewer of an obligation o of a round was found by his charges alone, with its
// arguments, the first of which is numbered first.
func (tx *Tx) byCharge(id round.ID, chargeRules []string, first int) (string, []any, error) {
	all, err := All(tx, Scalar[string], `WITH RECURSIVE one (rules) AS (SELECT MIN(rules) FROM decision WHERE round_id = $1
			UNION ALL SELECT (SELECT MIN(d.rules) FROM decision d WHERE d.round_id = $1 AND d.rules > one.rules) FROM one WHERE one.rules IS NOT NULL)
		SELECT rules FROM one WHERE rules IS NOT NULL`, id) // from one to the next by the index: there are few, and many rows of each
	if err != nil {
		return "", nil, err
	}

	alone := slices.DeleteFunc(all, func(rules string) bool { return !assign.ByCharge(strings.Split(rules, ","), chargeRules) })
	if len(alone) == 0 {
		return `1 = 0`, nil, nil
	}

	return `EXISTS (SELECT 1 FROM decision d WHERE d.id = o.decision_id AND d.rules IN ` + In(first, len(alone)) + `)`,
		Args(nil, alone), nil
}

// HandOvers are the hand-overs of a round in the order in which they were made.
func (tx *Tx) HandOvers(id round.ID) ([]round.HandOver, error) {
	return All(tx, func(row Row) (h round.HandOver, err error) {
		var at int64
		err = row.Scan(&h.Extent, &h.Seat, &h.From, &h.To, &h.Reason, &at)
		h.Day = org.DateOf(tx.At(at))
		return h, err
	}, `SELECT extent, seat_id, from_id, to_id, reason, at FROM handover WHERE round_id = $1 ORDER BY id`, id)
}

// AddHandOver keeps a hand-over with how many obligations moved.
func (tx *Tx) AddHandOver(id round.ID, h round.HandOver, moved int64, by string) error {
	own := tx.NewID()
	tx.witnessNew("hand-over", own)
	if err := tx.raise(id); err != nil { // what is kept by the version of the round goes by who owes it, too
		return err
	}

	_, err := tx.Exec(`INSERT INTO handover (id, round_id, extent, seat_id, from_id, to_id, reason, moved, at, by_name)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`, own, id, h.Extent, h.Seat, h.From, h.To, h.Reason, moved, tx.Now.UnixMilli(), by)
	return err
}

// Passing is a hand-over as the rows that it moves are chosen: $1 the round, $2 who hands over, $3 who takes over.
type Passing struct {
	where string // of an obligation o
	args  []any
}

// Passing chooses what a hand-over moves. chargeRules are assign.ChargeRules of the round's scheme.
func (tx *Tx) Passing(id round.ID, h round.HandOver, chargeRules []string) (p Passing, err error) {
	p.args = []any{id, h.From, h.To}
	if h.Extent == round.Everything {
		p.where = `1 = 1`
		return p, nil
	}

	byCharge, more, err := tx.byCharge(id, chargeRules, len(p.args)+1)
	p.args = append(p.args, more...)
	p.where = byCharge
	if h.Extent == round.OneSeat {
		p.args = append(p.args, h.Seat)
		p.where = `o.seat_id = $` + number(len(p.args)) + ` AND NOT ` + byCharge
	}

	return p, err
}

// in is the condition that column is one of the values, which become further arguments.
func (p *Passing) in(column string, values ...any) string {
	p.args = append(p.args, values...)
	return column + ` IN ` + In(len(p.args)-len(values)+1, len(values))
}

// ledByHim is the condition that the unit of row x, and not a person, is spoken of, and that who takes over leads it.
const ledByHim = `x.person_id = 0 AND EXISTS (SELECT 1 FROM holding k WHERE k.round_id = $1 AND k.unit_id = x.unit_id
	AND k.person_id = $3 AND k.way = 'lead')`

// MoveObligations gives what is still owed to who takes over, and how many obligations that were.
func (tx *Tx) MoveObligations(p Passing) (int64, error) {
	open := p.in(`o.state`, Args(nil, review.OpenStates())...)
	if err := tx.lookAt("review", `SELECT o.id FROM obligation o WHERE o.round_id = $1
		AND o.owner_id = $2 AND CAST($3 AS BIGINT) <> 0 AND `+open+` AND `+p.where, p.args...); err != nil {
		return 0, err
	}

	return tx.witnessing("review", `UPDATE obligation SET owner_id = $3 WHERE id IN (SELECT o.id FROM obligation o WHERE o.round_id = $1
		AND o.owner_id = $2 AND `+open+` AND `+p.where+`)`, p.args...)
}

// OwedToHimself is how many reviews the person owes in a round that are about himself, or a unit that he leads.
func (tx *Tx) OwedToHimself(id round.ID, person org.PersonID) (int, error) {
	return Count(tx, `SELECT COUNT(*) FROM obligation x WHERE x.round_id = $1 AND x.owner_id = $2
		AND x.state IN ($4, $5, $6, $7) AND (x.person_id = $3 OR `+ledByHim+`)`,
		Args([]any{id, person, person}, review.OpenStates())...)
}

// OwedByItsLeader is how much is still owed of a unit in a round by those who lead it.
func (tx *Tx) OwedByItsLeader(id round.ID, unit org.UnitID) (int, error) {
	return Count(tx, `SELECT COUNT(*) FROM holding k CROSS JOIN obligation x WHERE k.round_id = $1 AND k.unit_id = $2 AND k.way = 'lead'
		AND x.round_id = k.round_id AND x.unit_id = k.unit_id AND x.kind = $3 AND x.owner_id = k.person_id
		AND x.state IN ($4, $5, $6, $7)`, Args([]any{id, unit, scheme.Unit}, review.OpenStates())...)
}

// MoveActions passes what was asked for by reviews to who takes over, and gives how many actions that were. What is
// closed stays with who asked, and nobody is given a demand on himself or a unit that he leads.
func (tx *Tx) MoveActions(p Passing) (int64, error) {
	done := p.in(`x.state`, rectify.Closed, rectify.Cancelled)
	if err := tx.lookAt("action", `SELECT x.id FROM action x JOIN obligation o ON o.id = x.review_id
		WHERE x.round_id = $1 AND x.asker_id = $2 AND NOT `+done+` AND x.person_id + 0 <> $3 AND NOT (`+ledByHim+`) AND `+p.where, p.args...); err != nil {
		return 0, err
	}

	return tx.witnessing("action", `UPDATE action SET asker_id = $3 WHERE id IN (SELECT x.id FROM action x JOIN obligation o ON o.id = x.review_id
		WHERE x.round_id = $1 AND x.asker_id = $2 AND NOT `+done+` AND x.person_id <> $3 AND NOT (`+ledByHim+`) AND `+p.where+`)`, p.args...)
}

// MoveHelps passes what was promised beside reviews to who takes over.
func (tx *Tx) MoveHelps(p Passing) (int64, error) {
	open := p.in(`x.state`, rectify.HelpAsked, rectify.HelpPromised)
	return tx.Exec(`UPDATE help SET leader_id = $3 WHERE id IN (SELECT x.id FROM help x JOIN obligation o ON o.id = x.sheet_id
		WHERE x.round_id = $1 AND x.leader_id = $2 AND `+open+` AND x.person_id <> $3 AND NOT (`+ledByHim+`) AND `+p.where+`)`, p.args...)
}

// PersonMeant is the person with this 工号, or the only one with this name.
func (tx *Tx) PersonMeant(text string) (org.PersonID, error) {
	ids, err := All(tx, Scalar[org.PersonID], `SELECT id FROM (SELECT id, 0 AS rank FROM person WHERE number = $1 AND number <> ''
			UNION ALL SELECT p.id, 1 FROM person p WHERE p.name = $1 AND `+notMerged+`) found
		GROUP BY id ORDER BY MIN(rank), id LIMIT 3`, text)
	if err != nil {
		return 0, err
	}

	if len(ids) == 0 || text == "" {
		return 0, errs.NewInvalid("没有工号或姓名为“%s”的人，请核对。", text)
	}

	numbered, err := Count(tx, `SELECT COUNT(*) FROM person WHERE number = $1 AND number <> ''`, text)
	if err != nil {
		return 0, err
	}

	if len(ids) > 1 && numbered == 0 {
		return 0, errs.NewInvalid("有几个人都叫“%s”，请写工号。", text)
	}

	return ids[0], nil
}
