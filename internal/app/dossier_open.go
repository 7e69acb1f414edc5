package app

import (
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// Dossier is a dossier as pages and use cases open it.
type Dossier struct {
	Round   round.Round
	Scheme  *scheme.Scheme
	Key     dossier.Key
	Name    string // whose it is
	Foreign bool   // it is a member's and not the asker's own: what he writes here he enters from paper

	relations access.Relation
}

// openDossier opens the dossier of a person, or of a unit when person is 0, with how the actor stands to it. It asks no
// permission. Whoever sits in the branch of a member may do for him what he would do himself, from paper, because nobody
// needs an account for the work to be finished.
func (a *App) openDossier(tx *store.Tx, who access.Actor, id round.ID, unit org.UnitID, person org.PersonID) (d Dossier, err error) {
	if d.Round, err = tx.Round(id); err != nil {
		return d, err
	}

	if d.Scheme, err = a.keptScheme(d.Round); err != nil {
		return d, err
	}

	if d.Key, d.Name, err = dossierOf(tx, id, unit, person); err != nil {
		return d, err
	}

	known, err := accessDossier(tx, id, d.Key)
	if err != nil {
		return d, err
	}

	former, err := formerOf(tx, who, d.Round)
	if err != nil {
		return d, err
	}

	d.relations = access.Formerly(who, former, known.Relation)
	if d.Foreign = person != 0 && !d.relations.Has(access.Subject); !d.Foreign {
		return d, nil
	}

	branch, err := accessDossierUnder(tx, known.Superiors, id, dossier.Key{Unit: d.Key.Unit})
	d.relations |= access.Formerly(who, former, branch.Relation) & access.ReviewedSide
	return d, err
}

// branch opens the dossier of a unit (0: the round's own) with the round as seen from there.
func (a *App) branch(tx *store.Tx, who access.Actor, id round.ID, unit org.UnitID) (v RoundView, top org.Place, d Dossier, err error) {
	if v, err = a.loadRound(tx, who, id); err != nil {
		return v, top, d, err
	}

	if unit == 0 {
		unit = v.Unit
	}

	if d, err = a.openDossier(tx, who, id, unit, 0); err != nil {
		return v, top, d, err
	}

	top, err = tx.FrozenUnit(id, unit)
	return v, top, d, err
}

// stage is the round's stage as far as rights depend on it.
func (d Dossier) stage() access.Stage { return stageOf(d.Round) }

// allow asks for the action at the round's stage; whoever might do it while the round runs is told that it does not.
func (d Dossier) allow(allow allowFunc, action access.Action) error {
	err := allow(d.relations, d.stage())
	if err != nil && access.Allowed(action, d.relations, access.Launched) {
		if stopped := d.Round.Running(); stopped != nil {
			return stopped
		}
	}

	return err
}
