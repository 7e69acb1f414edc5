package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// OnSpot is what a leader notes on the spot, at his telephone 〔三(三) 深入基层调查研究、检查工作、走访慰问时，即时点评〕.
type OnSpot struct {
	Round     round.ID
	Unit      org.UnitID
	Leader    org.PersonID // 0: the actor himself
	Setting   review.Setting
	Strengths []string
	Problems  []string
	Key       string // the same when the same entry is sent again
}

// Spotted is what became of an entry on the spot.
type Spotted struct {
	Occasion review.OccasionID
	Sheet    review.ID // on which it was put as a draft, 0 when that can't be written any more
	Again    bool      // it had been filed before
}

// onSite is the mode of what is said on the spot.
const onSite = "on-site"

// NoteOnSpot keeps an occasion and a draft of the unit's sheet in one go. An entry that was filed before is not filed
// again.
func (a *App) NoteOnSpot(ctx context.Context, who access.Actor, in OnSpot) (out Spotted, err error) {
	err = a.write(ctx, who, access.WriteOccasion, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		out = Spotted{}
		r, err := tx.Round(in.Round)
		if errs.Is(err, errs.NotFound) {
			return Entry{}, access.ErrRefused
		}
		if err != nil {
			return Entry{}, err
		}

		o := in.occasion(who)
		relations, err := relationsToOccasion(tx, who, o)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(relations, stageOf(r)); err != nil {
			return Entry{}, err
		}

		if out.Occasion, err = tx.OccasionByKey(o.Leader, o.Key); err != nil || out.Occasion != 0 {
			out.Again = true
			return Entry{Nothing: true}, err
		}

		o.ID = review.OccasionID(tx.NewID())
		out.Occasion = o.ID
		if err := a.keepOnSpot(tx, who, r, &o, in, allow); err != nil {
			return Entry{}, err
		}

		if out.Sheet, err = a.draftOnSpot(tx, who, o, in); err != nil {
			return Entry{}, err
		}

		entry := occasionEntry(o)
		entry.Detail["sheet"] = int64(out.Sheet)
		return entry, tx.Count(r.ID, o.Unit, o.Counted())
	})
	return out, err
}

// occasion is the entry as a visit. Its text stands in the minutes whatever becomes of the sheet.
func (in OnSpot) occasion(who access.Actor) review.Occasion {
	o := review.Occasion{Round: in.Round, Unit: in.Unit, Leader: in.Leader, Kind: review.Visit, Setting: in.Setting,
		Title: in.Setting.Carrier, Minutes: strings.Join(slices.Concat(in.Strengths, in.Problems), "\n"), Key: in.Key}
	if o.Leader == 0 {
		o.Leader = who.Person
	}
	return o
}

func (a *App) keepOnSpot(tx *store.Tx, who access.Actor, r round.Round, o *review.Occasion, in OnSpot, allow allowFunc) error {
	s, err := a.keptScheme(r)
	if err != nil {
		return err
	}

	if err := in.Check(); err != nil {
		return err
	}

	if mode, ok := s.Mode(onSite); ok {
		o.Setting.Modes, o.Title = onSite, cmp.Or(o.Title, mode.Name)
	}

	o.Title = cmp.Or(o.Title, o.Setting.Place)
	return a.keepOccasion(tx, who, r, o, *o, allow)
}

// Check refuses an entry that says nothing or of no day. What else is wrong with it is found where it is kept.
func (in OnSpot) Check() error {
	var f errs.Faults
	f.If(len(in.Strengths)+len(in.Problems) == 0, "strengths", "请至少写一条看到的情况。")
	f.If(in.Setting.Day == "", "day", "请填写会议（活动）的日期。")
	f.Add("day", in.Setting.Check())
	f.If(len(in.Key) > maxEntryKey, "", "这张表不完整，请刷新页面后再填。")
	return f.Err()
}

// maxEntryKey is longer than any key that our form makes.
const maxEntryKey = 100

// draftOnSpot puts what was seen under what the leader's draft on the unit already says, and gives the sheet.
func (a *App) draftOnSpot(tx *store.Tx, who access.Actor, o review.Occasion, in OnSpot) (review.ID, error) {
	rows, err := tx.OnOccasion(o)
	if err != nil {
		return 0, err
	}

	i := slices.IndexFunc(rows, func(row store.ObligationRow) bool {
		return row.Subject == assign.Subject{Kind: scheme.Unit, Unit: o.Unit}
	})
	if i < 0 {
		return 0, errs.NewInvalid("您在这一轮不点评这个{党组织}，请核对。")
	}

	s, err := a.loadSheet(tx, who, rows[i].ID)
	if err != nil {
		return 0, err
	}

	p, err := s.part(rows[i].ID)
	if err != nil || !p.writable() {
		return 0, err
	}

	text := p.review.Text
	strengths := append([]string{text.Parts[scheme.PartAchievements]}, in.Strengths...)
	text.Say(scheme.PartAchievements, strings.TrimSpace(strings.Join(strengths, "\n")))
	text.Problems = append(slices.Clone(text.Problems), in.Problems...)
	d := Draft{Occasion: p.review.Occasion}
	for _, other := range s.parts { // the secretary's record is begun with the unit's, as it is when the sheet is written
		if other.ID == p.ID {
			d.Parts = append(d.Parts, PartDraft{p.ID, p.review.Revision, text})
		} else if other.writable() {
			d.Parts = append(d.Parts, PartDraft{other.ID, other.review.Revision, other.review.Text})
		}
	}

	if d.Occasion == 0 {
		d.Occasion = o.ID // a draft that belongs to a meeting stays with it
	}

	_, err = s.save(tx, who, d, asking(access.WriteReview))
	return s.first(), err
}
