package demo

import (
	"slices"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
)

// What gatherings a round of the demo shows.
const (
	heardUnits = 5 // branches of which enough members and others wrote
	fewSlips   = 3 // of one branch, where the floor was not reached
)

// gathering is one gathering of opinions.
type gathering struct {
	unit    *batch // the unit with its secretary, or the members
	slips   int    // that come in
	members bool   // about members
	open    bool   // still running
}

// gatherings are the branches that are asked about in this round: always the one to try, others by chance.
func (h *half) gatherings() (all []gathering) {
	rng := h.rolls("征求意见")
	for _, at := range rng.Perm(len(h.all)) {
		in := h.all[at]
		switch {
		case in.unitName == tryBranch && in.members:
			all = append(all, gathering{unit: in, slips: between(rng, 9, 14), members: true})
		case in.unitName == tryBranch && in.persons[0] == 0 && h.running:
			all = append(all, gathering{unit: in, slips: between(rng, 5, 9), open: true})
		case in.persons[0] == 0 && !strings.HasPrefix(in.unitName, "中共"):
			slips := between(rng, 6, 15)
			if len(all) == heardUnits {
				slips = fewSlips
			}
			if len(all) <= heardUnits {
				all = append(all, gathering{unit: in, slips: slips})
			}
		}
	}

	return all
}

// opinions gathers by slips what members and others think of some branches 〔四(二)、四末〕: most are heard, one had too
// few slips, one of the running round is still open.
func (h *half) opinions() (gathered []task, err error) {
	for _, g := range h.gatherings() {
		if slices.Contains(h.part, g.unit) {
			gathered = append(gathered, func(h *half) error { return h.gather(g) })
		}
	}
	return gathered, nil
}

// gather opens one gathering, lets slips be printed, drawn and sent in, and closes it.
func (h *half) gather(g gathering) error {
	rng, who := h.rolls("意见", g.unit.unitName), h.actor(g.unit.owner, g.unit.ownerName)
	b, until := h.at(h.day(0, rng)), h.window.from.AddDate(0, 0, 6)
	if g.open {
		b, until = h.at(h.now.AddDate(0, 0, -2)), h.now.AddDate(0, 0, 5)
	}

	batch, err := b.OpenBatch(b.ctx, who, app.NewBatch{Batch: dossier.Batch{Round: h.id, Unit: g.unit.unit, Kind: dossier.Gather,
		OfUnit: !g.members, OfMembers: g.members, Title: shortName(g.unit.unitName) + "点评前征求意见", Floor: dossier.OpinionFloor,
		Until: org.DateOf(until)}})
	if err != nil {
		return err
	}

	_, codes, err := b.PrintSlips(b.ctx, who, batch, g.slips+between(rng, 2, 8))
	if err != nil {
		return err
	}

	words := h.writes("意见", g.unit.unitName)
	for _, code := range codes[:g.slips] {
		v, err := b.ReadSlip(b.ctx, "", code)
		if err != nil {
			return err
		}

		if err := b.SendSlip(b.ctx, "", code, words.slip(about{unit: g.unit.unitName}, v)); err != nil {
			return err
		}
	}

	if g.open {
		return nil
	}

	if _, _, err = h.at(h.day(1, rng)).CloseBatch(b.ctx, who, batch); err != nil {
		return err
	}

	v, err := b.Batch(b.ctx, who, batch)
	if v.Pool != 0 {
		h.heard[g.unit] = heard{v.Pool, who}
	}

	return err
}

// slip is what one of those who drew a slip writes.
func (w *author) slip(a about, v app.SlipView) dossier.Slip {
	slip := dossier.Slip{Class: pick(w.rng, []dossier.Class{dossier.OfMember, dossier.OfMasses})}
	for i, q := range v.Questions {
		if i > 0 && w.rng.IntN(2) == 0 {
			continue
		}

		answer := dossier.Answer{Question: i, Text: sentence(w.say(a, "opinion."+string(q.About)))}
		if q.About == dossier.AboutMember {
			answer.Person = pick(w.rng, v.Members).ID
		}

		slip.Answers = append(slip.Answers, answer)
	}

	return slip
}

// heard is a pool of opinions with who has to say what becomes of them.
type heard struct {
	pool dossier.PoolID
	who  access.Actor
}

// outcomes says what becomes of the opinions that were heard, and links what was taken up to the problem that it became;
// in the running round some wait for it.
func (h *half) outcomes() ([]task, error) {
	return each(h.part, func(h *half, in *batch) error {
		if p, ok := h.heard[in]; ok {
			return h.disposeAll(p)
		}
		return nil
	}), nil
}

// disposeAll says it of one pool.
func (h *half) disposeAll(p heard) error {
	rng := h.rolls("处理", strconv.Itoa(int(p.who.Person)))
	b := h.at(earlier(h.window.to, h.now).AddDate(0, 0, -1))
	v, err := b.Heard(b.ctx, p.who, p.pool)
	if err != nil {
		return err
	}

	words := h.writes("处理", v.UnitName)
	for _, o := range v.List {
		if h.running && rng.IntN(3) == 0 {
			continue
		}
		if err := b.Dispose(b.ctx, p.who, p.pool, o.ID, words.outcome(v, o.Opinion)); err != nil {
			return err
		}
	}

	return nil
}

// outcome is what becomes of one opinion.
func (w *author) outcome(v app.HeardView, o dossier.Opinion) dossier.Outcome {
	how := []dossier.Disposition{dossier.Adopted, dossier.Merged, dossier.Explained, dossier.PassedOn}[stage(w.rng.IntN(100), 50, 70, 85)]
	out := dossier.Outcome{Disposition: how, Sentence: w.say(about{unit: v.UnitName}, "opinion."+strings.ReplaceAll(string(how), "-on", ""))}
	for _, d := range v.Demands[o.Person] {
		if how == dossier.Adopted && d.Text == o.Text {
			out.Review, out.Problem = int64(d.Review), d.Problem
		}
	}

	return out
}
