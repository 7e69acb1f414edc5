package view

import (
	"fmt"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/i18n"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

// HeardHref is the address of what enough slips said.
func HeardHref(id dossier.PoolID, more string) string { return fmt.Sprintf("/heard/%d%s", id, more) }

// PoolTitle names a pool: as its batch was called, or after the unit above those that it is from.
func PoolTitle(p ui.Page, pool dossier.Pool, unit string) string {
	if pool.Shared() {
		return p.T("%s所属各{党组织}的意见", unit)
	}
	return pool.Title
}

// aboutWhom says of whom an opinion speaks.
func aboutWhom(p ui.Page, o store.OpinionRow) string {
	switch {
	case o.About == dossier.AboutMember:
		return p.T("对%s", o.Name)
	case o.Question != "":
		return p.Word(i18n.Word(o.Question))
	}
	return ""
}

// demandOptions are the problems that an opinion can have become.
func demandOptions(p ui.Page, v app.HeardView, o store.OpinionRow) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("还没有写进点评")}}
	for _, d := range v.Demands[o.Person] {
		out = append(out, ui.Option{Value: fmt.Sprintf("%d.%d", d.Review, d.Problem), Name: d.Text})
	}
	return out
}

// dispositionOptions are what can become of an opinion.
func dispositionOptions(p ui.Page) (out []ui.Option) {
	for _, d := range dossier.Dispositions() {
		out = append(out, ui.Option{Value: string(d), Name: p.Word(d.Name())})
	}
	return out
}

// shown is a number of a recheck as it may be shown.
func shown(p ui.Page, n int) string {
	if n < 0 {
		return p.T("不显示")
	}
	return strconv.Itoa(n)
}

// readable is how many of the opinions the asker can read, each as often as it was said.
func readable(v app.HeardView) (n int) {
	for _, o := range v.List {
		n += o.Times
	}
	return n
}

// undisposed is how many of them still want an answer.
func undisposed(v app.HeardView) (n int) {
	for _, o := range v.List {
		if o.Outcome.Disposition == dossier.Undecided {
			n += o.Times
		}
	}
	return n
}

// opinionsTask says how many opinions want an answer.
func opinionsTask(p ui.Page, t app.Task) string {
	return p.T("征求意见：%s有 %d 条还没有处理", t.Name, t.Count)
}

// opinionsCloseTask says that no more slips are taken.
func opinionsCloseTask(p ui.Page, t app.Task) string {
	return p.T("征求意见：%s已到截止日期", t.Name)
}

// recheckTask says that demands were closed some weeks ago.
func recheckTask(p ui.Page, t app.Task) string {
	return p.T("%s有 %d 项整改销号已满四周，可以问问{群众}改好了没有", t.Name, t.Count)
}
