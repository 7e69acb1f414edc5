package view

import (
	"lingping/internal/app"
	"lingping/internal/domain/round"
)

// part is a pair of additive figures of a row.
func part(r app.StatsRow, due, done round.Count) round.Part {
	return round.Part{Due: r.Tally[due], Done: r.Tally[done]}
}
