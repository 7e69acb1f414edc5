package app

import (
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/office"
	"lingping/internal/store"
)

// publicWays are how reviews were made public: row 16 of annex 2, 通报情况.
type publicWays map[review.ID][]office.Notice

func newPublicWays(tx *store.Tx, plan *scheme.Scheme, ids []review.ID) (publicWays, error) {
	rows, err := tx.ReviewChannels(ids)
	ways := publicWays{}
	for _, row := range rows {
		ways[row.Review] = append(ways[row.Review], office.Notice{Channel: row.Name, Scope: plan.Publish.Scope, Day: row.Day})
	}
	return ways, err
}
