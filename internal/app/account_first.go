package app

import (
	"context"

	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// NewHouse is how a house gets its first administrators.
type NewHouse struct {
	Login    string // of the first; the others add their role to it
	Password string // chosen by the first; empty: a code is drawn for him too
	Joined   bool   // one account for all that may stand together, see access.FirstRoles
}

// InitHouse makes the accounts of the first administrators, who make those of all others. Codes are drawn for them, which
// each changes when he first signs in; the first may bring a password of his own.
func (a *App) InitHouse(ctx context.Context, who access.Actor, in NewHouse) (slips []Slip, err error) {
	drawn, err := a.firstSecrets(ctx, in)
	if err != nil {
		return nil, err
	}

	err = a.write(ctx, who, access.InitHouse, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(who.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}

		n, err := tx.Holders(access.RoleSecurity)
		if err != nil {
			return Entry{}, err
		}

		if n > 0 {
			return Entry{}, errs.NewConflict("已经有管理员了：请让他登录，在“账号”里开通其他账号。")
		}

		slips = nil
		var entries []Entry
		for i, roles := range access.FirstRoles(in.Joined) {
			account, err := firstAccount(tx, in, i, roles)
			if err != nil {
				return Entry{}, err
			}

			if err := tx.AddAccount(account, drawn[i].kept); err != nil {
				return Entry{}, err
			}

			slips = append(slips, Slip{Account: account.ID, Login: account.Login, Name: account.Name, Code: drawn[i].code})
			entries = append(entries, accountEntry(account, map[string]any{"did": "make"}))
		}

		first := entries[0]
		first.Each = entries[1:]
		return first, nil
	})
	return slips, err
}

// firstSecrets are the secrets of the first administrators, in their order; of a password that was brought there is no
// code to tell.
func (a *App) firstSecrets(ctx context.Context, in NewHouse) ([]secret, error) {
	drawn := make([]secret, len(access.FirstRoles(in.Joined)))
	for i := range drawn {
		drawn[i].code, drawn[i].kept = a.door.Code()
	}

	if in.Password == "" {
		return drawn, nil
	}

	var about []string
	if err := a.read(ctx, func(tx *store.Tx) (err error) {
		about, err = aboutHouse(tx)
		return err
	}); err != nil {
		return nil, err
	}

	if err := auth.CheckPassword(in.Password, append(about, in.Login)...); err != nil {
		return nil, err
	}

	kept, err := a.door.Password(ctx, in.Login, in.Password)
	drawn[0] = secret{kept: kept}
	return drawn, err
}

// firstAccount is that of the i-th of the first administrators.
func firstAccount(tx *store.Tx, in NewHouse, i int, roles []access.RoleKind) (access.Account, error) {
	login, name := access.FoldLogin(in.Login), roles[0].Name()
	if i > 0 {
		login += "-" + string(roles[0])
	}

	if len(roles) > 1 {
		name = "管理员"
	}

	account, err := newAccount(tx, login, string(name), org.Person{})
	if err != nil {
		return account, err
	}

	account.MustChange = i > 0 || in.Password == ""
	for _, kind := range roles {
		if err := account.Grant(access.Role{Kind: kind}); err != nil {
			return account, err
		}
	}

	return account, nil
}
