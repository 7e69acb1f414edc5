package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// BranchSummaries says of a unit, its members and the units under it who has handed in a self-summary.
type BranchSummaries struct {
	RoundView
	Unit     org.Place
	Deadline org.Date
	Rows     SummaryRows // the unit, then its members
	Below    SummaryRows // the units under it
	Enter    bool        // the asker may enter for the members, from paper
}

// SummaryRow is a line of the list.
type SummaryRow struct {
	store.DossierOwner
	State      dossier.SummaryState
	HandedInAt int64
	Paper      bool
	Open       bool // the asker may read or write it now
}

// SummaryRows is a list of self-summaries, owed and written.
type SummaryRows []SummaryRow

// HandedIn counts the rows that are handed in.
func (l SummaryRows) HandedIn() (n int) {
	for _, r := range l {
		if r.State == dossier.SummaryHandedIn {
			n++
		}
	}
	return n
}

// BranchSummaries is the list of a unit, 0 for the round's own.
func (a *App) BranchSummaries(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (b BranchSummaries, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		var d Dossier
		if b.RoundView, b.Unit, d, err = a.branch(tx, who, id, unit); err != nil {
			return err
		}

		if err := check(access.ListSummaries, d.relations, d.stage()); err != nil {
			return err
		}

		b.Enter = d.Round.Running() == nil && access.Allowed(access.WriteSummary, d.relations, access.Draft)
		b.Deadline = b.Deadlines.Of(scheme.StepSummary, scheme.Unit, b.Unit.ID)
		o, err := newOpening(tx, who, access.ListSummaries, b.Round, b.Unit.ID)
		if err != nil {
			return err
		}

		return b.load(tx, o, d)
	})
	return b, err
}

func (b *BranchSummaries) load(tx *store.Tx, o opening, d Dossier) error {
	step, _ := b.Plan.Step(scheme.StepSummary)
	kept, err := tx.SummariesIn(b.ID, b.Unit.ID)
	if err != nil {
		return err
	}

	row := func(o store.DossierOwner, s dossier.Summary) SummaryRow {
		if s.ID == 0 {
			s.State = dossier.SummaryOwed
		}
		return SummaryRow{DossierOwner: o, State: s.State, HandedInAt: s.HandedInAt, Paper: s.Paper}
	}

	if step.Concerns(scheme.Unit) {
		own := row(store.DossierOwner{Key: d.Key, Name: b.Unit.Name}, kept[d.Key])
		own.Open = access.Allowed(access.ReadSummary, d.relations, access.Stage(own.State))
		b.Rows = append(b.Rows, own)
	}

	if step.Concerns(scheme.Member) {
		members, err := tx.MembersOf(b.ID, b.Unit.ID)
		if err != nil {
			return err
		}

		if err := o.ahead(keysOf(members)); err != nil {
			return err
		}

		for _, m := range members {
			open, err := o.opens(m.Key)
			if err != nil {
				return err
			}

			if !open && !b.Enter {
				continue
			}

			r := row(m, kept[m.Key])
			r.Open = open && (r.State == dossier.SummaryHandedIn || m.Person == o.who.Person) || b.Enter && (r.State == dossier.SummaryOwed || r.Paper)
			b.Rows = append(b.Rows, r)
		}
	}

	return b.below(tx, o, step, row)
}

// below lists the units under it with how far their own summaries are.
func (b *BranchSummaries) below(tx *store.Tx, o opening, step scheme.Step, row func(store.DossierOwner, dossier.Summary) SummaryRow) error {
	if !step.Concerns(scheme.Unit) {
		return nil
	}

	children, err := tx.FrozenChildren(b.ID, b.Unit.ID)
	if err != nil {
		return err
	}

	kept, err := tx.SummariesUnder(b.ID, b.Unit.ID)
	if err != nil {
		return err
	}

	if err := o.ahead(unitKeys(children)); err != nil {
		return err
	}

	for _, c := range children {
		k := dossier.Key{Unit: c.ID}
		r := row(store.DossierOwner{Key: k, Number: c.Code, Name: c.Label()}, kept[k])
		if r.Open, err = o.opens(k); err != nil {
			return err
		}
		b.Below = append(b.Below, r)
	}

	return nil
}

// The tasks that self-summaries bring.
const (
	TaskSummary         TaskKind = "summary"          // to be written
	TaskSummaryReturned TaskKind = "summary-returned" // sent back
)

// summaryTasks are the self-summaries that the asker has still to write, of himself and of the unit that he leads, while
// the review that they are for is open. Ref is the person, 0 for a unit.
func summaryTasks(_ *App, tx *store.Tx, asker taskAsker) (list []Task, err error) {
	if asker.Person == 0 {
		return nil, nil
	}

	owed, err := tx.OwedSummaries(asker.rounds, asker.Person)
	for _, o := range owed {
		kind := scheme.Unit
		t := Task{Kind: TaskSummary, Round: o.Round, Unit: o.Unit, Name: o.UnitName, Ref: int64(o.Person), Count: 1}
		if o.OfPerson() {
			kind, t.Name = scheme.Member, ""
		}

		r := asker.by[o.Round]
		if step, asked := r.Scheme.Step(scheme.StepSummary); !asked || !step.Concerns(kind) {
			continue
		}

		if o.State == dossier.SummaryReturned {
			t.Kind = TaskSummaryReturned
		}

		t.Deadline = r.Deadlines.Of(scheme.StepSummary, kind, o.Unit)
		list = append(list, t)
	}

	return list, err
}

// demanded refuses to hand in a review before what the scheme demands first: the self-summary 〔四(一) 领导点评前〕, the fieldwork
// 〔四(二)〕.
func (s sheet) demanded(tx *store.Tx) error {
	if err := s.summaryDemanded(tx); err != nil {
		return err
	}
	return s.fieldworkDemanded(tx)
}

// fieldworkDemanded refuses to hand in a review of a unit or its secretary before somebody has been there.
func (s sheet) fieldworkDemanded(tx *store.Tx) error {
	step, asked := s.scheme.Step(scheme.StepFieldwork)
	if !asked || !step.Demanded {
		return nil
	}

	for _, p := range s.parts {
		if kind := p.Subject.Kind; kind != scheme.Unit && kind != scheme.Secretary || !step.Concerns(kind) || !p.writable() {
			continue
		}

		k := dossier.Key{Unit: p.Subject.Unit}
		cells, err := tx.StepsOf(s.round.ID, []dossier.Key{k})
		if err != nil {
			return err
		}

		if !cells[k][scheme.StepFieldwork].Settled() {
			return errs.NewInvalid("%s还没有登记调研，方案要求先调研、后点评。请先在“调研”中登记，再提交；已写的内容已保存。", p.SubjectName())
		}
	}

	return nil
}

// looksBack reports whether subjects of the kind have a self-summary that somebody can hand in: units with their secretaries, and
// members. A department or a cell may have nobody, an outsider has no branch.
func looksBack(kind scheme.SubjectKind) bool {
	return kind == scheme.Unit || kind == scheme.Secretary || kind == scheme.Member
}

// summaryDemanded refuses to hand in a review before the self-summary.
func (s sheet) summaryDemanded(tx *store.Tx) error {
	step, asked := s.scheme.Step(scheme.StepSummary)
	if !asked || !step.Demanded {
		return nil
	}

	for _, p := range s.parts {
		if !looksBack(p.Subject.Kind) || !step.Concerns(p.Subject.Kind) || !p.writable() {
			continue
		}

		k, err := dossierOfSubject(tx, s.round.ID, p.Subject)
		if err != nil {
			return err
		}

		summary, err := tx.Summary(s.round.ID, k)
		if err != nil {
			return err
		}

		if summary.State != dossier.SummaryHandedIn {
			return errs.NewInvalid("%s还没有交总结，方案要求先总结、后点评。请对方在“总结”中交来，或由所在党支部按纸质材料录入，再提交；已写的内容已保存。", p.SubjectName())
		}
	}

	return nil
}
