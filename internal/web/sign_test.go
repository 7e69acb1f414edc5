package web_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"lingping/internal/web"
)

// The signs of what should have been done: red and a triangle after a deadline, amber after a planned day.
var (
	lateSign   = regexp.MustCompile(`class="(?:state|due|num|part|figure owed)? ?late"|▲`)
	behindSign = regexp.MustCompile(`class="[a-z ]*\bbehind"`)
	legend     = regexp.MustCompile(`(?s)<ul class="legend".*?</ul>`)
)

// chased are the pages on which an office sees how far a round is.
func chased(h *house) []string {
	pages := []string{"/units/" + fmt.Sprint(int64(h.Unit("Z1")))}
	for _, page := range []string{"", "/board", "/owed", "/reminders", "/dossiers", "/pairs", "/stats", "/summaries", "/filing", "/arrangements", "/actions"} {
		pages = append(pages, h.at(page))
	}
	return pages
}

func TestNothingIsRedBeforeTheDeadlineAndNothingAmberBeforeAPlannedDay(t *testing.T) {
	at := time.Date(2011, 1, 5, 10, 0, 0, 0, time.UTC) // before any day of the round, and with two gaps in it
	h := open(t, web.Options{Clock: func() time.Time { return at }})
	b := h.office(t)
	for _, address := range chased(h) {
		page := b.visit(address)
		page.wants(t, address, 200)
		text := legend.ReplaceAllString(page.text, "")
		for what, sign := range map[string]*regexp.Regexp{"red": lateSign, "amber": behindSign} {
			if found := sign.FindString(text); found != "" {
				t.Errorf("%s shows %s before any day has passed: %s", address, what, found)
			}
		}
	}

	b.visit(fmt.Sprintf(h.at("/board?unit=%d"), h.Unit("B22"))).says(t, `class="state fault">没有点评人`)
}

func TestWhatIsOwedIsRedAfterTheDeadline(t *testing.T) {
	at := time.Date(2011, 1, 13, 10, 0, 0, 0, time.UTC)
	h := open(t, web.Options{Clock: func() time.Time { return at }})
	b := h.office(t)
	for _, address := range []string{"/board", "/owed", "/reminders"} {
		if page := b.visit(h.at(address)); !strings.Contains(page.text, "late") {
			t.Errorf("%s shows nothing late on the day after the deadline", address)
		}
	}
}
