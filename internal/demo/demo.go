// Package demo is a made-up university for looking at the product: its roster, what was said of everybody in the last
// round, a round half way, and accounts to try. Everything is done through internal/app as users would do it, each
// act by whom it belongs to and at the day on which he might have done it. No rule of the product is in here, nothing
// of it is used by a real house, and no person, place or number in it is anybody's.
package demo

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/office"
)

// seed makes the same university every time.
const seed = 20101227

// What the house is called when the university in it is built to its end, and until then.
const (
	builtName = "江州大学（演示）"
	begunName = "江州大学（演示，还没有建完）"
)

// schemeName is the scheme of both rounds.
const schemeName = "chuangxian-2010"

// WriteWorkbook writes the roster of the whole university as it is at now, as a workbook to be imported.
func WriteWorkbook(w io.Writer, now time.Time) error {
	return office.WriteRoster(w, Roster(seed, now, Whole))
}

// builder is the demo while it is being built.
type builder struct {
	*app.App
	report   *report
	ctx      context.Context
	now      time.Time
	library  library
	made     *org.Roster
	people   map[personKey]org.Person
	seats    map[personKey]string // portfolios, by person and unit of the post
	units    map[string]org.Unit  // of made, by name
	accounts map[org.PersonID]access.Account
	tried    map[string]access.Account // by login
}

// personKey names a person in a unit to which he belongs or in which he has a post.
type personKey struct{ name, unit string }

// Build fills an empty house with the university and gives the accounts to try; a house that has it already stays as it
// is. tell is told how far it is, the accounts as soon as they open; it may be nil. A house with anything else in it is
// refused, and so is a university that was not built to its end: see Look.
//
// The house can be used while it is built: whoever signs in finds what is there by then, and waits for a save no longer
// than a breath. The last of all is to give the house the name of one that is built.
func Build(ctx context.Context, a *app.App, now time.Time, size Size, tell func(Progress)) (accounts []Account, err error) {
	defer errs.Wrap(&err, "demo.Build")

	b := newBuilder(ctx, a, now, size)
	switch state, err := Look(ctx, a); {
	case err != nil:
		return nil, err
	case state == Built:
		err := b.find()
		return b.tryAgain(), err
	case state == Begun:
		return nil, errs.NewConflict("上次的演示没有建完，不能接着建。请用 --data 换一个目录，或者删去旧的演示目录。")
	}

	if tell == nil {
		tell = func(Progress) {}
	}

	b.report.tell = tell
	err = b.build()
	return b.report.Accounts, err
}

// build does one step after the other. Of each part of the tree the round that is over comes before the running one,
// because what it asked for is looked at again; and what was promised in it goes on, so that is said of all parts before
// the running one is launched.
func (b *builder) build() error {
	last, running := windows(b.now)
	early := b.at(last.from.AddDate(0, 0, -9))
	var rounds [2]*half
	parts := b.parts()
	return b.report.steps(
		func() error { return inTurn(func() error { return b.name(begunName) }, early.roster) },
		func() error { return b.cast(early) },
		func() (err error) {
			if rounds[0], err = b.open(last, 0, false); err != nil {
				return err
			}
			return rounds[0].take(rounds[0].commitments)
		},
		func() (err error) {
			rounds[1], err = b.open(running, rounds[0].id, true)
			return err
		},
		func() error { return b.fill(rounds, parts[:1]) },
		func() error { return b.fill(rounds, parts[1:]) },
		func() error { return inTurn(rounds[0].end, rounds[1].end) },
		func() error { return b.name(builtName) },
	)
}

// fill fills the parts of both rounds, part by part.
func (b *builder) fill(rounds [2]*half, parts []string) error {
	for i, part := range parts {
		b.report.told(i, len(parts))
		for _, h := range rounds {
			if err := h.fill(part); err != nil {
				return err
			}
		}
	}
	return nil
}

func newBuilder(ctx context.Context, a *app.App, now time.Time, size Size) *builder {
	b := &builder{App: a, report: &report{}, ctx: ctx, now: now, library: newLibrary(), made: Roster(seed, now, size),
		people: map[personKey]org.Person{}, seats: map[personKey]string{}, units: map[string]org.Unit{}, accounts: map[org.PersonID]access.Account{}, tried: map[string]access.Account{}}
	unit := func(id org.UnitID) string {
		if id == 0 {
			return ""
		}
		return b.made.Units[id-1].Name
	}

	for _, u := range b.made.Units {
		b.units[u.Name] = u
	}

	for _, p := range b.made.Persons {
		b.people[personKey{p.Name, unit(p.Branch)}] = p
	}

	for _, post := range b.made.Posts {
		p := b.made.Persons[post.Person-1]
		at := personKey{p.Name, unit(post.Unit)}
		b.people[at], b.seats[at] = p, portfolio(post)
	}

	return b
}

// portfolio is what a committee member looks after, as the texts know it.
func portfolio(p org.Post) string {
	switch p.Kind {
	case org.DeputySecretary, org.Acting:
		return "副书记"
	case org.Administrator:
		return "行政"
	}
	return p.Portfolio
}

// at is the same builder at another moment: what it does is done then.
func (b *builder) at(t time.Time) *builder {
	other := *b
	other.App = b.App.At(func() time.Time { return t })
	return &other
}

// roster imports the workbook.
func (b *builder) roster() error {
	var file bytes.Buffer
	if err := office.WriteRoster(&file, b.made); err != nil {
		return err
	}

	sheets, err := office.ReadRoster(b.ctx, "江州大学名册.xlsx", bytes.NewReader(file.Bytes()), int64(file.Len()), office.DefaultLimits(), office.Reading{})
	if err != nil {
		return err
	}

	im, written, err := b.ImportRoster(b.ctx, access.LocalOperator(), sheets, app.ImportOptions{})
	if err == nil && !written {
		err = fmt.Errorf("the roster was not written: %d faults", im.Notes.Count(org.Fault))
	}

	return err
}

// name gives the house its name: of one that has begun at first, of one that is built at the end.
func (b *builder) name(name string) error {
	return b.ChangeHouse(b.ctx, access.LocalOperator(), app.House{Name: name, Help: "演示用的账号和密码在启动程序的窗口里"})
}

// window is a round's days.
type window struct {
	name     string
	from, to time.Time
}

// windows are the round before and the one that runs at now, each a month long and half a year apart.
func windows(now time.Time) (last, running window) {
	day := time.Date(now.Year(), now.Month(), now.Day(), 9, 0, 0, 0, now.Location())
	running = window{from: day.AddDate(0, 0, -18), to: day.AddDate(0, 0, 12)}
	last = window{from: running.from.AddDate(0, -6, 0), to: running.to.AddDate(0, -6, 0)}
	return last.named(), running.named()
}

func (w window) named() window {
	half := "上"
	if w.from.Month() > time.June {
		half = "下"
	}
	w.name = fmt.Sprintf("%d年%s半年领导点评", w.from.Year(), half)
	return w
}

// launch opens a round after the one before, 0 for none, and launches it.
func (b *builder) launch(w window, before round.ID) (id round.ID, err error) {
	id, err = b.OpenRound(b.ctx, access.LocalOperator(), app.NewRound{Scheme: schemeName, Name: w.name,
		From: org.DateOf(w.from), To: org.DateOf(w.to), Previous: before})
	if err != nil {
		return 0, err
	}

	_, err = b.LaunchRound(b.ctx, access.LocalOperator(), id)
	return id, err
}
