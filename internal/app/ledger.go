package app

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// ledgerPage is how many entries one page of the ledger shows.
const ledgerPage = 20

// LedgerFilter chooses of the ledger; empty fields choose all.
type LedgerFilter struct {
	Person   string // by whom: the beginning of a login, or part of a name
	Action   access.Action
	Kind     string // of objects, such as round
	Object   string // one, such as round:17
	Round    round.ID
	From, To org.Date // both days are in it
}

// All reports whether nothing is left out by choice.
func (f LedgerFilter) All() bool { return f == LedgerFilter{} }

// LedgerLine is an entry with what an auditor may know the things by of which it speaks.
type LedgerLine struct {
	ledger.Entry
	About string           // name of its object; empty where he may not know it, or it has none
	In    string           // name of its round
	Units map[int64]string // names of the units in its facts
}

// LedgerPage is a page of the ledger from the newest back.
type LedgerPage struct {
	Filter LedgerFilter
	Lines  []LedgerLine
	Rounds []round.Round // to choose from
	More   bool          // older ones follow

	Checkpoint KeptCheckpoint // the newest
}

// mostActors is how many accounts one search for a person finds at most.
const mostActors = 50

// Ledger gives a page of the entries for who audits. before is the ID of the last entry of the page before, 0 to begin.
// Names stand beside units, rounds and accounts; persons, and what was written of them, an auditor does not see.
func (a *App) Ledger(ctx context.Context, who access.Actor, f LedgerFilter, before int64) (p LedgerPage, err error) {
	if err := check(access.ReadLedger, who.Base(), access.NoStage); err != nil {
		return p, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		p = LedgerPage{Filter: f}
		if p.Rounds, err = tx.Rounds(); err != nil {
			return err
		}

		if p.Lines, err = ledgerLines(tx, f, p.Rounds, before, ledgerPage+1); err != nil {
			return err
		}

		p.Checkpoint, err = a.lastCheckpoint(tx)
		return err
	})
	if len(p.Lines) > ledgerPage {
		p.Lines, p.More = p.Lines[:ledgerPage], true
	}

	return p, err
}

// ledgerLines are the chosen entries before one, at most so many, with the names of all rounds.
func ledgerLines(tx *store.Tx, f LedgerFilter, rounds []round.Round, before int64, limit int) ([]LedgerLine, error) {
	if before <= 0 {
		before = math.MaxInt64
	}

	chosen, someone, err := f.chosen(tx)
	if err != nil || !someone {
		return nil, err
	}

	entries, err := tx.Ledger(chosen, before, limit)
	if err != nil {
		return nil, err
	}

	lines := make([]LedgerLine, len(entries))
	for i, e := range entries {
		lines[i].Entry = e
	}

	return lines, nameLines(tx, lines, rounds)
}

// chosen is the filter as the database takes it; someone is false where nobody is called so.
func (f LedgerFilter) chosen(tx *store.Tx) (out store.LedgerFilter, someone bool, err error) {
	zone := tx.Now.Location()
	out = store.LedgerFilter{Action: f.Action, Kind: f.Kind, Object: f.Object, Round: f.Round, From: dayStart(f.From, zone), End: dayStart(f.To.AddDays(1), zone)}
	if f.Person == "" {
		return out, true, nil
	}

	if out.Accounts, err = tx.AccountsNamed(f.Person, mostActors+1); err != nil {
		return out, false, err
	}

	if len(out.Accounts) > mostActors {
		return out, false, errs.NewInvalid("叫“%s”的账号超过 %d 个，请把姓名写全，或者写登录名。", f.Person, mostActors)
	}

	if local := access.LocalOperator(); strings.Contains(local.Name, f.Person) {
		out.Accounts = append(out.Accounts, local.Account)
	}

	return out, len(out.Accounts) > 0, nil
}

// dayStart is the first moment of a day in a zone, in unix ms; 0 without one.
func dayStart(day org.Date, zone *time.Location) int64 {
	if day == "" {
		return 0
	}

	t := day.Time()
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, zone).UnixMilli()
}

// nameLines puts names beside what the entries speak of.
func nameLines(tx *store.Tx, lines []LedgerLine, rounds []round.Round) error {
	accounts, units := map[int64]string{}, map[int64]string{}
	for i := range lines {
		kind, id := lines[i].object()
		switch kind {
		case "account":
			accounts[id] = ""
		case "unit":
			units[id] = ""
		}

		for _, unit := range lines[i].units() {
			units[unit] = ""
		}
	}

	if err := fillNames(accounts, tx.AccountNames); err != nil {
		return err
	}

	if err := fillNames(units, tx.UnitNames); err != nil {
		return err
	}

	called := map[int64]string{}
	for _, r := range rounds {
		called[int64(r.ID)] = r.Name
	}

	for i := range lines {
		l := &lines[i]
		l.In, l.Units = called[l.Round], units
		switch kind, id := l.object(); kind {
		case "account":
			l.About = accounts[id]
		case "unit":
			l.About = units[id]
		case "round":
			l.About = called[id]
		}
	}

	return nil
}

// fillNames reads the names of the keys.
func fillNames(names map[int64]string, read func([]int64) ([]store.NameOf, error)) error {
	ids := make([]int64, 0, len(names))
	for id := range names {
		ids = append(ids, id)
	}

	for part := range slices.Chunk(ids, store.MaxIn) {
		found, err := read(part)
		if err != nil {
			return err
		}
		for _, n := range found {
			names[n.ID] = n.Name
		}
	}

	return nil
}

// object is the kind and the number of what the entry is about.
func (l LedgerLine) object() (kind string, id int64) {
	kind, number, _ := strings.Cut(l.Object, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return kind, 0
	}
	return kind, id
}

// units are the numbers of the units in its facts.
func (l LedgerLine) units() []int64 {
	var facts struct {
		Unit json.Number
	}

	if err := json.Unmarshal([]byte(l.Detail), &facts); err != nil {
		return nil
	}

	id, err := facts.Unit.Int64()
	if err != nil || id == 0 {
		return nil
	}

	return []int64{id}
}
