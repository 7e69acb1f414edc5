package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// ledgerWork is how often entries that wait get their numbers in the tree; after so many times it is looked whether a
// checkpoint is due.
const (
	ledgerWork = time.Second
	ledgerLook = 60
)

// KeepLedger gives entries their numbers in the tree until ctx ends, behind the acts, so that none waits for another, and makes
// a checkpoint at the beginning of every hour before which anything happened.
func (a *App) KeepLedger(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(ledgerWork)
	defer tick.Stop()

	for n := 0; ; n++ {
		looked := unbroken(func() error { return a.WriteLooked(ctx) })
		if looked != nil && ctx.Err() == nil {
			log.Warn("noting who looked", "err", looked)
		}

		if err := unbroken(func() error {
			if err := a.SequenceLedger(ctx); err != nil || n%ledgerLook > 0 {
				return err
			}
			return a.checkpointIfDue(ctx)
		}); err != nil && ctx.Err() == nil {
			log.Warn("keeping the ledger", "err", err)
		}

		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// sequencedAtOnce is how many entries get their numbers in one transaction.
const sequencedAtOnce = 500

// SequenceLedger gives every entry that waits its number in the tree.
func (a *App) SequenceLedger(ctx context.Context) error {
	for {
		waits := false
		if err := a.ask(ctx, func(tx *store.Tx) (err error) {
			waits, err = tx.LedgerWaits()
			return err
		}); err != nil || !waits {
			return err
		}

		if err := a.keepTree(ctx, func(tx *store.Tx) error {
			_, err := tx.Sequence(sequencedAtOnce)
			return err
		}); err != nil {
			return err
		}
	}
}

// keepTree saves what concerns the ledger itself: it is nobody's act, so there is no entry for it.
func (a *App) keepTree(ctx context.Context, do func(*store.Tx) error) error {
	operator := access.LocalOperator()
	return a.writeAlone(ctx, operator, access.FoldCounters, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(operator.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}
		return Entry{Nothing: true}, do(tx)
	})
}

// beginTree puts a house from before there was a tree under it, with all that is in it.
func (a *App) beginTree(ctx context.Context) error {
	operator := access.LocalOperator()
	return a.writeAlone(ctx, operator, access.BeginLedger, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(operator.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}
		return Entry{Object: "ledger:tree"}, tx.BeginTree()
	})
}

// LedgerKey is the key in the file by which the house signs its checkpoints; where there is none it is made. It lies outside
// the database: who changes that can't sign what he made of it.
func LedgerKey(file string) (secret string, err error) {
	defer errs.Wrap(&err, "app.LedgerKey")

	kept, err := os.ReadFile(file)
	switch {
	case err == nil && len(kept) == 0: // a full disk left it
	case err == nil:
		_, err = ledger.Origin(string(kept))
		return string(kept), err
	case !errors.Is(err, fs.ErrNotExist):
		return "", err
	}

	secret, public, err := ledger.NewKey()
	if err != nil {
		return "", err
	}

	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return "", err
	}

	if err := os.WriteFile(file+".pub", []byte(public+"\n"), 0o600); err != nil {
		return "", err
	}

	return secret, os.WriteFile(file, []byte(secret+"\n"), 0o600)
}

// Checkpoint numbers all entries that wait, signs how large the ledger is and what its root is, keeps that, and gives it for
// those who take it away.
func (a *App) Checkpoint(ctx context.Context, who access.Actor) (signed string, err error) {
	if err := check(access.ReadLedger, who.Base(), access.NoStage); err != nil {
		return "", err
	}

	secret, err := a.signer.key()
	if err != nil {
		return "", err
	}

	if err := a.SequenceLedger(ctx); err != nil {
		return "", err
	}

	err = a.keepTree(ctx, func(tx *store.Tx) error {
		signed, err = checkpointOf(tx, secret)
		return err
	})
	return signed, err
}

func checkpointOf(tx *store.Tx, secret string) (signed string, err error) {
	tree, err := tx.Tree()
	if err != nil {
		return "", err
	}

	root, err := tree.Root()
	if err != nil {
		return "", err
	}

	origin, err := ledger.Origin(secret)
	if err != nil {
		return "", err
	}

	if signed, err = (ledger.Checkpoint{Origin: origin, Size: tree.Size, Root: root}).Sign(secret); err != nil {
		return "", err
	}

	return signed, tx.AddCheckpoint(store.CheckpointRow{Size: tree.Size, At: tx.Now.UnixMilli(), Text: signed})
}

// checkpointIfDue makes a checkpoint when a new hour has begun since the last one and anything happened in between.
func (a *App) checkpointIfDue(ctx context.Context) error {
	if a.signer.public() == "" {
		return nil // the start has said that none are made here
	}

	due := false
	if err := a.read(ctx, func(tx *store.Tx) error {
		last, err := tx.LastCheckpoint()
		if err != nil {
			return err
		}

		tree, err := tx.Tree()
		due = tree.Size > last.Size && ledger.CheckpointDue(tx.At(last.At), tx.Now)
		return err
	}); err != nil || !due {
		return err
	}

	_, err := a.Checkpoint(ctx, access.LocalOperator())
	if err != nil {
		return fmt.Errorf("app.checkpointIfDue: %w", err)
	}

	return nil
}
