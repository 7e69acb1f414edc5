package store

import (
	"errors"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

func fieldworkColumns(f *dossier.Fieldwork) columns {
	return columns{
		{"f.id", &f.ID}, {"f.round_id", &f.Round}, {"f.leader_id", &f.Leader}, {"f.kind", &f.Kind}, {"f.day", &f.Day},
		{"f.place", &f.Place}, {"f.met", &f.Met}, {"f.members", &f.Members}, {"f.masses", &f.Masses},
		{"f.revision", &f.Revision}, {"f.by_name", &f.By}, {"f.at", &f.At},
	}
}

// Fieldwork is one record with its units and findings.
func (tx *Tx) Fieldwork(id dossier.FieldworkID) (f dossier.Fieldwork, err error) {
	f, err = One(tx, scanned(fieldworkColumns), `SELECT `+selected(fieldworkColumns)+` FROM fieldwork f WHERE f.id = $1`, id)
	if errors.Is(err, ErrNone) {
		return f, access.ErrRefused
	}
	if err != nil {
		return f, err
	}

	if f.Units, err = All(tx, func(row Row) (s dossier.Seen, err error) {
		err = row.Scan(&s.Unit, &s.Own)
		return s, err
	}, `SELECT x.unit_id, x.own FROM fieldwork_unit x JOIN round_unit u ON u.round_id = x.round_id AND u.unit_id = x.unit_id
		WHERE x.fieldwork_id = $1 ORDER BY u.ord`, id); err != nil {
		return f, err
	}

	f.Findings, err = All(tx, func(row Row) (x dossier.Finding, err error) {
		err = row.Scan(&x.ID, &x.Kind, &x.Text)
		return x, err
	}, `SELECT id, kind, body FROM fieldwork_finding WHERE fieldwork_id = $1 ORDER BY seq`, id)
	return f, err
}

// SaveFieldwork keeps a record, new or known, with its units and findings.
func (tx *Tx) SaveFieldwork(f dossier.Fieldwork) (err error) {
	defer errs.Wrap(&err, "store.SaveFieldwork %d", f.ID)

	if _, err := tx.Exec(`INSERT INTO fieldwork (id, round_id, leader_id, kind, day, place, met, members, masses, revision, by_name, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, day = excluded.day, place = excluded.place, met = excluded.met,
			members = excluded.members, masses = excluded.masses, revision = excluded.revision, by_name = excluded.by_name,
			at = excluded.at`, f.ID, f.Round, f.Leader, f.Kind, f.Day, f.Place, f.Met, f.Members, f.Masses, f.Revision, f.By, f.At); err != nil {
		return err
	}

	for _, table := range []string{"fieldwork_unit", "fieldwork_finding"} {
		if _, err := tx.Exec(`DELETE FROM `+table+` WHERE fieldwork_id = $1`, f.ID); err != nil {
			return err
		}
	}

	for _, s := range f.Units {
		if _, err := tx.Exec(`INSERT INTO fieldwork_unit (fieldwork_id, round_id, unit_id, own) VALUES ($1, $2, $3, $4)`,
			f.ID, f.Round, s.Unit, s.Own); err != nil {
			return err
		}
	}

	for i, x := range f.Findings {
		if _, err := tx.Exec(`INSERT INTO fieldwork_finding (id, fieldwork_id, seq, kind, body) VALUES ($1, $2, $3, $4, $5)`,
			x.ID, f.ID, i, x.Kind, x.Text); err != nil {
			return err
		}
	}

	return nil
}

// LastFieldwork is the last time that somebody looked into a unit from above: its day and the record; 0 when nobody has.
func (tx *Tx) LastFieldwork(id round.ID, unit org.UnitID) (day org.Date, ref dossier.FieldworkID, err error) {
	type last struct {
		day org.Date
		ref dossier.FieldworkID
	}

	rows, err := All(tx, func(row Row) (l last, err error) {
		err = row.Scan(&l.day, &l.ref)
		return l, err
	}, `SELECT f.day, f.id FROM fieldwork_unit x JOIN fieldwork f ON f.id = x.fieldwork_id
		WHERE x.round_id = $1 AND x.unit_id = $2 AND NOT x.own ORDER BY f.day DESC, f.id DESC LIMIT 1`, id, unit)
	if err != nil || len(rows) == 0 {
		return "", 0, err
	}

	return rows[0].day, rows[0].ref, nil
}

// FieldworkRow is one unit of a record in a list; a record that concerns several has a row for each. What was found is
// not in it, only how many lines there are.
type FieldworkRow struct {
	dossier.Fieldwork
	Unit       org.UnitID
	Own        bool
	UnitName   string
	UnitShort  string
	LeaderName string
	Found      int // lines of findings
}

// UnitLabel is the unit's short name, or its whole one.
func (r FieldworkRow) UnitLabel() string {
	return org.Unit{Name: r.UnitName, Short: r.UnitShort}.Label()
}

func fieldworkRowColumns(r *FieldworkRow) columns {
	return fieldworkColumns(&r.Fieldwork).and(columns{
		{"x.unit_id", &r.Unit}, {"x.own", &r.Own}, {"u.name", &r.UnitName}, {"u.short", &r.UnitShort}, {"p.name", &r.LeaderName},
		{"(SELECT COUNT(*) FROM fieldwork_finding d WHERE d.fieldwork_id = f.id)", &r.Found},
	}...)
}

const fieldworkTables = ` FROM fieldwork f JOIN fieldwork_unit x ON x.fieldwork_id = f.id
	JOIN round_unit u ON u.round_id = x.round_id AND u.unit_id = x.unit_id JOIN person p ON p.id = f.leader_id`

// FieldworkBy is what these leaders did in a round, the newest first.
func (tx *Tx) FieldworkBy(id round.ID, leaders []org.PersonID) ([]FieldworkRow, error) {
	return All(tx, scanned(fieldworkRowColumns), `SELECT `+selected(fieldworkRowColumns)+fieldworkTables+` WHERE f.round_id = $1 AND f.leader_id IN `+In(2, len(leaders))+`
		ORDER BY f.day DESC, f.id DESC, u.ord`, Args([]any{id}, leaders)...)
}

// FieldworkIn is what was done in a unit in a round, the newest first.
func (tx *Tx) FieldworkIn(id round.ID, unit org.UnitID) ([]FieldworkRow, error) {
	return All(tx, scanned(fieldworkRowColumns), `SELECT `+selected(fieldworkRowColumns)+fieldworkTables+` WHERE x.round_id = $1 AND x.unit_id = $2 ORDER BY f.day DESC, f.id DESC`, id, unit)
}

// FieldworkBelow is what leaders did from above in the units of a subtree in a round, by day: what its forms print of it.
func (tx *Tx) FieldworkBelow(id round.ID, top org.Place) ([]FieldworkRow, error) {
	return All(tx, scanned(fieldworkRowColumns), `SELECT `+selected(fieldworkRowColumns)+fieldworkTables+` WHERE x.round_id = $1 AND NOT x.own AND x.unit_id IN (`+unitsBelow+`)
		ORDER BY f.day, f.id`, id, top.Ord, top.Last)
}

// unitsBelow are the units between the places $2 and $3 of the tree of round $1.
const unitsBelow = `SELECT b.unit_id FROM round_unit b WHERE b.round_id = $1 AND b.ord BETWEEN $2 AND $3`

// FieldworkPlace is a unit into which a leader looks: he owes a review of it, or of people in it.
type FieldworkPlace struct {
	Leader     org.PersonID
	LeaderName string
	Unit       org.UnitID
	UnitName   string
	Own        bool // he owes reviews of people there only
	State      dossier.State
	Day        org.Date // on which somebody looked into it last
}

// FieldworkPlaces are the units into which these leaders look in a round, in the order of the tree, their own last.
func (tx *Tx) FieldworkPlaces(id round.ID, leaders []org.PersonID) ([]FieldworkPlace, error) {
	args := []any{id, scheme.Unit, scheme.Secretary, review.Dropped, review.Exempt, scheme.StepFieldwork}
	return All(tx, func(row Row) (p FieldworkPlace, err error) {
		err = row.Scan(&p.Leader, &p.LeaderName, &p.Unit, &p.UnitName, &p.Own, &p.State, &p.Day)
		return p, err
	}, `SELECT o.owner_id, w.name, o.unit_id, u.name, MAX(CASE WHEN o.kind IN ($2, $3) THEN 1 ELSE 0 END) = 0,
			COALESCE(MAX(s.state), ''), COALESCE(MAX(s.day), '')
		FROM obligation o JOIN person w ON w.id = o.owner_id
		JOIN round_unit u ON u.round_id = o.round_id AND u.unit_id = o.unit_id
		LEFT JOIN dossier_step s ON s.round_id = o.round_id AND s.unit_id = o.unit_id AND s.person_id = 0 AND s.step = $6
		WHERE o.round_id = $1 AND o.state NOT IN ($4, $5) AND o.owner_id IN `+In(len(args)+1, len(leaders))+`
		GROUP BY o.owner_id, w.name, o.unit_id, u.name, u.ord ORDER BY 5, u.ord, w.name`, Args(args, leaders)...)
}

// Unvisited is how many units one leader still owes a look before their review.
type Unvisited struct {
	Round      round.ID
	Leader     org.PersonID
	LeaderName string
	Units      int
}

// Unvisited counts the units that somebody, or a leader for whom he writes, still has to review and into which nobody has
// looked.
func (tx *Tx) Unvisited(rounds []round.ID, person org.PersonID) (all []Unvisited, err error) {
	for part := range slices.Chunk(rounds, MaxIn) {
		args := Args([]any{person, scheme.Unit, scheme.Secretary, scheme.StepFieldwork, dossier.Empty}, review.OpenStates())
		some, err := All(tx, func(row Row) (u Unvisited, err error) {
			err = row.Scan(&u.Round, &u.Leader, &u.LeaderName, &u.Units)
			return u, err
		}, `SELECT o.round_id, o.owner_id, w.name, COUNT(DISTINCT o.unit_id) FROM obligation o JOIN person w ON w.id = o.owner_id
			LEFT JOIN dossier_step s ON s.round_id = o.round_id AND s.unit_id = o.unit_id AND s.person_id = 0 AND s.step = $4
			WHERE o.owner_id IN (SELECT reviewer_id FROM clerk WHERE clerk_id = $1 UNION ALL SELECT CAST($1 AS BIGINT))
				AND o.kind IN ($2, $3) AND o.state IN ($6, $7, $8, $9) AND COALESCE(s.state, $5) = $5
				AND o.round_id IN `+In(len(args)+1, len(part))+` GROUP BY o.round_id, o.owner_id, w.name
			ORDER BY o.round_id, CASE WHEN o.owner_id = $1 THEN 0 ELSE 1 END, w.name`, Args(args, part)...)
		if err != nil {
			return nil, err
		}

		all = append(all, some...)
	}
	return all, nil
}

// ReviewsIn reports whether the person owes, or has given, reviews of people in the unit.
func (tx *Tx) ReviewsIn(id round.ID, person org.PersonID, unit org.UnitID) (bool, error) {
	n, err := Count(tx, `SELECT COUNT(*) FROM obligation WHERE round_id = $1 AND owner_id = $2 AND unit_id = $3 AND state <> $4`,
		id, person, unit, review.Dropped)
	return n > 0, err
}

// FoundRow is a finding with the record in which it stands.
type FoundRow struct {
	dossier.Finding
	Fieldwork dossier.FieldworkID
	Way       dossier.FieldworkKind
	Day       org.Date
}

// FindingsBy is what a leader found in a unit in a round, the newest record first.
func (tx *Tx) FindingsBy(id round.ID, leader org.PersonID, unit org.UnitID) ([]FoundRow, error) {
	return All(tx, func(row Row) (f FoundRow, err error) {
		err = row.Scan(&f.Finding.ID, &f.Finding.Kind, &f.Text, &f.Fieldwork, &f.Way, &f.Day)
		return f, err
	}, `SELECT d.id, d.kind, d.body, f.id, f.kind, f.day FROM fieldwork_unit x JOIN fieldwork f ON f.id = x.fieldwork_id
		JOIN fieldwork_finding d ON d.fieldwork_id = f.id
		WHERE x.round_id = $1 AND x.unit_id = $2 AND f.leader_id = $3 ORDER BY f.day DESC, f.id DESC, d.seq`, id, unit, leader)
}
