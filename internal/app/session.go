package app

import (
	"context"
	"errors"
	"maps"

	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// SignIn is what somebody gives to be let in.
type SignIn struct {
	Login    string
	Password string
	Shared   bool   // on a shared computer
	Network  string // where from, for counting failures; kept in memory only
	Mark     string // what the browser remembers of an earlier success, see auth.Throttle
	Old      string // token of the session that the browser had until now, whoever's; it ends
}

// SignedIn is a session begun: the token for the cookie and the mark for the browser to remember. Half of one is begun where the
// account has a second step: then Session is not there yet, and the token is good for FinishSignIn alone.
type SignedIn struct {
	Token   string
	Mark    string
	Half    bool
	Account access.Account
	Session access.Session
}

// SignIn begins a session. It does not tell whether the login exists, the secret is wrong or the account is disabled,
// and takes the same time for each.
func (a *App) SignIn(ctx context.Context, in SignIn) (SignedIn, error) {
	try := auth.Try{Login: access.FoldLogin(in.Login), Network: in.Network, Mark: in.Mark}
	var account access.Account
	var kept string // stays empty when nobody may come in
	err := a.read(ctx, func(tx *store.Tx) (err error) {
		if account, err = tx.AccountOf(try.Login); err != nil || account.Disabled {
			return err
		}
		kept, err = tx.Secret(account.ID)
		return err
	})

	if err != nil && !errs.Is(err, errs.NotFound) {
		return SignedIn{}, err
	}

	if err := a.door.Prove(ctx, try, kept, in.Password); err != nil {
		if errors.Is(err, auth.ErrWrong) {
			a.looked.refuse(account.ID)
		}
		return SignedIn{}, err
	}

	return a.admit(ctx, account, entrance{shared: in.Shared, old: in.Old, login: try.Login}, func(tx *store.Tx) error {
		return unchanged(tx, account.ID, kept)
	})
}

// entrance is how somebody comes in whose first step was right.
type entrance struct {
	login   string // typed, or of the account
	shared  bool
	old     string // token of the session that the browser had until now
	via     access.Via
	outside string // SHA-256 of what the institution calls the session
}

// admit begins a session of the account, or half of one where it has a second step. still says, in the same transaction, that it may.
func (a *App) admit(ctx context.Context, account access.Account, in entrance, still func(*store.Tx) error) (SignedIn, error) {
	out := SignedIn{Account: account, Mark: a.door.Remember(in.login)}
	var hash string
	out.Token, hash = auth.NewToken()
	if err := a.WriteFreshness(ctx); err != nil { // sweeping goes by the rows
		return SignedIn{}, err
	}

	err := a.write(ctx, account.Actor(), access.SignIn, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(access.Anyone, access.NoStage); err != nil {
			return Entry{}, err
		}

		if err := still(tx); err != nil {
			return Entry{}, err
		}

		if err := tx.SweepSessions(tx.Now); err != nil {
			return Entry{}, err
		}

		if in.old != "" {
			if err := tx.DropSession(auth.TokenHash(in.old)); err != nil {
				return Entry{}, err
			}
		}

		now, err := tx.Account(account.ID)
		if err != nil {
			return Entry{}, err
		}

		if out.Half = now.Second; out.Half {
			return accountEntry(account, in.said(map[string]any{"half": true})), tx.AddSignIn(store.HalfSignIn{Hash: hash, Account: account.ID,
				Shared: in.shared, Via: in.via, Outside: in.outside, EndsAt: tx.Now.Add(access.SignInHalf).UnixMilli()})
		}

		out.Session = access.NewSession(hash, account.ID, in.shared, tx.Now)
		out.Session.Via, out.Session.Outside = in.via, in.outside
		return accountEntry(account, in.said(nil)), tx.AddSession(out.Session)
	})
	return out, err
}

// said is what the ledger is told of an entrance.
func (in entrance) said(more map[string]any) map[string]any {
	said := map[string]any{"shared": in.shared}
	if in.via != access.ViaHouse {
		said["via"] = string(in.via)
	}
	maps.Copy(said, more)
	return said
}

// unchanged refuses a secret that was right when it was looked at and is not any more: while somebody stood at the door
// his account was given another, or was disabled, and whoever did so has ended his sessions already.
func unchanged(tx *store.Tx, id int64, kept string) error {
	account, err := tx.Account(id)
	if err != nil {
		return err
	}

	now, err := tx.Secret(id)
	if err == nil && (account.Disabled || now != kept) {
		err = auth.ErrWrong
	}

	return err
}

// Visit is who is behind a token now: his account with the roles that it has at this moment, so that a changed role acts
// on the next request. It only reads; that the session is in use is written behind (KeepSessions). A token that is
// unknown or over gives errs.NotFound.
func (a *App) Visit(ctx context.Context, token string) (account access.Account, session access.Session, err error) {
	err = a.ask(ctx, func(tx *store.Tx) error {
		row, its, err := tx.Visit(auth.TokenHash(token))
		if err != nil {
			return err
		}

		account, session = its, a.fresh.known(row)
		if account.Disabled || !session.Alive(tx.Now) {
			return errs.NewNotFound("登录已经失效，请重新登录。")
		}

		if row.Stale(tx.Now) {
			a.fresh.note(row.Hash, tx.Now)
		}

		return nil
	})
	return account, session, err
}

// Sessions are the browsers in which the asker is signed in.
func (a *App) Sessions(ctx context.Context, who access.Actor) (sessions []access.Session, err error) {
	if err := check(access.ChangeOwn, own(who), access.NoStage); err != nil {
		return nil, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		sessions, err = tx.Sessions(who.Account)
		return err
	})
	return sessions, err
}

// EndSessions ends the session of the asker's own with this hash: he signs out here, or elsewhere. Without a hash it ends all
// but the one to keep. It gives how many it ended.
func (a *App) EndSessions(ctx context.Context, who access.Actor, hash, keep string) (ended int64, err error) {
	err = a.write(ctx, who, access.ChangeOwn, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(own(who), access.NoStage); err != nil {
			return Entry{}, err
		}

		if hash != "" {
			ended, err = tx.EndSession(who.Account, hash)
		} else {
			ended, err = tx.EndSessions(who.Account, keep)
		}

		if err != nil || ended == 0 {
			return Entry{Nothing: true}, err
		}

		return ownEntry(tx, who, map[string]any{"sessions": ended})
	})
	return ended, err
}

// own is the relations of somebody to his own account.
func own(who access.Actor) access.Relation {
	if who.Account == 0 {
		return who.Base()
	}
	return who.Base() | access.Self
}
