package store

import (
	"errors"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

func actionColumns(a *rectify.Action) columns {
	return columns{
		{"a.id", &a.ID}, {"a.round_id", &a.Round}, {"a.from_id", &a.From}, {"a.review_id", &a.Review},
		{"a.sheet_id", &a.Sheet}, {"a.number", &a.Number}, {"a.problem", &a.Problem}, {"a.gone", &a.Gone},
		{"a.kind", &a.Kind}, {"a.unit_id", &a.Unit}, {"a.person_id", &a.Person}, {"a.owner_unit", &a.Owner.Unit},
		{"a.owner_person", &a.Owner.Person}, {"a.asker_id", &a.Asker}, {"a.asker_seat", &a.AskerSeat},
		{"a.state", &a.State}, {"a.responsible_id", &a.Responsible}, {"a.suggestion", &a.Suggestion},
		{"a.goal", &a.Goal}, {"a.measure", &a.Measure}, {"a.deadline", &a.Deadline}, {"a.clock", &a.Clock},
		{"a.outcome", &a.Outcome}, {"a.reported_day", &a.ReportedDay}, {"a.returned", &a.Returned},
		{"a.extend_to", &a.ExtendTo}, {"a.extend_why", &a.ExtendWhy}, {"a.reply_id", &a.Reply},
		{"a.verdict", &a.Verdict}, {"a.verifier", &a.Verifier}, {"a.closed_day", &a.ClosedDay},
		{"a.reopened", &a.Reopened}, {"a.revision", &a.Revision},
	}
}

// AddAction keeps a new action under a number made for it.
func (tx *Tx) AddAction(a rectify.Action) error {
	tx.seen(owned{"action", int64(a.ID)})
	return tx.SaveAction(a)
}

// SaveAction keeps an action, new or known.
func (tx *Tx) SaveAction(a rectify.Action) (err error) {
	defer errs.Wrap(&err, "store.SaveAction %d", a.ID)

	tx.witness("action", int64(a.ID))
	_, err = tx.Exec(`INSERT INTO action (id, round_id, from_id, review_id, sheet_id, number, problem, gone, kind, unit_id,
			person_id, owner_unit, owner_person, asker_id, asker_seat, state, responsible_id, suggestion, goal, measure, deadline, clock,
			outcome, reported_day, returned, extend_to, extend_why, reply_id, verdict, verifier, closed_day, reopened, revision)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27,$28,$29,$30,$31,$32,$33)
		ON CONFLICT (id) DO UPDATE SET gone = excluded.gone, asker_id = excluded.asker_id, state = excluded.state, responsible_id = excluded.responsible_id,
			suggestion = excluded.suggestion, goal = excluded.goal, measure = excluded.measure, deadline = excluded.deadline,
			clock = excluded.clock, outcome = excluded.outcome, reported_day = excluded.reported_day,
			returned = excluded.returned, extend_to = excluded.extend_to, extend_why = excluded.extend_why,
			reply_id = excluded.reply_id, verdict = excluded.verdict, verifier = excluded.verifier,
			closed_day = excluded.closed_day, reopened = excluded.reopened, revision = excluded.revision`,
		a.ID, a.Round, a.From, a.Review, a.Sheet, a.Number, a.Problem, a.Gone, a.Kind, a.Unit,
		a.Person, a.Owner.Unit, a.Owner.Person, a.Asker, a.AskerSeat, a.State, a.Responsible, a.Suggestion, a.Goal, a.Measure, a.Deadline, a.Clock,
		a.Outcome, a.ReportedDay, a.Returned, a.ExtendTo, a.ExtendWhy, a.Reply, a.Verdict, a.Verifier, a.ClosedDay, a.Reopened, a.Revision)
	return err
}

// AddActionEvent appends a line to an action's history.
func (tx *Tx) AddActionEvent(id rectify.ID, e rectify.Event) error {
	event := tx.NewID()
	tx.witnessNew("action-event", event)
	_, err := tx.Exec(`INSERT INTO action_event (id, action_id, act, state, said, by_name, paper, at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)`,
		event, id, e.Act, e.State, e.Text, e.By, e.Paper, e.At)
	return err
}

// ActionEvents is the history of an action, the oldest first.
func (tx *Tx) ActionEvents(id rectify.ID) ([]rectify.Event, error) {
	return All(tx, func(row Row) (e rectify.Event, err error) {
		err = row.Scan(&e.Act, &e.State, &e.Text, &e.By, &e.Paper, &e.At)
		return e, err
	}, `SELECT act, state, said, by_name, paper, at FROM action_event WHERE action_id = $1 ORDER BY id`, id)
}

// ActionRow is an action with the names that its line shows.
type ActionRow struct {
	rectify.Action
	RoundName       string
	UnitName        string
	PersonName      string // of the subject; empty for a unit
	ResponsibleName string
	AskerName       string
	Files           int
	ReplyState      rectify.ReplyState // of the letter that answers it
	ReplyDay        org.Date           // of that letter
}

// SubjectName is the name of the person, or of the unit.
func (r ActionRow) SubjectName() string {
	if r.Kind == scheme.Unit {
		return r.UnitName
	}
	return r.PersonName
}

// Answerer is who answers in writing for the action: the person in whose dossier it lies, or the unit.
func (r ActionRow) Answerer() string {
	if r.Owner.OfPerson() {
		return r.PersonName
	}
	return r.UnitName
}

// Accepted reports whether the letter that answers the action was taken by whoever asked.
func (r ActionRow) Accepted() bool { return r.ReplyState == rectify.ReplyAccepted }

var (
	actionRowSQL  = `SELECT ` + selected(actionRowColumns) + actionTables
	scanActionRow = scanned(actionRowColumns)
)

func actionRowColumns(a *ActionRow) columns {
	return actionColumns(&a.Action).and(columns{
		{"r.name", &a.RoundName}, {"COALESCE(u.name, '')", &a.UnitName}, {"COALESCE(s.name, '')", &a.PersonName},
		{"COALESCE(h.name, '')", &a.ResponsibleName}, {"COALESCE(w.name, '')", &a.AskerName},
		{"(SELECT COUNT(*) FROM dossier_file f WHERE f.owner = 'action' AND f.owner_id = a.id)", &a.Files},
		{"COALESCE(l.state, '')", &a.ReplyState}, {"COALESCE(l.day, '')", &a.ReplyDay},
	}...)
}

// actionTables begins with the actions: LEFT JOIN keeps SQLite from walking through the rounds, each with all its actions.
const actionTables = ` FROM action a
	LEFT JOIN round r ON r.id = a.round_id
	LEFT JOIN round_unit u ON u.round_id = a.round_id AND u.unit_id = a.unit_id
	LEFT JOIN person s ON s.id = a.person_id
	LEFT JOIN person h ON h.id = a.responsible_id
	LEFT JOIN person w ON w.id = a.asker_id
	LEFT JOIN reply l ON l.id = a.reply_id`

// Action is one action.
func (tx *Tx) Action(id rectify.ID) (ActionRow, error) {
	a, err := One(tx, scanActionRow, actionRowSQL+` WHERE a.id = $1`, id)
	if errors.Is(err, ErrNone) {
		return a, access.ErrRefused
	}
	return a, err
}

// ActionsOfReview are the actions born from a review.
func (tx *Tx) ActionsOfReview(id review.ID) ([]rectify.Action, error) {
	return All(tx, scanned(actionColumns), `SELECT `+selected(actionColumns)+` FROM action a WHERE a.review_id = $1 ORDER BY a.number, a.id`, id)
}

// ActionsOfSheet are the actions of a sheet, in its order.
func (tx *Tx) ActionsOfSheet(sheet review.ID) ([]ActionRow, error) {
	return All(tx, scanActionRow, actionRowSQL+` WHERE a.sheet_id = $1 ORDER BY a.kind DESC, a.number, a.id`, sheet)
}

// ActionsOfReviews are the actions of many reviews, by review.
func (tx *Tx) ActionsOfReviews(ids []review.ID) (_ map[review.ID][]ActionRow, err error) {
	defer errs.Wrap(&err, "store.ActionsOfReviews")

	out := map[review.ID][]ActionRow{}
	for part := range slices.Chunk(ids, MaxIn) {
		rows, err := All(tx, scanActionRow, actionRowSQL+` WHERE a.review_id IN `+In(1, len(part))+` ORDER BY a.number, a.id`, Args(nil, part)...)
		if err != nil {
			return nil, err
		}

		for _, a := range rows {
			out[a.Review] = append(out[a.Review], a)
		}
	}

	return out, nil
}

// ActionsOfDossier are the actions of a unit or person in a round.
func (tx *Tx) ActionsOfDossier(id round.ID, k dossier.Key) ([]rectify.Action, error) {
	return All(tx, scanned(actionColumns), `SELECT `+selected(actionColumns)+` FROM action a
		WHERE a.round_id = $1 AND a.owner_unit = $2 AND a.owner_person = $3 ORDER BY a.review_id, a.number, a.id`, id, k.Unit, k.Person)
}

// ReviewsLeft counts the reviews of what the dossier is about that do not count yet. CROSS JOIN is there for the reason
// told at DossierReviewers.
func (tx *Tx) ReviewsLeft(id round.ID, k dossier.Key) (int, error) {
	states := []any{review.Confirmed, review.Exempt, review.Dropped}
	if !k.OfPerson() {
		return Count(tx, `SELECT COUNT(*) FROM obligation WHERE round_id = $1 AND unit_id = $2 AND kind IN ($3, $4)
			AND state NOT IN ($5, $6, $7)`, append([]any{id, k.Unit, scheme.Unit, scheme.Secretary}, states...)...)
	}

	return Count(tx, `SELECT COUNT(*) FROM obligation o WHERE o.state NOT IN ($5, $6, $7) AND o.id IN (
			SELECT m.id FROM obligation m WHERE m.round_id = $1 AND m.unit_id = $2 AND m.kind = $4 AND m.person_id = $3
			UNION SELECT c.id FROM round_seat t CROSS JOIN obligation c WHERE c.round_id = t.round_id AND c.unit_id = t.unit_id
				AND c.kind = t.kind AND c.person_id = t.person_id AND t.round_id = $1 AND t.person_id = $3 AND t.kind = $8)`,
		append(append([]any{id, k.Unit, k.Person, scheme.Member}, states...), scheme.CommitteeMember)...)
}

// actionsBefore chooses the actions of a unit or person in rounds before this one; further arguments begin with $4. A
// person may have been in another branch then. Each lets the database find the few by an index: that on persons holds
// those that are somebody's, which has to be said, and that on dossiers begins with the round.
func actionsBefore(this round.Round, k dossier.Key) (where string, args []any) {
	where = ` WHERE a.round_id IN (SELECT e.id FROM round e WHERE e.id <> $1 AND e.from_day < $2) AND `
	if k.OfPerson() {
		return where + `a.person_id = $3 AND a.person_id <> 0 AND a.owner_person = $3`, []any{this.ID, this.From, k.Person}
	}
	return where + `a.owner_unit = $3 AND a.owner_person = 0`, []any{this.ID, this.From, k.Unit}
}

// PutRightBefore are the closed actions of a unit or person in rounds before this one, the newest first.
func (tx *Tx) PutRightBefore(this round.Round, k dossier.Key) ([]ActionRow, error) {
	where, args := actionsBefore(this, k)
	return All(tx, scanActionRow, actionRowSQL+where+` AND a.state = $4 ORDER BY a.closed_day DESC, a.id LIMIT 100`,
		append(args, rectify.Closed)...)
}

// ActionsBefore are the actions of a unit or person in the last round before this one that gave it any, whatever became
// of them: what its self-summary looks back on 〔四(一) 整改措施落实情况〕.
func (tx *Tx) ActionsBefore(this round.Round, k dossier.Key) ([]ActionRow, error) {
	where, args := actionsBefore(this, k)
	all, err := All(tx, scanActionRow, actionRowSQL+where+` AND a.state <> $4
		ORDER BY r.from_day DESC, a.round_id DESC, a.id LIMIT 100`, append(args, rectify.Cancelled)...)
	last := slices.IndexFunc(all, func(a ActionRow) bool { return a.Action.Round != all[0].Action.Round })
	if last > 0 {
		all = all[:last]
	}

	return all, err
}

// ActionsIn are the actions whose subjects lie in a unit or directly below it.
func (tx *Tx) ActionsIn(id round.ID, top org.Place) (map[int64]bool, error) {
	ids, err := All(tx, Scalar[int64], `SELECT a.id FROM action a WHERE a.round_id = $1 AND a.unit_id IN (
		SELECT u.unit_id FROM round_unit u WHERE u.round_id = $1 AND u.parent_id = $2 UNION ALL SELECT CAST($2 AS BIGINT))`, id, top.ID)
	here := make(map[int64]bool, len(ids))
	for _, one := range ids {
		here[one] = true
	}

	return here, err
}

// ActionsCarried are the actions of rounds before this one that are still open, of whoever lies in the subtree now: they
// go on where they were born, with their history and their letter, and stand before the next round's own. Who reads those
// that open for him alone is named; 0 reads all. total is how many there are.
func (tx *Tx) ActionsCarried(this round.Round, top org.Place, reader org.PersonID, from, limit int) (rows []ActionRow, total int, err error) {
	defer errs.Wrap(&err, "store.ActionsCarried round %d", this.ID)

	const carried = ` JOIN round_unit now ON now.round_id = $1 AND now.unit_id = a.unit_id AND now.ord BETWEEN $3 AND $4
		WHERE a.round_id IN (SELECT e.id FROM round e WHERE e.id <> $1 AND e.from_day < $2)
			AND a.unit_id IN (SELECT b.unit_id FROM round_unit b WHERE b.round_id = $1 AND b.ord BETWEEN $3 AND $4) AND a.state NOT IN ($5, $6)
			AND (CAST($7 AS BIGINT) = 0 OR a.responsible_id = $7 OR `
	open := carried + opens("$7", "a.asker_id") + `)`
	args := []any{this.ID, this.From, top.Ord, top.Last, rectify.Closed, rectify.Cancelled, reader}

	total, err = Count(tx, `SELECT COUNT(*) FROM action a LEFT JOIN round_unit u ON u.round_id = a.round_id AND u.unit_id = a.unit_id`+open, args...)
	if err != nil || total <= from {
		return nil, total, err
	}

	args = append(args, limit, from)
	rows, err = All(tx, scanActionRow, actionRowSQL+open+` ORDER BY a.deadline, now.ord, a.id`+cut(args), args...)
	return rows, total, err
}

// Responsibles are those who may be named as responsible: who has a post in the unit, and of a branch its members.
func (tx *Tx) Responsibles(id round.ID, unit org.UnitID) ([]org.Person, error) {
	return All(tx, func(row Row) (p org.Person, err error) {
		err = row.Scan(&p.ID, &p.Number, &p.Name)
		return p, err
	}, `SELECT p.person_id, p.number, p.name FROM round_person p WHERE p.round_id = $1 AND p.person_id IN (
			SELECT b.person_id FROM round_person b WHERE b.round_id = $1 AND b.branch_id = $2
			UNION ALL SELECT q.person_id FROM holding q WHERE q.round_id = $1 AND q.unit_id = $2 AND q.way = 'sit')
		ORDER BY p.number, p.name, p.person_id`, id, unit)
}
