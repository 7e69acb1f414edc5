package view

import (
	"fmt"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/i18n"
	"lingping/internal/qr"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

// BatchHref is the address of a gathering of opinions.
func BatchHref(id dossier.BatchID) string { return fmt.Sprintf("/opinions/%d", id) }

// BatchPlace is on whom opinions can be gathered: a unit, its members, or both.
type BatchPlace struct {
	store.PlaceRow
	OfUnit, OfMembers bool
}

// Key is the place as a value of a form.
func (p BatchPlace) Key() string {
	return fmt.Sprintf("%d.%d.%t.%t", p.Round, p.Unit, p.OfUnit, p.OfMembers)
}

// name says on whom.
func (b BatchPlace) name(p ui.Page) string {
	switch {
	case !b.OfMembers:
		return p.T("%s：对{党组织}及{书记}", b.UnitName)
	case !b.OfUnit:
		return p.T("%s：对支部{党员}", b.UnitName)
	}
	return p.T("%s：对{党组织}、{书记}及支部{党员}", b.UnitName)
}

// BatchForm is the form of a new gathering.
type BatchForm struct {
	Places []BatchPlace
	Query  string // by which they were chosen
	More   bool   // there are more than are shown
	At     string
	In     app.NewBatch
	Lines  string
}

// PrintedSlip is a slip as it is printed.
type PrintedSlip struct {
	Code string
	QR   qr.Code
}

// SlipSheets is slips with what stands on each of them.
type SlipSheets struct {
	dossier.Batch
	Address string // where a code is typed
	Slips   []PrintedSlip
}

// batchStateName is how far a batch is, a key of the catalogue.
func batchStateName(b dossier.Batch, today org.Date) i18n.Word {
	switch {
	case b.State == dossier.Heard:
		return "已整理"
	case b.State == dossier.Few:
		return "少于规定份数"
	case b.State == dossier.Lost:
		return "密钥遗失"
	case b.Waits(today):
		return "到期，待整理"
	}
	return "征集中"
}

// batchStateClass draws the state.
func batchStateClass(b dossier.Batch, today org.Date) string {
	switch {
	case b.State == dossier.Heard:
		return "done"
	case b.State == dossier.Few, b.State == dossier.Lost:
		return "none"
	case b.Waits(today):
		return "late"
	}
	return "course"
}

// invitedOf are the names of a class.
func invitedOf(list []dossier.Invitation, class dossier.Class) (names []string) {
	for _, i := range list {
		if i.Class == class {
			names = append(names, i.Name)
		}
	}
	return names
}

// slipsProposed is a number of slips that goes with those invited.
func slipsProposed(v app.BatchView) string {
	return strconv.Itoa(max(len(v.Invited), 2*v.Floor) - min(v.Slips, len(v.Invited)))
}
