package store

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// Recount makes the figures of every unit of a round anew from the rows that they stand for: what the counters must
// say. It reads each table once and rolls up in memory.
func (tx *Tx) Recount(id round.ID) (_ map[org.UnitID]round.Tally, err error) {
	defer errs.Wrap(&err, "store.Recount round %d", id)

	r, err := tx.newRecount(id)
	if err != nil {
		return nil, err
	}

	for _, part := range append(r.few(), r.members, r.committees, r.obligations, r.reviews, r.heads) {
		if err := part(); err != nil {
			return nil, err
		}
	}

	return round.RollUp(r.places, r.own), nil
}

// few counts what there is not one of for each member; the plan of a round does not say it.
func (r *recount) few() []func() error {
	return []func() error{r.units, r.commitments, r.seats, r.rest, r.steps, r.filings, r.actions, r.notices, r.arrangements}
}

// recount gathers each unit's own figures, its subtree left out.
type recount struct {
	tx     *Tx
	id     round.ID
	places []org.Place
	at     map[org.UnitID]org.Place
	top    org.Place
	plan   *scheme.Scheme
	own    map[org.UnitID]round.Tally
}

func (tx *Tx) newRecount(id round.ID) (*recount, error) {
	r := &recount{tx: tx, id: id, at: map[org.UnitID]org.Place{}, own: map[org.UnitID]round.Tally{}}
	var err error
	if r.places, err = tx.FrozenUnits(id); err != nil {
		return nil, err
	}

	for _, p := range r.places {
		r.at[p.ID] = p
	}

	this, err := tx.Round(id)
	if err != nil {
		return nil, err
	}

	r.top = r.at[this.Unit]
	r.plan, err = scheme.Kept(this.Scheme, this.SchemeText)
	return r, err
}

// add counts n times t at the unit, at the round's own unit where the tree does not have it.
func (r *recount) add(unit org.UnitID, t round.Tally, n int64) {
	if _, ok := r.at[unit]; !ok {
		unit = r.top.ID
	}

	if r.own[unit] == nil {
		r.own[unit] = round.Tally{}
	}

	for name, value := range t {
		if value*n != 0 {
			r.own[unit][name] += value * n
		}
	}
}

func (r *recount) facts(unit org.UnitID) round.SubjectFacts {
	p := r.at[unit]
	return round.SubjectFacts{Kind: scheme.Unit, UnitKind: p.Kind, Direct: org.Direct(p.Kind, r.at[p.Parent].Kind)}
}

func (r *recount) units() error {
	counting, err := All(r.tx, Scalar[org.UnitID], `SELECT unit_id FROM round_unit WHERE round_id = $1 AND counts`, r.id)
	for _, unit := range counting {
		r.add(unit, r.facts(unit).Due(), 1)
	}
	return err
}

func (r *recount) seats() error {
	type seats struct {
		unit org.UnitID
		kind scheme.SubjectKind
		n    int64
	}

	for s, err := range Each(r.tx, func(row Row) (s seats, err error) {
		err = row.Scan(&s.unit, &s.kind, &s.n)
		return s, err
	}, `SELECT unit_id, kind, COUNT(*) FROM round_seat WHERE round_id = $1 GROUP BY unit_id, kind`, r.id) {
		if err != nil {
			return err
		}
		r.add(s.unit, round.SubjectFacts{Kind: s.kind}.Due(), s.n)
	}

	return nil
}

// likeMembers are members of one branch who count alike.
type likeMembers struct {
	branch org.UnitID
	facts  round.SubjectFacts
	n      int64
}

func scanLikeMembers(row Row) (m likeMembers, err error) {
	var groups string
	m.facts.Kind = scheme.Member
	err = row.Scan(&m.branch, &m.facts.Standing, &m.facts.Leader, &m.facts.Posted, &groups, &m.n)
	m.facts.Groups = splitGroups(groups)
	return m, err
}

// members counts those of the round's branches, and those without a branch where the round covers the whole tree; nobody
// where members are not reviewed.
func (r *recount) members() error {
	if !r.plan.Counts(scheme.ColumnMembers) {
		return nil
	}

	for m, err := range Each(r.tx, scanLikeMembers, `SELECT branch_id, standing, leader, posted, groups_, COUNT(*) FROM round_person
		WHERE round_id = $1 AND standing IN ($2, $3) GROUP BY branch_id, standing, leader, posted, groups_`,
		r.id, org.Formal, org.Probationary) {
		if err != nil {
			return err
		}
		if r.covers(m.branch) {
			r.add(m.branch, m.facts.Due(), m.n)
		}
	}
	return nil
}

// covers reports whether the members of a branch count in the round.
func (r *recount) covers(branch org.UnitID) bool {
	p, ok := r.at[branch]
	return ok && p.Within(r.top) || !ok && r.top.Depth == 0
}

// committees counts those that somebody reviews as a whole: one that nobody is charged with is no subject.
func (r *recount) committees() error {
	if !r.plan.Counts(scheme.ColumnCommittees) {
		return nil
	}

	units, err := All(r.tx, Scalar[org.UnitID], `SELECT DISTINCT unit_id FROM obligation WHERE round_id = $1 AND kind = $2 AND state <> $3`,
		r.id, scheme.Committee, review.Dropped)
	for _, unit := range units {
		r.add(unit, round.SubjectFacts{Kind: scheme.Committee}.Due(), 1)
	}

	return err
}

// standing are the obligations of one unit that stand alike.
type standing struct {
	unit  org.UnitID
	kind  scheme.SubjectKind
	is    review.State
	drawn bool
	n     int64
}

// standing are all obligations of the round but dropped ones.
func (r *recount) standing() ([]standing, error) {
	return All(r.tx, func(row Row) (s standing, err error) {
		err = row.Scan(&s.unit, &s.kind, &s.is, &s.drawn, &s.n)
		return s, err
	}, `SELECT unit_id, kind, state, drawn_id <> 0, COUNT(*) FROM obligation WHERE round_id = $1 AND state <> $2
		GROUP BY unit_id, kind, state, drawn_id <> 0`, r.id, review.Dropped)
}

// timesOf is what one such obligation adds, under the names that name gives.
func timesOf(s standing, name func(round.Count) round.Count) round.Tally {
	t := round.Tally{name(round.TimesDue): 1}
	switch s.is {
	case review.Confirmed:
		t[name(round.TimesDone)] = 1
	case review.Exempt:
		t[name(round.TimesExempt)] = 1
	}

	return t
}

// timesOfKinds counts the reviews of each kind alone, for a round that has all other figures.
func (r *recount) timesOfKinds() error {
	states, err := r.standing()
	for _, s := range states {
		r.add(s.unit, timesOf(s, func(c round.Count) round.Count { return c.OfKind(s.kind) }), s.n)
	}
	return err
}

// obligations counts what is owed, and every subject once that has a review that counts.
func (r *recount) obligations() error {
	states, err := r.standing()
	if err != nil {
		return err
	}

	for _, s := range states {
		r.add(s.unit, timesOf(s, func(c round.Count) round.Count { return c }), s.n)
		r.add(s.unit, timesOf(s, func(c round.Count) round.Count { return c.OfKind(s.kind) }), s.n)

		if s.drawn {
			r.add(s.unit, round.Tally{round.DrawnDue: 1}, s.n)
		}
		if s.drawn && s.is == review.Confirmed {
			r.add(s.unit, round.Tally{round.DrawnDone: 1}, s.n)
		}
	}

	for s, err := range Each(r.tx, func(row Row) (s standing, err error) {
		err = row.Scan(&s.unit, &s.kind, &s.n)
		return s, err
	}, `SELECT unit_id, kind, COUNT(DISTINCT person_id) FROM obligation
		WHERE round_id = $1 AND state = $2 AND kind <> '`+string(scheme.Member)+`' GROUP BY unit_id, kind`, r.id, review.Confirmed) {
		if err != nil {
			return err
		}
		facts := r.facts(s.unit)
		facts.Kind = s.kind
		r.add(s.unit, facts.Done(), s.n)
	}

	return r.doneMembers()
}

func (r *recount) doneMembers() error {
	for m, err := range Each(r.tx, scanLikeMembers, `SELECT d.unit_id, p.standing, p.leader, p.posted, p.groups_, COUNT(*)
		FROM (SELECT DISTINCT unit_id, person_id FROM obligation WHERE round_id = $1 AND kind = $2 AND state = $3) d
		JOIN round_person p ON p.round_id = $1 AND p.person_id = d.person_id
		GROUP BY d.unit_id, p.standing, p.leader, p.posted, p.groups_`, r.id, scheme.Member, review.Confirmed) {
		if err != nil {
			return err
		}
		r.add(m.branch, m.facts.Done(), m.n)
	}
	return nil
}

// reviews counts what was written in those that count.
func (r *recount) reviews() error {
	type written struct {
		unit           org.UnitID
		modes          review.Modes
		kind           scheme.SubjectKind
		day            org.Date
		drawn          bool
		reviews, found int64
	}

	for w, err := range Each(r.tx, func(row Row) (w written, err error) {
		err = row.Scan(&w.unit, &w.modes, &w.kind, &w.day, &w.drawn, &w.reviews, &w.found)
		return w, err
	}, `SELECT o.unit_id, v.mode, o.kind, v.day, o.drawn_id <> 0, COUNT(*), CAST(SUM(v.problems) AS BIGINT) FROM obligation o JOIN review v ON v.id = o.id
		WHERE o.round_id = $1 AND o.state = $2 GROUP BY o.unit_id, v.mode, o.kind, v.day, o.drawn_id <> 0`, r.id, review.Confirmed) {
		if err != nil {
			return err
		}

		r.add(w.unit, round.Tally{round.Problems: w.found}, 1)
		r.add(w.unit, review.ModesOf(w.modes, w.drawn), w.reviews)
		r.add(w.unit, review.GivenOn(w.kind, w.day), w.reviews)
	}

	return nil
}

// arrangements counts what the plans that are with the office or accepted have on each day.
func (r *recount) arrangements() error {
	for line, err := range Each(r.tx, func(row Row) (a review.Arranged, err error) {
		err = row.Scan(&a.Unit, &a.Kind, &a.Day, &a.Sheets)
		return a, err
	}, `SELECT l.unit_id, l.kind, l.day, CAST(SUM(l.sheets) AS BIGINT) FROM arrangement_row l JOIN arrangement a ON a.id = l.arrangement_id
		WHERE l.round_id = $1 AND a.state IN ($2, $3) GROUP BY l.unit_id, l.kind, l.day`, r.id, review.ArrangementHandedIn, review.ArrangementAccepted) {
		if err != nil {
			return err
		}
		r.add(line.Unit, line.PlannedFor(), 1)
	}

	return nil
}

// rest counts gaps, exemptions and who came to occasions.
func (r *recount) rest() error {
	for _, text := range []string{
		`SELECT g.unit_id, '` + string(round.Gaps) + `', COUNT(*) FROM gap g WHERE g.round_id = $1 AND ` + gapOpen + ` GROUP BY g.unit_id`,
		`SELECT unit_id, '` + string(round.Exempted) + `', COUNT(*) FROM exemption WHERE round_id = $1 GROUP BY unit_id`,
		`SELECT unit_id, '` + string(round.Attended) + `', CAST(SUM(members) AS BIGINT) FROM occasion WHERE round_id = $1 GROUP BY unit_id`,
		`SELECT unit_id, '` + string(round.Representatives) + `', CAST(SUM(representatives) AS BIGINT) FROM occasion
			WHERE round_id = $1 GROUP BY unit_id`,
		`SELECT unit_id, '` + string(round.Opinions) + `', CAST(SUM(opinions) AS BIGINT) FROM opinion_pool WHERE round_id = $1 GROUP BY unit_id`,
	} {
		figures, err := All(r.tx, scanFigure, text, r.id)
		if err != nil {
			return err
		}

		for _, f := range figures {
			r.add(f.unit, round.Tally{f.name: f.value}, 1)
		}
	}
	return nil
}
