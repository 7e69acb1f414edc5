package store

import (
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// KnownObligations are the obligations of a round with the names by which a workbook may call them.
func (tx *Tx) KnownObligations(id round.ID) (_ []review.Known, err error) {
	defer errs.Wrap(&err, "store.KnownObligations %d", id)
	var out []review.Known
	for o, err := range Each(tx, scanObligation, obligationSQL+` WHERE o.round_id = $1 AND o.state NOT IN ($2, $3) ORDER BY o.id`,
		id, review.Dropped, review.Exempt) {
		if err != nil {
			return nil, err
		}
		out = append(out, review.Known{Obligation: o.Obligation, UnitCode: o.Unit.Code, UnitName: o.Unit.Name, UnitShort: o.Unit.Short,
			Number: o.Number, Name: o.Name, OwnerNumber: o.OwnerNumber, OwnerName: o.OwnerName, Groups: o.Asked(), Facts: o.Facts()})
	}
	return out, nil
}
