package demo

import (
	"lingping/internal/app"
	"lingping/internal/domain/filing"
)

// handed is how the filing of one unit goes.
type handed int

// What the demo shows of filing.
const (
	notYet handed = iota
	inTime
	late        // after the end of the round
	again       // sent back, handed in a second time
	underReview // early, and the office has not looked
	sentBack    // early, and sent back
	early       // early, and received
)

// filings hands in the packs 〔备案〕: of the round that is over all were received, one of them late and one at the second
// attempt; in the running one three units are early, and the office has received, returned, and not yet looked.
func (h *half) filings() (packs []task, err error) {
	var rows []app.FilingRow
	for list := (app.Filings{Total: 1}); len(rows) < list.Total; rows = append(rows, list.Rows...) {
		if list, err = h.Filings(h.ctx, h.office(), h.id, len(rows)); err != nil {
			return nil, err
		}
	}

	for n, row := range rows {
		how := inTime
		switch {
		case !h.running && n == 5:
			how = late
		case !h.running && n == 9:
			how = again
		case h.running:
			how = map[int]handed{4: underReview, 8: sentBack, 12: early}[n]
		}

		if how != notYet {
			packs = append(packs, func(h *half) error { return h.file(row.Duty, how) })
		}
	}

	return packs, nil
}

// file hands in one pack of a unit.
func (h *half) file(duty filing.Duty, how handed) error {
	unit := duty.Unit
	rng, words := h.rolls("备案", unit.Name), h.writes("备案", unit.Name)
	last := int(h.window.to.Sub(h.window.from).Hours() / 24)
	b, reason := h.at(h.day(between(rng, last-3, last-2), rng)), ""
	switch how {
	case late:
		b, reason = h.at(h.window.to.AddDate(0, 0, between(rng, 3, 5))), words.say(about{}, "filing.late")
	case underReview, sentBack, early:
		b, reason = h.at(h.now.AddDate(0, 0, -2)), words.say(about{}, "filing.early")
	}

	f, err := b.HandInFiling(h.ctx, h.head(unit.ID), h.id, duty.Key(), reason)
	if err != nil || how == underReview {
		return err
	}

	next := h.at(f.Day.Time().AddDate(0, 0, 1).Add(h.daytime(rng)))
	if how == again || how == sentBack {
		if _, err := next.ReturnFiling(h.ctx, h.office(), f.ID, words.say(about{}, "filing.returned")); err != nil || how == sentBack {
			return err
		}
		if f, err = next.HandInFiling(h.ctx, h.head(unit.ID), h.id, duty.Key(), ""); err != nil {
			return err
		}
	}

	return received(next.ReceiveFilings(h.ctx, h.office(), []filing.ID{f.ID}))
}

func received(done []app.FilingDone) error {
	for _, d := range done {
		if d.Err != nil {
			return d.Err
		}
	}
	return nil
}
