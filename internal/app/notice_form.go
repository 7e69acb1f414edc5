package app

import (
	"lingping/internal/domain/review"
	"lingping/internal/office"
	"lingping/internal/store"
)

// publicWays are how the reviews of a round were made public: row 16 of annex 2, 通报情况.
type publicWays map[review.ID][]office.Notice

func newPublicWays(tx *store.Tx, v RoundView) (publicWays, error) {
	rows, err := tx.ReviewChannels(v.ID)
	ways := publicWays{}
	for _, row := range rows {
		ways[row.Review] = append(ways[row.Review], office.Notice{Channel: row.Name, Scope: v.Plan.Publish.Scope, Day: row.Day})
	}
	return ways, err
}
