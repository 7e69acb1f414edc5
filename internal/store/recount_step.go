package store

import (
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// steps counts the dossiers whose step is done.
func (r *recount) steps() error {
	type done struct {
		unit    org.UnitID
		step    scheme.StepKey
		persons bool
		n       int64
	}

	for d, err := range Each(r.tx, func(row Row) (d done, err error) {
		err = row.Scan(&d.unit, &d.step, &d.persons, &d.n)
		return d, err
	}, `SELECT unit_id, step, person_id <> 0, COUNT(*) FROM dossier_step WHERE round_id = $1 AND state = $2
		GROUP BY unit_id, step, person_id <> 0`, r.id, dossier.Done) {
		if err != nil {
			return err
		}
		r.add(d.unit, round.Tally{round.StepDone(d.step, d.persons): 1}, d.n)
	}

	return nil
}
