package web

import (
	"errors"
	"slices"
	"strings"

	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// own are the institution's words for what is said outside the page of a round: those of the round in the address, else those on
// which the rounds that are running agree. They are looked up once, when something is said; where that fails it is said in the
// product's words.
func (r *request) own() i18n.Terms {
	if r.lang == i18n.English || r.route.Open || r.terms != nil {
		return r.terms
	}

	var of round.ID
	if strings.HasPrefix(r.route.Pattern, "/rounds/{id}") {
		if id, err := r.id("id"); err == nil {
			of = round.ID(id)
		}
	}

	r.terms = i18n.Terms{}
	if words, err := r.web.app.Words(r.Context(), of); err == nil && words != nil && words.Vocabulary != nil {
		r.terms = words.Vocabulary
	}

	return r.terms
}

// spoken is a sentence of what was done, in the institution's words where it has any.
func (r *request) spoken(sentence i18n.Word, args ...any) string {
	if !hasPlaces(sentence, args) {
		return r.T(sentence, args...)
	}
	return r.own().T(r.lang, sentence, args...)
}

// refusal is the sentence of an error in the institution's words.
func (r *request) refusal(err error) string {
	e, ok := errors.AsType[*errs.Error](err)
	if ok && (hasPlaces(e.Text, e.Args) || slices.ContainsFunc(e.Faults, func(f errs.Fault) bool { return hasPlaces(f.Err.Text, f.Err.Args) })) {
		return r.own().Error(r.lang, err)
	}
	return i18n.Error(r.lang, err)
}

// hasPlaces reports whether a sentence may hold words that an institution calls otherwise: in itself, or in what is put into it.
func hasPlaces(sentence i18n.Word, args []any) bool {
	return strings.Contains(string(sentence), "{") || slices.ContainsFunc(args, func(arg any) bool {
		switch arg.(type) {
		case i18n.Word, i18n.Words:
			return true
		}
		return false
	})
}
