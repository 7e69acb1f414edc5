package view

import (
	"lingping/internal/app"
)

// Login is the login page.
type Login struct {
	House  app.House
	Login  string
	To     string // where to go afterwards
	Shared bool
}
