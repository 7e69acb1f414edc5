package store

import (
	"lingping/internal/blob"
	"lingping/internal/domain/access"
)

// Upkeep is what an administrator looks after.
type Upkeep struct {
	Unopened, Disabled int // accounts
	Told               int // messages of the outbox, at most ToldCounted
	Fill               blob.Fill
	Noted              string // a setting that the program notes for itself, empty without
}

// ToldCounted is up to how many messages are counted.
const ToldCounted = 1000

// Upkeep counts what an administrator looks after and reads one noted setting, by one statement.
func (tx *Tx) Upkeep(setting string) (Upkeep, error) {
	return One(tx, func(row Row) (u Upkeep, err error) {
		var most string
		err = row.Scan(&u.Unopened, &u.Disabled, &u.Told, &u.Noted, &u.Fill.Files, &u.Fill.Bytes, &most)
		u.Fill.Most = spaceOf(most)
		return u, err
	}, `SELECT (SELECT COUNT(*) FROM account a WHERE `+silentAs[access.Unopened]+`), (SELECT COUNT(*) FROM account a WHERE `+silentAs[access.Closed]+`),
		(SELECT COUNT(*) FROM (SELECT 1 AS one FROM job WHERE kind = $1`+most(3)+`) told), COALESCE((SELECT value FROM setting WHERE name = $2), ''),
		CAST(SUM(files) AS BIGINT), CAST(SUM(bytes) AS BIGINT), COALESCE((SELECT value FROM setting WHERE name = $4), '') FROM blob_fill`, toldKind, setting, ToldCounted, SettingSpace)
}
