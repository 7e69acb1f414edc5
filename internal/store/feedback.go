package store

import (
	"errors"

	"lingping/internal/domain/access"
	"lingping/internal/domain/publish"
	"lingping/internal/errs"
)

func feedbackColumns(f *publish.Feedback) columns {
	return columns{
		{"id", &f.ID}, {"notice_id", &f.Notice}, {"receipt", &f.Receipt}, {"class", &f.Class}, {"body", &f.Text},
		{"day", &f.Day}, {"disposition", &f.Disposition}, {"answer", &f.Answer}, {"answered_by", &f.AnsweredBy},
		{"answered_at", &f.AnsweredAt},
	}
}

// SaveFeedback keeps feedback, or the answer to it.
func (tx *Tx) SaveFeedback(f publish.Feedback) error {
	_, err := tx.Exec(`INSERT INTO notice_feedback (`+selected(feedbackColumns)+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (id) DO UPDATE SET disposition = excluded.disposition, answer = excluded.answer,
			answered_by = excluded.answered_by, answered_at = excluded.answered_at`,
		f.ID, f.Notice, f.Receipt, f.Class, f.Text, f.Day, f.Disposition, f.Answer, f.AnsweredBy, f.AnsweredAt)
	return err
}

// FeedbackTo is the feedback to a notice, what is not answered first.
func (tx *Tx) FeedbackTo(id publish.NoticeID) ([]publish.Feedback, error) {
	return All(tx, scanned(feedbackColumns), `SELECT `+selected(feedbackColumns)+` FROM notice_feedback WHERE notice_id = $1
		ORDER BY CASE WHEN disposition = '' THEN 0 ELSE 1 END, day, id`, id)
}

// FeedbackCount is how much feedback there is to a notice.
func (tx *Tx) FeedbackCount(id publish.NoticeID) (int, error) {
	return Count(tx, `SELECT COUNT(*) FROM notice_feedback WHERE notice_id = $1`, id)
}

// Feedback is one feedback to a notice.
func (tx *Tx) Feedback(notice publish.NoticeID, id int64) (publish.Feedback, error) {
	f, err := One(tx, scanned(feedbackColumns), `SELECT `+selected(feedbackColumns)+` FROM notice_feedback WHERE id = $1 AND notice_id = $2`, id, notice)
	if errors.Is(err, ErrNone) {
		return f, access.ErrRefused
	}
	return f, err
}

// FeedbackByReceipt is the feedback whose receipt number has this hash.
func (tx *Tx) FeedbackByReceipt(hash string) (publish.Feedback, error) {
	f, err := One(tx, scanned(feedbackColumns), `SELECT `+selected(feedbackColumns)+` FROM notice_feedback WHERE receipt = $1`, hash)
	if errors.Is(err, ErrNone) {
		return f, errs.NewNotFound("没有这个回执号，请核对每一位数字。")
	}
	return f, err
}
