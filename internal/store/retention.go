package store

import (
	"lingping/internal/domain/filing"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// Retentions say how long each archived round is kept.
func (tx *Tx) Retentions() (map[round.ID]round.Retention, error) {
	type kept struct {
		id round.ID
		r  round.Retention
	}

	rows, err := All(tx, func(row Row) (k kept, err error) {
		err = row.Scan(&k.id, &k.r.Class, &k.r.Reason, &k.r.From, &k.r.Until, &k.r.By, &k.r.At)
		return k, err
	}, `SELECT round_id, class, reason, from_day, until_day, by_name, at FROM retention`)

	out := make(map[round.ID]round.Retention, len(rows))
	for _, k := range rows {
		out[k.id] = k.r
	}

	return out, err
}

// SaveRetention keeps how long a round is kept.
func (tx *Tx) SaveRetention(id round.ID, r round.Retention) error {
	_, err := tx.Exec(`INSERT INTO retention (round_id, class, reason, from_day, until_day, by_name, at) VALUES ($1,$2,$3,$4,$5,$6,$7)
		ON CONFLICT (round_id) DO UPDATE SET class = excluded.class, reason = excluded.reason, from_day = excluded.from_day,
			until_day = excluded.until_day, by_name = excluded.by_name, at = excluded.at`,
		id, r.Class, r.Reason, r.From, r.Until, r.By, r.At)
	return err
}

// InArchive is the name of the round when it is archived, empty when it is not.
func (tx *Tx) InArchive(id int64) (string, error) {
	r, err := tx.Round(round.ID(id))
	if errs.Is(err, errs.NotFound) {
		return "", nil
	}
	if r.State != round.Archived {
		return "", err
	}

	return r.Name, err
}

// ArchiveFigures are how much a round keeps; entries of the ledger are counted up to EntriesCounted and one.
type ArchiveFigures struct{ Reviews, Occasions, Packs, Files, Entries int }

// EntriesCounted is up to how many entries of the ledger of a round are counted: every act of the round is one.
const EntriesCounted = 10_000

// ArchiveFigures are those of a round over the unit.
func (tx *Tx) ArchiveFigures(id round.ID, top org.UnitID) (f ArchiveFigures, err error) {
	defer errs.Wrap(&err, "store.ArchiveFigures %d", id)

	tallies, err := tx.Tallies(id, []org.UnitID{top})
	if err != nil {
		return f, err
	}

	f, err = One(tx, func(row Row) (f ArchiveFigures, err error) {
		err = row.Scan(&f.Occasions, &f.Packs, &f.Files, &f.Entries)
		return f, err
	}, `SELECT (SELECT COUNT(*) FROM occasion WHERE round_id = $1),
		(SELECT COUNT(*) FROM filing WHERE round_id = $1), (SELECT COUNT(*) FROM dossier_file WHERE round_id = $1),
		(SELECT COUNT(*) FROM (SELECT 1 FROM ledger WHERE round_id = $1 LIMIT CAST($2 AS BIGINT)) counted)`, id, EntriesCounted+1)
	f.Reviews = int(tallies[top][round.TimesDone])
	return f, err
}

// RoundEntries gives at most so many entries of the ledger of a round from the oldest on: those after the entry with a
// number, 0 for the first.
func (tx *Tx) RoundEntries(id round.ID, after int64, limit int) ([]ledger.Entry, error) {
	return All(tx, scanned(entryColumns), `SELECT `+selected(entryColumns)+` FROM ledger l
		WHERE l.round_id = $1 AND l.id > $2 ORDER BY l.id LIMIT CAST($3 AS BIGINT)`, id, after, limit)
}

// ReceivedPacks are the packs of a round that the office received, in the order of their receipts.
func (tx *Tx) ReceivedPacks(id round.ID) ([]filing.Filing, error) {
	return All(tx, scanned(filingColumns), `SELECT `+selected(filingColumns)+` FROM filing f WHERE f.round_id = $1 AND f.number <> 0 ORDER BY f.year, f.number`, id)
}
