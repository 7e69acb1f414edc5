package app

import (
	"context"
	"slices"

	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// NoticeForm is what somebody sees who is about to propose a notice.
type NoticeForm struct {
	Round    round.Round
	Plan     *scheme.Scheme
	Unit     org.Place
	Notice   publish.Notice // the one there is, zero without one
	Kinds    []NoticeKind   // what can be made public
	Sheets   []NoticePick   // each review that counts, with what would be shown of it
	Left     int            // of members who object
	Open     int            // reviews that do not count yet
	Deadline org.Date
}

// NoticeKind is a kind of reviews that a notice can hold.
type NoticeKind struct {
	Kind  scheme.SubjectKind
	Name  string // as the scheme calls it
	Count int
}

// NoticePick is a review that can be made public.
type NoticePick struct {
	publish.Sheet
	Wish publish.Wish
}

// NoticeForm is what a unit could make public now, for whoever may propose it.
func (a *App) NoticeForm(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (f NoticeForm, err error) {
	err = a.gathered(ctx, func(tx *store.Tx) error {
		f = NoticeForm{}
		d, err := a.noticePlace(tx, who, id, unit)
		if err != nil {
			return err
		}

		if err := d.allow(access.ProposeNotice, asking(access.ProposeNotice)); err != nil {
			return err
		}

		f.Round, f.Plan, f.Notice = d.round, d.plan, d.Notice
		if f.Unit, err = tx.FrozenUnit(id, unit); err != nil {
			return err
		}

		if f.Open, err = tx.Unfinished(id, unit); err != nil {
			return err
		}

		f.Deadline = d.plan.Deadline(scheme.StepNotice, scheme.Actor{Kind: scheme.Unit, Unit: f.Unit.Kind}, d.round.To)
		rows, actions, err := publishables(tx, id, unit)
		f.gather(rows, actions)
		return err
	})
	return f, err
}

func (f *NoticeForm) gather(rows []store.Publishable, actions map[review.ID][]rectify.Action) {
	for _, row := range rows {
		at := slices.IndexFunc(f.Kinds, func(k NoticeKind) bool { return k.Kind == row.Subject.Kind })
		if at < 0 {
			subject, _ := f.Plan.Subject(row.Subject.Kind)
			at = len(f.Kinds)
			f.Kinds = append(f.Kinds, NoticeKind{Kind: row.Subject.Kind, Name: subject.Name})
		}

		f.Kinds[at].Count++
		f.Sheets = append(f.Sheets, NoticePick{publicSheet(f.Plan, row, actions[row.ID]), row.Wish})
		if !included(row) {
			f.Left++
		}
	}
}

// noticePlace is the notice of a unit in a round as a desk; where there is none yet, an empty one.
func (a *App) noticePlace(tx *store.Tx, who access.Actor, id round.ID, unit org.UnitID) (noticeDesk, error) {
	n, err := tx.NoticeOf(id, unit)
	if err == nil {
		return a.noticeDesk(tx, who, n)
	}

	if !errs.Is(err, errs.NotFound) {
		return noticeDesk{}, err
	}

	d := noticeDesk{who: who, Notice: publish.Notice{Round: id, Unit: unit}}
	if d.round, err = tx.Round(id); err != nil {
		return d, err
	}

	if d.plan, err = a.keptScheme(d.round); err != nil {
		return d, err
	}

	return d, d.stand(tx)
}

// ProposeNotice freezes what is to be made public of a unit's reviews of the kinds, and asks for it to be looked
// through. What was public before and is corrected stands beside the new words.
func (a *App) ProposeNotice(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID, kinds []scheme.SubjectKind) (nid publish.NoticeID, err error) {
	err = a.write(ctx, who, access.ProposeNotice, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		d, err := a.noticePlace(tx, who, id, unit)
		if err != nil {
			return Entry{}, err
		}

		if err := d.allow(access.ProposeNotice, allow); err != nil {
			return Entry{}, err
		}

		rows, actions, err := publishables(tx, id, unit)
		if err != nil {
			return Entry{}, err
		}

		rows = slices.DeleteFunc(rows, func(p store.Publishable) bool { return !slices.Contains(kinds, p.Subject.Kind) })
		text, err := d.freeze(tx, rows, actions)
		if err != nil {
			return Entry{}, err
		}

		if err := d.Propose(len(text.Sheets)); err != nil {
			return Entry{}, err
		}

		if d.ID == 0 {
			d.ID, d.Code = publish.NoticeID(tx.NewID()), auth.NewAddress()
		}

		nid, d.sheets = d.ID, gathered(rows)
		if err := d.keep(tx, publish.ActPropose, ownHand(d.who), ""); err != nil {
			return Entry{}, err
		}

		if err := tx.AddEdition(d.Notice, text, d.sheets); err != nil {
			return Entry{}, err
		}

		if d.Shown == 0 {
			err = d.mark(tx, dossier.InCourse, org.DateOf(tx.Now))
		}

		return d.entry(map[string]any{"sheets": len(text.Sheets), "left": text.Left, "hash": text.Hash()}), err
	})
	return nid, err
}

// freeze is the text that is made public of the reviews.
func (d noticeDesk) freeze(tx *store.Tx, rows []store.Publishable, actions map[review.ID][]rectify.Action) (text publish.Text, err error) {
	unit, err := tx.FrozenUnit(d.round.ID, d.Unit)
	if err != nil {
		return text, err
	}

	text = publish.Text{Unit: unit.Name, Round: d.round.Name}
	reasons := map[review.ID]string{}
	for _, row := range rows {
		if !included(row) {
			text.Left++
			continue
		}

		reasons[row.ID] = row.Reason
		if sheet := publicSheet(d.plan, row, actions[row.ID]); len(sheet.Passages) > 0 {
			text.Sheets = append(text.Sheets, sheet)
		}
	}

	if d.Shown == 0 {
		return text, nil
	}

	public, _, err := tx.Edition(d.ID, d.Shown)
	text.Correct(public, func(id review.ID) string { return reasons[id] })
	return text, err
}

// publicSheet is a review as the public would read it: who gave it, when and how, what the scheme allows of its text, and
// what is meant to be done about its problems. Of a review of which nothing may be public nothing is said at all.
func publicSheet(plan *scheme.Scheme, row store.Publishable, actions []rectify.Action) publish.Sheet {
	s := publish.Sheet{Review: row.ID, Version: row.Version, Kind: row.Subject.Kind, Person: row.Subject.Person, Name: row.SubjectName()}
	if text := publish.Passages(plan, row.Subject.Kind, row.Asked(), row.Setting, row.Text); len(text) > 0 {
		s.Passages = slices.Concat(publish.Opening(plan, row.OwnerName, row.Setting), text, rectify.PublicMeasures(text, actions))
	}
	return s
}

// included reports whether a review is made public: of a member only when he has not objected.
func included(row store.Publishable) bool {
	return !publish.ByWish(row.Subject.Kind) || row.Wish != publish.Objects
}

func gathered(rows []store.Publishable) []store.NoticeSheet {
	var out []store.NoticeSheet
	for _, row := range rows {
		out = append(out, store.NoticeSheet{Review: row.ID, Kind: row.Subject.Kind, Person: row.Subject.Person,
			Name: row.SubjectName(), Version: row.Version, Included: included(row)})
	}
	return out
}

// keep saves the notice with the step that was taken.
func (d noticeDesk) keep(tx *store.Tx, kind publish.ActKind, by publish.Hand, note string) error {
	if err := tx.SaveNotice(d.Notice); err != nil {
		return err
	}
	return tx.AddNoticeAct(d.ID, publish.Act{Hand: by, Kind: kind, Edition: d.Edition, Note: note, At: tx.Now.UnixMilli()})
}

// NoticeWay is where somebody comes to the notice of a unit.
type NoticeWay struct {
	ID      publish.NoticeID // that he may read, 0: none
	State   publish.State
	Propose bool // he may propose one, or a newer text
}

func (a *App) noticeWay(tx *store.Tx, who access.Actor, id round.ID, unit org.UnitID) (way NoticeWay, err error) {
	d, err := a.noticePlace(tx, who, id, unit)
	if err != nil {
		return way, err
	}

	if d.ID != 0 && access.Allowed(access.ReadNotice, d.relations, d.stage(access.ReadNotice)) {
		way.ID, way.State = d.ID, d.State
	}

	way.Propose = d.may(access.ProposeNotice)
	return way, nil
}
