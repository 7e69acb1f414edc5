package store

import (
	"errors"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// EverydayRow is an everyday review with the names of both sides.
type EverydayRow struct {
	review.Everyday
	UnitName, UnitShort, PersonName, ReviewerName string
}

// UnitLabel is the name of the unit that people use.
func (e EverydayRow) UnitLabel() string {
	return org.Unit{Name: e.UnitName, Short: e.UnitShort}.Label()
}

// SubjectName is the name of the person reviewed, or of the unit.
func (e EverydayRow) SubjectName() string {
	if e.Person != 0 {
		return e.PersonName
	}
	return e.UnitName
}

const everydaySQL = `SELECT e.id, e.kind, e.unit_id, e.person_id, e.reviewer_id, e.version, e.acknowledged_at, e.acknowledged_how,
		v.day, v.place, v.mode, v.good, v.problems, v.advice, v.by_name, v.at,
		COALESCE(u.name, ''), COALESCE(u.short, ''), COALESCE(p.name, ''), COALESCE(w.name, '')
	FROM everyday e JOIN everyday_version v ON v.everyday_id = e.id AND v.version = e.version
	LEFT JOIN unit u ON u.id = e.unit_id LEFT JOIN person p ON p.id = e.person_id LEFT JOIN person w ON w.id = e.reviewer_id`

func scanEveryday(row Row) (e EverydayRow, err error) {
	err = row.Scan(&e.ID, &e.Kind, &e.Unit, &e.Person, &e.Reviewer, &e.Version, &e.AcknowledgedAt, &e.AcknowledgedHow,
		&e.Said.Day, &e.Said.Place, &e.Said.Mode, &e.Said.Good, &e.Said.Problems, &e.Said.Advice, &e.By, &e.At,
		&e.UnitName, &e.UnitShort, &e.PersonName, &e.ReviewerName)
	return e, err
}

// Everyday is one everyday review.
func (tx *Tx) Everyday(id review.EverydayID) (EverydayRow, error) {
	e, err := One(tx, scanEveryday, everydaySQL+` WHERE e.id = $1`, id)
	if errors.Is(err, ErrNone) {
		return e, access.ErrRefused
	}
	return e, err
}

// EverydaysBy are the everyday reviews that some persons, at most MaxIn, gave, the newest first.
func (tx *Tx) EverydaysBy(reviewers []org.PersonID, limit int) ([]EverydayRow, error) {
	if len(reviewers) == 0 {
		return nil, nil
	}
	return All(tx, scanEveryday, everydaySQL+` WHERE e.reviewer_id IN `+In(1, len(reviewers))+` ORDER BY v.day DESC, e.id DESC`+most(len(reviewers)+1),
		append(Args(nil, reviewers), limit)...)
}

// EverydaysAbout are those of a person, in whatever capacity, and of the units, the newest first.
func (tx *Tx) EverydaysAbout(person org.PersonID, units []org.UnitID, limit int) ([]EverydayRow, error) {
	about, args := `SELECT x.id FROM everyday x WHERE x.person_id = $1 AND x.person_id <> 0`, []any{person}
	if len(units) > 0 {
		about += ` UNION ALL SELECT x.id FROM everyday x WHERE x.person_id = 0 AND x.unit_id IN ` + In(2, len(units))
		args = Args(args, units)
	}

	args = append(args, limit)
	return All(tx, scanEveryday, everydaySQL+` WHERE e.id IN (`+about+`) ORDER BY v.day DESC, e.id DESC`+most(len(args)), args...)
}

// EverydaysOfUnit are those of a unit and of its secretaries, the newest first.
func (tx *Tx) EverydaysOfUnit(unit org.UnitID, limit int) ([]EverydayRow, error) {
	return All(tx, scanEveryday, everydaySQL+` WHERE e.unit_id = $1 AND e.kind <> $2 ORDER BY v.day DESC, e.id DESC LIMIT CAST($3 AS BIGINT)`,
		unit, scheme.Member, limit)
}

// EverydaysSince are the everyday reviews of one subject from a day on, the newest first. A member keeps his when he
// changes his branch.
func (tx *Tx) EverydaysSince(kind scheme.SubjectKind, unit org.UnitID, person org.PersonID, day org.Date, limit int) ([]EverydayRow, error) {
	where, args := `e.unit_id = $1 AND e.kind = $2 AND e.person_id = $3`, []any{unit, kind, person}
	if kind == scheme.Member { // he may have been in another branch then
		where, args = `e.person_id = $1 AND e.person_id <> 0 AND e.kind = $2`, []any{person, kind}
	}

	n := len(args)
	return All(tx, scanEveryday, everydaySQL+` WHERE `+where+` AND v.day >= $`+number(n+1)+` ORDER BY v.day DESC, e.id DESC`+most(n+2),
		append(args, day, limit)...)
}

// AddEveryday keeps a new everyday review with its first version.
func (tx *Tx) AddEveryday(e review.Everyday) (err error) {
	defer errs.Wrap(&err, "store.AddEveryday %d", e.ID)

	tx.witness("everyday", int64(e.ID))
	if _, err := tx.Exec(`INSERT INTO everyday (id, kind, unit_id, person_id, reviewer_id, version, acknowledged_at, acknowledged_how)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8)`, e.ID, e.Kind, e.Unit, e.Person, e.Reviewer, e.Version, e.AcknowledgedAt,
		e.AcknowledgedHow); err != nil {
		return err
	}

	return tx.addEverydayVersion(e, "")
}

// CorrectEveryday keeps a new version of an everyday review.
func (tx *Tx) CorrectEveryday(e review.Everyday, reason string) error {
	if err := tx.SaveEverydayReceipt(e); err != nil {
		return err
	}
	return tx.addEverydayVersion(e, reason)
}

// SaveEverydayReceipt keeps which version holds and whether the subject acknowledged it.
func (tx *Tx) SaveEverydayReceipt(e review.Everyday) error {
	tx.witness("everyday", int64(e.ID))
	_, err := tx.Exec(`UPDATE everyday SET version = $2, acknowledged_at = $3, acknowledged_how = $4 WHERE id = $1`,
		e.ID, e.Version, e.AcknowledgedAt, e.AcknowledgedHow)
	return err
}

func (tx *Tx) addEverydayVersion(e review.Everyday, reason string) error {
	tx.witness("everyday-version", int64(e.ID), e.Version)
	_, err := tx.Exec(`INSERT INTO everyday_version (everyday_id, version, day, place, mode, good, problems, advice, reason, by_name, at)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`, e.ID, e.Version, e.Said.Day, e.Said.Place, e.Said.Mode, e.Said.Good,
		e.Said.Problems, e.Said.Advice, reason, e.By, e.At)
	return err
}

// EverydayVersions are all versions of an everyday review, the newest first.
func (tx *Tx) EverydayVersions(id review.EverydayID) ([]review.EverydayVersion, error) {
	return All(tx, func(row Row) (v review.EverydayVersion, err error) {
		err = row.Scan(&v.Number, &v.Said.Day, &v.Said.Place, &v.Said.Mode, &v.Said.Good, &v.Said.Problems, &v.Said.Advice,
			&v.Reason, &v.By, &v.At)
		return v, err
	}, `SELECT version, day, place, mode, good, problems, advice, reason, by_name, at FROM everyday_version
		WHERE everyday_id = $1 ORDER BY version DESC`, id)
}
