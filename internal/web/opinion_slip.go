package web

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/web/ui"
)

// membersOnSlip is of how many members one slip can speak.
const membersOnSlip = 3

// public is the frame of a page for people who are not asked who they are.
func (r *request) public(title string) ui.Page {
	p := r.page(title, "")
	p.Bare = true
	return p
}

// slipForm asks for the code of a slip. A QR code brings it behind the #, which browsers do not send: it stands in no log.
func (r *request) slipForm() error {
	return r.render(slipFormPage(r.public(r.T("提意见")), r.text("code")))
}

// slipPage is what a slip asks, with what was typed when it was refused.
type slipPage struct {
	app.SlipView
	Code  string
	Class dossier.Class
	Typed func(field string) string
}

func (r *request) slip() error {
	v, err := r.web.app.ReadSlip(r.Context(), r.network(), r.text("code"))
	if err != nil {
		return r.again(err, r.slipForm)
	}
	return r.render(slipWritePage(r.public(r.T("提意见")), slipPage{v, r.text("code"), dossier.Class(r.text("class")), r.text}))
}

func (r *request) slipSend() error {
	v, err := r.web.app.ReadSlip(r.Context(), r.network(), r.text("code"))
	if err != nil {
		return r.again(err, r.slipForm)
	}
	in := dossier.Slip{Class: dossier.Class(r.text("class"))}
	for i, q := range v.Questions {
		if q.About != dossier.AboutMember {
			in.Answers = append(in.Answers, dossier.Answer{Question: i, Text: r.text(textField(i)), Vote: dossier.Vote(r.text(voteField(i)))})
			continue
		}
		for n := range membersOnSlip {
			person, err := r.number(personField(i, n))
			if err != nil {
				return r.again(err, r.slip)
			}
			in.Answers = append(in.Answers, dossier.Answer{Question: i, Person: org.PersonID(person), Text: r.text(memberField(i, n))})
		}
	}
	if err := r.web.app.SendSlip(r.Context(), r.network(), r.text("code"), in); err != nil {
		return r.again(err, r.slip)
	}
	return r.render(slipReceivedPage(r.public(r.T("已收到"))))
}

// The fields of a slip, by the place of the question and, of those about members, the line.
func textField(question int) string         { return fmt.Sprintf("text%d", question) }
func voteField(question int) string         { return fmt.Sprintf("vote%d", question) }
func personField(question, line int) string { return fmt.Sprintf("person%d-%d", question, line) }
func memberField(question, line int) string { return fmt.Sprintf("text%d-%d", question, line) }

// memberOptions are the members whom one can choose, beginning with none.
func memberOptions(p ui.Page, v slipPage) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("（请选择）")}}
	for _, m := range v.Members {
		out = append(out, ui.Option{Value: fmt.Sprint(m.ID), Name: m.Name})
	}
	return out
}

// writerOptions are what one may say of oneself.
func writerOptions(p ui.Page) []ui.Option {
	return []ui.Option{
		{Value: string(dossier.OfMember), Name: p.Word(dossier.OfMember.Name())},
		{Value: string(dossier.OfMasses), Name: p.Word(dossier.OfMasses.Name())}, {Value: "", Name: p.T("不说明")},
	}
}

// voteOptions are the answers of a recheck.
func voteOptions(p ui.Page) (out []ui.Option) {
	for _, v := range dossier.Votes() {
		out = append(out, ui.Option{Value: string(v), Name: p.Word(v.Name())})
	}
	return out
}
