package app

import (
	"context"
	"fmt"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// NewRound is what the office says of a round that it opens.
type NewRound struct {
	Scheme   string // name of a built-in scheme or one that the house keeps, with its version (else the newest); or
	Text     []byte // the YAML of the office's own
	Name     string
	From, To org.Date
	Unit     string                            // code or name of the unit whose subtree it covers; empty: the root
	Snapshot org.Date                          // empty: the first day
	Previous round.ID                          // the round after which it comes, 0: none; its scheme is used when none is named
	Beside   func(name string) ([]byte, error) // texts on which the office's own may build, see OwnScheme
	Aware    bool                              // the office knows what its scheme says and this version does nothing with
}

// OpenRound opens a round in preparation and gives its id.
func (a *App) OpenRound(ctx context.Context, who access.Actor, in NewRound) (id round.ID, err error) {
	var before round.Round
	if in.Previous != 0 {
		if before, err = a.roundBefore(ctx, who, in.Previous); err != nil {
			return 0, err
		}
	}

	if in.Previous != 0 && in.Scheme == "" && len(in.Text) == 0 {
		kept, err := a.keptScheme(before)
		if err != nil {
			return 0, err
		}

		return a.openRound(ctx, who, in, chosenScheme{Scheme: kept.Again(in.From, in.To), ref: before.Scheme})
	}

	if in.Scheme == "" && len(in.Text) == 0 {
		return 0, in.withoutScheme()
	}

	chosen, err := a.chooseToKeep(ctx, OwnScheme{in.Scheme, in.Text, in.Beside})
	if err != nil {
		return 0, err
	}

	return a.openRound(ctx, who, in, chosen)
}

// withoutScheme is what is wrong with a new round for which no scheme was chosen.
func (in NewRound) withoutScheme() error {
	var f errs.Faults
	f.If(true, "scheme", "请选择点评方案。")
	_, wrong := round.Open(round.Round{Name: in.Name, From: in.From, To: in.To, SnapshotDay: in.Snapshot, Unit: 1})
	f.Add("", wrong)
	return f.Err()
}

// openRound opens a round under a scheme that was read.
func (a *App) openRound(ctx context.Context, who access.Actor, in NewRound, s chosenScheme) (id round.ID, err error) {
	if err := s.Fits(in.From, in.To); err != nil {
		return 0, err
	}

	err = a.write(ctx, who, access.OpenRound, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		top, err := unitOrRoot(tx, in.Unit)
		if err != nil {
			return Entry{}, err
		}

		relations, err := relationsToUnit(tx, who, 0, top.ID)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(relations, access.NoStage); err != nil {
			return Entry{}, err
		}

		kept, err := keepChosen(tx, who, &s)
		if err != nil {
			return Entry{}, err
		}

		r, err := round.Open(round.Round{
			ID: round.ID(tx.NewID()), Name: in.Name, Scheme: s.ref, SchemeText: s.Text, Theme: s.Theme, Unit: top.ID,
			From: in.From, To: in.To, SnapshotDay: in.Snapshot, OpenedAt: tx.Now.UnixMilli(), Previous: in.Previous,
		})
		if err != nil {
			return Entry{}, err
		}

		detail, err := preparing(tx, r, s.Scheme, in.Aware)
		if err != nil {
			return Entry{}, err
		}

		id = r.ID
		entry := roundEntry(r, detail)
		entry.Each = kept
		return entry, tx.AddRound(r)
	})
	return id, err
}

// Rounds are all rounds, the newest first.
func (a *App) Rounds(ctx context.Context, who access.Actor) (rounds []round.Round, err error) {
	if err := check(access.ReadRound, who.Base(), access.NoStage); err != nil {
		return nil, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		rounds, err = tx.Rounds()
		return err
	})
	return rounds, err
}

// ListedRound is a round with the title of its scheme.
type ListedRound struct {
	round.Round
	Title string
}

// RoundList is Rounds with what their schemes are called.
func (a *App) RoundList(ctx context.Context, who access.Actor) (list []ListedRound, err error) {
	rounds, err := a.Rounds(ctx, who)
	for _, r := range rounds {
		one := ListedRound{Round: r, Title: r.Scheme}
		if s, err := a.keptScheme(r); err == nil { // one that can't be read keeps no other from being listed
			one.Title = s.Title
		}
		list = append(list, one)
	}

	return list, err
}

// RoundView is a round with its scheme, as one asker sees it.
type RoundView struct {
	round.Round
	Plan      *scheme.Scheme
	Top       org.Place
	Deadlines Deadlines
	relations access.Relation // the asker's, to the unit that the page is about
}

// Allows reports whether the asker may do this with the round now, at the unit that the page is about.
func (v RoundView) Allows(action access.Action) bool {
	return access.Allowed(action, v.relations, stageOf(v.Round))
}

// Offers reports whether a form that changes something has a place on the asker's page: he may, and no archive keeps what
// it would change.
func (v RoundView) Offers(action access.Action) bool { return offered(v.Round, action, v.relations) }

// offered is Offers for somebody with these relations.
func offered(r round.Round, action access.Action, relations access.Relation) bool {
	return (r.State != round.Archived || outlivesArchive(action)) && access.Allowed(action, relations, stageOf(r))
}

// Round is one round.
func (a *App) Round(ctx context.Context, who access.Actor, id round.ID) (v RoundView, err error) {
	if err := check(access.ReadRound, who.Base(), access.NoStage); err != nil {
		return v, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		v, err = a.loadRound(tx, who, id)
		return err
	})
	return v, err
}

// RoundPage is a round as its page shows it.
type RoundPage struct {
	RoundView
	Figures round.Coverage // once launched, for whoever may see the board
	Board   bool           // there are figures
	Own     []org.Place    // for others: the highest units whose boards they may see
	Mine    int            // sheets that the asker gives himself
}

// ReadRound is one round with what its page says of it.
func (a *App) ReadRound(ctx context.Context, who access.Actor, id round.ID) (p RoundPage, err error) {
	if err := check(access.ReadRound, who.Base(), access.NoStage); err != nil {
		return p, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		if p.RoundView, err = a.loadRound(tx, who, id); err != nil || p.State == round.Draft {
			return err
		}

		if p.Mine, err = ownSheets(tx, p.RoundView, who.Person); err != nil {
			return err
		}

		if p.Board = p.Allows(access.ReadBoard); p.Board {
			p.Figures, err = figuresOf(tx, p.ID, p.Top.ID)
			return err
		}

		p.Own, err = a.ownBoards(tx, who, id)
		return err
	})
	return p, err
}

// ownBoards are the highest units of a round whose boards the actor may see; none where there are none.
func (a *App) ownBoards(tx *store.Tx, who access.Actor, id round.ID) (own []org.Place, err error) {
	units, err := a.ownUnits(tx, who, id, access.ReadBoard)
	if errs.Is(err, errs.NotFound) {
		return nil, nil
	}

	for _, u := range units {
		if n := len(own); n == 0 || !u.Within(own[n-1]) {
			own = append(own, u)
		}
	}

	return own, err
}

// RoundStart is what the form of a new round offers.
type RoundStart struct {
	SchemeList
	Units []org.Place // those nearest the root, each before those directly below it
	Next  round.Round // that which would follow, without an id; zero when it follows none
	Last  string      // the scheme that the asker's office used last; empty: it has opened no round, or chooses for itself
}

// RoundStart is what the office chooses from when it prepares a round; after is the round that it follows, 0: none.
func (a *App) RoundStart(ctx context.Context, who access.Actor, after round.ID) (s RoundStart, err error) {
	if s.Builtin, err = a.Schemes(who); err != nil {
		return s, err
	}

	if err := check(access.ReadRoster, who.Base(), access.NoStage); err != nil {
		return s, err
	}

	err = a.gathered(ctx, func(tx *store.Tx) error {
		s.Units = nil
		if s.Kept, err = tx.NewestSchemes(); err != nil {
			return err
		}

		roots, err := tx.ChildUnits(0)
		if err != nil {
			return err
		}

		for _, root := range roots {
			below, err := tx.ChildUnits(root.ID)
			if err != nil {
				return err
			}
			s.Units = append(append(s.Units, root), below...)
		}

		if after == 0 {
			s.Last, err = lastUsed(tx, who)
			return err
		}

		before, err := readyBefore(tx, who, after)
		s.Next = round.Next(before, org.DateOf(tx.Now))
		return err
	})
	return s, err
}

// lastUsed is the scheme of the last round that the asker's office opened; empty when it has opened none.
func lastUsed(tx *store.Tx, who access.Actor) (string, error) {
	rounds, err := tx.Rounds()
	for _, r := range rounds {
		if slices.Contains(who.Offices(), r.Unit) || slices.Contains(who.Offices(), 0) {
			return r.Scheme, err
		}
	}
	return "", err
}

// loadRound reads the round, its scheme, its unit, and the asker's relations to the unit.
func (a *App) loadRound(tx *store.Tx, who access.Actor, id round.ID) (v RoundView, err error) {
	if v.Round, err = tx.Round(id); err != nil {
		return v, err
	}

	if v.Plan, err = a.keptScheme(v.Round); err != nil {
		return v, err
	}

	if v.Top, err = tx.PlaceOf(v.Round, v.Unit); err != nil {
		return v, err
	}

	if v.Deadlines, err = deadlinesOf(tx, v.Round, v.Plan); err != nil {
		return v, err
	}

	v.relations, err = relationsToUnit(tx, who, frozenID(v.Round), v.Unit)
	return v, err
}

// CloseRound ends a round when nothing is owed any more.
func (a *App) CloseRound(ctx context.Context, who access.Actor, id round.ID) error {
	return a.write(ctx, who, access.CloseRound, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		v, err := a.loadRound(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(v.relations, stageOf(v.Round)); err != nil {
			if access.Allowed(access.CloseRound, v.relations, access.Launched) {
				return Entry{}, v.Running()
			}
			return Entry{}, err
		}

		c, err := figuresOf(tx, id, v.Top.ID)
		if err != nil {
			return Entry{}, err
		}

		if err := v.Close(c.Open(), tx.Now.UnixMilli()); err != nil {
			return Entry{}, err
		}

		return roundEntry(v.Round, nil), tx.SaveRoundState(v.Round)
	})
}

// runningRounds are the rounds that run, the newest first.
func runningRounds(tx *store.Tx) ([]round.ID, error) {
	rounds, err := tx.RoundsIn(round.Launched)
	var ids []round.ID
	for _, r := range rounds {
		ids = append(ids, r.ID)
	}
	return ids, err
}

// stageOf is the round's state as far as rights depend on it.
func stageOf(r round.Round) access.Stage {
	switch r.State {
	case round.Draft:
		return access.Draft
	case round.Launched:
		return access.Launched
	}
	return access.Ended
}

// frozenID is the round whose frozen roster says who is who; 0 while the round is a draft and the living one does.
func frozenID(r round.Round) round.ID {
	if r.State == round.Draft {
		return 0
	}
	return r.ID
}

// unitOrRoot is the unit of the living tree with this code or name, the root when it is empty.
func unitOrRoot(tx *store.Tx, name string) (org.Place, error) {
	if name == "" {
		return tx.RootUnit()
	}
	return tx.UnitNamed(name)
}

func roundEntry(r round.Round, detail map[string]any) Entry {
	return Entry{Object: fmt.Sprintf("round:%d", r.ID), Round: int64(r.ID), Detail: detail}
}
