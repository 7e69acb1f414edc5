package app

import (
	"context"

	"lingping/internal/auth"
	"lingping/internal/domain/access"
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
	var kept string
	var about []string
	try := auth.Try{Login: accountObject(who.Account), Network: "own"}
	err := a.read(ctx, func(tx *store.Tx) (err error) {
		if wait := a.throttle.Wait(try, tx.Now); wait > 0 {
			return errs.NewUnavailable(nil, "尝试次数太多，请 %d 秒后再试。忘记密码请找系统管理员重设。", int(wait.Seconds())+1)
		}
		if kept, err = tx.Secret(who.Account); err != nil {
			return err
		}
		about, err = aboutOwner(tx, who.Account)
		return err
	})
	if err != nil {
		return err
	}
	if !a.hasher.Verify(kept, present) {
		return a.wrongPresent(ctx, try)
	}
	if present == next {
		return errs.NewInvalid("新密码和原密码一样，请换一个。")
	}
	if err := auth.CheckPassword(next, about...); err != nil {
		return err
	}
	fresh := a.hasher.Password(next)
	return a.write(ctx, who, access.ChangeOwn, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(own(who), access.NoStage); err != nil {
			return Entry{}, err
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

// wrongPresent counts a wrong present password, so that an unwatched screen is no place to guess it.
func (a *App) wrongPresent(ctx context.Context, try auth.Try) error {
	err := a.read(ctx, func(tx *store.Tx) error {
		a.throttle.Fail(try, tx.Now)
		return nil
	})
	if err != nil {
		return err
	}
	return errs.NewInvalid("原密码不对，请核对后再试。")
}

// aboutOwner is what others know of the owner of an account and would try as his password.
func aboutOwner(tx *store.Tx, id int64) ([]string, error) {
	account, err := tx.Account(id)
	if err != nil {
		return nil, err
	}
	about := []string{account.Login, account.Name}
	if account.Person == 0 {
		return about, nil
	}
	p, err := tx.Person(account.Person)
	if errs.Is(err, errs.NotFound) { // gone from the roster since
		return about, nil
	}
	if err != nil {
		return nil, err
	}
	about = append(about, p.Name, p.Pinyin, p.Initials, p.Number, p.Phone, p.IDNumber)
	if len(p.Phone) >= 6 {
		about = append(about, p.Phone[len(p.Phone)-6:])
	}
	if b := string(p.Birth); len(b) >= 7 {
		digits := b[:4] + b[5:7]
		if len(b) == 10 {
			digits += b[8:]
			about = append(about, digits, digits[2:])
		}
		about = append(about, b[:4]+b[5:7], b[:4])
	}
	return about, nil
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
