package store

import (
	"errors"

	"lingping/internal/domain/access"
	"lingping/internal/domain/publish"
	"lingping/internal/errs"
)

const feedbackColumns = `id, notice_id, receipt, class, body, day, disposition, answer, answered_by, answered_at`

func scanFeedback(row Row) (f publish.Feedback, err error) {
	err = row.Scan(&f.ID, &f.Notice, &f.Receipt, &f.Class, &f.Text, &f.Day, &f.Disposition, &f.Answer, &f.AnsweredBy, &f.AnsweredAt)
	return f, err
}

// SaveFeedback keeps feedback, or the answer to it.
func (tx *Tx) SaveFeedback(f publish.Feedback) error {
	_, err := tx.Exec(`INSERT INTO notice_feedback (`+feedbackColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (id) DO UPDATE SET disposition = excluded.disposition, answer = excluded.answer,
			answered_by = excluded.answered_by, answered_at = excluded.answered_at`,
		f.ID, f.Notice, f.Receipt, f.Class, f.Text, f.Day, f.Disposition, f.Answer, f.AnsweredBy, f.AnsweredAt)
	return err
}

// FeedbackTo is the feedback to a notice, what is not answered first.
func (tx *Tx) FeedbackTo(id publish.NoticeID) ([]publish.Feedback, error) {
	return All(tx, scanFeedback, `SELECT `+feedbackColumns+` FROM notice_feedback WHERE notice_id = $1
		ORDER BY CASE WHEN disposition = '' THEN 0 ELSE 1 END, day, id`, id)
}

// FeedbackCount is how much feedback there is to a notice.
func (tx *Tx) FeedbackCount(id publish.NoticeID) (int, error) {
	return Count(tx, `SELECT COUNT(*) FROM notice_feedback WHERE notice_id = $1`, id)
}

// Feedback is one feedback to a notice.
func (tx *Tx) Feedback(notice publish.NoticeID, id int64) (publish.Feedback, error) {
	f, err := One(tx, scanFeedback, `SELECT `+feedbackColumns+` FROM notice_feedback WHERE id = $1 AND notice_id = $2`, id, notice)
	if errors.Is(err, ErrNone) {
		return f, access.ErrRefused
	}
	return f, err
}

// FeedbackByReceipt is the feedback whose receipt number has this hash.
func (tx *Tx) FeedbackByReceipt(hash string) (publish.Feedback, error) {
	f, err := One(tx, scanFeedback, `SELECT `+feedbackColumns+` FROM notice_feedback WHERE receipt = $1`, hash)
	if errors.Is(err, ErrNone) {
		return f, errs.NewNotFound("没有这个回执号，请核对每一位数字。")
	}
	return f, err
}
