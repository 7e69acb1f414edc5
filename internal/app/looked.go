package app

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// looked is who looked, and who tried to come in, since the ledger last said so. A page is read without anything being
// written, as it must be while the disk is full; what it was is noted here and written behind. It is the memory of one
// program: of what happened in its last second the ledger may know nothing when it is killed.
type looked struct {
	mu      sync.Mutex
	looks   []look
	day     org.Date // to which seen belongs
	seen    map[readingKey]bool
	refused map[int64]int // failed sign-ins by account, nobody's at 0
	hour    time.Time     // in which so many accounts were named
	named   map[int64]bool
	other   bool // whether those of nobody were told in the hour
}

// look is that somebody read opinions, or had a file made.
type look struct {
	who       access.Actor
	action    access.Action
	relations access.Relation
	stage     access.Stage
	object    string // as in an entry
	round     round.ID
	unit      org.UnitID // 0: none is named
}

type readingKey struct {
	account int64
	pool    dossier.PoolID
}

// The bounds of what whoever guesses or crawls can make the ledger say.
const (
	namedAnHour  = 30        // accounts of which an hour's failed sign-ins are told one by one; the others are told together
	refusedEvery = time.Hour // of one account there is one entry in this time
	mostLooks    = 1000      // that wait to be written
)

func newLooked() *looked {
	return &looked{seen: map[readingKey]bool{}, refused: map[int64]int{}, named: map[int64]bool{}}
}

// note notes a look.
func (l *looked) note(one look) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.add(one)
}

func (l *looked) add(one look) {
	if len(l.looks) < mostLooks {
		l.looks = append(l.looks, one)
	}
}

// read notes that somebody read the opinions of a pool, once a day.
func (l *looked) read(one look, pool dossier.PoolID, day org.Date) {
	l.mu.Lock()
	defer l.mu.Unlock()

	if l.day != day {
		l.day = day
		clear(l.seen)
	}

	key := readingKey{one.who.Account, pool}
	if !l.seen[key] {
		l.seen[key] = true
		l.add(one)
	}
}

// refuse notes that a sign-in to an account failed; 0: the login is nobody's.
func (l *looked) refuse(account int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.refused[account]++
}

// take gives what is to be written now, and keeps what must wait until the hour is over.
func (l *looked) take(now time.Time) (looks []look, refused map[int64]int) {
	l.mu.Lock()
	defer l.mu.Unlock()

	looks, l.looks = l.looks, nil
	refused = map[int64]int{}
	if now.Sub(l.hour) >= refusedEvery || now.Before(l.hour) {
		l.hour, l.other = now, false
		clear(l.named)
	}

	for _, account := range slices.Sorted(maps.Keys(l.refused)) {
		switch {
		case account == 0 || l.named[account]:
			continue // told when the hour is over
		case len(l.named) >= namedAnHour:
			l.refused[0] += l.refused[account]
		default:
			l.named[account] = true
			refused[account] = l.refused[account]
		}
		delete(l.refused, account)
	}

	if n := l.refused[0]; n > 0 && !l.other {
		l.other = true
		refused[0] = n
		delete(l.refused, 0)
	}

	return looks, refused
}

// giveBack keeps what could not be written for the next time.
func (l *looked) giveBack(looks []look, refused map[int64]int) {
	l.mu.Lock()
	defer l.mu.Unlock()

	l.looks = append(looks, l.looks...)
	for account, n := range refused {
		l.refused[account] += n
		delete(l.named, account)
		l.other = l.other && account != 0
	}
}

// WriteLooked puts into the ledger who read opinions, for whom files were made and whose sign-ins failed, as far as it is
// time.
func (a *App) WriteLooked(ctx context.Context) error {
	looks, refused := a.looked.take(a.Now())
	for len(looks) > 0 {
		if err := a.writeLook(ctx, looks[0]); err != nil && !errs.Is(err, errs.Conflict) && !errors.Is(err, access.ErrRefused) {
			a.looked.giveBack(looks, refused)
			return err
		}
		looks = looks[1:]
	}

	err := a.writeRefused(ctx, refused)
	if err != nil {
		a.looked.giveBack(nil, refused)
	}

	return err
}

func (a *App) writeLook(ctx context.Context, l look) error {
	return a.write(ctx, l.who, l.action, func(_ *store.Tx, allow allowFunc) (Entry, error) {
		e := Entry{Object: l.object, Round: int64(l.round)}
		if l.unit != 0 {
			e.Detail = map[string]any{"unit": int64(l.unit)}
		}
		return e, allow(l.relations, l.stage)
	})
}

// writeRefused says how often signing in failed: of each account, and of logins that are nobody's or of too many accounts
// together.
func (a *App) writeRefused(ctx context.Context, refused map[int64]int) error {
	if len(refused) == 0 {
		return nil
	}

	operator := access.LocalOperator()
	return a.write(ctx, operator, access.RefuseSignIn, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(operator.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}

		var entries []Entry
		for _, id := range slices.Sorted(maps.Keys(refused)) {
			failed := map[string]any{"failed": refused[id]}
			if id == 0 {
				entries = append(entries, Entry{Object: "house:sign-in", Detail: failed})
				continue
			}

			account, err := tx.Account(id)
			if err != nil {
				return Entry{}, err
			}
			entries = append(entries, accountEntry(account, failed))
		}

		first := entries[0]
		first.Each = entries[1:]
		return first, nil
	})
}
