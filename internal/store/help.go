package store

import (
	"errors"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// HelpRow is a promise with the names that its line shows.
type HelpRow struct {
	rectify.Help
	RoundName  string
	UnitName   string
	PersonName string // who is helped; empty for a unit
	LeaderName string
}

// Helped is the name of who is helped.
func (h HelpRow) Helped() string {
	if h.PersonName != "" && h.Subject.Kind != scheme.Secretary {
		return h.PersonName
	}
	return h.UnitName
}

// helpSQL begins with the helps: LEFT JOIN keeps SQLite from walking through the rounds, each with all its helps.
const helpSQL = `SELECT a.id, a.round_id, a.sheet_id, a.kind, a.unit_id, a.person_id, a.leader_id, a.seat_id, a.state, a.said,
	a.deadline, a.answer, a.outcome, a.done_day, a.paper_ref, a.by_name, a.at, a.revision, r.name, COALESCE(u.name, ''),
	COALESCE(s.name, ''), COALESCE(w.name, '') FROM help a LEFT JOIN round r ON r.id = a.round_id
	LEFT JOIN round_unit u ON u.round_id = a.round_id AND u.unit_id = a.unit_id
	LEFT JOIN person s ON s.id = a.person_id LEFT JOIN person w ON w.id = a.leader_id`

func scanHelp(row Row) (h HelpRow, err error) {
	err = row.Scan(&h.ID, &h.Round, &h.Sheet, &h.Subject.Kind, &h.Subject.Unit, &h.Subject.Person, &h.Leader, &h.Seat, &h.State,
		&h.Text, &h.Deadline, &h.Answer, &h.Outcome, &h.DoneDay, &h.PaperRef, &h.By, &h.At, &h.Revision, &h.RoundName,
		&h.UnitName, &h.PersonName, &h.LeaderName)
	return h, err
}

// Help is one promise.
func (tx *Tx) Help(id rectify.HelpID) (HelpRow, error) {
	h, err := One(tx, scanHelp, helpSQL+` WHERE a.id = $1`, id)
	if errors.Is(err, ErrNone) {
		return h, access.ErrRefused
	}
	return h, err
}

// SaveHelp keeps a promise, new or known.
func (tx *Tx) SaveHelp(h rectify.Help) (err error) {
	defer errs.Wrap(&err, "store.SaveHelp %d", h.ID)

	_, err = tx.Exec(`INSERT INTO help (id, round_id, sheet_id, kind, unit_id, person_id, leader_id, seat_id, state, said, deadline,
			answer, outcome, done_day, paper_ref, by_name, at, revision)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, deadline = excluded.deadline, answer = excluded.answer,
			outcome = excluded.outcome, done_day = excluded.done_day, paper_ref = excluded.paper_ref, revision = excluded.revision`,
		h.ID, h.Round, h.Sheet, h.Subject.Kind, h.Subject.Unit, h.Subject.Person, h.Leader, h.Seat, h.State, h.Text, h.Deadline,
		h.Answer, h.Outcome, h.DoneDay, h.PaperRef, h.By, h.At, h.Revision)
	return err
}

// helpOrder lists what is open before what is not, the nearest deadline first.
const helpOrder = ` ORDER BY CASE WHEN a.state IN ('done', 'declined') THEN 1 ELSE 0 END, a.deadline, a.id`

// HelpsBelow are the promises to a subtree of a round. Who reads those that open for him alone is named; 0 reads all.
func (tx *Tx) HelpsBelow(id round.ID, top org.Place, reader org.PersonID) ([]HelpRow, error) {
	return All(tx, scanHelp, helpSQL+` WHERE a.round_id = $1 AND a.unit_id IN (`+unitsBelow+`)
		AND (CAST($4 AS BIGINT) = 0 OR `+opens("$4", "a.leader_id")+`)`+helpOrder, id, top.Ord, top.Last, reader)
}

// HelpsOf are the promises that a person made, or that were made to him or to units in which he has a post.
func (tx *Tx) HelpsOf(person org.PersonID) ([]HelpRow, error) {
	return All(tx, scanHelp, helpSQL+` WHERE a.id IN (SELECT x.id FROM help x WHERE x.leader_id = $1
		UNION ALL SELECT x.id FROM help x WHERE x.person_id = $1 AND x.person_id <> 0
		UNION ALL SELECT x.id FROM holding q CROSS JOIN help x WHERE x.round_id = q.round_id AND x.unit_id = q.unit_id
			AND x.kind IN ('unit', 'secretary') AND q.person_id = $1 AND q.way = 'sit')`+helpOrder, person)
}
