package e2e_test

import (
	"strings"
	"testing"
	"time"

	"lingping/internal/clock"
)

// counts reads the half-year in the figures and in the five steps of the branch.
func (h *halfYear) counts(t *testing.T) {
	p, branch := h.general.On(t), h.branch.On(t)
	p.Visit(h.URL + "/units")
	p.Follow("中共临海学院" + theGeneral)
	p.Follow("情况统计表")
	row := rowOf(p.Table("点评次数"), theBranch)
	for at, want := range map[int]string{4: "1", 5: "1", 9: "1", 10: "1", 15: "3", 16: "2", 29: "7"} {
		if at >= len(row) || row[at] != want {
			t.Errorf("the figures of the branch are %q, want %s at %d", row, want, at)
		}
	}

	branch.Visit(h.URL)
	if steps := branch.In(theBranch + " 总结").Text(".strip"); strings.Count(steps, "已完成") != 5 {
		t.Errorf("not all five steps of the branch are done: %s", steps)
	}

	if out := h.Run("doctor"); !strings.Contains(out, "没有问题") {
		t.Errorf("doctor says %s", out)
	}
}

// beginsAgain opens the next half-year from this one; what was left open is there 〔四(一)〕.
func (h *halfYear) beginsAgain(t *testing.T) {
	p, phone := h.office.On(t), h.member.On(t)
	p.Visit(h.URL + "/rounds/" + h.Round)
	p.Follow("由本轮筹备下一轮")
	p.Type("轮次名称", "下一个半年领导点评")
	now := clock.Home()()
	p.Type("开始日期", now.AddDate(0, 0, -1).Format(time.DateOnly))
	p.Type("结束日期", now.AddDate(0, 0, 150).Format(time.DateOnly))
	p.Follow("筹备并试算")
	p.Click("启动本轮")
	p.In("将给").Follow("启动本轮")
	p.Sees("已启动")

	phone.Visit(h.URL)
	phone.In("写您的总结").Follow("写总结")
	phone.FitsWidth(390)
	phone.Sees("下一个半年领导点评")
	begun := phone.Text("main")
	for _, check := range []string{"学习实践活动整改措施落实情况", "公开承诺兑现情况", "上级党组织提出的活动要求落实情况"} {
		begun += phone.Value(check)
	}

	if !strings.Contains(begun, ownSheet.problems[1]) {
		t.Errorf("the summary of the next half-year does not begin with “%s”, but with\n%s", ownSheet.problems[1], begun)
	}

	phone.Visit(h.URL + "/actions")
	for _, left := range ownSheet.problems {
		phone.In(left).Sees("您本人")
	}
}
