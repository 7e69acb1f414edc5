package paper

import (
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/office"
	"lingping/internal/store"
)

// Beside is what was read for some sheets beside their reviews: what went before them, and what became of them.
type Beside struct {
	Commitments []dossier.Commitment
	Summaries   []dossier.Summary
	Fieldwork   []store.FieldworkRow
	Actions     map[review.ID][]store.ActionRow
	Channels    []store.ReviewChannel
	Filed       map[review.ID]filing.Filing // the receipts of those that were filed
}

// Lay lays what was read beside the sheets, which can be written then.
func (b Beside) Lay(plan *scheme.Scheme, sheets ...Sheet) []Sheet {
	found := &beside{
		looks: newLookBacks(b.Commitments, b.Summaries), public: publicWays(plan, b.Channels),
		right: newPutRight(b.Actions), filed: b.Filed, looked: fieldworkLines(plan, b.Fieldwork),
	}

	for i := range sheets {
		sheets[i].beside = found
	}

	return sheets
}

// beside is what stands on some sheets beside their reviews.
type beside struct {
	looks  lookBacks
	public map[review.ID][]office.Notice // 通报情况
	right  putRight                      // what was put right after the reviews
	filed  map[review.ID]filing.Filing
	looked map[whoSaw]string // 调研情况
}
