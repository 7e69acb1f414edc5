package office

import (
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

// column is a column of annex 1. Figures come from value, or are a share of two other columns.
type column struct {
	group string // the head above it; empty: the column's own head takes both rows
	name  string
	value func(Figures) int64
	adds  bool   // adds up over the rows: its total may be a SUM
	ratio *ratio // a share instead of a figure
	wide  float64
}

// ratio is a share: a part of a whole, each with the column where it stands.
type ratio struct {
	part, whole     func(Figures) int64
	partAt, wholeAt int // columns, from 1
}

// statsColumns are the columns of t: 序号, unit, its groups in their order, 备注.
func statsColumns(t StatsTable) []column {
	c := columnList{}
	c.text("序号", 4.1)
	c.text("单位名称", 18)
	for _, group := range t.groups() {
		c.group(group, t)
	}

	c.text("备注", 8.2)
	for i := range c {
		c[i].group, c[i].name = t.say(c[i].group), t.say(c[i].name)
	}

	return c
}

// say is a head in the institution's words.
func (t StatsTable) say(head string) string { return t.Terms.T(i18n.Chinese, i18n.Word(head)) }

// groups are the groups of columns in their order: those that the scheme names, else those of FORMS. Promises that were
// made are never left out, and ballots have columns only where there are figures.
func (t StatsTable) groups() []scheme.Column {
	groups := slices.Clone(t.Groups)
	if len(groups) == 0 {
		groups = []scheme.Column{scheme.ColumnReviewers, scheme.ColumnUnits, scheme.ColumnSecretaries, scheme.ColumnMembers,
			scheme.ColumnModes, scheme.ColumnAttendance, scheme.ColumnRectification, scheme.ColumnPublication,
			scheme.ColumnInstruments, scheme.ColumnFiling}
	}

	if t.Pledges && !slices.Contains(groups, scheme.ColumnCommitments) {
		at := slices.Index(groups, scheme.ColumnFiling)
		if at < 0 {
			at = len(groups)
		}
		groups = slices.Insert(groups, at, scheme.ColumnCommitments)
	}

	return slices.DeleteFunc(groups, func(g scheme.Column) bool { return g == scheme.ColumnInstruments && !t.Ballot })
}

// group adds one group of columns.
func (c *columnList) group(group scheme.Column, t StatsTable) {
	switch group {
	case scheme.ColumnReviewers:
		c.distinct("点评主体", "应点评领导人数", func(f Figures) int64 { return f.ReviewersDue })
		c.distinct("点评主体", "已点评领导人数", func(f Figures) int64 { return f.ReviewersDone })
	case scheme.ColumnUnits:
		c.units()
	case scheme.ColumnSecretaries:
		c.distinct("书记", "应点评人数", func(f Figures) int64 { return f.SecretariesDue })
		c.distinct("书记", "已点评人数", func(f Figures) int64 { return f.SecretariesDone })
	case scheme.ColumnCommitteeMembers:
		c.distinct("班子成员", "应点评人数", func(f Figures) int64 { return f.CommitteeDue })
		c.distinct("班子成员", "已点评人数", func(f Figures) int64 { return f.CommitteeDone })
	case scheme.ColumnCommittees, scheme.ColumnDepartments, scheme.ColumnCells, scheme.ColumnExternals:
		c.others(group, t)
	case scheme.ColumnOutsiders:
		name := string(t.Names[group])
		c.distinct(name, "应点评人数", func(f Figures) int64 { return f.Others[group].Due })
		c.distinct(name, "已点评人数", func(f Figures) int64 { return f.Others[group].Done })
	case scheme.ColumnMembers:
		c.members()
	case scheme.ColumnModes:
		c.modes(t)
	case scheme.ColumnAttendance:
		c.figure("参与情况", "参会{党员}人次", func(f Figures) int64 { return f.Attended })
		c.figure("参与情况", "{群众代表}人次", func(f Figures) int64 { return f.Representatives })
		c.figure("参与情况", "征求意见条数", func(f Figures) int64 { return f.Opinions })
	case scheme.ColumnRectification:
		c.rectification()
	case scheme.ColumnPublication:
		c.publication()
	case scheme.ColumnInstruments:
		c.figure("{群众}测评", "参评人数", func(f Figures) int64 { return f.Voters })
		c.figure("{群众}测评", "满意人数", func(f Figures) int64 { return f.Satisfied })
		c.share("{群众}测评", "满意率", 0, 1)
	case scheme.ColumnCommitments:
		c.commitments()
	case scheme.ColumnFiling:
		c.figure("", "备案{登记表}份数", func(f Figures) int64 { return f.Filed })
	}
}

// columnList is the columns so far.
type columnList []column

func (c *columnList) text(name string, wide float64) { *c = append(*c, column{name: name, wide: wide}) }

// figure adds a column that adds up over the rows.
func (c *columnList) figure(group, name string, value func(Figures) int64) {
	*c = append(*c, column{group: group, name: name, value: value, adds: true})
}

// distinct adds a column of persons who may stand in several rows and are counted once.
func (c *columnList) distinct(group, name string, value func(Figures) int64) {
	*c = append(*c, column{group: group, name: name, value: value})
}

// share adds a column of shares. whole and part are the places of its columns within the group, from 0.
func (c *columnList) share(group, name string, whole, part int) {
	first := 0
	for (*c)[first].group != group {
		first++
	}

	list := *c
	*c = append(*c, column{group: group, name: name, ratio: &ratio{
		part: list[first+part].value, whole: list[first+whole].value,
		partAt: first + part + 1, wholeAt: first + whole + 1,
	}})
}

// units adds group B.
func (c *columnList) units() {
	c.figure("党组织", "应点评数", func(f Figures) int64 { return f.UnitsDue })
	c.figure("党组织", "已点评数", func(f Figures) int64 { return f.UnitsDone })
	c.share("党组织", "覆盖率", 0, 1)
	c.figure("党组织", "其中{党总支}和直属支部", func(f Figures) int64 { return f.GeneralBranchesDone })
	c.figure("党组织", "其中党支部", func(f Figures) int64 { return f.BranchesDone })
}

// others adds the units of one kind that are no 党组织, under their own name.
func (c *columnList) others(group scheme.Column, t StatsTable) {
	name := string(t.Names[group])
	c.figure(name, "应点评数", func(f Figures) int64 { return f.Others[group].Due })
	c.figure(name, "已点评数", func(f Figures) int64 { return f.Others[group].Done })
	c.share(name, "覆盖率", 0, 1)
}

// modes adds group E.
func (c *columnList) modes(t StatsTable) {
	c.figure("点评方式（次）", "总次数", func(f Figures) int64 { return f.Reviews })
	for i, name := range t.Modes {
		c.figure("点评方式（次）", oneLine(name), func(f Figures) int64 {
			if i < len(f.Modes) {
				return f.Modes[i]
			}
			return 0
		})
	}
}

// publication adds group H.
func (c *columnList) publication() {
	c.figure("公开情况", "已通报{党组织}数", func(f Figures) int64 { return f.Published })
	c.figure("公开情况", "其中会议", func(f Figures) int64 { return f.ByMeeting })
	c.figure("公开情况", "其中公开栏", func(f Figures) int64 { return f.ByBoard })
	c.figure("公开情况", "其中网上", func(f Figures) int64 { return f.Online })
	c.figure("公开情况", "其中其他", func(f Figures) int64 { return f.Otherwise })
}

// commitments adds group J.
func (c *columnList) commitments() {
	c.figure("公开承诺", "承诺{党组织}数", func(f Figures) int64 { return f.PledgedUnits })
	c.figure("公开承诺", "承诺{党员}数", func(f Figures) int64 { return f.PledgedMembers })
	c.figure("公开承诺", "承诺事项数", func(f Figures) int64 { return f.Pledges })
	c.figure("公开承诺", "兑现事项数", func(f Figures) int64 { return f.PledgesKept })
	c.share("公开承诺", "兑现率", 2, 3)
}

// members adds group D.
func (c *columnList) members() {
	c.figure("党员", "{党员}总数", func(f Figures) int64 { return f.Members })
	c.figure("党员", "其中预备{党员}", func(f Figures) int64 { return f.Probationary })
	c.figure("党员", "应点评人数", func(f Figures) int64 { return f.MembersDue })
	c.figure("党员", "已点评人数", func(f Figures) int64 { return f.MembersDone })
	c.share("党员", "覆盖率", 2, 3)
	c.figure("党员", "点评人次", func(f Figures) int64 { return f.MemberReviews })
	c.figure("党员", "其中领导干部", func(f Figures) int64 { return f.LeadersDone })
	c.figure("党员", "其中无职{党员}", func(f Figures) int64 { return f.NoPostDone })
	c.figure("党员", "其中年老体弱", func(f Figures) int64 { return f.InfirmDone })
}

// rectification adds group G.
func (c *columnList) rectification() {
	c.figure("意见与整改", "点评意见条数", func(f Figures) int64 { return f.Problems })
	c.figure("意见与整改", "整改措施条数", func(f Figures) int64 { return f.Measures })
	c.figure("意见与整改", "已整改销号", func(f Figures) int64 { return f.Closed })
	c.figure("意见与整改", "正在整改", func(f Figures) int64 { return f.Pending })
	c.share("意见与整改", "整改率", 0, 2)
	c.figure("意见与整改", "书面回复份数", func(f Figures) int64 { return f.Replies })
}

// cell is the column's cell of a row. A share is cut, not rounded, to tenths of a percent, so that 100% is said only of
// what is whole; of nothing there is no share.
func (c column) cell(f Figures, row, number, share int) excelize.Cell {
	if c.ratio == nil {
		return excelize.Cell{StyleID: number, Value: c.value(f)}
	}

	part, whole := c.ratio.part(f), c.ratio.whole(f)
	if whole == 0 {
		return excelize.Cell{StyleID: share, Value: "—"}
	}

	return excelize.Cell{
		StyleID: share,
		Formula: fmt.Sprintf("ROUNDDOWN(%s/%s,3)", cellName(c.ratio.partAt, row), cellName(c.ratio.wholeAt, row)),
		Value:   float64(round.Part{Due: whole, Done: part}.Tenths()) / 1000,
	}
}

// width is the column's width in characters: enough for its longest figure.
func (c column) width(t StatsTable) float64 {
	switch {
	case c.wide > 0:
		return c.wide
	case c.ratio != nil:
		return 6.2 // 100.0%
	}

	digits := len(strconv.FormatInt(c.value(t.Total), 10))
	for _, r := range t.Rows {
		digits = max(digits, len(strconv.FormatInt(c.value(r.Figures), 10)))
	}

	return max(4.1, float64(digits)*1.15+0.3) // two East Asian characters of a head, or the figure
}

// headHeight is the height in points that the column's head needs, wrapped at its width.
func (c column) headHeight(t StatsTable) float64 {
	each := max(1, int(c.width(t)/2)) // characters on a line: an East Asian one is two wide
	n := utf8.RuneCountInString(c.name)
	return float64((n+each-1)/each)*14 + 6
}
