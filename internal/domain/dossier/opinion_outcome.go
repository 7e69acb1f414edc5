package dossier

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// Disposition is what became of an opinion 〔四末 充分结合〕.
type Disposition string

// The dispositions. Undecided comes first.
const (
	Undecided Disposition = ""
	Adopted   Disposition = "adopted"   // 采纳: it became a demand of the review
	Merged    Disposition = "merged"    // 合并: with another that says the same
	Explained Disposition = "explained" // 解释: why things are as they are
	PassedOn  Disposition = "passed-on" // 转办: it is somebody else's to do
)

// Dispositions are those that one can choose.
func Dispositions() []Disposition { return []Disposition{Adopted, Merged, Explained, PassedOn} }

// Name is the disposition in Chinese.
func (d Disposition) Name() i18n.Word {
	switch d {
	case Adopted:
		return "采纳"
	case Merged:
		return "合并"
	case Explained:
		return "解释"
	case PassedOn:
		return "转办"
	}
	return "未处理"
}

// Outcome is the disposition of an opinion with its sentence, and of one taken up the problem of a review that it became.
type Outcome struct {
	Disposition Disposition
	Sentence    string
	Review      int64  // of the obligation; 0: none yet
	Problem     int    // its number on the sheet, from 1
	Demand      string // the problem as it was worded then
	ByName      string
	Day         org.Date
}

// TakenUp is the outcome of an opinion on which a problem of a review rests.
func TakenUp(review int64, problem int, demand, by string, day org.Date) Outcome {
	return Outcome{Disposition: Adopted, Sentence: takenUp, Review: review, Problem: problem, Demand: demand, ByName: by, Day: day}
}

// takenUp is the sentence of an outcome that a review gave by itself.
const takenUp = "已写入点评，列为要整改的问题。"

// ByItself reports whether the outcome is that of a problem which rests on the opinion, and not somebody's own sentence.
func (o Outcome) ByItself() bool { return o.Disposition == Adopted && o.Sentence == takenUp }

// Dispose checks an outcome and puts it into the opinion.
func (o *Opinion) Dispose(out Outcome) error {
	out.Sentence = strings.TrimSpace(out.Sentence)
	switch {
	case !slices.Contains(Dispositions(), out.Disposition):
		return errs.NewInvalid("请选择处理方式：采纳、合并、解释或转办。")
	case out.Sentence == "":
		return errs.NewInvalid("请用一句话写明怎样处理，如“已列入整改要求，三月底前完成”。")
	case utf8.RuneCountInString(out.Sentence) > maxSentence:
		return errs.NewInvalid("处理说明最多 %d 个字，请写短一些。", maxSentence)
	}

	if out.Disposition != Adopted {
		out.Review, out.Problem, out.Demand = 0, 0, ""
	}

	o.Outcome = out
	return nil
}

// maxSentence is the longest sentence of an outcome.
const maxSentence = 200
