package app

import (
	"context"
	"fmt"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// ExperienceView is experience, or a model, as one of those sees it who have to do with it.
type ExperienceView struct {
	store.ExperienceRow
	RoundName string
	Plan      *scheme.Scheme // the round's, on the page of one; nil in lists
	Self      bool           // the asker is named, or speaks for the unit that is
	Allowed   map[access.Action]bool
}

// experienceActions are the acts that its page may offer.
func experienceActions() []access.Action {
	return []access.Action{access.ReadReview, access.AgreeExperience, access.RecommendExperience, access.JudgeExperience,
		access.WithdrawExperience}
}

// experienceDesk is one of them as the use cases work on it, with how the actor stands to it.
type experienceDesk struct {
	store.ExperienceRow
	relations access.Relation
}

// experienceDeskOf finds how the actor stands to what was marked. It asks no permission.
func experienceDeskOf(tx *store.Tx, who access.Actor, row store.ExperienceRow) (d experienceDesk, err error) {
	d.ExperienceRow = row
	o := review.Obligation{ID: row.Review, Round: row.Round, Owner: row.Owner, State: row.Stands,
		Subject: assign.Subject{Kind: row.Subject, Unit: row.Unit, Person: row.Experience.Person}}
	sheet, err := accessSheet(tx, o, review.ReviewerSide)
	d.relations = access.Experience{Sheet: sheet}.Relation(who)
	return d, err
}

// stage is how far it has come, as far as rights depend on it: who is named knows of it once the review counts.
func (d experienceDesk) stage() access.Stage {
	if !d.stands() && d.Consent.Wish == "" && d.State != publish.TakenBack {
		return access.Draft
	}
	return access.Stage(d.State)
}

// stands reports whether the review in which it was marked counts. Without it nothing goes further; who was asked once can still
// read it and take his word back.
func (d experienceDesk) stands() bool { return d.Stands == review.Confirmed }

func (d experienceDesk) may(action access.Action) bool {
	return access.Allowed(action, d.relations, d.stage()) && (d.stands() || !goesFurther(action))
}

// goesFurther reports whether an act brings experience nearer to the public.
func goesFurther(action access.Action) bool {
	return action == access.RecommendExperience || action == access.JudgeExperience
}

// allow asks for permission. Who might do it at another stage is told that it is not the time.
func (d experienceDesk) allow(action access.Action, allow allowFunc) error {
	early := errs.NewConflict("点评还没有生效，生效之后再征求本人意见。")
	err := allow(d.relations, d.stage())
	switch {
	case err == nil && !d.stands() && goesFurther(action):
		return early
	case err == nil || !d.may(access.ReadExperience):
		return err
	case !d.stands():
		return notNow(err, action, d.relations, early)
	}

	return notNow(err, action, d.relations, errs.NewConflict("这一条现在“%s”，不能这样办理。请刷新页面看最新情况。", d.State.Word()))
}

func (d experienceDesk) entry() Entry {
	return Entry{Object: fmt.Sprintf("experience:%d", d.ID), Round: int64(d.Round), Detail: map[string]any{"experience": string(d.State)}}
}

// MarkExperience marks a passage of a review as experience of its unit, or whom it reviews as a model of something.
func (a *App) MarkExperience(ctx context.Context, who access.Actor, id review.ID, kind publish.ExperienceKind, text string) error {
	return a.write(ctx, who, access.MarkExperience, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		o, err := tx.Obligation(id)
		if err != nil {
			return Entry{}, err
		}

		relations, err := relationsToReview(tx, who, o.Obligation)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(relations, access.Stage(o.State)); err != nil {
			return Entry{}, err
		}

		e := publish.Experience{Round: o.Round, Review: id, Kind: kind, Unit: o.Subject.Unit, Person: o.Subject.Person, Text: text,
			By: who.Name, At: tx.Now.UnixMilli()}
		if err := e.Mark(o.Subject.Kind); err != nil {
			return Entry{}, err
		}

		e.ID = publish.ExperienceID(tx.NewID())
		return experienceDesk{ExperienceRow: store.ExperienceRow{Experience: e}}.entry(), tx.SaveExperience(e)
	})
}

// onExperience does something to what was marked.
func (a *App) onExperience(ctx context.Context, who access.Actor, action access.Action, id publish.ExperienceID,
	do func(tx *store.Tx, d *experienceDesk) error) error {
	return a.write(ctx, who, action, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		row, err := tx.Experience(id)
		if err != nil {
			return Entry{}, err
		}

		d, err := experienceDeskOf(tx, who, row)
		if err != nil {
			return Entry{}, err
		}

		if err := d.allow(action, allow); err != nil {
			return Entry{}, err
		}

		if err := do(tx, &d); err != nil {
			return Entry{}, err
		}

		return d.entry(), tx.SaveExperience(d.Experience)
	})
}

// SayExperience records what who is named, or the secretary of the unit that is, says to its being made known: himself on
// screen, or from paper by the reviewer or his clerk.
func (a *App) SayExperience(ctx context.Context, who access.Actor, id publish.ExperienceID, wish publish.Wish) error {
	return a.onExperience(ctx, who, access.AgreeExperience, id, func(tx *store.Tx, d *experienceDesk) error {
		c := publish.Consent{Person: d.Experience.Person, Wish: wish, How: review.OnPaper, By: who.Name, At: tx.Now.UnixMilli()}
		if d.relations.Has(access.Subject) {
			c.How = review.OnScreen
		}
		return d.Say(c)
	})
}

// RecommendExperience passes it on to the office with one sentence.
func (a *App) RecommendExperience(ctx context.Context, who access.Actor, id publish.ExperienceID, sentence string) error {
	return a.onExperience(ctx, who, access.RecommendExperience, id, func(_ *store.Tx, d *experienceDesk) error {
		return d.Recommend(sentence, who.Name)
	})
}

// TakeExperience takes it up: it can stand in a promotion.
func (a *App) TakeExperience(ctx context.Context, who access.Actor, id publish.ExperienceID) error {
	return a.onExperience(ctx, who, access.JudgeExperience, id, func(_ *store.Tx, d *experienceDesk) error { return d.Take() })
}

// ReturnExperience sends it back to who recommended it, with the reason.
func (a *App) ReturnExperience(ctx context.Context, who access.Actor, id publish.ExperienceID, reason string) error {
	return a.onExperience(ctx, who, access.JudgeExperience, id, func(_ *store.Tx, d *experienceDesk) error { return d.SendBack(reason) })
}

// WithdrawExperience takes a mark back, before the office has taken it up.
func (a *App) WithdrawExperience(ctx context.Context, who access.Actor, id publish.ExperienceID) error {
	return a.onExperience(ctx, who, access.WithdrawExperience, id, func(_ *store.Tx, d *experienceDesk) error { return d.TakeBack() })
}

// Experience is one of them.
func (a *App) Experience(ctx context.Context, who access.Actor, id publish.ExperienceID) (v ExperienceView, err error) {
	err = a.gathered(ctx, func(tx *store.Tx) error {
		row, err := tx.Experience(id)
		if err != nil {
			return err
		}

		d, err := experienceDeskOf(tx, who, row)
		if err != nil {
			return err
		}

		if err := d.allow(access.ReadExperience, asking(access.ReadExperience)); err != nil {
			return err
		}

		r, plan, err := a.roundUnder(tx, d.Round)
		if err != nil {
			return err
		}

		v = d.view(r)
		v.Plan = plan

		v.Allowed[access.ReadReview] = access.Allowed(access.ReadReview, d.relations, access.Stage(d.Stands))
		return err
	})
	return v, err
}

func (d experienceDesk) view(r round.Round) ExperienceView {
	v := ExperienceView{ExperienceRow: d.ExperienceRow, RoundName: r.Name, Self: d.relations.Has(access.Subject), Allowed: map[access.Action]bool{}}
	for _, action := range experienceActions() {
		v.Allowed[action] = (r.State != round.Archived || outlivesArchive(action)) && d.may(action)
	}
	return v
}

// SheetExperience is what was marked in the reviews of a sheet, and what more can be marked there.
type SheetExperience struct {
	Marked []ExperienceView
	Offers []ExperienceOffer // empty for who may mark nothing
}

// ExperienceOffer is a record of a sheet in which something can be marked.
type ExperienceOffer struct {
	Review review.ID
	Name   string
	Kinds  []publish.ExperienceKind
	Own    string // what the reviewer wrote of its achievements, as far as a passage holds it
}

// experience is what was marked on the sheet, as far as the asker may know of it.
func (s sheet) experience(tx *store.Tx) (v SheetExperience, err error) {
	var ids []review.ID
	for _, p := range s.parts {
		ids = append(ids, p.ID)
		if s.round.State != round.Archived && access.Allowed(access.MarkExperience, p.relations, p.stage()) {
			v.Offers = append(v.Offers, ExperienceOffer{p.ID, p.SubjectName(), publish.ExperienceKinds(p.Subject.Kind),
				publish.PassageOf(p.review.Text)})
		}
	}

	rows, err := tx.ExperienceOf(ids)
	if err != nil {
		return v, err
	}

	v.Marked, err = openExperience(tx, s.who, rows, func(round.ID) round.Round { return s.round })
	return v, err
}

// openExperience are those of the rows that open for the actor, without those that were taken back.
func openExperience(tx *store.Tx, who access.Actor, rows []store.ExperienceRow, of func(round.ID) round.Round) (out []ExperienceView, err error) {
	for _, row := range rows {
		d, err := experienceDeskOf(tx, who, row)
		if err != nil {
			return nil, err
		}

		if d.State != publish.TakenBack && d.may(access.ReadExperience) {
			out = append(out, d.view(of(d.Round)))
		}
	}

	return out, nil
}

// RoundExperience is what is known of experience, models and promotions in a round.
type RoundExperience struct {
	Round      round.Round
	Plan       *scheme.Scheme
	Taken      map[publish.ExperienceKind]int // in the whole round, and only there
	List       []ExperienceView               // one page of those that open for the asker
	Listed     int                            // how many they are
	Promotions []publish.Promotion            // those that he may read, and what is public
	Free       []ExperienceView               // taken up and in no issue; for who can put one together
	Today      org.Date
	Reads      bool // the asker may open every issue
	Proposes   bool // and put one together
}

// ExperienceEach is how many of what was marked one page shows.
const ExperienceEach = 30

// experienceStates are the states of what goes on, in the order of the way.
func experienceStates() []publish.ExperienceState {
	return []publish.ExperienceState{publish.Marked, publish.Agreed, publish.Declined, publish.Recommended, publish.SentBack, publish.Taken}
}

// RoundExperience is the page of a round about experience and models 推介. Of what is marked everybody sees only what opens
// for him, a page from the row at index from on.
func (a *App) RoundExperience(ctx context.Context, who access.Actor, id round.ID, from int) (v RoundExperience, err error) {
	if err := check(access.ReadRound, who.Base(), access.NoStage); err != nil {
		return v, err
	}

	err = a.gathered(ctx, func(tx *store.Tx) error {
		v = RoundExperience{Today: org.DateOf(tx.Now)}
		if v.Round, err = tx.Round(id); err != nil {
			return err
		}

		if v.Plan, err = a.keptScheme(v.Round); err != nil {
			return err
		}

		if v.Taken, err = tx.ExperienceCount(id); err != nil {
			return err
		}

		rows, err := tx.ExperienceFor([]round.ID{id}, who, experienceStates())
		if err != nil {
			return err
		}

		if v.List, err = openExperience(tx, who, rows, func(round.ID) round.Round { return v.Round }); err != nil {
			return err
		}

		if err := v.promotions(tx, who); err != nil {
			return err
		}

		v.Listed, v.List = len(v.List), page(v.List, from, ExperienceEach)
		return nil
	})
	return v, err
}

// promotions adds the issues that the actor may read, and what he can put together.
func (v *RoundExperience) promotions(tx *store.Tx, who access.Actor) error {
	relations, err := relationsToUnit(tx, who, v.Round.ID, v.Round.Unit)
	if err != nil {
		return err
	}

	v.Reads = access.Allowed(access.ReadPromotion, relations, access.NoStage)
	all, err := tx.Promotions(v.Round.ID)
	for _, p := range all {
		if v.Reads || p.OnDisplay(v.Today) {
			v.Promotions = append(v.Promotions, p)
		}
	}

	v.Proposes = v.Round.State != round.Draft && v.Round.State != round.Archived && access.Allowed(access.ProposePromotion, relations, access.NoStage)
	for _, e := range v.List {
		if v.Proposes && e.Fits(0) {
			v.Free = append(v.Free, e)
		}
	}

	return err
}
