package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// RoundChange is what the office changes in a round in preparation. Empty days and an empty scheme stay as they are.
type RoundChange struct {
	Name     string
	From, To org.Date
	Snapshot org.Date // empty: the first day
	Scheme   string   // of a built-in scheme or one that the house keeps, with its version; empty: as it is
	Text     []byte   // the YAML of the office's own instead
	Beside   func(name string) ([]byte, error)
	Aware    bool // see NewRound
}

// RoundDraft is what the form that changes a round in preparation offers.
type RoundDraft struct {
	RoundView
	SchemeList
	Newer scheme.Ref // a version of its scheme that was kept since; zero: there is none
}

// RoundDraft is a round in preparation for who may change it.
func (a *App) RoundDraft(ctx context.Context, who access.Actor, id round.ID) (d RoundDraft, err error) {
	if d.RoundView, err = a.Round(ctx, who, id); err != nil {
		return d, err
	}

	if err := check(access.ChangeRound, d.relations, access.Draft); err != nil {
		return d, err
	}

	if err := d.Preparing(); err != nil {
		return d, err
	}

	if d.SchemeList, err = a.SchemeList(ctx, who); err != nil {
		return d, err
	}

	under := scheme.ParseRef(d.Round.Scheme)
	for _, v := range d.Kept {
		if v.Name == under.Name && v.Version > under.Version {
			d.Newer = v.Ref
		}
	}

	return d, nil
}

// ChangeRound gives a round in preparation another name, window, snapshot day or scheme. What was planned is planned anew.
func (a *App) ChangeRound(ctx context.Context, who access.Actor, id round.ID, in RoundChange) error {
	var chosen chosenScheme
	if in.Scheme != "" || len(in.Text) > 0 {
		var err error
		if chosen, err = a.chooseToKeep(ctx, OwnScheme{in.Scheme, in.Text, in.Beside}); err != nil {
			return err
		}
	}

	return a.write(ctx, who, access.ChangeRound, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		v, err := a.ofDraft(tx, who, id, access.ChangeRound, allow)
		if err != nil {
			return Entry{}, err
		}

		kept, err := keepChosen(tx, who, &chosen)
		if err != nil {
			return Entry{}, err
		}

		plan := v.Plan
		to := v.Round
		to.Name, to.From, to.To, to.SnapshotDay = in.Name, in.From, in.To, in.Snapshot
		if chosen.Scheme != nil {
			plan = chosen.Scheme
			to.Scheme, to.SchemeText, to.Theme = chosen.ref, plan.Text, plan.Theme
		}

		changed, err := v.Change(to)
		if err != nil {
			return Entry{}, err
		}

		if changed == v.Round {
			return Entry{Nothing: true}, nil
		}

		detail, err := preparing(tx, changed, plan, in.Aware || chosen.Scheme == nil)
		if err != nil {
			return Entry{}, err
		}

		entry := roundEntry(changed, detail)
		entry.Each = kept
		return entry, tx.ChangeDraft(changed)
	})
}

// WithdrawRound gives up a round in preparation. Nobody finds it any more, but for what the ledger says of it.
func (a *App) WithdrawRound(ctx context.Context, who access.Actor, id round.ID, reason string) error {
	return a.write(ctx, who, access.WithdrawRound, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		v, err := a.ofDraft(tx, who, id, access.WithdrawRound, allow)
		if err != nil {
			return Entry{}, err
		}

		if err := loose(tx, v.Round); err != nil {
			return Entry{}, err
		}

		r := v.Round
		if err := r.Withdraw(reason, tx.Now.UnixMilli()); err != nil {
			return Entry{}, err
		}

		return roundEntry(r, map[string]any{"from": r.From, "to": r.To, "scheme": r.Scheme}), tx.WithdrawRound(r)
	})
}

// loose refuses to take a round back that another one follows.
func loose(tx *store.Tx, r round.Round) error {
	rounds, err := tx.Rounds()
	if err != nil {
		return err
	}
	return r.Loose(rounds)
}

// ofDraft is a round in preparation for who may do this with it.
func (a *App) ofDraft(tx *store.Tx, who access.Actor, id round.ID, action access.Action, allow allowFunc) (v RoundView, err error) {
	if v, err = a.loadRound(tx, who, id); err != nil {
		return v, err
	}

	if err := allow(v.relations, stageOf(v.Round)); err != nil {
		if access.Allowed(action, v.relations, access.Draft) {
			return v, v.Preparing()
		}
		return v, err
	}

	return v, nil
}

// preparing is what the ledger keeps of a round in preparation. It refuses a window that is not its scheme's, a round that
// stands there twice, and a scheme of which the office does not know what this version does nothing with.
func preparing(tx *store.Tx, r round.Round, plan *scheme.Scheme, aware bool) (map[string]any, error) {
	if err := plan.Fits(r.From, r.To); err != nil {
		return nil, err
	}

	detail := map[string]any{"scheme": r.Scheme, "from": r.From, "to": r.To}
	if undone := plan.UndoneNames(); len(undone) > 0 {
		if !aware {
			return nil, errs.NewConflict("方案里写了本版还不会办的内容：%s。请先看方案检查里“本版还不会办”的说明，知道后确认一下，再筹备本轮。", undone)
		}
		detail["undone"] = undone.String()
	}

	others, err := tx.Rounds()
	if err != nil {
		return nil, err
	}

	return detail, r.Once(others)
}
