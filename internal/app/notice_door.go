package app

import (
	"context"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// posterMistakes is how many words that stand on no poster one network may try in an hour.
const posterMistakes = 60

// NoticeDoor is what anybody is told of a notice on display before it opens for him: what the public list says.
type NoticeDoor struct {
	ID       publish.NoticeID
	Unit     string
	Round    string
	Readers  string // for whom it is, as the scheme says; empty: for its unit
	From, To org.Date
}

// NoticeDoor is the door of a notice on display. What is not on display has none.
func (a *App) NoticeDoor(ctx context.Context, who access.Actor, id publish.NoticeID) (d NoticeDoor, err error) {
	if err := check(access.ReadPublic, who.Base(), access.NoStage); err != nil {
		return d, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		n, err := displayed(tx, id)
		if err != nil {
			return err
		}

		unit, err := tx.FrozenUnit(n.Round, n.Unit)
		if err != nil {
			return err
		}

		r, plan, err := a.roundUnder(tx, n.Round)
		if err != nil {
			return err
		}

		d = NoticeDoor{ID: id, Unit: unit.Name, Round: r.Name, Readers: plan.Publish.Scope, From: n.From, To: n.To}
		return nil
	})
	return d, err
}

// OpenNoticeByPoster is the code of the page of a notice on display, for who typed what stands on its poster. network is where
// he comes from, so that nobody tries words without end; it is kept nowhere.
func (a *App) OpenNoticeByPoster(ctx context.Context, who access.Actor, network string, id publish.NoticeID, typed string) (code string, err error) {
	if err := check(access.ReadPublic, who.Base(), access.NoStage); err != nil {
		return "", err
	}

	settle, err := a.posters.Reserve(ctx, network)
	if err != nil {
		return "", err
	}
	defer func() { settle(errs.Is(err, errs.Invalid)) }()

	err = a.read(ctx, func(tx *store.Tx) error {
		n, err := displayed(tx, id)
		if err != nil {
			return err
		}

		if !n.Opens(typed) {
			return errs.NewInvalid("查阅码不对。请照张贴稿上二维码旁边的 8 位输入；也可以扫二维码，或者登录后打开。")
		}

		code = n.Code
		return nil
	})
	return code, err
}

// OpenNotice is the code of the page of a notice on display, for who is of its unit: its members and those of the units below,
// who leads it or one above, and the office.
func (a *App) OpenNotice(ctx context.Context, who access.Actor, id publish.NoticeID) (code string, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		d, err := a.loadNotice(tx, who, id)
		if err != nil {
			return err
		}

		inside, err := insideUnit(tx, who.Person, d.Notice)
		if err != nil {
			return err
		}

		if inside {
			d.relations |= access.Self
		}

		if d.Shown == 0 && !access.Allowed(access.ReadNotice, d.relations, d.stage(access.ReadNotice)) {
			return access.ErrRefused // how far a text is that is not public is not for everybody of the unit
		}

		if err := d.allow(access.OpenNotice, asking(access.OpenNotice)); err != nil {
			return err
		}

		if !d.OnDisplay(org.DateOf(tx.Now)) {
			return errs.NewConflict("这份通报不在公示期内，公示网页现在打不开。")
		}

		code = d.Code
		return nil
	})
	return code, err
}

// ShowNotice is OpenNotice; where it does not open, atDoor says that the notice is on display all the same, as everybody may know, so that
// one is led to the door of it.
func (a *App) ShowNotice(ctx context.Context, who access.Actor, id publish.NoticeID) (code string, atDoor bool, err error) {
	code, err = a.OpenNotice(ctx, who, id)
	if !errs.Is(err, errs.NotFound) {
		return code, false, err
	}

	if _, shut := a.NoticeDoor(ctx, who, id); shut != nil {
		return "", false, err
	}

	return "", true, nil
}

// displayed is a notice that the public may read today.
func displayed(tx *store.Tx, id publish.NoticeID) (publish.Notice, error) {
	n, err := tx.Notice(id)
	if err == nil && !n.OnDisplay(org.DateOf(tx.Now)) {
		return n, access.ErrRefused
	}
	return n, err
}

// insideUnit reports whether the person is a member in the unit of a notice or below it, by the roster of the round.
func insideUnit(tx *store.Tx, person org.PersonID, n publish.Notice) (bool, error) {
	if person == 0 {
		return false, nil
	}

	key, _, err := tx.PersonDossier(n.Round, person)
	if errs.Is(err, errs.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}

	line, err := tx.Superiors(n.Round, key.Unit)
	return slices.Contains(line.Units, n.Unit), err
}
