package web_test

import (
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/review"
)

// answer is a field of a form that somebody finds filled in.
type answer struct{ form, field, value string }

// prefilled are the fields of a page's acting forms that are filled in: texts and days, boxes that are ticked. Hidden
// fields say which record is meant and are no answers.
func prefilled(t *testing.T, page string) (out []answer) {
	t.Helper()
	var form, area, list string
	var first bool // the drop-down has shown no option yet
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	add := func(field, value string) {
		if form != "" && field != "" && strings.TrimSpace(value) != "" {
			out = append(out, answer{form, unnumbered(field), value})
		}
	}

	for {
		next, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		check(t, err)

		switch e := next.(type) {
		case xml.StartElement:
			name, _ := attr(e, "name")
			value, _ := attr(e, "value")
			kind, _ := attr(e, "type")
			_, ticked := attr(e, "checked")
			_, chosen := attr(e, "selected")
			switch e.Name.Local {
			case "form":
				if method, _ := attr(e, "method"); strings.EqualFold(method, "post") {
					action, _ := attr(e, "action")
					form = patternless(action)
				}
			case "textarea":
				area = name
			case "select":
				list, first = name, true
			case "option":
				if chosen && !first { // the first is where a drop-down stands anyhow
					add(list, value)
				}
				first = false
			case "input":
				if kind == "radio" || kind == "checkbox" {
					if ticked {
						add(name, value)
					}
				} else if !slices.Contains([]string{"hidden", "submit", "file"}, kind) {
					add(name, value)
				}
			}
		case xml.CharData:
			if area != "" {
				add(area, string(e))
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "form":
				form = ""
			case "textarea":
				area = ""
			case "select":
				list = ""
			}
		}
	}
}

// unnumbered is the name of a field without the numbers of its record.
func unnumbered(field string) string {
	parts := strings.FieldsFunc(field, func(r rune) bool { return r == '-' || r == '.' })
	parts = slices.DeleteFunc(parts, func(part string) bool { return strings.Trim(part, "0123456789") == "" })
	return strings.Join(parts, "-")
}

// Where what stands in a form comes from.
const (
	ownWords = "what was kept of this very record"
	itsLink  = "what the link named that led here"
	proposal = "a day to come, which nobody has agreed to yet"
	choice   = "a way of doing it, which is no fact"
)

// sources says of each form, or of one field of it, whence comes what is found filled in before anybody has typed. What
// comes from another record, or is guessed, has no place here: handed in unchanged it would be said of the wrong meeting.
var sources = map[string]string{
	"/actions/record *":               ownWords,
	"/actions/{}/claim *":             ownWords,
	"/actions/{}/plan *":              ownWords,
	"/actions/{}/suggest *":           ownWords,
	"/commitments/{} *":               ownWords,
	"/everyday/{}/correct *":          ownWords,
	"/occasions/{} *":                 ownWords,
	"/reviews/{}/correct *":           ownWords,
	"/settings/house space":           "the bound that is kept; 0, which is none, until somebody sets one",
	"/reviews/{}/submit *":            ownWords, // of a sheet that was begun; see the next test
	"/reviews/{}/experience text":     "what the reviewer wrote of achievements in this very review",
	"/reviews/{}/reply *":             "the ledger of what is answered; the letter is of the day on which it is sent",
	"/rounds/{}/summary/submit check": "what was reported of this very side's commitments",
	"/everyday subject":               itsLink,
	"/rounds/{}/fieldwork unit":       itsLink,
	"/settings/password login":        "whose password it is",
	"/occasions mode":                 "what a talk is by its nature",
	"/opinions floor":                 "the least that the rule of k allows",
	"/opinions kind":                  choice,
	"/opinions title":                 choice,
	"/opinions until":                 proposal,
	"/opinions/{}/invite class":       choice,
	"/opinions/{}/slips n":            choice,
	"/notices kind":                   choice,
	"/rounds from":                    proposal,
	"/rounds to":                      proposal,
	"/rounds name":                    "the half-year of the proposed days",
	"/rounds/{}/draws kind":           choice,
	"/rounds/{}/forms as":             choice,
	"/rounds/{}/forms form":           choice,
	"/rounds/{}/forms/own annex":      choice,
}

// Nothing is filled into a form but what was kept of the record that it is about, or what is plainly a proposal.
func TestEveryPrefilledValueHasASource(t *testing.T) {
	l := listed(t)
	found, used := map[string]string{}, map[string]bool{}
	for _, who := range l.readers {
		seen := map[string]int{}
		for _, at := range l.addresses() {
			page, status := l.ask(t, who, at)
			if status != http.StatusOK {
				continue
			}

			for _, link := range append(links(t, page), at) {
				if kind := patternless(link); seen[kind] < formsOfAKind && !fileLink.MatchString(link) {
					seen[kind]++
					page, _ := l.ask(t, who, link)
					for _, f := range prefilled(t, page) {
						found[f.form+" "+f.field] = f.value + " on " + link
					}
				}
			}
		}
	}

	for field, value := range found {
		form, _, _ := strings.Cut(field, " ")
		if sources[field] == "" && sources[form+" *"] == "" {
			t.Errorf("%s is filled in with %s: nobody knows whence", field, value)
		}
		used[field], used[form+" *"] = true, true
	}

	for field := range sources {
		if !used[field] {
			t.Errorf("%s is not found filled in: take it out of the table", field)
		}
	}
}

// A sheet that nobody has begun is empty, whatever its writer has said of others, and stays with its reviewer when it is
// handed in as it was opened.
func TestASheetThatNobodyBeganIsEmpty(t *testing.T) {
	h := house2011(t)
	qian := h.as(t, "102")
	qian.handIn(h.sheet("member 101", "/submit"), qian.typed("member 101", h.As("102")))
	h.stands(t, "member 101", review.Confirmed)
	edit := h.sheet("member 103", "/edit")
	page := qian.visit(edit)
	page.wants(t, "opening the sheet", http.StatusOK)
	if found := prefilled(t, page.text); len(found) > 0 {
		t.Errorf("a sheet that nobody began is opened with %v", found)
	}

	page.says(t, "上次的地点：第一会议室")
	page.says(t, "和上一张一样：")
	for _, f := range formsOn(t, page.text) {
		if strings.HasSuffix(f.action, "/submit") {
			qian.post(f.action, f.fields)
		}
	}

	if sheet := must(h.As("102").Sheet("member 103"))(t); !sheet.State.Open() || sheet.Setting.Day != "" {
		t.Errorf("handed in as it was opened it is %s, of %+v", sheet.State, sheet.Setting)
	}
}

// formsOfAKind is how many pages of a kind somebody opens to look at their forms.
const formsOfAKind = 6
