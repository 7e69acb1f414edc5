package rectify

import (
	"fmt"
	"slices"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/i18n"
)

// PublicMeasures says on a notice what the owners of the actions mean to do about the problems that it shows, as it stands
// when the text is frozen. Without the problems themselves nothing is said of measures.
func PublicMeasures(passages []publish.Passage, actions []Action) []publish.Passage {
	problems := publish.Problems(passages)
	var lines []string
	for i, parts := range matched(problems, actions) {
		for _, a := range parts {
			line := strings.TrimSpace(a.Measure)
			if line == "" {
				continue
			}

			if len(problems) > 1 {
				line = fmt.Sprintf("针对第%d个问题：%s", i+1, line)
			}

			lines = append(lines, line)
		}
	}

	return publish.Measures(lines)
}

// matched gives for each problem its actions: one, or its parts where it was split; those that were given up only where there are no
// others. A problem is known by its words; of several with the same words each has a number of its own.
func matched(problems []string, actions []Action) [][]Action {
	out, taken := make([][]Action, len(problems)), map[int]bool{}
	for i, problem := range problems {
		number, parts := partsOf(problem, actions, taken)
		out[i], taken[number] = parts, len(parts) > 0
	}
	return out
}

// partsOf are the actions of the first problem of these words whose number is not taken, and its number.
func partsOf(problem string, actions []Action, taken map[int]bool) (number int, parts []Action) {
	for _, a := range actions {
		if taken[a.Number] || strings.TrimSpace(a.Problem) != problem {
			continue
		}

		switch {
		case len(parts) == 0, a.State != Cancelled && parts[0].State == Cancelled:
			number, parts = a.Number, []Action{a}
		case a.Number == number && (a.State == Cancelled) == (parts[0].State == Cancelled):
			parts = append(parts, a)
		}
	}

	return number, parts
}

// Progress is how far a problem on a notice is put right 〔四(四) 主动接受群众监督〕. It is the program's own word, a state and a
// day; what people write in the course of it is public only when it was approved.
type Progress string

// The states of a problem, as the public reads them.
const (
	Awaited  Progress = "awaited"  // nobody has taken it up yet
	Mending  Progress = "mending"  // 整改中
	Mended   Progress = "mended"   // 已改好: looked at by another person
	GivenUp  Progress = "given-up" // 已中止
	Untraced Progress = ""         // there is no action of it
)

// Word is the state in Chinese.
func (p Progress) Word() i18n.Word {
	switch p {
	case Awaited:
		return "待整改"
	case Mending:
		return "整改中"
	case Mended:
		return "已改好"
	case GivenUp:
		return "已中止"
	}
	return i18n.Word(p)
}

// ProblemNow is a problem on a notice with how far it is put right today.
type ProblemNow struct {
	Problem string
	Progress
	Day org.Date // on which it was put right; before, by which it is to be
}

// ProblemsNow are the problems that a sheet shows, each with how far it is put right.
func ProblemsNow(passages []publish.Passage, actions []Action) []ProblemNow {
	problems := publish.Problems(passages)
	out := make([]ProblemNow, len(problems))
	for i, parts := range matched(problems, actions) {
		out[i].Problem = problems[i]
		if len(parts) > 0 {
			out[i].Progress, out[i].Day = progressOf(parts)
		}
	}

	return out
}

// progressOf is how far a problem is put right whose parts these are: it is when all of them are, and due when the last one is.
func progressOf(parts []Action) (Progress, org.Date) {
	if parts[0].State == Cancelled {
		return GivenUp, ""
	}

	progress := Awaited
	var mended, due org.Date
	for _, a := range parts {
		if a.State != Unclaimed {
			progress = Mending
		}

		if a.State == Closed {
			mended = max(mended, a.ClosedDay)
		} else {
			due = max(due, a.Deadline)
		}
	}

	if !slices.ContainsFunc(parts, func(a Action) bool { return a.State != Closed }) {
		return Mended, mended
	}

	return progress, due
}
