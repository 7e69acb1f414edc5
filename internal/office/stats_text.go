package office

import (
	"fmt"

	"lingping/internal/domain/round"
)

// What stands around the table of annex 1, the same in the workbook and in the PDF.

// title is the title of the part with the index.
func (t StatsTable) title(part int) string {
	title := oneLine(t.Title)
	if title == "" {
		title = "领导点评情况统计表"
	}

	if part > 0 {
		title += "（续）"
	}

	return title
}

// meta are the texts below the title, from the left.
func (t StatsTable) meta() [3]string {
	round := oneLine(t.Round)
	if round == "" {
		round = "　　　　年　半年"
	}
	return [3]string{"填报单位（盖章）：" + oneLine(t.Unit), "点评轮次：" + round, "统计截止时间：" + dayOrOpen(t.AsOf)}
}

// signed are the texts of the line for signatures, from the left.
func (t StatsTable) signed() [4]string {
	return [4]string{"负责人（签字）：" + oneLine(t.Principal), "填表人：" + oneLine(t.Writer), "联系电话：" + oneLine(t.Phone),
		"填报日期：" + dayOrOpen(t.Written)}
}

// note is 口径, and why the rows may add up to more than the total.
func (b *statsBook) note() string {
	basis := oneLine(b.t.Basis)
	if basis == "" {
		basis = b.t.say("{党员}按正式组织关系所在党支部统计；{党组织}按隶属关系汇总；人数一人只计一次，人次按次累计；统计时点为") + dayOrOpen(b.t.AsOf) + "。"
	}

	if b.t.Edition >= TwoTables && b.overlaps() {
		basis += b.t.say("领导和{书记}按人计，一人在几行里出现的，合计只计一次，所以各行相加可以大于合计。")
	}

	return "注：" + basis
}

// text is the column's figure or share in words: what is cut in the workbook is cut here.
func (c column) text(f Figures) string {
	if c.ratio == nil {
		return fmt.Sprint(c.value(f))
	}

	part, whole := c.ratio.part(f), c.ratio.whole(f)
	if whole == 0 {
		return "—"
	}

	tenths := round.Part{Due: whole, Done: part}.Tenths()
	return fmt.Sprintf("%d.%d%%", tenths/10, tenths%10)
}
