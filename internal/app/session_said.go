package app

import (
	"context"

	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// SaidSignIn is what the institution says of who comes in.
type SaidSignIn struct {
	Number  string // 工号
	Via     access.Via
	Outside string // what the institution calls the session; empty: nothing
	Old     string // token of the session that the browser had until now
}

// SignInSaid begins a session of the account that the person with the 工号 has. It makes none: whoever the house does not know is told whom to ask.
// The session is as short as one on a shared computer: the institution soon lets in again.
func (a *App) SignInSaid(ctx context.Context, in SaidSignIn) (SignedIn, error) {
	var account access.Account
	err := a.read(ctx, func(tx *store.Tx) (err error) {
		account, err = accountNumbered(tx, in.Number)
		return err
	})
	if err != nil {
		return SignedIn{}, err
	}

	entered := entrance{login: account.Login, shared: true, old: in.Old, via: in.Via, outside: outsideHash(in.Outside)}
	return a.admit(ctx, account, entered, func(tx *store.Tx) error {
		_, err := accountNumbered(tx, in.Number)
		return err
	})
}

// accountNumbered is the account of the person with the 工号, who may come in.
func accountNumbered(tx *store.Tx, number string) (account access.Account, err error) {
	person, err := tx.PersonNumbered(number)
	login := ""
	if err == nil {
		login, err = tx.LoginOf(person.ID)
	}
	if err != nil && !errs.Is(err, errs.NotFound) {
		return account, err
	}

	if login == "" {
		return account, errs.NewInvalid("统一身份认证认得您，但本系统没有工号“%s”的账号：请找本单位系统管理员开通。", number)
	}

	if account, err = tx.AccountOf(login); err == nil && account.Disabled {
		err = errs.NewInvalid("您的账号已经停用：请找本单位系统管理员。")
	}

	return account, err
}

// outsideHash is what is kept of what the institution calls a session: who reads the database can end none by it.
func outsideHash(outside string) string {
	if outside == "" {
		return ""
	}
	return auth.TokenHash(outside)
}

// EndOutside ends the sessions that the institution calls so, because it says that they are over. That is no act of anybody here.
func (a *App) EndOutside(ctx context.Context, outside string) error {
	return a.write(ctx, access.Actor{}, access.SignIn, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(access.Anyone, access.NoStage); err != nil {
			return Entry{}, err
		}

		_, err := tx.EndOutside(outsideHash(outside))
		return Entry{Nothing: true}, err
	})
}
