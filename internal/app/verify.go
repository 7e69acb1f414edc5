package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/store"
)

// Verified is what a comparison of the database with its own ledger found.
type Verified struct {
	Leaves  int64 // entries with their number in the tree
	Waiting int   // entries that have none yet: nothing protects them
	Records int   // held against what the last entry left them as
	Behind  int64 // entries that the checkpoint brought along has and the ledger has not
	Foreign bool  // the ledger does not agree with the checkpoint brought along
	Wrong   []error
	Lacking error   // the one of them that says Behind, which a backup is without being wrong
	Noted   []error // alterations that were come upon before, and stand in the ledger
}

// Verify holds every record against what the ledger says of it, every entry against the tree, and the tree against the
// checkpoints. It changes nothing. What was changed behind the program's back after the newest checkpoint that lies
// elsewhere can be made good by whoever did it; nothing before it can.
func (a *App) Verify(ctx context.Context, who access.Actor, with ledger.Outside) (v Verified, err error) {
	if err := check(access.ReadLedger, who.Base(), access.NoStage); err != nil {
		return v, err
	}

	err = a.readAlone(ctx, func(tx *store.Tx) error {
		v, err = verify(tx, with)
		return err
	})
	return v, err
}

func verify(tx *store.Tx, with ledger.Outside) (v Verified, err error) {
	t := verification{Audit: ledger.NewAudit(tx.At), tx: tx, waiting: map[int64]ledger.Entry{}}
	bare, err := tx.TreeMissing()
	if err != nil {
		return v, err
	}

	if bare {
		t.Find("这份数据还没有纳入台账保护：请先启动一次程序，再核对。")
		return Verified{Wrong: t.Wrong()}, nil
	}

	for _, part := range []func() error{func() error { return t.begin(with) }, t.leaves, t.unnumbered, t.records} {
		if err := part(); err != nil {
			return v, err
		}
	}

	return Verified{Leaves: t.Leaves, Waiting: t.waits, Records: t.surveyed, Behind: t.Behind, Foreign: t.Foreign, Wrong: t.Wrong(),
		Lacking: t.Lacking, Noted: t.Noted()}, nil
}

// verification is one run of Verify.
type verification struct {
	*ledger.Audit
	tx       *store.Tx
	waiting  map[int64]ledger.Entry // that have no number, by their ids
	waits    int
	surveyed int
}

// begin gathers the checkpoints.
func (t *verification) begin(with ledger.Outside) error {
	kept, err := t.tx.Checkpoints()
	if err != nil {
		return err
	}

	for _, k := range kept {
		t.Hold(k.Text, with.Key, k.Size, k.At)
	}

	if with.Checkpoint == "" {
		return nil
	}

	return t.HoldOutside(with.Checkpoint, with.Key)
}

// leavesAtOnce is how many leaves are read together.
const leavesAtOnce = 2000

// leaves makes the tree anew and compares.
func (t *verification) leaves() error {
	for {
		page, err := numbered(t.tx, t.Leaves, leavesAtOnce)
		if err != nil {
			return err
		}

		for _, n := range page {
			if err := t.Add(n); err != nil {
				return err
			}
		}

		if len(page) == 0 {
			return t.compareTree()
		}
	}
}

// numbered are a page of the tree from a number on, with what the entries left their records as.
func numbered(tx *store.Tx, from int64, limit int) (all []ledger.Numbered, err error) {
	page, err := tx.Leaves(from, limit)
	if err != nil || len(page) == 0 {
		return nil, err
	}

	entries := make([]ledger.Entry, 0, len(page))
	for _, l := range page {
		entries = append(entries, l.Entry)
	}

	contents, err := tx.ContentsFrom(entries)
	for _, l := range page {
		all = append(all, ledger.Numbered{Number: l.Number, Hash: l.Hash, There: l.There, Entry: l.Entry, Contents: contents[l.Entry.ID]})
	}

	return all, err
}

// compareTree compares with the tree as it is kept.
func (t *verification) compareTree() error {
	kept, err := t.tx.Tree()
	if err != nil {
		t.Find("保存的台账树不能读：它被改动过。")
		return t.End(nil)
	}
	return t.End(&kept)
}

// unnumbered finds entries that never came through the door.
func (t *verification) unnumbered() error {
	rows, err := t.tx.Unnumbered()
	for _, l := range rows {
		e := l.Entry
		t.waiting[e.ID] = e
		switch {
		case !l.Waits:
			t.Find("编号 %d 的记录（%s，%s）没有列入台账：是后来插进去的。", int(e.ID), t.When(e.At), e.Action.Name())
		case !e.Sound():
			t.Find("编号 %d 的记录（%s，%s）与它的校验码不符：被人改写过。", int(e.ID), t.When(e.At), e.Action.Name())
		default:
			t.waits++
		}
	}

	return err
}

// records holds every record against what the last entry left it as.
func (t *verification) records() error {
	for _, kind := range store.RecordKinds() {
		n, differ, err := t.tx.Survey(kind)
		if err != nil {
			return err
		}

		t.surveyed += n
		for _, d := range differ {
			if d.Last.Number < 0 {
				e := t.waiting[d.Last.Entry]
				t.DiffersFrom(d.Is, kind, d.Key, e.Action, e.At)
			} else {
				t.Differs(d.Is, kind, d.Key, d.Last.Number)
			}
		}
	}

	return nil
}
