package app

import (
	"context"

	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// CheckNotice records that the actor looked the text through and found nothing in it that must stay secret 保密审查.
func (a *App) CheckNotice(ctx context.Context, who access.Actor, id publish.NoticeID) error {
	return a.decide(ctx, who, access.CheckNotice, id, func(d *noticeDesk) (publish.ActKind, publish.Hand, error) {
		return publish.ActCheck, ownHand(d.who), d.Check(ownHand(d.who), d.acts, d.about)
	})
}

// ApproveNotice allows the text to be made public.
func (a *App) ApproveNotice(ctx context.Context, who access.Actor, id publish.NoticeID) error {
	return a.decide(ctx, who, access.ApproveNotice, id, func(d *noticeDesk) (publish.ActKind, publish.Hand, error) {
		return publish.ActApprove, ownHand(d.who), d.Approve(ownHand(d.who), d.acts, d.about)
	})
}

// PaperNotice records that the step which is due, looking through or approving, was signed on paper by somebody.
func (a *App) PaperNotice(ctx context.Context, who access.Actor, id publish.NoticeID, signer, ref string) error {
	return a.decide(ctx, who, access.PaperNotice, id, func(d *noticeDesk) (kind publish.ActKind, h publish.Hand, err error) {
		if h, err = publish.OnPaper(signer, ref, d.who.Name); err != nil {
			return "", h, err
		}

		if d.State == publish.Proposed {
			return publish.ActCheck, h, d.Check(h, d.acts, d.about)
		}

		return publish.ActApprove, h, d.Approve(h, d.acts, d.about)
	})
}

// decide takes one step of the way between proposing and publishing.
func (a *App) decide(ctx context.Context, who access.Actor, action access.Action, id publish.NoticeID,
	do func(*noticeDesk) (publish.ActKind, publish.Hand, error)) error {
	return a.write(ctx, who, action, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		d, err := a.loadNotice(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		if err := d.allow(action, allow); err != nil {
			return Entry{}, err
		}

		kind, hand, err := do(&d)
		if err != nil {
			return Entry{}, err
		}

		return d.entry(map[string]any{"paper": hand.Paper != ""}), d.keep(tx, kind, hand, "")
	})
}

// ReturnNotice sends a text back with the reason, or takes it back.
func (a *App) ReturnNotice(ctx context.Context, who access.Actor, id publish.NoticeID, reason string) error {
	return a.write(ctx, who, access.ReturnNotice, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		d, err := a.loadNotice(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		if err := d.allow(access.ReturnNotice, allow); err != nil {
			return Entry{}, err
		}

		if err := d.Return(reason); err != nil {
			return Entry{}, err
		}

		return d.entry(map[string]any{}), d.keep(tx, publish.ActReturn, ownHand(d.who), d.Reason)
	})
}

// Publication is how a notice is made public.
type Publication struct {
	Channels []publish.Channel
	From, To org.Date // of the public page
	Proofs   []blob.File
}

// PublishNotice makes the approved text public; said again it changes by which channels and until when.
func (a *App) PublishNotice(ctx context.Context, who access.Actor, id publish.NoticeID, in Publication) error {
	return a.write(ctx, who, access.PublishNotice, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		d, err := a.loadNotice(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		if err := d.allow(access.PublishNotice, allow); err != nil {
			return Entry{}, err
		}

		fresh, err := d.fresh(tx)
		if err != nil {
			return Entry{}, err
		}

		before, err := d.counted(tx)
		if err != nil {
			return Entry{}, err
		}

		channels, err := d.Publish(in.Channels, in.From, in.To, d.plan.Publish.Channels, fresh, org.DateOf(tx.Now))
		if err != nil {
			return Entry{}, err
		}

		if err := tx.SaveChannels(d.ID, channels); err != nil {
			return Entry{}, err
		}

		before.Add(publish.Counted(channels))
		if err := tx.Count(d.round.ID, d.Unit, before); err != nil {
			return Entry{}, err
		}

		for _, proof := range in.Proofs {
			if _, err := tx.AddFile(dossier.File{Round: d.round.ID, Owner: noticeFiles, OwnerID: int64(d.ID), ByName: who.Name}, proof); err != nil {
				return Entry{}, err
			}
		}

		if err := d.mark(tx, dossier.Done, publish.FirstDay(channels)); err != nil {
			return Entry{}, err
		}

		entry := d.entry(map[string]any{"channels": len(channels), "from": string(d.From), "to": string(d.To)})
		return entry, d.keep(tx, publish.ActPublish, ownHand(d.who), "")
	})
}

// WithdrawNotice ends the display of a notice before its day.
func (a *App) WithdrawNotice(ctx context.Context, who access.Actor, id publish.NoticeID, reason string) error {
	return a.write(ctx, who, access.WithdrawNotice, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		d, err := a.loadNotice(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		if err := d.allow(access.WithdrawNotice, allow); err != nil {
			return Entry{}, err
		}

		before, err := d.counted(tx)
		if err != nil {
			return Entry{}, err
		}

		if err := d.Withdraw(reason); err != nil {
			return Entry{}, err
		}

		if err := tx.Count(d.round.ID, d.Unit, before); err != nil {
			return Entry{}, err
		}

		if err := d.mark(tx, dossier.InCourse, org.DateOf(tx.Now)); err != nil {
			return Entry{}, err
		}

		return d.entry(map[string]any{}), d.keep(tx, publish.ActWithdraw, ownHand(d.who), d.Reason)
	})
}

// NoticeProof is a photograph or record of how a notice was made public.
func (a *App) NoticeProof(ctx context.Context, who access.Actor, id publish.NoticeID, file dossier.FileID) (out blob.File, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		d, err := a.loadNotice(tx, who, id)
		if err != nil {
			return err
		}

		if err := d.allow(access.ReadNotice, asking(access.ReadNotice)); err != nil {
			return err
		}

		out, err = tx.FileOf(noticeFiles, int64(id), file)
		return err
	})
	return out, err
}

// counted takes away what the notice added to the figures when it was made public.
func (d noticeDesk) counted(tx *store.Tx) (round.Tally, error) {
	if d.Shown == 0 {
		return round.Tally{}, nil
	}
	channels, err := tx.Channels(d.ID)
	return publish.Counted(channels).Negated(), err
}
