package app

import (
	"context"
	"fmt"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// OpenFieldwork keeps a new record of a visit, symposium, talk or inspection; its leader is the actor himself when none
// is named. The step 调研 of every unit seen from above is done by it.
func (a *App) OpenFieldwork(ctx context.Context, who access.Actor, in dossier.Fieldwork) (id dossier.FieldworkID, err error) {
	err = a.write(ctx, who, access.WriteFieldwork, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if in.Leader == 0 {
			in.Leader = who.Person
		}

		f := dossier.Fieldwork{ID: dossier.FieldworkID(tx.NewID()), Round: in.Round, Leader: in.Leader}
		id = f.ID
		if _, err := tx.Round(in.Round); err != nil {
			return Entry{}, unseen(err)
		}

		return a.keepFieldwork(tx, who, f, in, allow)
	})
	return id, err
}

// SaveFieldwork changes a record; only who made it, or whoever writes for him, may.
func (a *App) SaveFieldwork(ctx context.Context, who access.Actor, in dossier.Fieldwork) error {
	return a.write(ctx, who, access.WriteFieldwork, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		f, err := tx.Fieldwork(in.ID)
		if err != nil {
			return Entry{}, err
		}
		return a.keepFieldwork(tx, who, f, in, allow)
	})
}

// keepFieldwork asks, checks and saves what was written of a record, and marks the step of every unit that it concerns
// now or did before.
func (a *App) keepFieldwork(tx *store.Tx, who access.Actor, f, in dossier.Fieldwork, allow allowFunc) (Entry, error) {
	relations, err := relationsToFieldwork(tx, who, f)
	if err != nil {
		return Entry{}, err
	}

	r, err := tx.Round(f.Round)
	if err != nil {
		return Entry{}, err
	}

	if err := allow(relations, stageOf(r)); err != nil {
		if access.Allowed(access.WriteFieldwork, relations, access.Launched) {
			return Entry{}, r.Running()
		}
		return Entry{}, err
	}

	before := f.Units
	if in.Units, err = fieldworkUnits(tx, f, in.Units); err != nil {
		return Entry{}, err
	}

	reviewed, err := leadsSeen(tx, who, f.Round, in.Units)
	if err != nil {
		return Entry{}, err
	}

	if reviewed && who.Person != f.Leader {
		return Entry{}, errs.NewInvalid("选中的{党组织}里有您负责的，不能由您代为登记：请调研人自己或另一位代录人登记。")
	}

	if err := f.Save(in.Revision, in, who.Name, tx.Now.UnixMilli(), org.DateOf(tx.Now), tx.NewID); err != nil {
		return Entry{}, err
	}

	if err := tx.SaveFieldwork(f); err != nil {
		return Entry{}, err
	}

	for _, s := range slices.Concat(before, f.Units) {
		if err := markFieldwork(tx, f.Round, s.Unit); err != nil {
			return Entry{}, err
		}
	}

	return Entry{Object: fmt.Sprintf("fieldwork:%d", f.ID), Round: int64(f.Round),
		Detail: map[string]any{"revision": f.Revision, "count": len(f.Units)}}, nil
}

// fieldworkUnits finds out of each unit how its leader looks into it: from above, or at the members of his own branch
// 〔四(二) 上级党组织负责人和联系点领导〕. Units with which he has nothing to do are refused.
func fieldworkUnits(tx *store.Tx, f dossier.Fieldwork, units []dossier.Seen) ([]dossier.Seen, error) {
	var out []dossier.Seen
	for _, s := range units {
		if slices.ContainsFunc(out, func(o dossier.Seen) bool { return o.Unit == s.Unit }) {
			continue
		}

		relations, err := relationsToDossier(tx, access.Actor{Person: f.Leader}, f.Round, dossier.Key{Unit: s.Unit})
		if err != nil {
			return nil, err
		}

		s.Own = relations&(access.Reviewer|access.Line) == 0
		if s.Own {
			reviews, err := tx.ReviewsIn(f.Round, f.Leader, s.Unit)
			if err != nil {
				return nil, err
			}

			if !reviews {
				return nil, errs.NewInvalid("选中的{党组织}里有不归调研人点评或领导的，请从列出的{党组织}中选择。")
			}
		}

		out = append(out, s)
	}

	return out, nil
}

// markFieldwork keeps the cell 调研 of a unit: done on the day on which somebody looked into it last.
func markFieldwork(tx *store.Tx, id round.ID, unit org.UnitID) error {
	day, ref, err := tx.LastFieldwork(id, unit)
	if err != nil {
		return err
	}

	step := dossier.Step{Step: scheme.StepFieldwork, Day: day, Ref: int64(ref)}
	if ref != 0 {
		step.State = dossier.Done
	}

	return tx.MarkStep(id, dossier.Key{Unit: unit}, step)
}

// relationsToFieldwork is how the actor stands to a record: its leader, who writes for him, or above one of its units. The
// units that were seen learn nothing by it.
func relationsToFieldwork(tx *store.Tx, who access.Actor, f dossier.Fieldwork) (access.Relation, error) {
	set := who.Base()
	for _, s := range f.Units {
		relations, err := relationsToDossier(tx, who, f.Round, dossier.Key{Unit: s.Unit})
		if err != nil {
			return 0, err
		}
		set |= relations & (access.Line | access.Office)
	}

	if who.Person == 0 || f.Leader == 0 {
		return set, nil
	}
	if who.Person == f.Leader {
		return set | access.Reviewer, nil
	}

	clerks, err := tx.ClerksOf(f.Leader)
	if err != nil || !slices.Contains(clerks, who.Person) {
		return set, err
	}

	reviewed, err := leadsSeen(tx, who, f.Round, f.Units)
	if !reviewed {
		set |= access.Clerk
	}

	return set, err
}

// leadsSeen reports whether the actor leads one of the units that were seen from above: then he writes nothing down about
// it for the leader, and reads nothing.
func leadsSeen(tx *store.Tx, who access.Actor, id round.ID, units []dossier.Seen) (bool, error) {
	for _, s := range units {
		relations, err := relationsToDossier(tx, who, id, dossier.Key{Unit: s.Unit})
		if err != nil || !s.Own && relations.Has(access.Subject) {
			return err == nil, err
		}
	}
	return false, nil
}
