package paper

import (
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/office"
	"lingping/internal/store"
)

// publicWays is how reviews were made public: row 16 of annex 2, 通报情况.
func publicWays(plan *scheme.Scheme, rows []store.ReviewChannel) map[review.ID][]office.Notice {
	ways := map[review.ID][]office.Notice{}
	for _, row := range rows {
		ways[row.Review] = append(ways[row.Review], office.Notice{Channel: row.Name, Scope: plan.Publish.Scope, Day: row.Day})
	}
	return ways
}
