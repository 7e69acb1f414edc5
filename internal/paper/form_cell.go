package paper

import (
	"fmt"
	"strconv"
	"strings"

	"lingping/internal/clock"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/office"
	"lingping/internal/store"
)

// head is what stands above the table. The reviewed unit fills the form in 〔四(三) 及时填写〕.
func (p *Forms) head(s Sheet) office.Head {
	h := office.Head{Unit: s.Rows[0].Unit.Name, Blank: !s.written(), Terms: p.plan.Vocabulary,
		Number: strconv.FormatInt(int64(s.Rows[0].ID), 10)}
	if p.house != "" {
		h.Address = p.house + "/reviews/" + h.Number
	}

	for _, f := range p.plan.Forms {
		if f.Number == s.Form(p.plan) && f.Title != "" {
			h.Title = strings.Trim(f.Title, "《》")
		}
	}

	if !h.Blank {
		h.Filled = p.givenBy(s.Rows[0]).Day
	}

	return h
}

// modes are the modes of the scheme with those of the review ticked.
func (p *Forms) modes(o store.FormRow) []office.Option {
	var out []office.Option
	counted := review.ModesOf(o.Review.Setting.Modes, o.Drawn != 0)
	for _, m := range p.plan.Modes {
		name := m.Name
		if m.Key == round.RandomMode && o.Drawn != 0 {
			name = fmt.Sprintf("%s（第%d号抽取）", m.Name, o.DrawNumber)
		}
		out = append(out, office.Option{Name: name, Ticked: counted[round.ModeCount(m.Key)] > 0})
	}
	return out
}

// unsaid is the row of a blank form: nothing is said of how the review was given.
func unsaid(o store.FormRow) store.FormRow {
	o.Review.Setting = review.Setting{}
	return o
}

// said is the text of a review as forms print it.
func (p *Forms) said(r store.FormRow) office.Said {
	t := r.Review.Text
	said := office.Said{Parts: t.Parts, Problems: t.Problems}
	for _, a := range p.plan.AspectsFor(r.Subject.Kind, r.Asked()) {
		said.Aspects = append(said.Aspects, office.Aspect{Label: a.Heading(), Text: t.Aspect(a.Key)})
	}
	return said
}

// asked is what a blank form asks: the aspects, and the parts without which the review can't be handed in, as on screen
// 〔五(三) 区分不同群体、不同岗位〕.
func (p *Forms) asked(r store.FormRow) office.Said {
	said := p.said(store.FormRow{ObligationRow: r.ObligationRow})
	said.Asked = p.plan.RequiredParts(r.Subject.Kind, r.Asked())
	return said
}

// givenBy is the reviewer's signature. A paper was signed when the review was given, not when that was entered here.
func (p *Forms) givenBy(o store.FormRow) office.Signature {
	name := o.OwnerName
	if o.Decision.AsBody && o.Seat != 0 {
		name += "（代表" + p.units[o.Seat].Label() + "）"
	}

	if signedOnPaper(o) && o.Review.Setting.Day != "" {
		return office.Signature{Name: name, Day: o.Review.Setting.Day}
	}

	return p.signed(name, o.Review.ConfirmedAt)
}

// signed is the signature of whoever confirmed or acknowledged on screen; a paper waits for the pen.
func (p *Forms) signed(name string, at int64) office.Signature {
	if at == 0 {
		return office.Signature{}
	}
	return office.Signature{Name: name, Day: p.dayOf(at)}
}

// signedOnPaper reports whether the text that counts was signed on a paper with a file number; a text corrected since
// was not.
func signedOnPaper(o store.FormRow) bool {
	return o.Review.ConfirmedHow == review.OnPaper && o.Review.PaperRef != ""
}

// dissent is what the subject said against the review, with the reviewer's answer.
func (p *Forms) dissent(o store.FormRow) string {
	if o.Answer == "" {
		return o.Review.Dissent
	}
	return o.Review.Dissent + "\n" + p.say("{点评人}答复：") + o.Answer
}

// dayOf is the day of a moment (unix ms) in the zone of the house.
func (p *Forms) dayOf(ms int64) org.Date { return org.DateOf(clock.At(ms, p.zone)) }
