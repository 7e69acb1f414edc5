package store

import (
	"errors"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

func poolColumns(p *dossier.Pool) columns {
	return columns{
		{"p.id", &p.ID}, {"p.round_id", &p.Round}, {"p.unit_id", &p.Unit}, {"p.batch_id", &p.Batch}, {"p.title", &p.Title},
		{"p.floor", &p.Floor}, {"p.slips", &p.Slips}, {"p.opinions", &p.Count}, {"p.closed_day", &p.Closed},
	}
}

// AddPool keeps what enough slips said, of which units they were, and how a recheck was answered.
func (tx *Tx) AddPool(p dossier.Pool, units []org.UnitID, opinions []dossier.Opinion, votes []dossier.VoteCount) (err error) {
	defer errs.Wrap(&err, "store.AddPool %d", p.ID)

	tx.witnessNew("opinions", int64(p.ID))
	if _, err := tx.Exec(`INSERT INTO opinion_pool (id, round_id, unit_id, batch_id, title, floor, slips, opinions, closed_day)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)`, p.ID, p.Round, p.Unit, p.Batch, p.Title, p.Floor, p.Slips, p.Count, p.Closed); err != nil {
		return err
	}

	for _, unit := range units {
		if _, err := tx.Exec(`INSERT INTO opinion_pool_unit (pool_id, unit_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, p.ID, unit); err != nil {
			return err
		}
	}

	for i, v := range votes {
		if _, err := tx.Exec(`INSERT INTO opinion_vote (pool_id, ord, question, yes, partly, no) VALUES ($1,$2,$3,$4,$5,$6)`,
			p.ID, i, v.Question, v.Yes, v.Partly, v.No); err != nil {
			return err
		}
	}

	for _, o := range opinions {
		o.Pool = p.ID
		if err := tx.SaveOpinion(o); err != nil {
			return err
		}
	}

	return nil
}

// SaveOpinion keeps an opinion, new or with its outcome.
func (tx *Tx) SaveOpinion(o dossier.Opinion) (err error) {
	defer errs.Wrap(&err, "store.SaveOpinion")

	tx.witness("opinions", int64(o.Pool))
	_, err = tx.Exec(`INSERT INTO opinion (id, pool_id, about, person_id, question, class, text, times, disposition, sentence,
			review_id, problem, demand, by_name, day)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)
		ON CONFLICT (id) DO UPDATE SET disposition = excluded.disposition, sentence = excluded.sentence,
			review_id = excluded.review_id, problem = excluded.problem, demand = excluded.demand, by_name = excluded.by_name,
			day = excluded.day`,
		o.ID, o.Pool, o.About, o.Person, o.Question, o.Class, o.Text, o.Times, o.Outcome.Disposition, o.Outcome.Sentence,
		o.Outcome.Review, o.Outcome.Problem, o.Outcome.Demand, o.Outcome.ByName, o.Outcome.Day)
	return err
}

// Pool is one pool with the units whose slips it holds.
func (tx *Tx) Pool(id dossier.PoolID) (p dossier.Pool, units []org.UnitID, err error) {
	p, err = One(tx, scanned(poolColumns), `SELECT `+selected(poolColumns)+` FROM opinion_pool p WHERE p.id = $1`, id)
	if errors.Is(err, ErrNone) {
		return p, nil, access.ErrRefused
	}
	if err != nil {
		return p, nil, err
	}

	units, err = All(tx, Scalar[org.UnitID], `SELECT unit_id FROM opinion_pool_unit WHERE pool_id = $1 ORDER BY unit_id`, id)
	return p, units, err
}

// OpinionRow is an opinion with the name of the member it is about.
type OpinionRow struct {
	dossier.Opinion
	Name string
}

func opinionColumns(o *OpinionRow) columns {
	return columns{
		{"o.id", &o.ID}, {"o.pool_id", &o.Pool}, {"o.about", &o.About}, {"o.person_id", &o.Person},
		{"o.question", &o.Question}, {"o.class", &o.Class}, {"o.text", &o.Text}, {"o.times", &o.Times},
		{"o.disposition", &o.Outcome.Disposition}, {"o.sentence", &o.Outcome.Sentence}, {"o.review_id", &o.Outcome.Review},
		{"o.problem", &o.Outcome.Problem}, {"o.demand", &o.Outcome.Demand}, {"o.by_name", &o.Outcome.ByName},
		{"o.day", &o.Outcome.Day}, {"COALESCE(n.name, '')", &o.Name},
	}
}

const opinionTables = ` FROM opinion o JOIN opinion_pool p ON p.id = o.pool_id
	LEFT JOIN round_person n ON n.round_id = p.round_id AND n.person_id = o.person_id`

// Opinions are those of a pool.
func (tx *Tx) Opinions(id dossier.PoolID) ([]OpinionRow, error) {
	return All(tx, scanned(opinionColumns), `SELECT `+selected(opinionColumns)+opinionTables+` WHERE o.pool_id = $1 ORDER BY o.id`, id)
}

// OpinionsAbout are those on a dossier that can be read: of the unit and its secretary, or of one of its members. Those
// that were put together from several units are on none of them.
func (tx *Tx) OpinionsAbout(id round.ID, k dossier.Key) ([]OpinionRow, error) {
	return All(tx, scanned(opinionColumns), `SELECT `+selected(opinionColumns)+opinionTables+`
		WHERE p.round_id = $1 AND p.unit_id = $2 AND p.batch_id <> 0 AND o.person_id = $3 ORDER BY o.id`, id, k.Unit, k.Person)
}

// VoteCounts are how the questions of a pool were answered.
func (tx *Tx) VoteCounts(id dossier.PoolID) ([]dossier.VoteCount, error) {
	return All(tx, func(row Row) (v dossier.VoteCount, err error) {
		err = row.Scan(&v.Question, &v.Yes, &v.Partly, &v.No)
		return v, err
	}, `SELECT question, yes, partly, no FROM opinion_vote WHERE pool_id = $1 ORDER BY ord`, id)
}

// PoolRow is a pool in a list.
type PoolRow struct {
	dossier.Pool
	UnitName string
	Sits     bool // the asker has a post in one of the units whose slips it holds
	Open     int  // opinions without an outcome
}

// poolRowColumns are of the person $1.
func poolRowColumns(r *PoolRow) columns {
	return poolColumns(&r.Pool).and(columns{
		{"u.name", &r.UnitName},
		{`EXISTS (SELECT 1 FROM opinion_pool_unit k CROSS JOIN holding s
			WHERE k.pool_id = p.id AND s.unit_id = k.unit_id AND s.round_id = p.round_id AND s.person_id = $1 AND s.way = 'sit')`, &r.Sits},
		{"(SELECT COUNT(*) FROM opinion o WHERE o.pool_id = p.id AND o.disposition = '')", &r.Open},
	}...)
}

// SharedPools are those from several units that lie in the asker's part of the rounds.
func (tx *Tx) SharedPools(rounds []round.ID, who access.Actor) (_ []PoolRow, err error) {
	defer errs.Wrap(&err, "store.SharedPools")

	if len(rounds) == 0 {
		return nil, nil
	}

	scope, args := inScope("p", who, rounds)
	return All(tx, scanned(poolRowColumns), `SELECT `+selected(poolRowColumns)+`
		FROM opinion_pool p JOIN round_unit u ON u.round_id = p.round_id AND u.unit_id = p.unit_id
		WHERE p.batch_id = 0 AND `+scope+` ORDER BY p.id DESC`, args...)
}

// PoolOfBatch is what enough slips of a batch said, 0 when there is nothing to be read.
func (tx *Tx) PoolOfBatch(id dossier.BatchID) (dossier.PoolID, error) {
	return One(tx, Scalar[dossier.PoolID], `SELECT COALESCE(MAX(id), 0) FROM opinion_pool WHERE batch_id = $1`, id)
}

// Demand is a problem that a review names, as what an opinion can become.
type Demand struct {
	Person  org.PersonID // whom the review is about as a member; 0: the unit or its secretary
	Review  review.ID
	Problem int // from 1
	Text    string
}

// DemandsIn are the problems in reviews of a unit, its secretary and its members: in those that count, and in what the
// asker himself is writing.
func (tx *Tx) DemandsIn(id round.ID, unit org.UnitID, who org.PersonID) (out []Demand, err error) {
	defer errs.Wrap(&err, "store.DemandsIn round %d unit %d", id, unit)

	type written struct {
		kind   scheme.SubjectKind
		person org.PersonID
		review review.ID
		text   review.Text
	}

	all, err := All(tx, func(row Row) (w written, err error) {
		err = row.Scan(&w.kind, &w.person, &w.review, asJSON{&w.text})
		return w, err
	}, `SELECT o.kind, o.person_id, o.id, v.body FROM obligation o JOIN review v ON v.id = o.id
		WHERE o.round_id = $1 AND o.unit_id = $2 AND (o.state = $3 OR o.owner_id = $4) ORDER BY o.id`, id, unit, review.Confirmed, who)

	for _, w := range all {
		if w.kind == scheme.Secretary {
			w.person = 0
		}

		for i, problem := range w.text.Problems {
			out = append(out, Demand{w.person, w.review, i + 1, problem})
		}
	}

	return out, err
}

// ToDoRow is a batch that is not closed yet, or a pool with opinions of which nobody said what becomes of them.
type ToDoRow struct {
	Round     round.ID
	Unit      org.UnitID
	UnitName  string
	Batch     dossier.BatchID
	Pool      dossier.PoolID // 0: the batch is not closed
	State     dossier.BatchState
	Until     org.Date
	Open      int
	OfUnit    bool // of the batch; so is the next
	OfMembers bool
	Ear       access.Ear
}

// OpinionsToDo are those of batches on the very units, or their members, that the person reviews.
func (tx *Tx) OpinionsToDo(rounds []round.ID, person org.PersonID) (_ []ToDoRow, err error) {
	defer errs.Wrap(&err, "store.OpinionsToDo")

	ear := hears("b", access.Actor{Person: person}, rounds)
	n := len(ear.args)
	args := append(ear.args, dossier.Expired, dossier.Gathering, scheme.Member, scheme.Unit)
	p := func(i int) string { return "$" + number(n+i) }

	// what he owes are a few rows: they lead to the batches
	mine := `b.id IN (SELECT x.id FROM obligation k CROSS JOIN opinion_batch x WHERE k.owner_id = $1 AND k.round_id IN ` + In(2, len(rounds)) + `
		AND x.round_id = k.round_id AND x.unit_id = k.unit_id) AND ` + ear.where + ` AND EXISTS (SELECT 1 FROM obligation k WHERE k.round_id = b.round_id AND k.unit_id = b.unit_id AND k.owner_id = $1
		AND (b.of_unit AND k.kind = ` + p(4) + ` OR b.of_members AND NOT b.of_unit AND k.kind = ` + p(3) + `))`
	of := func(t *ToDoRow) columns {
		return columns{
			{"b.round_id", &t.Round}, {"b.unit_id", &t.Unit}, {"u.name", &t.UnitName}, {"b.id", &t.Batch},
			{"COALESCE(p.id, 0)", &t.Pool},
			{"(SELECT COUNT(*) FROM opinion o WHERE o.pool_id = p.id AND o.disposition = '')", &t.Open},
			{"b.state", &t.State}, {"b.until_day", &t.Until}, {"b.of_unit", &t.OfUnit}, {"b.of_members", &t.OfMembers},
		}.and(ear.columns(&t.Ear)...)
	}
	return All(tx, scanned(of), `SELECT `+selected(of)+`
		FROM opinion_batch b
		JOIN round_unit u ON u.round_id = b.round_id AND u.unit_id = b.unit_id
		LEFT JOIN opinion_pool p ON p.batch_id = b.id AND EXISTS (SELECT 1 FROM opinion o WHERE o.pool_id = p.id AND o.disposition = '')
		WHERE (p.id IS NOT NULL OR b.state IN (`+p(1)+`, `+p(2)+`)) AND `+mine+` ORDER BY b.id`, args...)
}

// OpinionCounts are how many opinions were heard on each unit of a round, for their sheets.
func (tx *Tx) OpinionCounts(id round.ID) (map[org.UnitID]int, error) {
	out := map[org.UnitID]int{}
	for f, err := range Each(tx, scanFigure, `SELECT unit_id, '', CAST(SUM(opinions) AS BIGINT) FROM opinion_pool
		WHERE round_id = $1 AND batch_id <> 0 GROUP BY unit_id`, id) {
		if err != nil {
			return nil, err
		}
		out[f.unit] = int(f.value)
	}

	return out, nil
}

// OpinionCount is how many were heard on one unit.
func (tx *Tx) OpinionCount(id round.ID, unit org.UnitID) (int, error) {
	return One(tx, Scalar[int], `SELECT CAST(COALESCE(SUM(opinions), 0) AS BIGINT) FROM opinion_pool
		WHERE round_id = $1 AND unit_id = $2 AND batch_id <> 0`, id, unit)
}
