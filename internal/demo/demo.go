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
	"math/rand/v2"
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

// schemeName is the scheme of both rounds.
const schemeName = "chuangxian-2010"

// WriteWorkbook writes the university's roster as it is at now, as a workbook to be imported.
func WriteWorkbook(w io.Writer, now time.Time) error {
	return office.WriteRoster(w, Roster(seed, now))
}

// builder is the demo while it is being built.
type builder struct {
	*app.App
	ctx      context.Context
	now      time.Time
	rng      *rand.Rand
	progress func(step string)
}

// Build fills an empty house with the university and gives the accounts to try. progress is told the step that begins,
// a sentence of the catalogue; it may be nil.
func Build(ctx context.Context, a *app.App, now time.Time, progress func(step string)) (accounts []Account, err error) {
	defer errs.Wrap(&err, "demo.Build")
	if progress == nil {
		progress = func(string) {}
	}
	b := &builder{App: a, ctx: ctx, now: now, rng: rand.New(rand.NewPCG(seed, 1)), progress: progress}
	last, running := windows(now)
	b.progress("正在导入名册……")
	if err := b.at(last.from.AddDate(0, 0, -9)).roster(); err != nil {
		return nil, err
	}
	b.progress("正在启动本轮点评……")
	if _, err := b.at(running.from).launch(running); err != nil {
		return nil, err
	}
	return nil, nil
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
	if err := WriteWorkbook(&file, b.now); err != nil {
		return err
	}
	sheets, err := office.ReadRoster(b.ctx, "江州大学名册.xlsx", bytes.NewReader(file.Bytes()), int64(file.Len()), office.DefaultLimits(), nil)
	if err != nil {
		return err
	}
	im, written, err := b.ImportRoster(b.ctx, access.LocalOperator(), sheets, app.ImportOptions{})
	if err == nil && !written {
		err = fmt.Errorf("the roster was not written: %d faults", im.Notes.Count(org.Fault))
	}
	return err
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

// launch opens a round and launches it.
func (b *builder) launch(w window) (id round.ID, err error) {
	id, err = b.OpenRound(b.ctx, access.LocalOperator(), app.NewRound{Scheme: schemeName, Name: w.name,
		From: org.DateOf(w.from), To: org.DateOf(w.to)})
	if err != nil {
		return 0, err
	}
	_, err = b.LaunchRound(b.ctx, access.LocalOperator(), id)
	return id, err
}
