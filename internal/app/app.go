// Package app is what one can do: one function a use case, each with the same five steps: load, allow, decide, save,
// record. It owns the transaction and is the only door to a change of state (write, below): nothing is saved unless a
// permission was asked and an entry for the ledger was written. It has no rule of its own (domain), no SQL (store), no
// papers (paper), no pages (web).
package app

import (
	"context"
	"fmt"
	"sync"
	"time"

	"lingping/internal/auth"
	"lingping/internal/clock"
	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/org"
	"lingping/internal/letterbox"
	"lingping/internal/store"
)

// App is the product over one database.
type App struct {
	store     *store.Store
	schemes   *sync.Map // round.ID → *scheme.Scheme, as kept with the round
	fresh     *freshness
	door      *auth.Door
	turnstile *auth.Turnstile // before the page for slips
	feedback  *auth.Turnstile // before what the public says to notices
	receipts  *auth.Turnstile // before the answers to it
	posters   *auth.Turnstile // before notices that open by what stands on a poster
	keys      *letterbox.Keys // of gatherings of opinions
	signer    *signer         // of checkpoints
	looked    *looked
	boards    *boards
	exports   *exports
	house     string // the address that sheets bear; empty: none
	imports   *rosterJobs
	looks     *wholeLooks
	checks    *answers[rosterCheck, KeptImport]
	differs   *answers[rosterLook, rosterDiffers]
	doubled   *answers[int64, org.Doubles] // by the version of the roster
	drafts    *answers[draftLook, planned]
}

// New gives the use cases over an open store.
func New(s *store.Store) *App {
	return &App{store: s, schemes: &sync.Map{}, fresh: newFreshness(), door: auth.NewDoor(),
		turnstile: auth.NewTurnstile(slipMistakes), feedback: auth.NewTurnstile(feedbackPace),
		receipts: auth.NewTurnstile(receiptMistakes), posters: auth.NewTurnstile(posterMistakes), keys: &letterbox.Keys{}, signer: &signer{}, looked: newLooked(), boards: newBoards(), exports: newExports(), imports: newRosterJobs(), looks: newWholeLooks(),
		checks: newAnswers[rosterCheck, KeptImport](keptChecks), differs: newAnswers[rosterLook, rosterDiffers](keptLooks),
		doubled: newAnswers[int64, org.Doubles](1), drafts: newAnswers[draftLook, planned](keptDrafts)}
}

// slipMistakes is how many codes that are none one network may try in an hour. A whole campus may be one network.
const slipMistakes = 60

// At is the same product with another clock, for what is entered as of an earlier day.
func (a *App) At(clock func() time.Time) *App {
	at := *a
	at.store = a.store.At(clock)
	return &at
}

// PrintAt says at which address people find the house, so that its sheets bear a code that leads to their record.
func (a *App) PrintAt(address string) { a.house = address }

// Now is the moment by the house's clock, in its zone.
func (a *App) Now() time.Time { return a.store.Now() }

// dayOf is the day of a moment that was kept (unix ms), in the zone of the house.
func (a *App) dayOf(ms int64) org.Date { return org.DateOf(clock.At(ms, a.Now().Location())) }

// allowFunc asks for permission: may someone with these relations to the record do the action at this stage?
type allowFunc func(relations access.Relation, stage access.Stage) error

// Entry is what a use case leaves in the ledger: which object, in which round (0: none), and facts that are no free text.
type Entry struct {
	Object string
	Round  int64
	Detail map[string]any
	// Each are further objects that were changed with it, each with an entry of its own.
	Each []Entry
	// Nothing says that the use case found nothing to change, so that there is nothing to record.
	Nothing bool
}

// write is the one door. fn loads, asks allow, decides and saves; what it returns is recorded in the same transaction.
// A use case that saves without having been allowed, or that has nothing to say for the ledger, is a fault of ours.
func (a *App) write(ctx context.Context, who access.Actor, action access.Action, fn func(*store.Tx, allowFunc) (Entry, error)) error {
	return a.through(ctx, a.store.Write, who, action, fn)
}

// writeAlone is write for what takes long.
func (a *App) writeAlone(ctx context.Context, who access.Actor, action access.Action, fn func(*store.Tx, allowFunc) (Entry, error)) error {
	return a.through(ctx, a.store.WriteAlone, who, action, fn)
}

type transaction func(context.Context, func(*store.Tx) error) error

func (a *App) through(ctx context.Context, in transaction, who access.Actor, action access.Action, fn func(*store.Tx, allowFunc) (Entry, error)) error {
	err := in(ctx, func(tx *store.Tx) error {
		if err := claim(ctx, tx); err != nil {
			return err
		}

		asked := false
		entry, err := fn(tx, func(relations access.Relation, stage access.Stage) error {
			if !access.Allowed(action, relations, stage) {
				return access.ErrRefused
			}
			asked = true
			return nil
		})
		if err != nil {
			return err
		}

		if !asked {
			panic(fmt.Sprintf("app: %s changed state without asking", action))
		}

		if entry.Nothing && tx.Witnessed() {
			panic(fmt.Sprintf("app: %s changed records and has nothing to say for the ledger", action))
		}

		if entry.Nothing {
			return nil
		}

		if err := closed(tx, action, entry.Round); err != nil {
			return err
		}

		if entry.Object == "" {
			panic(fmt.Sprintf("app: %s has nothing to say for the ledger", action))
		}

		if err := noteFound(tx); err != nil {
			return err
		}

		contents, err := tx.Contents()
		if err != nil {
			return err
		}

		for _, e := range append([]Entry{entry}, entry.Each...) {
			if err := record(tx, who, action, e, contents); err != nil {
				return err
			}
			contents = nil // they are the act's, and stand with its first entry
		}

		return nil
	})
	if err == nil {
		saved(ctx)
	}

	return err
}

// record appends an entry to the ledger, and to the outbox when others may have to be told.
func record(tx *store.Tx, who access.Actor, action access.Action, e Entry, contents []ledger.Content) error {
	entry, err := ledger.Make(tx.Now, who, action, e.Object, e.Round, e.Detail)
	if err != nil {
		return err
	}

	if err := tx.AppendLedger(entry, contents); err != nil {
		return err
	}

	return tell(tx, entry)
}

// Look is a context under which all that is read is of one moment, until close is called or something is saved under it:
// a page asks for many things, and for the same things many times.
func (a *App) Look(ctx context.Context) (under context.Context, closed func()) {
	return a.store.Look(ctx)
}

// read runs fn on one snapshot. Whoever reads asks check with what he knows of the record.
func (a *App) read(ctx context.Context, fn func(*store.Tx) error) error {
	return a.store.Read(ctx, fn)
}

// gathered is read for a page: what fn asks one after the other goes to the database in a few statements. fn runs more than
// once, see store.Gather.
func (a *App) gathered(ctx context.Context, fn func(*store.Tx) error) error {
	return a.read(ctx, func(tx *store.Tx) error {
		return tx.Gather(pagePasses, func() error { return fn(tx) })
	})
}

// pagePasses is how often a page asks for what depends on what it was told before: which record, of which round and whose,
// what lies beside it.
const pagePasses = 4

// ask is read for one statement that an index answers at once.
func (a *App) ask(ctx context.Context, fn func(*store.Tx) error) error {
	return a.store.Ask(ctx, fn)
}

// readApart is read for a part of an export: connections of pages stay free.
func (a *App) readApart(ctx context.Context, fn func(*store.Tx) error) error {
	return a.store.ReadApart(ctx, fn)
}

// readAlone is read for what looks at a whole house and may take long.
func (a *App) readAlone(ctx context.Context, fn func(*store.Tx) error) error {
	return a.store.ReadAlone(ctx, fn)
}

// asking is check for what takes an allowFunc: a reader asks as a writer does, without the door.
func asking(action access.Action) allowFunc {
	return func(relations access.Relation, stage access.Stage) error { return check(action, relations, stage) }
}

// check refuses an action as if the record did not exist.
func check(action access.Action, relations access.Relation, stage access.Stage) error {
	if !access.Allowed(action, relations, stage) {
		return access.ErrRefused
	}
	return nil
}
