package view

import (
	"lingping/internal/app"
	"lingping/internal/domain/access"
)

// Settings is what somebody can set for himself, and for a system administrator also for the house.
type Settings struct {
	Account  access.Account
	Sessions []access.Session
	This     string           // hash of the session in which the page is read
	Acts     []app.AccountAct // what others did to the account
	House    *app.House
	Duty     *access.SecondDuty // nil: not his to say
}
