package app

import (
	"context"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// UnitsEach is among how many units one chooses at once.
const UnitsEach = 100

// UnitChoice is which units somebody chooses among, in tree order.
type UnitChoice struct {
	Unit org.Place   // the one that is chosen: the one asked for, or else the first of all
	List []org.Place // it, and of those in whose name or code the text stands the first UnitsEach
	Text string
	More bool // there are more
}

// FormChoice is of which units of a round the actor may have forms printed: those whose records open for him.
type FormChoice struct {
	RoundView
	Choice UnitChoice
	Forms  []int // of which the chosen unit has sheets
	Mine   int   // sheets that the actor gives himself

	Templates []TemplateUse // the office's own Word forms that the scheme names
}

// FormChoice is the round with its choice of units. unit is the one that the actor asks for, 0 for none, text a part of a
// name or code, empty for all. Who has none is refused.
func (a *App) FormChoice(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID, text string) (c FormChoice, err error) {
	if err := check(access.ReadRound, who.Base(), access.NoStage); err != nil {
		return c, err
	}

	var named []paper.Template
	err = a.read(ctx, func(tx *store.Tx) error {
		if c.RoundView, err = a.loadRound(tx, who, id); err != nil {
			return err
		}

		if c.Choice, err = a.formUnits(tx, who, id, unit, text); err != nil {
			return err
		}

		if c.Forms, err = formsOf(tx, who, c.RoundView, c.Choice.Unit); err != nil {
			return err
		}

		if c.Mine, err = ownSheets(tx, c.RoundView, who.Person); err != nil {
			return err
		}

		named, err = templatesOf(tx, c.RoundView)
		return err
	})
	if err == nil {
		c.Templates = templateUses(c.Plan, named)
	}

	return c, err
}

// formsOf are the forms of which a subtree has sheets in units whose records open for the actor.
func formsOf(tx *store.Tx, who access.Actor, v RoundView, top org.Place) (forms []int, err error) {
	open, err := reachOf(tx, who, v.ID, top.ID)
	if err != nil {
		return nil, err
	}

	kinds := map[int][]scheme.SubjectKind{}
	for _, s := range v.Plan.Subjects {
		kinds[s.Form] = append(kinds[s.Form], s.Kind)
	}

	for _, form := range []int{UnitForm, MemberForm} {
		found, err := tx.HasForms(v.ID, top, kinds[form], open.units)
		if err != nil {
			return nil, err
		}

		if found {
			forms = append(forms, form)
		}
	}

	return forms, nil
}

// ownSheets counts the sheets that somebody gives in a round.
func ownSheets(tx *store.Tx, v RoundView, me org.PersonID) (n int, err error) {
	if me == 0 {
		return 0, nil
	}

	h := Home{Rounds: map[round.ID]HomeRound{v.ID: {v.Round, v.Plan, v.Deadlines}}}
	if err := h.groups(tx, []round.ID{v.ID}, me, nil); err != nil {
		return 0, err
	}

	for _, g := range h.Groups {
		n += g.Sheets
	}

	return n, nil
}

func (a *App) formUnits(tx *store.Tx, who access.Actor, id round.ID, unit org.UnitID, text string) (c UnitChoice, err error) {
	own, err := a.ownUnits(tx, who, id, access.ExportForms)
	if err != nil {
		return c, err
	}

	var top org.Place // above the unit in hand, and the highest that is his
	var open reach
	c.Text = text
	for _, u := range own {
		if top.ID == 0 || !u.Within(top) {
			top = u
			if open, err = reachOf(tx, who, id, top.ID); err != nil {
				return c, err
			}
		}
		if open.opens(u.ID) {
			c.offer(u, unit)
		}
	}

	if c.Unit.ID == 0 {
		return c, access.ErrRefused
	}

	if !slices.Contains(c.List, c.Unit) {
		c.List = slices.Insert(c.List, 0, c.Unit)
	}

	return c, nil
}

// offer takes the next unit in.
func (c *UnitChoice) offer(u org.Place, wanted org.UnitID) {
	if c.Unit.ID == 0 || u.ID == wanted {
		c.Unit = u
	}

	switch {
	case c.Text != "" && !u.Named(c.Text):
	case len(c.List) == UnitsEach:
		c.More = true
	default:
		c.List = append(c.List, u)
	}
}

// OwnUnits are the units of a round, in tree order, with which the actor may do something that he may then do with all
// below them too: see their boards, have their forms printed. Who has none is refused.
func (a *App) OwnUnits(ctx context.Context, who access.Actor, id round.ID, to access.Action) (units []org.Place, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		units, err = a.ownUnits(tx, who, id, to)
		return err
	})
	return units, err
}

func (a *App) ownUnits(tx *store.Tx, who access.Actor, id round.ID, to access.Action) ([]org.Place, error) {
	v, err := a.loadRound(tx, who, id)
	if err != nil {
		return nil, err
	}

	if v.State == round.Draft {
		_, _, err := a.measured(tx, who, to, id, unitByID(0)) // says why not
		return nil, err
	}

	tree, err := tx.FrozenUnits(id)
	if err != nil {
		return nil, err
	}

	held, err := tx.HoldingsOf(id, who.Person)
	if err != nil {
		return nil, err
	}

	units := ownOf(who, v, tree, held, to)
	if len(units) == 0 {
		return nil, access.ErrRefused
	}

	return units, nil
}

// ownOf chooses them from the tree of a round in pre-order, by what the actor himself holds in it: a question for each unit
// would be thousands in a large house.
func ownOf(who access.Actor, v RoundView, tree []org.Place, held []assign.Holding, to access.Action) (units []org.Place) {
	parent := map[org.UnitID]org.UnitID{}
	var may org.Place // the highest unit that is his and of which all below is his too
	for _, u := range tree {
		parent[u.ID] = u.Parent
		switch {
		case may.ID != 0 && u.Within(may):
			units = append(units, u)
		case u.Within(v.Top):
			var line []org.UnitID
			for at := u.ID; at != 0; at = parent[at] {
				line = append(line, at)
			}
			if access.Allowed(to, access.Superiors{Units: line, Holdings: held}.Relation(who), stageOf(v.Round)) {
				may, units = u, append(units, u)
			}
		}
	}

	return units
}
