package app

import (
	"context"
	"fmt"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// Merger is what merging two persons or units does: what moves, what is given up, what stays.
type Merger struct {
	store.Merge
	KeptName, KeptNumber string // as it will be
	GoneName, GoneNumber string
	Lost                 []org.Field // in which the other says something else
	Moves                []store.Moved
	GivenUp              int      // obligations of which one is enough
	Drafts               int      // of these, those with a draft
	OwedAgain            int      // exemptions that fall because the other is still to be reviewed
	Spare                string   // the login that is disabled, because the one who stays has another; empty: none
	Archived             []string // rounds that stay as they were
	Version              int64    // of the roster that was looked at
}

// Naming says which two are to be merged: by what they are called (工号 or code, or a name that only one has), else by their
// own numbers.
type Naming struct {
	store.Merge
	GoneText, KeptText string
}

// find fills in whom the texts mean.
func (n *Naming) find(tx *store.Tx) (err error) {
	for _, named := range []struct {
		text string
		id   *int64
	}{{n.GoneText, &n.Gone}, {n.KeptText, &n.Kept}} {
		if named.text == "" && n.GoneText == n.KeptText {
			continue
		}
		if *named.id, err = meant(tx, n.What, named.text); err != nil {
			return err
		}
	}

	return nil
}

func meant(tx *store.Tx, what store.Merged, text string) (int64, error) {
	if what == store.MergedUnit {
		unit, err := tx.UnitNamed(text)
		return int64(unit.ID), err
	}
	person, err := tx.PersonMeant(text)
	return int64(person), err
}

// LookAtMerge says what merging two persons or units would do, or why they can't be merged. It changes nothing.
func (a *App) LookAtMerge(ctx context.Context, who access.Actor, n Naming) (out Merger, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		return tx.Gather(mergePasses, func() error {
			if err := allowHouse(tx, who, asking(access.MergeRoster)); err != nil {
				return err
			}

			if err := n.find(tx); err != nil {
				return err
			}

			plan, err := planMerge(tx, n.Merge)
			out = plan.Merger
			return err
		})
	})
	return out, err
}

// mergePasses is how often a look at a merge asks for what depends on what it was told before: whose house it is, the two,
// their rounds, what they owe in them.
const mergePasses = 5

// MergeRoster merges two persons or units that an earlier import doubled: everything that points to the one points to the
// other, but for rounds in the archive. version is that of the roster that the office saw, 0 where it saw none.
func (a *App) MergeRoster(ctx context.Context, who access.Actor, n Naming, version int64) (out Merger, err error) {
	err = a.writeAlone(ctx, who, access.MergeRoster, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allowHouse(tx, who, allow); err != nil {
			return Entry{}, err
		}

		if err := sameRoster(tx, version); err != nil {
			return Entry{}, err
		}

		if err := n.find(tx); err != nil {
			return Entry{}, err
		}

		plan, err := planMerge(tx, n.Merge)
		if err != nil {
			return Entry{}, err
		}

		out = plan.Merger
		return Entry{Object: fmt.Sprintf("%s:%d", n.What, n.Kept), Detail: map[string]any{
			"gone": n.Gone, "was": out.GoneNumber, "given-up": out.GivenUp,
		}}, tx.WitnessAround(func() error { return plan.do(tx, who.Name) })
	})
	return out, err
}

// sameRoster refuses what was decided on a roster that has changed since; version 0 was decided on none.
func sameRoster(tx *store.Tx, version int64) error {
	now, _, err := tx.RosterVersion()
	if err == nil && version != 0 && now != version {
		err = errs.NewConflict("您核对以后，名册又有了变动，什么都没有写入。请按现在的名册重新核对，再写入。")
	}
	return err
}

// mergePlan is a merge as it will be done.
type mergePlan struct {
	Merger
	person twoPersons
	units  []org.Unit
	rounds []mergeRound
}

// twoPersons are the two persons as they will be saved.
type twoPersons struct{ kept, gone org.Person }

func planMerge(tx *store.Tx, m store.Merge) (p mergePlan, err error) {
	p.Merge = m
	if m.Gone == m.Kept {
		return p, errs.NewInvalid("要合并的两个是同一个，请另选。")
	}

	if p.Version, _, err = tx.RosterVersion(); err != nil {
		return p, err
	}

	if p.Archived, err = tx.ArchivedWith(m); err != nil {
		return p, err
	}

	rounds, err := tx.Rounds()
	if err != nil {
		return p, err
	}

	moves, clashing := tx.Moves(m)
	p.Moves = moves
	if m.What == store.MergedUnit {
		err = p.readUnits(tx, rounds)
	} else {
		err = p.readPersons(tx)
	}
	if err != nil {
		return p, err
	}

	for _, r := range rounds {
		if r.State == round.Launched || r.State == round.Closed {
			if err := p.readRound(tx, r); err != nil {
				return p, err
			}
		}
	}

	return p, clashing
}

func (p *mergePlan) readPersons(tx *store.Tx) error {
	kept, noKept := tx.Person(org.PersonID(p.Kept))
	gone, noGone := tx.Person(org.PersonID(p.Gone))
	again, err := tx.AreMerged(p.Merge)
	if err != nil {
		return err
	}

	if p.Spare, err = tx.SpareLogin(p.Merge); err != nil {
		return err
	}

	switch {
	case noKept != nil:
		return noKept
	case noGone != nil:
		return noGone
	case again:
		return errs.NewConflict("“%s”和“%s”中有一个已经合并过了，请重新查找。", gone.Name, kept.Name)
	}

	if err := keepsAdministrator(tx, gone); err != nil {
		return err
	}

	dead, err := tx.DeadLogin(p.Merge)
	if err != nil {
		return err
	}

	if dead != "" {
		return errs.NewConflict("“%s”的账号“%s”已停用，另一个还在用，合并后就登录不了。请先启用“%s”，或者反过来合并。", kept.Name, dead, dead)
	}

	p.GoneName, p.GoneNumber = gone.Name, gone.Number
	if p.person.kept, p.Lost, err = org.MergePersons(kept, gone); err != nil {
		return err
	}

	p.KeptName, p.KeptNumber = p.person.kept.Name, p.person.kept.Number
	p.person.gone = org.Person{ID: gone.ID, Name: gone.Name, Pinyin: gone.Pinyin, Initials: gone.Initials, Standing: org.NonMember}
	return nil
}

// keepsAdministrator refuses that the account of who goes is moved or shut by a merge, where it has a role over the house itself: who
// has the roster in hand has no such account in hand.
func keepsAdministrator(tx *store.Tx, gone org.Person) error {
	login, err := tx.LoginOf(gone.ID)
	if err != nil || login == "" {
		return err
	}

	account, err := tx.AccountOf(login)
	if err == nil && account.Administers() {
		err = errs.NewConflict("“%s”的账号“%s”有系统、安全或审计管理员角色，不能随合并移动或停用：请反过来合并，或者先请安全管理员撤销角色。", gone.Name, login)
	}

	return err
}

func (p *mergePlan) readUnits(tx *store.Tx, rounds []round.Round) error {
	kept, noKept := tx.Unit(org.UnitID(p.Kept))
	gone, noGone := tx.Unit(org.UnitID(p.Gone))
	places, err := tx.Units()
	switch {
	case err != nil:
		return err
	case noKept != nil:
		return noKept
	case noGone != nil:
		return noGone
	}

	units := make([]org.Unit, len(places))
	for i, place := range places {
		units[i] = place.Unit
	}

	for _, r := range rounds {
		if r.State == round.Archived && r.Unit == gone.ID {
			return errs.NewConflict("“%s”是已归档的“%s”的点评范围，不能并入别的党组织；请反过来合并，保留它。", gone.Name, r.Name)
		}
	}

	p.KeptName, p.KeptNumber, p.GoneName, p.GoneNumber = kept.Name, kept.Code, gone.Name, gone.Code
	p.units, p.Lost, err = org.MergeUnits(units, kept.ID, gone.ID)
	return err
}

// do writes a merge as it was planned.
func (p *mergePlan) do(tx *store.Tx, by string) error {
	if err := tx.AddMerged(p.Merge, p.GoneName, p.GoneNumber, by); err != nil {
		return err
	}

	for _, m := range p.rounds {
		if err := m.prepare(tx, p.Merge); err != nil {
			return err
		}
	}

	if err := p.repoint(tx); err != nil {
		return err
	}

	for _, m := range p.rounds {
		if err := m.settle(tx, p.Merge); err != nil {
			return err
		}
	}

	return nil
}

func (p *mergePlan) repoint(tx *store.Tx) error {
	if p.What == store.MergedPerson {
		if err := tx.SpareAccount(p.Merge); err != nil {
			return err
		}
		if err := tx.SavePersons([]org.Person{p.person.kept, p.person.gone}); err != nil {
			return err
		}
	}

	if err := tx.Repoint(p.Merge); err != nil {
		return err
	}

	if err := tx.DropSamePosts(p.Merge); err != nil {
		return err
	}

	if err := tx.DropSameFrozenPosts(p.Merge); err != nil {
		return err
	}

	if p.What == store.MergedPerson {
		return nil
	}

	return saveTree(tx, p.units)
}
