package store

import (
	"encoding/json"
	"errors"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

func batchColumns(b *dossier.Batch) columns {
	return columns{
		{"b.id", &b.ID}, {"b.round_id", &b.Round}, {"b.unit_id", &b.Unit}, {"b.kind", &b.Kind},
		{"b.of_unit", &b.OfUnit}, {"b.of_members", &b.OfMembers}, {"b.title", &b.Title},
		{"b.questions", asJSON{&b.Questions}}, {"b.floor", &b.Floor}, {"b.until_day", &b.Until},
		{"b.slips", &b.Slips}, {"b.state", &b.State}, {"b.opened_day", &b.Opened}, {"b.closed_day", &b.Closed},
		{"b.by_name", &b.ByName}, {"b.lock", &b.Lock},
	}
}

// BatchRow is a batch in a list.
type BatchRow struct {
	dossier.Batch
	UnitName string
	Pool     dossier.PoolID // what enough slips said; 0: nothing can be read
	Ear      access.Ear
}

// SaveBatch keeps a batch, new or known. Of a known one only the slips, the state and the lock can have changed.
func (tx *Tx) SaveBatch(b dossier.Batch) (err error) {
	defer errs.Wrap(&err, "store.SaveBatch %d", b.ID)

	questions, err := json.Marshal(b.Questions)
	if err != nil {
		return err
	}

	_, err = tx.Exec(`INSERT INTO opinion_batch (id, round_id, unit_id, kind, of_unit, of_members, title, questions, floor,
			until_day, slips, state, opened_day, closed_day, by_name, lock)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)
		ON CONFLICT (id) DO UPDATE SET slips = excluded.slips, state = excluded.state, closed_day = excluded.closed_day, lock = excluded.lock`,
		b.ID, b.Round, b.Unit, b.Kind, b.OfUnit, b.OfMembers, b.Title, string(questions), b.Floor, b.Until, b.Slips, b.State,
		b.Opened, b.Closed, b.ByName, b.Lock)
	return err
}

// Batch is one batch.
func (tx *Tx) Batch(id dossier.BatchID) (dossier.Batch, error) {
	b, err := One(tx, scanned(batchColumns), `SELECT `+selected(batchColumns)+` FROM opinion_batch b WHERE b.id = $1`, id)
	if errors.Is(err, ErrNone) {
		return b, access.ErrRefused
	}
	return b, err
}

// GatheringBatches are the batches for which slips are taken until their last day.
func (tx *Tx) GatheringBatches() ([]dossier.Batch, error) {
	return All(tx, scanned(batchColumns), `SELECT `+selected(batchColumns)+` FROM opinion_batch b WHERE b.state = '`+string(dossier.Gathering)+`' ORDER BY b.id`)
}

// BatchOfCode is the batch for which the code with the hash is still good; ErrNone when it is good for none.
func (tx *Tx) BatchOfCode(hash string) (dossier.Batch, error) {
	return One(tx, scanned(batchColumns), `SELECT `+selected(batchColumns)+` FROM opinion_code c JOIN opinion_batch b ON b.id = c.batch_id
		WHERE c.hash = $1`, hash)
}

// BatchesEach is how many batches one question for a list of them gives at most.
const BatchesEach = 50

// Batches are the newest batches of the rounds before the one with a number (0: from the newest on) in units that the asker
// leads or that lie below one, that he has in his charge, reviews in, or whose campaign office he is; newest first. more
// says that there are older ones.
func (tx *Tx) Batches(rounds []round.ID, who access.Actor, before dossier.BatchID) (_ []BatchRow, more bool, err error) {
	defer errs.Wrap(&err, "store.Batches")

	if len(rounds) == 0 {
		return nil, false, nil
	}

	units, wide, err := tx.batchUnits(rounds, who)
	if err != nil || len(units) == 0 && !wide {
		return nil, false, err
	}

	ear := hears("b", who, rounds)
	part, args := ` AND b.id > 0`, ear.args
	if !wide {
		part = ` AND b.unit_id IN ` + In(len(args)+1, len(units)) + ` AND b.round_id IN ` + In(2, len(rounds))
		args = Args(args, units)
	}

	if before != 0 {
		args = append(args, before)
		part += ` AND b.id < $` + number(len(args))
	}

	of := func(r *BatchRow) columns {
		return batchColumns(&r.Batch).and(columns{
			{"COALESCE(u.name, '')", &r.UnitName},
			{"COALESCE((SELECT MAX(p.id) FROM opinion_pool p WHERE p.batch_id = b.id), 0)", &r.Pool},
		}...).and(ear.columns(&r.Ear)...)
	}
	args = append(args, BatchesEach+1)
	rows, err := All(tx, scanned(of), `SELECT `+selected(of)+`
		FROM opinion_batch b CROSS JOIN round_unit u WHERE u.round_id = b.round_id AND u.unit_id = b.unit_id`+part+`
			AND `+ear.where+` ORDER BY b.id DESC`+most(len(args)), args...)
	if len(rows) > BatchesEach {
		return rows[:BatchesEach], true, err
	}

	return rows, false, err
}

// fewUnits is up to how many units batches are looked for unit by unit; whoever hears more units finds his among the newest
// of all.
const fewUnits = 400

// batchUnits are the units in which batches are heard, unless they are many: wide.
func (tx *Tx) batchUnits(rounds []round.ID, who access.Actor) (units []org.UnitID, wide bool, err error) {
	if slices.Contains(who.Offices(), 0) {
		return nil, true, nil
	}

	for _, id := range rounds {
		h, err := tx.heardPart(id, who)
		if err != nil {
			return nil, false, err
		}

		if len(units)+h.size() > fewUnits {
			return nil, true, nil
		}

		for p := range h.units() {
			units = append(units, p.ID)
		}
	}

	return units, false, nil
}

// ear is how far somebody hears what is said on units, as a query asks it.
type ear struct {
	over, ofUnit, ofMembers, sits, asked string
	where                                string
	args                                 []any
}

func (h ear) columns(e *access.Ear) columns {
	return columns{{h.over, &e.Over}, {h.ofUnit, &e.OfUnit}, {h.ofMembers, &e.OfMembers}, {h.sits, &e.Sits}, {h.asked, &e.Asked}}
}

// hears finds the ear of the asker on rows of a table with the columns round_id and unit_id, beside their round_unit u.
func hears(table string, who access.Actor, rounds []round.ID) ear {
	args := Args([]any{who.Person}, rounds)
	in := `+` + table + `.round_id IN ` + In(2, len(rounds))
	line, args := inLine(who, args, `k.way = 'lead'`)
	over := `(` + holds(table, "$1", `k.way IN ('in-charge', 'contact-point')`) + ` OR ` + line + `)`
	n := len(args)
	args = append(args, scheme.Member, scheme.Unit, scheme.Secretary, review.Dropped)
	owed := `EXISTS (SELECT 1 FROM obligation m WHERE m.round_id = ` + table + `.round_id AND m.unit_id = ` + table + `.unit_id
		AND m.state <> $` + number(n+4) + ` AND `
	ofUnit := owed + `m.owner_id = $1 AND m.kind IN ($` + number(n+2) + `, $` + number(n+3) + `))`
	ofMembers := owed + `m.owner_id = $1 AND m.kind = $` + number(n+1) + `)`
	asked := owed + `m.person_id = $1 AND m.kind = $` + number(n+1) + `) AND NOT ` + leads(table, "$1")
	return ear{over: over, ofUnit: ofUnit, ofMembers: ofMembers, sits: sits(table, "$1"), asked: asked,
		where: in + ` AND (` + over + ` OR ` + ofUnit + ` OR ` + ofMembers + `)`, args: args}
}

// inScope is the condition that a row lies below a unit that the asker leads or has in his charge, or whose campaign office
// he is, in one of the rounds, with its arguments; $1 is the asker. The row's table has the columns round_id and unit_id
// and stands beside its round_unit u.
func inScope(table string, who access.Actor, rounds []round.ID) (string, []any) {
	line, args := inLine(who, Args([]any{who.Person}, rounds), `k.way <> 'sit'`)
	return table + `.round_id IN ` + In(2, len(rounds)) + ` AND ` + line, args
}

// inLine is the condition that the round_unit u lies at or below a unit that the asker, $1, holds in the way, or whose
// campaign office he is, with the arguments and those added.
func inLine(who access.Actor, args []any, way string) (string, []any) {
	offices := who.Offices()
	if slices.Contains(offices, 0) {
		return `1 = 1`, args
	}

	// Each begins with the few units that he has: from the place of u, half of the tree would be looked through for each row.
	line := `EXISTS (SELECT 1 FROM holding k CROSS JOIN round_unit t WHERE k.person_id = $1 AND k.round_id = u.round_id AND ` + way + `
		AND t.round_id = k.round_id AND t.unit_id = k.unit_id AND u.ord BETWEEN t.ord AND t.ord_last)`
	if len(offices) > 0 {
		line = `(` + line + ` OR EXISTS (SELECT 1 FROM round_unit t WHERE t.round_id = u.round_id
			AND t.unit_id IN ` + In(len(args)+1, len(offices)) + ` AND u.ord BETWEEN +t.ord AND t.ord_last))`
		args = Args(args, offices)
	}

	return line, args
}

// MembersAsked are the persons of a unit of whom members' slips may speak, with who owes a review of them: those to be
// reviewed as its members.
func (tx *Tx) MembersAsked(id round.ID, unit org.UnitID) (asked map[org.PersonID][]org.PersonID, err error) {
	defer errs.Wrap(&err, "store.MembersAsked round %d unit %d", id, unit)

	type pair struct{ person, owner org.PersonID }
	asked = map[org.PersonID][]org.PersonID{}
	all, err := All(tx, func(row Row) (p pair, err error) {
		err = row.Scan(&p.person, &p.owner)
		return p, err
	}, `SELECT person_id, owner_id FROM obligation WHERE round_id = $1 AND unit_id = $2 AND kind = $3 AND state <> $4`,
		id, unit, scheme.Member, review.Dropped)

	for _, p := range all {
		asked[p.person] = append(asked[p.person], p.owner)
	}

	return asked, err
}

// Named is a person by name.
type Named struct {
	ID   org.PersonID
	Name string
}

// MemberNames are persons of the round by name, in the order of their names.
func (tx *Tx) MemberNames(id round.ID, persons []org.PersonID) (all []Named, err error) {
	for part := range slices.Chunk(persons, MaxIn) {
		some, err := All(tx, func(row Row) (n Named, err error) {
			err = row.Scan(&n.ID, &n.Name)
			return n, err
		}, `SELECT person_id, name FROM round_person WHERE round_id = $1 AND person_id IN `+In(2, len(part))+` ORDER BY pinyin, person_id`,
			Args([]any{id}, part)...)
		if err != nil {
			return nil, err
		}

		all = append(all, some...)
	}
	return all, nil
}
