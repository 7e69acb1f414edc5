package app

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// Slip is a new secret to be handed to its owner; it can be seen only once.
type Slip struct {
	Account int64
	Login   string
	Name    string
	Unit    string // name of the unit that he is known by; may be empty
	Code    string // to be changed at the first login
}

// NewAccount is what an account is made of.
type NewAccount struct {
	Login  string
	Name   string // empty: the person's
	Number string // 工号 of the person of the roster; empty: nobody of the roster
}

// MakeAccount makes an account with a one-time code.
func (a *App) MakeAccount(ctx context.Context, who access.Actor, in NewAccount) (slip Slip, err error) {
	code, kept := a.door.Code()
	err = a.write(ctx, who, access.ManageAccount, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(who.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}

		person, err := personOfAccount(tx, in.Number)
		if err != nil {
			return Entry{}, err
		}

		name := strings.TrimSpace(in.Name)
		if name == "" {
			name = person.Name
		}

		account, err := newAccount(tx, in.Login, name, person)
		if err != nil {
			return Entry{}, err
		}

		slip = Slip{Account: account.ID, Login: account.Login, Name: account.Name, Code: code}
		return accountEntry(account, map[string]any{"did": "make"}), tx.AddAccount(account, kept)
	})
	return slip, err
}

func personOfAccount(tx *store.Tx, number string) (org.Person, error) {
	number = strings.TrimSpace(number)
	if number == "" {
		return org.Person{}, nil
	}

	person, err := tx.PersonNumbered(number)
	if errs.Is(err, errs.NotFound) { // a wrong 工号 in a form is a wrong form, not a page that does not exist
		return person, errs.NewInvalid("没有工号为“%s”的人，请核对。", number)
	}

	return person, err
}

// newAccount checks what a new account is made of. Its secret is to be changed.
func newAccount(tx *store.Tx, login, name string, person org.Person) (access.Account, error) {
	login, err := access.CleanLogin(login)
	if err != nil {
		return access.Account{}, err
	}

	if err := access.CheckAccountName(name); err != nil {
		return access.Account{}, err
	}

	return access.Account{
		ID: tx.NewID(), Login: login, Name: name, Person: person.ID, Said: person.Number, MustChange: true, MadeAt: tx.Now.UnixMilli(),
	}, nil
}

// ResetSecret gives an account a new one-time code and ends its sessions.
func (a *App) ResetSecret(ctx context.Context, who access.Actor, id int64) (slip Slip, err error) {
	code, kept := a.door.Code()
	err = a.changeAccount(ctx, who, access.ManageAccount, id, func(tx *store.Tx, account *access.Account) (map[string]any, error) {
		if err := onlyLocal(who, *account); err != nil {
			return nil, err
		}

		account.MustChange = true
		slip = Slip{Account: id, Login: account.Login, Name: account.Name, Code: code}
		if err := tx.SaveSecret(id, kept); err != nil {
			return nil, err
		}

		_, err := tx.EndSessions(id, "")
		return map[string]any{"did": "reset"}, err
	})
	return slip, err
}

// Disable shuts an account, or opens it again, and ends its sessions.
func (a *App) Disable(ctx context.Context, who access.Actor, id int64, disabled bool) error {
	return a.changeAccount(ctx, who, access.ManageAccount, id, func(tx *store.Tx, account *access.Account) (map[string]any, error) {
		if err := onlyLocal(who, *account); err != nil {
			return nil, err
		}

		account.Disabled = disabled
		if !disabled {
			account.SpareOf = 0
		}

		_, err := tx.EndSessions(id, "")
		return map[string]any{"disabled": disabled}, err
	})
}

// onlyLocal keeps a system administrator from taking over an account that watches over him.
func onlyLocal(who access.Actor, account access.Account) error {
	if account.Guarded() && !who.Local {
		return errs.NewConflict("“%s”是安全或审计管理员，系统管理员不能重设或停用他的账号：请在服务器上用命令行操作。", account.Name)
	}
	return nil
}

// GrantRole gives an account a role; it acts on its next request. unit is the code or name of the unit whose campaign
// office it becomes, empty for the whole house and for the other roles.
func (a *App) GrantRole(ctx context.Context, who access.Actor, id int64, kind access.RoleKind, unit string) error {
	return a.changeAccount(ctx, who, access.GrantRole, id, func(tx *store.Tx, account *access.Account) (map[string]any, error) {
		role := access.Role{Kind: kind}
		if unit = strings.TrimSpace(unit); kind == access.RoleOffice && unit != "" {
			place, err := tx.UnitNamed(unit)
			if errs.Is(err, errs.NotFound) {
				return nil, errs.NewInvalid("没有代码或全称为“%s”的党组织，请核对。", unit)
			}
			if err != nil {
				return nil, err
			}

			role.Unit = place.ID
		}

		if err := account.Grant(role); err != nil {
			return nil, err
		}

		return map[string]any{"granted": string(role.Kind), "unit": int64(role.Unit)}, tx.SaveRoles(*account)
	})
}

// RevokeRole takes a role from an account. The last security administrator stays, or nobody could give a role again.
func (a *App) RevokeRole(ctx context.Context, who access.Actor, id int64, role access.Role) error {
	return a.changeAccount(ctx, who, access.GrantRole, id, func(tx *store.Tx, account *access.Account) (map[string]any, error) {
		if err := account.Revoke(role); err != nil {
			return nil, err
		}

		if role.Kind == access.RoleSecurity && !account.Disabled {
			n, err := tx.Holders(access.RoleSecurity)
			if err != nil {
				return nil, err
			}

			if n <= 1 {
				return nil, errs.NewConflict("“%s”是唯一的安全管理员，撤销后没有人能再授予角色：请先指定另一位。", account.Name)
			}
		}

		return map[string]any{"revoked": string(role.Kind), "unit": int64(role.Unit)}, tx.SaveRoles(*account)
	})
}

// changeAccount is the frame of what an administrator does to the account of somebody else.
func (a *App) changeAccount(ctx context.Context, who access.Actor, action access.Action, id int64,
	change func(*store.Tx, *access.Account) (map[string]any, error)) error {
	return a.write(ctx, who, action, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(who.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}

		account, err := tx.Account(id)
		if err != nil {
			return Entry{}, err
		}

		if err := account.AboutOwn(who); err != nil {
			return Entry{}, err
		}

		detail, err := change(tx, &account)
		if err != nil {
			return Entry{}, err
		}

		return accountEntry(account, detail), tx.SaveAccount(account)
	})
}

// AccountList is a page of accounts, and how many there are in all.
type AccountList struct {
	Rows    []store.AccountRow
	Total   int
	Spare   []SpareAccount // that were further accounts of a person
	Rounds  []round.Round  // that run, for whose reviewers accounts can be opened
	Manage  bool           // the asker may make, reset and disable
	Appoint bool           // the asker may give roles
}

// Accounts lists accounts for whoever manages them or gives roles.
func (a *App) Accounts(ctx context.Context, who access.Actor, f store.AccountFilter) (list AccountList, err error) {
	if list.Manage, list.Appoint, err = accountRights(who); err != nil {
		return list, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		if list.Rows, list.Total, err = tx.Accounts(f); err != nil {
			return err
		}

		if list.Rounds, err = tx.RoundsIn(round.Launched); err != nil {
			return err
		}

		list.Spare, err = spareAccounts(tx)
		return err
	})
	return list, err
}

// SpareAccount is an account that was a further one of a person when each was left one.
type SpareAccount struct {
	access.Account
	Kept string // login of the one that he has; empty: none any more
}

func spareAccounts(tx *store.Tx) ([]SpareAccount, error) {
	accounts, err := tx.SpareAccounts()
	if err != nil {
		return nil, err
	}

	var spare []SpareAccount
	for _, account := range accounts {
		kept, err := tx.LoginOf(account.SpareOf)
		if err != nil {
			return nil, err
		}
		spare = append(spare, SpareAccount{account, kept})
	}

	return spare, nil
}

// AccountView is one account with what the asker may do with it.
type AccountView struct {
	access.Account
	Of      *org.Person // nil: nobody of the roster
	Offices []org.Unit  // whose office it is; the zero unit stands for the whole house
	Manage  bool
	Appoint bool
	Guard   bool // the asker may take its second step away
}

// Account is one account, for whoever manages accounts or gives roles.
func (a *App) Account(ctx context.Context, who access.Actor, id int64) (v AccountView, err error) {
	if v.Manage, v.Appoint, err = accountRights(who); err != nil {
		return v, err
	}

	v.Guard = access.Allowed(access.GuardAccount, who.Base(), access.NoStage)
	err = a.read(ctx, func(tx *store.Tx) error {
		if v.Account, err = tx.Account(id); err != nil {
			return err
		}
		return v.fill(tx)
	})
	return v, err
}

// Renumbered reports whether the roster calls the owner by another 工号 than the institution did when it was last confirmed.
func (v AccountView) Renumbered() bool { return v.Of != nil && v.Of.Number != v.Said }

// fill reads who the account is and whose office.
func (v *AccountView) fill(tx *store.Tx) error {
	if v.Person != 0 {
		person, err := tx.Person(v.Person)
		switch {
		case err == nil:
			v.Of = &person
		case !errs.Is(err, errs.NotFound): // gone from the roster since
			return err
		}
	}

	for _, r := range v.Roles {
		if r.Kind != access.RoleOffice {
			continue
		}

		var unit org.Place
		if r.Unit != 0 {
			var err error
			if unit, err = tx.Unit(r.Unit); err != nil && !errs.Is(err, errs.NotFound) {
				return err
			}
		}

		v.Offices = append(v.Offices, unit.Unit)
	}

	return nil
}

// accountRights refuses who may not see accounts, and says what else he may do with them.
func accountRights(who access.Actor) (manage, appoint bool, err error) {
	if err := check(access.ReadAccount, who.Base(), access.NoStage); err != nil {
		return false, false, err
	}
	manage = access.Allowed(access.ManageAccount, who.Base(), access.NoStage)
	appoint = access.Allowed(access.GrantRole, who.Base(), access.NoStage)
	return manage, appoint, nil
}

func accountObject(id int64) string { return fmt.Sprintf("account:%d", id) }

// accountEntry is an entry about an account: it names whose it is beside what was done.
func accountEntry(account access.Account, detail map[string]any) Entry {
	said := map[string]any{"login": account.Login, "name": account.Name}
	if account.Person != 0 {
		said["person"] = int64(account.Person)
	}
	maps.Copy(said, detail)
	return Entry{Object: accountObject(account.ID), Detail: said}
}

// ownEntry is an entry about the asker's own account.
func ownEntry(tx *store.Tx, who access.Actor, detail map[string]any) (Entry, error) {
	account, err := tx.Account(who.Account)
	return accountEntry(account, detail), err
}
