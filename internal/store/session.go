package store

import (
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/errs"
)

func sessionColumns(s *access.Session) columns {
	return columns{
		{"s.hash", &s.Hash}, {"s.account_id", &s.Account}, {"s.made_at", &s.MadeAt}, {"s.seen_at", &s.SeenAt},
		{"s.ends_at", &s.EndsAt}, {"s.shared", &s.Shared}, {"s.via", &s.Via}, {"s.outside", &s.Outside},
	}
}

// visit is a session with the account whose it is and one of its roles.
type visit struct {
	session access.Session
	account access.Account
	role    access.Role
	duty    access.SecondDuty
}

func visitColumns(v *visit) columns {
	return sessionColumns(&v.session).and(accountColumns(&v.account)...).
		and(column{"COALESCE(r.role, '')", &v.role.Kind}, column{"COALESCE(r.unit_id, 0)", &v.role.Unit},
			column{"COALESCE((SELECT t.value FROM setting t WHERE t.name = '" + SecondDutySetting + "'), '')", &v.duty})
}

// SecondDutySetting is the name of the setting that says who must sign in by two steps.
const SecondDutySetting = "signin.second"

// Visit is the session with this hash and the account whose it is, with its roles.
func (tx *Tx) Visit(hash string) (s access.Session, a access.Account, err error) {
	defer errs.Wrap(&err, "store.Visit")

	rows, err := All(tx, scanned(visitColumns), `SELECT `+selected(visitColumns)+`
		FROM session s JOIN account a ON a.id = s.account_id LEFT JOIN account_role r ON r.account_id = a.id
		WHERE s.hash = $1 ORDER BY r.role, r.unit_id`, hash)
	if err != nil {
		return s, a, err
	}

	if len(rows) == 0 {
		return s, a, errs.NewNotFound("登录已经失效，请重新登录。")
	}

	s, a = rows[0].session, rows[0].account
	for _, v := range rows {
		if v.role.Kind != "" {
			a.Roles = append(a.Roles, v.role)
		}
	}

	a.MustEnrol = rows[0].duty.Binds(a)
	return s, a, nil
}

// Sessions are the sessions of an account, the latest used first.
func (tx *Tx) Sessions(account int64) ([]access.Session, error) {
	return All(tx, scanned(sessionColumns), `SELECT `+selected(sessionColumns)+` FROM session s WHERE s.account_id = $1 ORDER BY s.seen_at DESC, s.hash`, account)
}

// AddSession keeps a new session.
func (tx *Tx) AddSession(s access.Session) error {
	tx.witness("session", s.Hash)
	_, err := tx.Exec(`INSERT INTO session (hash, account_id, made_at, seen_at, ends_at, shared, via, outside)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, s.Hash, s.Account, s.MadeAt, s.SeenAt, s.EndsAt, s.Shared, s.Via, s.Outside)
	return err
}

// SeeSession notes that a session was used at a moment (unix ms).
func (tx *Tx) SeeSession(hash string, at int64) error {
	_, err := tx.Exec(`UPDATE session SET seen_at = $2 WHERE hash = $1 AND seen_at < $2`, hash, at)
	return err
}

// EndSessions ends the sessions of an account but the one to keep, and every sign-in half done; keep is empty to end all.
func (tx *Tx) EndSessions(account int64, keep string) (int64, error) {
	if _, err := tx.Exec(`DELETE FROM sign_in WHERE account_id = $1`, account); err != nil {
		return 0, err
	}
	return tx.Exec(`DELETE FROM session WHERE account_id = $1 AND hash <> $2`, account, keep)
}

// EndSession ends one session of the account.
func (tx *Tx) EndSession(account int64, hash string) (int64, error) {
	return tx.Exec(`DELETE FROM session WHERE account_id = $1 AND hash = $2`, account, hash)
}

// DropSession ends a session, whoever's it is: the browser that shows its token begins another.
func (tx *Tx) DropSession(hash string) error {
	if _, err := tx.DropSignIn(hash); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM session WHERE hash = $1`, hash)
	return err
}

// overSession is the condition that a session is over at a moment, with its arguments.
const overSession = `(ends_at <= $1 OR shared = TRUE AND seen_at <= $2 OR shared = FALSE AND seen_at <= $3)`

func overArgs(now time.Time) []any {
	return []any{now.UnixMilli(), now.Add(-access.Idle(true)).UnixMilli(), now.Add(-access.Idle(false)).UnixMilli()}
}

// OverSessions is how many sessions are over at the moment and still kept.
func (tx *Tx) OverSessions(now time.Time) (int, error) {
	return Count(tx, `SELECT COUNT(*) FROM session WHERE `+overSession, overArgs(now)...)
}

// SweepSessions forgets the sessions that are over at the moment, so that a clock set back does not open them again.
func (tx *Tx) SweepSessions(now time.Time) error {
	if _, err := tx.Exec(`DELETE FROM sign_in WHERE ends_at <= $1`, now.UnixMilli()); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM session WHERE `+overSession, overArgs(now)...)
	return err
}
