package view

import (
	"lingping/internal/app"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// change is a row of the paper that says something else than the version before.
type change struct {
	Row         string // what the row is called, in the reader's language
	Before, Now string
}

// changes are the rows in which a text differs from the one before it.
func changes(p ui.Page, part app.SheetPart, before, now review.Text) []change {
	var out []change
	add := func(row, was, is string) {
		if was != is {
			out = append(out, change{row, was, is})
		}
	}

	for _, a := range part.Aspects {
		add(p.Word(i18n.Word(a.Heading())), before.Aspect(a.Key), now.Aspect(a.Key))
	}

	add(p.Word(scheme.PartProblems.Name()), listed(before.Problems), listed(now.Problems))
	for _, row := range scheme.OnPaper() {
		add(p.Word(row.Name()), before.Parts[row], now.Parts[row])
	}

	return out
}

// olderVersions are the versions of a record before the present one, the newest first. While a recalled text is written
// anew, the one that counted is of them.
func olderVersions(part app.SheetPart) []review.Version {
	if part.Review.Recalled != "" {
		return part.Versions
	}
	if len(part.Versions) < 2 {
		return nil
	}

	return part.Versions[1:]
}

// newer is what took the place of an older version: the version after it, or what is being written instead of a text
// that was recalled.
func newer(part app.SheetPart, older int) review.Version {
	if part.Review.Recalled != "" {
		older--
	}

	if older < 0 {
		return review.Version{Text: part.Review.Text, Reason: part.Review.Recalled, At: part.Review.SavedAt}
	}

	return part.Versions[older]
}
