package app

import (
	"context"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/store"
)

// Sheet is everything that the page of a review shows. It is one form: a unit and its secretary stand on one sheet when
// the same reviewer owes both 〔附件2〕.
type Sheet struct {
	ID         review.ID // of its first record
	Round      round.Round
	Scheme     *scheme.Scheme
	Parts      []SheetPart // one record each; those the asker may not know of are left out
	State      review.State
	Setting    review.Setting // the common cells
	Occasion   review.OccasionID
	Modes      []scheme.Mode      // those the scheme means for this subject
	Yards      []scheme.Yardstick // held beside it: 五个好, 五带头
	Deadline   org.Date           // of the step 具体实施点评, empty when the scheme sets none
	Strip      dossier.Strip      // of its first record's subject
	Own        bool               // the asker is the reviewer: handing in makes it count
	Drawn      round.DrawID       // the draw that chose the subject at random, 0: none
	DrawNumber int                // its number
	Right      SheetRight
	Allowed    map[access.Action]bool
}

// SheetPart is one record of a sheet.
type SheetPart struct {
	store.ObligationRow
	Review   review.Review
	Title    string // what the scheme calls the kind: 党组织, 党员
	Aspects  []scheme.Aspect
	Required []scheme.Part
	Groups   []scheme.Group // what the scheme says of the subject's groups
	Lacking  i18n.Words     // what is demanded and not written yet
	Versions []review.Version
	Known    Background          // what stands beside it while it is written
	Dissents []review.Dissent    // against its versions, the newest first
	Last     []store.Last        // what was said in the round before
	Evidence []review.Evidence   // what its problems can cite, for the reviewer and who writes for him
	Everyday []store.EverydayRow // what superiors said of the subject outside rounds, for who writes the review
}

// Person is who owes the sheet, as forms name him.
func (s Sheet) Person() (number, name string) { return s.Parts[0].OwnerNumber, s.Parts[0].OwnerName }

// sheetActions are the acts that a sheet's page may offer.
func sheetActions() []access.Action {
	return []access.Action{access.ReadWhy, access.WriteReview, access.ReturnReview, access.ConfirmReview, access.PaperReview,
		access.AckReview, access.AckOnPaper, access.CorrectReview, access.RecallReview, access.AnswerDissent, access.WishNotice}
}

// Sheet is the sheet on which the obligation's review is written. Nothing is changed by looking.
func (a *App) Sheet(ctx context.Context, who access.Actor, id review.ID) (v Sheet, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		s, err := a.openSheet(tx, who, id)
		if err == nil {
			v, err = a.shown(tx, s)
		}
		return err
	})
	return v, err
}

// openSheet is the sheet with a record, with those of its records that the asker may read.
func (a *App) openSheet(tx *store.Tx, who access.Actor, id review.ID) (sheet, error) {
	s, err := a.loadSheet(tx, who, id)
	if err != nil {
		return s, err
	}
	return s.readable()
}

// shown is a sheet as it is read.
func (a *App) shown(tx *store.Tx, s sheet) (v Sheet, err error) {
	if v, err = s.view(tx); err != nil {
		return v, err
	}
	v.Strip, err = a.strip(tx, s)
	return v, err
}

// sheet is a sheet as the use cases work on it.
type sheet struct {
	who       access.Actor // who looks at it
	round     round.Round
	scheme    *scheme.Scheme
	deadlines Deadlines
	superiors access.Superiors
	former    []org.PersonID // as whom he still stands in an archived round
	parts     []part
}

// part is one record of a sheet, with how the actor stands to it.
type part struct {
	store.ObligationRow
	review    review.Review
	clerk     bool // the actor may write for the owner
	relations access.Relation
}

// loadSheet reads the sheet of an obligation and how the actor stands to each record on it. It asks no permission.
func (a *App) loadSheet(tx *store.Tx, who access.Actor, id review.ID) (s sheet, err error) {
	s.who = who
	rows, err := tx.SheetRows(id, who.Person)
	if err != nil {
		return s, err
	}

	at := slices.IndexFunc(rows, func(o store.SheetRow) bool { return o.ID == id })
	if at < 0 {
		return s, access.ErrRefused
	}

	if s.round, err = tx.Round(rows[at].Round); err != nil {
		return s, err
	}

	if s.superiors, err = tx.Superiors(s.round.ID, rows[at].Subject.Unit); err != nil {
		return s, err
	}

	if s.scheme, err = a.keptScheme(s.round); err != nil {
		return s, err
	}

	if s.deadlines, err = deadlinesOf(tx, s.round, s.scheme); err != nil {
		return s, err
	}

	if s.former, err = formerOf(tx, who, s.round); err != nil {
		return s, err
	}

	kinds := review.SheetKinds(s.scheme, rows[at].Subject.Kind)
	rows = slices.DeleteFunc(rows, func(o store.SheetRow) bool { return !slices.Contains(kinds, o.Subject.Kind) })
	for _, o := range rows {
		o.Review.ID = o.ID // also of what nobody has begun to write
		p := part{ObligationRow: o.ObligationRow, review: o.Review, clerk: o.Clerk}
		p.relations = s.relation(p)
		s.parts = append(s.parts, p)
	}

	return s, nil
}

// relation is how the actor stands to a record as it is now.
func (s sheet) relation(p part) access.Relation {
	known := access.Sheet{
		Kind: p.Subject.Kind, Person: p.Subject.Person, Owner: p.Owner, Superiors: s.superiors,
		Theirs: p.review.Writer.Side != review.ReviewerSide, Confirmed: p.review.State == review.Confirmed,
	}
	if p.clerk {
		known.Clerks = []org.PersonID{s.who.Person}
	}

	return access.Formerly(s.who, s.former, known.Relation)
}

// stage is the record's stage as far as rights depend on it.
func (p part) stage() access.Stage { return access.Stage(p.review.State) }

// readable leaves out the records that the actor may not read; without any left there is no sheet for him.
func (s sheet) readable() (sheet, error) {
	s.parts = slices.DeleteFunc(slices.Clone(s.parts), func(p part) bool {
		return !access.Allowed(access.ReadReview, p.relations, p.stage())
	})
	if len(s.parts) == 0 {
		return s, access.ErrRefused
	}

	return s, nil
}

// first is the record that names the sheet.
func (s sheet) first() review.ID { return s.parts[0].ID }

// asked is a record with what the scheme asks of it.
func (s sheet) asked(p *part) review.Asked {
	return review.Asked{
		Review: &p.review, Kind: p.Subject.Kind, Required: s.scheme.RequiredParts(p.Subject.Kind, p.Asked()),
		Aspects: s.scheme.AspectsFor(p.Subject.Kind, p.Asked()), Stricter: s.scheme.Stricter(p.Subject.Kind, p.Asked()),
	}
}

// view words the sheet for its page.
func (s sheet) view(tx *store.Tx) (Sheet, error) {
	v := Sheet{ID: s.first(), Round: s.round, Scheme: s.scheme, State: s.state(), Allowed: map[access.Action]bool{}}
	ids := make([]review.ID, len(s.parts))
	for i, p := range s.parts {
		ids[i] = p.ID
	}

	versions, err := tx.Versions(ids)
	if err != nil {
		return v, err
	}

	dissents, err := tx.Dissents(ids)
	if err != nil {
		return v, err
	}

	for i := range s.parts {
		p := &s.parts[i]
		seen, err := s.viewPart(tx, p)
		if err != nil {
			return v, err
		}

		seen.Versions, seen.Dissents = versions[p.ID], dissents[p.ID]
		if p.relations&(access.Reviewer|access.Clerk|access.Local) == 0 {
			seen.Versions = review.CountedVersions(seen.Versions)
		}

		v.Parts = append(v.Parts, seen)
		for _, action := range sheetActions() {
			v.Allowed[action] = v.Allowed[action] || s.may(action, *p)
		}

		if v.Setting == (review.Setting{}) {
			v.Setting, v.Occasion = p.review.Setting, p.review.Occasion
		}
	}

	lead := s.parts[0]
	members, err := s.membersOf(tx, lead)
	if err != nil {
		return v, err
	}

	v.Modes = s.scheme.ModesFor(lead.Subject.Kind, lead.Asked(), members)
	v.Yards = s.yardsticks()
	v.Deadline = round.Due{Deadline: s.deadlines.Review(lead.Subject.Kind, lead.Subject.Unit)}.With(lead.DrawDue).Day()
	v.Drawn, v.DrawNumber = lead.Drawn, lead.DrawNumber
	v.Own = lead.relations.Has(access.Reviewer)
	v.Right, err = s.putRight(tx)
	return v, err
}

func (s sheet) viewPart(tx *store.Tx, p *part) (SheetPart, error) {
	subject, _ := s.scheme.Subject(p.Subject.Kind)
	asked := s.asked(p)
	known, err := backgroundOf(tx, s.round.ID, p.Subject)
	if err != nil {
		return SheetPart{}, err
	}

	last, err := tx.LastReviews(s.round, p.Obligation)
	if err != nil {
		return SheetPart{}, err
	}

	evidence, err := s.evidence(tx, p)
	if err != nil {
		return SheetPart{}, err
	}

	everyday, err := s.everyday(tx, p)
	return SheetPart{
		ObligationRow: p.ObligationRow, Review: p.review, Title: subject.Name, Aspects: asked.Aspects,
		Required: asked.Required, Groups: s.scheme.GroupsOf(p.Asked()), Lacking: asked.Lacking(), Known: known, Last: last,
		Evidence: evidence, Everyday: everyday,
	}, err
}

// state is the state of the record on the sheet that is furthest from counting.
func (s sheet) state() review.State {
	order := []review.State{review.Returned, review.Owed, review.Draft, review.Submitted, review.Confirmed, review.Exempt}
	return slices.MinFunc(s.parts, func(a, b part) int {
		return slices.Index(order, a.review.State) - slices.Index(order, b.review.State)
	}).review.State
}

// may reports whether the actor can do the act on the record now.
func (s sheet) may(action access.Action, p part) bool {
	if action != access.ReadWhy && action != access.WishNotice && s.round.State != round.Launched {
		return false
	}

	switch action {
	case access.AckReview, access.AckOnPaper, access.RecallReview:
		if p.review.AcknowledgedAt != 0 {
			return false
		}
	case access.AnswerDissent:
		if p.review.Dissent == "" {
			return false
		}
	case access.WishNotice:
		if !publish.ByWish(p.Subject.Kind) {
			return false
		}
	}

	return access.Allowed(action, p.relations, p.stage())
}

func (s sheet) yardsticks() []scheme.Yardstick {
	var out []scheme.Yardstick
	for _, y := range s.scheme.Yardsticks {
		if len(y.Subjects) == 0 || slices.ContainsFunc(s.parts, func(p part) bool { return slices.Contains(y.Subjects, p.Subject.Kind) }) {
			out = append(out, y)
		}
	}

	return out
}

// membersOf is how many members the subject's unit has, as far as a mode of the scheme asks for it.
func (s sheet) membersOf(tx *store.Tx, p part) (int, error) {
	if !slices.ContainsFunc(s.scheme.Modes, func(m scheme.Mode) bool { return m.MinMembers+m.MaxMembers > 0 }) {
		return 0, nil
	}
	tallies, err := tx.Tallies(s.round.ID, []org.UnitID{p.Subject.Unit})
	return int(tallies[p.Subject.Unit][round.MembersDue]), err
}
