package store

import (
	"errors"

	"lingping/internal/domain/access"
	"lingping/internal/errs"
)

// SecondStep is what is kept of an account's second step.
type SecondStep struct {
	Account int64
	Secret  string
	MadeAt  int64    // unix ms
	Step    int64    // the half minute of the last code that was used
	Codes   []string // what is kept of the recovery codes that are left
}

// SecondStep is that of the account; errs.NotFound when it has none.
func (tx *Tx) SecondStep(account int64) (s SecondStep, err error) {
	s, err = One(tx, func(row Row) (s SecondStep, err error) {
		err = row.Scan(&s.Account, &s.Secret, &s.MadeAt, &s.Step)
		return s, err
	}, `SELECT id, secret, made_at, step FROM second_step WHERE id = $1`, account)
	if errors.Is(err, ErrNone) {
		return s, errs.NewNotFound("这个账号没有开启两步验证。")
	}
	if err != nil {
		return s, err
	}

	s.Codes, err = All(tx, Scalar[string], `SELECT hash FROM recovery_code WHERE account_id = $1 ORDER BY hash`, account)
	return s, err
}

// ErrSecondThere says that the account has a second step already.
var ErrSecondThere = errs.NewConflict("这个账号已经开启了两步验证：要换一部手机，请先停用再开启。")

// AddSecondStep keeps a second step with its recovery codes. An account that has one already is refused.
func (tx *Tx) AddSecondStep(s SecondStep) error {
	tx.witness("second-step", s.Account)
	n, err := tx.Exec(`INSERT INTO second_step (id, secret, made_at, step) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, s.Account, s.Secret, s.MadeAt, s.Step)
	if err != nil {
		return err
	}

	if n == 0 {
		return ErrSecondThere
	}

	return tx.SaveRecoveryCodes(s.Account, s.Codes)
}

// SaveRecoveryCodes makes the recovery codes of an account these, and those before no good.
func (tx *Tx) SaveRecoveryCodes(account int64, hashes []string) error {
	tx.witness("second-step", account)
	if _, err := tx.Exec(`DELETE FROM recovery_code WHERE account_id = $1`, account); err != nil {
		return err
	}

	for _, hash := range hashes {
		if _, err := tx.Exec(`INSERT INTO recovery_code (account_id, hash) VALUES ($1, $2)`, account, hash); err != nil {
			return err
		}
	}

	return nil
}

// UseStep notes that the code of a half minute was used; false when that one or a later was used before.
func (tx *Tx) UseStep(account, step int64) (bool, error) {
	n, err := tx.Exec(`UPDATE second_step SET step = $2 WHERE id = $1 AND step < $2`, account, step)
	return n == 1, err
}

// UseRecoveryCode takes a recovery code away; false when it was gone already.
func (tx *Tx) UseRecoveryCode(account int64, hash string) (bool, error) {
	tx.witness("second-step", account)
	n, err := tx.Exec(`DELETE FROM recovery_code WHERE account_id = $1 AND hash = $2`, account, hash)
	return n == 1, err
}

// DropSecondStep takes the second step of an account away; false when it had none.
func (tx *Tx) DropSecondStep(account int64) (bool, error) {
	tx.witness("second-step", account)
	if _, err := tx.Exec(`DELETE FROM recovery_code WHERE account_id = $1`, account); err != nil {
		return false, err
	}

	n, err := tx.Exec(`DELETE FROM second_step WHERE id = $1`, account)
	return n == 1, err
}

// HalfSignIn is a sign-in of which the first step was right and the second is still to come.
type HalfSignIn struct {
	Hash    string
	Account int64
	Shared  bool
	Via     access.Via
	Outside string
	EndsAt  int64 // unix ms
}

// AddSignIn keeps a sign-in half done.
func (tx *Tx) AddSignIn(s HalfSignIn) error {
	_, err := tx.Exec(`INSERT INTO sign_in (hash, account_id, shared, via, outside, ends_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		s.Hash, s.Account, s.Shared, s.Via, s.Outside, s.EndsAt)
	return err
}

// SignIn is the sign-in half done with this hash; errs.NotFound when there is none, or it took too long.
func (tx *Tx) SignIn(hash string) (s HalfSignIn, err error) {
	s, err = One(tx, func(row Row) (s HalfSignIn, err error) {
		err = row.Scan(&s.Hash, &s.Account, &s.Shared, &s.Via, &s.Outside, &s.EndsAt)
		return s, err
	}, `SELECT hash, account_id, shared, via, outside, ends_at FROM sign_in WHERE hash = $1`, hash)
	if errors.Is(err, ErrNone) || err == nil && s.EndsAt <= tx.Now.UnixMilli() {
		return s, errs.NewNotFound("登录已经失效，请重新登录。")
	}
	return s, err
}

// DropSignIn ends a sign-in half done; false when it was over already.
func (tx *Tx) DropSignIn(hash string) (bool, error) {
	n, err := tx.Exec(`DELETE FROM sign_in WHERE hash = $1`, hash)
	return n == 1, err
}

// HasOutside reports whether there is a session, or half of one, that the institution calls so (SHA-256).
func (tx *Tx) HasOutside(outside string) (bool, error) {
	n, err := Count(tx, `SELECT (SELECT COUNT(*) FROM sign_in WHERE outside = $1 AND outside <> '') + (SELECT COUNT(*) FROM session WHERE outside = $1 AND outside <> '')`, outside)
	return n > 0, err
}

// EndOutside ends every session that the institution calls so (SHA-256), and gives how many.
func (tx *Tx) EndOutside(outside string) (int64, error) {
	if _, err := tx.Exec(`DELETE FROM sign_in WHERE outside = $1 AND outside <> ''`, outside); err != nil {
		return 0, err
	}
	return tx.Exec(`DELETE FROM session WHERE outside = $1 AND outside <> ''`, outside)
}
