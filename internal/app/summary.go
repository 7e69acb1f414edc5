package app

import (
	"context"
	"fmt"

	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// Summary is a self-summary as its page shows it.
type Summary struct {
	Dossier
	dossier.Summary
	Step        scheme.Step
	Deadline    org.Date
	Files       []dossier.File
	Commitments []dossier.Commitment
	Write       bool // the asker may write now
	MayReturn   bool // the asker may send it back now
}

// summaryOwner is the kind of record that files of a self-summary belong to.
const summaryOwner = "summary"

// Summary is the self-summary of a person, or of a unit when person is 0. One that nobody has begun is proposed to its
// side from what is known already.
func (a *App) Summary(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID, person org.PersonID) (v Summary, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if v, err = a.openSummary(tx, who, id, unit, person); err != nil {
			return err
		}

		if err := check(access.ReadSummary, v.relations, v.stage()); err != nil {
			return err
		}

		running := v.Dossier.Round.Running() == nil
		v.Write = running && access.Allowed(access.WriteSummary, v.relations, v.stage())
		v.MayReturn = running && access.Allowed(access.ReturnSummary, v.relations, v.stage())
		if v.Commitments, err = tx.CommitmentsOf(id, v.Dossier.Key); err != nil {
			return err
		}

		if v.ID == 0 {
			v.Text, err = v.proposed(tx)
			return err
		}

		v.Files, err = tx.Files(summaryOwner, int64(v.ID))
		return err
	})
	return v, err
}

// proposed is what is known before anything is written: the commitments, and what was to be put right after the round
// before, each with what became of it.
func (v Summary) proposed(tx *store.Tx) (dossier.SummaryText, error) {
	actions, err := tx.ActionsBefore(v.Dossier.Round, v.Dossier.Key)
	var rectified []dossier.Rectified
	for _, a := range actions {
		rectified = append(rectified, dossier.Rectified{Problem: a.Problem, State: a.State.Word(), Outcome: a.Outcome})
	}
	return dossier.Proposed(v.Step.Checks, v.Commitments, rectified), err
}

// openSummary reads a self-summary and how the actor stands to it. It asks no permission. What a member has begun
// himself is nobody else's until he hands it in; who sits in his branch may write it for him from paper only where he
// has not.
func (a *App) openSummary(tx *store.Tx, who access.Actor, id round.ID, unit org.UnitID, person org.PersonID) (v Summary, err error) {
	d, err := a.openDossier(tx, who, id, unit, person)
	if err != nil {
		return v, err
	}
	return summaryIn(tx, d)
}

// summaryIn is openSummary for a dossier that is open already.
func summaryIn(tx *store.Tx, d Dossier) (v Summary, err error) {
	v.Dossier = d
	kind := scheme.Unit
	if v.Dossier.Key.OfPerson() {
		kind = scheme.Member
	}

	step, asked := v.Scheme.Step(scheme.StepSummary)
	if !asked || !step.Concerns(kind) {
		return v, access.ErrRefused
	}

	days, err := deadlinesOf(tx, d.Round, d.Scheme)
	if err != nil {
		return v, err
	}

	v.Step, v.Deadline = step, days.Of(scheme.StepSummary, kind, d.Key.Unit)
	if v.Summary, err = tx.Summary(d.Round.ID, d.Key); err != nil {
		return v, err
	}

	if v.Foreign && v.ID != 0 && !v.Paper {
		v.relations &^= access.ReviewedSide
	}

	return v, nil
}

// stage is the summary's stage as far as rights depend on it.
func (v Summary) stage() access.Stage { return access.Stage(v.State) }

// SaveSummary keeps what was typed; in says which revision had been read. A save that changes nothing is none.
func (a *App) SaveSummary(ctx context.Context, who access.Actor, in dossier.Summary) (saved dossier.Summary, err error) {
	err = a.write(ctx, who, access.WriteSummary, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		v, err := a.openSummary(tx, who, in.Round, in.Key.Unit, in.Key.Person)
		if err != nil {
			return Entry{}, err
		}

		changed, err := v.save(tx, who, in, allow)
		if err != nil {
			return Entry{}, err
		}

		saved = v.Summary
		entry := v.entry("save")
		entry.Nothing = !changed
		return entry, nil
	})
	return saved, err
}

// HandInSummary keeps what was typed and hands it in. What is refused for being incomplete is saved nevertheless.
func (a *App) HandInSummary(ctx context.Context, who access.Actor, in dossier.Summary) (saved dossier.Summary, err error) {
	var refusal error
	err = a.write(ctx, who, access.WriteSummary, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		refusal = nil
		v, err := a.openSummary(tx, who, in.Round, in.Key.Unit, in.Key.Person)
		if err != nil {
			return Entry{}, err
		}

		changed, err := v.save(tx, who, in, allow)
		if err != nil {
			return Entry{}, err
		}

		if refusal = v.HandIn(tx.Now.UnixMilli()); refusal != nil {
			saved = v.Summary
			entry := v.entry("save")
			entry.Nothing = !changed
			return entry, nil
		}

		saved = v.Summary
		return v.entry("submit"), v.keep(tx, dossier.Done)
	})
	if err == nil {
		err = refusal
	}

	return saved, err
}

// save puts what was typed into the summary and keeps it. It reports whether anything changed.
func (v *Summary) save(tx *store.Tx, who access.Actor, in dossier.Summary, allow allowFunc) (changed bool, err error) {
	if err := v.allow(allow, access.WriteSummary); err != nil {
		return false, err
	}

	for i := range in.Text.Checks {
		if i < len(v.Step.Checks) {
			in.Text.Checks[i].Name = v.Step.Checks[i]
		}
	}

	in.Text.Checks = in.Text.Checks[:min(len(in.Text.Checks), len(v.Step.Checks))]
	if v.ID != 0 && in.Revision == v.Revision && v.Says(in) {
		return false, nil
	}

	in.Paper = v.Foreign
	if err := v.Summary.Save(in.Revision, in, who.Name, tx.Now.UnixMilli()); err != nil {
		return false, err
	}

	return true, v.keep(tx, dossier.InCourse)
}

// allow asks for the action at the summary's stage; whoever might do it at another is told where the summary stands.
func (v *Summary) allow(allow allowFunc, action access.Action) error {
	if err := allow(v.relations, v.stage()); err != nil {
		if access.Allowed(action, v.relations, access.Draft) {
			return v.Summary.Save(v.Revision, v.Summary, v.By, 0)
		}
		if access.Allowed(action, v.relations, access.Submitted) {
			return v.Summary.Return("", "")
		}

		return err
	}
	return v.Dossier.Round.Running()
}

// keep saves the summary and its cell of the strip.
func (v *Summary) keep(tx *store.Tx, state dossier.State) error {
	if v.ID == 0 {
		v.ID = dossier.SummaryID(tx.NewID())
	}

	if err := tx.SaveSummary(v.Summary); err != nil {
		return err
	}

	return tx.MarkStep(v.Summary.Round, v.Summary.Key, dossier.Step{Step: scheme.StepSummary, State: state,
		Day: org.DateOf(tx.Now), Ref: int64(v.ID)})
}

func (v *Summary) entry(act string) Entry {
	return Entry{Object: fmt.Sprintf("summary:%d", v.ID), Round: int64(v.Summary.Round),
		Detail: map[string]any{"act": act, "revision": v.Revision, "paper": v.Paper}}
}

// ReturnSummary sends a summary that was handed in back to its side with the reason: who reviews it may, and the line.
func (a *App) ReturnSummary(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID, person org.PersonID, reason string) error {
	return a.write(ctx, who, access.ReturnSummary, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		v, err := a.openSummary(tx, who, id, unit, person)
		if err != nil {
			return Entry{}, err
		}

		if err := v.allow(allow, access.ReturnSummary); err != nil {
			return Entry{}, err
		}

		if err := v.Return(reason, who.Name); err != nil {
			return Entry{}, err
		}

		return v.entry("return"), v.keep(tx, dossier.InCourse)
	})
}

// AttachToSummary keeps files with a summary while its side may write it, and begins it where nobody has.
func (a *App) AttachToSummary(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID, person org.PersonID, files []blob.File) error {
	return a.write(ctx, who, access.WriteSummary, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		v, err := a.openSummary(tx, who, id, unit, person)
		if err != nil {
			return Entry{}, err
		}

		if err := v.allow(allow, access.WriteSummary); err != nil {
			return Entry{}, err
		}

		if len(files) == 0 {
			return Entry{}, errs.NewInvalid("没有选择文件，请先选择要上传的附件。")
		}

		if v.ID == 0 {
			if v.Commitments, err = tx.CommitmentsOf(id, v.Dossier.Key); err != nil {
				return Entry{}, err
			}

			text, err := v.proposed(tx)
			if err != nil {
				return Entry{}, err
			}

			if _, err := v.save(tx, who, dossier.Summary{Text: text}, allow); err != nil {
				return Entry{}, err
			}
		}

		for _, f := range files {
			if _, err := tx.AddFile(dossier.File{Round: id, Owner: summaryOwner, OwnerID: int64(v.ID), ByName: who.Name}, f); err != nil {
				return Entry{}, err
			}
		}

		entry := v.entry("attach")
		entry.Detail["count"] = len(files)
		return entry, nil
	})
}

// SummaryFile is a file of a summary, for whoever may read that.
func (a *App) SummaryFile(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID, person org.PersonID, file dossier.FileID) (body blob.File, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, err := a.openSummary(tx, who, id, unit, person)
		if err != nil {
			return err
		}

		if err := check(access.ReadSummary, v.relations, v.stage()); err != nil {
			return err
		}

		body, err = tx.FileOf(summaryOwner, int64(v.ID), file)
		return err
	})
	return body, err
}
