package view

import (
	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/qr"
	"lingping/internal/web/ui"
)

// SecondStep is the page of the second step of signing in.
type SecondStep struct {
	Login string
	To    string // where to go afterwards
}

// Second is the page of somebody's own second step.
type Second struct {
	app.OwnSecond
	Key     string // to be shared with an authenticator, while there is none
	Code    qr.Code
	Outside bool // the institution let him in: he may have no password of ours
	Must    bool // he must begin it first
}

// secondDuties are the duties to choose from.
func secondDuties(p ui.Page) (options []ui.Option) {
	for _, d := range access.SecondDuties() {
		options = append(options, ui.Option{Value: string(d), Name: p.Word(d.Word())})
	}
	return options
}
