// Package house fills a house with W(N) as an office would: by importing its roster, launching a round, taking in the
// sheets that were collected, and letting a few people sign in and do one of everything. It goes through the use cases
// only and writes no table by hand; what it makes is measured by others.
package house

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"lingping/bench/work"
	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/office"
	"lingping/internal/store"
)

// Meter is told of each act by its name and runs it.
type Meter func(act string, do func() error) error

// House is a house that is filled with W(N).
type House struct {
	*work.Work
	App   *app.App
	Store *store.Store
	Round round.ID

	ctx   context.Context
	today time.Time
	names map[string]string // what stands for a placeholder in an address, such as {unit}
	seats map[string]Seat   // who is signed in, by his part
}

// Build fills the empty store with W(n): a launched round two weeks old in which a third is done. The store's clock says
// what day it is.
func Build(ctx context.Context, s *store.Store, n int, measured Meter) (*House, error) {
	h := empty(ctx, s, n)
	for _, act := range []struct {
		name string
		do   func() error
	}{
		{"import the roster", h.roster},
		{"open a round", h.open},
		{"launch the round", h.launch},
		{"take in collected sheets", h.collect},
		{"fold the figures", func() error { return h.App.FoldCounters(ctx, access.LocalOperator()) }}, // as a server does each minute
	} {
		if err := measured(act.name, act.do); err != nil {
			return nil, fmt.Errorf("W(%d): %s: %w", n, act.name, err)
		}
	}

	return h, nil
}

// Ready fills the empty store with W(n) up to a round that can be launched, and gives what launches it.
func Ready(ctx context.Context, s *store.Store, n int) (launch func() error, err error) {
	h := empty(ctx, s, n)
	if err := h.roster(); err != nil {
		return nil, err
	}
	return h.launch, h.open()
}

func empty(ctx context.Context, s *store.Store, n int) *House {
	h := &House{Work: work.Make(n), App: app.New(s), Store: s, ctx: ctx, today: s.Now(), names: map[string]string{}, seats: map[string]Seat{}}
	h.App.OpenKeys(filepath.Join(os.TempDir(), "lingping-bench-keys"))
	return h
}

// written is a table as a file that can be read at any place.
func written(t work.Table) (*bytes.Reader, error) {
	var b bytes.Buffer
	err := t.Write(&b)
	return bytes.NewReader(b.Bytes()), err
}

func (h *House) roster() error {
	for _, table := range h.Work.Roster() {
		file, err := written(table)
		if err != nil {
			return err
		}

		sheets, err := office.ReadRoster(h.ctx, table.Name, file, file.Size(), office.DefaultLimits(), office.Reading{})
		if err != nil {
			return err
		}

		im, done, err := h.App.ImportRoster(h.ctx, access.LocalOperator(), sheets, app.ImportOptions{})
		if err != nil {
			return err
		}

		if !done {
			return fmt.Errorf("%s was not taken: %d faults", table.Name, im.Notes.Count(org.Fault))
		}
	}
	return nil
}

func (h *House) open() (err error) {
	h.Round, err = h.App.OpenRound(h.ctx, access.LocalOperator(), app.NewRound{Scheme: "chuangxian-2010", Name: "半年领导点评",
		From: h.day(-14), To: h.day(30)})
	h.name("round", int64(h.Round))
	return err
}

// day is so many days from today.
func (h *House) day(n int) org.Date { return org.DateOf(h.today.AddDate(0, 0, n)) }

func (h *House) launch() error {
	_, err := h.App.LaunchRound(h.ctx, access.LocalOperator(), h.Round)
	return err
}

func (h *House) collect() error {
	for _, table := range h.Work.Collected(h.today) {
		file, err := written(table)
		if err != nil {
			return err
		}

		read, err := office.ReadCollected(h.ctx, table.Name, file, file.Size(), office.CollectedLimits())
		if err != nil {
			return err
		}

		im, done, err := h.App.ImportReviews(h.ctx, access.LocalOperator(), h.Round, read, app.ImportOptions{})
		if err != nil {
			return err
		}

		if !done || im.Drafts > 0 {
			return fmt.Errorf("of %s %d sheets are drafts and %d at fault", table.Name, im.Drafts, im.Notes.Count(org.Fault))
		}
	}
	return nil
}

// read runs fn on one snapshot, to look up what pages are asked about.
func (h *House) read(fn func(tx *store.Tx) error) error { return h.Store.Read(h.ctx, fn) }

// Unit is the unit u of W(N) as the house knows it.
func (h *House) Unit(u int) (id org.UnitID, err error) {
	err = h.read(func(tx *store.Tx) error {
		place, err := tx.UnitNamed(work.Code(u))
		id = place.ID
		return err
	})
	return id, err
}

// person is the member m of W(N) as the house knows him.
func (h *House) person(m int) (id org.PersonID, err error) {
	err = h.read(func(tx *store.Tx) error {
		p, err := tx.PersonNumbered(work.Number(m))
		id = p.ID
		return err
	})
	return id, err
}

// Owed are the sheets about the unit u and those who are reviewed in it, in the order of the plan.
func (h *House) Owed(u int) (rows []store.PlanRow, err error) {
	err = h.read(func(tx *store.Tx) error {
		place, err := tx.FrozenUnitNamed(h.Round, work.Code(u))
		if err != nil {
			return err
		}

		for row, err := range tx.PlanRows(h.Round, place) {
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}

		return nil
	})
	return rows, err
}

// Open are the sheets in the unit u that its secretary has still to write of members.
func (h *House) Open(u int) (open []review.ID, err error) {
	rows, err := h.Owed(u)
	for _, row := range rows {
		if row.State == review.Owed && row.Kind == "member" && row.OwnerNumber == work.Number(h.Holder(u, 0)) {
			open = append(open, review.ID(row.Obligation))
		}
	}

	return open, err
}

func (h *House) name(what string, id int64) { h.names[what] = fmt.Sprint(id) }
