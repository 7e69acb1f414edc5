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
	"lingping/internal/domain/scheme"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/letterbox"
	"lingping/internal/store"
)

// SlipView is what somebody with a good code is asked.
type SlipView struct {
	dossier.Batch
	UnitName string
	Members  []store.Named  // about whom he may write
	Plan     *scheme.Scheme // the words of the round
}

var (
	errSlipTyped = errs.NewInvalid("这个码打错了：请对照意见条再看一遍，一共 16 位，其中没有字母 O、I、L、U。")
	errSlipLost  = errs.NewUnavailable(nil, "这次征求意见暂时收不了意见条，没有提交，码还可以用：请告诉发意见条的人。")
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
		v, err = a.slipView(tx, hash)
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

		v, err := a.slipView(tx, hash)
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

		sealed, err := seal(v.Batch, slip)
		if err != nil {
			return Entry{}, err
		}

		return Entry{Nothing: true}, tx.PutSealed(drawnID(), v.ID, sealed)
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

// slipView is what the code with the hash asks; a code that is used, or was never one, asks nothing. What nobody could ever
// read is not taken.
func (a *App) slipView(tx *store.Tx, hash string) (v SlipView, err error) {
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

	if a.boxOf(v.Batch) == BoxLost {
		return v, errSlipLost
	}

	if v.Plan, err = a.commonWords(tx, v.Round); err != nil {
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

// CloseBatch ends a batch: its slips are opened, taken apart and mixed, codes that nobody used are worth nothing any more,
// the key is destroyed, and nothing of what lay in between remains. heard says whether enough came in to be read by itself;
// together, whether it can now be read with that of other units. An error with either of them, or after a batch of too few,
// says that the batch is closed and what of it could not be done away with yet.
func (a *App) CloseBatch(ctx context.Context, who access.Actor, id dossier.BatchID) (heard, together bool, err error) {
	var spent []dossier.Batch
	err = a.writeAlone(ctx, who, access.RunOpinions, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		heard, together, spent = false, false, nil
		b, err := allowedBatch(tx, who, id, allow)
		if err != nil {
			return Entry{}, err
		}

		sent, spoilt, err := a.unseal(tx, b)
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
			spent, err = []dossier.Batch{b}, hear(tx, b, sent)
		} else {
			together, spent, err = a.hearTogether(tx, b)
		}

		tx.Erase()
		return batchEntry(b, map[string]any{"slips": b.Slips, "heard": heard, "spoilt": spoilt}), err
	})
	if err != nil {
		return heard, together, err
	}

	return heard, together, a.leaveNothing(ctx, spent)
}

// hear keeps what enough slips of one batch said.
func hear(tx *store.Tx, b dossier.Batch, sent []dossier.Slip) error {
	opinions, votes := dossier.Hear(b.Questions, sent, b.Floor, mixer())
	if err := tx.DropSealed(b.ID); err != nil {
		return err
	}
	return keepPool(tx, dossier.Pool{Round: b.Round, Unit: b.Unit, Batch: b.ID, Title: b.Title, Floor: b.Floor, Slips: len(sent)},
		[]org.UnitID{b.Unit}, opinions, votes)
}

// hearTogether lets too few slips wait, sealed as they are, for those of the units beside, and keeps what they say together
// as soon as they are enough. spent are the batches that need their keys no more.
func (a *App) hearTogether(tx *store.Tx, b dossier.Batch) (together bool, spent []dossier.Batch, err error) {
	if n, err := tx.SealedCount(b.ID); err != nil || n == 0 {
		return false, []dossier.Batch{b}, err
	}

	unit, err := tx.FrozenUnit(b.Round, b.Unit)
	if err != nil || unit.Parent == 0 {
		return false, nil, err
	}

	waiting, err := a.waiting(tx, b.Round, unit.Parent)
	if err != nil {
		return false, nil, err
	}

	floor, enough := dossier.Together(waiting)
	if !enough {
		return false, nil, nil
	}

	var units []org.UnitID
	for _, w := range waiting {
		units, spent = append(units, w.Unit), append(spent, w.Batch)
		if err := tx.DropSealed(w.ID); err != nil {
			return false, nil, err
		}
	}

	opinions, slips := dossier.HearTogether(waiting, mixer())
	return true, spent, keepPool(tx, dossier.Pool{Round: b.Round, Unit: unit.Parent, Floor: floor, Slips: slips}, units, opinions, nil)
}

// waiting are the closed batches below a unit with too few slips each, opened for as long as it takes to decide. One whose
// key is lost waits for ever and holds up no other.
func (a *App) waiting(tx *store.Tx, id round.ID, parent org.UnitID) (all []dossier.Waiting, err error) {
	batches, err := tx.Waiting(id, parent)
	for _, b := range batches {
		sent, _, err := a.unseal(tx, b)
		if errors.Is(err, letterbox.ErrLost) {
			continue
		}

		if err != nil {
			return nil, err
		}

		if len(sent) > 0 {
			all = append(all, dossier.Waiting{Batch: b, Sent: sent})
		}
	}

	return all, err
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
