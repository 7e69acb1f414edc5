package store

import (
	"encoding/json"
	"errors"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

const summarySQL = `SELECT s.id, s.round_id, s.unit_id, s.person_id, s.state, s.revision, s.body, s.took_part, s.met_on, s.paper,
	s.return_reason, s.returned_by, s.handed_in_at, s.by_name, s.at FROM summary s`

func scanSummary(row Row) (s dossier.Summary, err error) {
	var body string
	err = row.Scan(&s.ID, &s.Round, &s.Key.Unit, &s.Key.Person, &s.State, &s.Revision, &body, &s.TookPart, &s.MetOn, &s.Paper,
		&s.ReturnReason, &s.ReturnedBy, &s.HandedInAt, &s.By, &s.At)
	if err != nil {
		return s, err
	}

	return s, json.Unmarshal([]byte(body), &s.Text)
}

// Summary is the self-summary of a dossier; one that nobody has begun has no ID.
func (tx *Tx) Summary(id round.ID, k dossier.Key) (dossier.Summary, error) {
	where, args := ` WHERE s.round_id = $1 AND s.unit_id = $2 AND s.person_id = 0`, []any{id, k.Unit}
	if k.OfPerson() { // he keeps his when he changes his branch
		where, args = ` WHERE s.round_id = $1 AND s.person_id = $2`, []any{id, k.Person}
	}

	s, err := One(tx, scanSummary, summarySQL+where, args...)
	if errors.Is(err, ErrNone) {
		return dossier.Summary{Round: id, Key: k, State: dossier.SummaryOwed}, nil
	}

	return s, err
}

// SummariesIn are the self-summaries of a unit and, of a branch, of its members, by dossier.
func (tx *Tx) SummariesIn(id round.ID, unit org.UnitID) (map[dossier.Key]dossier.Summary, error) {
	all, err := All(tx, scanSummary, summarySQL+` WHERE s.round_id = $1 AND s.unit_id = $2`, id, unit)
	out := make(map[dossier.Key]dossier.Summary, len(all))
	for _, s := range all {
		out[s.Key] = s
	}
	return out, err
}

// SummariesUnder are the self-summaries of the units directly under one, by unit.
func (tx *Tx) SummariesUnder(id round.ID, parent org.UnitID) (map[dossier.Key]dossier.Summary, error) {
	all, err := All(tx, scanSummary, summarySQL+` WHERE s.round_id = $1 AND s.person_id = 0 AND s.unit_id IN (
		SELECT u.unit_id FROM round_unit u WHERE u.round_id = $1 AND u.parent_id = $2)`, id, parent)
	out := make(map[dossier.Key]dossier.Summary, len(all))
	for _, s := range all {
		out[s.Key] = s
	}

	return out, err
}

// SummariesBelow are the self-summaries that were handed in by whoever is reviewed in a subtree, for its forms.
func (tx *Tx) SummariesBelow(id round.ID, top org.Place) ([]dossier.Summary, error) {
	return All(tx, scanSummary, summarySQL+` WHERE s.id IN `+reviewedBelow("summary")+` AND s.state = $4`,
		id, top.Ord, top.Last, dossier.SummaryHandedIn)
}

// SaveSummary keeps a self-summary, new or known.
func (tx *Tx) SaveSummary(s dossier.Summary) (err error) {
	defer errs.Wrap(&err, "store.SaveSummary %d", s.ID)

	body, err := json.Marshal(s.Text)
	if err != nil {
		return err
	}

	tx.witness("summary", int64(s.ID))
	_, err = tx.Exec(`INSERT INTO summary (id, round_id, unit_id, person_id, state, revision, body, took_part, met_on, paper,
			return_reason, returned_by, handed_in_at, by_name, at)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, revision = excluded.revision, body = excluded.body,
			took_part = excluded.took_part, met_on = excluded.met_on, paper = excluded.paper,
			return_reason = excluded.return_reason, returned_by = excluded.returned_by, handed_in_at = excluded.handed_in_at,
			by_name = excluded.by_name, at = excluded.at`,
		s.ID, s.Round, s.Key.Unit, s.Key.Person, s.State, s.Revision, string(body), s.TookPart, s.MetOn, s.Paper,
		s.ReturnReason, s.ReturnedBy, s.HandedInAt, s.By, s.At)
	return err
}

// OwedSummary is a dossier of somebody, himself or the unit that he leads, whose review is still open and whose
// self-summary is not handed in.
type OwedSummary struct {
	Round round.ID
	dossier.Key
	UnitName string
	State    dossier.SummaryState // owed when nothing is written
}

// OwedSummaries are the self-summaries that a person has still to write in the rounds: his own, and those of the units
// that he leads.
func (tx *Tx) OwedSummaries(rounds []round.ID, person org.PersonID) (_ []OwedSummary, err error) {
	defer errs.Wrap(&err, "store.OwedSummaries %d", person)

	if len(rounds) == 0 {
		return nil, nil
	}

	before := append(Args([]any{person, scheme.Member, scheme.Unit}, review.OpenStates()), dossier.SummaryOwed, dossier.SummaryHandedIn)
	in := In(len(before)+1, len(rounds))
	return All(tx, func(row Row) (o OwedSummary, err error) {
		err = row.Scan(&o.Round, &o.Unit, &o.Person, &o.UnitName, &o.State)
		return o, err
	}, `SELECT DISTINCT d.round_id, d.unit_id, d.person_id, COALESCE(u.name, ''), COALESCE(s.state, $8)
		FROM (SELECT m.round_id, m.unit_id, m.person_id FROM round_person p CROSS JOIN obligation m WHERE m.round_id = p.round_id
				AND m.unit_id = p.branch_id AND m.kind = $2 AND m.person_id = p.person_id
				AND p.person_id = $1 AND p.round_id IN `+in+` AND m.state IN ($4, $5, $6, $7)
			UNION SELECT g.round_id, g.unit_id, 0 FROM holding q
				CROSS JOIN obligation g WHERE g.round_id = q.round_id AND g.unit_id = q.unit_id AND g.kind = $3 AND g.person_id = 0
				AND q.person_id = $1 AND q.way = 'lead' AND q.round_id IN `+in+` AND g.state IN ($4, $5, $6, $7)) d
		LEFT JOIN round_unit u ON u.round_id = d.round_id AND u.unit_id = d.unit_id
		LEFT JOIN summary s ON s.round_id = d.round_id AND s.unit_id = d.unit_id AND s.person_id = d.person_id
		WHERE COALESCE(s.state, '') <> $9 ORDER BY d.round_id, d.person_id DESC, d.unit_id`, Args(before, rounds)...)
}
