package store

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/round"
)

// actions counts what is put right, review by review, and the letters that went out.
func (r *recount) actions() error {
	var open []rectify.Action
	count := func() {
		if len(open) > 0 {
			r.add(open[0].Unit, rectify.Counted(open), 1)
		}
		open = nil
	}

	for a, err := range Each(r.tx, func(row Row) (a rectify.Action, err error) {
		err = row.Scan(&a.Review, &a.Unit, &a.Number, &a.State, &a.Measure, &a.Gone)
		return a, err
	}, `SELECT review_id, unit_id, number, state, measure, gone FROM action WHERE round_id = $1 ORDER BY review_id, id`, r.id) {
		if err != nil {
			return err
		}

		if len(open) > 0 && open[0].Review != a.Review {
			count()
		}

		open = append(open, a)
	}

	count()
	return r.replies()
}

func (r *recount) replies() error {
	type sent struct {
		unit org.UnitID
		n    int64
	}

	for s, err := range Each(r.tx, func(row Row) (s sent, err error) {
		err = row.Scan(&s.unit, &s.n)
		return s, err
	}, `SELECT unit_id, COUNT(*) FROM reply WHERE round_id = $1 AND state IN ($2, $3) GROUP BY unit_id`, r.id,
		rectify.ReplySent, rectify.ReplyAccepted) {
		if err != nil {
			return err
		}
		r.add(s.unit, round.Tally{round.Replies: s.n}, 1)
	}

	return nil
}
