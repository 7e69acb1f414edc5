package app

import (
	"context"
	"fmt"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// BranchCommitments are the commitments of a unit with those of its members or, where it has none, of the units under it.
type BranchCommitments struct {
	RoundView
	Unit  org.Place
	Own   CommitmentRow
	Rows  []CommitmentRow    // of the members
	Below []CommitmentsBelow // the units under it, with their figures
	Write bool               // the asker may enter for the members, from paper
}

// CommitmentsBelow is a unit under the branch's own with the figures of its subtree.
type CommitmentsBelow struct {
	Unit  org.Place
	Tally round.Tally
	Open  bool // its table opens for the asker
}

// CommitmentRow is a line of the branch's table.
type CommitmentRow struct {
	store.DossierOwner
	List []dossier.Commitment
	Open bool // the dossier opens for the asker; else only its name is known to him, who enters papers for it
}

// Of are those of a kind.
func (r CommitmentRow) Of(kind dossier.CommitmentKind) []dossier.Commitment {
	return slices.DeleteFunc(slices.Clone(r.List), func(c dossier.Commitment) bool { return c.Kind != kind })
}

// BranchCommitments is the table of a unit (0: the round's own) for whoever may read its dossier.
func (a *App) BranchCommitments(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (b BranchCommitments, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		var d Dossier
		if b.RoundView, b.Unit, d, err = a.branch(tx, who, id, unit); err != nil {
			return err
		}

		if err := check(access.ReadCommitment, d.relations, d.stage()); err != nil {
			return err
		}

		b.Write = access.Allowed(access.WriteCommitment, d.relations, d.stage())
		o, err := newOpening(tx, who, access.ReadCommitment, b.Round, b.Unit.ID)
		if err != nil {
			return err
		}

		return b.load(tx, o)
	})
	return b, err
}

func (b *BranchCommitments) load(tx *store.Tx, o opening) error {
	members, err := tx.MembersOf(b.ID, b.Unit.ID)
	if err != nil {
		return err
	}

	list, err := tx.CommitmentsIn(b.ID, b.Unit.ID)
	if err != nil {
		return err
	}

	of := map[dossier.Key][]dossier.Commitment{}
	for _, c := range list {
		of[c.Key] = append(of[c.Key], c)
	}

	own := dossier.Key{Unit: b.Unit.ID}
	b.Own = CommitmentRow{store.DossierOwner{Key: own, Name: b.Unit.Name}, of[own], true}
	if err := o.ahead(keysOf(members)); err != nil {
		return err
	}

	for _, m := range members {
		switch open, err := o.opens(m.Key); {
		case err != nil:
			return err
		case open:
			b.Rows = append(b.Rows, CommitmentRow{m, of[m.Key], true})
		case b.Write:
			b.Rows = append(b.Rows, CommitmentRow{DossierOwner: m})
		}
	}

	return b.below(tx, o)
}

// below finds the units under the branch's own with what was promised in each.
func (b *BranchCommitments) below(tx *store.Tx, o opening) error {
	children, err := tx.FrozenChildren(b.ID, b.Unit.ID)
	if err != nil {
		return err
	}

	ids := unitIDs(children)
	tallies, err := tx.Tallies(b.ID, ids)
	if err != nil {
		return err
	}

	if err := o.ahead(unitKeys(children)); err != nil {
		return err
	}

	for _, c := range children {
		open, err := o.opens(dossier.Key{Unit: c.ID})
		if err != nil {
			return err
		}
		b.Below = append(b.Below, CommitmentsBelow{c, tallies[c.ID], open})
	}

	return nil
}

// EnterCommitments writes down what the members of a branch have promised and been assigned, from paper and in one go:
// whoever sits in the branch does it 〔党支部〕. What a member has already is not entered again. With a day, promises are
// public from that day on. It gives how many were entered.
func (a *App) EnterCommitments(ctx context.Context, who access.Actor, id round.ID, branch org.UnitID, day org.Date, entered []dossier.Entered) (n int, err error) {
	err = a.write(ctx, who, access.WriteCommitment, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		n = 0
		_, _, d, err := a.branch(tx, who, id, branch)
		if err != nil {
			return Entry{}, err
		}

		if err := d.allow(allow, access.WriteCommitment); err != nil {
			return Entry{}, err
		}

		in := entering{tx: tx, who: who, round: id, branch: d.Key.Unit, day: day}
		if n, err = in.all(entered); err != nil {
			return Entry{}, err
		}

		return Entry{Object: fmt.Sprintf("unit:%d", d.Key.Unit), Round: int64(id), Nothing: n == 0,
			Detail: map[string]any{"act": "write", "count": n, "paper": true}}, nil
	})
	return n, err
}

// entering is the entering of a branch's papers.
type entering struct {
	tx     *store.Tx
	who    access.Actor
	round  round.ID
	branch org.UnitID
	day    org.Date // since when the promises are public; empty: not yet
}

func (e entering) all(entered []dossier.Entered) (n int, err error) {
	members, err := e.tx.MembersOf(e.round, e.branch)
	if err != nil {
		return 0, err
	}

	kept, err := e.tx.CommitmentsIn(e.round, e.branch)
	if err != nil {
		return 0, err
	}

	has := map[dossier.Key]map[string]bool{}
	for _, c := range kept {
		if has[c.Key] == nil {
			has[c.Key] = map[string]bool{}
		}
		has[c.Key][string(c.Kind)+c.Text] = true
	}

	for _, one := range entered {
		at := slices.IndexFunc(members, func(m store.DossierOwner) bool { return m.Person == one.Person })
		if at < 0 {
			return 0, access.ErrRefused
		}

		for _, text := range one.Items() {
			k := members[at].Key
			if has[k][string(one.Kind)+text] {
				continue
			}
			if len(has[k]) >= dossier.MaxCommitments {
				return 0, errs.NewConflict("%s已有 %d 项，请合并后再加。", members[at].Name, len(has[k]))
			}

			if err := e.one(k, one.Kind, text); err != nil {
				return 0, err
			}

			if has[k] == nil {
				has[k] = map[string]bool{}
			}

			has[k][string(one.Kind)+text] = true
			n++
		}
	}

	return n, nil
}

// one keeps one line.
func (e entering) one(k dossier.Key, kind dossier.CommitmentKind, text string) error {
	c := dossier.Commitment{ID: dossier.CommitmentID(e.tx.NewID()), Round: e.round, Key: k, Paper: k.Person != e.who.Person}
	if err := c.Write(dossier.Commitment{Kind: kind, Text: text}, e.who.Name, e.tx.Now.UnixMilli()); err != nil {
		return err
	}

	if kind == dossier.Pledge && e.day != "" {
		return keepPublic(e.tx, c, e.day, e.who.Name)
	}

	return e.tx.SaveCommitment(c)
}
