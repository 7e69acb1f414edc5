package store

import (
	"encoding/json"
	"fmt"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// promotionRow is an issue with the hash that was kept of its text.
type promotionRow struct {
	publish.Promotion
	hash string
}

func promotionColumns(p *promotionRow) columns {
	return columns{
		{"p.id", &p.ID}, {"p.round_id", &p.Round}, {"p.number", &p.Number}, {"p.code", &p.Code}, {"p.state", &p.State},
		{"p.edition", &p.Edition}, {"p.shown", &p.Shown}, {"p.reason", &p.Reason}, {"p.body", asJSON{&p.Text}}, {"p.hash", &p.hash},
	}
}

func (tx *Tx) promotionRows(where string, args ...any) ([]promotionRow, error) {
	return All(tx, scanned(promotionColumns), `SELECT `+selected(promotionColumns)+` FROM promotion p WHERE `+where, args...)
}

// promotions are the issues for which the condition is true, without those whose text is not what was approved: doctor names them.
func (tx *Tx) promotions(where string, args ...any) ([]publish.Promotion, error) {
	all, err := tx.promotionRows(where, args...)
	var out []publish.Promotion
	for _, p := range all {
		if p.sound() == nil {
			out = append(out, p.Promotion)
		}
	}

	return out, err
}

// sound refuses an issue whose text is not what was approved.
func (p promotionRow) sound() error {
	if p.Text.Hash() == p.hash {
		return nil
	}
	return ledger.NewAltered(fmt.Sprintf("promotion:%d.%d", p.ID, p.Edition),
		"“%s”与审定时的校验码不符：内容被改动过，不能显示。请告诉管理员用备份核对。", p.Text.Title)
}

// AlteredPromotions says of every issue whose text is not what was approved that it is not.
func (tx *Tx) AlteredPromotions() (wrong []error, err error) {
	all, err := tx.promotionRows(`1 = 1 ORDER BY p.id`)
	for _, p := range all {
		if altered := p.sound(); altered != nil {
			wrong = append(wrong, altered)
		}
	}
	return wrong, err
}

func (tx *Tx) onePromotion(where string, args ...any) (p publish.Promotion, err error) {
	all, err := tx.promotionRows(where, args...)
	switch {
	case err != nil:
		return p, err
	case len(all) == 0:
		return p, access.ErrRefused
	}
	return all[0].Promotion, all[0].sound()
}

// Promotion is one issue.
func (tx *Tx) Promotion(id publish.PromotionID) (publish.Promotion, error) {
	return tx.onePromotion(`p.id = $1`, id)
}

// PublicPromotion is the issue whose public page has the code.
func (tx *Tx) PublicPromotion(code string) (publish.Promotion, error) {
	return tx.onePromotion(`p.code = $1`, code)
}

// Promotions are the issues of a round.
func (tx *Tx) Promotions(id round.ID) ([]publish.Promotion, error) {
	return tx.promotions(`p.round_id = $1 ORDER BY p.number`, id)
}

// PublicPromotions are the issues that were approved and whose day lies between the two, the newest first.
func (tx *Tx) PublicPromotions(from, to org.Date) ([]publish.Promotion, error) {
	return tx.promotions(`p.state = 'published' AND p.day BETWEEN $1 AND $2 ORDER BY p.day DESC, p.id DESC`, from, to)
}

// NextPromotion is the number that the next issue of a round bears.
func (tx *Tx) NextPromotion(id round.ID) (int, error) {
	n, err := Count(tx, `SELECT COUNT(*) FROM promotion WHERE round_id = $1`, id)
	return n + 1, err
}

// SavePromotion keeps an issue, new or known.
func (tx *Tx) SavePromotion(p publish.Promotion) (err error) {
	defer errs.Wrap(&err, "store.SavePromotion %d", p.ID)

	body, err := json.Marshal(p.Text)
	if err != nil {
		return err
	}

	tx.witness("promotion", int64(p.ID))
	_, err = tx.Exec(`INSERT INTO promotion (id, round_id, number, code, state, edition, shown, reason, day, body, hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, edition = excluded.edition, shown = excluded.shown,
			reason = excluded.reason, day = excluded.day, body = excluded.body, hash = excluded.hash`,
		p.ID, p.Round, p.Number, p.Code, p.State, p.Edition, p.Shown, p.Reason, p.Text.Day, string(body), p.Text.Hash())
	return err
}

// AddPromotionAct keeps a step that was taken.
func (tx *Tx) AddPromotionAct(id publish.PromotionID, a publish.Act) error {
	return tx.addAct("promotion", int64(id), a)
}

// PromotionActs are the steps of an issue in their order.
func (tx *Tx) PromotionActs(id publish.PromotionID) ([]publish.Act, error) {
	return tx.acts("promotion", int64(id))
}

// PromotionsOpen are the issues of the rounds on which somebody has to act.
func (tx *Tx) PromotionsOpen(rounds []round.ID) ([]publish.Promotion, error) {
	if len(rounds) == 0 {
		return nil, nil
	}
	args := Args([]any{publish.Proposed, publish.Checked, publish.Returned}, rounds)
	return tx.promotions(`p.state IN ($1, $2, $3) AND p.round_id IN `+In(4, len(rounds))+` ORDER BY p.id`, args...)
}
