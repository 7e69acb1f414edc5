package store

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// ActionFilter chooses actions of a round. Fields left empty choose all.
type ActionFilter struct {
	Round  round.ID
	Top    org.Place      // of the subtree
	Reader org.PersonID   // who reads those that open for him alone; 0: reads all
	Mine   org.PersonID   // in which he has a part, in whatever round and unit; Round and Top are not asked then
	Askers []org.PersonID // with Mine: also what these asked for
	States []rectify.State
	Spans  []rectify.Span // any of them
	Kinds  []scheme.SubjectKind
}

// actionsOf are the actions that somebody has a part in: of himself, of a unit in which he has a post, for which he is
// responsible.
const actionsOf = `SELECT x.id FROM action x WHERE x.person_id = $1 AND x.person_id <> 0
	UNION ALL SELECT x.id FROM action x WHERE x.responsible_id = $1 AND x.responsible_id <> 0
	UNION ALL SELECT x.id FROM holding q CROSS JOIN action x WHERE x.round_id = q.round_id AND x.unit_id = q.unit_id
		AND x.kind IN ('unit', 'secretary') AND q.person_id = $1 AND q.way = 'sit'`

// where is the condition of the filter on an action a beside its round_unit u. whole says that the subtree is that of the
// round.
func (f ActionFilter) where(whole bool) (string, []any) {
	args := []any{f.Round, f.Top.Ord, f.Top.Last}
	where := ` WHERE a.round_id = $1 AND a.unit_id IN (` + unitsBelow + `)`
	if whole {
		args = args[:1]
		where = ` WHERE a.round_id = $1`
	}

	if f.Reader != 0 {
		args = append(args, f.Reader)
		reader := `$` + number(len(args))
		where += ` AND (` + opens(reader, "a.asker_id") + ` OR a.responsible_id = ` + reader + `)`
	}

	if f.Mine != 0 {
		args = Args([]any{f.Mine}, f.Askers)
		where = ` WHERE a.id IN (` + actionsOf
		if len(f.Askers) > 0 {
			where += ` UNION ALL SELECT x.id FROM action x WHERE x.asker_id IN ` + In(2, len(f.Askers))
		}
		where += `)`
	}

	for _, list := range []struct {
		column string
		values []any
	}{{"a.state", Args(nil, f.States)}, {"a.kind", Args(nil, f.Kinds)}} {
		if len(list.values) > 0 {
			where += ` AND ` + list.column + ` IN ` + In(len(args)+1, len(list.values))
			args = append(args, list.values...)
		}
	}

	if done, sure := f.done(); sure { // the index begins with it
		where += ` AND ` + actionDone + ` = ` + done
	}

	for i, s := range f.Spans {
		sep := ` OR `
		if i == 0 {
			sep = ` AND (`
		}

		where += sep + `(a.state IN ` + In(len(args)+1, len(s.States))
		args = Args(args, s.States)
		for _, bound := range []struct {
			test string
			day  org.Date
		}{{"a.clock >= $", s.ClockFrom}, {"a.clock <= $", s.ClockTo}, {"a.deadline >= $", s.DeadlineFrom}, {"a.deadline <= $", s.DeadTo}} {
			if bound.day != "" {
				args = append(args, bound.day)
				where += ` AND ` + bound.test + number(len(args))
			}
		}

		where += `)`
		if i == len(f.Spans)-1 {
			where += `)`
		}
	}

	return where, args
}

// actionDone is 1 of an action of which nothing is to be done any more.
const actionDone = `CASE WHEN a.state IN ('closed', 'cancelled') THEN 1 ELSE 0 END`

// done is what actionDone is of all actions that are chosen, if it is one.
func (f ActionFilter) done() (value string, sure bool) {
	states := slices.Clone(f.States)
	for _, s := range f.Spans {
		states = append(states, s.States...)
	}

	live := slices.ContainsFunc(states, rectify.State.Live)
	over := slices.ContainsFunc(states, func(s rectify.State) bool { return !s.Live() })
	return either(live, "0", "1"), live != over
}

// listedOrder shows what is still to be done before what is not, the nearest deadline first, and of one day unit by unit.
// It is the order of the index action_listed.
const listedOrder = ` ORDER BY ` + actionDone + `, a.deadline, a.unit_id, a.review_id,
	a.number, a.id`

// chosen is the FROM and WHERE of the filter's actions a.
func (tx *Tx) chosen(f ActionFilter) (string, []any, error) {
	whole := false
	if f.Mine == 0 {
		r, err := tx.Round(f.Round)
		if err != nil {
			return "", nil, err
		}
		whole = r.Unit == f.Top.ID
	}

	where, args := f.where(whole)
	if f.Mine == 0 && f.Reader != 0 { // what opens for him depends on the place of the unit
		where = ` LEFT JOIN round_unit u ON u.round_id = a.round_id AND u.unit_id = a.unit_id` + where
	}

	return ` FROM action a` + where, args, nil
}

// ListedActions are the chosen actions: what is still to be done before what is not, the nearest deadline
// first.
func (tx *Tx) ListedActions(f ActionFilter, offset, limit int) (_ []ActionRow, err error) {
	defer errs.Wrap(&err, "store.ListedActions")

	from, args, err := tx.chosen(f)
	if err != nil {
		return nil, err
	}

	args = append(args, limit, offset)
	ids, err := All(tx, Scalar[rectify.ID], `SELECT a.id`+from+listedOrder+cut(args), args...)
	if err != nil {
		return nil, err
	}

	var rows []ActionRow
	for part := range slices.Chunk(ids, MaxIn) {
		some, err := tx.ActionRows(part)
		if err != nil {
			return nil, err
		}
		rows = append(rows, some...)
	}

	return rows, nil
}

// ListedActionIDs are the numbers of all chosen actions, in the order of ListedActions.
func (tx *Tx) ListedActionIDs(f ActionFilter) (_ []rectify.ID, err error) {
	defer errs.Wrap(&err, "store.ListedActionIDs")
	from, args, err := tx.chosen(f)
	if err != nil {
		return nil, err
	}
	return All(tx, Scalar[rectify.ID], `SELECT a.id`+from+listedOrder, args...)
}

// ActionRows are some actions, at most MaxIn, in the order in which they are named; one that is gone is left out.
func (tx *Tx) ActionRows(ids []rectify.ID) (_ []ActionRow, err error) {
	defer errs.Wrap(&err, "store.ActionRows")

	if len(ids) == 0 {
		return nil, nil
	}

	found := make(map[rectify.ID]ActionRow, len(ids))
	for row, err := range Each(tx, scanActionRow, actionRowSQL+` WHERE a.id IN `+In(1, len(ids)), Args(nil, ids)...) {
		if err != nil {
			return nil, err
		}
		found[row.ID] = row
	}

	var rows []ActionRow
	for _, id := range ids {
		if row, ok := found[id]; ok {
			rows = append(rows, row)
		}
	}

	return rows, nil
}

// CountedMost is up to how many actions are counted of those that a filter chooses: however many there are, no more is read.
const CountedMost = 1000

// ListedActionCount is how many actions the filter chooses; of a part of a subtree CountedMost at most, and then more may say that
// there are others.
func (tx *Tx) ListedActionCount(f ActionFilter) (n int, more bool, err error) {
	from, args, err := tx.chosen(f)
	if err != nil {
		return 0, false, err
	}

	if f.whole() {
		n, err = Count(tx, `SELECT COUNT(*)`+from, args...)
		return n, false, err
	}

	args = append(args, CountedMost+1)
	n, err = Count(tx, `SELECT COUNT(*) FROM (SELECT a.id`+from+most(len(args))+`) counted`, args...)
	return min(n, CountedMost), n > CountedMost, err
}

// whole reports whether all actions of a subtree are chosen.
func (f ActionFilter) whole() bool {
	return f.Reader == 0 && f.Mine == 0 && len(f.States)+len(f.Spans)+len(f.Kinds) == 0
}

// ActionDuty is how many actions of one sheet stand alike for somebody.
type ActionDuty struct {
	Round    round.ID
	Own      bool // he puts them right; else he asked for them
	State    rectify.State
	Sheet    int64
	Extends  bool            // more time is asked for
	Reply    rectify.ReplyID // the letter that answers them; 0: none
	Accepted bool            // it was taken
	Count    int
	First    rectify.ID
	Clock    org.Date // the nearest; so is Deadline
	Deadline org.Date
	Name     string       // of the subject
	Person   org.PersonID // who it is; 0: a unit, or a unit and its secretary
}

// ActionDuties counts the open actions in which somebody has a part, in rounds that run or have ended.
func (tx *Tx) ActionDuties(person org.PersonID) (_ []ActionDuty, err error) {
	defer errs.Wrap(&err, "store.ActionDuties %d", person)

	live := []rectify.State{rectify.Unclaimed, rectify.Working, rectify.Reported, rectify.Awaiting}
	return All(tx, func(row Row) (d ActionDuty, err error) {
		err = row.Scan(&d.Round, &d.Own, &d.State, &d.Sheet, &d.Extends, &d.Reply, &d.Accepted, &d.Count, &d.First, &d.Clock, &d.Deadline, &d.Name, &d.Person)
		return d, err
	}, `SELECT a.round_id, p.own, a.state, a.sheet_id, a.extend_to <> '', a.reply_id, COALESCE(l.state, '') = $2, COUNT(*), MIN(a.id),
			MIN(a.clock), MIN(a.deadline), MIN(COALESCE(s.name, u.name, '')), MIN(a.person_id)
		FROM (SELECT x.id, TRUE AS own FROM action x WHERE x.person_id = $1 AND x.person_id <> 0
			UNION SELECT x.id, TRUE FROM action x WHERE x.responsible_id = $1 AND x.responsible_id <> 0
			UNION SELECT x.id, TRUE FROM holding q CROSS JOIN action x WHERE x.round_id = q.round_id AND x.unit_id = q.unit_id
				AND x.kind IN ('unit', 'secretary') AND q.person_id = $1 AND q.way = 'lead'
			UNION SELECT x.id, FALSE FROM action x WHERE x.asker_id = $1) p
		CROSS JOIN action a CROSS JOIN round r
		LEFT JOIN round_unit u ON u.round_id = a.round_id AND u.unit_id = a.unit_id
		LEFT JOIN person s ON s.id = a.person_id
		LEFT JOIN reply l ON l.id = a.reply_id
		WHERE a.id = p.id AND r.id = a.round_id AND r.state IN ($3, $4) AND a.state IN `+In(5, len(live))+`
		GROUP BY a.round_id, p.own, a.state, a.sheet_id, a.extend_to <> '', a.reply_id, COALESCE(l.state, '') = $2
		ORDER BY a.round_id, a.sheet_id, a.state`,
		Args([]any{person, rectify.ReplyAccepted, round.Launched, round.Closed}, live)...)
}
