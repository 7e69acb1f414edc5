package app

import (
	"context"
	"errors"

	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/store"
)

// ChangeOwnSecret changes the asker's password. The present one is asked again, and every session but the one with the
// hash keep ends.
func (a *App) ChangeOwnSecret(ctx context.Context, who access.Actor, present, next, keep string) error {
	if err := check(access.ChangeOwn, own(who), access.NoStage); err != nil {
		return err
	}

	var about []string
	place := accountObject(who.Account)
	err := a.read(ctx, func(tx *store.Tx) (err error) {
		about, err = aboutOwner(tx, who.Account)
		return err
	})
	if err != nil {
		return err
	}

	kept, err := a.provePresent(ctx, who, present)
	if err != nil {
		return err
	}

	if present == next {
		return errs.NewInvalid("新密码和原密码一样，请换一个。")
	}

	if err := auth.CheckPassword(next, about...); err != nil {
		return err
	}

	fresh, err := a.door.Password(ctx, place, next)
	if err != nil {
		return err
	}

	return a.write(ctx, who, access.ChangeOwn, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(own(who), access.NoStage); err != nil {
			return Entry{}, err
		}

		if err := unchanged(tx, who.Account, kept); err != nil {
			return Entry{}, wrongPresent(err)
		}

		account, err := tx.Account(who.Account)
		if err != nil {
			return Entry{}, err
		}

		account.MustChange = false
		if err := tx.SaveSecret(account.ID, fresh); err != nil {
			return Entry{}, err
		}

		if _, err := tx.EndSessions(account.ID, keep); err != nil {
			return Entry{}, err
		}

		return accountEntry(account, map[string]any{"did": "secret"}), tx.SaveAccount(account)
	})
}

// provePresent wants the asker's present password, and gives what is kept of it.
func (a *App) provePresent(ctx context.Context, who access.Actor, present string) (kept string, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		kept, err = tx.Secret(who.Account)
		return err
	})
	if err != nil {
		return "", err
	}

	place := accountObject(who.Account) // an unwatched screen is counted by itself
	return kept, wrongPresent(a.door.Prove(ctx, auth.Try{Login: place, Network: place}, kept, present))
}

// wrongPresent says of the present password what the door says of any.
func wrongPresent(err error) error {
	if errors.Is(err, auth.ErrWrong) {
		return errs.NewInvalid("原密码不对，请核对后再试。")
	}
	return err
}

// aboutOwner is what others know of the owner of an account and would try as his password.
func aboutOwner(tx *store.Tx, id int64) ([]string, error) {
	account, err := tx.Account(id)
	if err != nil {
		return nil, err
	}

	about := append(org.FamiliarName(account.Name), account.Login)
	house, err := aboutHouse(tx)
	if err != nil {
		return nil, err
	}

	about = append(about, house...)
	if account.Person == 0 {
		return about, nil
	}

	p, err := tx.Person(account.Person)
	if errs.Is(err, errs.NotFound) { // gone from the roster since
		return about, nil
	}

	return append(about, p.Familiar()...), err
}

// aboutHouse is how the institution is called, as it says itself and as its roster does.
func aboutHouse(tx *store.Tx) ([]string, error) {
	settings, err := tx.Settings()
	if err != nil {
		return nil, err
	}

	about := org.FamiliarName(settings[settingName])
	root, err := tx.RootUnit()
	if errs.Is(err, errs.Conflict) { // no roster yet
		return about, nil
	}

	return append(about, org.FamiliarName(root.Name)...), err
}

// SetLanguage keeps the language that the asker reads.
func (a *App) SetLanguage(ctx context.Context, who access.Actor, lang i18n.Lang) error {
	if lang != i18n.Chinese && lang != i18n.English {
		return errs.NewInvalid("没有这种语言。")
	}
	return a.write(ctx, who, access.ChangeOwn, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(own(who), access.NoStage); err != nil {
			return Entry{}, err
		}

		account, err := tx.Account(who.Account)
		if err != nil {
			return Entry{}, err
		}

		if account.Lang == string(lang) {
			return Entry{Nothing: true}, nil
		}

		account.Lang = string(lang)
		return accountEntry(account, map[string]any{"lang": account.Lang}), tx.SaveAccount(account)
	})
}

// OwnSettings is what the page of somebody's settings shows of his account.
type OwnSettings struct {
	Sessions []access.Session
	Acts     []AccountAct      // what others did to the account
	House    House             // for who may change what the institution says of itself
	Duty     access.SecondDuty // for who may say who must sign in by two steps
}

// OwnSettings are the asker's; acts go back so many days.
func (a *App) OwnSettings(ctx context.Context, who access.Actor, days int) (o OwnSettings, err error) {
	if o.Sessions, err = a.Sessions(ctx, who); err != nil {
		return o, err
	}

	if o.Acts, err = a.AccountActs(ctx, who, days); err != nil {
		return o, err
	}

	if who.Could(access.GuardAccount) {
		if o.Duty, err = a.secondDuty(ctx); err != nil {
			return o, err
		}
	}

	if who.Could(access.ChangeSetting) {
		o.House, err = a.House(ctx)
	}

	return o, err
}
