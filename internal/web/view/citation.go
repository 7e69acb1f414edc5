package view

import (
	"fmt"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/review"
	"lingping/internal/web/ui"
)

// citeField names the field of a piece of evidence beside the problems of a record.
func citeField(id review.ID, e review.Evidence) string {
	return fmt.Sprintf("cite-%d-%s.%d", id, e.Kind, e.Ref)
}

// spareLines is how many problems more than are written a piece of evidence can be tied to: lists grow while one writes.
const spareLines = 8

// citeOptions are the problems to which a piece of evidence can be tied, and the new one that it can become.
func citeOptions(p ui.Page, e review.Evidence, problems []string) []ui.Option {
	out := []ui.Option{{Value: "0", Name: p.T("不引用")}}
	if e.Speaks() {
		out = append(out, ui.Option{Value: strconv.Itoa(review.AsNewProblem), Name: p.T("照原话作为新的一条问题")})
	}

	for i := range len(problems) + spareLines {
		name := p.T("第 %d 条问题", i+1)
		if i < len(problems) {
			name = p.T("第 %d 条：%s", i+1, shortened(problems[i]))
		}
		out = append(out, ui.Option{Value: strconv.Itoa(i + 1), Name: name})
	}

	return out
}

// shortened is the beginning of a sentence.
func shortened(text string) string {
	const most = 16
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return text
}

// citedText is what a cited piece of evidence says, where it stands, for whoever may read it; empty for everybody else.
func citedText(part app.SheetPart, c review.Citation) (e review.Evidence, known bool) {
	for _, e := range part.Evidence {
		if e.Kind == c.Kind && e.Ref == c.Ref {
			return e, true
		}
	}
	return e, false
}

// evidenceHref is where a piece of evidence is read, empty where it has no page.
func evidenceHref(e review.Evidence) string {
	switch {
	case e.Kind == review.CiteFieldwork && e.Of != 0:
		return FieldworkHref(dossier.FieldworkID(e.Of))
	case e.Kind == review.CiteOpinion && e.Of != 0:
		return HeardHref(dossier.PoolID(e.Of), "")
	case e.Kind == review.CiteEveryday:
		return EverydayHref(review.EverydayID(e.Of), "")
	}
	return ""
}
