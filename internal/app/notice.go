package app

import (
	"context"
	"fmt"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// NoticeView is a notice as those see it who have to do with it.
type NoticeView struct {
	publish.Notice
	Round    round.Round
	Plan     *scheme.Scheme
	UnitName string
	Text     publish.Text // of the newest edition
	Hash     string
	Acts     []publish.Act
	Channels []publish.Channel
	Proofs   []dossier.File
	Fresh    bool // the reviews still say what was frozen, and nobody has objected since
	Feedback []publish.Feedback
	Heard    int // how much feedback there is, for those who may not read it
	Today    org.Date
	Allowed  map[access.Action]bool
}

// noticeActions are the acts that a notice's page may offer.
func noticeActions() []access.Action {
	return []access.Action{access.ProposeNotice, access.CheckNotice, access.ApproveNotice, access.PaperNotice,
		access.ReturnNotice, access.PublishNotice, access.WithdrawNotice, access.AnswerFeedback}
}

// Notice is one notice.
func (a *App) Notice(ctx context.Context, who access.Actor, id publish.NoticeID) (v NoticeView, err error) {
	err = a.gathered(ctx, func(tx *store.Tx) error {
		d, err := a.loadNotice(tx, who, id)
		if err != nil {
			return err
		}

		if err := d.allow(access.ReadNotice, asking(access.ReadNotice)); err != nil {
			return err
		}

		v, err = d.view(tx)
		return err
	})
	return v, err
}

// noticeDesk is a notice as the use cases work on it: with who is reviewed in it and how the actor stands to it.
type noticeDesk struct {
	publish.Notice
	round     round.Round
	plan      *scheme.Scheme
	sheets    []store.NoticeSheet // that the newest edition gathered
	about     []publish.Party
	acts      []publish.Act
	relations access.Relation
	who       access.Actor
}

// loadNotice reads a notice and how the actor stands to it. It asks no permission.
func (a *App) loadNotice(tx *store.Tx, who access.Actor, id publish.NoticeID) (d noticeDesk, err error) {
	n, err := tx.Notice(id)
	if err != nil {
		return d, err
	}
	return a.noticeDesk(tx, who, n)
}

// noticeDesk reads what belongs to a notice.
func (a *App) noticeDesk(tx *store.Tx, who access.Actor, n publish.Notice) (d noticeDesk, err error) {
	d.who, d.Notice = who, n
	if d.round, err = tx.Round(n.Round); err != nil {
		return d, err
	}

	if d.sheets, err = tx.NoticeSheets(n.ID, n.Edition); err != nil {
		return d, err
	}

	if d.acts, err = tx.NoticeActs(n.ID); err != nil {
		return d, err
	}

	if err := d.stand(tx); err != nil {
		return d, err
	}

	d.plan, err = a.keptScheme(d.round)
	return d, err
}

// stand finds who is reviewed in the notice and how the actor stands to it.
func (d *noticeDesk) stand(tx *store.Tx) error {
	superiors, err := tx.Superiors(d.Notice.Round, d.Unit)
	if err != nil {
		return err
	}

	known := access.Notice{Superiors: superiors}
	for _, s := range d.sheets {
		if s.Person != 0 {
			d.about = append(d.about, publish.Party{Person: s.Person, Name: s.Name})
			known.About = append(known.About, s.Person)
		}
		known.OfUnit = known.OfUnit || s.Kind == scheme.Unit || s.Kind == scheme.Secretary
	}

	heads := superiors.Principals(d.Unit)
	if known.OfUnit {
		for _, head := range heads {
			p, err := tx.Person(head)
			if err != nil {
				return err
			}
			d.about = append(d.about, publish.Party{Person: head, Name: p.Name})
		}
	}

	if known.Clerks, err = tx.ClerksOfAny(heads); err != nil {
		return err
	}

	// Feedback stays when a newer text leaves somebody out, so whoever was in an earlier one is still spoken of.
	himself, ofUnit, err := tx.EverAbout(d.ID, d.who.Person)
	if himself {
		known.About = append(known.About, d.who.Person)
	}

	known.OfUnit = known.OfUnit || ofUnit
	if err != nil {
		return err
	}

	d.relations, err = relationIn(tx, d.who, d.Notice.Round, known.Relation)
	return err
}

// stage is the notice's stage as far as rights to the action depend on it: what is public stays so, and can be taken
// down, while a newer text is on its way.
func (d noticeDesk) stage(action access.Action) access.Stage {
	if d.Shown > 0 && (action == access.ReadNotice || action == access.WithdrawNotice || action == access.OpenNotice) {
		return access.Published
	}
	return access.Stage(d.State)
}

// allow asks for permission. Who might do it at another stage is told that it is not the time.
func (d noticeDesk) allow(action access.Action, allow allowFunc) error {
	err := allow(d.relations, d.stage(action))
	if action == access.ReadNotice {
		return err
	}
	return notNow(err, action, d.relations, notAtThisState(d.State))
}

// notAtThisState is said to who might act on a text for the public at another of its states.
func notAtThisState(now publish.State) error {
	return errs.NewConflict("这份公开稿现在“%s”，不能这样办理。请刷新页面看最新情况。", now.Word())
}

// ownHand is the actor as who decides on screen.
func ownHand(who access.Actor) publish.Hand {
	return publish.Hand{Account: who.Account, Person: who.Person, Name: who.Name}
}

// may reports whether the page should offer the act: permitted, and not refused to this hand by what it did before.
func (d noticeDesk) may(action access.Action) bool {
	if !access.Allowed(action, d.relations, d.stage(action)) {
		return false
	}

	tried := d.Notice
	switch action {
	case access.CheckNotice:
		return tried.Check(ownHand(d.who), d.acts, d.about) == nil
	case access.ApproveNotice:
		return tried.Approve(ownHand(d.who), d.acts, d.about) == nil
	case access.ProposeNotice:
		return tried.Ready() == nil
	case access.WithdrawNotice:
		return d.Shown > 0
	}

	return true
}

func (d noticeDesk) view(tx *store.Tx) (v NoticeView, err error) {
	v = NoticeView{Notice: d.Notice, Round: d.round, Plan: d.plan, Acts: d.acts, Today: org.DateOf(tx.Now), Allowed: map[access.Action]bool{}}
	for _, action := range noticeActions() {
		v.Allowed[action] = d.may(action)
	}

	unit, err := tx.FrozenUnit(d.round.ID, d.Unit)
	if err != nil {
		return v, err
	}

	v.UnitName = unit.Name
	edition := d.Edition
	if !access.Allowed(access.ReadNotice, d.relations, access.Stage(d.State)) {
		edition = d.Shown // who may read what is public sees no newer text before it is
	}

	if v.Text, v.Hash, err = d.shownText(tx, edition); err != nil {
		return v, err
	}

	if v.Channels, err = tx.Channels(d.ID); err != nil {
		return v, err
	}

	if v.Proofs, err = tx.Files(noticeFiles, int64(d.ID)); err != nil {
		return v, err
	}

	if v.Heard, err = tx.FeedbackCount(d.ID); err != nil {
		return v, err
	}

	if v.Allowed[access.AnswerFeedback] {
		if v.Feedback, err = tx.FeedbackTo(d.ID); err != nil {
			return v, err
		}
	}

	v.Fresh, err = d.fresh(tx)
	return v, err
}

// shownText is a text without the sheets of members who have objected since, with the hash of the whole: what the public
// reads no longer is not printed either, nor read by the other members.
func (d noticeDesk) shownText(tx *store.Tx, edition int) (publish.Text, string, error) {
	text, hash, err := tx.Edition(d.ID, edition)
	if err != nil {
		return text, hash, err
	}

	objecting, err := tx.Objecting(d.Notice, edition)
	kept, gone := text.Without(objecting)
	kept.Left += gone
	return kept, hash, err
}

// noticeFiles is whose files the photographs of a notice board are.
const noticeFiles = "notice"

// fresh reports whether the reviews still say what was frozen in the newest edition, and nobody has objected since.
func (d noticeDesk) fresh(tx *store.Tx) (bool, error) {
	text, _, err := tx.Edition(d.ID, d.Edition)
	if err != nil {
		return false, err
	}

	now, err := sheetsNow(tx, d.plan, d.Notice)
	return err == nil && now.holds(text), err
}

// entry is what the ledger says of an act on the notice.
func (d noticeDesk) entry(detail map[string]any) Entry {
	detail["edition"], detail["notice"] = d.Edition, string(d.State)
	return Entry{Object: fmt.Sprintf("notice:%d", d.ID), Round: int64(d.round.ID), Detail: detail}
}

// mark keeps the cell 通报 of the dossiers of everybody in the newest edition.
func (d noticeDesk) mark(tx *store.Tx, state dossier.State, day org.Date) error {
	ofUnit := false
	for _, s := range d.sheets {
		if !publish.ByWish(s.Kind) {
			ofUnit = true
			continue
		}

		cell := dossier.Step{Step: scheme.StepNotice, State: state, Day: day, Ref: int64(d.ID)}
		if !s.Included {
			cell.State = dossier.NotNeeded
		}

		if cell.State != dossier.Done {
			cell.Ref = 0 // before it is public its members may not open it
		}

		if err := tx.MarkStep(d.round.ID, dossier.Key{Unit: d.Unit, Person: s.Person}, cell); err != nil {
			return err
		}
	}

	if !ofUnit {
		return nil
	}

	return tx.MarkStep(d.round.ID, dossier.Key{Unit: d.Unit},
		dossier.Step{Step: scheme.StepNotice, State: state, Day: day, Ref: int64(d.ID)})
}
