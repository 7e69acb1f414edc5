package demo

import (
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// meeting is one batch being given: on which day, in which way, how far it gets.
type meeting struct {
	*builder
	*batch
	round    round.ID
	window   window
	rng      *rand.Rand
	actor    access.Actor
	set      review.Setting
	occasion review.OccasionID
	words    *author
}

// progress is how far a batch gets.
type progress int

// The stages of a batch that the running round shows.
const (
	untouched progress = iota
	begun              // drafts
	partial            // some count, some are drafts
	waiting            // filled in by the reviewed side or a clerk
	returned           // so, and sent back
	complete           // all count
)

// meet prepares a batch to be given on a day of the window before now.
func (b *builder) meet(id round.ID, w window, in *batch) *meeting {
	rng := rand.New(rand.NewPCG(seedOf(w.name, in.ownerName, in.unitName), 3))
	last := w.to
	if last.After(b.now) {
		last = b.now.AddDate(0, 0, -1)
	}

	days := int(last.Sub(w.from).Hours() / 24)
	day := w.from.AddDate(0, 0, between(rng, 2, max(2, days-1)))
	if day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day = day.AddDate(0, 0, -2)
	}

	m := &meeting{batch: in, round: id, window: w, rng: rng, actor: b.actor(in.owner, in.ownerName)}
	m.builder = b.at(day.Add(time.Duration(between(rng, 0, 7*60)) * time.Minute))
	m.words = b.library.author(seedOf(w.name, in.unitName, "会议"), w.from.Month())
	m.set = m.setting(day)
	return m
}

// setting is how the batch is given 〔三〕: members in a meeting, units on the spot or in a meeting of secretaries, single
// persons by themselves.
func (m *meeting) setting(day time.Time) review.Setting {
	set := review.Setting{Selection: "all", Day: org.DateOf(day)}
	about := about{unit: shortName(m.unitName)}
	mode, carrier, place := "individual", "talk", pick(m.rng, strings.Fields(m.words.say(about, "room")))
	switch {
	case m.members:
		mode, carrier = "collective", "meeting"
	case m.persons[0] == 0 && m.rng.IntN(100) < 55:
		mode, carrier, place = "on-site", "visit", shortName(m.unitName)
	case m.persons[0] == 0:
		mode, carrier = "collective", "secretaries"
	}

	set.Modes, set.Place = review.Modes(mode), place
	set.Carrier = pick(m.rng, strings.Fields(m.words.say(about, "carrier."+carrier)))
	return set
}

// home is how somebody old or ill is reviewed 〔五(三)〕.
func (m *meeting) home() review.Setting {
	return review.Setting{Modes: "individual", Selection: "category", Carrier: m.words.say(about{}, "carrier.home"), Day: m.set.Day,
		Place: m.words.say(about{}, "home")}
}

// shortName is a unit's name without the seal's words.
func shortName(name string) string {
	return strings.NewReplacer("中共江州大学", "", "总支部委员会", "党总支", "江州大学", "").Replace(name)
}

// open keeps the meeting itself: who came, who was on leave, what was said besides.
func (m *meeting) open() (err error) {
	expected := len(m.sheets) + 1
	if !m.members {
		expected = between(m.rng, 12, 40)
	}

	away := m.rng.IntN(1 + expected/8)
	var absent []string
	if m.members {
		absent = slices.Clone(m.names[:min(away, len(m.names))])
	}

	m.occasion, err = m.OpenOccasion(m.ctx, m.actor, review.Occasion{
		Round: m.round, Unit: m.unit, Leader: m.owner, Title: shortName(m.unitName) + "领导点评会", Setting: m.set,
		Expected: expected, Members: expected - len(absent), Committee: min(3, expected-len(absent)),
		Representatives: m.rng.IntN(6), Absent: strings.Join(absent, "、"),
		Agenda: m.words.say(about{}, "agenda"), Minutes: m.words.say(about{}, "minutes"),
	})
	return err
}

// give does the batch as far as it gets.
func (m *meeting) give(far progress) error {
	if far == untouched {
		return nil
	}

	if m.members && len(m.sheets) > 2 || m.persons[0] == 0 {
		if err := m.open(); err != nil {
			return err
		}
	}

	counted, err := m.write(far)
	if err != nil {
		return err
	}

	if m.unitName == tryBranch && far == partial {
		return m.dissent()
	}

	if m.members && len(counted) > 2 && m.rng.IntN(100) < 12 {
		if err := m.disagree(counted); err != nil {
			return err
		}
		counted = counted[1:]
	}

	if m.occasion != 0 && m.rng.IntN(100) < 40 { // signed at the end of the meeting, on the printed sheets
		signed, err := m.AcknowledgeOnPaper(m.ctx, m.actor, counted, "")
		if err != nil {
			return err
		}

		for _, o := range signed {
			if o.Err != nil {
				return o.Err
			}
		}
	}

	return nil
}

// write writes the sheets as far as they get, and gives those that count.
func (m *meeting) write(far progress) (counted []review.ID, err error) {
	var ids []review.ID
	var steps []progress
	for i, id := range m.sheets {
		step := far
		if far == partial {
			step = []progress{complete, complete, complete, begun, untouched}[i*5/len(m.sheets)]
		}

		if step != untouched {
			ids, steps = append(ids, id), append(steps, step)
		}

		if step == complete {
			counted = append(counted, id)
		}
	}

	blanks, err := m.Blanks(m.ctx, m.actor, ids)
	for i, blank := range blanks {
		if err == nil {
			err = m.sheet(blank, steps[i])
		}
	}

	return counted, err
}

// sheet writes one sheet and takes it to its stage.
func (m *meeting) sheet(v app.Blank, far progress) (err error) {
	set, occasion := m.set, m.occasion
	if slices.Contains(v.Parts[0].Asked(), org.GroupInfirm) {
		set, occasion = m.home(), 0
	}

	d := m.draft(v, m.window, set, occasion)
	if far != waiting && far != returned { // only the reviewer knows what he found and heard
		for i, p := range v.Parts {
			if err := m.cite(p, &d.Parts[i].Text); err != nil {
				return err
			}
		}
	}

	switch far {
	case begun:
		for i := range d.Parts { // left in the middle
			text := &d.Parts[i].Text
			text.Problems, text.Citations = nil, nil
			text.Say(scheme.PartAdvice, "")
			text.Say(scheme.PartCauses, "")
		}
		_, err = m.SaveDraft(m.ctx, m.actor, v.ID, d)
	case waiting, returned:
		err = m.theirs(v, d, far)
	default:
		_, err = m.Submit(m.ctx, m.actor, v.ID, d)
	}

	return err
}

// cite rests a problem on what can be cited, of most units and of some members.
func (m *meeting) cite(p app.BlankPart, t *review.Text) error {
	often := 75
	if p.Subject.Kind == scheme.Member {
		often = 25
	}

	if len(t.Problems) == 0 || m.words.rng.IntN(100) >= often {
		return nil
	}

	all, err := m.Citable(m.ctx, m.actor, p.ID)
	if len(all) > 0 {
		m.words.cite(t, pick(m.words.rng, all))
	}

	return err
}

// theirs lets the secretary of the unit fill in the sheet about it 〔四(三)〕; the reviewer has not looked, or sent it back.
func (m *meeting) theirs(v app.Blank, d app.Draft, far progress) error {
	side := m.actor
	for _, p := range v.Parts {
		if p.Subject.Person != 0 && m.accounts[p.Subject.Person].ID != 0 {
			side = m.builder.actor(p.Subject.Person, p.Name)
		}
	}

	d.Occasion = 0
	if _, err := m.Submit(m.ctx, side, v.ID, d); err != nil || far == waiting || side.Person == m.actor.Person {
		return err
	}

	return m.Return(m.ctx, m.actor, v.ID, m.words.say(about{}, "returned"))
}
