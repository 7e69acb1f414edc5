package app

import (
	"context"
	"strconv"
	"strings"
	"time"

	"lingping/internal/blob"
	"lingping/internal/clock"
	"lingping/internal/domain/access"
	"lingping/internal/store"
)

// Upkeep is what waits for whoever administers the house. Each figure is of what he may look at.
type Upkeep struct {
	Accounts bool       // he sees the accounts: the next three are said
	Unopened int        // accounts whose code was never used
	Disabled int        // accounts that were shut
	Missed   int        // attempts to sign in at this server that failed within a day
	Waiting  int        // messages that nobody has fetched, at most store.ToldCounted, for who sees them
	Outbox   bool       // he sees them
	Audit    bool       // he reads the ledger
	Fill     *blob.Fill // of files; nil for whoever does not look after the machine
	Examined time.Time
	Wrong    int // what the last examination found wrong
}

// settingExamined is when doctor last examined the database, and how much it found wrong.
const settingExamined = store.NotedSettings + "examined"

// NoteExamined keeps that the database was examined and how much was found wrong, so that administrators see it. It is
// nobody's act, so there is nothing for the ledger.
func (a *App) NoteExamined(ctx context.Context, who access.Actor, wrong int) error {
	return a.write(ctx, who, access.FoldCounters, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(who.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}
		return Entry{Nothing: true}, tx.NoteSetting(settingExamined, strconv.FormatInt(tx.Now.UnixMilli(), 10)+" "+strconv.Itoa(wrong))
	})
}

// upkeep is what waits for an administrator; nil for everybody else.
func (a *App) upkeep(tx *store.Tx, who access.Actor) (*Upkeep, error) {
	may := func(action access.Action) bool { return check(action, who.Base(), access.NoStage) == nil }
	u := &Upkeep{Accounts: may(access.ReadAccount), Outbox: may(access.ReadOutbox), Audit: may(access.ReadLedger)}
	if !u.Accounts && !u.Outbox && !u.Audit {
		return nil, nil
	}

	kept, err := tx.Upkeep(settingExamined)
	if err != nil {
		return nil, err
	}

	if u.Accounts {
		u.Unopened, u.Disabled, u.Missed = kept.Unopened, kept.Disabled, a.door.Missed()
	}

	if u.Outbox {
		u.Waiting = kept.Told
	}

	if may(access.ChangeSetting) {
		u.Fill = &kept.Fill
	}

	u.read(kept.Noted, tx.Now.Location())
	return u, nil
}

// read takes apart what was noted of the last examination.
func (u *Upkeep) read(noted string, zone *time.Location) {
	at, wrong, _ := strings.Cut(noted, " ")
	ms, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return // there was none
	}

	u.Examined = clock.At(ms, zone)
	u.Wrong, _ = strconv.Atoi(wrong)
}
