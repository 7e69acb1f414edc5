package store

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
)

// notices counts by which media the notices were made public that are public still, or were until their last day.
func (r *recount) notices() error {
	type used struct {
		unit org.UnitID
		id   publish.NoticeID
		publish.Channel
	}

	all, err := All(r.tx, func(row Row) (u used, err error) {
		err = row.Scan(&u.unit, &u.id, &u.Name)
		return u, err
	}, `SELECT n.unit_id, n.id, c.name FROM notice n JOIN notice_channel c ON c.notice_id = n.id
		WHERE n.round_id = $1 AND n.shown > 0`, r.id)
	if err != nil {
		return err
	}

	unit, channels := map[publish.NoticeID]org.UnitID{}, map[publish.NoticeID][]publish.Channel{}
	for _, u := range all {
		unit[u.id], channels[u.id] = u.unit, append(channels[u.id], u.Channel)
	}

	for id := range unit {
		r.add(unit[id], publish.Counted(channels[id]), 1)
	}

	return nil
}
