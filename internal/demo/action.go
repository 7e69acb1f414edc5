package demo

import (
	"math/rand/v2"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/store"
)

// actions puts right what the reviews found wrong 〔四(五)〕: of all units, and of the members of some branches. In the
// running round each sheet has come as far as time and zeal went.
func (h *half) actions() (all []task, err error) {
	list, err := h.AllActions(h.ctx, h.office(), h.id, app.ActionFilter{Unit: h.under()})
	if err != nil {
		return nil, err
	}

	of := map[review.ID][]store.ActionRow{}
	for _, row := range list.Rows {
		of[row.Sheet] = append(of[row.Sheet], row)
	}

	for _, in := range h.part {
		if in.members && in.unitName != tryBranch && h.rolls("整改", in.unitName).IntN(14) > 0 {
			continue
		}
		for i, sheet := range in.sheets {
			all = append(all, func(h *half) error { return h.putRight(in, i, of[sheet]) })
		}
	}

	return all, nil
}

// amends are the actions of one sheet on their way.
type amends struct {
	*half
	owner, asker access.Actor
	rows         []store.ActionRow
	rng          *rand.Rand
	words        *author
	known        about
	kind         string // whose measures: unit, member
	began        int    // day of the round on which they were claimed
	accepted     bool   // the letter
	shown        bool   // those of the branch that everybody may try: answered, and waiting for whoever asked to look
}

// putRight takes the actions of one sheet as far as they get.
func (h *half) putRight(in *batch, i int, rows []store.ActionRow) error {
	if len(rows) == 0 {
		return nil
	}

	a := &amends{half: h, owner: h.head(in.unit), asker: h.actor(in.owner, in.ownerName), rows: rows, known: about{unit: in.unitName},
		rng: h.rolls("整改", in.unitName, in.ownerName, in.names[i]), words: h.writes("整改", in.unitName, in.ownerName, in.names[i]), kind: "unit"}
	if in.persons[i] != 0 {
		a.kind, a.owner = "member", a.asker // he enters what the person has signed
	}

	if a.owner.Person == 0 {
		return nil
	}

	given := h.meet(h.id, h.window, in).set.Day.Time()
	a.began = int(given.Sub(h.window.from).Hours()/24) + between(a.rng, 1, 3)
	steps := []func() error{a.advise, a.claim, a.report, a.answer, a.verify}
	roll := a.rng.IntN(100)
	far := []int{5, 4, 2}[stage(roll, 90, 95)]
	if h.running {
		far = []int{5, 4, 3, 2, 1, 0}[stage(roll, 12, 24, 34, 62, 80)]
	}

	if a.shown = h.running && in.unitName == tryBranch && !in.members; a.shown {
		far = 4
	}

	return inTurn(steps[:far]...)
}

// advise is the reviewer's advice, with a day of his own for what he finds urgent.
func (a *amends) advise() error {
	if a.kind == "member" && a.rng.IntN(4) > 0 || a.asker.Person == 0 {
		return nil
	}

	var by org.Date
	if a.rng.IntN(3) == 0 {
		by = org.DateOf(a.window.from.AddDate(0, 0, a.began+between(a.rng, 4, 12)))
	}

	return a.at(a.day(a.began, a.rng)).SuggestMeasure(a.ctx, a.asker, a.rows[0].ID, sentence(a.words.say(a.known, "action.suggest")), by)
}

// claim says who puts each right and how.
func (a *amends) claim() error {
	b := a.at(a.day(a.began+between(a.rng, 0, 2), a.rng))
	for i, row := range a.rows {
		plan := rectify.Plan{Responsible: row.Responsible, Measure: a.several(row.Problem, "action.", i), Revision: row.Revision}
		if plan.Responsible == 0 {
			plan.Responsible = a.owner.Person
		}

		if err := b.ClaimAction(a.ctx, a.owner, row.ID, plan); err != nil {
			return err
		}

		if a.rng.IntN(6) == 0 {
			if err := b.NoteProgress(a.ctx, a.owner, row.ID, sentence(a.words.say(a.known, "action.progress"))); err != nil {
				return err
			}
		}
	}

	return nil
}

// several is one of the sentences on measures or outcomes, another for each problem of a sheet.
func (a *amends) several(problem, section string, i int) string {
	words := a.writes(section, problem, a.known.unit)
	return words.several(a.known, section+a.kind, 3)[i%3]
}

// report says what was done.
func (a *amends) report() error {
	b := a.at(a.day(a.began+between(a.rng, 3, 9), a.rng))
	for i, row := range a.rows {
		if err := b.ReportAction(a.ctx, a.owner, row.ID, "", a.several(row.Problem, "outcome.", i)); err != nil {
			return err
		}
	}

	return nil
}

// answer sends the letter as the ledger words it, and the reviewer takes it.
func (a *amends) answer() error {
	b := a.at(a.day(a.began+between(a.rng, 9, 12), a.rng))
	v, err := b.ReplyOf(a.ctx, a.owner, a.rows[0].Sheet)
	if err != nil {
		return err
	}

	id, err := b.SaveReply(a.ctx, a.owner, a.rows[0].Sheet, v.Reply, true)
	if err != nil || a.running && !a.shown && a.rng.IntN(3) == 0 {
		return err
	}

	a.accepted = true
	if a.asker.Person == 0 {
		return b.AcceptReplyOnPaper(a.ctx, a.owner, id, "整改回复存支部")
	}

	return a.at(a.day(a.began+between(a.rng, 12, 14), a.rng)).AcceptReply(a.ctx, a.asker, id)
}

// verify closes them; a few are sent back or come back afterwards.
func (a *amends) verify() error {
	if !a.accepted {
		return nil
	}

	b := a.at(a.day(a.began+between(a.rng, 14, 20), a.rng))
	for _, row := range a.rows {
		if a.kind == "unit" && a.rng.IntN(25) == 0 {
			if err := b.SendBackAction(a.ctx, a.asker, row.ID, sentence(a.words.say(a.known, "action.sendback"))); err != nil {
				return err
			}
			continue
		}

		if err := b.CloseAction(a.ctx, a.asker, row.ID, sentence(a.words.say(a.known, "action.verdict"))); err != nil {
			return err
		}

		if a.kind == "unit" && a.rng.IntN(25) == 0 {
			later := a.at(a.day(a.began+between(a.rng, 40, 60), a.rng))
			if err := later.ReopenAction(a.ctx, a.asker, row.ID, sentence(a.words.say(a.known, "action.reopen")), ""); err != nil {
				return err
			}
		}
	}

	return nil
}
