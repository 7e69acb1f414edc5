package dossier

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// State is how far a step of a dossier has come. That it is late is no state: it follows from the scheme's day.
type State string

// The states.
const (
	Empty     State = ""
	InCourse  State = "course"
	Done      State = "done"
	NotNeeded State = "none" // there was nothing to do, such as to put right
)

// Step is one cell of the five-step strip 〔四〕.
type Step struct {
	Step  scheme.StepKey
	State State
	Day   org.Date // on which it came so far
	Ref   int64    // the record that the cell opens, 0: none
}

// Settled reports whether nothing more is to be done.
func (s Step) Settled() bool { return s.State == Done || s.State == NotNeeded }
