package app

import (
	"context"
	"encoding/json"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// AccountDeed is what somebody did to an account.
type AccountDeed string

// The deeds.
const (
	AccountMade     AccountDeed = "made"
	AccountReset    AccountDeed = "reset"
	AccountDisabled AccountDeed = "disabled"
	AccountEnabled  AccountDeed = "enabled"
	RoleGranted     AccountDeed = "granted"
	RoleRevoked     AccountDeed = "revoked"
	SecondTaken     AccountDeed = "second"
	NumberTaken     AccountDeed = "number"
)

// The deeds of whoever sits in a session of the account itself.
const (
	SecondOn    AccountDeed = secondOn
	SecondOff   AccountDeed = secondOff
	SecondCodes AccountDeed = secondCodes
)

// AccountAct is one thing that somebody else did to the asker's account, or that was done to its second step.
type AccountAct struct {
	At   int64  // unix ms
	By   string // name of who did it; of the local operator a word of the catalogue
	Did  AccountDeed
	Role access.RoleKind // that was granted or revoked
	Unit string          // whose campaign office; empty: of the whole house, or another role
}

// AccountActs is what others did to the asker's own account in the last so many days, the latest first, and what was done to its second step,
// so that nobody's account is made, taken over or given rights behind his back.
func (a *App) AccountActs(ctx context.Context, who access.Actor, days int) (acts []AccountAct, err error) {
	if err := check(access.ChangeOwn, own(who), access.NoStage); err != nil {
		return nil, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		acts, err = accountActs(tx, who, days)
		return err
	})
	return acts, err
}

// newsDays is for how many days what others did to somebody's account stands on the page where he begins.
const newsDays = 14

// news is what others did of late to the asker's account, for the page where he begins.
func news(tx *store.Tx, who access.Actor) ([]AccountAct, error) {
	if who.Account == 0 {
		return nil, nil
	}

	if err := check(access.ChangeOwn, own(who), access.NoStage); err != nil {
		return nil, err
	}

	return accountActs(tx, who, newsDays)
}

func accountActs(tx *store.Tx, who access.Actor, days int) (acts []AccountAct, err error) {
	if who.Account == 0 {
		return nil, nil
	}

	entries, err := tx.LedgerAbout(accountObject(who.Account), tx.Now.AddDate(0, 0, -days).UnixMilli(),
		access.ManageAccount, access.GrantRole, access.GuardAccount, access.InitHouse, access.ChangeOwn)
	if err != nil {
		return nil, err
	}

	for _, e := range entries {
		act, err := accountAct(tx, e)
		if err != nil {
			return nil, err
		}

		if act.Did != "" {
			acts = append(acts, act)
		}
	}

	return acts, nil
}

// accountAct reads an entry of the ledger about an account. Of what its owner does to it himself only the second step counts; else no deed is given.
func accountAct(tx *store.Tx, e ledger.Entry) (AccountAct, error) {
	var fact struct {
		Did              string
		Disabled         *bool
		Granted, Revoked access.RoleKind
		Unit             org.UnitID
	}

	act := AccountAct{At: e.At, By: e.Actor, Did: AccountMade}
	if err := json.Unmarshal([]byte(e.Detail), &fact); err != nil {
		return act, err
	}

	if e.Action == access.ChangeOwn {
		act.Did = ""
	}

	switch {
	case slices.Contains([]string{secondOn, secondOff, secondCodes}, fact.Did):
		act.Did = AccountDeed(fact.Did)
	case fact.Did == numberTaken:
		act.Did = NumberTaken
	case fact.Did == "reset":
		act.Did = AccountReset
	case fact.Did == secondTaken:
		act.Did = SecondTaken
	case fact.Disabled != nil && *fact.Disabled:
		act.Did = AccountDisabled
	case fact.Disabled != nil:
		act.Did = AccountEnabled
	case fact.Granted != "":
		act.Did, act.Role = RoleGranted, fact.Granted
	case fact.Revoked != "":
		act.Did, act.Role = RoleRevoked, fact.Revoked
	}

	if fact.Unit == 0 {
		return act, nil
	}

	unit, err := tx.Unit(fact.Unit)
	if errs.Is(err, errs.NotFound) { // gone from the roster since
		return act, nil
	}

	act.Unit = unit.Name
	return act, err
}
