package app

import (
	"context"
	"slices"
	"sync"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/store"
)

// PublicNotice is a notice as anybody reads it while it is on display.
type PublicNotice struct {
	Code       string
	Version    int64         // the same one shows the same, on every machine
	Fresh      time.Duration // for how long nobody need ask again
	Text       publish.Text
	Hash       string
	Whole      bool // nothing was taken out since it was approved: the hash is that of Text
	Left       int  // sheets left out because the member objects
	From, To   org.Date
	ApprovedAt int64
	Live       []LiveSheet    // how things stand with each sheet of Text today
	Proof      KeptCheckpoint // of the ledger, the newest
}

// PublicNotice is the notice with the code. Before it is approved and made public, after its last day, and when there is
// none, the answer is the same. Of a version that is drawn already only Version and Fresh are told; drawn nil: none is.
func (a *App) PublicNotice(ctx context.Context, who access.Actor, code string, drawn func(version int64) bool) (v PublicNotice, err error) {
	if err := check(access.ReadPublic, who.Base(), access.NoStage); err != nil {
		return v, err
	}

	if drawn != nil {
		if v, err = a.onBoard(ctx, code); err != nil || drawn(v.Version) {
			return v, err
		}
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		shown, n, err := onDisplay(tx, code)
		if err != nil {
			return err
		}

		v = shown
		if v.Proof, err = a.lastCheckpoint(tx); err != nil {
			return err
		}

		text, hash, err := tx.Edition(n.ID, n.Shown)
		if err != nil {
			return err
		}

		objecting, err := tx.Objecting(n, n.Shown)
		if err != nil {
			return err
		}

		gone := 0
		v.Text, gone = text.Without(objecting)
		v.Hash, v.Whole, v.Left = hash, gone == 0, text.Left+gone
		if v.Live, err = a.live(tx, n, v.Text); err != nil {
			return err
		}

		acts, err := tx.NoticeActs(n.ID)
		for _, act := range acts {
			if act.Edition == n.Shown && act.Kind == publish.ActApprove {
				v.ApprovedAt = act.At
			}
		}

		return err
	})
	return v, err
}

// onDisplay is the notice with the code, without its text, if the public may read it today.
func onDisplay(tx *store.Tx, code string) (PublicNotice, publish.Notice, error) {
	n, version, err := tx.PublicNotice(code)
	if err != nil {
		return PublicNotice{}, n, err
	}

	v, err := shownAt(n, version, tx.Now)
	return v, n, err
}

// shownAt is a notice without its text, if the public may read it at the moment.
func shownAt(n publish.Notice, version int64, now time.Time) (v PublicNotice, err error) {
	if !n.OnDisplay(org.DateOf(now)) {
		return v, access.ErrRefused
	}
	return PublicNotice{Code: n.Code, Version: version, Fresh: n.Fresh(now), From: n.From, To: n.To}, nil
}

// boards are the notices that were asked for, each with the stamp of the database before it was read: while that is the
// same, nothing has become of it. Whether it may be read is decided anew each time.
type boards struct {
	mu   sync.Mutex
	kept map[string]board

	list  PublicList // of the day
	day   org.Date
	stamp store.Stamp // of the list
}

type board struct {
	stamp   store.Stamp
	notice  publish.Notice
	version int64
}

// mostBoards is how many notices are kept; when there are more, all are forgotten.
const mostBoards = 10_000

func newBoards() *boards { return &boards{kept: map[string]board{}} }

func (b *boards) of(code string, stamp store.Stamp) (board, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	kept, ok := b.kept[code]
	return kept, ok && kept.stamp == stamp
}

func (b *boards) keep(code string, fresh board) {
	b.mu.Lock()
	defer b.mu.Unlock()

	if len(b.kept) >= mostBoards {
		clear(b.kept)
	}

	b.kept[code] = fresh
}

func (b *boards) listed(stamp store.Stamp, day org.Date) (PublicList, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.list, b.stamp == stamp && b.day == day
}

func (b *boards) keepList(stamp store.Stamp, day org.Date, list PublicList) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.stamp, b.day, b.list = stamp, day, list
}

// onBoard is onDisplay as long as the database is what it was when the notice was read; only then it is asked again.
func (a *App) onBoard(ctx context.Context, code string) (PublicNotice, error) {
	stamp, known := a.store.Stamp() // before the question: what comes after it has another one
	if kept, ok := a.boards.of(code, stamp); ok && known {
		return shownAt(kept.notice, kept.version, a.Now())
	}

	fresh := board{stamp: stamp}
	err := a.ask(ctx, func(tx *store.Tx) (err error) {
		fresh.notice, fresh.version, err = tx.PublicNotice(code)
		return err
	})
	if err != nil {
		return PublicNotice{}, err
	}

	if known {
		a.boards.keep(code, fresh)
	}

	return shownAt(fresh.notice, fresh.version, a.Now())
}

// PublicList is what is on display.
type PublicList struct {
	Notices    []store.NoticeRow // a page of them; those for everybody with the code of their page
	Total      int               // how many notices there are
	Promotions []publish.Promotion
}

// PublicNotices is what is on display today: the notices from the one at index from on, at most each of them, and the issues
// of 推介. A notice for everybody it gives with the way to it; one for its own unit opens by what stands on the poster, or
// to who is of the unit (OpenNotice).
func (a *App) PublicNotices(ctx context.Context, who access.Actor, from, each int) (list PublicList, err error) {
	if err := check(access.ReadPublic, who.Base(), access.NoStage); err != nil {
		return list, err
	}

	stamp, known := a.store.Stamp()
	today := org.DateOf(a.Now())
	list, kept := a.boards.listed(stamp, today)
	if !kept || !known {
		if list, err = a.listOnDisplay(ctx, today); err != nil {
			return list, err
		}

		if known {
			a.boards.keepList(stamp, today, list)
		}
	}

	list.Notices = page(list.Notices, from, each)
	return list, nil
}

func (a *App) listOnDisplay(ctx context.Context, today org.Date) (list PublicList, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		all, err := tx.PublicNotices()
		if err != nil {
			return err
		}

		list.Notices = slices.DeleteFunc(all, func(n store.NoticeRow) bool { return !n.OnDisplay(today) })
		for i := range list.Notices {
			_, plan, err := a.roundUnder(tx, list.Notices[i].Round)
			if err != nil {
				return err
			}

			if !publish.ForEverybody(plan.Publish.Scope) {
				list.Notices[i].Code = ""
			}
		}

		list.Promotions, err = promotionsOnDisplay(tx, today)
		return err
	})

	list.Total = len(list.Notices)
	return list, err
}
