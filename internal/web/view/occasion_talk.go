package view

import (
	"lingping/internal/app"
	"lingping/internal/domain/org"
)

// OnSiteForm is the form of an entry on the spot with what was typed into it.
type OnSiteForm struct {
	Places              []app.OccasionPlace
	At, Key             string
	Strengths, Problems string
	Place, Carrier      string
	Carriers            []string
	Day                 org.Date
	Shared              bool // the computer is shared: nothing is kept in its browser
}
