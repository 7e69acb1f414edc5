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
	_, nobodys := a.door.Code()
	return a.admit(ctx, account, entered, func(tx *store.Tx) error {
		again, err := accountNumbered(tx, in.Number)
		if err != nil {
			return err
		}

		if again.ID != account.ID {
			return errs.NewConflict("工号“%s”刚刚换了账号：请重新登录。", in.Number)
		}

		return spendCode(tx, again, nobodys)
	})
}

// spendCode makes a one-time code no good whose owner came in without it: a slip that nobody needs lies about. He can have another.
func spendCode(tx *store.Tx, account access.Account, nobodys string) error {
	if !account.MustChange {
		return nil
	}

	if err := tx.SaveSecret(account.ID, nobodys); err != nil {
		return err
	}

	account.MustChange = false
	return tx.SaveAccount(account)
}

// accountNumbered is the account of whom the institution calls by the 工号, who may come in. It goes by the number that was confirmed for the
// account; where the roster says another now, nobody comes in before that is confirmed (TakeNumber).
func accountNumbered(tx *store.Tx, number string) (account access.Account, err error) {
	found, err := tx.AccountsSaid(number)
	switch {
	case err != nil:
		return account, err
	case len(found) > 1:
		return account, errs.NewInvalid("本系统有几个账号的工号都是“%s”（或只差大小写），分不清是哪一个：请找本单位系统管理员核对。", number)
	case len(found) == 0 || found[0].Said != number:
		return account, unknownNumber(tx, number)
	}

	if account, err = tx.Account(found[0].ID); err != nil {
		return account, err
	}

	person, err := tx.Person(account.Person)
	if err != nil && !errs.Is(err, errs.NotFound) {
		return account, err
	}

	switch {
	case err != nil || person.Number != number:
		return account, errNumberMoved
	case account.Disabled:
		return account, errs.NewInvalid("您的账号已经停用：请找本单位系统管理员。")
	}

	return account, nil
}

var errNumberMoved = errs.NewInvalid("名册里的工号和开通账号时的不一样，暂时不能用统一身份认证登录：请找本单位系统管理员在您的账号里确认工号，或者用本系统的密码登录。")

// unknownNumber says why the institution lets nobody in by a 工号 that was confirmed for no account.
func unknownNumber(tx *store.Tx, number string) error {
	person, err := tx.PersonNumbered(number)
	login := ""
	if err == nil {
		login, err = tx.LoginOf(person.ID)
	}
	if err != nil && !errs.Is(err, errs.NotFound) {
		return err
	}

	if login != "" {
		return errNumberMoved
	}

	return errs.NewInvalid("统一身份认证认得您，但本系统没有工号“%s”的账号：请找本单位系统管理员开通。", number)
}

// TakeNumber confirms that the institution calls the owner of an account by the 工号 that the roster has now.
func (a *App) TakeNumber(ctx context.Context, who access.Actor, id int64) error {
	return a.changeAccount(ctx, who, access.ManageAccount, id, func(tx *store.Tx, account *access.Account) (map[string]any, error) {
		if account.Guarded() && !who.Local {
			return nil, errs.NewConflict("“%s”是安全或审计管理员，系统管理员不能确认他的工号：请在服务器上用命令行操作。", account.Name)
		}

		person, err := tx.Person(account.Person)
		if err != nil && !errs.Is(err, errs.NotFound) {
			return nil, err
		}

		if err != nil || person.Number == account.Said {
			return nil, errs.NewConflict("“%s”的工号没有变动，不用确认。", account.Name)
		}

		others, err := tx.AccountsSaid(person.Number)
		if err != nil {
			return nil, err
		}

		for _, other := range others {
			if other.ID != id {
				return nil, errs.NewConflict("工号“%s”已经是账号“%s”的：请先核对那个账号。", person.Number, other.Login)
			}
		}

		was := account.Said
		account.Said = person.Number
		return map[string]any{"did": numberTaken, "was": was, "number": account.Said}, nil
	})
}

// numberTaken is what the ledger is told when a 工号 was confirmed.
const numberTaken = "number-taken"

// outsideHash is what is kept of what the institution calls a session: who reads the database can end none by it.
func outsideHash(outside string) string {
	if outside == "" {
		return ""
	}
	return auth.TokenHash(outside)
}

// EndOutside ends the sessions that the institution calls so, because it says that they are over. That is no act of anybody here.
// A notice of none writes nothing.
func (a *App) EndOutside(ctx context.Context, outside string) error {
	there := false
	err := a.read(ctx, func(tx *store.Tx) (err error) {
		there, err = tx.HasOutside(outsideHash(outside))
		return err
	})
	if err != nil || !there {
		return err
	}

	return a.write(ctx, access.Actor{}, access.SignIn, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(access.Anyone, access.NoStage); err != nil {
			return Entry{}, err
		}

		_, err := tx.EndOutside(outsideHash(outside))
		return Entry{Nothing: true}, err
	})
}
