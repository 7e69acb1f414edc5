package view

import (
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// inRow writes words in a row as the reader's language does; those of the catalogue in that language.
func inRow[T ~string](p ui.Page, words []T) string {
	row := make(i18n.Words, len(words))
	for i, w := range words {
		row[i] = i18n.Word(w)
	}
	return i18n.T(p.Lang, "%s", row)
}

// pause is what stands between the clauses of a sentence.
func pause(p ui.Page) string {
	if p.Lang == i18n.English {
		return "; "
	}
	return "；"
}
