package web

import (
	"context"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/web/view"
)

// onAction does something to the action in the address and says so there.
func (r *request) onAction(do func(ctx context.Context, id rectify.ID) error, said i18n.Word) error {
	return on(r, do, said, view.ActionHref, r.action)
}

// plannedMeasure is how something is to be put right, as it was typed.
func (r *request) plannedMeasure() (p rectify.Plan, err error) {
	p = rectify.Plan{Goal: r.text("goal"), Measure: r.text("measure"), Deadline: org.Date(r.text("deadline"))}
	person, err := r.number("responsible")
	if err != nil {
		return p, err
	}

	revision, err := r.number("revision")
	p.Responsible, p.Revision = org.PersonID(person), int(revision)
	return p, err
}

func (r *request) actionClaim() error {
	plan, err := r.plannedMeasure()
	if err != nil {
		return r.again(err, r.action)
	}

	return r.onAction(func(ctx context.Context, id rectify.ID) error {
		return r.web.app.ClaimAction(ctx, r.actor, id, plan)
	}, "已认领，开始整改。改好后在这里报结；来不及时可以申请延期。")
}

func (r *request) actionPlan() error {
	plan, err := r.plannedMeasure()
	if err != nil {
		return r.again(err, r.action)
	}

	return r.onAction(func(ctx context.Context, id rectify.ID) error {
		return r.web.app.PlanAction(ctx, r.actor, id, plan)
	}, "整改措施已保存，改动记在历史里。")
}

func (r *request) actionSuggest() error {
	r.within = "suggest-"
	return r.onAction(func(ctx context.Context, id rectify.ID) error {
		return r.web.app.SuggestMeasure(ctx, r.actor, id, r.text("suggestion"), org.Date(r.text("deadline")))
	}, "建议已送给对方，写措施时会显示在旁边。")
}

func (r *request) actionNote() error {
	return r.onAction(func(ctx context.Context, id rectify.ID) error {
		return r.web.app.NoteProgress(ctx, r.actor, id, r.text("note"))
	}, "进展已记下。")
}

func (r *request) actionReport() error {
	r.within = "report-"
	return r.onAction(func(ctx context.Context, id rectify.ID) error {
		return r.web.app.ReportAction(ctx, r.actor, id, r.text("measure"), r.text("outcome"))
	}, "已报结。接下来：书面回复点评人，再由另一人验收销号。")
}

func (r *request) actionFile() error {
	return r.onAction(func(ctx context.Context, id rectify.ID) error {
		files, err := r.attachments("file")
		if err != nil {
			return err
		}
		return r.web.app.AddEvidence(ctx, r.actor, id, files)
	}, "佐证材料已上传；同名文件作为新的一版，旧的保留。")
}

func (r *request) actionSplit() error {
	id, err := r.actionID()
	if err != nil {
		return err
	}

	fresh, err := r.web.app.SplitAction(r.Context(), r.actor, id)
	if err != nil {
		return r.again(err, r.action)
	}

	return r.done(view.ActionHref(fresh, ""), "同一个问题又加了一项整改，请认领并写措施；全部改好，这个问题才算销号。")
}

func (r *request) extensionAsk() error {
	return r.onAction(func(ctx context.Context, id rectify.ID) error {
		return r.web.app.AskExtension(ctx, r.actor, id, org.Date(r.text("until")), r.text("why"))
	}, "延期申请已交给点评人和上级；决定以前，期限不变。")
}

func (r *request) extensionDecide() error {
	r.within = "decide-"
	granted := r.flag("grant")
	said := i18n.Word("没有同意延期，原因已告诉对方。")
	if granted {
		said = "已同意延期，新的期限已生效。"
	}

	return r.onAction(func(ctx context.Context, id rectify.ID) error {
		return r.web.app.DecideExtension(ctx, r.actor, id, granted, r.text("reason"))
	}, said)
}

func (r *request) actionClose() error {
	return r.onAction(func(ctx context.Context, id rectify.ID) error {
		return r.web.app.CloseAction(ctx, r.actor, id, r.text("verdict"))
	}, "已验收销号。以后如有反弹，可以在这里重开。")
}

func (r *request) actionCloseSigned() error {
	r.within = "signed-"
	return r.onAction(func(ctx context.Context, id rectify.ID) error {
		return r.web.app.CloseOnPaper(ctx, r.actor, id, r.text("verdict"), r.text("ref"))
	}, "已按纸面验收登记销号。")
}

func (r *request) actionReturn() error {
	r.within = "return-"
	return r.onAction(func(ctx context.Context, id rectify.ID) error {
		return r.web.app.SendBackAction(ctx, r.actor, id, r.text("reason"))
	}, "已退回继续整改，原因已告诉对方。")
}

func (r *request) actionReopen() error {
	r.within = "reopen-"
	return r.onAction(func(ctx context.Context, id rectify.ID) error {
		return r.web.app.ReopenAction(ctx, r.actor, id, r.text("reason"), org.Date(r.text("deadline")))
	}, "已重开，对方需要再次整改并回复。")
}

func (r *request) actionCancel() error {
	r.within = "cancel-"
	return r.onAction(func(ctx context.Context, id rectify.ID) error {
		return r.web.app.CancelAction(ctx, r.actor, id, r.text("reason"))
	}, "已中止，记录保留。")
}

// actionsRecord enters what the owners of several actions have signed on paper: one measure and outcome a line.
func (r *request) actionsRecord() error {
	var records []app.ActionRecord
	for _, text := range r.texts("action") {
		id, err := strconv.ParseInt(text, 10, 64)
		measure, outcome := r.text("measure-"+text), r.text("outcome-"+text)
		if err == nil && measure+outcome != "" {
			records = append(records, app.ActionRecord{ID: rectify.ID(id), Measure: measure, Outcome: outcome})
		}
	}

	if len(records) == 0 {
		return errs.NewInvalid("没有填写内容：请在要登记的一行写整改措施，改好的再写落实情况。")
	}

	done, refused, err := r.told(r.web.app.RecordActions(r.Context(), r.actor, records))
	if err != nil {
		return err
	}

	said := r.T("已登记 %d 项。", done)
	if len(refused) > 0 {
		said = r.frame().Join(said, r.T("另有 %d 项没有登记：%s", len(refused), strings.Join(refused, " ")))
	}

	r.flash(said)
	return r.redirect(r.backTo("/actions"))
}
