package app

import (
	"context"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/store"
)

// WrongWithin is what the ledger finds in a transaction, or if it finds nothing, what doctor finds in the figures.
func WrongWithin(tx *store.Tx, with ledger.Outside) ([]error, error) {
	v, err := verify(tx, with)
	if err != nil || len(v.Wrong) > 0 {
		return v.Wrong, err
	}

	var h Health
	err = h.figures(tx)
	return h.Wrong, err
}

// Protect puts a house whose rows were made by no act under the ledger as it is.
func Protect(tx *store.Tx) error {
	if err := tx.BeginTree(); err != nil {
		return err
	}

	contents, err := tx.Contents()
	if err != nil {
		return err
	}

	return record(tx, access.LocalOperator(), access.BeginLedger, Entry{Object: "ledger:tree"}, contents)
}

// What tests must see of the inside.
var (
	// KeepHouseOn is KeepHouse with the test's own ticks.
	KeepHouseOn = (*App).keepHouse
	// CheckpointIfDue is what KeepLedger does every minute.
	CheckpointIfDue = (*App).checkpointIfDue
	// ReadWhole is how a page looks at a whole house.
	ReadWhole = (*App).readWhole
)

// Jobs are checks and imports of kept rosters, without an App: do is what each does.
type Jobs struct{ jobs *rosterJobs }

// NewJobs holds no job yet.
func NewJobs() Jobs { return Jobs{newRosterJobs()} }

// Await begins a job for an account, or finds it, and waits for it for as long as patience lasts; it tells whether it goes on.
func (j Jobs) Await(ctx context.Context, account int64, write bool, patience time.Duration, do func(context.Context) error) (goesOn bool, err error) {
	job, err := j.jobs.begin(ctx, access.Actor{Account: account}, "job", RosterProgress{Write: write}, func(ctx context.Context, _ tellFunc) (KeptImport, error) {
		return KeptImport{}, do(ctx)
	})
	if err != nil {
		return false, err
	}

	_, running, err := j.jobs.await(ctx, job, patience)
	return running != nil, err
}

// Close stops all jobs.
func (j Jobs) Close() { j.jobs.close() }
