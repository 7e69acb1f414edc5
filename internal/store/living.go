package store

import (
	"slices"
	"strings"
	"sync"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// living is the living tree with what its units are found by and how many members each subtree has, kept in memory as a
// frame is: it belongs to a version of the roster, which is read inside the transaction that asks and raised inside the one
// that changes the roster.
type living struct {
	version int64
	tree
	words [][]string // by which each place is found, folded

	counting sync.Mutex
	members  []int // 正式和预备 in the subtree of each place; nil until somebody asks
}

// livings are the living trees that a store keeps: the newest.
type livings struct {
	mu   sync.Mutex
	kept *living
	load sync.Mutex // one at a time
}

func (l *livings) of(version int64) *living {
	l.mu.Lock()
	defer l.mu.Unlock()

	if l.kept == nil || l.kept.version != version {
		return nil
	}

	return l.kept
}

// keep takes the place of an older one.
func (l *livings) keep(fresh *living) {
	l.mu.Lock()
	defer l.mu.Unlock()

	if l.kept == nil || l.kept.version < fresh.version {
		l.kept = fresh
	}
}

// rosterKey stands among what a transaction has raised when it has changed the living roster.
type rosterKey struct{}

// RosterVersion is the version of the living roster: whatever was made of units, persons, posts and charges under the same
// one would be made the same again. changed says that this transaction has changed them itself, so that no version is theirs.
func (tx *Tx) RosterVersion() (version int64, changed bool, err error) {
	version, err = remember(tx, rosterKey{}, func() (int64, error) {
		return One(tx, Scalar[int64], `SELECT version FROM roster`)
	})
	return version, slices.Contains(tx.raised, any(rosterKey{})), err
}

// raiseRoster says that the living roster is another one from this transaction on.
func (tx *Tx) raiseRoster() error {
	if slices.Contains(tx.raised, any(rosterKey{})) {
		return nil
	}
	tx.raised = append(tx.raised, rosterKey{})
	_, err := tx.Exec(`UPDATE roster SET version = version + 1`)
	return err
}

// living is the living tree at this transaction's moment. A transaction that saves reads it and does not keep it.
func (tx *Tx) living() (*living, error) {
	before := tx.unanswered()
	version, changed, err := tx.RosterVersion()
	if err != nil {
		return nil, err
	}

	if tx.unanswered() > before { // nobody has said yet which tree it is
		return &living{}, nil
	}

	if changed {
		return tx.readLiving(version)
	}

	if kept := tx.frames.living.of(version); kept != nil {
		return kept, nil
	}

	if tx.why == saving {
		return tx.readLiving(version)
	}

	tx.frames.living.load.Lock()
	defer tx.frames.living.load.Unlock()

	if kept := tx.frames.living.of(version); kept != nil {
		return kept, nil
	}

	fresh, err := answered(tx, func() (*living, error) { return tx.readLiving(version) })
	if err == nil {
		tx.frames.living.keep(fresh)
	}

	return fresh, err
}

// readLiving makes the living tree from its rows.
func (tx *Tx) readLiving(version int64) (_ *living, err error) {
	defer errs.Wrap(&err, "store.readLiving %d", version)

	type spelt struct {
		org.Place
		pinyin string
	}

	rows, err := All(tx, func(row Row) (s spelt, err error) {
		err = row.Scan(&s.ID, &s.Code, &s.Name, &s.Short, &s.Kind, &s.Category, &s.Parent, &s.Depth, &s.Ord, &s.Last, &s.pinyin)
		return s, err
	}, `SELECT `+selected(unitColumns)+`, u.pinyin FROM unit u ORDER BY u.ord`)
	if err != nil {
		return nil, err
	}

	l := &living{version: version, words: make([][]string, len(rows))}
	places := make([]org.Place, len(rows))
	for i, r := range rows {
		places[i] = r.Place
		for _, word := range []string{r.Name, r.Short, r.Code, r.pinyin} {
			if word = org.Fold(word); word != "" {
				l.words[i] = append(l.words[i], word)
			}
		}
	}

	l.tree = newTree(places)
	return l, nil
}

// membersOf are the members of each subtree of the living tree.
func (tx *Tx) membersOf(l *living) (_ []int, err error) {
	if len(l.places) == 0 { // also while it is only noted what is asked
		return nil, nil
	}

	l.counting.Lock()
	defer l.counting.Unlock()

	if l.members == nil {
		l.members, err = answered(tx, func() ([]int, error) { return tx.countMembers(l) })
	}

	return l.members, err
}

// countMembers counts those of each unit and adds them up, from the last unit of the tree to the first.
func (tx *Tx) countMembers(l *living) ([]int, error) {
	members := make([]int, len(l.places))
	type count struct {
		branch org.UnitID
		n      int
	}

	for c, err := range Each(tx, func(row Row) (c count, err error) {
		err = row.Scan(&c.branch, &c.n)
		return c, err
	}, `SELECT branch_id, COUNT(*) FROM person WHERE standing IN ($1, $2) GROUP BY branch_id`, org.Formal, org.Probationary) {
		if err != nil {
			return nil, err
		}
		if i, ok := l.at[c.branch]; ok {
			members[i] = c.n
		}
	}

	for i := len(l.places) - 1; i >= 0; i-- {
		if up, ok := l.at[l.places[i].Parent]; ok {
			members[up] += members[i]
		}
	}

	return members, nil
}

// Units is the whole living tree in pre-order. Whoever gets it must not change it.
func (tx *Tx) Units() ([]org.Place, error) {
	l, err := tx.living()
	if err != nil {
		return nil, err
	}
	return slices.Clip(l.places), nil
}

// LivingUnit is a unit of the living tree from memory, for whoever asks for many of them.
func (tx *Tx) LivingUnit(id org.UnitID) (org.Place, error) {
	l, err := tx.living()
	if err != nil {
		return org.Place{}, err
	}
	return l.place(id)
}

// LivingChildren are the units directly under one of the living tree, from memory.
func (tx *Tx) LivingChildren(parent org.UnitID) ([]org.Place, error) {
	l, err := tx.living()
	if err != nil {
		return nil, err
	}
	return l.children(parent), nil
}

// SearchUnits finds units in whose name, short name, code or pinyin q stands, in the order of the tree. Both are folded,
// as for persons (org.Fold).
func (tx *Tx) SearchUnits(q string, limit int) (found []org.Place, err error) {
	l, err := tx.living()
	if err != nil {
		return nil, err
	}

	q = org.Fold(q)
	for i, words := range l.words {
		if len(found) < limit && slices.ContainsFunc(words, func(word string) bool { return strings.Contains(word, q) }) {
			found = append(found, l.places[i])
		}
	}

	return found, nil
}

// MembersBelow counts the members 正式和预备 of the subtree of each child of a unit, of the roots under 0.
func (tx *Tx) MembersBelow(parent org.UnitID) (map[org.UnitID]int, error) {
	l, err := tx.living()
	if err != nil {
		return nil, err
	}

	members, err := tx.membersOf(l)
	if err != nil {
		return nil, err
	}

	counts := map[org.UnitID]int{}
	for _, child := range l.children(parent) {
		counts[child.ID] = members[l.at[child.ID]]
	}

	return counts, nil
}
