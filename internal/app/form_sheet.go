package app

import (
	"fmt"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/office"
	"lingping/internal/store"
)

// counts reports whether every record on the sheet has been confirmed; else the sheet is printed as a form to be
// filled.
func (s formSheet) counts() bool {
	for _, r := range s.rows {
		if r.State != review.Confirmed {
			return false
		}
	}
	return true
}

// head is what stands above the table. The reviewed unit fills the form in 〔四(三) 及时填写〕.
func (p *formPrint) head(s formSheet) office.Head {
	h := office.Head{Unit: s.rows[0].Unit.Name, Blank: !s.counts()}
	for _, f := range p.plan.Forms {
		if f.Number == s.form(p.plan) && f.Title != "" {
			h.Title = strings.Trim(f.Title, "《》")
		}
	}
	if !h.Blank {
		h.Filled = p.givenBy(s.rows[0]).Day
	}
	return h
}

// secretaryOn is whom the sheet of a unit names as its secretary: who is reviewed as such beside it, else who leads it.
func (p *formPrint) secretaryOn(s formSheet) (org.PersonID, string) {
	for _, r := range s.rows {
		if r.Subject.Kind == scheme.Secretary {
			return r.Subject.Person, r.Name
		}
	}
	head := p.heads[s.rows[0].Subject.Unit]
	return head, p.names[head]
}

// unitSheet words a unit and its secretary for annex 2.
func (p *formPrint) unitSheet(s formSheet) office.UnitSheet {
	if len(s.rows) == 0 {
		return office.UnitSheet{}
	}
	o := s.rows[0]
	sheet := office.UnitSheet{
		Head: p.head(s), Unit: o.Unit.Name, UnitKind: unitKind(o), Members: p.members[o.Subject.Unit],
		Reviewer: o.OwnerName, ReviewerPost: p.postOf(o.Owner, o.Seat), Relation: relation(p.plan, o),
		Modes: p.modes(""),
	}
	sheet.Summary = s.facts.looks.unit(o.Subject.Unit)
	secretary, name := p.secretaryOn(s)
	sheet.Secretary, sheet.SecretaryPost = name, p.postOf(secretary, 0)
	if sheet.Blank {
		for _, r := range s.rows { // the aspects stand on the blank form too, so that it can be filled by hand
			aspects := p.said(store.FormRow{ObligationRow: r.ObligationRow}).Aspects
			if r.Subject.Kind == scheme.Secretary {
				sheet.OfSecretary.Aspects = aspects
			} else {
				sheet.OfUnit.Aspects = aspects
			}
		}
		return sheet
	}
	set := o.Review.Setting
	sheet.Day, sheet.Place, sheet.Carrier, sheet.Modes = set.Day, set.Place, set.Carrier, p.modes(set.Mode)
	sheet.Attendance = office.Attendance{Committee: o.Occasion.Committee, Members: o.Occasion.Members,
		Representatives: o.Occasion.Representatives}
	sheet.Fieldwork, sheet.Opinions = s.facts.looked[whoSaw{o.Subject.Unit, o.Owner}], p.heard[o.Subject.Unit]
	var ids []review.ID
	for _, r := range s.rows {
		if r.Subject.Kind == scheme.Secretary {
			sheet.OfSecretary = p.said(r)
			sheet.SecretarySigned = p.signed(r.Name, r.Review.AcknowledgedAt)
		} else {
			sheet.OfUnit = p.said(r)
		}
		sheet.Measures = append(sheet.Measures, s.facts.right.measures(r.ID, r.Review.Text.Problems)...)
		ids = append(ids, r.ID)
		if said := dissent(r); said != "" {
			sheet.Note = strings.TrimSpace(sheet.Note + "\n" + r.SubjectName() + "的不同意见：" + said)
		}
	}
	sheet.Outcome, _, sheet.Replied = s.facts.right.outcome(ids...)
	sheet.ReviewerSigned, sheet.Notices = p.givenBy(o), s.facts.public[o.ID]
	p.fileUnit(&sheet, s.facts.filed[o.ID])
	if signedOnPaper(o) {
		sheet.Note = strings.TrimSpace("点评领导已在纸质表上签字，存档编号：" + o.Review.PaperRef + "\n" + sheet.Note)
	}
	return sheet
}

// memberSheet words a member or committee member for annex 3.
func (p *formPrint) memberSheet(s formSheet) office.MemberSheet {
	if len(s.rows) == 0 {
		return office.MemberSheet{}
	}
	o := s.rows[0]
	sheet := office.MemberSheet{
		Head: p.head(s), Name: o.Name, Sex: o.Sex, Birth: o.Birth, Joined: o.Joined, Branch: o.Unit.Name,
		Post: p.memberPost(o), Class: memberClass(o),
		Reviewer: o.OwnerName, ReviewerPost: p.postOf(o.Owner, o.Seat), Modes: p.modes(""),
	}
	sheet.Commitments, sheet.Summary = s.facts.looks.member(o.Subject.Person)
	if o.Subject.Kind == scheme.CommitteeMember {
		sheet.Capacity = "党组织班子成员"
	}
	if sheet.Blank {
		sheet.Said.Aspects = p.said(store.FormRow{ObligationRow: o.ObligationRow}).Aspects
		return sheet
	}
	set := o.Review.Setting
	sheet.Day, sheet.Place, sheet.Carrier, sheet.Modes = set.Day, set.Place, set.Carrier, p.modes(set.Mode)
	sheet.Said, sheet.Dissent = p.said(o), dissent(o)
	sheet.ReviewerSigned = p.givenBy(o)
	sheet.MemberSigned = p.signed(o.Name, o.Review.AcknowledgedAt)
	sheet.Measures = s.facts.right.measures(o.ID, o.Review.Text.Problems)
	sheet.Outcome, sheet.OutcomeDay, _ = s.facts.right.outcome(o.ID)
	if signedOnPaper(o) {
		sheet.Note = "点评人已在纸质表上签字，存档编号：" + o.Review.PaperRef
	}
	return sheet
}

// memberPost is 职务（岗位）: posts in the Party with the job of the roster.
func (p *formPrint) memberPost(o store.FormRow) string {
	posts := p.postOf(o.Subject.Person, 0)
	if o.Job != "" && posts != "" {
		return posts + "；" + o.Job
	}
	return posts + o.Job
}

// memberClass is 党员类别: standing, and the groups of 〔五(三)〕.
func memberClass(o store.FormRow) string {
	words := []string{string(o.Standing.Word())}
	return strings.Join(append(words, review.GroupsOf(o.Groups, o.Leader, o.Posted)...), "、")
}

// unitKind is 党组织类型: a branch directly under a committee is 直属党支部.
func unitKind(o store.FormRow) string {
	word := string(o.Unit.Kind.Word())
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

// signedOnPaper reports whether the text that counts was signed on a paper with a file number; a text corrected since
// was not.
func signedOnPaper(o store.FormRow) bool {
	return o.Review.ConfirmedHow == review.OnPaper && o.Review.PaperRef != ""
}

// dissent is what the subject said against the review, with the reviewer's answer.
func dissent(o store.FormRow) string {
	if o.Answer == "" {
		return o.Review.Dissent
	}
	return o.Review.Dissent + "\n点评人答复：" + o.Answer
}

// givenBy is the reviewer's signature. A paper was signed when the review was given, not when that was entered here.
func (p *formPrint) givenBy(o store.FormRow) office.Signature {
	if signedOnPaper(o) && o.Review.Setting.Day != "" {
		return office.Signature{Name: o.OwnerName, Day: o.Review.Setting.Day}
	}
	return p.signed(o.OwnerName, o.Review.ConfirmedAt)
}

// whoSaw names what one leader did in one unit.
type whoSaw struct {
	unit   org.UnitID
	leader org.PersonID
}

// fieldworkLines words for annex 2, row 8, what leaders did before they reviewed: that it took place and whom they met,
// not what they found, because the reviewed side reads the form 〔四(二)〕.
func fieldworkLines(rows []store.FieldworkRow) map[whoSaw]string {
	said := map[whoSaw][]string{}
	for _, f := range rows {
		line := f.Day.Chinese() + string(f.Kind.Word())
		if f.Place != "" {
			line += "（" + f.Place + "）"
		}
		var met []string
		if f.Members > 0 {
			met = append(met, fmt.Sprintf("党员%d人", f.Members))
		}
		if f.Masses > 0 {
			met = append(met, fmt.Sprintf("群众%d人", f.Masses))
		}
		if len(met) > 0 {
			line += "，听取" + strings.Join(met, "、") + "意见"
		}
		k := whoSaw{f.Unit, f.Leader}
		said[k] = append(said[k], line)
	}
	out := make(map[whoSaw]string, len(said))
	for k, lines := range said {
		out[k] = strings.Join(lines, "；") + "。"
	}
	return out
}
