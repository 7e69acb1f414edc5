package paper

import (
	"io"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/office"
)

// Arrangement is the plan of a unit 点评方案 as it is printed: who reviews whom, when, how and where.
type Arrangement struct {
	Scheme *scheme.Scheme
	Round  string
	Unit   string
	State  review.ArrangementState
	Lines  []review.ArrangedLine
	Day    org.Date // on which it was handed in; empty: it was not
}

// ArrangementName is what people call the file of a unit's plan.
func ArrangementName(unit string, as Format) string { return as.Named(unit + "点评方案") }

// WriteArrangement writes the plan in the format: a part for each who reviews, a paragraph for each share of his.
func WriteArrangement(w io.Writer, a Arrangement, as Format) error {
	var body letterBody
	if a.State != review.ArrangementAccepted {
		body.line("（%s）", i18n.Terms(a.Scheme.Vocabulary).T(i18n.Chinese, a.State.Word()))
	}

	var of org.PersonID
	for _, l := range a.Lines {
		if l.Change == review.Gone {
			continue
		}

		if l.Owner != of || body.heads == 0 {
			of = l.Owner
			body.head(l.OwnerName)
		}

		body.line("%s", a.lineWords(l))
	}

	return writeLetter(w, office.Letter{Title: a.Unit + "点评方案", Salutation: a.Round, Body: body.String(), Signature: a.Unit, Day: a.Day}, as)
}

// lineWords is one share as a sentence.
func (a Arrangement) lineWords(l review.ArrangedLine) string {
	day := "日期未定"
	if l.Day != "" {
		day = l.Day.Chinese()
	}

	parts := []string{day}
	if l.Place != "" {
		parts = append(parts, l.Place)
	}

	if mode, known := a.Scheme.Mode(l.Mode); known {
		parts = append(parts, mode.Name)
	}

	if carriers := review.Carriers(l.Carrier); len(carriers) > 0 {
		parts = append(parts, "结合"+strings.Join(carriers, "、"))
	}

	sentence := a.whom(l) + "：" + strings.Join(parts, "，") + "。"
	if l.Note != "" {
		sentence += office.Sentence([]string{l.Note})
	}

	return sentence
}

// whom names the subjects of a share in the words of the scheme.
func (a Arrangement) whom(l review.ArrangedLine) string {
	sentence, args := l.Whom(l.Owing.Sheets)
	return i18n.Terms(a.Scheme.Vocabulary).T(i18n.Chinese, sentence, args...)
}
