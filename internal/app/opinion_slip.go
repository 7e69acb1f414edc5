package app

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"maps"
	mrand "math/rand/v2"
	"slices"

	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// SlipView is what somebody with a good code is asked.
type SlipView struct {
	dossier.Batch
	UnitName string
	Members  []store.Named // about whom he may write
}

var (
	errSlipTyped = errs.NewInvalid("这个码打错了：请对照意见条再看一遍，一共 16 位，其中没有字母 O、I、L、U。")
	errSlipUsed  = errs.NewInvalid("这个码不能用：一个码只能用一次，征求意见截止后也不能再用。")
)

// ReadSlip is the form for a code. network is counted when the code is none, see auth.Turnstile; it is kept nowhere.
func (a *App) ReadSlip(ctx context.Context, network, typed string) (v SlipView, err error) {
	hash, settle, err := a.slipHash(ctx, network, typed)
	if err != nil {
		return v, err
	}
	defer func() { settle(errors.Is(err, errSlipUsed)) }()

	err = a.read(ctx, func(tx *store.Tx) error {
		if err := check(access.WriteOpinion, access.Anyone, access.NoStage); err != nil {
			return err
		}
		v, err = slipView(tx, hash)
		return err
	})
	return v, err
}

// SendSlip keeps what somebody wrote with a code and takes the code away. It leaves no entry in the ledger: there is no
// actor to name, and an entry an opinion would be a list of them in the order in which they came. What the ledger says
// is how many codes were printed and that the batch was closed.
func (a *App) SendSlip(ctx context.Context, network, typed string, in dossier.Slip) (err error) {
	hash, settle, err := a.slipHash(ctx, network, typed)
	if err != nil {
		return err
	}
	defer func() { settle(errors.Is(err, errSlipUsed)) }()

	return a.write(ctx, access.Actor{}, access.WriteOpinion, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(access.Anyone, access.NoStage); err != nil {
			return Entry{}, err
		}

		v, err := slipView(tx, hash)
		if err != nil {
			return Entry{}, err
		}

		var members []org.PersonID
		for _, m := range v.Members {
			members = append(members, m.ID)
		}

		slip, err := v.Check(in, members)
		if err != nil {
			return Entry{}, err
		}

		good, err := tx.UseCode(hash)
		if err != nil {
			return Entry{}, err
		}

		if !good {
			return Entry{}, errSlipUsed
		}

		return Entry{Nothing: true}, tx.Buffer(drawnID(), v.ID, slip)
	})
}

// slipHash is the hash of a code that was typed right; settle must be told whether it was none after all.
func (a *App) slipHash(ctx context.Context, network, typed string) (hash string, settle func(mistake bool), err error) {
	code, ok := auth.SlipCode(typed)
	if !ok {
		return "", nil, errSlipTyped
	}
	settle, err = a.turnstile.Reserve(ctx, network)
	return auth.SlipHash(code), settle, err
}

// slipView is what the code with the hash asks; a code that is used, or was never one, asks nothing.
func slipView(tx *store.Tx, hash string) (v SlipView, err error) {
	v.Batch, err = tx.BatchOfCode(hash)
	if errors.Is(err, store.ErrNone) {
		return v, errSlipUsed
	}
	if err != nil {
		return v, err
	}

	if err := v.Takes(org.DateOf(tx.Now)); err != nil {
		return v, err
	}

	unit, err := tx.FrozenUnit(v.Round, v.Unit)
	if err != nil || !v.OfMembers {
		v.UnitName = unit.Name
		return v, err
	}

	v.UnitName = unit.Name
	h, err := hearing(tx, v.Round, v.Unit)
	if err != nil {
		return v, err
	}

	v.Members, err = tx.MemberNames(v.Round, slices.Sorted(maps.Keys(h.Members)))
	return v, err
}

// CloseBatch ends a batch: what came in is taken apart and mixed, codes that nobody used are worth nothing any more, and
// nothing of what lay in between remains. heard says whether enough came in to be read by itself; together, whether it
// can now be read with that of other units.
func (a *App) CloseBatch(ctx context.Context, who access.Actor, id dossier.BatchID) (heard, together bool, err error) {
	err = a.writeAlone(ctx, who, access.RunOpinions, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		heard, together = false, false
		b, err := allowedBatch(tx, who, id, allow)
		if err != nil {
			return Entry{}, err
		}

		sent, err := tx.Buffered(id)
		if err != nil {
			return Entry{}, err
		}

		if err := b.Close(len(sent), org.DateOf(tx.Now)); err != nil {
			return Entry{}, err
		}

		if err := tx.SaveBatch(b); err != nil {
			return Entry{}, err
		}

		if err := tx.DropCodes(id); err != nil {
			return Entry{}, err
		}

		if heard = b.State == dossier.Heard; heard {
			err = hear(tx, b, sent)
		} else {
			together, err = hearTogether(tx, b, sent)
		}

		tx.Erase()
		return batchEntry(b, map[string]any{"slips": b.Slips, "heard": heard}), err
	})
	return heard, together, err
}

// hear keeps what enough slips of one batch said.
func hear(tx *store.Tx, b dossier.Batch, sent []dossier.Slip) error {
	opinions, votes := dossier.Hear(b.Questions, sent, b.Floor, mixer())
	if err := tx.ClearBuffer([]dossier.BatchID{b.ID}); err != nil {
		return err
	}
	return keepPool(tx, dossier.Pool{Round: b.Round, Unit: b.Unit, Batch: b.ID, Title: b.Title, Floor: b.Floor, Slips: len(sent)},
		[]org.UnitID{b.Unit}, opinions, votes)
}

// hearTogether lets too few slips wait for those of the units beside, and keeps what they say together as soon as they
// are enough. Those that go on waiting are put into fresh places of the buffer.
func hearTogether(tx *store.Tx, b dossier.Batch, sent []dossier.Slip) (bool, error) {
	if err := rebuffer(tx, b.ID, sent); err != nil {
		return false, err
	}

	unit, err := tx.FrozenUnit(b.Round, b.Unit)
	if err != nil || unit.Parent == 0 {
		return false, err
	}

	waiting, err := tx.Waiting(b.Round, unit.Parent)
	if err != nil {
		return false, err
	}

	floor, enough := dossier.Together(waiting)
	if !enough {
		return false, nil
	}

	var batches []dossier.BatchID
	var units []org.UnitID
	for _, w := range waiting {
		batches, units = append(batches, w.ID), append(units, w.Unit)
	}

	opinions, slips := dossier.HearTogether(waiting, mixer())
	if err := tx.ClearBuffer(batches); err != nil {
		return false, err
	}

	return true, keepPool(tx, dossier.Pool{Round: b.Round, Unit: unit.Parent, Floor: floor, Slips: slips}, units, opinions, nil)
}

func rebuffer(tx *store.Tx, id dossier.BatchID, sent []dossier.Slip) error {
	if err := tx.ClearBuffer([]dossier.BatchID{id}); err != nil {
		return err
	}

	mixer().Shuffle(len(sent), func(i, j int) { sent[i], sent[j] = sent[j], sent[i] })
	for _, s := range sent {
		if err := tx.Buffer(drawnID(), id, s); err != nil {
			return err
		}
	}

	return nil
}

// keepPool keeps what was heard and counts it 〔征求意见条数〕. Figures grow by whole pools only, so that they too never
// differ by fewer people than the floor.
func keepPool(tx *store.Tx, p dossier.Pool, units []org.UnitID, opinions []dossier.Opinion, votes []dossier.VoteCount) error {
	p.ID, p.Count, p.Closed = dossier.PoolID(tx.NewID()), dossier.Count(opinions), org.DateOf(tx.Now)
	for i := range opinions {
		opinions[i].ID = dossier.OpinionID(drawnID())
	}

	if err := tx.AddPool(p, units, opinions, votes); err != nil {
		return err
	}

	return tx.Count(p.Round, p.Unit, round.Tally{round.Opinions: int64(p.Count)})
}

// drawnID is a positive number that nobody can foresee and that says nothing of when it was drawn.
func drawnID() int64 {
	var raw [8]byte
	rand.Read(raw[:]) // never fails, see crypto/rand
	return int64(binary.LittleEndian.Uint64(raw[:])>>1) | 1
}

// mixer mixes slips with a seed that nobody has.
func mixer() *mrand.Rand {
	var seed [32]byte
	rand.Read(seed[:])
	return mrand.New(mrand.NewChaCha8(seed))
}
