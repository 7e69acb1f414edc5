package store

import (
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// NoticeWaiting is a notice of the asker's part of a round on which somebody has to act, with what decides whether it is he.
type NoticeWaiting struct {
	NoticeRow
	Leads      bool // he leads the unit
	About      bool // his own review is, or was, in its text
	Took       bool // he proposed the newest text, or looked it through
	Proposed   bool // he proposed it
	Unanswered int  // pieces of feedback
}

// noticesOpen are the notices on which somebody has to act: not public yet, public with feedback that waits, or showing what
// does not hold any more. The indexes notice_open, notice_feedback_open and notice_doubted hold just those.
const noticesOpen = `SELECT x.id FROM notice x WHERE x.state <> '` + string(publish.Withdrawn) + `' AND x.state <> '` + string(publish.Published) + `'
	UNION SELECT y.id FROM notice_feedback f CROSS JOIN notice y WHERE f.disposition = '' AND y.id = f.notice_id
		AND y.state = '` + string(publish.Published) + `'
	UNION SELECT z.id FROM notice z WHERE z.doubted_day <> '' AND z.state = '` + string(publish.Published) + `'`

// noticesMoved raises the versions of the notices that show the five steps of the dossier: of the unit, and of every one
// that holds a review of the person.
func (tx *Tx) noticesMoved(id round.ID, k dossier.Key) error {
	if _, err := tx.Exec(`UPDATE notice SET version = version + 1 WHERE round_id = $1 AND unit_id = $2 AND shown > 0`, id, k.Unit); err != nil || !k.OfPerson() {
		return err
	}

	// The plus keeps SQLite from going through all notices of the round.
	_, err := tx.Exec(`UPDATE notice SET version = version + 1 WHERE +round_id = $1 AND unit_id <> $2 AND shown > 0
		AND id IN (SELECT notice_id FROM notice_sheet WHERE person_id = $3)`, id, k.Unit, k.Person)
	return err
}

// NoticesWaiting are the notices in the asker's part of the rounds on which somebody has to act.
func (tx *Tx) NoticesWaiting(rounds []round.ID, who access.Actor) (_ []NoticeWaiting, err error) {
	defer errs.Wrap(&err, "store.NoticesWaiting")

	if len(rounds) == 0 {
		return nil, nil
	}

	scope, args := inScope("n", who, rounds)
	at := len(args)
	args = append(args, who.Account, publish.ActPropose, publish.ActCheck)
	p := func(n int) string { return "$" + number(at+n) }
	acted := `EXISTS (SELECT 1 FROM notice_act a WHERE a.notice_id = n.id AND a.edition = n.edition
		AND (a.account_id = ` + p(1) + ` AND a.account_id <> 0 OR a.person_id = $1 AND a.person_id <> 0) AND a.act `
	of := func(w *NoticeWaiting) columns {
		return noticeRowColumns(&w.NoticeRow).and(columns{
			{leads("n", "$1"), &w.Leads},
			{`EXISTS (SELECT 1 FROM notice_sheet s WHERE s.notice_id = n.id AND s.person_id = $1 AND s.person_id <> 0)`, &w.About},
			{acted + ` IN (` + p(2) + `, ` + p(3) + `))`, &w.Took},
			{acted + ` = ` + p(2) + `)`, &w.Proposed},
			{`(SELECT COUNT(*) FROM notice_feedback f WHERE f.notice_id = n.id AND f.disposition = '')`, &w.Unanswered},
		}...)
	}

	return All(tx, scanned(of), `SELECT `+selected(of)+`
		FROM (`+noticesOpen+`) o CROSS JOIN notice n CROSS JOIN round r CROSS JOIN round_unit u
		WHERE n.id = o.id AND r.id = n.round_id AND u.round_id = n.round_id AND u.unit_id = n.unit_id AND `+scope+` ORDER BY n.round_id, u.ord`, args...)
}
