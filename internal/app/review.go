package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// Draft is what somebody hands over of a sheet: its common cells and the text of each record, with the revision that he
// had read.
type Draft struct {
	Setting  review.Setting
	Occasion review.OccasionID // 0: none; an occasion's own common cells take the place of Setting
	Parts    []PartDraft
}

// PartDraft is the text for one record.
type PartDraft struct {
	ID       review.ID
	Revision int
	Text     review.Text
}

// Saved says what a save left behind.
type Saved struct {
	At        int64 // unix ms
	State     review.State
	Revisions map[review.ID]int
}

// Stale is the refusal of a save because somebody else saved meanwhile. It holds both texts, so that they can be laid
// side by side; it is review.ErrStale.
type Stale struct {
	Mine, Theirs Draft
	By           string // who saved
	At           int64  // unix ms
}

// Error is the sentence of review.ErrStale.
func (s *Stale) Error() string { return s.Unwrap().Error() }

// Unwrap makes it review.ErrStale.
func (s *Stale) Unwrap() error { return review.ErrStale }

// SaveDraft keeps what was typed. The first save of a sheet makes its records; a save that changes nothing is none.
func (a *App) SaveDraft(ctx context.Context, who access.Actor, id review.ID, d Draft) (saved Saved, err error) {
	err = a.write(ctx, who, access.WriteReview, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		s, err := a.loadSheet(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		changed, err := s.save(tx, who, d, allow)
		if err != nil {
			return Entry{}, err
		}

		saved = s.saved()
		entry := s.entry(map[string]any{"act": "save"})
		entry.Nothing = !changed
		return entry, nil
	})
	return saved, err
}

// Submit keeps what was typed and hands it in: at once for good when the reviewer does it himself, else to him for
// confirmation. What is refused for being incomplete is saved nevertheless.
func (a *App) Submit(ctx context.Context, who access.Actor, id review.ID, d Draft) (Saved, error) {
	saved, _, err := a.submit(ctx, who, id, d)
	return saved, err
}

// submit is Submit, and gives the sheet as it was before and as it is now.
func (a *App) submit(ctx context.Context, who access.Actor, id review.ID, d Draft) (saved Saved, sheets handing, err error) {
	var refusal error
	err = a.write(ctx, who, access.WriteReview, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		refusal = nil
		s, err := a.loadSheet(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		sheets.before, sheets.after = s, s
		sheets.before.parts = slices.Clone(s.parts)
		changed, err := s.put(tx, who, d, allow)
		if err != nil {
			return Entry{}, err
		}

		var done []*part
		drafts := slices.Clone(s.parts)
		if refusal = s.demanded(tx); refusal == nil {
			done, refusal = s.submit(tx.Now.UnixMilli())
		}

		if refusal != nil {
			copy(s.parts, drafts) // none or all
		}

		changed = slices.DeleteFunc(changed, func(p *part) bool { return slices.Contains(done, p) }) // which are kept as handed in
		if err := s.keep(tx, changed); err != nil {
			return Entry{}, err
		}

		if refusal != nil {
			saved = s.saved()
			entry := s.entry(map[string]any{"act": "save"})
			entry.Nothing = len(changed) == 0
			return entry, nil
		}

		for _, p := range done {
			if err := s.handedIn(tx, p); err != nil {
				return Entry{}, err
			}
		}

		if err := s.answerCited(tx, done); err != nil {
			return Entry{}, err
		}

		saved = s.saved()
		return s.entry(map[string]any{"act": "submit", "state": string(s.state())}), nil
	})
	if err == nil {
		err = refusal
	}

	return saved, sheets, err
}

// submit hands in the records that the actor may still write. Of the others, such as what the reviewer drafts of the
// secretary while the unit fills in its own part, he learns nothing.
func (s sheet) submit(now int64) ([]*part, error) {
	var asked []review.Asked
	for i := range s.parts {
		if p := &s.parts[i]; p.writable() {
			asked = append(asked, s.asked(p))
		}
	}

	handed, err := review.SubmitSheet(asked, s.parts[0].relations.Has(access.Reviewer), now)
	var done []*part
	for _, h := range handed {
		for i := range s.parts {
			if s.parts[i].ID == h.ID {
				done = append(done, &s.parts[i])
			}
		}
	}

	return done, err
}

// handedIn keeps a record that was handed in, with its version, and counts it when it counts. What was recalled before
// has its reason with the version that takes its place.
func (s sheet) handedIn(tx *store.Tx, p *part) error {
	reason := p.review.Recalled
	p.review.Recalled = ""
	if err := tx.AddVersion(p.ID, review.Version{Number: p.review.Version, Text: p.review.Text, Setting: p.review.Setting,
		Reason: reason, Writer: p.review.Writer.Name, At: tx.Now.UnixMilli()}); err != nil {
		return err
	}

	if p.review.State == review.Confirmed {
		return s.count(tx, p)
	}

	return tx.SaveReview(s.round.ID, s.first(), p.review)
}

// count keeps a record that has just come to count, adds it to the figures and gives its problems their actions.
func (s sheet) count(tx *store.Tx, p *part) error {
	before, err := tx.CountedBefore(p.Obligation)
	if err != nil {
		return err
	}

	heads, err := headsOf(tx, p.Obligation, before)
	if err != nil {
		return err
	}

	if err := headcounting(tx, s.round.ID, heads, func() error {
		return tx.SaveReview(s.round.ID, s.first(), p.review)
	}); err != nil {
		return err
	}

	if err := tx.Count(s.round.ID, p.Subject.Unit, p.review.Counted(p.Facts(), !before, p.Drawn != 0)); err != nil {
		return err
	}

	if p.review.Recalled != "" { // it counted before, and may stand on a notice
		if err := doubtNotice(tx, s.scheme, s.round.ID, p.Subject.Unit); err != nil {
			return err
		}
	}

	return bornActions(tx, s, p)
}

// save puts the draft into the records that it speaks of and keeps them. It reports whether anything changed.
func (s sheet) save(tx *store.Tx, who access.Actor, d Draft, allow allowFunc) (changed bool, err error) {
	parts, err := s.put(tx, who, d, allow)
	if err != nil {
		return false, err
	}
	return len(parts) > 0, s.keep(tx, parts)
}

// put puts the draft into the records that it speaks of and gives those that it changes; they are not kept yet.
func (s sheet) put(tx *store.Tx, who access.Actor, d Draft, allow allowFunc) (changed []*part, err error) {
	if _, err := s.ready(access.WriteReview, allow); err != nil {
		return nil, err // before anything of the draft is looked at: a refusal says nothing about the sheet
	}

	if len(d.Parts) == 0 {
		return nil, errs.NewInvalid("没有可以保存的内容：请从{登记表}页面填写后保存。")
	}

	setting, err := s.settingOf(tx, d)
	if err != nil {
		return nil, err
	}

	theirs := s.draft()
	for _, given := range d.Parts {
		p, err := s.part(given.ID)
		if err != nil {
			return nil, err
		}

		if !p.review.State.Writable() && len(d.Parts) > 1 && slices.ContainsFunc(s.parts, part.writable) {
			continue // the other record of the sheet counts already; this save is about what is open
		}

		if err := s.allowWriting(*p, allow); err != nil {
			return nil, err
		}

		text, err := s.textOf(p, given.Text)
		if err != nil {
			return nil, err
		}

		if err := s.cite(tx, p, &text); err != nil {
			return nil, err
		}

		if given.Revision == p.review.Revision && p.review.Revision > 0 && p.review.Setting == setting &&
			p.review.Occasion == d.Occasion && p.review.Text.Equal(text) {
			continue
		}

		if err := p.review.Save(given.Revision, setting, text, writer(who, p.relations), tx.Now.UnixMilli()); err != nil {
			return nil, stale(err, d, theirs, p.review)
		}

		p.review.Occasion = d.Occasion
		changed = append(changed, p)
	}

	return changed, nil
}

// keep keeps records as they are now.
func (s sheet) keep(tx *store.Tx, parts []*part) error {
	for _, p := range parts {
		if err := tx.SaveReview(s.round.ID, s.first(), p.review); err != nil {
			return err
		}
	}
	return nil
}

// allowWriting asks whether the actor may write the record; to who might at another stage it says which stage it is at.
func (s sheet) allowWriting(p part, allow allowFunc) error {
	if err := allow(p.relations, p.stage()); err != nil {
		if access.Allowed(access.WriteReview, p.relations, access.Draft) {
			return p.review.Save(p.review.Revision, p.review.Setting, p.review.Text, p.review.Writer, 0)
		}
		return err
	}
	return s.round.Running()
}

func (s sheet) part(id review.ID) (*part, error) {
	i := slices.IndexFunc(s.parts, func(p part) bool { return p.ID == id })
	if i < 0 {
		return nil, access.ErrRefused
	}
	return &s.parts[i], nil
}

// writable reports whether the actor may write the record now.
func (p part) writable() bool { return access.Allowed(access.WriteReview, p.relations, p.stage()) }

// settingOf is the draft's setting, its words checked against the scheme; in an occasion it is the occasion's.
func (s sheet) settingOf(tx *store.Tx, d Draft) (review.Setting, error) {
	if d.Occasion != 0 {
		o, err := tx.Occasion(d.Occasion)
		if err != nil {
			return review.Setting{}, err
		}
		return o.Setting, o.Holds(s.parts[0].Obligation)
	}

	set := d.Setting.Clean()
	return set, checkSetting(s.scheme, set)
}

// checkSetting refuses a mode or way of choosing that the scheme does not have.
func checkSetting(s *scheme.Scheme, set review.Setting) error {
	if mode := set.Modes.Unknown(s); mode != "" {
		return errs.NewInvalid("方案中没有点评方式“%s”，请从列出的方式中选择。", mode)
	}

	known := func(c scheme.Choice) bool { return c.Key == set.Selection }
	if set.Selection != "" && !slices.ContainsFunc(s.Selections, known) {
		return errs.NewInvalid("方案中没有“%s”这种确定对象的办法，请从列出的办法中选择。", set.Selection)
	}

	return set.Check()
}

// textOf is the given text cleaned: only aspects that the scheme asks of the subject stay, in the scheme's order.
func (s sheet) textOf(p *part, given review.Text) (review.Text, error) {
	text := given
	text.Aspects = nil
	for _, a := range s.asked(p).Aspects {
		text.Aspects = append(text.Aspects, review.AspectText{Key: a.Key, Text: given.Aspect(a.Key)})
	}

	text = text.Clean()
	return text, text.CheckSize()
}

// writer is who writes, and for which side.
func writer(who access.Actor, relations access.Relation) review.Writer {
	side := review.ReviewedSide
	if relations&(access.Reviewer|access.Clerk|access.Local) != 0 {
		side = review.ReviewerSide
	}
	return review.Writer{Account: who.Account, Name: who.Name, Side: side}
}

// stale adds both texts to the refusal of a stale save.
func stale(err error, mine, theirs Draft, last review.Review) error {
	if !errors.Is(err, review.ErrStale) {
		return err
	}
	return &Stale{Mine: mine, Theirs: theirs, By: last.Writer.Name, At: last.SavedAt}
}

// draft is the sheet as it is kept, in the shape in which it is handed over: the records that the actor may read.
func (s sheet) draft() Draft {
	d := Draft{Setting: s.parts[0].review.Setting, Occasion: s.parts[0].review.Occasion}
	for _, p := range s.parts {
		if access.Allowed(access.ReadReview, p.relations, p.stage()) {
			d.Parts = append(d.Parts, PartDraft{p.ID, p.review.Revision, p.review.Text})
		}
	}

	return d
}

func (s sheet) saved() Saved {
	out := Saved{State: s.state(), Revisions: map[review.ID]int{}}
	for _, p := range s.parts {
		out.Revisions[p.ID] = p.review.Revision
		out.At = max(out.At, p.review.SavedAt)
	}
	return out
}

// entry is what the ledger says of an act on the sheet.
func (s sheet) entry(detail map[string]any) Entry {
	detail["revision"] = s.parts[0].review.Revision
	return Entry{Object: fmt.Sprintf("review:%d", s.first()), Round: int64(s.round.ID), Detail: detail}
}
