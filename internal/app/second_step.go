package app

import (
	"context"
	"errors"

	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// What the ledger is told of the second step of an account.
const (
	secondOn    = "second-on"
	secondOff   = "second-off"
	secondCodes = "second-codes"
	secondTaken = "second-taken" // somebody else took it away
)

// FinishSignIn is what somebody gives for the second step of signing in.
type FinishSignIn struct {
	Token string // of the sign-in half done
	Code  string // of the authenticator, or a recovery code
}

// HalfOf is whose the sign-in half done with this token is; errs.NotFound when it is over, or none.
func (a *App) HalfOf(ctx context.Context, token string) (account access.Account, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		half, err := tx.SignIn(auth.TokenHash(token))
		if err != nil {
			return err
		}

		if account, err = tx.Account(half.Account); err == nil && account.Disabled {
			err = errs.NewNotFound("登录已经失效，请重新登录。")
		}

		return err
	})
	return account, err
}

// FinishSignIn begins the session of a sign-in half done. A code is good once, whoever shows it and however many at a time.
func (a *App) FinishSignIn(ctx context.Context, in FinishSignIn) (out SignedIn, err error) {
	if out.Account, err = a.HalfOf(ctx, in.Token); err != nil {
		return SignedIn{}, err
	}

	proof, err := a.proveStep(ctx, out.Account.ID, in.Code)
	if err != nil {
		return SignedIn{}, err
	}

	out.Mark = a.door.Remember(out.Account.Login)
	var hash string
	out.Token, hash = auth.NewToken()
	err = a.write(ctx, out.Account.Actor(), access.SignIn, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(access.Anyone, access.NoStage); err != nil {
			return Entry{}, err
		}

		half, err := tx.SignIn(auth.TokenHash(in.Token)) // gone where the account was reset or disabled meanwhile
		if err != nil {
			return Entry{}, err
		}

		if _, err := tx.DropSignIn(half.Hash); err != nil {
			return Entry{}, err
		}

		if err := useStep(tx, half.Account, proof); err != nil {
			return Entry{}, err
		}

		out.Session = access.NewSession(hash, half.Account, half.Shared, tx.Now)
		out.Session.Via, out.Session.Outside = half.Via, half.Outside
		said := entrance{shared: half.Shared, via: half.Via}.said(map[string]any{"recovery": proof.Recovery != ""})
		return accountEntry(out.Account, said), tx.AddSession(out.Session)
	})
	return out, err
}

// proveStep looks at the code of an account's second step.
func (a *App) proveStep(ctx context.Context, account int64, code string) (auth.Proof, error) {
	var kept store.SecondStep
	err := a.read(ctx, func(tx *store.Tx) (err error) {
		kept, err = tx.SecondStep(account)
		return err
	})
	if err != nil {
		return auth.Proof{}, err
	}

	proof, err := a.door.ProveStep(ctx, accountObject(account), auth.SecondStep{Key: kept.Secret, Used: kept.Step, Codes: kept.Codes}, code, a.Now())
	if errors.Is(err, auth.ErrWrongStep) {
		a.looked.refuse(account)
	}

	return proof, err
}

// useStep notes that a code was used, so that nobody comes in on it again.
func useStep(tx *store.Tx, account int64, proof auth.Proof) error {
	use := func() (bool, error) { return tx.UseStep(account, proof.Step) }
	if proof.Recovery != "" {
		use = func() (bool, error) { return tx.UseRecoveryCode(account, proof.Recovery) }
	}

	first, err := use()
	if err == nil && !first {
		err = auth.ErrWrongStep
	}

	return err
}

// OwnSecond is what somebody sees of his own second step.
type OwnSecond struct {
	On     bool
	MadeAt int64  // unix ms
	Left   int    // recovery codes
	House  string // what an authenticator calls the house; empty: not said yet
}

// OwnSecond is the asker's second step.
func (a *App) OwnSecond(ctx context.Context, who access.Actor) (o OwnSecond, err error) {
	if err := check(access.ChangeOwn, own(who), access.NoStage); err != nil {
		return o, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		settings, err := tx.Settings()
		if err != nil {
			return err
		}

		o.House = settings[settingName]
		kept, err := tx.SecondStep(who.Account)
		if errs.Is(err, errs.NotFound) {
			return nil
		}

		o.On, o.MadeAt, o.Left = err == nil, kept.MadeAt, len(kept.Codes)
		return err
	})
	return o, err
}

// EnrolSecond is what somebody gives to sign in by two steps from now on.
type EnrolSecond struct {
	Key     string // of auth.NewStepKey, as his authenticator has it
	Code    string // that it shows
	Present string // his password, or the one-time code by which he signed in; who came by the institution has one too, or asks for one
	Keep    string // hash of the session that goes on; every other ends
}

// EnrolSecond begins the second step of the asker's account, and gives his recovery codes, which can be seen this once.
func (a *App) EnrolSecond(ctx context.Context, who access.Actor, in EnrolSecond) (codes []string, err error) {
	if err := check(access.ChangeOwn, own(who), access.NoStage); err != nil {
		return nil, err
	}

	if err := auth.CheckStepKey(in.Key); err != nil {
		return nil, err
	}

	if err := a.hasNoSecond(ctx, who); err != nil {
		return nil, err
	}

	kept, err := a.provePresent(ctx, who, in.Present)
	if err != nil {
		return nil, err
	}

	// A key that he brings himself is proved at a place of its own: being right there forgives no wrong codes of the one that is kept.
	proof, err := a.door.ProveStep(ctx, "new "+accountObject(who.Account), auth.SecondStep{Key: in.Key}, in.Code, a.Now())
	if err != nil {
		return nil, err
	}

	codes, hashes := a.door.RecoveryCodes()
	err = a.write(ctx, who, access.ChangeOwn, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(own(who), access.NoStage); err != nil {
			return Entry{}, err
		}

		if err := unchanged(tx, who.Account, kept); err != nil {
			return Entry{}, wrongPresent(err)
		}

		made := store.SecondStep{Account: who.Account, Secret: in.Key, MadeAt: tx.Now.UnixMilli(), Step: proof.Step, Codes: hashes}
		if err := tx.AddSecondStep(made); err != nil {
			return Entry{}, err
		}

		if _, err := tx.EndSessions(who.Account, in.Keep); err != nil {
			return Entry{}, err
		}

		return ownEntry(tx, who, map[string]any{"did": secondOn})
	})
	return codes, err
}

// hasNoSecond refuses who has a second step.
func (a *App) hasNoSecond(ctx context.Context, who access.Actor) error {
	own, err := a.OwnSecond(ctx, who)
	if err == nil && own.On {
		err = store.ErrSecondThere
	}
	return err
}

// RenewRecovery gives the asker new recovery codes for a code; those before are no good any more.
func (a *App) RenewRecovery(ctx context.Context, who access.Actor, code string) (codes []string, err error) {
	codes, hashes := a.door.RecoveryCodes()
	err = a.changeSecond(ctx, who, code, secondCodes, func(tx *store.Tx) error {
		return tx.SaveRecoveryCodes(who.Account, hashes)
	})
	return codes, err
}

// LeaveSecond ends the asker's own second step for a code.
func (a *App) LeaveSecond(ctx context.Context, who access.Actor, code string) error {
	return a.changeSecond(ctx, who, code, secondOff, func(tx *store.Tx) error {
		_, err := tx.DropSecondStep(who.Account)
		return err
	})
}

// changeSecond is the frame of what somebody does to his own second step: he shows a code of it.
func (a *App) changeSecond(ctx context.Context, who access.Actor, code, did string, change func(*store.Tx) error) error {
	if err := check(access.ChangeOwn, own(who), access.NoStage); err != nil {
		return err
	}

	proof, err := a.proveStep(ctx, who.Account, code)
	if errs.Is(err, errs.NotFound) { // turned off meanwhile, in another window
		return errs.NewConflict("您没有开启两步验证，或者刚刚已经停用。")
	}
	if err != nil {
		return err
	}

	return a.write(ctx, who, access.ChangeOwn, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(own(who), access.NoStage); err != nil {
			return Entry{}, err
		}

		if err := useStep(tx, who.Account, proof); err != nil {
			return Entry{}, err
		}

		if err := change(tx); err != nil {
			return Entry{}, err
		}

		return ownEntry(tx, who, map[string]any{"did": did})
	})
}

// TakeSecond takes the second step of somebody else's account away, who has lost his phone and his recovery codes, and ends his
// sessions.
func (a *App) TakeSecond(ctx context.Context, who access.Actor, id int64) error {
	return a.changeAccount(ctx, who, access.GuardAccount, id, func(tx *store.Tx, account *access.Account) (map[string]any, error) {
		had, err := tx.DropSecondStep(id)
		if err != nil {
			return nil, err
		}

		if !had {
			return nil, errs.NewConflict("“%s”没有开启两步验证，或者已经停用。", account.Name)
		}

		_, err = tx.EndSessions(id, "")
		return map[string]any{"did": secondTaken}, err
	})
}

// SetSecondDuty says who must sign in by two steps; it acts on the next request of each.
func (a *App) SetSecondDuty(ctx context.Context, who access.Actor, duty access.SecondDuty) error {
	if err := access.CheckSecondDuty(duty); err != nil {
		return err
	}

	return a.write(ctx, who, access.GuardAccount, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(who.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}
		return Entry{Object: "house:settings", Detail: map[string]any{"second": string(duty)}}, tx.SaveSetting(store.SecondDutySetting, string(duty))
	})
}

func (a *App) secondDuty(ctx context.Context) (duty access.SecondDuty, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		settings, err := tx.Settings()
		duty = access.SecondDuty(settings[store.SecondDutySetting])
		return err
	})
	return duty, err
}

// AccountNamed is the account with this login, for the operator of the machine.
func (a *App) AccountNamed(ctx context.Context, who access.Actor, login string) (account access.Account, err error) {
	if err := check(access.ReadAccount, who.Base(), access.NoStage); err != nil {
		return account, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		account, err = tx.AccountOf(access.FoldLogin(login))
		return err
	})
	return account, err
}
