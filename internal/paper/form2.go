package paper

import (
	"slices"
	"strings"

	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/office"
	"lingping/internal/store"
)

// secretaryOn is whom the sheet of a unit names as its secretary: who is reviewed as such beside it, else who leads it.
func (p *Forms) secretaryOn(s Sheet) store.Named {
	for _, r := range s.Rows {
		if r.Subject.Kind == scheme.Secretary {
			return store.Named{ID: r.Subject.Person, Name: r.Name, Job: r.Job}
		}
	}
	return p.leads[p.heads[s.Rows[0].Subject.Unit]]
}

// unitSheet words a unit and its secretary for annex 2.
func (p *Forms) unitSheet(s Sheet) office.UnitSheet {
	if len(s.Rows) == 0 {
		return office.UnitSheet{}
	}

	o := s.Rows[0]
	sheet := office.UnitSheet{
		Head: p.head(s), Unit: o.Unit.Name, UnitKind: p.unitKind(o), Members: p.members[o.Subject.Unit],
		Reviewer: o.OwnerName, ReviewerPost: p.speaksAs(o), Relation: relation(p.plan, o),
		Modes: p.modes(unsaid(o)), Secretaries: !p.plan.Reviews(scheme.Unit),
	}

	sheet.Summary = s.beside.looks.unit(o.Subject.Unit)
	secretary := p.secretaryOn(s)
	sheet.Secretary, sheet.SecretaryPost = secretary.Name, p.bothPosts(secretary.ID, secretary.Job)
	if subject, ok := p.plan.Subject(scheme.Secretary); ok {
		sheet.SecretaryWord = subject.Name
	}

	p.fileUnit(&sheet, s.beside.filed[o.ID])
	if sheet.Blank {
		for _, r := range s.Rows {
			if r.Subject.Kind == scheme.Secretary {
				sheet.OfSecretary = p.asked(r)
			} else {
				sheet.OfUnit = p.asked(r)
			}
		}
		return sheet
	}

	set := o.Review.Setting
	sheet.Day, sheet.Place, sheet.Carrier, sheet.Modes = set.Day, set.Place, set.Carrier, p.modes(o)
	sheet.Attendance = office.Attendance{Committee: o.Occasion.Committee, Members: o.Occasion.Members,
		Representatives: o.Occasion.Representatives}
	sheet.Fieldwork, sheet.Opinions = s.beside.looked[whoSaw{o.Subject.Unit, o.Owner}], p.heard[o.Subject.Unit]

	problems := s.problems()
	for _, r := range s.Rows {
		if r.Subject.Kind == scheme.Secretary {
			sheet.OfSecretary = p.said(r)
			sheet.SecretarySigned = p.signed(r.Name, r.Review.AcknowledgedAt)
		} else {
			sheet.OfUnit = p.said(r)
		}

		if said := p.dissent(r); said != "" {
			sheet.Note = strings.TrimSpace(sheet.Note + "\n" + r.SubjectName() + "的不同意见：" + said)
		}
	}

	sheet.Measures = s.beside.right.measures(problems)
	sheet.Outcome, _, sheet.Replied = s.beside.right.outcome(problems)
	sheet.ReviewerSigned, sheet.Notices = p.givenBy(o), s.beside.public[o.ID]
	if signedOnPaper(o) {
		sheet.Note = strings.TrimSpace("点评领导已在纸质表上签字，存档编号：" + o.Review.PaperRef + "\n" + sheet.Note)
	}

	return sheet
}

// unitKind is 党组织类型: a branch directly under a committee is 直属党支部.
func (p *Forms) unitKind(o store.FormRow) string {
	word := p.plan.Word(string(o.Unit.Kind.Word()))
	if org.Direct(o.Unit.Kind, o.Above) {
		word = "直属" + word
	}

	if o.Unit.Category != "" {
		word += "（" + o.Unit.Category + "）"
	}

	return word
}

// relation is how the reviewer stands to the unit: 分管, 联系点, or 隶属 by the line.
func relation(plan *scheme.Scheme, o store.FormRow) string {
	for _, id := range o.Decision.Rules {
		if rule, ok := plan.Rule(id); ok && rule.Relation == scheme.ChargeHolder {
			return o.Decision.Why.String()
		}
	}
	return "隶属"
}

// fileUnit fills in 备案意见, row 19 of annex 2: to whom, and once it was received the receipt with its day.
func (p *Forms) fileUnit(sheet *office.UnitSheet, f filing.Filing) {
	sheet.OfficeName = p.plan.Word("活动办")
	if to := filedTo(p.plan, f); to != "" {
		sheet.OfficeName = to
	}

	if f.DecidedAt != 0 {
		sheet.Filing = "已备案，备案编号：" + f.Receipt() + "。"
		sheet.OfficeSeal.Day = p.dayOf(f.DecidedAt)
	}
}

// filedTo is the office to which annex 2 is handed in: the one that gave the receipt, else the first that asks for it.
func filedTo(plan *scheme.Scheme, f filing.Filing) string {
	if at := f.Duty - 1; at >= 0 && at < len(plan.Filing) {
		return plan.Filing[at].To
	}

	for _, line := range plan.Filing {
		if len(line.Forms) == 0 || slices.Contains(line.Forms, UnitForm) {
			return line.To
		}
	}

	return ""
}
