package app

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// draftLook is what the plan of a draft is made from: the living roster by its version, the day on which it is read, the
// scheme and the unit. Exemptions are no part of it: they are read for each page.
type draftLook struct {
	roster int64
	day    org.Date
	unit   org.UnitID
	scheme string
}

// keptDrafts is of how many drafts the plans are kept. Kept is what each unit needs, and of each member little more than who
// he is.
const keptDrafts = 2

// lookOfDraft says what the plan of a draft is made from. known is false in a transaction that has changed the roster itself.
func lookOfDraft(tx *store.Tx, r round.Round) (look draftLook, known bool, err error) {
	version, changed, err := tx.RosterVersion()
	return draftLook{version, r.SnapshotDay, r.Unit, r.SchemeText}, !changed, err
}

// keptDraft is the plan of a draft that was made for a page before, as far as pages need it: without one where nothing is kept.
func (a *App) keptDraft(tx *store.Tx, v RoundView) (made planned, err error) {
	look, known, err := lookOfDraft(tx, v.Round)
	if known && err == nil {
		made, _ = a.drafts.to(look)
	}
	return made, err
}

// makeDraft makes the plan of a draft and keeps it for the next page.
func (a *App) makeDraft(tx *store.Tx, v RoundView) (planned, error) {
	look, known, err := lookOfDraft(tx, v.Round)
	if err != nil {
		return planned{}, err
	}

	made, err := planOf(tx, v)
	if err != nil {
		return planned{}, err
	}

	made.roster.Members, made.roster.Holders, made.facts.Members = nil, nil, nil // only making it needs them
	if known {
		a.drafts.keep(look, made)
	}

	return made, nil
}
