package app

import (
	"context"
	"fmt"

	"lingping/internal/domain/access"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// MakeAccountsForRound makes an account for everybody who owes a review in the round and has none, in tree order, each
// with a one-time code to be handed out on a slip. The login is the 工号, else the pinyin of the name.
func (a *App) MakeAccountsForRound(ctx context.Context, who access.Actor, id round.ID) (slips []Slip, err error) {
	if err := check(access.ManageAccount, who.Base(), access.NoStage); err != nil {
		return nil, err
	}

	waiting := 0
	if err := a.read(ctx, func(tx *store.Tx) error {
		owing, err := tx.OwingWithoutAccount(id)
		waiting = len(owing)
		return err
	}); err != nil {
		return nil, err
	}

	drawn := make([]secret, waiting) // before the transaction: hashing takes its time
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

		owing, err := tx.OwingWithoutAccount(id)
		if err != nil {
			return Entry{}, err
		}

		if r.State == round.Draft {
			return Entry{}, errs.NewConflict("“%s”尚未启动，还不知道谁要点评：请先启动本轮，再批量开通账号。", r.Name)
		}

		owing = owing[:min(len(owing), len(drawn))]
		entry := Entry{Object: fmt.Sprintf("round:%d", id), Round: int64(id), Nothing: len(owing) == 0}
		slips, entry.Each, err = addAccounts(tx, owing, drawn)
		entry.Detail = map[string]any{"accounts": len(slips)}
		return entry, err
	})
	return slips, err
}

type secret struct{ code, kept string }

// addAccounts makes an account for each of those who owe, with an entry about each.
func addAccounts(tx *store.Tx, owing []store.Owing, drawn []secret) (slips []Slip, entries []Entry, err error) {
	taken, err := takenLogins(tx, owing)
	if err != nil {
		return nil, nil, err
	}

	for i, o := range owing {
		account, err := newAccount(tx, access.FreeLogin(o.Person, taken), o.Name, o.ID)
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
