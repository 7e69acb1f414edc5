package web

import (
	"context"
	"io"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/qr"
	"lingping/internal/web/view"
)

// noticePlace is the round and the unit that a form speaks of.
func (r *request) noticePlace() (round.ID, org.UnitID, error) {
	id, err := r.number("round")
	if err != nil {
		return 0, 0, access.ErrRefused
	}

	unit, err := r.number("unit")
	if err != nil {
		return 0, 0, access.ErrRefused
	}

	return round.ID(id), org.UnitID(unit), nil
}

func (r *request) noticeNew() error {
	id, unit, err := r.noticePlace()
	if err != nil {
		return err
	}

	f, err := r.web.app.NoticeForm(r.Context(), r.actor, id, unit)
	if err != nil {
		return err
	}

	if f.Notice.ID != 0 && f.Notice.Ready() != nil {
		return r.redirect(view.NoticeHref(f.Notice.ID, ""))
	}

	return r.render(view.NoticeNewPage(r.page(r.T("提出通报"), "/rounds"), f))
}

func (r *request) noticePropose() error {
	id, unit, err := r.noticePlace()
	if err != nil {
		return err
	}

	var kinds []scheme.SubjectKind
	for _, k := range r.texts("kind") {
		kinds = append(kinds, scheme.SubjectKind(k))
	}

	notice, err := r.web.app.ProposeNotice(r.Context(), r.actor, id, unit, kinds)
	if err != nil {
		return r.again(err, r.noticeNew)
	}

	return r.done(view.NoticeHref(notice, ""), "通报已提出，内容已固定。下一步由另一人作保密审查，再由第三人批准。")
}

func (r *request) noticeID() (publish.NoticeID, error) {
	id, err := r.id("id")
	return publish.NoticeID(id), err
}

func (r *request) notice() error {
	id, err := r.noticeID()
	if err != nil {
		return err
	}

	v := view.Notice{Reason: r.text("reason"), Signer: r.text("signer"), Ref: r.text("ref")}
	if v.NoticeView, err = r.web.app.Notice(r.Context(), r.actor, id); err != nil {
		return err
	}

	v.Address = r.web.address(r.Request) + view.PublicHref(v.Code)
	return r.render(view.NoticePage(r.page(r.T("%s的通报", v.UnitName), "/rounds"), v))
}

func (r *request) noticeCheck() error {
	return r.onNotice(func(ctx context.Context, id publish.NoticeID) error { return r.web.app.CheckNotice(ctx, r.actor, id) },
		"保密审查已通过。下一步由另一人批准。")
}

func (r *request) noticeApprove() error {
	return r.onNotice(func(ctx context.Context, id publish.NoticeID) error { return r.web.app.ApproveNotice(ctx, r.actor, id) },
		"已批准。下一步由提出的一方公布，并登记公开形式和日期。")
}

func (r *request) noticePaper() error {
	return r.onNotice(func(ctx context.Context, id publish.NoticeID) error {
		return r.web.app.PaperNotice(ctx, r.actor, id, r.text("signer"), r.text("ref"))
	}, "纸面签字已登记，请把签字的原件存档。")
}

func (r *request) noticeReturn() error {
	return r.onNotice(func(ctx context.Context, id publish.NoticeID) error {
		return r.web.app.ReturnNotice(ctx, r.actor, id, r.text("reason"))
	}, "已退回，原因写在通报页上。改好以后可以重新提出。")
}

func (r *request) noticeWithdraw() error {
	return r.onNotice(func(ctx context.Context, id publish.NoticeID) error {
		return r.web.app.WithdrawNotice(ctx, r.actor, id, r.text("reason"))
	}, "已撤下，公示网页不再显示。需要时可以重新提出。")
}

// onNotice does something to the notice in the address and says so there.
func (r *request) onNotice(do func(ctx context.Context, id publish.NoticeID) error, said i18n.Word) error {
	return on(r, do, said, view.NoticeHref, r.notice)
}

func (r *request) noticePublish() error {
	files, err := r.attachments("proof")
	if err != nil {
		return r.again(err, r.notice)
	}

	in := app.Publication{From: org.Date(r.text("from")), To: org.Date(r.text("to")), Proofs: files}
	for i := range maxChannels {
		n := strconv.Itoa(i)
		if r.text("channel-"+n) != "" {
			in.Channels = append(in.Channels, publish.Channel{Name: r.text("channel-" + n), Day: org.Date(r.text("day-" + n)), Place: r.text("place-" + n)})
		}
	}

	return r.onNotice(func(ctx context.Context, id publish.NoticeID) error {
		return r.web.app.PublishNotice(ctx, r.actor, id, in)
	},
		"已公布，公开形式和日期已登记。可以打印张贴稿；群众的反馈会出现在这一页。")
}

// maxChannels is more channels than any scheme has.
const maxChannels = 20

func (r *request) noticeProof() error {
	id, err := r.noticeID()
	if err != nil {
		return err
	}

	file, err := r.id("file")
	if err != nil {
		return err
	}

	body, err := r.web.app.NoticeProof(r.Context(), r.actor, id, dossier.FileID(file))
	if err != nil {
		return err
	}

	return r.sendFile(body)
}

// noticeWord is the bulletin as a Word document.
func (r *request) noticeWord() error { return r.noticeAs(app.Word) }

// noticePDF is the same as a PDF.
func (r *request) noticePDF() error { return r.noticeAs(app.PDF) }

func (r *request) noticeAs(as app.PaperFormat) error {
	id, err := r.noticeID()
	if err != nil {
		return err
	}

	return r.paper(as, func(w io.Writer) (string, error) { return r.web.app.NoticeBulletin(r.Context(), r.actor, id, as, w) })
}

// bulletin is what is pinned to the notice board. There is none before the notice is approved.
func (r *request) bulletin() error {
	id, err := r.noticeID()
	if err != nil {
		return err
	}

	v := view.Bulletin{}
	if v.PostedNotice, err = r.web.app.PostedNotice(r.Context(), r.actor, id); err != nil {
		return err
	}

	address, err := r.web.printable()
	if err != nil {
		return err
	}

	v.Address = address + view.PublicHref(v.Code)
	if v.QR, err = qr.New(v.Address); err != nil {
		return err
	}

	if v.ProofQR, err = proofQR(v.Proof); err != nil {
		return err
	}

	p := r.page(r.T("%s的通报", v.UnitName), "")
	p.Bare = true
	return r.render(view.BulletinPage(p, v))
}
