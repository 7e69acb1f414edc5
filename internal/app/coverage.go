package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// Coverage is how far a unit's subtree is, from both sides, with what is still missing.
type Coverage struct {
	Round   round.Round
	Plan    *scheme.Scheme
	Unit    org.Place
	Figures round.Coverage
	Owed    []store.PlanRow // open obligations
	Gaps    []store.GapRow  // subjects without a reviewer, exempted ones left out
}

// Coverage measures a launched round against its frozen roster. unit is a code or name, empty for the round's own.
func (a *App) Coverage(ctx context.Context, who access.Actor, id round.ID, unit string) (c Coverage, err error) {
	err = a.readAlone(ctx, func(tx *store.Tx) error {
		v, top, err := a.measured(tx, who, access.ReadBoard, id, unitByName(unit))
		if err != nil {
			return err
		}

		c.Round, c.Plan, c.Unit = v.Round, v.Plan, top
		if c.Figures, err = figuresOf(tx, v.ID, top.ID); err != nil {
			return err
		}

		if c.Owed, err = tx.OwedRows(id, top, 0, everything); err != nil {
			return err
		}

		c.Gaps, err = openGaps(tx, id, top)
		return err
	})
	return c, err
}

// everything is a limit that no list reaches.
const everything = 1 << 31

// unitFinder finds the unit that is meant in the frozen tree of a round.
type unitFinder func(*store.Tx, RoundView) (org.Place, error)

// unitByName finds a unit by code or name; the round's own when it is empty.
func unitByName(name string) unitFinder {
	return func(tx *store.Tx, v RoundView) (org.Place, error) {
		if name == "" {
			return v.Top, nil
		}
		return tx.FrozenUnitNamed(v.ID, name)
	}
}

// unitByID finds a unit by its id; the round's own when it is 0.
func unitByID(id org.UnitID) unitFinder {
	return func(tx *store.Tx, v RoundView) (org.Place, error) {
		if id == 0 {
			return v.Top, nil
		}
		return tx.FrozenUnit(v.ID, id)
	}
}

// measured loads a running or ended round and the unit to be measured, and asks whether the actor may.
func (a *App) measured(tx *store.Tx, who access.Actor, action access.Action, id round.ID, unit unitFinder) (v RoundView, top org.Place, err error) {
	if v, err = a.loadRound(tx, who, id); err != nil {
		return v, top, err
	}

	if v.State == round.Draft {
		relations, err := relationsToUnit(tx, who, 0, v.Unit)
		if err != nil {
			return v, top, err
		}

		if err := check(action, relations, access.Draft); err != nil {
			return v, top, err
		}

		return v, top, v.Running()
	}

	if top, err = unit(tx, v); err != nil {
		return v, top, err
	}

	if !top.Within(v.Top) {
		return v, top, access.ErrRefused
	}

	if v.relations, err = relationsToUnit(tx, who, id, top.ID); err != nil {
		return v, top, err
	}

	return v, top, check(action, v.relations, stageOf(v.Round))
}

// figuresOf are the figures of one unit.
func figuresOf(tx *store.Tx, id round.ID, unit org.UnitID) (c round.Coverage, err error) {
	tallies, err := tx.Tallies(id, []org.UnitID{unit})
	return round.CoverageOf(tallies[unit]), err
}

func openGaps(tx *store.Tx, id round.ID, top org.Place) ([]store.GapRow, error) {
	all, err := tx.GapRows(id, top)
	if err != nil {
		return nil, err
	}

	var open []store.GapRow
	for _, g := range all {
		if !g.Exempted {
			open = append(open, g)
		}
	}

	return open, nil
}

// Board is the round seen from one unit: its figures, those of its children, and the cells of what sits in it itself.
type Board struct {
	RoundView
	Unit     org.Place
	Line     []org.Place // down to the unit itself, from the highest whose board the asker may read
	Figures  round.Coverage
	Course   round.Course // of the unit with its subtree
	Children []BoardRow
	Cells    []store.SubjectState
	OwedLeft int64 // open obligations and gaps of the subtree
	Map      []MapRow
	Tasks    []Task              // of the asker
	Silent   []store.SilentOwner // at most SilentShown and one: who owes something and does not answer at his account; for the office
	News     []AccountAct        // of his account, where he has no home but this
	Upkeep   *Upkeep             // the same
}

// Figures are the figures of a round's own unit, without what its board shows below them.
func (a *App) Figures(ctx context.Context, who access.Actor, id round.ID) (c round.Coverage, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, top, err := a.measured(tx, who, access.ReadBoard, id, unitByID(0))
		if err != nil {
			return err
		}
		c, err = figuresOf(tx, v.ID, top.ID)
		return err
	})
	return c, err
}

// BoardRow is one child on the board.
type BoardRow struct {
	Unit    org.Place
	Figures round.Coverage
}

// Board is the round's page for a unit (0: its top). It costs as many rows as the unit has children, and where its subtree
// is small enough to be drawn as many as that has subjects.
func (a *App) Board(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (b Board, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, top, err := a.measured(tx, who, access.ReadBoard, id, unitByID(unit))
		if err != nil {
			return err
		}

		return tx.Gather(homePasses, func() error {
			b = Board{RoundView: v, Unit: top}
			return a.board(tx, who, &b)
		})
	})
	return b, err
}

// board fills the page.
func (a *App) board(tx *store.Tx, who access.Actor, b *Board) (err error) {
	if b.Line, err = lineTo(tx, who, b.RoundView, b.Unit); err != nil {
		return err
	}

	if err := b.figures(tx); err != nil {
		return err
	}

	days, err := tx.Days(b.ID, b.Unit.ID)
	if err != nil {
		return err
	}

	b.Course = round.CourseOf(days)
	if err := b.subjects(tx, who); err != nil {
		return err
	}

	return a.desk(tx, who, b)
}

// desk is what waits for whoever looks at the board: its page is where an office begins.
func (a *App) desk(tx *store.Tx, who access.Actor, b *Board) (err error) {
	h := Home{Rounds: map[round.ID]HomeRound{}}
	rounds, err := a.running(tx, &h)
	if err != nil {
		return err
	}

	if b.State == round.Launched && b.Allows(access.ExemptSubject) {
		if b.Silent, err = tx.SilentOwners(b.ID, SilentShown+1); err != nil {
			return err
		}
	}

	if b.Tasks, err = a.tasks(tx, taskAsker{Actor: who, rounds: rounds, by: h.Rounds}); err != nil || who.Person != 0 {
		return err
	}

	if b.News, err = news(tx, who); err != nil {
		return err
	}

	b.Upkeep, err = a.upkeep(tx, who)
	return err
}

// SilentShown is how many reviewers who do not answer at their accounts a board names.
const SilentShown = 20

// lineTo is the way down to a unit, from the highest unit of the round whose board the asker may read.
func lineTo(tx *store.Tx, who access.Actor, v RoundView, unit org.Place) (line []org.Place, err error) {
	whole, err := tx.FrozenLine(v.ID, unit.ID)
	if err != nil {
		return nil, err
	}

	for _, u := range whole {
		relations, err := relationsToUnit(tx, who, v.ID, u.ID)
		if err != nil {
			return nil, err
		}

		if u.Within(v.Top) && access.Allowed(access.ReadBoard, relations, stageOf(v.Round)) {
			line = append(line, u)
		}
	}

	return line, nil
}

func unitIDs(places []org.Place) []org.UnitID {
	ids := make([]org.UnitID, len(places))
	for i, p := range places {
		ids[i] = p.ID
	}
	return ids
}

// figures are those of the unit and of its children.
func (b *Board) figures(tx *store.Tx) error {
	children, err := tx.FrozenChildren(b.ID, b.Unit.ID)
	if err != nil {
		return err
	}

	tallies, err := tx.Tallies(b.ID, append(unitIDs(children), b.Unit.ID))
	if err != nil {
		return err
	}

	b.Figures = round.CoverageOf(tallies[b.Unit.ID])
	b.OwedLeft = b.Figures.Open()
	for _, c := range children {
		if t := tallies[c.ID]; len(t) > 0 {
			b.Children = append(b.Children, BoardRow{Unit: c, Figures: round.CoverageOf(t)})
		}
	}

	return nil
}

// subjects are the cells of what sits in the unit itself, and the map of what lies below it.
func (b *Board) subjects(tx *store.Tx, who access.Actor) (err error) {
	if b.Cells, err = tx.SubjectStates(b.ID, b.Unit.ID); err != nil {
		return err
	}

	open, err := reachOf(tx, who, b.ID, b.Unit.ID)
	if err != nil {
		return err
	}

	for i := range b.Cells {
		b.Cells[i].Opens = open.opens(b.Unit.ID)
	}

	b.Map, err = b.drawn(tx)
	return err
}
