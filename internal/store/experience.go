package store

import (
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// ExperienceRow is experience, or a model, with what is known of the review in which it was marked.
type ExperienceRow struct {
	publish.Experience
	Subject          scheme.SubjectKind
	Owner            org.PersonID
	Stands           review.State // of the review
	UnitName, Person string       // the name of the member; empty for a unit
}

// Name is the name of whom it speaks.
func (r ExperienceRow) Name() string {
	if r.Experience.Person != 0 {
		return r.Person
	}
	return r.UnitName
}

func experienceColumns(r *ExperienceRow) columns {
	return columns{
		{"x.id", &r.ID}, {"x.round_id", &r.Round}, {"x.review_id", &r.Review}, {"x.kind", &r.Kind}, {"x.unit_id", &r.Unit},
		{"x.person_id", &r.Experience.Person}, {"x.body", &r.Text}, {"x.state", &r.State}, {"x.by_name", &r.By}, {"x.at", &r.At},
		{"x.wish", &r.Consent.Wish}, {"x.how", &r.Consent.How}, {"x.wish_by", &r.Consent.By}, {"x.wish_at", &r.Consent.At},
		{"x.sentence", &r.Sentence}, {"x.recommended_by", &r.Recommender}, {"x.reason", &r.Reason},
		{"x.promotion_id", &r.Promotion}, {"o.kind", &r.Subject}, {"o.owner_id", &r.Owner}, {"o.state", &r.Stands},
		{"COALESCE(u.name, '')", &r.UnitName}, {"COALESCE(s.name, '')", &r.Person},
	}
}

const experienceTables = ` FROM experience x CROSS JOIN obligation o
	LEFT JOIN round_unit u ON u.round_id = x.round_id AND u.unit_id = x.unit_id
	LEFT JOIN round_person s ON s.round_id = x.round_id AND s.person_id = x.person_id
	WHERE o.id = x.review_id`

func (tx *Tx) experience(where string, args ...any) ([]ExperienceRow, error) {
	return All(tx, scanned(experienceColumns), `SELECT `+selected(experienceColumns)+experienceTables+` AND `+where+` ORDER BY x.id`, args...)
}

// Experience is one of them.
func (tx *Tx) Experience(id publish.ExperienceID) (r ExperienceRow, err error) {
	all, err := tx.experience(`x.id = $1`, id)
	if err == nil && len(all) == 0 {
		err = access.ErrRefused
	}
	if err != nil {
		return r, err
	}
	return all[0], nil
}

// ExperienceOf are those that were marked in the reviews.
func (tx *Tx) ExperienceOf(reviews []review.ID) ([]ExperienceRow, error) {
	if len(reviews) == 0 {
		return nil, nil
	}
	return tx.experience(`x.review_id IN `+In(1, len(reviews)), Args(nil, reviews)...)
}

// ExperienceIn are those of an issue, whatever became of them since.
func (tx *Tx) ExperienceIn(id publish.PromotionID) ([]ExperienceRow, error) {
	return tx.experience(`x.promotion_id = $1 AND x.promotion_id <> 0`, id)
}

// ExperienceFor are those of a round that were marked in the asker's part of it, in one of the states: of units that he
// leads or has a charge over, or whose office he is; and those that name him. Which of them open for him the caller decides.
func (tx *Tx) ExperienceFor(rounds []round.ID, who access.Actor, states []publish.ExperienceState) (_ []ExperienceRow, err error) {
	defer errs.Wrap(&err, "store.ExperienceFor")

	if len(rounds) == 0 {
		return nil, nil
	}

	line, args := inLine(who, Args([]any{who.Person}, rounds), `k.way <> 'sit'`)
	return tx.experience(`x.round_id IN `+In(2, len(rounds))+` AND x.state IN `+In(len(args)+1, len(states))+`
		AND (`+line+` OR x.person_id = $1 AND x.person_id <> 0 OR o.owner_id = $1)`, Args(args, states)...)
}

// SaveExperience keeps one, new or known.
func (tx *Tx) SaveExperience(e publish.Experience) (err error) {
	defer errs.Wrap(&err, "store.SaveExperience %d", e.ID)

	tx.witness("experience", int64(e.ID))
	_, err = tx.Exec(`INSERT INTO experience (id, round_id, review_id, kind, unit_id, person_id, body, state, by_name, at, wish, how,
			wish_by, wish_at, sentence, recommended_by, reason, promotion_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, wish = excluded.wish, how = excluded.how, wish_by = excluded.wish_by,
			wish_at = excluded.wish_at, sentence = excluded.sentence, recommended_by = excluded.recommended_by,
			reason = excluded.reason, promotion_id = excluded.promotion_id`,
		e.ID, e.Round, e.Review, e.Kind, e.Unit, e.Person, e.Text, e.State, e.By, e.At, e.Consent.Wish, e.Consent.How, e.Consent.By,
		e.Consent.At, e.Sentence, e.Recommender, e.Reason, e.Promotion)
	return err
}

// ExperienceCount is how many of each kind were taken up in a round.
func (tx *Tx) ExperienceCount(id round.ID) (map[publish.ExperienceKind]int, error) {
	type counted struct {
		kind publish.ExperienceKind
		n    int
	}

	all, err := All(tx, func(row Row) (c counted, err error) {
		err = row.Scan(&c.kind, &c.n)
		return c, err
	}, `SELECT kind, COUNT(*) FROM experience WHERE round_id = $1 AND state = $2 GROUP BY kind`, id, publish.Taken)
	out := map[publish.ExperienceKind]int{}
	for _, c := range all {
		out[c.kind] = c.n
	}

	return out, err
}
