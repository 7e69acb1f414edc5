package store

import (
	"iter"
	"strings"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// FormRow is what a registration form shows of one obligation and its review.
type FormRow struct {
	ObligationRow
	Place    org.Place // of the unit in the frozen tree
	Sex      string
	Birth    org.Date
	Joined   org.Date
	Decision assign.Decision
	Review   review.Review // zero text while nothing is written
	Occasion review.Occasion
	Answer   string // of the reviewer to the dissent
}

var formSQL = `SELECT ` + selected(formColumns) + ` FROM obligation o
	LEFT JOIN round_unit u ON u.round_id = o.round_id AND u.unit_id = o.unit_id
	LEFT JOIN round_unit above ON above.round_id = o.round_id AND above.unit_id = u.parent_id
	LEFT JOIN round_person s ON s.round_id = o.round_id AND s.person_id = o.person_id
	LEFT JOIN review v ON v.id = o.id
	LEFT JOIN dissent x ON x.review_id = v.id AND x.version = v.version
	LEFT JOIN occasion c ON c.id = v.occasion_id
	JOIN decision d ON d.id = o.decision_id
	JOIN person w ON w.id = o.owner_id`

func formColumns(f *FormRow) columns {
	return columns{
		{"o.id", &f.ID}, {"o.round_id", &f.Round}, {"o.kind", &f.Subject.Kind}, {"o.unit_id", &f.Subject.Unit},
		{"o.person_id", &f.Subject.Person}, {"o.reviewer_id", &f.Reviewer}, {"o.owner_id", &f.Owner},
		{"o.seat_id", &f.Seat}, {"o.state", &f.State}, {"COALESCE(u.code, '')", &f.Unit.Code},
		{"COALESCE(u.name, '')", &f.Unit.Name}, {"COALESCE(u.short, '')", &f.Unit.Short},
		{"COALESCE(u.kind, '')", &f.Unit.Kind}, {"COALESCE(u.category, '')", &f.Unit.Category},
		{"COALESCE(u.parent_id, 0)", &f.Unit.Parent}, {"COALESCE(u.depth, 0)", &f.Place.Depth},
		{"COALESCE(u.ord, -1)", &f.Place.Ord}, {"COALESCE(u.ord_last, -1)", &f.Place.Last},
		{"COALESCE(above.kind, '')", &f.Above}, {"COALESCE(s.number, '')", &f.Number},
		{"COALESCE(s.name, '')", &f.Name}, {"COALESCE(s.standing, '')", &f.Standing},
		{"COALESCE(s.leader, FALSE)", &f.Leader}, {"COALESCE(s.posted, FALSE)", &f.Posted},
		{"COALESCE(s.groups_, '')", asGroups{&f.Groups}}, {"COALESCE(s.job, '')", &f.Job},
		{"COALESCE(s.sex, '')", &f.Sex}, {"COALESCE(s.birth, '')", &f.Birth}, {"COALESCE(s.joined, '')", &f.Joined},
		{"w.number", &f.OwnerNumber}, {"w.name", &f.OwnerName}, {"d.body", asJSON{&f.Decision}},
		{"COALESCE(v.mode, '')", &f.Review.Setting.Modes}, {"COALESCE(v.carrier, '')", &f.Review.Setting.Carrier},
		{"COALESCE(v.day, '')", &f.Review.Setting.Day}, {"COALESCE(v.place, '')", &f.Review.Setting.Place},
		{"COALESCE(v.body, '')", asJSON{&f.Review.Text}}, {"COALESCE(v.confirmed_at, 0)", &f.Review.ConfirmedAt},
		{"COALESCE(v.acknowledged_at, 0)", &f.Review.AcknowledgedAt}, {"COALESCE(v.dissent, '')", &f.Review.Dissent},
		{"COALESCE(v.paper_ref, '')", &f.Review.PaperRef}, {"COALESCE(v.confirmed_how, '')", &f.Review.ConfirmedHow},
		{"COALESCE(x.answer, '')", &f.Answer}, {"COALESCE(c.members, 0)", &f.Occasion.Members},
		{"COALESCE(c.committee, 0)", &f.Occasion.Committee},
		{"COALESCE(c.representatives, 0)", &f.Occasion.Representatives}, {"o.unit_id", &f.Unit.ID},
		{"o.id", &f.Review.ID}, {"o.state", &f.Review.State}, {"o.drawn_id", &f.Drawn},
		{"COALESCE((SELECT w.number FROM draw w WHERE w.id = o.drawn_id), 0)", &f.DrawNumber},
	}
}

func scanForm(row Row) (FormRow, error) {
	f, err := scanned(formColumns)(row)
	f.Place.Unit = f.Unit
	return f, err
}

// FormFilter chooses forms by who was to write them, or owes them since, and by who is reviewed on them. The zero value chooses all.
type FormFilter struct {
	Some      bool           // only those on which one of these stands, however few they are
	Givers    []org.PersonID // with Receivers MaxIn at most
	Receivers []org.PersonID
}

// where is the condition on an obligation o, its placeholders counted on from those of the arguments. A unit stands on one
// form with its secretary: it comes with whoever is reviewed as such.
func (f FormFilter) where(args []any) (string, []any) {
	if !f.Some {
		return ``, args
	}

	of := []string{`1 = 0`}
	if len(f.Givers) > 0 {
		in := In(len(args)+1, len(f.Givers))
		args = Args(args, f.Givers)
		of = append(of, `o.owner_id IN `+in, `o.reviewer_id IN `+in)
	}

	if len(f.Receivers) > 0 {
		in := In(len(args)+1, len(f.Receivers))
		args = Args(args, f.Receivers)
		of = append(of, `o.person_id IN `+in, `o.kind = 'unit' AND EXISTS (SELECT 1 FROM obligation h WHERE h.round_id = o.round_id
			AND h.unit_id = o.unit_id AND h.kind = 'secretary' AND h.reviewer_id = o.reviewer_id AND h.person_id IN `+in+`)`)
	}

	return ` AND (` + strings.Join(of, ` OR `) + `)`, args
}

// FormRows gives what the forms of a subtree show, in roster order: by unit, the unit before its secretary and its
// committee members before its members, those of one reviewer together.
func (tx *Tx) FormRows(id round.ID, top org.Place, f FormFilter) iter.Seq2[FormRow, error] {
	of, args := f.where([]any{id, top.Ord, top.Last, review.Dropped, review.Exempt})
	return Each(tx, scanForm, formSQL+` WHERE o.round_id = $1 AND o.unit_id IN (`+unitsBelow+`) AND o.state NOT IN ($4, $5)`+of+`
		ORDER BY u.ord, CASE WHEN o.kind IN ('unit', 'secretary') THEN 0 ELSE 1 END,
			CASE WHEN o.kind IN ('unit', 'secretary') THEN o.reviewer_id ELSE 0 END, o.kind DESC, s.number, o.person_id, o.reviewer_id`, args...)
}

// HasForms reports whether a subtree has an obligation of one of the kinds of which a form is printed; with units given,
// one of these.
func (tx *Tx) HasForms(id round.ID, top org.Place, kinds []scheme.SubjectKind, units []org.UnitID) (bool, error) {
	if len(kinds) == 0 {
		return false, nil
	}

	args := []any{id, top.Ord, top.Last, review.Dropped, review.Exempt}
	where := ` AND o.kind IN ` + In(len(args)+1, len(kinds))
	args = Args(args, kinds)
	if len(units) > 0 {
		where += ` AND o.unit_id IN ` + In(len(args)+1, len(units))
		args = Args(args, units)
	}

	n, err := Count(tx, `SELECT COUNT(*) FROM (SELECT o.id FROM obligation o
		WHERE o.round_id = $1 AND o.unit_id IN (`+unitsBelow+`) AND o.state NOT IN ($4, $5)`+where+` LIMIT 1) x`, args...)
	return n > 0, err
}

// FormRowsOf gives what the forms of some obligations show, in the order of FormRows.
func (tx *Tx) FormRowsOf(ids []review.ID) ([]FormRow, error) {
	return All(tx, scanForm, formSQL+` WHERE o.id IN `+In(1, len(ids))+` ORDER BY o.kind DESC, o.id`, Args(nil, ids)...)
}

// MemberCounts are how many members the subtree of every unit has, as frozen.
func (tx *Tx) MemberCounts(id round.ID) (map[org.UnitID]int, error) {
	type count struct {
		unit org.UnitID
		n    int
	}

	rows, err := All(tx, func(row Row) (c count, err error) {
		err = row.Scan(&c.unit, &c.n)
		return c, err
	}, `SELECT unit_id, CAST(SUM(value) AS BIGINT) FROM (
		SELECT unit_id, value FROM counter WHERE round_id = $1 AND name = $2
		UNION ALL SELECT unit_id, value FROM counter_delta WHERE round_id = $1 AND name = $2) x GROUP BY unit_id`,
		id, round.MembersDue)
	if err != nil {
		return nil, err
	}

	out := make(map[org.UnitID]int, len(rows))
	for _, c := range rows {
		out[c.unit] = c.n
	}

	return out, nil
}
