package demo

import (
	"strings"

	"lingping/internal/domain/org"
)

// helps lets reviewers promise to help with what a unit can't put right alone 〔四(三) 帮助解决存在的困难和问题〕, and units
// ask for it; who was helped says that it is solved. In the running round some wait for an answer.
func (h *half) helps() ([]task, error) {
	return each(h.part, func(h *half, in *batch) error {
		if in.persons[0] != 0 || h.far(in) != complete || h.rolls("帮助", in.unitName, in.ownerName).IntN(3) > 0 && !strings.HasSuffix(in.unitName, tryBranch) {
			return nil
		}
		return h.help(in)
	}), nil
}

// help takes one promise as far as it gets.
func (h *half) help(in *batch) error {
	rng, words, known := h.rolls("帮助", in.unitName), h.writes("帮助", in.unitName, in.ownerName), about{unit: in.unitName}
	leader, unit := h.actor(in.owner, in.ownerName), h.head(in.unit)
	if leader.Account == 0 || unit.Account == 0 {
		return nil
	}

	given := int(h.meet(h.id, h.window, in).set.Day.Time().Sub(h.window.from).Hours() / 24)
	asked := rng.IntN(3) == 0
	who, due := leader, org.DateOf(h.window.from.AddDate(0, 0, given+between(rng, 8, 30)))
	if asked {
		who = unit
	}

	id, err := h.at(h.day(given+1, rng)).BeginHelp(h.ctx, who, in.sheets[0], sentence(words.say(known, "help.text")), due)
	if err != nil || h.running && rng.IntN(3) == 0 {
		return err
	}

	if asked {
		if err := h.at(h.day(given+2, rng)).PromiseHelp(h.ctx, leader, id, due, ""); err != nil {
			return err
		}
	}

	if rng.IntN(2) == 0 {
		if err := h.at(h.day(given+5, rng)).ReportHelp(h.ctx, leader, id, sentence(words.say(known, "help.answer"))); err != nil {
			return err
		}
	}

	if h.running && rng.IntN(2) == 0 || rng.IntN(8) == 0 {
		return nil
	}

	return h.at(h.day(given+between(rng, 7, 20), rng)).FinishHelp(h.ctx, unit, id, sentence(words.say(known, "help.outcome")))
}
