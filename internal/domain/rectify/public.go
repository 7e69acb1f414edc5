package rectify

import (
	"fmt"
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
	for i, at := range matched(problems, actions) {
		if at < 0 || strings.TrimSpace(actions[at].Measure) == "" {
			continue
		}

		line := actions[at].Measure
		if len(problems) > 1 {
			line = fmt.Sprintf("针对第%d个问题：%s", i+1, line)
		}

		lines = append(lines, line)
	}

	return publish.Measures(lines)
}

// matched gives for each problem the index of its action, -1 for none. An action is known by the words of its problem; of
// several with the same words each goes to one problem, one that was given up to none that has another.
func matched(problems []string, actions []Action) []int {
	out, taken := make([]int, len(problems)), map[int]bool{}
	for i, problem := range problems {
		out[i] = -1
		for at, a := range actions {
			if taken[at] || strings.TrimSpace(a.Problem) != problem {
				continue
			}

			if out[i] < 0 || actions[out[i]].State == Cancelled {
				out[i] = at
			}
		}

		taken[out[i]] = true
	}

	return out
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
	for i, at := range matched(problems, actions) {
		out[i].Problem = problems[i]
		if at >= 0 {
			out[i].Progress, out[i].Day = progressOf(actions[at])
		}
	}

	return out
}

func progressOf(a Action) (Progress, org.Date) {
	switch a.State {
	case Closed:
		return Mended, a.ClosedDay
	case Cancelled:
		return GivenUp, ""
	case Unclaimed:
		return Awaited, a.Deadline
	}
	return Mending, a.Deadline
}
