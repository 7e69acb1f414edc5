package demo

import (
	"context"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// State is how a house stands to the demo.
type State string

// The states of a house.
const (
	Empty State = "empty" // nothing is in it
	Begun State = "begun" // the university is being built, or was not built to its end
	Built State = "built"
)

// Look says how the house stands to the demo. One that has something else is refused: data of an office and made-up data do not
// lie side by side.
func Look(ctx context.Context, a *app.App) (State, error) {
	house, err := a.House(ctx)
	if err != nil {
		return "", err
	}

	switch house.Name {
	case begunName:
		return Begun, nil
	case builtName:
		return Built, nil
	}

	units, err := a.MembersBelow(ctx, access.LocalOperator(), 0)
	if err != nil {
		return "", err
	}

	accounts, err := a.Accounts(ctx, access.LocalOperator(), store.AccountFilter{Limit: 1})
	if err != nil {
		return "", err
	}

	if len(units) > 0 || accounts.Total > 0 {
		return "", errs.NewConflict("这里已有别的数据；演示只能建在空的数据目录里。请用 --data 换一个目录。")
	}

	return Empty, nil
}

// find looks up the accounts to try.
func (b *builder) find() error {
	for _, t := range b.roles() {
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
	for _, t := range b.roles() {
		if a, ok := b.tried[t.login]; ok {
			accounts = append(accounts, Account{Login: a.Login, Password: Password, Who: a.Name, Try: t.try})
		}
	}
	return accounts
}
