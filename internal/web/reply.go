package web

import (
	"context"
	"io"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/i18n"
	"lingping/internal/web/view"
)

// typedReply is a letter as it was typed.
func (r *request) typedReply() (in rectify.Reply, err error) {
	in = rectify.Reply{Title: r.text("title"), Salutation: r.text("salutation"), Body: r.text("body"),
		Signature: r.text("signature"), Day: org.Date(r.text("day"))}
	revision, err := r.number("revision")
	in.Revision = int(revision)
	return in, err
}

func (r *request) replyEdit() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}

	v, err := r.web.app.ReplyOf(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	if r.problem != "" {
		typed, _ := r.typedReply()
		v.Title, v.Salutation, v.Body, v.Signature, v.Day = typed.Title, typed.Salutation, typed.Body, typed.Signature, typed.Day
	}

	return r.render(view.ReplyEditPage(r.page(r.T("书面回复"), "/actions"), v))
}

func (r *request) replySave() error {
	sheet, err := r.reviewID()
	if err != nil {
		return err
	}

	in, err := r.typedReply()
	if err != nil {
		return r.again(err, r.replyEdit)
	}

	send := r.flag("send")
	id, err := r.web.app.SaveReply(r.Context(), r.actor, sheet, in, send)
	if err != nil {
		return r.again(err, r.replyEdit)
	}

	if send {
		return r.done(view.ReplyHref(id, ""), "书面回复已送出，等点评人接收；接收后由另一人验收销号。")
	}

	return r.done(view.ReplyOfHref(sheet), "草稿已保存，还没有送出。")
}

func (r *request) reply() error {
	v, err := r.loadReply()
	if err != nil {
		return err
	}
	return r.render(view.ReplyPage(r.page(v.Title, "/actions"), v))
}

// replyLetter is the letter as a Word document.
func (r *request) replyLetter() error { return r.replyPaper(app.Word) }

// replyLetterPDF is the same as a PDF.
func (r *request) replyLetterPDF() error { return r.replyPaper(app.PDF) }

// replyPaper is the letter as a document.
func (r *request) replyPaper(as app.PaperFormat) error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	return r.paper(as, func(w io.Writer) (string, error) {
		return r.web.app.ReplyLetter(r.Context(), r.actor, rectify.ReplyID(id), as, w)
	})
}

func (r *request) loadReply() (v app.ReplyView, err error) {
	id, err := r.id("id")
	if err != nil {
		return v, err
	}
	return r.web.app.Reply(r.Context(), r.actor, rectify.ReplyID(id))
}

// onReply does something to the letter in the address and says so there.
func (r *request) onReply(do func(ctx context.Context, id rectify.ReplyID) error, said i18n.Word) error {
	return on(r, do, said, view.ReplyHref, r.reply)
}

func (r *request) replyAccept() error {
	return r.onReply(func(ctx context.Context, id rectify.ReplyID) error { return r.web.app.AcceptReply(ctx, r.actor, id) },
		"已接收。接下来请逐项验收，改好的销号，没改好的退回。")
}

func (r *request) replySigned() error {
	return r.onReply(func(ctx context.Context, id rectify.ReplyID) error {
		return r.web.app.AcceptReplyOnPaper(ctx, r.actor, id, r.text("ref"))
	}, "已登记点评人在纸上签收。接下来逐项验收销号。")
}

func (r *request) replyReturn() error {
	return r.onReply(func(ctx context.Context, id rectify.ReplyID) error {
		return r.web.app.ReturnReply(ctx, r.actor, id, r.text("reason"))
	}, "已退回，对方改好后会再送来。")
}
