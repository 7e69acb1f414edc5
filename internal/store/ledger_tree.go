package store

import (
	"errors"
	"iter"
	"slices"

	"lingping/internal/domain/ledger"
	"lingping/internal/errs"
)

// LedgerWaits reports whether entries wait for their number in the tree.
func (tx *Tx) LedgerWaits() (bool, error) {
	return One(tx, Scalar[bool], `SELECT EXISTS (SELECT 1 FROM ledger_pending)`)
}

// Tree is the tree over the entries that have their number.
func (tx *Tx) Tree() (ledger.Tree, error) {
	type kept struct {
		size int64
		edge string
	}

	k, err := One(tx, func(row Row) (k kept, err error) {
		err = row.Scan(&k.size, &k.edge)
		return k, err
	}, `SELECT size, edge FROM ledger_tree`)
	if err != nil {
		return ledger.Tree{}, err
	}

	return ledger.ReadTree(k.size, k.edge)
}

// Sequence gives the oldest entries that wait, limit at most, their numbers in the tree, and how many those were. Nobody else
// can do so at the same time: the row of the tree is written first.
func (tx *Tx) Sequence(limit int) (n int, err error) {
	defer errs.Wrap(&err, "store.Sequence")

	if _, err := tx.Exec(`UPDATE ledger_tree SET size = size`); err != nil {
		return 0, err
	}

	tree, err := tx.Tree()
	if err != nil {
		return 0, err
	}

	waiting, err := All(tx, scanned(entryColumns), `SELECT `+selected(entryColumns)+` FROM ledger_pending p CROSS JOIN ledger l WHERE l.id = p.entry_id ORDER BY p.entry_id`+most(1), limit)
	if err != nil || len(waiting) == 0 {
		return 0, err
	}

	contents, err := tx.ContentsFrom(waiting)
	if err != nil {
		return 0, err
	}

	if err := tx.addLeaves(&tree, waiting, contents); err != nil {
		return 0, err
	}

	edge, err := tree.Kept()
	if err != nil {
		return 0, err
	}

	if _, err := tx.Exec(`UPDATE ledger_tree SET size = $1, edge = $2`, tree.Size, edge); err != nil {
		return 0, err
	}

	for ids := range slices.Chunk(entryIDs(waiting), MaxIn) {
		if _, err := tx.Exec(`DELETE FROM ledger_pending WHERE entry_id IN `+In(1, len(ids)), Args(nil, ids)...); err != nil {
			return 0, err
		}
	}

	return len(waiting), nil
}

func entryIDs(entries []ledger.Entry) []int64 {
	ids := make([]int64, 0, len(entries))
	for _, e := range entries {
		ids = append(ids, e.ID)
	}
	return ids
}

func (tx *Tx) addLeaves(tree *ledger.Tree, entries []ledger.Entry, contents map[int64][]ledger.Content) error {
	i := -1
	var failed error
	err := tx.Bulk("ledger_leaf", []string{"number", "entry_id", "hash"}, func() ([]any, bool) {
		if i++; i >= len(entries) || failed != nil {
			return nil, false
		}

		number := tree.Size
		leaf := ledger.LeafOf(entries[i].Line(contents[entries[i].ID]))
		failed = tree.AddLeaf(leaf)
		return []any{number, entries[i].ID, leaf.String()}, true
	})
	return errors.Join(err, failed)
}

// ContentsFrom are what some entries left the records as.
func (tx *Tx) ContentsFrom(entries []ledger.Entry) (map[int64][]ledger.Content, error) {
	type row struct {
		entry int64
		ledger.Content
	}

	out := map[int64][]ledger.Content{}
	for ids := range slices.Chunk(entryIDs(entries), MaxIn) {
		all, err := AllApart(tx, func(r Row) (c row, err error) {
			err = r.Scan(&c.entry, &c.Kind, &c.Key, &c.Salt, &c.Digest)
			return c, err
		}, `SELECT entry_id, kind, record, salt, digest FROM ledger_content WHERE entry_id IN `+In(1, len(ids)), Args(nil, ids)...)
		if err != nil {
			return nil, err
		}

		for _, c := range all {
			out[c.entry] = append(out[c.entry], c.Content)
		}
	}

	return out, nil
}

// LeafRow is a leaf of the tree with its entry, or an entry without one.
type LeafRow struct {
	Number int64  // -1: it has none
	Hash   string // of the leaf
	Waits  bool   // for its number
	There  bool   // the entry
	Entry  ledger.Entry
}

// Leaves are a page of the leaves from a number on, in their order.
func (tx *Tx) Leaves(from int64, limit int) ([]LeafRow, error) {
	return AllApart(tx, func(row Row) (l LeafRow, err error) {
		e := &l.Entry
		err = row.Scan(&l.Number, &l.Hash, &l.There, &e.ID, &e.At, &e.Account, &e.Actor, &e.Action, &e.Object, &e.Round, &e.Detail,
			&e.Commitment, &e.Salt)
		return l, err
	}, `SELECT f.number, f.hash, l.id IS NOT NULL, COALESCE(l.id, 0), COALESCE(l.at, 0), COALESCE(l.account_id, 0), COALESCE(l.actor, ''),
			COALESCE(l.action, ''), COALESCE(l.object, ''), COALESCE(l.round_id, 0), COALESCE(l.detail, ''), COALESCE(l.commitment, ''), COALESCE(l.salt, '')
		FROM ledger_leaf f LEFT JOIN ledger l ON l.id = f.entry_id WHERE f.number >= $1 ORDER BY f.number`+most(2), from, limit)
}

// Unnumbered are the entries that have no number in the tree, and whether they wait for it.
func (tx *Tx) Unnumbered() ([]LeafRow, error) {
	all, err := AllApart(tx, scanned(unnumberedColumns), `SELECT `+selected(unnumberedColumns)+`
		FROM ledger l WHERE NOT EXISTS (SELECT 1 FROM ledger_leaf f WHERE f.entry_id = l.id) ORDER BY l.id`)
	for i := range all {
		all[i].Number, all[i].There = -1, true
	}

	return all, err
}

func unnumberedColumns(l *LeafRow) columns {
	return entryColumns(&l.Entry).and(column{"EXISTS (SELECT 1 FROM ledger_pending p WHERE p.entry_id = l.id)", &l.Waits})
}

// ContentRow is what an entry left a record as.
type ContentRow struct {
	ledger.Content
	Number int64 // of the entry in the tree, -1 while it waits
	Entry  int64
}

// EachContent gives what the entries left the records of a kind as, the oldest first.
func (tx *Tx) EachContent(kind string) iter.Seq2[ContentRow, error] {
	return Each(tx, func(row Row) (c ContentRow, err error) {
		err = row.Scan(&c.Kind, &c.Key, &c.Salt, &c.Digest, &c.Entry, &c.Number)
		return c, err
	}, `SELECT c.kind, c.record, c.salt, c.digest, c.entry_id, COALESCE(f.number, -1) FROM ledger_content c
		LEFT JOIN ledger_leaf f ON f.entry_id = c.entry_id WHERE c.kind = $1
		ORDER BY CASE WHEN f.number IS NULL THEN 1 ELSE 0 END, f.number, c.entry_id`, kind)
}

// CheckpointRow is a signed checkpoint that is kept.
type CheckpointRow struct {
	Size, At int64
	Text     string
}

// AddCheckpoint keeps a signed checkpoint; of the same size there is one.
func (tx *Tx) AddCheckpoint(c CheckpointRow) error {
	_, err := tx.Exec(`INSERT INTO ledger_checkpoint (size, at, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, c.Size, c.At, c.Text)
	return err
}

func checkpointColumns(c *CheckpointRow) columns {
	return columns{{"size", &c.Size}, {"at", &c.At}, {"body", &c.Text}}
}

// Checkpoints are those kept, the oldest first.
func (tx *Tx) Checkpoints() ([]CheckpointRow, error) {
	return All(tx, scanned(checkpointColumns), `SELECT `+selected(checkpointColumns)+` FROM ledger_checkpoint ORDER BY size`)
}

// LastCheckpoint is the newest of them, zero without one.
func (tx *Tx) LastCheckpoint() (CheckpointRow, error) {
	c, err := One(tx, scanned(checkpointColumns), `SELECT `+selected(checkpointColumns)+` FROM ledger_checkpoint ORDER BY size DESC LIMIT 1`)
	if errors.Is(err, ErrNone) {
		return CheckpointRow{}, nil
	}
	return c, err
}

// TreeMissing reports whether there are entries and nothing of a tree: the house is from before there was one. Somebody who
// takes the tree away does not make it such a house: what the acts left behind and the checkpoints stand there still.
func (tx *Tx) TreeMissing() (bool, error) {
	return One(tx, Scalar[bool], `SELECT EXISTS (SELECT 1 FROM ledger) AND NOT EXISTS (SELECT 1 FROM ledger_leaf)
		AND NOT EXISTS (SELECT 1 FROM ledger_pending) AND NOT EXISTS (SELECT 1 FROM ledger_content)
		AND NOT EXISTS (SELECT 1 FROM ledger_checkpoint)`)
}

// BeginTree lets all entries that there are wait for their numbers, and witnesses every record as it is now: from then on
// nothing of them changes unseen.
func (tx *Tx) BeginTree() (err error) {
	defer errs.Wrap(&err, "store.BeginTree")

	if _, err := tx.Exec(`INSERT INTO ledger_pending (entry_id) SELECT id FROM ledger l
		WHERE NOT EXISTS (SELECT 1 FROM ledger_leaf f WHERE f.entry_id = l.id) ON CONFLICT DO NOTHING`); err != nil {
		return err
	}

	for _, kind := range RecordKinds() {
		for r, err := range tx.EachRecord(kind) {
			if err != nil {
				return err
			}
			tx.before = append(tx.before, ledger.Witness(kind, r.Key, r.Canonical))
		}
	}

	return nil
}
