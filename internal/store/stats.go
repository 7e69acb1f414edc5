package store

import (
	"fmt"

	"lingping/internal/domain/ledger"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
)

// StatsCopy is a dated copy of statistics, sealed with a hash of its text.
type StatsCopy struct {
	ID   int64
	Unit org.UnitID
	AsOf int64 // unix ms
	Body string
	Seal string
	By   string
}

// Brief is the beginning of the seal, by which people tell copies apart.
func (c StatsCopy) Brief() string { return c.Seal[:min(12, len(c.Seal))] }

// Sound is nil, or says that the copy is not what was sealed.
func (c StatsCopy) Sound() error {
	if ledger.Digest([]byte(c.Body)) == c.Seal {
		return nil
	}
	return ledger.NewAltered(fmt.Sprintf("stats:%d", c.ID), "第 %s 号封存统计与它的校验码不符：内容被改动过。", fmt.Sprint(c.ID))
}

// AddStatsCopy keeps a sealed copy.
func (tx *Tx) AddStatsCopy(id round.ID, c StatsCopy) error {
	tx.witnessNew("sealed-copy", c.ID)
	_, err := tx.Exec(`INSERT INTO stats_copy (id, round_id, unit_id, as_of, body, seal, by_name) VALUES ($1,$2,$3,$4,$5,$6,$7)`,
		c.ID, id, c.Unit, c.AsOf, c.Body, c.Seal, c.By)
	return err
}

func scanStatsCopy(row Row) (c StatsCopy, err error) {
	err = row.Scan(&c.ID, &c.Unit, &c.AsOf, &c.Body, &c.Seal, &c.By)
	return c, err
}

// StatsCopies are the sealed copies of a unit's statistics, the newest first.
func (tx *Tx) StatsCopies(id round.ID, unit org.UnitID) ([]StatsCopy, error) {
	return All(tx, scanStatsCopy, `SELECT id, unit_id, as_of, body, seal, by_name FROM stats_copy
		WHERE round_id = $1 AND unit_id = $2 ORDER BY id DESC`, id, unit)
}

// EachStatsCopy gives every sealed copy of every round.
func (tx *Tx) EachStatsCopy() ([]StatsCopy, error) {
	return All(tx, scanStatsCopy, `SELECT id, unit_id, as_of, body, seal, by_name FROM stats_copy ORDER BY id`)
}
