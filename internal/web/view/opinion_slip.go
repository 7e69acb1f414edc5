package view

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/web/ui"
)

// SlipPage is what a slip asks, with what was typed when it was refused.
type SlipPage struct {
	app.SlipView
	Code  string
	Class dossier.Class
	Typed func(field string) string
}

// TextField is the field of a slip for a text, by the place of its question.
func TextField(question int) string { return fmt.Sprintf("text%d", question) }

// VoteField is the field for a choice among words.
func VoteField(question int) string { return fmt.Sprintf("vote%d", question) }

// PersonField is the field for a member, by question and line.
func PersonField(question, line int) string { return fmt.Sprintf("person%d-%d", question, line) }

// MemberField is the field for what is said of that member.
func MemberField(question, line int) string { return fmt.Sprintf("text%d-%d", question, line) }

// memberOptions are the members whom one can choose, beginning with none.
func memberOptions(p ui.Page, v SlipPage) []ui.Option {
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
