package store

import (
	"errors"
	"slices"
	"strings"

	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

func filingColumns(f *filing.Filing) columns {
	return columns{
		{"f.id", &f.ID}, {"f.round_id", &f.Round}, {"f.unit_id", &f.Unit}, {"f.duty", &f.Duty}, {"f.version", &f.Version},
		{"f.state", &f.State}, {"f.sheets", &f.Sheets}, {"f.lacking", &f.Lacking}, {"f.reason", &f.Reason}, {"f.due", &f.Due.Day},
		{"f.hour", &f.Due.Hour}, {"f.day", &f.Day},
		{"f.at", &f.At}, {"f.by_account", &f.By.Account}, {"f.by_person", &f.By.Person}, {"f.by_name", &f.By.Name},
		{"f.blob_id", &f.Blob}, {"f.hash", &f.Hash}, {"f.size", &f.Size}, {"f.year", &f.Year}, {"f.number", &f.Number},
		{"f.decided_at", &f.DecidedAt}, {"f.decided_by", &f.DecidedBy}, {"f.return_reason", &f.Returned},
	}
}

// Filing is one pack that was handed in.
func (tx *Tx) Filing(id filing.ID) (filing.Filing, error) {
	f, err := One(tx, scanned(filingColumns), `SELECT `+selected(filingColumns)+` FROM filing f WHERE f.id = $1`, id)
	if errors.Is(err, ErrNone) {
		return f, access.ErrRefused
	}
	return f, err
}

// Filings are the packs that a unit handed in in a round, for each of its duties the newest first.
func (tx *Tx) Filings(id round.ID, unit org.UnitID) ([]filing.Filing, error) {
	return All(tx, scanned(filingColumns), `SELECT `+selected(filingColumns)+` FROM filing f WHERE f.round_id = $1 AND f.unit_id = $2
		ORDER BY f.duty, f.version DESC`,
		id, unit)
}

// isNewest is what is true of a pack f after which its unit handed in no other for the same duty.
const isNewest = `NOT EXISTS (SELECT 1 FROM filing g WHERE g.round_id = f.round_id AND g.unit_id = f.unit_id AND g.duty = f.duty
	AND g.version > f.version)`

// FilingsOf are the newest packs of some units, at most MaxIn, in a round.
func (tx *Tx) FilingsOf(id round.ID, units []org.UnitID) (_ map[filing.Key]filing.Filing, err error) {
	defer errs.Wrap(&err, "store.FilingsOf %d", id)

	out := make(map[filing.Key]filing.Filing, len(units))
	if len(units) == 0 {
		return out, nil
	}

	rows, err := All(tx, scanned(filingColumns), `SELECT `+selected(filingColumns)+` FROM filing f WHERE f.round_id = $1 AND f.unit_id IN `+In(2, len(units))+
		` AND `+isNewest, Args([]any{id}, units)...)
	for _, f := range rows {
		out[f.Key()] = f
	}

	return out, err
}

// FiledTogether are the units of a round that handed in a pack of all that is asked of them.
func (tx *Tx) FiledTogether(id round.ID) (_ map[org.UnitID]bool, err error) {
	defer errs.Wrap(&err, "store.FiledTogether %d", id)

	units, err := All(tx, Scalar[org.UnitID], `SELECT unit_id FROM filing WHERE round_id = $1 AND duty = 0`, id)
	out := make(map[org.UnitID]bool, len(units))
	for _, u := range units {
		out[u] = true
	}

	return out, err
}

// Pack is the file of a pack as it was handed in.
func (tx *Tx) Pack(f filing.Filing) (blob.File, error) {
	file, err := tx.Blob(f.Blob)
	if err == nil {
		err = soundBlob(f.Blob, file, f.Hash)
	}
	return file, err
}

// FilingStates counts the newest packs of a round by their state.
func (tx *Tx) FilingStates(id round.ID) (_ map[filing.State]int, err error) {
	defer errs.Wrap(&err, "store.FilingStates %d", id)
	return counted[filing.State](tx, `SELECT f.state, COUNT(*) FROM filing f WHERE f.round_id = $1 AND `+isNewest+` GROUP BY f.state`, id)
}

// AddFiling keeps a pack with the reviews that it holds, and those on each form that it lacks.
func (tx *Tx) AddFiling(f filing.Filing, sheets map[review.ID]int, lacking [][]review.ID) (err error) {
	defer errs.Wrap(&err, "store.AddFiling")

	tx.witness("filing", int64(f.ID))
	_, err = tx.Exec(`INSERT INTO filing (id, round_id, unit_id, duty, version, state, sheets, lacking, reason, due, hour, day, at, by_account,
			by_person, by_name, blob_id, hash, size, year, number, decided_at, decided_by, return_reason)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24)`,
		f.ID, f.Round, f.Unit, f.Duty, f.Version, f.State, f.Sheets, f.Lacking, f.Reason, f.Due.Day, f.Due.Hour, f.Day, f.At, f.By.Account,
		f.By.Person, f.By.Name, f.Blob, f.Hash, f.Size, f.Year, f.Number, f.DecidedAt, f.DecidedBy, f.Returned)
	if err != nil {
		return err
	}

	ids := make([]review.ID, 0, len(sheets))
	for id := range sheets {
		ids = append(ids, id)
	}

	slices.Sort(ids)
	for part := range slices.Chunk(ids, MaxIn/3) {
		var rows []string
		var args []any
		for _, id := range part {
			rows = append(rows, "("+strings.Trim(In(len(args)+1, 3), "()")+")")
			args = append(args, f.ID, id, sheets[id])
		}

		if _, err := tx.Exec(`INSERT INTO filing_sheet (filing_id, review_id, version) VALUES `+strings.Join(rows, ", "), args...); err != nil {
			return err
		}
	}

	for i, sheet := range lacking {
		for _, id := range sheet {
			if _, err := tx.Exec(`INSERT INTO filing_lacking (filing_id, sheet, review_id) VALUES ($1, $2, $3)`, f.ID, i+1, id); err != nil {
				return err
			}
		}
	}

	return nil
}

// SaveFiling keeps what the office decided of a pack.
func (tx *Tx) SaveFiling(f filing.Filing) error {
	tx.witness("filing", int64(f.ID))
	_, err := tx.Exec(`UPDATE filing SET state = $2, year = $3, number = $4, decided_at = $5, decided_by = $6, return_reason = $7
		WHERE id = $1`, f.ID, f.State, f.Year, f.Number, f.DecidedAt, f.DecidedBy, f.Returned)
	return err
}

// NextReceipt is the number of the year's next receipt.
func (tx *Tx) NextReceipt(year int) (int, error) {
	n, err := Count(tx, `SELECT COALESCE(MAX(number), 0) FROM filing WHERE year = $1 AND number <> 0`, year)
	return n + 1, err
}

// isLastReceived is what is true of a received pack f after which no other of its unit for the same duty was received. The word stands in it
// because there is an index of packs in another state: by an argument SQLite would plan the statement anew each time.
const isLastReceived = `f.state = '` + string(filing.Received) + `' AND NOT EXISTS (SELECT 1 FROM filing g WHERE g.round_id = f.round_id
	AND g.unit_id = f.unit_id AND g.duty = f.duty AND g.version > f.version AND g.state = '` + string(filing.Received) + `')`

// IsFiled reports whether the review is in a pack that the office has received: from then on it is corrected by a new
// version only, and never taken back.
func (tx *Tx) IsFiled(id review.ID) (bool, error) {
	n, err := Count(tx, `SELECT COUNT(*) FROM filing_sheet s CROSS JOIN filing f
		WHERE f.id = s.filing_id AND s.review_id = $1 AND f.state = '`+string(filing.Received)+`'`, id)
	return n > 0, err
}

// PackOf is a pack of some round.
type PackOf struct {
	Round round.ID
	filing.Key
}

// SinceFiled tells of each newest received pack of some units in some rounds, together at most MaxIn, what became of its forms
// since. Of a pack from before it was kept what a pack lacks, all that it lacked is lacking still.
func (tx *Tx) SinceFiled(rounds []round.ID, units []org.UnitID) (_ map[PackOf]filing.Since, err error) {
	defer errs.Wrap(&err, "store.SinceFiled %d", rounds)

	if len(rounds) == 0 || len(units) == 0 {
		return nil, nil
	}

	type since struct {
		PackOf
		filing.Since
	}

	args := Args([]any{review.Confirmed, review.Exempt, review.Dropped}, rounds)
	among := `f.round_id IN ` + In(4, len(rounds)) + ` AND f.unit_id IN ` + In(4+len(rounds), len(units)) + ` AND ` + isLastReceived
	rows, err := All(tx, func(row Row) (s since, err error) {
		err = row.Scan(&s.Round, &s.Unit, &s.Duty, &s.Corrected, &s.Ready, &s.Left)
		return s, err
	}, `SELECT f.round_id, f.unit_id, f.duty, CAST(COUNT(*) AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT)
			FROM filing f JOIN filing_sheet s ON s.filing_id = f.id JOIN review v ON v.id = s.review_id JOIN obligation o ON o.id = s.review_id
			WHERE (v.version <> s.version OR o.state <> $1) AND `+among+` GROUP BY f.round_id, f.unit_id, f.duty
		UNION ALL SELECT x.round_id, x.unit_id, x.duty, CAST(0 AS BIGINT),
			CAST(SUM(CASE WHEN x.sheet > 0 AND x.waits = 0 AND x.done > 0 THEN 1 ELSE 0 END) AS BIGINT),
			CAST(SUM(CASE WHEN x.sheet = 0 THEN x.lacking WHEN x.waits > 0 THEN 1 ELSE 0 END) AS BIGINT)
			FROM (SELECT f.round_id, f.unit_id, f.duty, f.lacking, COALESCE(l.sheet, 0) AS sheet,
					SUM(CASE WHEN o.state = $1 THEN 1 ELSE 0 END) AS done, SUM(CASE WHEN o.state IN ($1, $2, $3) THEN 0 ELSE 1 END) AS waits
				FROM filing f LEFT JOIN filing_lacking l ON l.filing_id = f.id LEFT JOIN obligation o ON o.id = l.review_id
				WHERE f.lacking > 0 AND `+among+` GROUP BY f.id, f.round_id, f.unit_id, f.duty, f.lacking, COALESCE(l.sheet, 0)) x
			GROUP BY x.round_id, x.unit_id, x.duty`, Args(args, units)...)

	out := make(map[PackOf]filing.Since, len(rows))
	for _, r := range rows {
		sum := out[r.PackOf]
		sum.Corrected += r.Corrected
		sum.Ready += r.Ready
		sum.Left += r.Left
		out[r.PackOf] = sum
	}

	return out, err
}

// FiledReceipts are the newest receipts of those of the reviews that were filed.
func (tx *Tx) FiledReceipts(ids []review.ID) (map[review.ID]filing.Filing, error) {
	type filed struct {
		id review.ID
		f  filing.Filing
	}

	out := map[review.ID]filing.Filing{}
	for part := range slices.Chunk(ids, MaxIn) {
		rows, err := All(tx, func(row Row) (x filed, err error) {
			err = row.Scan(&x.id, &x.f.Duty, &x.f.Year, &x.f.Number, &x.f.DecidedAt)
			return x, err
		}, `SELECT s.review_id, f.duty, f.year, f.number, f.decided_at FROM filing_sheet s CROSS JOIN filing f
			WHERE f.id = s.filing_id AND f.state = '`+string(filing.Received)+`' AND s.review_id IN `+In(1, len(part))+` ORDER BY f.decided_at, f.number`, Args(nil, part)...)
		if err != nil {
			return nil, err
		}

		for _, x := range rows {
			out[x.id] = x.f
		}
	}

	return out, nil
}

// FilingsWaiting counts the packs of each round that wait for their receipt.
func (tx *Tx) FilingsWaiting() (map[round.ID]int, error) {
	type waiting struct {
		id round.ID
		n  int
	}

	rows, err := All(tx, func(row Row) (w waiting, err error) {
		err = row.Scan(&w.id, &w.n)
		return w, err
	}, `SELECT f.round_id, COUNT(*) FROM filing f WHERE f.state = '`+string(filing.Handed)+`' GROUP BY f.round_id`)

	out := make(map[round.ID]int, len(rows))
	for _, w := range rows {
		out[w.id] = w.n
	}

	return out, err
}
