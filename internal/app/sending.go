package app

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"lingping/internal/errs"
	"lingping/internal/store"
)

// Sending is one form on its way. However often it is sent, by a finger that taps twice or a browser that tries again
// after its line was cut, it is filed once: the first write of a use case that runs for it notes its hash in the same
// transaction, and a later sending finds the note. See docs/adr/0015-sending.md.
type Sending struct {
	Hash    string      // of the form's random key, of who sends it and of all that it says
	Unnoted bool        // of what the public sends nothing is noted: a note has a moment
	claimed atomic.Bool // this sending is the one that was filed
	met     atomic.Bool // another one was filed, or is about to be
}

// SentAnswer is how a form was answered: where the browser was led and what it was told there.
type SentAnswer struct {
	Address  string // empty: nowhere, the answer was a page that is shown once
	Sentence string
}

const (
	// sendingAge is for how long a form that was filed is remembered.
	sendingAge = 24 * time.Hour
	// sendingWait is for how long the second sending waits until the first is answered, and sendingPause how often it looks.
	sendingWait  = 3 * time.Second
	sendingPause = 30 * time.Millisecond
)

// ErrSent says that the form was filed already, where the answer to it can't be given again.
var ErrSent = errs.NewConflict("这份表单已经提交过并且办好了，没有重复办理。办理结果只显示一次；没有看到的，请回到原来的页面查看，或者重新办理。")

// sendingKey is the place of a Sending in a context.
type sendingKey struct{}

// With is the context in which use cases run for the form: what they write is written once.
func (s *Sending) With(ctx context.Context) context.Context {
	return context.WithValue(ctx, sendingKey{}, s)
}

// sendingOf is the form for which the context runs, nil when it runs for none.
func sendingOf(ctx context.Context) *Sending {
	s, _ := ctx.Value(sendingKey{}).(*Sending)
	return s
}

// Filed reports whether a use case has run for this sending and was saved.
func (s *Sending) Filed() bool { return s.claimed.Load() }

// claim notes that the form of the context is filed by this transaction, and refuses it when it was filed before.
func claim(ctx context.Context, tx *store.Tx) error {
	s := sendingOf(ctx)
	if s == nil || s.Unnoted || s.claimed.Load() {
		return nil
	}

	fresh, err := tx.ClaimSending(s.Hash)
	if err == nil && !fresh {
		s.met.Store(true)
		err = ErrSent
	}

	return err
}

// saved marks the form of the context as filed, when its transaction is durable.
func saved(ctx context.Context) {
	if s := sendingOf(ctx); s != nil && !s.Unnoted {
		s.claimed.Store(true)
	}
}

// FiledBefore reports whether the form was filed, and how it was answered then. While the first sending is still under way
// it waits a little; an answer that can't be given again is ErrSent.
func (a *App) FiledBefore(ctx context.Context, s *Sending) (o SentAnswer, filed bool, err error) {
	patience := time.NewTimer(sendingWait)
	defer patience.Stop()

	for {
		kept, err := a.sent(ctx, s.Hash)
		switch {
		case errors.Is(err, store.ErrNone) && !s.met.Load():
			return o, false, nil
		case err != nil && !errors.Is(err, store.ErrNone):
			return o, true, err
		case kept.Answered && kept.Address != "":
			return SentAnswer{kept.Address, kept.Sentence}, true, nil
		case kept.Answered:
			return o, true, ErrSent
		}

		select {
		case <-time.After(sendingPause):
		case <-patience.C:
			if err != nil { // it met the first sending on its way to the disk, where that never came
				return o, true, errs.NewUnavailable(nil, "没有保存：同一份表单正在提交，还没有结果。请过一会儿再试。")
			}
			return o, true, ErrSent
		case <-ctx.Done():
			return o, true, context.Cause(ctx)
		}
	}
}

// sent is what is kept of a form, or store.ErrNone.
func (a *App) sent(ctx context.Context, hash string) (kept store.Sending, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		kept, err = tx.Sending(hash)
		return err
	})
	return kept, err
}

// KeepAnswer keeps how the form was answered, for the next time that it is sent. That is no act of anybody's, so it passes by
// the one door for writes. The browser may be gone already; its next try wants the answer all the same.
func (a *App) KeepAnswer(ctx context.Context, s *Sending, o SentAnswer) error {
	return a.store.Write(context.WithoutCancel(ctx), func(tx *store.Tx) error {
		return tx.AnswerSending(s.Hash, o.Address, o.Sentence)
	})
}

// Forget lets the form be sent again: what it began was not brought to an end.
func (a *App) Forget(ctx context.Context, s *Sending) error {
	err := a.store.Write(context.WithoutCancel(ctx), func(tx *store.Tx) error { return tx.DropSending(s.Hash) })
	if err == nil {
		s.claimed.Store(false)
	}
	return err
}
