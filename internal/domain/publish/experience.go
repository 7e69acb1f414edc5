package publish

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// ExperienceID names what a reviewer marked.
type ExperienceID int64

// ExperienceKind is what was marked.
type ExperienceKind string

// The kinds 〔五(四) 基层创造的新鲜经验和涌现的先进典型〕.
const (
	Fresh ExperienceKind = "experience" // 新鲜经验: a passage of a review, of the unit that it reviews
	Model ExperienceKind = "model"      // 先进典型: who is reviewed, as a model of something
)

// Word is the kind in Chinese.
func (k ExperienceKind) Word() i18n.Word {
	switch k {
	case Fresh:
		return "新鲜经验"
	case Model:
		return "先进典型"
	}
	return i18n.Word(k)
}

// ExperienceKinds are what can be marked in a review of the kind: only a unit has experience, a model can be anybody.
func ExperienceKinds(of scheme.SubjectKind) []ExperienceKind {
	if of == scheme.Unit {
		return []ExperienceKind{Fresh, Model}
	}
	return []ExperienceKind{Model}
}

// ExperienceState is how far it has come.
type ExperienceState string

// The states.
const (
	Marked      ExperienceState = "marked"      // who is named has not said yet whether he agrees
	Agreed      ExperienceState = "agreed"      // it can be recommended
	Declined    ExperienceState = "declined"    // it goes nowhere
	Recommended ExperienceState = "recommended" // the office decides
	Taken       ExperienceState = "taken"       // it can stand in a promotion
	SentBack    ExperienceState = "returned"    // by the office, with the reason
	TakenBack   ExperienceState = "withdrawn"   // by whoever marked it
)

// Word is the state's Chinese word.
func (s ExperienceState) Word() i18n.Word {
	switch s {
	case Marked:
		return "待本人同意"
	case Agreed:
		return "待推荐"
	case Declined:
		return "不同意推介"
	case Recommended:
		return "待采用"
	case Taken:
		return "已采用"
	case SentBack:
		return "已退回"
	case TakenBack:
		return "已收回"
	}
	return i18n.Word(s)
}

// MaxPassage, maxModel and maxSentence are the longest passage, what somebody is a model of, and sentence with which it
// is recommended, in characters.
const (
	MaxPassage  = 500
	maxModel    = 30
	maxSentence = 200
)

// Experience is a passage of a review that tells of experience 新鲜经验, or the subject of one as a model 先进典型. There is
// no mark, no order and no vote among them.
type Experience struct {
	ID          ExperienceID
	Round       round.ID
	Review      review.ID // in which it was marked
	Kind        ExperienceKind
	Unit        org.UnitID
	Person      org.PersonID // 0: the unit
	Text        string       // the passage, or what he is a model of
	State       ExperienceState
	By          string // who marked it
	At          int64  // unix ms
	Consent     Consent
	Sentence    string // with which it is recommended
	Recommender string
	Reason      string // why the office sent it back
	Promotion   PromotionID
}

// PassageOf is what a review says of achievements, as far as a passage holds it: where its reviewer begins to mark one.
func PassageOf(t review.Text) string {
	said := []rune(t.Parts[scheme.PartAchievements])
	return string(said[:min(len(said), MaxPassage)])
}

// Mark checks what is about to be marked in a review of the kind.
func (e *Experience) Mark(of scheme.SubjectKind) error {
	e.Text = strings.TrimSpace(e.Text)
	var f errs.Faults
	f.If(!slices.Contains(ExperienceKinds(of), e.Kind), "kind", "请选择标为新鲜经验还是先进典型；新鲜经验只在对{党组织}的点评中标注。")
	f.If(e.Text == "", "text", "请写下要推介的一段，或者他是哪方面的典型。")
	most := MaxPassage
	if e.Kind == Model {
		most = maxModel
	}

	f.If(utf8.RuneCountInString(e.Text) > most, "text", "新鲜经验最多 %d 个字，哪方面的典型最多 %d 个字，请写短一些。", MaxPassage, maxModel)
	e.State = Marked
	return f.Err()
}

// Fits reports whether it can stand in an issue, 0: a new one: it was taken up, and stands in no other.
func (e Experience) Fits(in PromotionID) bool {
	return e.State == Taken && (e.Promotion == 0 || e.Promotion == in)
}

// Say records what who is named says to it. Whoever declines ends it wherever it stands, and may agree again.
func (e *Experience) Say(c Consent) error {
	if err := c.Check(); err != nil {
		return err
	}

	if err := e.Consent.Yields(c); err != nil {
		return err
	}

	switch {
	case c.Wish == Objects:
		e.State = Declined
	case e.Promotion != 0:
		e.State = Taken
	case e.State == Marked || e.State == Declined:
		e.State = Agreed
	}

	e.Consent = c
	return nil
}

// Recommend passes it on to the office with a sentence.
func (e *Experience) Recommend(sentence, by string) error {
	if e.State != Agreed && e.State != SentBack {
		return e.not("推荐")
	}

	sentence = strings.TrimSpace(sentence)
	switch n := utf8.RuneCountInString(sentence); {
	case n == 0:
		return errs.NewInvalid("请写一句推荐的话。")
	case n > maxSentence:
		return errs.NewInvalid("推荐的话最多 %d 个字，请写短一些。", maxSentence)
	}

	e.State, e.Sentence, e.Recommender, e.Reason = Recommended, sentence, by, ""
	return nil
}

// Take takes it up for a promotion.
func (e *Experience) Take() error {
	if e.State != Recommended {
		return e.not("采用")
	}
	e.State = Taken
	return nil
}

// SendBack returns it with the reason; it may be recommended anew.
func (e *Experience) SendBack(reason string) error {
	if e.State != Recommended {
		return e.not("退回")
	}

	reason, err := checkReason(reason)
	if err != nil {
		return err
	}

	e.State, e.Reason = SentBack, reason
	return nil
}

// TakeBack ends it before the office has taken it up: whoever marked it no longer proposes it.
func (e *Experience) TakeBack() error {
	if e.State == Taken || e.State == TakenBack || e.Promotion != 0 {
		return e.not("收回")
	}
	e.State = TakenBack
	return nil
}

func (e *Experience) not(act i18n.Word) error {
	return errs.NewConflict("这一条现在“%s”，不能%s。请刷新页面看最新情况。", e.State.Word(), act)
}
