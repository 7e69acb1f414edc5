package app

import (
	"context"
	"fmt"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/store"
)

// Exempting is what the office says of an exemption: single subjects, or every member of a class.
type Exempting struct {
	Subjects []assign.Subject
	Class    string // 群体, e.g. 失联: every member of it in the round's subtree
	Reason   string
	Approver string
}

// ExemptSubjects leaves subjects out of what is owed and gives how many are newly left out. What has been reviewed stays
// reviewed. Many are left out in parts, each with an entry of its own; when one of them can't be, those before it are, the
// error says how many are not, and asked again the rest follows.
func (a *App) ExemptSubjects(ctx context.Context, who access.Actor, id round.ID, in Exempting) (n int, err error) {
	var subjects []assign.Subject
	var planned exemptPlan
	if err := a.readAlone(ctx, func(tx *store.Tx) error {
		v, err := a.loadRound(tx, who, id)
		if err != nil {
			return err
		}

		if err := check(access.ExemptSubject, v.relations, stageOf(v.Round)); err != nil {
			return err
		}

		if planned, err = exemptPlanOf(tx, v.Round); err != nil {
			return err
		}

		subjects, err = exemptible(tx, v, in)
		return err
	}); err != nil {
		return 0, err
	}

	done := 0
	err = inParts(ctx, subjects, func(part []assign.Subject) error {
		fresh, err := a.exemptPart(ctx, who, id, in, part, planned)
		if err == nil {
			n, done = n+fresh, done+len(part)
		}
		return err
	})
	if err != nil && done > 0 {
		err = errs.NewConflict("已经免评 %d 名，还有 %d 名没有。请再做一次，会接着做完。", done, len(subjects)-done)
	}

	return n, err
}

// exemptPlan is from which plan the subjects were chosen.
type exemptPlan struct {
	state         round.State
	frame, roster int64
}

func exemptPlanOf(tx *store.Tx, r round.Round) (p exemptPlan, err error) {
	p.state, p.frame = r.State, r.Version
	if r.State == round.Draft {
		p.roster, _, err = tx.RosterVersion()
	}
	return p, err
}

// exemptPart leaves out some subjects, unless the plan is another one by now.
func (a *App) exemptPart(ctx context.Context, who access.Actor, id round.ID, in Exempting, subjects []assign.Subject, planned exemptPlan) (n int, err error) {
	err = a.write(ctx, who, access.ExemptSubject, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		n = 0
		v, err := a.loadRound(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(v.relations, stageOf(v.Round)); err != nil {
			return Entry{}, err
		}

		now, err := exemptPlanOf(tx, v.Round)
		if err != nil {
			return Entry{}, err
		}

		if now != planned {
			return Entry{}, errs.NewConflict("名册或轮次刚刚有变动，没有免评。请刷新后再看。")
		}

		var owners []org.PersonID
		if v.State == round.Launched {
			if owners, err = tx.OwnersIn(id, unitsOf(subjects)); err != nil {
				return Entry{}, err
			}
		}

		if err := headcounting(tx, id, owners, func() error {
			for _, s := range subjects {
				fresh, err := exempt(tx, v.Round, round.Exemption{Kind: s.Kind, Unit: s.Unit, Person: s.Person, Class: in.Class,
					Reason: in.Reason, Approver: in.Approver, By: who.Name, At: tx.Now.UnixMilli()})
				if err != nil {
					return err
				}

				if fresh {
					n++
				}
			}
			return nil
		}); err != nil {
			return Entry{}, err
		}

		return roundEntry(v.Round, map[string]any{"class": in.Class, "count": n}), nil
	})
	return n, err
}

// exempt keeps an exemption and, in a round that runs, what follows from it. fresh: the subject was not exempted before.
func exempt(tx *store.Tx, r round.Round, e round.Exemption) (fresh bool, err error) {
	if err := e.Check(); err != nil {
		return false, err
	}

	if fresh, err = tx.AddExemption(r.ID, e); err != nil || !fresh || r.State != round.Launched {
		return fresh, err
	}

	return true, applyExemption(tx, r.ID, e)
}

// exemptible are the subjects meant: those named, all of which the round must have, or the members of the class.
func exemptible(tx *store.Tx, v RoundView, in Exempting) ([]assign.Subject, error) {
	made, err := planOf(tx, v)
	if err != nil {
		return nil, err
	}

	if in.Class == "" {
		if len(in.Subjects) == 0 {
			return nil, errs.NewInvalid("请选择要免评的对象。")
		}

		known := subjectsOf(made)
		for _, s := range in.Subjects {
			if !known[s] {
				return nil, errs.NewInvalid("要免评的对象不在本轮点评之内，请从名单中选择。")
			}
		}

		return in.Subjects, nil
	}

	var out []assign.Subject
	for s := range subjectsOf(made) {
		if s.Kind == scheme.Member {
			out = append(out, s)
		}
	}

	groups := map[org.PersonID][]string{}
	for _, m := range made.facts.Members {
		groups[m.Person] = m.Groups
	}

	out = slices.DeleteFunc(out, func(s assign.Subject) bool { return !slices.Contains(groups[s.Person], in.Class) })
	slices.SortFunc(out, func(a, b assign.Subject) int { return int(a.Person - b.Person) })
	if len(out) == 0 {
		return nil, errs.NewInvalid("本轮没有群体为“%s”的{党员}。", in.Class)
	}

	return out, nil
}

// subjectsOf is everybody and everything that the plan counts.
func subjectsOf(made planned) map[assign.Subject]bool {
	all := map[assign.Subject]bool{}
	for o := range made.plan.All(made.facts) {
		all[o.Subject] = true
	}

	for _, g := range made.plan.Gaps {
		all[g.Subject] = true
	}

	return all
}

// subjectOf is whom the exemption is about.
func subjectOf(e round.Exemption) assign.Subject {
	return assign.Subject{Kind: e.Kind, Unit: e.Unit, Person: e.Person}
}

// exempted are the subjects of exemptions.
func exempted(list []round.Exemption) map[assign.Subject]bool {
	exempt := make(map[assign.Subject]bool, len(list))
	for _, e := range list {
		exempt[subjectOf(e)] = true
	}
	return exempt
}

// gapsLeft are the gaps whose subjects are not exempted.
func gapsLeft(gaps []assign.Gap, exempt map[assign.Subject]bool) []assign.Gap {
	return slices.DeleteFunc(slices.Clone(gaps), func(g assign.Gap) bool { return exempt[g.Subject] })
}

// applyExemption closes the subject's open obligations and counts it; a gap is none any more.
func applyExemption(tx *store.Tx, id round.ID, e round.Exemption) error {
	subject := subjectOf(e)
	closed, err := tx.ExemptObligations(id, subject)
	if err != nil {
		return err
	}

	figures := round.Tally{round.Exempted: 1}
	if closed > 0 {
		figures[round.TimesExempt], figures[round.TimesExempt.OfKind(e.Kind)] = closed, closed
	}

	gap, err := tx.IsGap(id, subject)
	if err != nil {
		return err
	}

	if gap {
		figures[round.Gaps] = -1
	}

	return tx.Count(id, e.Unit, figures)
}

// AppointActing is the remedy of a gap with one click: the deputy of a unit without a secretary leads it from the day
// on. In a round that runs, the change is accepted by a re-snapshot.
func (a *App) AppointActing(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID, person org.PersonID) error {
	return a.write(ctx, who, access.AppointActing, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		v, err := a.loadRound(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(v.relations, stageOf(v.Round)); err != nil {
			return Entry{}, err
		}

		living, err := tx.Superiors(0, unit)
		if err != nil {
			return Entry{}, err
		}

		if !slices.Contains(living.Units, v.Unit) {
			return Entry{}, access.ErrRefused // not a unit of the round
		}

		posts, err := tx.PostsOfUnit(unit)
		if err != nil {
			return Entry{}, err
		}

		deputy := false
		for _, p := range posts {
			if !org.Covers(p.From, p.To, v.SnapshotDay) {
				continue
			}
			if p.Kind == org.Secretary || p.Kind == org.Acting {
				return Entry{}, errs.NewConflict("%s已有%s：%s，不需要另行指定。", p.UnitName, i18n.Word(p.Title()), p.PersonName)
			}

			deputy = deputy || p.Person == person && p.Kind == org.DeputySecretary
		}

		if !deputy {
			return Entry{}, errs.NewInvalid("只能指定本{党组织}的副书记主持工作；其他人选请在职务表中导入。")
		}

		return Entry{Object: fmt.Sprintf("unit:%d", unit), Round: int64(id), Detail: map[string]any{"from": v.SnapshotDay}},
			tx.SavePost(org.Post{ID: org.PostID(tx.NewID()), Person: person, Unit: unit, Kind: org.Acting, From: v.SnapshotDay})
	})
}
