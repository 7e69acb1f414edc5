package backup

import (
	"context"
	"errors"
	"slices"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/store"
)

// Proof is what the examination of a copy found that was opened in a place of its own.
type Proof struct {
	Entries int64   // of its ledger
	Records int     // held against it
	Behind  int64   // entries that the checkpoint brought along has and the copy has not
	Waiting int64   // entries of the checkpoint that have no number in the copy yet, so that they can't be held against it
	Foreign bool    // the checkpoint brought along is none of this house, or its ledger was made anew
	Wrong   []error // each a sentence for people
}

// prove opens a database as the program does and examines it.
func prove(ctx context.Context, url, keys string, with ledger.Outside) (p Proof, err error) {
	db, err := store.Open(ctx, url)
	if err != nil {
		return p, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()

	a := app.New(db)
	a.OpenKeys(keys)
	if err := a.Prepare(ctx); err != nil {
		return p, err
	}

	health, err := a.Examine(ctx, access.LocalOperator())
	if err != nil {
		return p, err
	}

	v, err := a.Verify(ctx, access.LocalOperator(), with)
	if err != nil {
		return p, err
	}

	waiting := min(v.Behind, int64(v.Waiting))
	wrong := slices.DeleteFunc(v.Wrong, func(one error) bool { return one == v.Lacking }) // a copy is older than what came after it
	return Proof{Entries: v.Leaves + int64(v.Waiting), Records: v.Records, Behind: v.Behind - waiting, Waiting: waiting, Foreign: v.Foreign,
		Wrong: append(health.Wrong, wrong...)}, nil
}
