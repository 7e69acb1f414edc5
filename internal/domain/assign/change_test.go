package assign_test

import (
	"fmt"
	"testing"

	"lingping/internal/domain/assign"
)

// launched keeps a plan as a running round does.
func (w *world) launched(t *testing.T) []assign.Kept {
	t.Helper()
	p, f := w.plan(t, builtin(t), "")
	var kept []assign.Kept
	for o := range p.All(f) {
		kept = append(kept, assign.Kept{ID: int64(len(kept) + 1), Reviewer: o.Reviewer, Owner: o.Reviewer, Subject: o.Subject})
	}

	return kept
}

// changes words what a second roster changes. Both worlds must name persons and units in the same order.
func (w *world) changes(t *testing.T, kept []assign.Kept) []string {
	t.Helper()
	p, f := w.plan(t, builtin(t), "")
	c := assign.Compare(kept, p, f)
	var rows []string
	for _, o := range c.Joined {
		rows = append(rows, fmt.Sprintf("新增 %s→%s", w.names[o.Reviewer], w.subject(o.Subject)))
	}

	for _, k := range c.Left {
		rows = append(rows, fmt.Sprintf("撤销 %s→%s", w.names[k.Owner], w.subject(k.Subject)))
	}

	for _, p := range c.Passed {
		rows = append(rows, fmt.Sprintf("移交 %s→%s→%s", w.names[p.Kept.Owner], w.names[p.To.Reviewer], w.subject(p.To.Subject)))
	}

	if c.Empty() != (len(rows) == 0) {
		t.Errorf("empty is %v for %q", c.Empty(), rows)
	}

	return rows
}

const before = `
党委 校
 书记 陈
 党支部 机关
  书记 张
  党员 张 李 王`

func TestWhatASecondLookAtTheRosterChanges(t *testing.T) {
	for _, c := range []struct{ name, after, want string }{
		{"nothing changed", before, ``},
		{
			"a late joiner is owed a review",
			before + ` 赵`,
			`新增 张→党员赵`,
		}, {
			"who left is owed none",
			`
党委 校
 书记 陈
 党支部 机关
  书记 张
  党员 张 李
外部单位 别校
 党员 王`,
			`撤销 张→党员王`,
		}, {
			"what the old secretary owes passes with the seat; he stays the subject as secretary, and is a member like others",
			`
党委 校
 书记 陈
 党支部 机关
  书记 张 ~2010-12-01
  书记 李
  党员 张 李 王`,
			`
				移交 张→李→党员王
				移交 陈→李→党员张
				移交 张→陈→党员李`,
		}, {
			"a new leader in charge takes over from the secretary above",
			`
党委 校
 书记 陈
 党支部 机关
  书记 张
  党员 张 李 王
  分管 赵`,
			`
				移交 陈→赵→机关
				移交 陈→赵→机关书记张`,
		}, {
			"a new unit is owed what the rules say",
			before + `
 党支部 离退休
  书记 赵`,
			`
				新增 陈→离退休
				新增 陈→离退休书记赵`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantRows(t, parse(t, c.after).changes(t, parse(t, before).launched(t)), lines(c.want))
		})
	}
}

func TestWhatHasBeenMetStaysMet(t *testing.T) {
	kept := parse(t, before).launched(t)
	for i := range kept {
		kept[i].Met = true
	}

	after := parse(t, `
党委 校
 书记 陈
 党支部 机关
  书记 张 ~2010-12-01
  书记 李
  党员 张 李`)

	wantRows(t, after.changes(t, kept), nil)
}
