package app

import (
	"maps"
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// Deadlines are the days by which the steps of a round are to be done.
type Deadlines struct {
	plan  *scheme.Scheme
	to    org.Date
	kinds map[org.UnitID]org.UnitKind // empty where no day differs for a kind of unit
}

// deadlinesOf are those of a round; the tree is looked at only where days differ for kinds of units.
func deadlinesOf(tx *store.Tx, r round.Round, plan *scheme.Scheme) (Deadlines, error) {
	d := Deadlines{plan: plan, to: r.To}
	if !plan.DiffersByUnit() {
		return d, nil
	}

	units, err := tx.FrozenUnits(r.ID)
	d.kinds = make(map[org.UnitID]org.UnitKind, len(units))
	for _, u := range units {
		d.kinds[u.ID] = u.Kind
	}

	return d, err
}

// Of is the day by which a step is to be done about a subject of the kind that sits in the unit; 0 and empty where none is
// meant in particular.
func (d Deadlines) Of(step scheme.StepKey, kind scheme.SubjectKind, unit org.UnitID) org.Date {
	return d.plan.Deadline(step, scheme.Actor{Kind: kind, Unit: d.kinds[unit]}, d.to)
}

// reviewedBy are the kinds of what is to be reviewed by a day, and what the plans of units have by then.
func (d Deadlines) reviewedBy(day org.Date) *store.DueBy {
	due := &store.DueBy{Day: day, Together: review.SheetKinds(d.plan, scheme.Unit)}
	kinds := []org.UnitKind{""}
	if d.kinds != nil {
		kinds = slices.Compact(slices.Sorted(maps.Values(d.kinds)))
	}

	for _, s := range d.plan.Subjects {
		for _, k := range kinds {
			if last := d.plan.Deadline(scheme.StepReview, scheme.Actor{Kind: s.Kind, Unit: k}, d.to); last != "" && last <= day {
				due.Kinds = append(due.Kinds, store.DueKind{Kind: s.Kind, In: k})
			}
		}
	}

	return due
}

// kindsBy are the kinds of subjects that the scheme wants reviewed by a day, wherever they sit. one says that no kind is wanted
// by then in some units only.
func (d Deadlines) kindsBy(due *store.DueBy) (kinds []scheme.SubjectKind, one bool) {
	units := max(1, len(slices.Compact(slices.Sorted(maps.Values(d.kinds)))))
	for _, s := range d.plan.Subjects {
		n := 0
		for _, k := range due.Kinds {
			if k.Kind == s.Kind {
				n++
			}
		}

		switch n {
		case 0:
		case units:
			kinds = append(kinds, s.Kind)
		default:
			return nil, false
		}
	}

	return kinds, true
}

// Review is the day by which a subject of the kind that sits in the unit is to be reviewed.
func (d Deadlines) Review(kind scheme.SubjectKind, unit org.UnitID) org.Date {
	return d.Of(scheme.StepReview, kind, unit)
}
