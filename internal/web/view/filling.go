package view

import (
	"lingping/internal/i18n"
	"slices"
)

// Filling is how far the filling of the house with made-up data is.
type Filling struct {
	Steps    []FillingStep
	Accounts []FillingAccount // those that open by now
}

// FillingStep is one step of it.
type FillingStep struct {
	Name      i18n.Word
	Begun     bool
	Over      bool
	Done, All int // parts of the step; 0 of 0 where it is not told part by part
}

// FillingAccount is somebody as whom the house can be tried.
type FillingAccount struct {
	Login, Password string
	Who             string    // name and post
	Try             i18n.Word // what to try first
}

// Whole reports whether nothing is left to be done.
func (f Filling) Whole() bool {
	return !slices.ContainsFunc(f.Steps, func(s FillingStep) bool { return !s.Over })
}
