package dossier

import "lingping/internal/domain/round"

// Next is the commitment as it goes on in the round after its own, in the dossier that is its owner's there; false when
// it was made good. A duty goes on as long as its post 〔五(三) 设岗定责〕; what was promised in public stays public.
func (c Commitment) Next(id round.ID, k Key) (Commitment, bool) {
	if c.Outcome == Kept && c.Kind != Duty {
		return Commitment{}, false
	}

	next := c
	next.ID, next.Round, next.Key, next.From = 0, id, k, c.ID
	next.Outcome, next.Result, next.ResultDay = Keeping, "", ""
	return next, true
}
