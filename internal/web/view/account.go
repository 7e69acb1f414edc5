package view

import (
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/web/ui"
)

// Accounts is the list of accounts with the form for a new one.
type Accounts struct {
	app.AccountList
	Query  string
	Roles  bool
	As     access.Silence // only those at which nobody answers in this way; empty: all
	Pager  ui.Pager
	Login  string // typed into the form
	Name   string
	Number string
}

// silences are the ways in which nobody answers at accounts, to choose from.
func silences(p ui.Page) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("全部")}}
	for _, s := range access.Silences() {
		out = append(out, ui.Option{Value: string(s), Name: p.Word(s.Word())})
	}
	return out
}

// AccountHref is the address of an account.
func AccountHref(id int64) string { return "/accounts/" + strconv.FormatInt(id, 10) }

// officeName is the unit of an office as a line says it; without a name it is that of the whole house.
func officeName(p ui.Page, unit string) string {
	if unit == "" {
		return p.T("全单位")
	}
	return unit
}

// spareText says whose further account one was, and which he has.
func spareText(p ui.Page, s app.SpareAccount) string {
	if s.Kept == "" {
		return p.T("%s的又一个账号", s.Name)
	}
	return p.T("%s的又一个账号，现用“%s”", s.Name, s.Kept)
}
