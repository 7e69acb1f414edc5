package app

import (
	"context"
	"io"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/publish"
	"lingping/internal/errs"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// KeptCheckpoint is the newest checkpoint that the house keeps, for whoever takes it away.
type KeptCheckpoint struct {
	Text  string // as it was signed; empty: none was made yet
	Short string // as it stands on papers
	Code  string // what their QR code says: the checkpoint without its signature
	Size  int64
	At    int64  // unix ms
	Key   string // the public key of the house; empty where this program has none
}

// LastCheckpoint is the newest checkpoint, for whoever audits.
func (a *App) LastCheckpoint(ctx context.Context, who access.Actor) (k KeptCheckpoint, err error) {
	if err := check(access.ReadLedger, who.Base(), access.NoStage); err != nil {
		return k, err
	}

	err = a.ask(ctx, func(tx *store.Tx) error {
		k, err = a.lastCheckpoint(tx)
		return err
	})
	return k, err
}

func (a *App) lastCheckpoint(tx *store.Tx) (k KeptCheckpoint, err error) {
	row, err := tx.LastCheckpoint()
	k = KeptCheckpoint{Text: row.Text, Size: row.Size, At: row.At, Key: a.signer.public()}
	if c, err := ledger.ReadCheckpoint(row.Text, ""); err == nil {
		k.Short, k.Code = c.Short(), c.Text()
	}

	return k, err
}

// PostedNotice is a notice as it is pinned to the board, with the newest checkpoint: what hangs there is out of the reach of
// whoever has the database.
type PostedNotice struct {
	NoticeView
	Proof KeptCheckpoint
}

// PostedNotice is Notice with the newest checkpoint. There is none before the notice is approved.
func (a *App) PostedNotice(ctx context.Context, who access.Actor, id publish.NoticeID) (p PostedNotice, err error) {
	if p.NoticeView, err = a.Notice(ctx, who, id); err != nil {
		return p, err
	}

	if p.State != publish.Approved && p.State != publish.Published {
		return p, errs.NewConflict("通报还没有批准，不能打印张贴稿。")
	}

	err = a.ask(ctx, func(tx *store.Tx) error {
		p.Proof, err = a.lastCheckpoint(tx)
		return err
	})
	return p, err
}

// approvedAt is when the notice as it reads was approved.
func (p PostedNotice) approvedAt() (at int64) {
	for _, act := range p.Acts {
		if act.Kind == publish.ActApprove && act.Edition == p.Edition {
			at = act.At
		}
	}
	return at
}

// NoticeBulletin writes a notice that was approved as a bulletin and gives a name for the file.
func (a *App) NoticeBulletin(ctx context.Context, who access.Actor, id publish.NoticeID, as PaperFormat, w io.Writer) (name string, err error) {
	p, err := a.PostedNotice(ctx, who, id)
	if err != nil {
		return "", err
	}

	b := paper.Bulletin{Unit: p.UnitName, Round: p.Round.Name, Text: p.Text, From: p.From, To: p.To, Hash: p.Hash, Checkpoint: p.Proof.Short,
		Poster: p.PosterCode(), Day: a.dayOf(p.approvedAt())}
	return b.Name(as), paper.WriteBulletin(w, b, as)
}
