package demo_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/demo"
	"lingping/internal/domain/access"
	"lingping/internal/domain/round"
)

var (
	solved = regexp.MustCompile(`销号|已整改|已解决|已办|已完成|已兑现|全部兑现|做到了|已改|改好了|群众反映好`)
	wished = regexp.MustCompile(`^(希望|请|建议|下次来看|帮助)|将换届|材料已备齐|会议时间要避开`)
	dated  = regexp.MustCompile(`(明年)?(\d+)月(底)?(前|起|的班会|再看|形成|落实|动手)`)
)

// believes holds a text that stands as a problem, and one that stands as a plan made in the month, against what a reader
// believes: what is solved is no problem, what is wished is none, and nobody plans for months that are over.
func believes(t *testing.T, problem, plan string, month int) {
	t.Helper()
	if word := solved.FindString(problem); word != "" {
		t.Errorf("a problem says %q: %s", word, problem)
	}

	if word := wished.FindString(problem); word != "" {
		t.Errorf("a problem is a wish or news, %q: %s", word, problem)
	}

	for _, m := range dated.FindAllStringSubmatch(plan, -1) {
		to, err := strconv.Atoi(m[2])
		ok(t, err)
		if m[1] != "" {
			to += 12
		}

		if to < month || to > month+6 {
			t.Errorf("in month %d somebody plans for %s: %s", month, m[0], plan)
		}
	}
}

// plans are the sections of words that say what is to be done.
var plans = regexp.MustCompile(`^(unit\.task|.+\.pledge|.+\.duty|pledge\.measure|pledge\.partly|pledge\.keeping|action\.(suggest|unit|member|progress)|cited\.advice|help\.answer|opinion\.adopted)$`)

func TestNobodyPlansForMonthsThatAreOver(t *testing.T) {
	files, err := filepath.Glob("words/*.txt")
	ok(t, err)
	seen := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		ok(t, err)
		section := ""
		for line := range strings.Lines(string(text)) {
			if name, is := strings.CutPrefix(line, "=="); is {
				section = strings.TrimSpace(name)
				continue
			}

			plan := ""
			if parts := strings.Split(line, " # "); len(parts) == 3 {
				plan = parts[2]
				believes(t, parts[0], "", 0)
			} else if plans.MatchString(section) {
				plan = line
			}

			if plan != "" {
				seen++
			}

			if strings.Contains(plan, "{month}") {
				t.Errorf("%s, %s: a plan names a month that is over: %s", file, section, plan)
			}
		}
	}

	if seen < 100 {
		t.Errorf("only %d plans were looked at", seen)
	}
}

func TestReviewsAreBelievable(t *testing.T) {
	for _, text := range demo.MemberTexts(1, today()) {
		for _, problem := range text.Problems {
			believes(t, problem, "", 11)
		}
		for _, part := range text.Parts {
			believes(t, "", part, 11)
		}
	}
}

// believable looks at what stands as problems and as measures in a round that was written.
func believable(t *testing.T, a *app.App, id round.ID) {
	list, err := a.AllActions(t.Context(), access.LocalOperator(), id, app.ActionFilter{})
	ok(t, err)
	if len(list.Rows) < 300 {
		t.Errorf("only %d problems were looked at", len(list.Rows))
	}

	v, err := a.Round(t.Context(), access.LocalOperator(), id)
	ok(t, err)
	for _, row := range list.Rows {
		believes(t, row.Problem, row.Measure, int(v.From.Time().Month()))
	}
}
