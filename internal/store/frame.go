package store

import (
	"cmp"
	"slices"
	"sync"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// frame is the frozen tree of a round and who holds its units, kept in memory, so that pages ask the database for
// neither. It has units and holders only. It belongs to a version of the round, which is read inside the transaction that
// asks and raised inside the one that changes the tree or the holders: whoever asks sees what belongs to his moment,
// on every node.
type frame struct {
	version int64
	tree
	holdings []assign.Holding // by unit, way and person
	persons  []assign.Holding // the same by person, unit and way
	made     *sync.Map        // what was made of the tree alone, by its key: see Framed
}

// mostPlaces is how many units the kept frames may have together (some 150 bytes each with who holds them); the frame that
// was not asked for longest makes room. The latest stays, however large it is.
const mostPlaces = 500_000

// frames are the frames that a store keeps, for all its clocks.
type frames struct {
	mu   sync.Mutex
	kept []keptFrame // the latest asked for first
	load sync.Mutex  // one at a time, so that a hundred pages read a changed tree once

	living livings
	rounds rounds
}

// rounds are the launched rounds, each at its latest version that was asked for.
type rounds struct{ told sync.Map } // round.ID → round.Round

type keptFrame struct {
	round round.ID
	*frame
}

// of is the kept frame of a round at a version, nil without one.
func (f *frames) of(id round.ID, version int64) *frame {
	f.mu.Lock()
	defer f.mu.Unlock()

	i := slices.IndexFunc(f.kept, func(k keptFrame) bool { return k.round == id && k.version == version })
	if i < 0 {
		return nil
	}

	found := f.kept[i]
	copy(f.kept[1:i+1], f.kept[:i])
	f.kept[0] = found
	return found.frame
}

// keep puts a frame in the place of the older one of its round. A newer one stays.
func (f *frames) keep(id round.ID, fresh *frame) {
	f.mu.Lock()
	defer f.mu.Unlock()

	i := slices.IndexFunc(f.kept, func(k keptFrame) bool { return k.round == id })
	if i >= 0 {
		if f.kept[i].version > fresh.version {
			return
		}
		f.kept = slices.Delete(f.kept, i, i+1)
	}

	f.kept = slices.Insert(f.kept, 0, keptFrame{id, fresh})
	places, fit := 0, 0
	for ; fit < len(f.kept) && (fit == 0 || places+len(f.kept[fit].places) <= mostPlaces); fit++ {
		places += len(f.kept[fit].places)
	}

	clear(f.kept[fit:])
	f.kept = f.kept[:fit]
}

// frame is the frame of a launched round at this transaction's moment. It is nil where the rows must be asked: of a draft,
// and in a transaction that saves while no frame of that version is kept.
func (tx *Tx) frame(id round.ID) (*frame, error) {
	before := tx.unanswered()
	r, err := tx.Round(id)
	if tx.unanswered() > before { // nobody has said yet which frame it is
		return &frame{}, nil
	}

	if err != nil || r.State == round.Draft || tx.hasRaised(id) {
		return nil, err
	}

	if kept := tx.frames.of(id, r.Version); kept != nil || tx.why == saving {
		return kept, nil
	}

	tx.frames.load.Lock()
	defer tx.frames.load.Unlock()

	if kept := tx.frames.of(id, r.Version); kept != nil {
		return kept, nil
	}

	fresh, err := answered(tx, func() (*frame, error) { return tx.readFrame(id, r.Version) })
	if err != nil {
		return nil, err
	}

	tx.frames.keep(id, fresh)
	return fresh, nil
}

// framed answers from the frame of a round, where there is none from the rows.
func framed[V any](tx *Tx, id round.ID, kept func(*frame) (V, error), rows func() (V, error)) (v V, err error) {
	f, err := tx.frame(id)
	switch {
	case err != nil:
		return v, err
	case f != nil:
		return kept(f)
	}

	return rows()
}

// Framed is what is made of the frozen tree of a launched round by what never changes once it is launched, such as its scheme: kept
// with the frame, so that it is made once a version. Whoever gets it must not change it.
func Framed[K comparable, V any](tx *Tx, id round.ID, key K, of func(tree []org.Place) V) (V, error) {
	f, err := tx.frame(id)
	if err != nil || f == nil || f.made == nil {
		tree, problem := tx.FrozenUnits(id)
		return of(tree), cmp.Or(err, problem)
	}

	if known, ok := f.made.Load(key); ok {
		return known.(V), nil
	}

	v := of(f.places)
	f.made.Store(key, v)
	return v, nil
}

// readFrame makes the frame of a round from its rows.
func (tx *Tx) readFrame(id round.ID, version int64) (_ *frame, err error) {
	defer errs.Wrap(&err, "store.readFrame %d", id)

	places, err := tx.frozenTree(id)
	if err != nil {
		return nil, err
	}

	f := &frame{version: version, tree: newTree(places), made: &sync.Map{}}
	if f.holdings, err = tx.Holdings(id); err != nil {
		return nil, err
	}

	f.persons = slices.Clone(f.holdings)
	slices.SortStableFunc(f.persons, func(a, b assign.Holding) int { return cmp.Compare(a.Person, b.Person) })
	return f, nil
}

// raise says that the tree of a round, or who holds its units, is another one from this transaction on.
func (tx *Tx) raise(id round.ID) error {
	return tx.saveRound(id, `UPDATE round SET version = version + 1 WHERE id = $1`)
}

// hasRaised reports whether the transaction has changed the round: then what it sees of it is kept for nobody, because it may
// yet be undone.
func (tx *Tx) hasRaised(id round.ID) bool { return slices.Contains(tx.raised, any(id)) }

// of are the holdings of a unit, by way and person.
func (f *frame) of(unit org.UnitID) []assign.Holding {
	return run(f.holdings, unit, func(h assign.Holding) org.UnitID { return h.Unit })
}

// by are the holdings of a person, by unit and way.
func (f *frame) by(person org.PersonID) []assign.Holding {
	return slices.Clone(run(f.persons, person, func(h assign.Holding) org.PersonID { return h.Person }))
}

// run is the part of the sorted rows whose key is this one.
func run[K cmp.Ordered](rows []assign.Holding, key K, of func(assign.Holding) K) []assign.Holding {
	from, _ := slices.BinarySearchFunc(rows, key, func(h assign.Holding, key K) int { return cmp.Compare(of(h), key) })
	to := from
	for to < len(rows) && of(rows[to]) == key {
		to++
	}
	return rows[from:to:to]
}

// superiors is what relations to a unit are decided from.
func (f *frame) superiors(unit org.UnitID) (s access.Superiors) {
	s.Units = f.line(unit)
	for _, u := range slices.Sorted(slices.Values(s.Units)) {
		for _, h := range f.of(u) {
			if u == unit || h.Way != assign.Sit {
				s.Holdings = append(s.Holdings, h)
			}
		}
	}

	return s
}
