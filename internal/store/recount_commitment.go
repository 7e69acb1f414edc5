package store

import (
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
)

// commitments counts public promises, those of them that were kept, and who gave any.
func (r *recount) commitments() error {
	type pledged struct {
		unit          org.UnitID
		person        bool
		owners        int64
		pledges, kept int64
	}

	for p, err := range Each(r.tx, func(row Row) (p pledged, err error) {
		err = row.Scan(&p.unit, &p.person, &p.owners, &p.pledges, &p.kept)
		return p, err
	}, `SELECT unit_id, person_id <> 0, COUNT(DISTINCT person_id), COUNT(*), CAST(SUM(CASE WHEN outcome = $3 THEN 1 ELSE 0 END) AS BIGINT)
		FROM commitment WHERE round_id = $1 AND kind = $2 AND published <> '' GROUP BY unit_id, person_id <> 0`,
		r.id, dossier.Pledge, dossier.Kept) {
		if err != nil {
			return err
		}

		k := dossier.Key{Unit: p.unit}
		if p.person {
			k.Person = 1
		}

		r.add(p.unit, k.Pledged(), p.owners)
		r.add(p.unit, round.Tally{round.Pledges: p.pledges, round.PledgesKept: p.kept}, 1)
	}

	return nil
}
