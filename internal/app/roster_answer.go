package app

import (
	"context"
	"io"
	"slices"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/office"
)

// RosterAnswers are what the one who imports a roster says of what the file alone does not tell.
type RosterAnswers struct {
	org.Answers                   // which numbers are one, and which two
	Words       map[string]string // see office.Reading
	SkipHidden  bool              // leave out hidden rows, columns and sheets
}

// none reports whether nothing has been said.
func (r *RosterAnswers) none() bool {
	return len(r.Same)+len(r.Distinct)+len(r.Words) == 0 && !r.AllSame && !r.AllDistinct && !r.SkipHidden
}

// allAsked stands for all that is asked, in place of a pair.
const allAsked = "*"

// SaySame takes A=B as the answer that the two numbers are one; * answers so wherever it is asked.
func (r *RosterAnswers) SaySame(pair string) error {
	if pair == allAsked {
		r.AllSame = true
		return nil
	}

	a, b, err := parted(pair)
	r.Same = append(r.Same, org.Pair{A: a, B: b})
	return err
}

// SayDistinct takes A=B as the answer that the two numbers are two; * answers so wherever it is asked.
func (r *RosterAnswers) SayDistinct(pair string) error {
	if pair == allAsked {
		r.AllDistinct = true
		return nil
	}

	a, b, err := parted(pair)
	r.Distinct = append(r.Distinct, org.Pair{A: a, B: b})
	return err
}

// SayWord takes X=Y as the answer that the word X stands for the known word Y, in every column that knows Y; 类别:X=Y says so
// of that column alone.
func (r *RosterAnswers) SayWord(pair string) error {
	word, known, err := parted(pair)
	if r.Words == nil {
		r.Words = map[string]string{}
	}

	key := org.Fold(word)
	if column, rest, ok := strings.Cut(strings.ReplaceAll(word, "：", ":"), ":"); ok && slices.Contains(wordColumns, org.Field(column)) {
		key = org.WordOf(org.Field(column), rest)
	}

	r.Words[key] = known
	return err
}

// wordColumns are the columns that take set words, and of which a strange one may be explained.
var wordColumns = []org.Field{org.FieldUnitKind, org.FieldStanding, org.FieldPost, org.FieldCharge}

func parted(pair string) (a, b string, err error) {
	a, b, ok := strings.Cut(pair, "=")
	a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	if !ok || a == "" || b == "" {
		return "", "", errs.NewInvalid("“%s”写法不对；请写成 甲=乙 的样子，中间一个等号。", pair)
	}

	return a, b, nil
}

// ReadRoster reads a roster file with the answers given for it. progress may be nil.
func ReadRoster(ctx context.Context, name string, file io.ReaderAt, size int64, answers RosterAnswers, progress func(sheet string, rows int)) (*org.Sheets, error) {
	how := office.Reading{Words: answers.Words, SkipHidden: answers.SkipHidden, Progress: progress}
	sheets, err := office.ReadRoster(ctx, name, file, size, office.DefaultLimits(), how)
	if err == nil {
		sheets.Answers = answers.Answers
	}
	return sheets, err
}

// StrangeWord is a word that is not known, with those that it may stand for.
type StrangeWord struct {
	org.StrangeWord
	Known []string
}

func strangeWords(sheets *org.Sheets) []StrangeWord {
	var words []StrangeWord
	for _, w := range sheets.Strange {
		words = append(words, StrangeWord{w, office.KnownWords(w.Sheet.Kind, w.Field)})
	}
	return words
}
