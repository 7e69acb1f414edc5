package app_test

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"lingping/internal/app"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// hospital is a house with everything that can be reviewed: departments, a cell, an outside unit and a head who is no member.
var hospital = [][2]string{
	{"党组织.csv", `党组织代码,党组织全称,简称,类别,上级党组织
H0,中共人民医院委员会,院党委,党委,
H1,内科党总支,内科总支,党总支,H0
H11,心内科党支部,心内支部,党支部,H1
H12,心内科第一党小组,一组,党小组,H11
H2,医务处,医务处,部门,H0
H3,护理部,护理部,部门,H0
H4,协作卫生院,卫生院,外部单位,H0
`},
	{"党员.csv", `工号,姓名,人员类别,所在党支部
01,石青,正式党员,H11
02,马铁,正式党员,H11
03,夏禾,预备党员,H11
04,方圆,正式党员,H11
09,罗文,无党派人士,
`},
	{"职务.csv", `工号,姓名,党组织,职务
01,石青,H0,书记
02,马铁,H1,书记
04,方圆,H11,书记
09,罗文,H1,行政主要负责人
03,夏禾,H12,党小组长
`},
	{"分工.csv", `工号,姓名,党组织,关系
01,石青,H2,分管
01,石青,H3,分管
01,石青,H4,分管
01,石青,H1,分管
`},
}

// manyKinds reviews all of them.
const manyKinds = `
extends: tongyong
name: yiyuan
title: 医院领导点评
basis: {title: 关于点评的通知}
subjects:
  - {kind: department, name: 科室, form: 2, aspects: [{key: a, text: 甲}]}
  - {kind: cell, name: 小组, form: 2, aspects: [{key: a, text: 甲}]}
  - {kind: committee, name: 班子整体, form: 2, aspects: [{key: a, text: 甲}]}
  - {kind: outsider, name: 党外干部, form: 3, aspects: [{key: a, text: 甲}]}
rules:
  - {id: R11, relation: charge-holder, subjects: [department, committee]}
  - {id: R12, relation: branch-secretary, subjects: [member]}
  - {id: R13, relation: cell-leader, subjects: [cell]}
  - {id: R14, relation: principal, subjects: [outsider]}
  - {id: R15, relation: line-secretary, subjects: [cell]}
roster: {unit-kinds: [general-branch, branch, external]}
filing:
  - {who: 各党总支, to: 卫生局, forms: [2], due-in: 5}
`

// settled has a house of the roster in an empty store, a round of the scheme running.
func settled(t *testing.T, s *store.Store, roster [][2]string, text string) *testkit.World {
	t.Helper()
	s = s.At(testkit.Ticking(time.Date(2011, 1, 5, 9, 0, 0, 0, time.UTC)))
	a := app.New(s)
	for _, sheet := range roster {
		sheets, err := app.ReadRoster(t.Context(), sheet[0], strings.NewReader(sheet[1]), int64(len(sheet[1])), app.RosterAnswers{}, nil)
		ok(t, err)
		im, written, err := a.ImportRoster(t.Context(), operator, sheets, app.ImportOptions{})
		ok(t, err)
		if !written {
			t.Fatalf("%s is not taken: %v", sheet[0], im.Notes)
		}
	}

	id, err := a.OpenRound(t.Context(), operator, app.NewRound{Scheme: "方案.yaml", Text: []byte(text), Name: "一季度领导点评", From: "2011-01-01", To: "2011-03-31"})
	ok(t, err)
	_, err = a.LaunchRound(t.Context(), operator, id)
	ok(t, err)
	return testkit.WorldOf(t, a, s, id)
}

// figures are the parts of a unit's kinds as people read them.
func figures(c round.Coverage, plan *scheme.Scheme) string {
	var out []string
	for _, k := range c.Kinds(plan) {
		out = append(out, string(k.Name)+" "+strconv.FormatInt(k.Done, 10)+"/"+strconv.FormatInt(k.Due, 10))
	}
	return strings.Join(out, "，")
}

// annex is annex 1 as rows of cells.
func annex(t *testing.T, s app.Stats) [][]string {
	t.Helper()
	var book bytes.Buffer
	ok(t, app.WriteStats(&book, s))
	f, err := excelize.OpenReader(&book)
	ok(t, err)
	defer f.Close()
	rows, err := f.GetRows("统计表")
	ok(t, err)
	return rows
}

// Only a 党组织 counts as one. Departments, cells, outside units, committees as a whole and outsiders are counted under their
// own names, on the board, in the statistics and in annex 1, and the pack is counted anew to the same.
func TestEachKindOfSubjectIsCountedUnderItsOwnName(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := settled(t, s, hospital, manyKinds)
		sound(t, w, "launching")
		plan := func() (string, string, app.Stats) {
			board, err := w.App.Board(t.Context(), operator, w.Round, 0)
			ok(t, err)
			stats, err := w.App.StatsOf(t.Context(), operator, w.Round, 0)
			ok(t, err)
			return figures(board.Figures, board.Plan), figures(stats.Total.Coverage(), stats.Plan), stats
		}

		before := "党组织 0/2，班子整体 0/1，科室 0/2，小组 0/1，外部单位 0/1，书记 0/2，班子成员 0/0，党外干部 0/1，党员 0/4"
		board, stats, _ := plan()
		if board != before || stats != before {
			t.Errorf("at first the board says %s\nthe statistics %s\nwant %s", board, stats, before)
		}

		page, err := w.App.PlanPage(t.Context(), operator, w.Round, app.PlanFilter{})
		ok(t, err)
		if planned := figures(round.Coverage{}, page.View.Plan); len(page.Planned) != strings.Count(planned, "，")+1 || page.Counts.Units != 2 {
			t.Errorf("the plan counts %v", page.Planned)
		}

		given(t, w)
		sound(t, w, "all reviews")
		after := "党组织 2/2，班子整体 1/1，科室 2/2，小组 1/1，外部单位 1/1，书记 2/2，班子成员 0/0，党外干部 1/1，党员 4/4"
		board, stats, st := plan()
		if board != after || stats != after {
			t.Errorf("at last the board says %s\nthe statistics %s\nwant %s", board, stats, after)
		}

		heads := strings.Join(annex(t, st)[2], " ")
		for _, name := range []string{"党组织", "班子整体", "科室", "小组", "外部单位", "党外干部"} {
			if !strings.Contains(heads, name) {
				t.Errorf("annex 1 has no columns for %s: %s", name, heads)
			}
		}

		f, err := w.App.HandInFiling(t.Context(), w.As("02").Actor, w.Round, filing.Key{Unit: w.Unit("H1")}, "")
		ok(t, err)
		if c := testkit.CheckedPack(t, packOf(t, w, f).Body); len(c.Wrong) > 0 {
			t.Errorf("the pack does not agree with itself: %v", c.Wrong)
		}

		healthy(t, w)
	})
}

// A round in which only secretaries are reviewed says nothing of units and members: no block of zeros, nobody owed.
func TestARoundOfSecretariesOnlyHasNoFiguresOfUnitsAndMembers(t *testing.T) {
	const only = `
extends: tongyong
name: shuji
title: 书记点评
basis: {title: 关于点评书记的通知}
remove: {subjects: [unit, member, committee-member]}
`
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := settled(t, s, hospital, only)
		board, err := w.App.Board(t.Context(), operator, w.Round, 0)
		ok(t, err)
		stats, err := w.App.StatsOf(t.Context(), operator, w.Round, 0)
		ok(t, err)
		for _, said := range []string{figures(board.Figures, board.Plan), figures(stats.Total.Coverage(), stats.Plan)} {
			if said != "书记 0/2" {
				t.Errorf("the figures are %s", said)
			}
		}

		if tally := w.Tally("H0"); tally[round.MembersDue] != 0 || tally[round.UnitsDue] != 0 {
			t.Errorf("members or units are owed: %v", tally)
		}

		rows := annex(t, stats)
		if heads := strings.Join(rows[2], " "); strings.Contains(heads, "党组织") || slices.Contains(rows[2], "党员") || !strings.Contains(heads, "书记") {
			t.Errorf("the groups of annex 1 are %q", rows[2])
		}

		sound(t, w, "launching")
	})
}

// A round of an earlier program that counted departments as 党组织, and reviewed outsiders as nobody, is counted anew once; one
// with the usual subjects keeps the figures that it has.
func TestCountersOfAnEarlierProgramAreCountedByKindsOnce(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want int64
	}{"many kinds": {manyKinds, 2}, "the usual": {"extends: tongyong\nname: a\ntitle: 甲\nbasis: {title: 乙}\n", 77}} {
		t.Run(name, func(t *testing.T) {
			testkit.Stores(t, func(t *testing.T, s *store.Store) {
				w := settled(t, s, hospital, c.text)
				ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
					if _, err := tx.Exec(`UPDATE counter SET value = 77 WHERE name = $1`, round.UnitsDue); err != nil {
						return err
					}
					if _, err := tx.Exec(`DELETE FROM counter WHERE name LIKE 'times.due.%'`); err != nil { // it did not have these
						return err
					}
					_, err := tx.Exec(`UPDATE round SET figures = 1`)
					return err
				}))
				for range 2 {
					ok(t, w.App.Prepare(t.Context()))
				}

				if n := w.Tally("H0")[round.UnitsDue]; n != c.want {
					t.Errorf("the round counts %d units, want %d", n, c.want)
				}

				if all := w.Tally("H0"); all[round.TimesDue.OfKind(scheme.Unit)] == 0 || all[round.TimesDue.OfKind(scheme.Secretary)] == 0 {
					t.Errorf("what is owed of units and secretaries is not counted: %v", all)
				}
			})
		})
	}
}
