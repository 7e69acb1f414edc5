package store

import (
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// CarryCommitments takes over into a round what goes on of the commitments of the round before it, for whoever is in
// both, and gives how many those are.
func (tx *Tx) CarryCommitments(id, before round.ID) (n int, err error) {
	defer errs.Wrap(&err, "store.CarryCommitments round %d before %d", id, before)

	var next []dossier.Commitment
	for c, err := range Each(tx, scanCommitment, `SELECT c.id, c.round_id, COALESCE(p.branch_id, c.unit_id), c.person_id, c.kind, c.body, c.measure,
			c.deadline, c.responsible, c.published, c.outcome, c.result, c.result_day, c.from_id, c.paper, c.by_name, c.at
		FROM commitment c
		LEFT JOIN round_person p ON c.person_id <> 0 AND p.round_id = $1 AND p.person_id = c.person_id
		LEFT JOIN round_unit u ON c.person_id = 0 AND u.round_id = $1 AND u.unit_id = c.unit_id
		WHERE c.round_id = $2 AND (p.person_id IS NOT NULL OR u.unit_id IS NOT NULL) ORDER BY c.id`, id, before) {
		if err != nil {
			return 0, err
		}
		if goes, on := c.Next(id, c.Key); on {
			next = append(next, goes)
		}
	}

	if len(next) == 0 {
		return 0, nil
	}

	first, err := tx.NewIDs(len(next))
	if err != nil {
		return 0, err
	}

	columns := []string{"id", "round_id", "unit_id", "person_id", "kind", "body", "measure", "deadline", "responsible", "published",
		"outcome", "result", "result_day", "from_id", "paper", "by_name", "at"}
	at := 0
	err = tx.Bulk("commitment", columns, func() ([]any, bool) {
		if at == len(next) {
			return nil, false
		}

		c := next[at]
		at++
		return []any{first + int64(at) - 1, c.Round, c.Key.Unit, c.Key.Person, c.Kind, c.Text, c.Measure, c.Deadline, c.Responsible, c.Published,
			c.Outcome, c.Result, c.ResultDay, c.From, c.Paper, c.By, c.At}, true
	})
	return len(next), err
}
