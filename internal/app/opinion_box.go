package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/letterbox"
	"lingping/internal/store"
)

// OpenKeys says in which folder the keys of gatherings of opinions lie. Until it is called none can be opened or closed.
func (a *App) OpenKeys(dir string) { a.keys.In(dir) }

// BoxState is whether what came in can be opened.
type BoxState uint8

// The states of a box.
const (
	BoxWhole BoxState = iota
	BoxLost           // its key is not in the folder: nobody can ever open it
	BoxAway           // the folder of keys is not there: nobody can say
)

// boxOf is how it stands with the key of a batch that is not closed.
func (a *App) boxOf(b dossier.Batch) BoxState {
	key, err := a.keys.Key(letterbox.Lock(b.Lock))
	switch {
	case err == nil:
		key.Forget()
		return BoxWhole
	case errors.Is(err, letterbox.ErrLost):
		return BoxLost
	}
	return BoxAway
}

// seal locks a slip for its batch. By its length it can't be told from the others.
func seal(b dossier.Batch, s dossier.Slip) (store.Sealed, error) {
	body, err := bodyOf(s)
	if err != nil {
		return nil, err
	}

	sealed, err := letterbox.Lock(b.Lock).Seal(body, b.Size())
	if errors.Is(err, letterbox.ErrLong) {
		return nil, errs.NewInvalid("这份意见太长，没有提交：请写短一些，少用空行和特殊符号。")
	}

	return sealed, err
}

// bodyOf is a slip before it is sealed.
func bodyOf(s dossier.Slip) ([]byte, error) {
	var body bytes.Buffer
	out := json.NewEncoder(&body)
	out.SetEscapeHTML(false)
	err := out.Encode(s)
	return body.Bytes(), err
}

// sealPlain locks what an earlier version left in plain text. It may be longer than any slip is today, when it was pasted or a limit
// was another: then all of them become as long as the longest, and none is lost.
func sealPlain(b dossier.Batch, plain []dossier.Slip) (all []store.Sealed, err error) {
	size := b.Size()
	bodies := make([][]byte, len(plain))
	for i, s := range plain {
		if bodies[i], err = bodyOf(s); err != nil {
			return nil, err
		}
		size = max(size, len(bodies[i]))
	}

	for _, body := range bodies {
		sealed, err := letterbox.Lock(b.Lock).Seal(body, size)
		if err != nil {
			return nil, err
		}
		all = append(all, sealed)
	}

	return all, nil
}

// unseal opens the slips of a batch. spoilt is how many are none of the batch: they were put into the database by hand.
func (a *App) unseal(tx *store.Tx, b dossier.Batch) (sent []dossier.Slip, spoilt int, err error) {
	all, err := tx.Sealed(b.ID)
	if err != nil || len(all) == 0 {
		return nil, 0, err
	}

	key, err := a.keys.Key(letterbox.Lock(b.Lock))
	if errors.Is(err, letterbox.ErrLost) {
		return nil, 0, errs.NewUnavailable(err, "打不开收到的意见：密钥不在“%s”里。请系统管理员先找一找，几台机器共用一个数据库的要用同一个文件夹；确实丢了的，只能按“密钥遗失”截止。", a.keys.Dir())
	}

	if err != nil {
		return nil, 0, err
	}

	defer key.Forget()

	for _, sealed := range all {
		var s dossier.Slip
		body, whole := key.Open(sealed)
		if !whole || json.Unmarshal(body, &s) != nil || !b.Fits(s) {
			spoilt++
			continue
		}
		sent = append(sent, s)
	}

	return sent, spoilt, aboutKeepers(tx, sent)
}

// aboutKeepers lets slips speak of those into whom others were merged since they were sent: what is sealed can't be changed.
func aboutKeepers(tx *store.Tx, sent []dossier.Slip) error {
	var persons []org.PersonID
	for _, s := range sent {
		for _, a := range s.Answers {
			if a.Person != 0 && !slices.Contains(persons, a.Person) {
				persons = append(persons, a.Person)
			}
		}
	}

	keepers, err := tx.Keepers(persons)
	for _, s := range sent {
		for i, a := range s.Answers {
			if kept, merged := keepers[a.Person]; merged {
				s.Answers[i].Person = kept
			}
		}
	}

	return err
}

// slipTables are those from which closing a batch deletes.
var slipTables = []string{"opinion_code", "opinion_sealed", "opinion_buffer"}

// leaveNothing destroys the keys of batches that are closed and does away with what is left of their slips. Inside a
// transaction that may yet be undone it leaves that to DestroySpentKeys.
func (a *App) leaveNothing(ctx context.Context, spent []dossier.Batch) (err error) {
	if a.store.Inside() {
		return nil
	}

	for _, b := range spent {
		err = errors.Join(err, a.keys.Destroy(letterbox.Lock(b.Lock)))
	}

	left := a.store.Sweep(ctx, slipTables...)
	switch {
	case err != nil:
		return errs.NewUnavailable(errors.Join(err, left), "征求意见已经截止，但用过的密钥没有删掉：请系统管理员检查“%s”的写权限，程序每分钟会再试一次。", a.keys.Dir())
	case left != nil:
		return errs.NewUnavailable(left, "征求意见已经截止，但数据库的日志还没有清空：程序每分钟会再清一次，也可以重新启动程序。")
	}

	return nil
}

// DestroySpentKeys destroys the keys of batches that need them no more, where closing could not, and does away with what is
// left of slips. Keys of batches that are not in the database stay: they may be those of a copy of it.
func (a *App) DestroySpentKeys(ctx context.Context, who access.Actor) error {
	if err := check(access.EndOver, who.Base(), access.NoStage); err != nil {
		return err
	}

	spent, err := a.spentKeys(ctx)
	for _, b := range spent {
		err = errors.Join(err, a.keys.Destroy(letterbox.Lock(b.Lock)))
	}

	var tables []string // where nothing was closed only what is left of earlier
	if len(spent) > 0 {
		tables = slipTables
	}

	return errors.Join(err, a.store.Sweep(ctx, tables...))
}

// spentKeys are the batches whose key is still there and not needed.
func (a *App) spentKeys(ctx context.Context) (spent []dossier.Batch, err error) {
	locks, err := a.keys.Locks()
	if err != nil || len(locks) == 0 {
		return nil, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		spent = nil
		for _, l := range locks {
			b, waiting, err := batchOfLock(tx, l)
			if err != nil && !errors.Is(err, store.ErrNone) {
				return err
			}

			if err == nil && b.Spent(waiting) {
				spent = append(spent, b)
			}
		}

		return nil
	})
	return spent, err
}

// batchOfLock is the batch with the lock and how many slips wait in it.
func batchOfLock(tx *store.Tx, l letterbox.Lock) (b dossier.Batch, waiting int, err error) {
	if b, err = tx.BatchOfLock(string(l)); err != nil {
		return b, 0, err
	}
	waiting, err = tx.SealedCount(b.ID)
	return b, waiting, err
}

// lockPlain locks the batches of an earlier version that still take slips, and seals what lies there in plain text.
func (a *App) lockPlain(ctx context.Context, plain []dossier.BatchID) error {
	if len(plain) == 0 {
		return nil
	}

	for _, id := range plain {
		if err := a.lockBatch(ctx, id); err != nil {
			return err
		}
	}

	return a.store.Sweep(ctx, slipTables...)
}

func (a *App) lockBatch(ctx context.Context, id dossier.BatchID) error {
	lock, err := a.keys.New()
	if err != nil {
		return err
	}

	used := false
	err = a.prepare(ctx, func(tx *store.Tx) error {
		b, err := tx.Batch(id)
		if err != nil {
			return err
		}

		if used = b.Lock == ""; used { // else another program was faster
			b.Lock = string(lock)
		}

		plain, err := tx.PlainSlips(id)
		if err != nil {
			return err
		}

		all, err := sealPlain(b, plain)
		if err != nil {
			return err
		}

		for _, sealed := range all {
			if err := tx.PutSealed(drawnID(), id, sealed); err != nil {
				return err
			}
		}

		tx.Erase()
		return errors.Join(tx.DropPlainSlips(id), tx.SaveBatch(b))
	})
	if refusedFor(err) || err == nil && !used {
		err = errors.Join(err, a.keys.Destroy(lock))
	}

	return err
}

// refusedFor reports whether nothing was saved for certain: of other failures only the database knows what became of it, and a
// key that locks something after all must not be destroyed.
func refusedFor(err error) bool {
	return errs.Is(err, errs.Invalid) || errs.Is(err, errs.Conflict) || errs.Is(err, errs.NotFound)
}

// boxes looks whether every batch has the key that it needs, and no key is there that is not needed or that others can read.
func (a *App) boxes(h *Health) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		if err := a.needed(tx, h); err != nil {
			return err
		}

		locks, err := a.keys.Locks()
		if err != nil {
			h.Wrong = append(h.Wrong, err)
			return nil
		}

		unknown := 0
		for _, l := range locks {
			b, waiting, err := batchOfLock(tx, l)
			switch {
			case errors.Is(err, store.ErrNone):
				unknown++
			case err != nil:
				return err
			case b.Spent(waiting):
				h.Wrong = append(h.Wrong, errs.NewInvalid("征求意见“%s”已经整理，但它的密钥还在“%s”里，没有销毁：请检查这个文件夹的写权限，程序运行时每分钟会再试一次。", b.Title, a.keys.Dir()))
			}
		}

		if unknown > 0 {
			h.Notes = append(h.Notes, errs.NewConflict("“%s”里有 %d 个密钥不属于这个数据库的任何一次征求意见：可能是别的数据库或别的备份的，核对以后请删掉。", a.keys.Dir(), unknown))
		}

		bare, err := a.keys.Bare()
		for _, path := range bare {
			h.Wrong = append(h.Wrong, errs.NewInvalid("别人也能看“%s”：请改成只有运行本程序的用户能读写。", path))
		}

		return err
	}
}

// needed names the batches whose key is not there.
func (a *App) needed(tx *store.Tx, h *Health) error {
	plain, err := tx.UnlockedBatches()
	if err != nil {
		return err
	}

	if len(plain) > 0 {
		h.Wrong = append(h.Wrong, errs.NewInvalid("有 %d 次征求意见收到的意见还没有加密：请重新启动程序。", len(plain)))
	}

	locked, err := tx.LockedBatches()
	for _, b := range locked {
		switch a.boxOf(b.Batch) {
		case BoxLost:
			h.Wrong = append(h.Wrong, errs.NewInvalid("征求意见“%s”（%s）的密钥不在“%s”里：收到的意见打不开。先找一找；确实丢了的，请活动办在它的页面上按“密钥遗失”截止，别的不受影响。", b.Title, b.UnitName, a.keys.Dir()))
		case BoxAway:
			h.Wrong = append(h.Wrong, errs.NewInvalid("看不了征求意见“%s”（%s）的密钥：打不开文件夹“%s”。", b.Title, b.UnitName, a.keys.Dir()))
		}
	}

	return err
}
