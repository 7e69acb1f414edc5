package web_test

import (
	"testing"

	"lingping/internal/app"
	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

var noticeStages = []access.Stage{access.Proposed, access.Checked, access.Approved, access.Published, access.Returned, access.Withdrawn}

// noticeKind is a notice of the branch, with the reviews of the branch, of its secretary and of one member.
func noticeKind() kind {
	return kind{stages: noticeStages, base: access.Returned, cast: append(everybody(0),
		casting{relation: access.Clerk, who: "wu", holds: always(member | access.Clerk), beyond: member},
		casting{relation: access.Subject, who: "sun", holds: always(member | access.Subject), beyond: member},
		casting{relation: access.ReviewedSide, who: "qian", holds: always(member | access.ReviewedSide | access.Subject), beyond: member},
		casting{relation: access.Line, who: "zhao", holds: always(member | access.Line), beyond: member},
		casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})}
}

// notices brings a notice of each of two branches to every stage, each in a round of its own.
func (sc *scene) notices(t *testing.T, w *testkit.World) {
	for _, stage := range noticeStages {
		w.Round = w.Launch("通报"+string(stage), "2010-12-27", "2011-01-12")
		for side, at := range map[string][4]string{"inner": {"101", "102", "B11", "103"}, "outer": {"201", "202", "B21", "203"}} {
			check(t, w.As(at[0]).Submit("unit "+at[2]))
			check(t, w.As(at[1]).Submit("member "+at[3]))
			o := sc.notice(t, w, at[1], at[2], stage)
			o["round"], o["unit"] = id(int64(w.Round)), id(int64(w.Unit(at[2])))
			sc.objects["notice "+string(stage)+" "+side] = o
		}
	}
}

// notice leads a notice of the unit to a stage. Where it is public somebody has answered to it.
func (sc *scene) notice(t *testing.T, w *testkit.World, secretary, unit string, stage access.Stage) object {
	t.Helper()
	ctx, by := t.Context(), w.As(secretary).Actor
	one, two := w.AsOffice().Actor, w.AsOffice().Actor
	two.Account++
	n := must(w.App.ProposeNotice(ctx, by, w.Round, w.Unit(unit), []scheme.SubjectKind{scheme.Unit, scheme.Secretary, scheme.Member}))(t)
	steps := []func() error{
		func() error { return w.App.CheckNotice(ctx, one, n) },
		func() error { return w.App.ApproveNotice(ctx, two, n) },
		func() error {
			return w.App.PublishNotice(ctx, by, n, app.Publication{From: "2011-01-05", To: "2011-02-05", Channels: []publish.Channel{{Name: "网上"}},
				Proofs: []blob.File{must(blob.Attachment("公开栏.pdf", []byte("%PDF-1.4\n%%EOF\n")))(t)}})
		},
	}

	if stage == access.Returned {
		check(t, w.App.ReturnNotice(ctx, two, n, "请核对"))
		return object{"notice": id(int64(n))}
	}

	far := map[access.Stage]int{access.Checked: 1, access.Approved: 2, access.Published: 3, access.Withdrawn: 3}[stage]
	for _, step := range steps[:far] {
		check(t, step())
	}

	if far < len(steps) {
		return object{"notice": id(int64(n))}
	}

	o := object{"notice": id(int64(n))}
	check(t, w.Store.Read(ctx, func(tx *store.Tx) error {
		kept, err := tx.Notice(n)
		if err != nil {
			return err
		}

		files, err := tx.Files("notice", int64(n))
		o["code"], o["file"] = kept.Code, id(int64(files[0].ID))
		return err
	}))

	must(w.App.SendFeedback(ctx, access.Actor{}, "10.0.0.1", o["code"], "群众", "实验室还没有开放。"))(t)
	check(t, w.Store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.FeedbackTo(n)
		o["feedback"] = id(all[0].ID)
		return err
	}))
	if stage == access.Withdrawn {
		check(t, w.App.WithdrawNotice(ctx, by, n, "请核对"))
	}

	return o
}
