package web

import (
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/web/ui"
	"lingping/internal/web/view"
)

// public is the frame of a page for people who are not asked who they are.
func (r *request) public(title string) ui.Page {
	p := r.page(title, "")
	p.Bare = true
	return p
}

// slipForm asks for the code of a slip. A QR code brings it behind the #, which browsers do not send: it stands in no log.
func (r *request) slipForm() error {
	return r.render(view.SlipFormPage(r.public(r.T("提意见")), r.text("code")))
}

func (r *request) slip() error {
	v, err := r.web.app.ReadSlip(r.Context(), r.network(), r.text("code"))
	if err != nil {
		return r.again(err, r.slipForm)
	}

	return r.render(view.SlipWritePage(r.public(r.T("提意见")), view.SlipPage{
		SlipView: v, Code: r.text("code"), Class: dossier.Class(r.text("class")), Typed: r.text,
	}))
}

func (r *request) slipSend() error {
	v, err := r.web.app.ReadSlip(r.Context(), r.network(), r.text("code"))
	if err != nil {
		return r.again(err, r.slipForm)
	}

	in := dossier.Slip{Class: dossier.Class(r.text("class"))}
	for i, q := range v.Questions {
		if q.About != dossier.AboutMember {
			in.Answers = append(in.Answers, dossier.Answer{Question: i, Text: r.text(view.TextField(i)), Vote: dossier.Vote(r.text(view.VoteField(i)))})
			continue
		}
		for n := range dossier.MembersOnSlip {
			person, err := r.number(view.PersonField(i, n))
			if err != nil {
				return r.again(err, r.slip)
			}
			in.Answers = append(in.Answers, dossier.Answer{Question: i, Person: org.PersonID(person), Text: r.text(view.MemberField(i, n))})
		}
	}

	if err := r.web.app.SendSlip(r.Context(), r.network(), r.text("code"), in); err != nil {
		return r.again(err, r.slip)
	}

	return r.render(view.SlipReceivedPage(r.public(r.T("已收到"))))
}
