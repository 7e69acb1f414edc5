package app

import (
	"context"
	"fmt"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// Schemes lists the built-in schemes.
func (a *App) Schemes(who access.Actor) ([]scheme.Info, error) {
	if err := check(access.ReadScheme, who.Base(), access.NoStage); err != nil {
		return nil, err
	}
	return scheme.Builtin(), nil
}

// OwnScheme is a scheme of the office's own: its text, and where the texts lie that it builds on.
type OwnScheme struct {
	Name   string
	Text   []byte
	Beside func(name string) ([]byte, error) // texts beside it; nil: none
}

// SchemeCheck is a scheme of the office's own as it was read; Scheme is nil when something is wrong with it.
type SchemeCheck struct {
	Scheme  *scheme.Scheme
	Faults  scheme.Faults
	Changes []scheme.Difference // what it says otherwise than the scheme that it builds on
}

// CheckScheme reads a scheme of the office's own and tells every fault and warning, and what it changes.
func (a *App) CheckScheme(ctx context.Context, who access.Actor, own OwnScheme) (c SchemeCheck, err error) {
	if err := check(access.ReadScheme, who.Base(), access.NoStage); err != nil {
		return c, err
	}

	load := a.schemeSource(ctx, own.Beside)
	if c.Scheme, c.Faults = scheme.Parse(own.Name, own.Text, load); c.Scheme == nil || c.Scheme.Extends == "" {
		return c, nil
	}

	text, err := load(c.Scheme.Extends)
	if err != nil {
		return c, err
	}

	parent, faults := scheme.Parse(c.Scheme.Extends, text, load)
	if parent == nil {
		return c, faults.Err()
	}

	c.Changes = scheme.Differences(parent, c.Scheme)
	return c, nil
}

// Words are the words in which a round is spoken of, or where none is named (0) those on which the rounds that are running agree,
// as a scheme of words alone; nil where there is no such round. They are asked for outside the page of a round, where something
// is refused or was done.
func (a *App) Words(ctx context.Context, id round.ID) (words *scheme.Scheme, err error) {
	var of []round.ID
	if id != 0 {
		of = append(of, id)
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		words, err = a.commonWords(tx, of...)
		return err
	})
	return words, err
}

// commonWords are the words in which a page speaks that shows the rounds, of none those that are running; see scheme.Common.
func (a *App) commonWords(tx *store.Tx, ids ...round.ID) (*scheme.Scheme, error) {
	rounds, err := tx.Rounds()
	if err != nil {
		return nil, err
	}

	var plans []*scheme.Scheme
	for _, r := range rounds {
		if !slices.Contains(ids, r.ID) && (len(ids) > 0 || r.State != round.Launched) {
			continue
		}

		plan, err := a.keptScheme(r)
		if err != nil {
			return nil, err
		}
		plans = append(plans, plan)
	}

	return scheme.Common(plans...), nil
}

// chosenScheme is a scheme with the name that a round keeps of it.
type chosenScheme struct {
	*scheme.Scheme
	ref  string
	told scheme.Faults // what is wrong with the office's own
	row  []ownVersion  // the office's own text, and those on which it builds, as the house keeps them
}

// chooseToKeep is choose for a round that is opened or changed: what is the office's own will be kept.
func (a *App) chooseToKeep(ctx context.Context, own OwnScheme) (chosenScheme, error) {
	chosen, err := a.choose(ctx, own)
	if err == nil && len(own.Text) > 0 {
		chosen.row, err = a.ownVersions(ctx, own)
	}
	return chosen, err
}

// choose is a scheme by what the office names: built in, kept by the house, or its own text.
func (a *App) choose(ctx context.Context, own OwnScheme) (c chosenScheme, err error) {
	if len(own.Text) > 0 {
		s, faults := scheme.Parse(own.Name, own.Text, a.schemeSource(ctx, own.Beside))
		if err := faults.Err(); err != nil {
			return chosenScheme{told: faults}, err
		}
		return chosenScheme{Scheme: s, ref: s.Name}, nil
	}

	if own.Name == "" {
		return c, errs.NewInvalid("请选择点评方案。")
	}

	if _, err := scheme.Source(own.Name); err == nil {
		s, err := scheme.Load(own.Name)
		return chosenScheme{Scheme: s, ref: own.Name}, err
	}

	var kept scheme.Version
	if err := a.read(ctx, func(tx *store.Tx) error {
		kept, err = tx.SchemeVersion(scheme.ParseRef(own.Name))
		return err
	}); errs.Is(err, errs.NotFound) {
		return c, errs.NewInvalid("没有名为“%s”的方案，请选一个内置的或者保存的方案。", own.Name)
	} else if err != nil {
		return c, err
	}

	s, err := kept.Scheme()
	return chosenScheme{Scheme: s, ref: kept.Ref.String()}, err
}

// schemeSource finds the texts that schemes build on: what is built in, what lies beside, what the house keeps (the newest
// version where none is named), and what a round keeps of a file, the newest first.
func (a *App) schemeSource(ctx context.Context, beside func(string) ([]byte, error)) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		text, err := scheme.Source(name)
		if err != nil && beside != nil {
			text, err = beside(name)
		}

		if err == nil || a.store == nil {
			return text, err
		}

		err = a.read(ctx, func(tx *store.Tx) error {
			kept, err := tx.SchemeVersion(scheme.ParseRef(name))
			if !errs.Is(err, errs.NotFound) {
				text = []byte(kept.Whole)
				return err
			}

			rounds, err := tx.Rounds()
			for _, r := range rounds {
				if r.Scheme == name {
					text = []byte(r.SchemeText)
					return err
				}
			}

			if err != nil {
				return err
			}

			return errs.NewNotFound("没有名为“%s”的方案。", name)
		})
		return text, err
	}
}

// readScheme is a scheme as it was read from the text that a round keeps.
type readScheme struct {
	text string
	*scheme.Scheme
}

// roundUnder is a round with the scheme under which it runs.
func (a *App) roundUnder(tx *store.Tx, id round.ID) (r round.Round, plan *scheme.Scheme, err error) {
	if r, err = tx.Round(id); err != nil {
		return r, nil, err
	}

	plan, err = a.keptScheme(r)
	return r, plan, err
}

// keptScheme is the scheme of a round from the text that is kept with it: of a launched round it never changes, so it is
// read once.
func (a *App) keptScheme(r round.Round) (*scheme.Scheme, error) {
	if r.ID == 0 { // asked for and not told yet, see store.Gather
		return &scheme.Scheme{}, nil
	}

	if known, ok := a.schemes.Load(r.ID); ok && known.(readScheme).text == r.SchemeText {
		return known.(readScheme).Scheme, nil
	}

	s, err := scheme.Kept(scheme.ParseRef(r.Scheme).Name, r.SchemeText)
	if err != nil {
		return nil, fmt.Errorf("app: the scheme kept with round %d: %w", r.ID, err)
	}

	a.schemes.Store(r.ID, readScheme{r.SchemeText, s})
	return s, nil
}
