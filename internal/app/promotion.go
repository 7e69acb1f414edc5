package app

import (
	"context"
	"fmt"
	"slices"

	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// PromotionView is an issue as those see it who have to do with it.
type PromotionView struct {
	publish.Promotion
	Round    round.Round
	Plan     *scheme.Scheme
	UnitName string                // whose committee makes it known
	Read     publish.PromotionText // without what those named no longer agree to
	Gone     int                   // how many they are
	Acts     []publish.Act
	Free     []ExperienceView // that a new text can hold, for who may propose one
	Today    org.Date
	Allowed  map[access.Action]bool
}

// promotionDesk is an issue as the use cases work on it.
type promotionDesk struct {
	publish.Promotion
	round     round.Round
	plan      *scheme.Scheme
	held      []store.ExperienceRow // what stands in it
	about     []publish.Party       // who is named in it
	acts      []publish.Act
	relations access.Relation
	who       access.Actor
}

// promotionDesk reads what belongs to an issue. It asks no permission.
func (a *App) promotionDesk(tx *store.Tx, who access.Actor, p publish.Promotion) (d promotionDesk, err error) {
	d.who, d.Promotion = who, p
	if d.round, err = tx.Round(p.Round); err != nil {
		return d, err
	}

	if d.plan, err = a.keptScheme(d.round); err != nil {
		return d, err
	}

	if d.relations, err = relationsToUnit(tx, who, p.Round, d.round.Unit); err != nil || p.ID == 0 {
		return d, err
	}

	if d.held, err = tx.ExperienceIn(p.ID); err != nil {
		return d, err
	}

	if d.about, err = named(tx, d.held); err != nil {
		return d, err
	}

	d.acts, err = tx.PromotionActs(p.ID)
	return d, err
}

// named is whoever is named, and who leads the units that are.
func named(tx *store.Tx, held []store.ExperienceRow) (about []publish.Party, err error) {
	for _, e := range held {
		if e.Experience.Person != 0 {
			about = append(about, publish.Party{Person: e.Experience.Person, Name: e.Person})
			continue
		}

		superiors, err := tx.Superiors(e.Round, e.Unit)
		if err != nil {
			return nil, err
		}

		for _, head := range superiors.Principals(e.Unit) {
			p, err := tx.Person(head)
			if err != nil {
				return nil, err
			}
			about = append(about, publish.Party{Person: head, Name: p.Name})
		}
	}

	return about, nil
}

// may reports whether the page should offer the act: permitted, and not refused to this hand by what it did before.
func (d promotionDesk) may(action access.Action) bool {
	if d.round.State == round.Archived && !outlivesArchive(action) || !access.Allowed(action, d.relations, access.Stage(d.State)) {
		return false
	}

	tried := d.Promotion
	switch action {
	case access.CheckPromotion:
		return tried.Check(ownHand(d.who), d.acts, d.about) == nil
	case access.ApprovePromotion:
		return tried.Approve(ownHand(d.who), d.acts, d.about) == nil
	case access.ProposePromotion:
		return d.State == publish.Returned
	}

	return true
}

// allow asks for permission. Who might do it at another stage is told that it is not the time.
func (d promotionDesk) allow(action access.Action, allow allowFunc) error {
	return notNow(allow(d.relations, access.Stage(d.State)), action, d.relations, notAtThisState(d.State))
}

// declined are those in the issue of whom it is not known that those named still agree, in a review that still counts.
func (d promotionDesk) declined() map[publish.ExperienceID]bool {
	out := map[publish.ExperienceID]bool{}
	for _, item := range d.Text.Items {
		out[item.Experience] = !slices.ContainsFunc(d.held, func(e store.ExperienceRow) bool { return e.Experience.ID == item.Experience && agreed(e) })
	}
	return out
}

// agreed reports whether those named agree to experience of a review that counts.
func agreed(e store.ExperienceRow) bool {
	return e.Consent.Wish == publish.Agrees && e.Stands == review.Confirmed
}

// keep saves the issue with the step that was taken.
func (d *promotionDesk) keep(tx *store.Tx, kind publish.ActKind, by publish.Hand, note string) (Entry, error) {
	if err := tx.SavePromotion(d.Promotion); err != nil {
		return Entry{}, err
	}

	entry := Entry{Object: fmt.Sprintf("promotion:%d", d.ID), Round: int64(d.Round), Detail: map[string]any{"edition": d.Edition, "promotion": string(d.State), "paper": by.Paper != ""}}
	return entry, tx.AddPromotionAct(d.ID, publish.Act{Hand: by, Kind: kind, Edition: d.Edition, Note: note, At: tx.Now.UnixMilli()})
}

// ProposePromotion puts what was taken up together as a new issue of the round, fixed as it stands, and asks for it to be
// looked through.
func (a *App) ProposePromotion(ctx context.Context, who access.Actor, id round.ID, title string, day org.Date, chosen []publish.ExperienceID) (pid publish.PromotionID, err error) {
	err = a.write(ctx, who, access.ProposePromotion, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		d, err := a.promotionDesk(tx, who, publish.Promotion{Round: id})
		if err != nil {
			return Entry{}, err
		}

		if err := d.allow(access.ProposePromotion, allow); err != nil {
			return Entry{}, err
		}

		if d.round.State == round.Draft {
			return Entry{}, errs.NewConflict("轮次还没有启动，没有可以推介的内容。")
		}

		d.ID, d.Code = publish.PromotionID(tx.NewID()), auth.NewAddress()
		pid = d.ID
		if d.Number, err = tx.NextPromotion(id); err != nil {
			return Entry{}, err
		}

		return d.propose(tx, title, day, chosen)
	})
	return pid, err
}

// ReproposePromotion puts an issue that was sent back on its way anew.
func (a *App) ReproposePromotion(ctx context.Context, who access.Actor, id publish.PromotionID, title string, day org.Date, chosen []publish.ExperienceID) error {
	return a.onPromotion(ctx, who, access.ProposePromotion, id, func(tx *store.Tx, d *promotionDesk) (Entry, error) {
		return d.propose(tx, title, day, chosen)
	})
}

// propose fixes a text of what is chosen: what was taken up and stands in no other issue.
func (d *promotionDesk) propose(tx *store.Tx, title string, day org.Date, chosen []publish.ExperienceID) (Entry, error) {
	text := publish.PromotionText{Title: title, Day: day, Round: d.round.Name}
	var held []store.ExperienceRow
	for _, id := range slices.Compact(slices.Sorted(slices.Values(chosen))) {
		e, err := tx.Experience(id)
		if err != nil {
			return Entry{}, err
		}

		if e.Round != d.Round || !agreed(e) || !e.Fits(d.ID) {
			return Entry{}, errs.NewConflict("“%s”不在可以编入的范围内：还没有采用，或者已编入另一期。请刷新页面重新选择。", e.Name())
		}

		item := publish.PromotionItem{Experience: e.ID, Kind: e.Kind, Name: e.Name(), Text: e.Text, Sentence: e.Sentence}
		if e.Experience.Person != 0 {
			item.Unit = e.UnitName
		}
		text.Items, held = append(text.Items, item), append(held, e)
	}

	if err := d.Propose(text); err != nil {
		return Entry{}, err
	}

	if err := d.release(tx, chosen); err != nil {
		return Entry{}, err
	}

	for _, e := range held {
		e.Promotion = d.ID
		if err := tx.SaveExperience(e.Experience); err != nil {
			return Entry{}, err
		}
	}

	return d.keep(tx, publish.ActPropose, ownHand(d.who), "")
}

// release lets what stands in the issue, but for those that stay, be put into another.
func (d *promotionDesk) release(tx *store.Tx, stay []publish.ExperienceID) error {
	for _, e := range d.held {
		if slices.Contains(stay, e.ID) {
			continue
		}

		e.Promotion = 0
		if err := tx.SaveExperience(e.Experience); err != nil {
			return err
		}
	}

	return nil
}

// onPromotion does something to an issue.
func (a *App) onPromotion(ctx context.Context, who access.Actor, action access.Action, id publish.PromotionID,
	do func(*store.Tx, *promotionDesk) (Entry, error)) error {
	return a.write(ctx, who, action, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		p, err := tx.Promotion(id)
		if err != nil {
			return Entry{}, err
		}

		d, err := a.promotionDesk(tx, who, p)
		if err != nil {
			return Entry{}, err
		}

		if err := d.allow(action, allow); err != nil {
			return Entry{}, err
		}

		return do(tx, &d)
	})
}

// CheckPromotion records that the actor looked the issue through and found nothing in it that must stay secret 保密审查.
func (a *App) CheckPromotion(ctx context.Context, who access.Actor, id publish.PromotionID) error {
	return a.onPromotion(ctx, who, access.CheckPromotion, id, func(tx *store.Tx, d *promotionDesk) (Entry, error) {
		if err := d.Check(ownHand(d.who), d.acts, d.about); err != nil {
			return Entry{}, err
		}
		return d.keep(tx, publish.ActCheck, ownHand(d.who), "")
	})
}

// ApprovePromotion makes the issue public from its day on.
func (a *App) ApprovePromotion(ctx context.Context, who access.Actor, id publish.PromotionID) error {
	return a.onPromotion(ctx, who, access.ApprovePromotion, id, func(tx *store.Tx, d *promotionDesk) (Entry, error) {
		if err := d.Approve(ownHand(d.who), d.acts, d.about); err != nil {
			return Entry{}, err
		}
		return d.keep(tx, publish.ActApprove, ownHand(d.who), "")
	})
}

// PaperPromotion records that the step which is due, looking through or approving, was signed on paper by somebody.
func (a *App) PaperPromotion(ctx context.Context, who access.Actor, id publish.PromotionID, signer, ref string) error {
	return a.onPromotion(ctx, who, access.PaperPromotion, id, func(tx *store.Tx, d *promotionDesk) (Entry, error) {
		h, err := publish.OnPaper(signer, ref, d.who.Name)
		if err != nil {
			return Entry{}, err
		}

		kind, step := publish.ActApprove, d.Approve
		if d.State == publish.Proposed {
			kind, step = publish.ActCheck, d.Check
		}

		if err := step(h, d.acts, d.about); err != nil {
			return Entry{}, err
		}

		return d.keep(tx, kind, h, "")
	})
}

// ReturnPromotion sends an issue back with the reason, or takes it back.
func (a *App) ReturnPromotion(ctx context.Context, who access.Actor, id publish.PromotionID, reason string) error {
	return a.onPromotion(ctx, who, access.ReturnPromotion, id, func(tx *store.Tx, d *promotionDesk) (Entry, error) {
		if err := d.Return(reason); err != nil {
			return Entry{}, err
		}
		return d.keep(tx, publish.ActReturn, ownHand(d.who), d.Reason)
	})
}

// WithdrawPromotion ends the display of an issue; what stood in it can be put into another.
func (a *App) WithdrawPromotion(ctx context.Context, who access.Actor, id publish.PromotionID, reason string) error {
	return a.onPromotion(ctx, who, access.WithdrawPromotion, id, func(tx *store.Tx, d *promotionDesk) (Entry, error) {
		if err := d.Withdraw(reason); err != nil {
			return Entry{}, err
		}

		if err := d.release(tx, nil); err != nil {
			return Entry{}, err
		}

		return d.keep(tx, publish.ActWithdraw, ownHand(d.who), d.Reason)
	})
}

// Promotion is one issue.
func (a *App) Promotion(ctx context.Context, who access.Actor, id publish.PromotionID) (v PromotionView, err error) {
	err = a.gathered(ctx, func(tx *store.Tx) error {
		p, err := tx.Promotion(id)
		if err != nil {
			return err
		}

		d, err := a.promotionDesk(tx, who, p)
		if err != nil {
			return err
		}

		if err := check(access.ReadPromotion, d.relations, access.Stage(d.State)); err != nil {
			return err
		}

		v, err = d.view(tx)
		return err
	})
	return v, err
}

func (d promotionDesk) view(tx *store.Tx) (v PromotionView, err error) {
	v = PromotionView{Promotion: d.Promotion, Round: d.round, Plan: d.plan, Acts: d.acts, Today: org.DateOf(tx.Now), Allowed: map[access.Action]bool{}}
	for _, action := range []access.Action{access.ProposePromotion, access.CheckPromotion, access.ApprovePromotion, access.PaperPromotion,
		access.ReturnPromotion, access.WithdrawPromotion} {
		v.Allowed[action] = d.may(action)
	}

	v.Read = d.Text.Without(d.declined())
	v.Gone = len(d.Text.Items) - len(v.Read.Items)
	unit, err := tx.FrozenUnit(d.round.ID, d.round.Unit)
	if err != nil {
		return v, err
	}

	v.UnitName = unit.Name
	if !v.Allowed[access.ProposePromotion] {
		return v, nil
	}

	rows, err := tx.ExperienceFor([]round.ID{d.Promotion.Round}, d.who, []publish.ExperienceState{publish.Taken})
	if err != nil {
		return v, err
	}

	rows = slices.DeleteFunc(rows, func(e store.ExperienceRow) bool { return !e.Fits(d.ID) })
	v.Free, err = openExperience(tx, d.who, rows, func(round.ID) round.Round { return d.round })
	return v, err
}
