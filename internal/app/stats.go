package app

import (
	"context"
	"encoding/json"
	"io"
	"slices"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// Stats is annex 1 of a unit: one row for each unit below it, one for what sits in the unit itself, and the total.
type Stats struct {
	RoundView
	Unit   org.Place
	Line   []org.Place // down to the unit itself, from the highest whose board the asker may read
	AsOf   time.Time
	Rows   []StatsRow
	Total  StatsRow
	Copies []store.StatsCopy // that were sealed
}

// StatsRow is one line of annex 1.
type StatsRow = paper.StatsRow

// WriteStats writes annex 1 as the office's spreadsheet.
func WriteStats(w io.Writer, s Stats) error { return paper.WriteStats(w, s.paper()) }

// PrintStats writes annex 1 as a PDF.
func PrintStats(w io.Writer, s Stats) error { return paper.PrintStats(w, s.paper()) }

// paper is what annex 1 says on paper.
func (s Stats) paper() paper.Stats {
	return paper.Stats{Round: s.Name, Plan: s.Plan, Unit: s.Unit, AsOf: s.AsOf, Rows: s.Rows, Total: s.Total}
}

// Stats are the statistics of a unit's subtree, from counters; unit is a code or name, empty for the round's own.
func (a *App) Stats(ctx context.Context, who access.Actor, id round.ID, unit string) (s Stats, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		s, err = a.statsOf(tx, who, access.ReadStats, id, unitByName(unit))
		return err
	})
	return s, err
}

// StatsOf is Stats for a unit known by its id, 0 for the round's own.
func (a *App) StatsOf(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (s Stats, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if s, err = a.statsOf(tx, who, access.ReadStats, id, unitByID(unit)); err != nil {
			return err
		}
		s.Copies, err = tx.StatsCopies(id, s.Unit.ID)
		return err
	})
	return s, err
}

func (a *App) statsOf(tx *store.Tx, who access.Actor, action access.Action, id round.ID, unit unitFinder) (s Stats, err error) {
	v, top, err := a.measured(tx, who, action, id, unit)
	if err != nil {
		return s, err
	}

	s = Stats{RoundView: v, Unit: top, AsOf: tx.Now}
	if s.Line, err = lineTo(tx, who, v, top); err != nil {
		return s, err
	}

	children, err := tx.FrozenChildren(id, top.ID)
	if err != nil {
		return s, err
	}

	tallies, err := tx.Tallies(id, append(unitIDs(children), top.ID))
	if err != nil {
		return s, err
	}

	s.Total = statsRow(top, tallies[top.ID])
	own := round.Tally{}
	own.Add(s.Total.Tally)
	for _, c := range children {
		if t := tallies[c.ID]; len(t) > 0 {
			row := statsRow(c, t)
			own.Add(row.Tally.Negated())
			s.Rows = append(s.Rows, row)
		}
	}

	return s, s.addOwn(tx, own)
}

// statsRow is the line of a unit with these figures.
func statsRow(unit org.Place, t round.Tally) StatsRow {
	return StatsRow{Unit: unit, Tally: t.WithoutHeads(), Reviewers: t.Reviewers(), Secretaries: t.Secretaries(), Committee: t.CommitteeMembers(),
		Outsiders: t.Outsiders()}
}

// addOwn puts what sits in the unit itself before the rows of its children, when there is anything.
func (s *Stats) addOwn(tx *store.Tx, own round.Tally) error {
	some := false
	for _, n := range own {
		some = some || n != 0
	}

	if !some {
		return nil
	}

	heads, err := tx.HeadsIn(s.ID, s.Unit)
	if err != nil {
		return err
	}

	if heads == nil {
		heads = round.Tally{}
	}

	heads.Add(own)
	row := statsRow(s.Unit, heads)
	row.Own = true
	s.Rows = append([]StatsRow{row}, s.Rows...)
	return nil
}

// SealStats keeps a dated copy of the statistics with a hash, so that what was handed up stays what it was.
func (a *App) SealStats(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (seal string, err error) {
	err = a.write(ctx, who, access.SealStats, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		s, err := a.statsOf(tx, who, access.SealStats, id, unitByID(unit))
		if err != nil {
			return Entry{}, err
		}

		relations, err := relationsToUnit(tx, who, id, s.Unit.ID)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(relations, stageOf(s.Round)); err != nil {
			return Entry{}, err
		}

		if seal, err = sealStats(tx, who, s); err != nil {
			return Entry{}, err
		}

		return roundEntry(s.Round, map[string]any{"unit": s.Unit.ID, "seal": seal}), nil
	})
	return seal, err
}

// sealStats keeps the statistics as they are and gives their seal.
func sealStats(tx *store.Tx, who access.Actor, s Stats) (seal string, err error) {
	body, err := json.Marshal(s.Figures())
	if err != nil {
		return "", err
	}

	seal = ledger.Digest(body)
	return seal, tx.AddStatsCopy(s.ID, store.StatsCopy{ID: tx.NewID(), Unit: s.Unit.ID, AsOf: tx.Now.UnixMilli(), Body: string(body),
		Seal: seal, By: who.Name})
}

// StatsCopy is a sealed copy of a unit's statistics, as it was sealed.
func (a *App) StatsCopy(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID, number int64) (c store.StatsCopy, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		_, top, err := a.measured(tx, who, access.ReadStats, id, unitByID(unit))
		if err != nil {
			return err
		}

		copies, err := tx.StatsCopies(id, top.ID)
		if err != nil {
			return err
		}

		i := slices.IndexFunc(copies, func(c store.StatsCopy) bool { return c.ID == number })
		if i < 0 {
			return access.ErrRefused
		}

		c = copies[i]
		return c.Sound()
	})
	return c, err
}

// StatsFigures is the text that is sealed and the JSON of the command line.
type StatsFigures struct {
	Round string            `json:"round"`
	Unit  string            `json:"unit"`
	Code  string            `json:"code"`
	AsOf  string            `json:"as_of"`
	Rows  []StatsFiguresRow `json:"rows"`
	Total StatsFiguresRow   `json:"total"`
}

// StatsFiguresRow is one line of annex 1 in figures.
type StatsFiguresRow struct {
	Unit             string      `json:"unit"`
	Code             string      `json:"code"`
	Own              bool        `json:"own,omitempty"`
	Reviewers        round.Part  `json:"reviewers"`
	Secretaries      round.Part  `json:"secretaries"`
	CommitteeMembers round.Part  `json:"committee_members"`
	Outsiders        round.Part  `json:"outsiders,omitzero"`
	Figures          round.Tally `json:"figures"`
}

// Figures is the statistics as plain figures.
func (s Stats) Figures() StatsFigures {
	row := func(r StatsRow) StatsFiguresRow {
		return StatsFiguresRow{Unit: r.Unit.Name, Code: r.Unit.Code, Own: r.Own, Reviewers: r.Reviewers,
			Secretaries: r.Secretaries, CommitteeMembers: r.Committee, Outsiders: r.Outsiders, Figures: r.Tally}
	}

	f := StatsFigures{Round: s.Name, Unit: s.Unit.Name, Code: s.Unit.Code, AsOf: s.AsOf.Format(time.RFC3339), Total: row(s.Total)}
	for _, r := range s.Rows {
		f.Rows = append(f.Rows, row(r))
	}

	return f
}
