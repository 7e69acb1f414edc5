package app

import (
	"context"
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// compared is how many of a reviewer's other sheets a text is compared with, the newest first.
const compared = 300

// Advice is what may be looked at again before a record is handed in. None of it keeps anybody from doing so but
// Lacks.
type Advice struct {
	ID    review.ID
	Kind  scheme.SubjectKind
	Lacks []review.Lack // demanded by the scheme and missing
	Hints []assign.Sentence
}

// AdviceList is the advice on the records of a sheet.
type AdviceList []Advice

// Mark is a short name for the hints: whoever sends it with the form has seen them.
func (l AdviceList) Mark() string {
	h := fnv.New64a()
	for _, a := range l {
		for _, hint := range a.Hints {
			fmt.Fprintf(h, "%d %s %s\n", a.ID, hint.Text, strings.Join(hint.Args, "\t"))
		}
	}

	return strconv.FormatUint(h.Sum64(), 36)
}

// Hints looks at a draft as it stands on the page. Other sheets of the reviewer are named only to who may read them.
func (a *App) Hints(ctx context.Context, who access.Actor, id review.ID, d Draft) (advice AdviceList, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		s, err := a.loadSheet(tx, who, id)
		if err == nil {
			advice, err = s.hints(tx, d)
		}
		return err
	})
	return advice, err
}

func (s sheet) hints(tx *store.Tx, d Draft) (advice AdviceList, err error) {
	ask := asking(access.WriteReview)
	if _, err := s.ready(access.WriteReview, ask); err != nil {
		return nil, err
	}

	setting, err := s.settingOf(tx, d)
	if err != nil {
		return nil, err
	}

	for _, given := range d.Parts {
		p, err := s.part(given.ID)
		if err != nil {
			return advice, err
		}

		if err := ask(p.relations, p.stage()); err != nil {
			return advice, err
		}

		one, err := s.advise(tx, p, given.Text, setting)
		if err != nil {
			return advice, err
		}

		advice = append(advice, one)
	}

	return advice, nil
}

func (s sheet) advise(tx *store.Tx, p *part, given review.Text, setting review.Setting) (Advice, error) {
	text, err := s.textOf(p, given)
	if err != nil {
		return Advice{}, err
	}

	asked := s.asked(p)
	members, err := s.membersOf(tx, *p)
	if err != nil {
		return Advice{}, err
	}

	written := review.Written{
		Text: text, Setting: setting, Aspects: asked.Aspects, Required: asked.Required,
		Modes: s.scheme.ModesFor(p.Subject.Kind, p.Asked(), members), From: s.round.From, To: s.round.To, Today: org.DateOf(tx.Now),
	}
	if !text.Empty() && p.relations&(access.Reviewer|access.Clerk|access.Local) != 0 {
		if written.Others, err = tx.OtherTexts(p.Obligation, compared); err != nil {
			return Advice{}, err
		}
	}

	asked.Review = &review.Review{Text: text, Setting: setting}
	return Advice{ID: p.ID, Kind: p.Subject.Kind, Lacks: asked.Lacks(), Hints: review.Hints(written)}, nil
}
