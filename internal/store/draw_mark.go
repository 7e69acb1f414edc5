package store

import (
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// Drawable is a subject that a draw can choose: a member, or, with person 0, a unit together with its secretary.
type Drawable struct {
	Unit   org.UnitID
	Person org.PersonID
}

// DrawableAs is as whom a draw chooses a subject: a member by himself, wherever he sits, a secretary with his unit.
func DrawableAs(s assign.Subject) Drawable {
	if s.Kind == scheme.Member {
		return Drawable{Person: s.Person}
	}
	return Drawable{Unit: s.Unit}
}

// drawnKinds are the kinds of obligations that a draw of units, or of members, is about.
func drawnKinds(kind scheme.SubjectKind) []any {
	if kind == scheme.Unit {
		return []any{scheme.Unit, scheme.Secretary}
	}
	return []any{kind, kind}
}

// OwedOf are the subjects below top whom somebody is to review in a round, each with whether a review is still open.
func (tx *Tx) OwedOf(id round.ID, top org.Place, kind scheme.SubjectKind) (map[Drawable]bool, error) {
	kinds := drawnKinds(kind)
	out := map[Drawable]bool{}
	for o, err := range Each(tx, scanOwedOf, `SELECT o.unit_id, CASE WHEN o.kind = $6 THEN 0 ELSE o.person_id END, o.state FROM round_unit u
		CROSS JOIN obligation o WHERE u.round_id = $1 AND u.ord BETWEEN $2 AND $3 AND o.round_id = u.round_id AND o.unit_id = u.unit_id
			AND o.kind IN ($4, $5) AND o.state <> $7`, id, top.Ord, top.Last, kinds[0], kinds[1], scheme.Secretary, review.Dropped) {
		if err != nil {
			return nil, err
		}
		key := Drawable{o.Subject.Unit, o.Subject.Person}
		out[key] = out[key] || o.State.Open()
	}

	return out, nil
}

func scanOwedOf(row Row) (o review.Obligation, err error) {
	err = row.Scan(&o.Subject.Unit, &o.Subject.Person, &o.State)
	return o, err
}

// DrawnBefore are the subjects whom draws of a round, or of the one before it, chose and that hold.
func (tx *Tx) DrawnBefore(id round.ID, kind scheme.SubjectKind) (map[Drawable]bool, error) {
	out := map[Drawable]bool{}
	for k, err := range Each(tx, func(row Row) (k Drawable, err error) {
		err = row.Scan(&k.Unit, &k.Person)
		return k, err
	}, `SELECT l.unit_id, l.person_id FROM draw d CROSS JOIN draw_lot l WHERE d.round_id IN (SELECT CAST($1 AS BIGINT) UNION SELECT previous_id FROM round WHERE id = $1)
		AND d.kind = $2 AND l.draw_id = d.id AND l.place <> 0 AND `+drawHolds, id, kind) {
		if err != nil {
			return nil, err
		}
		out[k] = true
	}

	return out, nil
}

// Choices are whom the draws of a round that hold chose, each with these draws, the first of them first. Members are told by
// themselves, because they move; units by their own number.
func (tx *Tx) Choices(id round.ID) (map[Drawable][]round.DrawID, error) {
	type choice struct {
		of Drawable
		by round.DrawID
	}

	out := map[Drawable][]round.DrawID{}
	for c, err := range Each(tx, func(row Row) (c choice, err error) {
		err = row.Scan(&c.by, &c.of.Unit, &c.of.Person)
		return c, err
	}, `SELECT d.id, CASE WHEN l.person_id = 0 THEN l.unit_id ELSE 0 END, l.person_id FROM draw d CROSS JOIN draw_lot l
		WHERE d.round_id = $1 AND l.draw_id = d.id AND l.place <> 0 AND `+drawHolds+` ORDER BY d.id`, id) {
		if err != nil {
			return nil, err
		}
		out[c.of] = append(out[c.of], c.by)
	}

	return out, nil
}

// Markable are the obligations of a round that a draw has marked or that are about somebody whom a draw that holds chose,
// wherever he sits now; dropped ones left out.
func (tx *Tx) Markable(id round.ID) ([]review.Obligation, error) {
	const columns = `o.id, o.unit_id, o.person_id, o.kind, o.state, o.drawn_id`
	return All(tx, func(row Row) (o review.Obligation, err error) {
		err = row.Scan(&o.ID, &o.Subject.Unit, &o.Subject.Person, &o.Subject.Kind, &o.State, &o.Drawn)
		return o, err
	}, `SELECT `+columns+` FROM draw d CROSS JOIN obligation o WHERE d.round_id = $1 AND o.drawn_id = d.id AND o.drawn_id <> 0 AND o.state <> $2
		UNION SELECT `+columns+` FROM draw d CROSS JOIN draw_lot l CROSS JOIN obligation o
			WHERE d.round_id = $1 AND l.draw_id = d.id AND l.place <> 0 AND l.person_id = 0 AND `+drawHolds+`
				AND o.round_id = $1 AND o.unit_id = l.unit_id AND o.kind IN ($3, $4) AND o.state <> $2
		UNION SELECT `+columns+` FROM draw d CROSS JOIN draw_lot l CROSS JOIN round_person p CROSS JOIN obligation o
			WHERE d.round_id = $1 AND l.draw_id = d.id AND l.place <> 0 AND `+drawHolds+`
				AND p.round_id = $1 AND p.person_id = l.person_id
				AND o.round_id = $1 AND o.unit_id = p.branch_id AND o.kind = $5 AND o.person_id = l.person_id AND o.state <> $2
		ORDER BY 1`, id, review.Dropped, scheme.Unit, scheme.Secretary, scheme.Member)
}

// MarkObligation says by which draw an obligation is marked, 0: by none.
func (tx *Tx) MarkObligation(id review.ID, draw round.DrawID) error {
	tx.witness("review", int64(id))
	_, err := tx.Exec(`UPDATE obligation SET drawn_id = $2 WHERE id = $1`, id, draw)
	return err
}

// DrawsTogether are the draws that were frozen together with one and not replaced, or it alone.
func (tx *Tx) DrawsTogether(d round.Draw) ([]round.Draw, error) {
	if d.Series == 0 {
		return []round.Draw{d}, nil
	}
	return All(tx, scanned(drawColumns), `SELECT `+selected(drawColumns)+` FROM draw d WHERE d.series_id = $1
		AND NOT EXISTS (SELECT 1 FROM draw n WHERE n.again_id = d.id) ORDER BY d.id`, d.Series)
}

// DrawnGiven are how many reviews a draw marked, and how many of them count.
func (tx *Tx) DrawnGiven(id round.DrawID) (marked, given int64, err error) {
	n, err := One(tx, func(row Row) (n [2]int64, err error) {
		err = row.Scan(&n[0], &n[1])
		return n, err
	}, `SELECT COUNT(*), COUNT(CASE WHEN state = $2 THEN 1 END) FROM obligation WHERE drawn_id = $1 AND drawn_id <> 0 AND state <> $3`,
		id, review.Confirmed, review.Dropped)
	return n[0], n[1], err
}
