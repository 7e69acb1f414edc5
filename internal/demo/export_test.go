package demo

import (
	"time"

	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
)

// MemberTexts writes of every member of the university as his secretary would.
func MemberTexts(seed uint64, now time.Time) []review.Text {
	library, roster := newLibrary(), Roster(seed, now, Whole)
	var texts []review.Text
	for _, p := range roster.Persons {
		if !p.Standing.IsMember() || p.Branch == 0 {
			continue
		}

		unit := roster.Units[p.Branch-1]
		author := library.author(seedOf(p.Name, p.Number, unit.Name), now.Month())
		texts = append(texts, author.write(about{
			kind: scheme.Member, unit: unit.Name, category: unit.Category, job: p.Job, groups: p.Groups,
			age: now.Year() - p.Birth.Time().Year(), aspects: []string{"post", "promise", "masses"},
			required: []scheme.Part{scheme.PartAspects, scheme.PartProblems, scheme.PartAdvice, scheme.PartOverall},
		}))
	}

	return texts
}
