package web

import (
	"fmt"
	"strconv"
	"strings"

	"lingping/internal/domain/review"
)

// The field cite-4711-fieldwork.23 says which problem of record 4711 rests on finding 23: its number as the list on the
// page counts, 0 for none, -1 for a new one.

// typedCitations are the citations of one record as they were chosen.
func (r *request) typedCitations(id review.ID) []review.Citation {
	var out []review.Citation
	for name := range r.PostForm {
		kind, ref, ok := strings.Cut(strings.TrimPrefix(name, fmt.Sprintf("cite-%d-", id)), ".")
		number, err1 := strconv.ParseInt(ref, 10, 64)
		problem, err2 := strconv.Atoi(r.PostForm.Get(name))
		if ok && strings.HasPrefix(name, fmt.Sprintf("cite-%d-", id)) && err1 == nil && err2 == nil && (problem > 0 || problem == review.AsNewProblem) {
			out = append(out, review.Citation{Problem: problem, Kind: review.CiteKind(kind), Ref: number})
		}
	}

	return out
}
