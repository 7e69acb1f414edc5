package store

import (
	"errors"

	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// SaveConsent keeps what a member says to his review being made public. Of every notice that gathered it the public may
// read something else from now on.
func (tx *Tx) SaveConsent(id round.ID, c publish.Consent) (err error) {
	defer errs.Wrap(&err, "store.SaveConsent %d", id)

	tx.witness("consent", int64(c.Person), int64(id))
	if _, err := tx.Exec(`INSERT INTO notice_consent (round_id, person_id, wish, how, by_name, at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (round_id, person_id) DO UPDATE SET wish = excluded.wish, how = excluded.how, by_name = excluded.by_name,
			at = excluded.at`, id, c.Person, c.Wish, c.How, c.By, c.At); err != nil {
		return err
	}

	notices, err := All(tx, Scalar[publish.NoticeID], `SELECT DISTINCT notice_id FROM notice_sheet WHERE person_id = $1`, c.Person)
	if err != nil {
		return err
	}

	for _, notice := range notices {
		if _, err := tx.Exec(`UPDATE notice SET version = version + 1 WHERE id = $1 AND round_id = $2`, notice, id); err != nil {
			return err
		}
	}

	return nil
}

// Consent is what a member says to his review being made public in the round.
func (tx *Tx) Consent(id round.ID, person org.PersonID) (publish.Consent, error) {
	c, err := One(tx, scanConsent, `SELECT person_id, wish, how, by_name, at FROM notice_consent
		WHERE round_id = $1 AND person_id = $2`, id, person)
	if errors.Is(err, ErrNone) {
		return publish.Consent{Person: person}, nil
	}
	return c, err
}

func scanConsent(row Row) (c publish.Consent, err error) {
	err = row.Scan(&c.Person, &c.Wish, &c.How, &c.By, &c.At)
	return c, err
}

// Objecting are those of an edition's persons who object now.
func (tx *Tx) Objecting(n publish.Notice, edition int) (map[org.PersonID]bool, error) {
	persons, err := All(tx, Scalar[org.PersonID], `SELECT k.person_id FROM notice_sheet s CROSS JOIN notice_consent k
		WHERE k.round_id = $3 AND k.person_id = s.person_id AND s.notice_id = $1 AND s.edition = $2 AND k.wish = $4`, n.ID, edition, n.Round, publish.Objects)
	out := map[org.PersonID]bool{}
	for _, p := range persons {
		out[p] = true
	}

	return out, err
}
