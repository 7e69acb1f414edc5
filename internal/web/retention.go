package web

import (
	"lingping/internal/domain/round"
	"lingping/internal/web/view"
)

// retentions is the archive: rounds that ended, how long each is kept and until when.
func (r *request) retentions() error {
	list, err := r.web.app.KeptRounds(r.Context(), r.actor)
	if err != nil {
		return err
	}
	return r.render(view.RetentionsPage(r.page(r.T("档案"), "/rounds"), list))
}

// retention is what one round keeps, and the form by which it is put into the archive.
func (r *request) retention() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}

	v, err := r.web.app.Retention(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	class, reason := string(v.Kept.Class), v.Kept.Reason
	if r.problem != "" {
		class, reason = r.text("class"), r.text("reason")
	}

	return r.render(view.RetentionPage(r.page(r.T("归档"), "/rounds"), v, class, reason))
}

func (r *request) roundArchive() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}

	kept, err := r.web.app.ArchiveRound(r.Context(), r.actor, id, round.RetentionClass(r.text("class")), r.text("reason"))
	to := view.RoundHref(id, "/archive")
	switch {
	case err != nil && kept.Class == "":
		return r.again(err, r.retention)
	case err != nil:
		return r.done(to, "已归档，内容不能再改；但没有看过的意见条的密钥还没有删掉，程序每分钟会再试一次，请告诉系统管理员。")
	case kept.Until == "":
		return r.done(to, "已归档，永久保管。内容不能再改，随时可以查看和输出。")
	}

	return r.done(to, "已归档，保管到 %s，到期提请鉴定，不会自动删除。内容不能再改，随时可以查看和输出。", kept.Until)
}

// retentionExport is all of a round as one file.
func (r *request) retentionExport() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}

	v, err := r.web.app.Retention(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	return r.exporting(r.web.app.StartArchive(r.Context(), r.actor, id, r.T("档案 %s", v.Name)+".zip"))
}
