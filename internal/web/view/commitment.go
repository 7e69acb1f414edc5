package view

import (
	"fmt"
	"net/url"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/web/ui"
)

// DossierHref is the address of a page about one dossier of a round.
func DossierHref(id round.ID, page string, k dossier.Key) string {
	if k.OfPerson() {
		return UnderHref(id, page, k.Unit, "person", strconv.FormatInt(int64(k.Person), 10))
	}
	return UnderHref(id, page, k.Unit)
}

// commitmentHref is where something is done to one commitment; a refusal leads back to its dossier.
func commitmentHref(c dossier.Commitment, act string) string {
	q := url.Values{"round": {fmt.Sprint(c.Round)}, "unit": {fmt.Sprint(c.Key.Unit)}, "person": {fmt.Sprint(c.Key.Person)}}
	return fmt.Sprintf("/commitments/%d%s?%s", c.ID, act, q.Encode())
}

// Commitments is the page of one dossier's commitments, with what was typed into a form that was refused.
type Commitments struct {
	app.Commitments
	At    dossier.CommitmentID // whose form was refused; 0: that of a new one, or none
	Typed dossier.Commitment
	Day   org.Date // proposed for publishing
}

// BranchCommitments is the table of a unit and its members, with what was typed into a refused form.
type BranchCommitments struct {
	app.BranchCommitments
	Day   org.Date
	Typed map[string]string // by field
}

// enteredField names the field for commitments of a kind of a member.
func enteredField(kind dossier.CommitmentKind, person org.PersonID) string {
	return fmt.Sprintf("%s-%d", kind, person)
}

// outcomeClass is the shape of an outcome.
func outcomeClass(o dossier.Fulfilment) string {
	switch o {
	case dossier.Kept:
		return "done"
	case dossier.Unkept:
		return "fault"
	}
	return "course"
}

func outcomeOptions(p ui.Page) []ui.Option {
	var out []ui.Option
	for _, o := range dossier.Fulfilments() {
		out = append(out, ui.Option{Value: string(o), Name: p.Word(o.Word())})
	}
	return out
}

func kindOptions(p ui.Page, v Commitments) []ui.Option {
	var out []ui.Option
	for _, k := range v.Kinds() {
		out = append(out, ui.Option{Value: string(k), Name: p.Word(k.Name())})
	}
	return out
}

// of are the commitments of a kind.
func (v Commitments) of(kind dossier.CommitmentKind) (list []dossier.Commitment) {
	for _, c := range v.List {
		if c.Kind == kind {
			list = append(list, c)
		}
	}
	return list
}

// shown is the commitment as its forms show it: as it was typed where that was refused.
func (v Commitments) shown(c dossier.Commitment) dossier.Commitment {
	if v.At != c.ID || v.Typed.Round == 0 {
		return c
	}

	typed := v.Typed
	if typed.Text == "" { // it was the report that was refused
		typed.Text, typed.Measure, typed.Deadline, typed.Responsible = c.Text, c.Measure, c.Deadline, c.Responsible
	}

	return typed
}
