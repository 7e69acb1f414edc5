package store

import (
	"errors"

	"lingping/internal/domain/access"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/errs"
)

func replyColumns(r *rectify.Reply) columns {
	return columns{
		{"id", &r.ID}, {"round_id", &r.Round}, {"sheet_id", &r.Sheet}, {"unit_id", &r.Unit}, {"owner_unit", &r.Owner.Unit},
		{"owner_person", &r.Owner.Person}, {"state", &r.State}, {"title", &r.Title}, {"salutation", &r.Salutation},
		{"body", &r.Body}, {"signature", &r.Signature}, {"day", &r.Day}, {"sent_at", &r.SentAt},
		{"accepted_at", &r.AcceptedAt}, {"accepted_by", &r.AcceptedBy}, {"paper_ref", &r.PaperRef}, {"reason", &r.Reason},
		{"revision", &r.Revision}, {"by_name", &r.By}, {"at", &r.At},
	}
}

const replyTable = ` FROM reply`

// Reply is one letter.
func (tx *Tx) Reply(id rectify.ReplyID) (rectify.Reply, error) {
	r, err := One(tx, scanned(replyColumns), `SELECT `+selected(replyColumns)+replyTable+` WHERE id = $1`, id)
	if errors.Is(err, ErrNone) {
		return r, access.ErrRefused
	}
	return r, err
}

// RepliesOfSheet are the letters that answer a sheet, the newest first.
func (tx *Tx) RepliesOfSheet(sheet review.ID) ([]rectify.Reply, error) {
	return All(tx, scanned(replyColumns), `SELECT `+selected(replyColumns)+replyTable+` WHERE sheet_id = $1 ORDER BY id DESC`, sheet)
}

// SaveReply keeps a letter, new or known.
func (tx *Tx) SaveReply(r rectify.Reply) (err error) {
	defer errs.Wrap(&err, "store.SaveReply %d", r.ID)

	tx.witness("reply", int64(r.ID))
	_, err = tx.Exec(`INSERT INTO reply (id, round_id, sheet_id, unit_id, owner_unit, owner_person, state, title, salutation, body,
			signature, day, sent_at, accepted_at, accepted_by, paper_ref, reason, revision, by_name, at)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, title = excluded.title, salutation = excluded.salutation,
			body = excluded.body, signature = excluded.signature, day = excluded.day, sent_at = excluded.sent_at,
			accepted_at = excluded.accepted_at, accepted_by = excluded.accepted_by, paper_ref = excluded.paper_ref,
			reason = excluded.reason, revision = excluded.revision, by_name = excluded.by_name, at = excluded.at`,
		r.ID, r.Round, r.Sheet, r.Unit, r.Owner.Unit, r.Owner.Person, r.State, r.Title, r.Salutation, r.Body, r.Signature, r.Day,
		r.SentAt, r.AcceptedAt, r.AcceptedBy, r.PaperRef, r.Reason, r.Revision, r.By, r.At)
	return err
}
