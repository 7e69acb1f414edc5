package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// Whoever reads English reads the words of a built-in scheme in English, on every page; papers stay Chinese.
func TestNoEnglishPageSaysABuiltInSchemesWordInChinese(t *testing.T) {
	h := newHonesty(t)

	check(t, h.store.Write(t.Context(), func(tx *store.Tx) error {
		if _, err := tx.Exec(`UPDATE account SET lang = 'en'`); err != nil {
			return err
		}
		return enrich(tx)
	}))
	words := schemeWords(must(scheme.Load(scheme.First))(t))
	if len(words) < 60 {
		t.Fatalf("the scheme has only %d words of its own", len(words))
	}

	pages := 0
	for _, r := range h.table {
		if r.Method != http.MethodGet || slices.Contains(shownAsWritten, r.Name) {
			continue
		}

		for in, who := range h.requests(r) {
			in.AddCookie(&http.Cookie{Name: "lingping-lang", Value: "en"})
			body := h.body(in)
			if !strings.Contains(body, `<html lang="en"`) {
				continue
			}

			pages++
			for _, said := range piecesOf(t, []byte(strings.ReplaceAll(body, "</textarea>", "<x>"))) {
				if slices.Contains(words, said) && !slices.Contains(typedInTheScene, said) {
					t.Errorf("%s %s to %s says “%s”", r.Name, in.URL, who, said)
				}
			}
		}
	}

	if pages < 100 {
		t.Errorf("only %d pages were read in English", pages)
	}
}

// typedInTheScene is the title of a meeting of the scene, which is like a word of the scheme.
var typedInTheScene = []string{"组织生活会"}

// shownAsWritten are pages that show a scheme to be changed, the handbook, and what goes on paper.
var shownAsWritten = []string{"scheme-guide", "handbook", "review-print", "bulletin", "public-notice", "public-text", "reminders"}

// schemeWords are what a scheme calls its steps, aspects, modes, carriers and forms.
func schemeWords(s *scheme.Scheme) (words []string) {
	for _, sub := range s.Subjects {
		words = append(words, sub.Name)
		for _, a := range sub.Aspects {
			words = append(words, a.Label, a.Text)
		}
	}

	for _, m := range s.Modes {
		words = append(append(words, m.Name, m.Text), m.Carriers...)
	}

	for _, step := range s.Steps {
		words = append(append(words, step.Name, step.Short, step.Text, step.Artefact, step.Actor), step.Checks...)
	}

	for _, f := range s.Forms {
		words = append(words, f.Title)
	}

	for _, c := range s.Selections {
		words = append(words, c.Name)
	}

	for _, p := range s.Principles {
		words = append(words, p.Title, p.Text)
	}

	return append(words, s.Carriers...)
}
