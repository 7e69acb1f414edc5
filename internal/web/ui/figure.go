package ui

import (
	"fmt"

	"lingping/internal/domain/round"
	"lingping/internal/i18n"
)

// Step is a cell of the five-step strip.
type Step struct {
	Name  string // what the scheme calls it, empty: the word of the text
	State StepState
	Date  string // as shown, may be empty
	Href  string // where the step is done or read; empty: no link
}

// StepState is how far a step has come.
type StepState uint8

// The states of a step. Each has its own shape and word, so that the strip reads without colour.
const (
	StepEmpty     StepState = iota // 未开始
	StepInCourse                   // 进行中
	StepDone                       // 已完成
	StepLate                       // 已逾期
	StepNotNeeded                  // 不需要
)

var stepWords = [...]i18n.Word{"未开始", "进行中", "已完成", "已逾期", "不需要"}
var stepShapes = [...]string{"○", "◐", "●", "▲", "－"}
var stepClasses = [...]string{"empty", "course", "done", "late", "none"}

// Word is the state's Chinese word, a key of the catalogue.
func (s StepState) Word() i18n.Word { return stepWords[s] }

// Shape is the sign of the state.
func (s StepState) Shape() string { return stepShapes[s] }

func (s StepState) class() string { return stepClasses[s] }

// StepNames are the five steps in their order 〔四〕, keys of the catalogue.
func StepNames() [5]i18n.Word {
	return [...]i18n.Word{"总结", "调研", "点评", "通报", "整改"}
}

// Width is the share done as a length of a bar of 100.
func Width(part round.Part) string {
	if part.Due == 0 {
		return "0"
	}
	return fmt.Sprintf("%.1f", part.Percent())
}

// stepName is what stands over a cell of the strip.
func stepName(i int, s Step) i18n.Word {
	if s.Name != "" {
		return i18n.Word(s.Name)
	}
	return i18n.Word(string(StepNames()[i]))
}

// partClass is how coverage looks: what is not whole is under way, and shows amber or red only once a day has passed.
func partClass(part round.Part, pace round.Pace) string {
	switch {
	case part.Left() <= 0:
		return "full"
	case pace == round.Late:
		return "late"
	case pace == round.Behind:
		return "behind"
	}
	return "part"
}
