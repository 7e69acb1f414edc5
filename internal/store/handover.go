package store

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// OwingSeat is somebody who still owes reviews in a round from one seat; what a leader owes by his charges has none.
type OwingSeat struct {
	Person   org.PersonID
	Number   string
	Name     string
	Seat     org.UnitID
	SeatName string
	Left     int
}

// OwingSeats are those who still owe reviews in a round, or are still owed an answer, seat by seat, who owes most first.
func (tx *Tx) OwingSeats(id round.ID) ([]OwingSeat, error) {
	return All(tx, func(row Row) (o OwingSeat, err error) {
		err = row.Scan(&o.Person, &o.Number, &o.Name, &o.Seat, &o.SeatName, &o.Left)
		return o, err
	}, `SELECT o.owner_id, p.number, p.name, o.seat_id, COALESCE(u.name, ''),
		SUM(CASE WHEN o.state IN ($2, $3, $4, $5) THEN 1 ELSE 0 END) FROM obligation o
		JOIN person p ON p.id = o.owner_id
		LEFT JOIN round_unit u ON u.round_id = o.round_id AND u.unit_id = o.seat_id
		WHERE o.round_id = $1 AND (o.state IN ($2, $3, $4, $5) OR o.id IN (SELECT a.review_id FROM action a
			WHERE a.round_id = $1 AND a.asker_id = o.owner_id AND a.state NOT IN ($6, $7)))
		GROUP BY o.owner_id, p.number, p.name, o.seat_id, u.name ORDER BY 6 DESC, p.number, o.owner_id, o.seat_id`, id,
		review.Owed, review.Draft, review.Submitted, review.Returned, rectify.Closed, rectify.Cancelled)
}

// PersonMeant is the person with this 工号, or the only one with this name.
func (tx *Tx) PersonMeant(text string) (org.PersonID, error) {
	ids, err := All(tx, Scalar[org.PersonID], `SELECT id FROM person WHERE number = $1 OR name = $1
		ORDER BY CASE WHEN number = $1 THEN 0 ELSE 1 END, id LIMIT 3`, text)
	if err != nil {
		return 0, err
	}
	if len(ids) == 0 || text == "" {
		return 0, errs.NewInvalid("没有工号或姓名为“%s”的人，请核对。", text)
	}
	numbered, err := Count(tx, `SELECT COUNT(*) FROM person WHERE number = $1`, text)
	if err != nil {
		return 0, err
	}
	if len(ids) > 1 && numbered == 0 {
		return 0, errs.NewInvalid("有几个人都叫“%s”，请写工号。", text)
	}
	return ids[0], nil
}
