package app

import (
	"context"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// Editing says how a sheet is opened to be written.
type Editing struct {
	Correct  bool               // a review that counts is to be corrected
	Occasion *review.OccasionID // on which it is given, as the address says; 0: on none; nil: the address does not say
	Typed    *Draft             // what the form held, when it is shown again
}

// SheetEdit is the form in which a sheet is written or corrected.
type SheetEdit struct {
	Sheet
	Closed  bool          // it can't be written now and is to be read instead; then nothing else is here
	Correct bool          // a review that counts is being corrected
	Draft   Draft         // what the fields show
	Series  Series        // to which the sheet belongs; empty for who is neither its reviewer nor a clerk
	Meeting *OccasionView // the occasion on which it is given
	Advice  AdviceList    // on what the fields show
}

// EditSheet is a sheet opened to be written, with what stands beside it, and with what may be looked at again.
func (a *App) EditSheet(ctx context.Context, who access.Actor, id review.ID, e Editing) (v SheetEdit, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		s, err := a.loadSheet(tx, who, id)
		if err != nil {
			return err
		}

		return tx.Gather(sheetPasses, func() error {
			v, err = a.editSheet(tx, s, e)
			return err
		})
	})
	return v, err
}

func (a *App) editSheet(tx *store.Tx, s sheet, e Editing) (v SheetEdit, err error) {
	mine, err := s.readable()
	if err != nil {
		return v, err
	}

	v.Correct = e.Correct
	if v.Sheet, err = a.shown(tx, mine); err != nil {
		return v, err
	}

	action := access.WriteReview
	if e.Correct {
		action = access.CorrectReview
	}

	if !v.Allowed[action] {
		if v.Closed = v.Own || v.State == review.Submitted || v.Round.State != round.Launched; v.Closed {
			return v, nil
		}
		return v, access.ErrRefused
	}

	if v.Series, err = a.seriesOf(tx, s.who, mine); err != nil {
		return v, err
	}

	v.fill(e.Occasion)
	if err := a.meet(tx, s.who, &v); err != nil {
		return v, err
	}

	if e.Typed != nil {
		v.takeTyped(*e.Typed)
	}

	if e.Correct {
		return v, nil
	}

	v.Advice, err = s.hints(tx, v.Draft)
	if errs.Is(err, errs.Invalid) { // the save says so
		err = nil
	}

	return v, err
}

// fill makes the draft that the fields show: what is kept, and for a sheet that nobody has begun how a draw chose its subject.
// What another sheet says is never put into it.
func (v *SheetEdit) fill(on *review.OccasionID) {
	v.Draft = Draft{Setting: v.Setting, Occasion: v.Occasion}
	if on != nil {
		v.Draft.Occasion = *on
	}

	for _, part := range v.Parts {
		if part.Review.State.Writable() != v.Correct {
			v.Draft.Parts = append(v.Draft.Parts, PartDraft{ID: part.ID, Revision: part.Review.Revision, Text: part.Review.Text})
		}
	}

	if v.Setting == (review.Setting{}) {
		v.Draft.Setting.Modes, v.Draft.Setting.Selection = drawnSetting(v.Sheet)
	}
}

// meet finds the occasion on which the sheet is given. The reviewed side, which fills it in, does not keep the meeting.
func (a *App) meet(tx *store.Tx, who access.Actor, v *SheetEdit) error {
	if v.Correct {
		v.Draft.Occasion = 0
	}

	if v.Draft.Occasion == 0 {
		return nil
	}

	meeting, err := a.occasion(tx, who, v.Draft.Occasion)
	if errs.Is(err, errs.NotFound) {
		return nil
	}

	v.Meeting = &meeting
	return err
}

// takeTyped puts what was typed into the draft, as far as its fields are still there.
func (v *SheetEdit) takeTyped(typed Draft) {
	v.Draft.Setting = typed.Setting
	if v.Meeting != nil {
		v.Draft.Setting = v.Meeting.Setting
	}

	for i, part := range v.Draft.Parts {
		at := slices.IndexFunc(typed.Parts, func(p PartDraft) bool { return p.ID == part.ID })
		if at >= 0 {
			v.Draft.Parts[i].Text, v.Draft.Parts[i].Revision = typed.Parts[at].Text.Clean(), typed.Parts[at].Revision
		}
	}
}

// drawnSetting is the mode and the way of choosing of a sheet whose subject a draw chose 〔三(四)〕; else empty.
func drawnSetting(s Sheet) (mode review.Modes, selection string) {
	if s.Drawn == 0 {
		return "", ""
	}

	if _, ok := s.Scheme.Mode("random"); ok {
		mode = "random"
	}

	for _, c := range s.Scheme.Selections {
		if c.Key == "sample" {
			selection = c.Key
		}
	}

	return mode, selection
}
