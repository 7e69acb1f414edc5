package app

import (
	"context"
	"fmt"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// MadeAccounts are the accounts that were made for a round.
type MadeAccounts struct {
	Slips []Slip
	Left  int   // who have none yet, because it stopped before them
	Why   error // it stopped; nil when Left is 0
}

// MakeAccountsForRound makes an account for everybody who owes a review in the round and has none, in tree order, each
// with a one-time code to be handed out on a slip. The login is the 工号, else the pinyin of the name. They are made in parts;
// when one of them can't be, the accounts before it are made, and asked again the rest follows.
func (a *App) MakeAccountsForRound(ctx context.Context, who access.Actor, id round.ID) (made MadeAccounts, err error) {
	if err := check(access.ManageAccount, who.Base(), access.NoStage); err != nil {
		return made, err
	}

	var owing []store.Owing
	if err := a.read(ctx, func(tx *store.Tx) (err error) {
		owing, err = tx.OwingWithoutAccount(id)
		return err
	}); err != nil {
		return made, err
	}

	made.Left = len(owing)
	if len(owing) == 0 {
		_, err := a.makeAccounts(ctx, who, id, nil) // says why not, where none can be made
		return made, err
	}

	made.Why = inParts(ctx, owing, func(part []store.Owing) error {
		slips, err := a.makeAccounts(ctx, who, id, part)
		if err == nil {
			made.Slips, made.Left = append(made.Slips, slips...), made.Left-len(part)
		}
		return err
	})
	if len(made.Slips) == 0 {
		return MadeAccounts{}, made.Why
	}

	return made, nil
}

// makeAccounts makes an account for those who still have none.
func (a *App) makeAccounts(ctx context.Context, who access.Actor, id round.ID, owing []store.Owing) (slips []Slip, err error) {
	drawn := make([]secret, len(owing)) // before the transaction: hashing takes its time
	for i := range drawn {
		drawn[i].code, drawn[i].kept = a.door.Code()
	}

	err = a.writeAlone(ctx, who, access.ManageAccount, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(who.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}

		r, err := tx.Round(id)
		if err != nil {
			return Entry{}, err
		}

		if r.State == round.Draft {
			return Entry{}, errs.NewConflict("“%s”尚未启动，还不知道谁要点评：请先启动本轮，再批量开通账号。", r.Name)
		}

		still, err := withoutAccount(tx, owing)
		if err != nil {
			return Entry{}, err
		}

		entry := Entry{Object: fmt.Sprintf("round:%d", id), Round: int64(id), Nothing: len(still) == 0}
		slips, entry.Each, err = addAccounts(tx, still, drawn)
		entry.Detail = map[string]any{"accounts": len(slips)}
		return entry, err
	})
	return slips, err
}

// withoutAccount are those of some persons who have none by now.
func withoutAccount(tx *store.Tx, owing []store.Owing) ([]store.Owing, error) {
	persons := make([]org.PersonID, len(owing))
	for i, o := range owing {
		persons[i] = o.ID
	}

	have, err := tx.WithAccount(persons)
	return slices.DeleteFunc(slices.Clone(owing), func(o store.Owing) bool { return slices.Contains(have, o.ID) }), err
}

type secret struct{ code, kept string }

// addAccounts makes an account for each of those who owe, with an entry about each.
func addAccounts(tx *store.Tx, owing []store.Owing, drawn []secret) (slips []Slip, entries []Entry, err error) {
	taken, err := takenLogins(tx, owing)
	if err != nil {
		return nil, nil, err
	}

	for i, o := range owing {
		account, err := newAccount(tx, access.FreeLogin(o.Person, taken), o.Name, o.Person)
		if err != nil {
			return nil, nil, err
		}

		taken[account.Login] = true
		if err := tx.AddAccount(account, drawn[i].kept); err != nil {
			return nil, nil, err
		}

		slips = append(slips, Slip{Account: account.ID, Login: account.Login, Name: o.Name, Unit: o.Unit, Code: drawn[i].code})
		entries = append(entries, accountEntry(account, map[string]any{"did": "make"}))
	}

	return slips, entries, nil
}

// takenLogins are the logins that those who come could wish for and that somebody has.
func takenLogins(tx *store.Tx, owing []store.Owing) (map[string]bool, error) {
	var wishes []string
	for _, o := range owing {
		wishes = append(wishes, access.LoginWishes(o.Person)...)
	}
	return tx.TakenLogins(wishes)
}
