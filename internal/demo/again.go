package demo

import (
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// there reports whether the house has the university already; b then knows its accounts. A house that has something else
// is refused: nobody's own data and made-up ones shall lie side by side.
func (b *builder) there() (bool, error) {
	house, err := b.House(b.ctx)
	if err != nil {
		return false, err
	}
	units, err := b.MembersBelow(b.ctx, access.LocalOperator(), 0)
	if err != nil {
		return false, err
	}
	accounts, err := b.Accounts(b.ctx, access.LocalOperator(), store.AccountFilter{Limit: 1})
	if err != nil {
		return false, err
	}
	if len(units) == 0 && accounts.Total == 0 {
		return false, nil
	}
	if house.Name != houseName {
		return false, errs.NewConflict("这里已有别的数据，或者上次的演示没有建完；演示只能建在空的数据目录里。请用 --data 换一个目录，或者删去旧的演示目录。")
	}
	return true, b.find()
}

// find looks up the accounts of the cast.
func (b *builder) find() error {
	for _, t := range b.cast() {
		list, err := b.Accounts(b.ctx, access.LocalOperator(), store.AccountFilter{Text: t.login, Limit: 20})
		if err != nil {
			return err
		}
		for _, row := range list.Rows {
			if row.Login == t.login {
				b.tried[t.login] = row.Account
			}
		}
	}
	return nil
}

// tryAgain are the accounts to try in a house that was built before; who they are was seen to then.
func (b *builder) tryAgain() (accounts []Account) {
	for _, t := range b.cast() {
		if a, ok := b.tried[t.login]; ok {
			accounts = append(accounts, Account{Login: a.Login, Password: Password, Who: a.Name, Try: t.try})
		}
	}
	return accounts
}
