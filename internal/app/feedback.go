package app

import (
	"context"
	"errors"
	"fmt"

	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// feedbackPace is how much feedback an hour is taken from one network; behind one may be a whole campus.
const feedbackPace = 30

// receiptMistakes is how many receipt numbers that are none one network may try in an hour.
const receiptMistakes = 60

// SendFeedback keeps what somebody of the public says to a notice on display, and gives him a receipt number. network is
// where he comes from, which is counted and not kept. It leaves no entry in the ledger: an entry has a moment, and the
// moment would say who was at a screen. Sent twice by one form, which has a random key, it is kept once and has one receipt.
func (a *App) SendFeedback(ctx context.Context, who access.Actor, network, code, class, text string) (receipt string, err error) {
	f := publish.Feedback{Class: class, Text: text}
	settle, err := a.feedback.Reserve(ctx, network)
	if errors.Is(err, auth.ErrShut) {
		return "", errs.NewConflict("现在发意见的人太多，请过一小时再发。您写的内容没有丢失，请先保存在别处。")
	}
	if err != nil {
		return "", err
	}
	defer func() { settle(err == nil) }()

	err = a.write(ctx, access.Actor{}, access.SendFeedback, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(who.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}

		_, n, err := onDisplay(tx, code)
		if err != nil {
			return Entry{}, err
		}

		if err := f.Check(); err != nil {
			return Entry{}, err
		}

		receipt = auth.NewReceipt()
		if s := sendingOf(ctx); s != nil {
			receipt = auth.ReceiptOf(s.Hash)
		}

		f.ID, f.Notice, f.Receipt, f.Day = tx.NewID(), n.ID, publish.ReceiptHash(receipt), org.DateOf(tx.Now)
		if _, err := tx.FeedbackByReceipt(f.Receipt); !errs.Is(err, errs.NotFound) {
			return Entry{Nothing: true}, err
		}

		return Entry{Nothing: true}, tx.SaveFeedback(f)
	})
	return receipt, err
}

// FeedbackAnswer is what became of the feedback with the receipt number. It does not say again what was sent. network is
// where the asker comes from, so that nobody tries numbers without end; it is kept nowhere.
func (a *App) FeedbackAnswer(ctx context.Context, who access.Actor, network, receipt string) (f publish.Feedback, err error) {
	if err := check(access.ReadPublic, who.Base(), access.NoStage); err != nil {
		return f, err
	}

	settle, err := a.receipts.Reserve(ctx, network)
	if err != nil {
		return f, err
	}
	defer func() { settle(errs.Is(err, errs.NotFound)) }()

	err = a.read(ctx, func(tx *store.Tx) error {
		f, err = tx.FeedbackByReceipt(publish.ReceiptHash(receipt))
		return err
	})

	f.Text, f.Class = "", ""
	return f, err
}

// AnswerFeedback says what becomes of feedback to a notice. Nobody answers, or reads, what is said about his own review.
func (a *App) AnswerFeedback(ctx context.Context, who access.Actor, id publish.NoticeID, feedback int64, disposition, answer string) error {
	return a.write(ctx, who, access.AnswerFeedback, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		d, err := a.loadNotice(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		if err := d.allow(access.AnswerFeedback, allow); err != nil {
			return Entry{}, err
		}

		f, err := tx.Feedback(id, feedback)
		if err != nil {
			return Entry{}, err
		}

		if err := f.Reply(disposition, answer, who.Name, tx.Now.UnixMilli()); err != nil {
			return Entry{}, err
		}

		return Entry{Object: fmt.Sprintf("feedback:%d", f.ID), Round: int64(d.round.ID),
			Detail: map[string]any{"disposition": disposition}}, tx.SaveFeedback(f)
	})
}
