package paper

import (
	"strings"

	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/office"
	"lingping/internal/store"
)

// memberSheet words a member or committee member for annex 3.
func (p *Forms) memberSheet(s Sheet) office.MemberSheet {
	if len(s.Rows) == 0 {
		return office.MemberSheet{}
	}

	o := s.Rows[0]
	sheet := office.MemberSheet{
		Head: p.head(s), Name: o.Name, Sex: o.Sex, Birth: o.Birth, Joined: o.Joined, Branch: o.Unit.Name,
		Post: p.bothPosts(o.Subject.Person, o.Job), Class: memberClass(o),
		Reviewer: o.OwnerName, ReviewerPost: p.speaksAs(o), Modes: p.modes(unsaid(o)),
	}

	sheet.Commitments, sheet.Summary = s.beside.looks.member(o.Subject.Person)
	if o.Subject.Kind == scheme.CommitteeMember {
		sheet.Capacity = p.committeeMember()
	}

	if sheet.Blank {
		sheet.Said = p.asked(o)
		return sheet
	}

	set := o.Review.Setting
	sheet.Day, sheet.Place, sheet.Carrier, sheet.Modes = set.Day, set.Place, set.Carrier, p.modes(o)
	sheet.Said, sheet.Dissent = p.said(o), p.dissent(o)
	sheet.ReviewerSigned = p.givenBy(o)
	sheet.MemberSigned = p.signed(o.Name, o.Review.AcknowledgedAt)
	sheet.Measures = s.beside.right.measures(s.problems())
	_, sheet.OutcomeDay, _ = s.beside.right.outcome(s.problems())
	if signedOnPaper(o) {
		sheet.Note = p.say("{点评人}已在纸质表上签字，存档编号：") + o.Review.PaperRef
	}

	return sheet
}

// memberClass is 党员类别: standing, and the groups of 〔五(三)〕.
func memberClass(o store.FormRow) string {
	words := []string{string(o.Standing.Word())}
	return strings.Join(append(words, review.GroupsOf(o.Groups, o.Leader, o.Posted)...), "、")
}

// committeeMember is what a member of a committee is reviewed as.
func (p *Forms) committeeMember() string {
	if subject, ok := p.plan.Subject(scheme.CommitteeMember); ok && subject.Name != string(scheme.CommitteeMember.Name()) {
		return subject.Name
	}
	return p.say("党组织班子成员")
}
