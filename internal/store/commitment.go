package store

import (
	"errors"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

const commitmentSQL = `SELECT c.id, c.round_id, c.unit_id, c.person_id, c.kind, c.body, c.measure, c.deadline, c.responsible,
	c.published, c.outcome, c.result, c.result_day, c.from_id, c.paper, c.by_name, c.at FROM commitment c`

// commitmentOrder shows duties and tasks before promises, each in the order in which they were written.
const commitmentOrder = ` ORDER BY CASE WHEN c.kind = 'pledge' THEN 1 ELSE 0 END, c.id`

func scanCommitment(row Row) (c dossier.Commitment, err error) {
	err = row.Scan(&c.ID, &c.Round, &c.Key.Unit, &c.Key.Person, &c.Kind, &c.Text, &c.Measure, &c.Deadline, &c.Responsible,
		&c.Published, &c.Outcome, &c.Result, &c.ResultDay, &c.From, &c.Paper, &c.By, &c.At)
	return c, err
}

// Commitment is one commitment.
func (tx *Tx) Commitment(id dossier.CommitmentID) (dossier.Commitment, error) {
	c, err := One(tx, scanCommitment, commitmentSQL+` WHERE c.id = $1`, id)
	if errors.Is(err, ErrNone) {
		return c, access.ErrRefused
	}
	return c, err
}

// CommitmentsOf are the commitments of a dossier; a member keeps his when he changes his branch.
func (tx *Tx) CommitmentsOf(id round.ID, k dossier.Key) ([]dossier.Commitment, error) {
	if k.OfPerson() {
		return All(tx, scanCommitment, commitmentSQL+` WHERE c.person_id = $2 AND c.round_id = $1`+commitmentOrder, id, k.Person)
	}
	return All(tx, scanCommitment, commitmentSQL+` WHERE c.round_id = $1 AND c.unit_id = $2 AND c.person_id = $3`+commitmentOrder,
		id, k.Unit, k.Person)
}

// CommitmentsIn are the commitments of a unit and, of a branch, of its members.
func (tx *Tx) CommitmentsIn(id round.ID, unit org.UnitID) ([]dossier.Commitment, error) {
	return All(tx, scanCommitment, commitmentSQL+` WHERE c.round_id = $1 AND c.unit_id = $2`+commitmentOrder, id, unit)
}

// CommitmentsBelow are the promises, duties and tasks of whoever is reviewed in a subtree, for its forms. A committee
// member is reviewed where he has his seat, wherever his branch lies.
func (tx *Tx) CommitmentsBelow(id round.ID, top org.Place) ([]dossier.Commitment, error) {
	return All(tx, scanCommitment, commitmentSQL+` WHERE c.id IN `+reviewedBelow("commitment")+commitmentOrder, id, top.Ord, top.Last)
}

// reviewedBelow chooses the ids of a table, with round_id, unit_id and person_id, that belong to the dossier of somebody
// who is reviewed between the places $2 and $3 of the tree of round $1. CROSS JOIN keeps SQLite from walking through the
// dossiers of the whole round for every unit whose forms are printed.
func reviewedBelow(table string) string {
	return `(SELECT d.id FROM ` + table + ` d WHERE d.round_id = $1 AND d.unit_id IN (` + unitsBelow + `)
		UNION SELECT d.id FROM round_unit b CROSS JOIN round_seat t CROSS JOIN ` + table + ` d
			WHERE b.round_id = $1 AND b.ord BETWEEN $2 AND $3 AND t.round_id = b.round_id AND t.unit_id = b.unit_id
			AND d.person_id = t.person_id AND d.round_id = b.round_id)`
}

// SaveCommitment keeps a commitment, new or known.
func (tx *Tx) SaveCommitment(c dossier.Commitment) (err error) {
	defer errs.Wrap(&err, "store.SaveCommitment %d", c.ID)

	_, err = tx.Exec(`INSERT INTO commitment (id, round_id, unit_id, person_id, kind, body, measure, deadline, responsible, published,
			outcome, result, result_day, from_id, paper, by_name, at)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)
		ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, body = excluded.body, measure = excluded.measure,
			deadline = excluded.deadline, responsible = excluded.responsible, published = excluded.published,
			outcome = excluded.outcome, result = excluded.result, result_day = excluded.result_day, paper = excluded.paper,
			by_name = excluded.by_name, at = excluded.at`,
		c.ID, c.Round, c.Key.Unit, c.Key.Person, c.Kind, c.Text, c.Measure, c.Deadline, c.Responsible, c.Published, c.Outcome,
		c.Result, c.ResultDay, c.From, c.Paper, c.By, c.At)
	return err
}

// DropCommitment forgets a commitment.
func (tx *Tx) DropCommitment(id dossier.CommitmentID) error {
	_, err := tx.Exec(`DELETE FROM commitment WHERE id = $1`, id)
	return err
}

// PublicPledges counts the public promises of a dossier.
func (tx *Tx) PublicPledges(id round.ID, k dossier.Key) (int, error) {
	return Count(tx, `SELECT COUNT(*) FROM commitment WHERE round_id = $1 AND unit_id = $2 AND person_id = $3 AND kind = $4
		AND published <> ''`, id, k.Unit, k.Person, dossier.Pledge)
}

// PublicCommitment is a public promise with the name of whoever gave it.
type PublicCommitment struct {
	dossier.Commitment
	Name string // empty: the unit itself
}

// PublicCommitments are the public promises of a unit and its members in some rounds, the unit's first.
func (tx *Tx) PublicCommitments(rounds []round.ID, unit org.UnitID) ([]PublicCommitment, error) {
	if len(rounds) == 0 {
		return nil, nil
	}
	return All(tx, func(row Row) (p PublicCommitment, err error) {
		c := &p.Commitment
		err = row.Scan(&c.ID, &c.Round, &c.Key.Person, &c.Text, &c.Published, &c.Outcome, &c.Result, &p.Name)
		c.Key.Unit, c.Kind = unit, dossier.Pledge
		return p, err
	}, `SELECT c.id, c.round_id, c.person_id, c.body, c.published, c.outcome, c.result, COALESCE(s.name, '')
		FROM commitment c LEFT JOIN round_person s ON s.round_id = c.round_id AND s.person_id = c.person_id
		WHERE c.unit_id = $1 AND c.kind = $2 AND c.published <> '' AND c.round_id IN `+In(3, len(rounds))+`
		ORDER BY CASE WHEN c.person_id = 0 THEN 0 ELSE 1 END, s.number, c.person_id, c.id`,
		Args([]any{unit, dossier.Pledge}, rounds)...)
}

// DossierOwner is a member of a branch, or a unit, with the dossier that is his.
type DossierOwner struct {
	dossier.Key
	Number string // 工号 of a person
	Name   string
}

// MembersOf are the members of a branch on the frozen roster, in its order.
func (tx *Tx) MembersOf(id round.ID, branch org.UnitID) ([]DossierOwner, error) {
	return All(tx, func(row Row) (o DossierOwner, err error) {
		o.Unit = branch
		err = row.Scan(&o.Person, &o.Number, &o.Name)
		return o, err
	}, `SELECT person_id, number, name FROM round_person WHERE round_id = $1 AND branch_id = $2 AND standing IN ($3, $4)
		ORDER BY number, person_id`, id, branch, org.Formal, org.Probationary)
}
