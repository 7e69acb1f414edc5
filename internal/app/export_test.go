package app

import (
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
