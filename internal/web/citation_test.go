package web_test

import (
	"fmt"
	"strings"
	"testing"

	"lingping/internal/domain/dossier"
)

func TestAReviewerTiesWhatHeFoundToAProblem(t *testing.T) {
	h := house2011(t)
	_, err := h.App.OpenFieldwork(t.Context(), h.As("101").Actor, dossier.Fieldwork{Round: h.Round, Kind: dossier.Visit, Day: "2011-01-04",
		Units: []dossier.Seen{{Unit: h.Unit("B11")}}, Findings: []dossier.Finding{{Kind: dossier.Problem, Text: "台账只有上半年"}}})
	check(t, err)
	zhao := h.as(t, "101")
	edit := zhao.visit(h.sheet("unit B11", "/edit"))
	edit.reads(t, "调研 2011-01-04 实地走访 台账只有上半年")
	v, err := h.As("101").Sheet("unit B11")
	check(t, err)
	field := fmt.Sprintf("cite-%d-fieldwork.%d", v.ID, v.Parts[0].Evidence[0].Ref)
	edit.says(t, `name="`+field+`"`)
	form := zhao.typed("unit B11", h.As("101"))
	form.Set(field, "2")
	zhao.handIn(h.sheet("unit B11", "/submit"), form).wants(t, "handing in", 303)
	zhao.visit(h.sheet("unit B11", "")).reads(t, "依据：调研 2011-01-04 实地走访 台账只有上半年")
	for _, who := range []desk{h.as(t, "102"), h.as(t, "001")} { // the subject and the line
		page := who.visit(h.sheet("unit B11", ""))
		page.reads(t, "依据：调研 2011-01-04 实地走访")
		if strings.Contains(page.words(), "台账只有上半年") {
			t.Error("what was found is read by whom it does not concern")
		}
	}
}
