package app

import (
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// personStrips are the five steps of a person as a member in every round that he was in, each line named after its round,
// the newest first; for himself, his line and his office.
func (a *App) personStrips(tx *store.Tx, who access.Actor, person org.PersonID) (lines []DossierLine, err error) {
	if _, err := tx.Rounds(); err != nil {
		return nil, err
	}

	cells, err := tx.StatesOfPerson(person)
	if err != nil {
		return nil, err
	}

	steps, err := stripsAhead(tx, cells, person)
	if err != nil {
		return nil, err
	}

	relations, err := relationsToPerson(tx, who, person)
	if err != nil {
		return nil, err
	}

	if err := check(access.ReadPerson, relations, access.NoStage); err != nil {
		return nil, err
	}

	for _, c := range cells {
		v := RoundView{}
		if v.Round, err = tx.Round(c.Round); err != nil {
			return nil, err
		}

		if v.Plan, err = a.keptScheme(v.Round); err != nil {
			return nil, err
		}

		if v.Deadlines, err = deadlinesOf(tx, v.Round, v.Plan); err != nil {
			return nil, err
		}

		l := v.line(c.SubjectState, steps[c.Round], dossier.Key{Unit: c.Unit, Person: person}, org.DateOf(tx.Now))
		l.Name = v.Name
		if err := a.opened(tx, who, &l, 0); err != nil {
			return nil, err
		}

		err = a.openLine(tx, who, &l, access.ReadCommitment)
		if err != nil && !errs.Is(err, errs.NotFound) {
			return nil, err
		}

		l.Pledges = err == nil
		lines = append(lines, l)
	}

	return lines, nil
}

// stripsAhead reads for all rounds of a person what each of his lines needs, and gives the cells.
func stripsAhead(tx *store.Tx, cells []store.PersonState, person org.PersonID) (map[round.ID]store.Steps, error) {
	if len(cells) == 0 {
		return nil, nil
	}

	keys, branches := map[round.ID][]dossier.Key{}, map[round.ID][]dossier.Key{}
	var rounds []round.ID
	for _, c := range cells {
		rounds = append(rounds, c.Round)
		keys[c.Round] = append(keys[c.Round], dossier.Key{Unit: c.Unit, Person: person})
		branches[c.Round] = append(branches[c.Round], dossier.Key{Unit: c.Unit, Person: person}, dossier.Key{Unit: c.Unit})
	}

	if err := tx.PersonDossiersAhead(rounds, person); err != nil {
		return nil, err
	}

	if err := tx.DossiersAhead(branches); err != nil {
		return nil, err
	}

	return tx.StepsAcross(keys)
}
