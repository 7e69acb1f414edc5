package app_test

import (
	"fmt"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/office"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

const collectedHead = "序号,点评对象类别,党组织,工号,姓名,点评人工号,点评方式,点评时间,点评地点,立足本职争创一流,方面二,方面三,存在问题,努力方向,已确认,已签收\n"

// unitHead is for units and their secretaries, whose aspects are others.
const unitHead = "点评对象类别,党组织,工号,点评人工号,点评方式,点评时间,点评地点,方面一,方面二,方面三,方面四,方面五,主要成绩,存在问题,努力方向,总体评价,已确认\n"

func collected(t *testing.T, csv string) *review.Collected {
	t.Helper()
	read, err := office.ReadCollected(t.Context(), "机械学院登记表.csv", strings.NewReader(csv), int64(len(csv)), office.CollectedLimits())
	ok(t, err)
	return read
}

func importReviews(t *testing.T, w *testkit.World, csv string, opt app.ImportOptions) (*app.ReviewImport, bool) {
	t.Helper()
	im, written, err := w.App.ImportReviews(t.Context(), access.LocalOperator(), w.Round, collected(t, csv), opt)
	ok(t, err)
	return im, written
}

const goodRows = `1,党员,,103,孙䶮,,集中,2011.1.5,第一会议室,承担两门公共课,兑现三项承诺,联系两间宿舍,1.走访偏少；2.计划未定,三月底前排出计划,是,是
2,党员,机械学院学生党支部,,郑雪,104,个别点评,2011-01-06,办公室,带队完成课题,兑现承诺,联系青年教师,听课偏少,每月听课两次,机党〔2011〕3号,
3,党员,,105,,,集中点评,2011年1月7日,,按时完成学业,承诺帮扶一名同学,常到宿舍,实验课缺席一次,不再缺席,,
`

func TestCollectedSheetsAreEnteredOnBehalfAndConfirmedAsTheWorkbookSays(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		im, written := importReviews(t, w, collectedHead+goodRows, app.ImportOptions{})
		if !written || im.Confirmed != 2 || im.Waiting != 1 || len(im.Notes.List) != 0 {
			t.Fatalf("written %v: %d confirmed, %d waiting, notes %+v", written, im.Confirmed, im.Waiting, im.Notes.List)
		}

		v, err := w.As("102").Sheet("member 103")
		ok(t, err)
		r := v.Parts[0].Review
		if r.State != review.Confirmed || r.ConfirmedHow != review.OnPaper || r.PaperRef != "机械学院登记表.csv" || r.AcknowledgedHow != review.OnPaper ||
			r.Setting.Modes != "collective" || r.Setting.Day != "2011-01-05" || len(r.Text.Problems) != 2 || r.Text.Aspect("promise") != "兑现三项承诺" ||
			r.Writer.Name != "本机操作员" || len(v.Parts[0].Versions) != 1 {
			t.Errorf("the first row became %+v", r)
		}

		if v, err := w.As("104").Sheet("member 106"); err != nil || v.Parts[0].Review.PaperRef != "机党〔2011〕3号" {
			t.Errorf("the second row became %+v (%v)", v.Parts, err)
		}

		ok(t, w.As("104").Confirm("member 105"))
		sound(t, w, "importing")
		if tally := w.Tally("Z1"); tally[round.MembersDone] != 3 || tally[round.Problems] != 4 {
			t.Errorf("the general branch counts %v, want three members and four problems", tally)
		}

		if len(im.Sheets[0].Ignored) != 1 || im.Sheets[0].Ignored[0] != "序号" {
			t.Errorf("ignored columns %v, want 序号", im.Sheets[0].Ignored)
		}
	})
}

func TestACollectedSheetMayNameSeveralModes(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		_, written := importReviews(t, w, collectedHead+
			"1,党员,,103,孙䶮,,集中、现场,2011.1.5,第一会议室,承担两门公共课,兑现三项承诺,联系两间宿舍,走访偏少,三月底前排出计划,是,是\n", app.ImportOptions{})
		v, err := w.As("102").Sheet("member 103")
		ok(t, err)
		if got := v.Parts[0].Review.Setting.Modes; !written || got != "collective,on-site" {
			t.Fatalf("written %v, given as %q", written, got)
		}

		tally := w.Tally("Z1")
		if tally[round.ModeCount("collective")] != 1 || tally[round.ModeCount("on-site")] != 1 || tally[round.TimesDone] != 1 {
			t.Errorf("one review in two modes counts %v, want once in each and one in all", tally)
		}

		sound(t, w, "importing")
		im, written := importReviews(t, w, collectedHead+
			"1,党员,,105,,,集中、信函,2011.1.5,,按时完成学业,承诺帮扶,常到宿舍,缺席一次,不再缺席,,\n", app.ImportOptions{})
		if written || len(im.Notes.List) != 1 {
			t.Errorf("a mode that the scheme lacks was written: %v, notes %+v", written, im.Notes.List)
		}
	})
}

// A cell copied from the printed form bears its boxes: what is ticked there is what was chosen.
func TestTickedBoxesOfACollectedSheetAreRead(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		_, written := importReviews(t, w, "点评对象类别,工号,点评方式,结合载体,对象确定方式,点评时间,立足本职争创一流,方面二,方面三,存在问题,努力方向,已确认,已签收\n"+
			"党员,103,□集中 ☑个别 ☑现场 □随机,□党员活动日 ☑组织生活会 ☑其他：走访,☑全部 □随机抽样,2011.1.5,承担两门公共课,兑现三项承诺,联系两间宿舍,走访偏少,三月底前排出计划,☑是 □否,□是 ☑否\n",
			app.ImportOptions{})
		v, err := w.As("102").Sheet("member 103")
		ok(t, err)
		r := v.Parts[0].Review
		if s := r.Setting; !written || s.Modes != "individual,on-site" || s.Carrier != "组织生活会、走访" || s.Selection != "all" {
			t.Errorf("written %v, given as %+v", written, s)
		}

		if v.State != review.Confirmed || r.AcknowledgedAt != 0 {
			t.Errorf("it is %s and was acknowledged at %d; ticked was that it was signed and not acknowledged", v.State, r.AcknowledgedAt)
		}

		im, written := importReviews(t, w, collectedHead+
			"1,党员,,105,,,集中☑个别,2011.1.5,,按时完成学业,承诺帮扶,常到宿舍,缺席一次,不再缺席,,\n", app.ImportOptions{})
		if written || len(im.Notes.List) != 1 {
			t.Errorf("a box that belongs to either word was read: %v, notes %+v", written, im.Notes.List)
		}
	})
}

func TestImportingCollectedSheetsTwiceChangesNothing(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		importReviews(t, w, collectedHead+goodRows, app.ImportOptions{})
		before := entries(t, w)
		im, written := importReviews(t, w, collectedHead+goodRows, app.ImportOptions{})
		if written || im.Same != 3 || im.LeftOut != 0 || entries(t, w) != before {
			t.Errorf("the second time: written %v, %+v", written, im)
		}
	})
}

func TestUnitsAndSecretariesAreCollectedOntoOneSheet(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		rows := `党组织,B11,,,现场,2011-01-05,三楼,一,二,三,四,五,成绩,问题,方向,较好,是
书记,,102,,现场,2011-01-05,三楼,带头,组织,,,,,问题,方向,,是
党组织,B12,,003,现场,2011-01-05,三楼,一,二,三,四,五,成绩,问题,方向,较好,是
`

		im, written := importReviews(t, w, unitHead+rows, app.ImportOptions{})
		if !written || im.Confirmed != 3 {
			t.Fatalf("written %v: %+v", written, im)
		}

		var sheets []int64
		ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
			var err error
			sheets, err = store.All(tx, store.Scalar[int64], `SELECT sheet_id FROM review WHERE id IN ($1, $2)`, w.Of("unit B11"), w.Of("secretary 102"))
			return err
		}))
		if len(sheets) != 2 || sheets[0] != sheets[1] || sheets[0] != int64(w.Of("unit B11")) {
			t.Errorf("the branch and its secretary stand on the sheets %v", sheets)
		}

		sound(t, w, "importing")
	})
}

func TestEveryFaultIsNamedByRowAndColumnAndNothingIsWritten(t *testing.T) {
	faults := map[string]struct{ row, want string }{
		"an unknown kind":                {"1,干部,,103,,,集中,2011-01-05,,一,二,三,问题,方向,,", "第 2 行 B 列（点评对象类别） 不认识点评对象类别“干部”"},
		"no kind":                        {"1,,,103,,,集中,2011-01-05,,一,二,三,问题,方向,,", "第 2 行 B 列（点评对象类别） 没有写点评对象类别"},
		"nobody":                         {"1,党员,,,,,集中,2011-01-05,,一,二,三,问题,方向,,", "第 2 行 E 列（姓名） 没有写点评的是谁"},
		"somebody who is not reviewed":   {"1,党员,,999,,,集中,2011-01-05,,一,二,三,问题,方向,,", "第 2 行 D 列（工号） 本轮没有对“999”的这一类点评"},
		"a number with another's name":   {"1,党员,,103,赵伟,,集中,2011-01-05,,一,二,三,问题,方向,,", "本轮没有对“103”的这一类点评"},
		"a reviewer who does not owe it": {"1,党员,,103,,101,集中,2011-01-05,,一,二,三,问题,方向,,", "本轮没有对“103”的这一类点评"},
		"a mode that is none":            {"1,党员,,103,,,邮件,2011-01-05,,一,二,三,问题,方向,,", "第 2 行 G 列（点评方式） 方案中没有点评方式“邮件”"},
		"a day that is none":             {"1,党员,,103,,,集中,去年底,,一,二,三,问题,方向,,", "第 2 行 H 列（点评时间） 点评时间“去年底”不是日期"},
		"a day known to the month":       {"1,党员,,103,,,集中,2011.01,,一,二,三,问题,方向,,", "点评时间要写到日"},
		"nothing said":                   {"1,党员,,103,,,集中,2011-01-05,,,,,,,,", "第 2 行 这一行没有点评内容"},
		"confirmed but incomplete":       {"1,党员,,103,,,集中,2011-01-05,,一,,三,问题,,是,", "第 2 行 O 列（已确认） 登记为已确认，但还缺：开展公开承诺、努力方向"},
		"one sheet twice":                {goodRows[:strings.IndexByte(goodRows, '\n')+1] + "9,党员,,103,,,集中,2011-01-05,,一,二,三,问题,方向,,", "第 3 行 B 列（点评对象类别） 与第 2 行是同一张登记表"},
	}
	worlds(t, func(t *testing.T, w *testkit.World) {
		before := entries(t, w)
		for name, test := range faults {
			im, written := importReviews(t, w, collectedHead+test.row+"\n", app.ImportOptions{})
			if written || len(im.Notes.List) != 1 {
				t.Errorf("%s: written %v, notes %v", name, written, said(im))
				continue
			}

			if got := said(im)[0]; !strings.Contains(got, test.want) {
				t.Errorf("%s is said as %q, want %q", name, got, test.want)
			}
		}

		if entries(t, w) != before || w.Tally("W0")[round.TimesDone] != 0 {
			t.Error("something was written")
		}

		im, written := importReviews(t, w, collectedHead+goodRows+"9,干部,,103,,,集中,2011-01-05,,一,二,三,问题,方向,,\n", app.ImportOptions{SkipFaulty: true})
		if !written || im.Confirmed != 2 || im.LeftOut != 1 {
			t.Errorf("leaving the faulty row out: written %v, %+v", written, im)
		}
	})
}

// said are the notes as people read them.
func said(im *app.ReviewImport) []string {
	var out []string
	for _, n := range im.Notes.List {
		out = append(out, fmt.Sprintf("%v %v", n.Place(), n.Sentence()))
	}
	return out
}

func TestTwoReviewersOfOneUnitMustBeToldApart(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		im, written := importReviews(t, w, unitHead+"党组织,机械学院学生党支部,,,现场,2011-01-05,三楼,一,二,三,四,五,成绩,问题,方向,较好,是\n", app.ImportOptions{})
		if written || !strings.Contains(said(im)[0], "有几位点评人（赵伟、刘强）") && !strings.Contains(said(im)[0], "有几位点评人（刘强、赵伟）") {
			t.Errorf("written %v: %v", written, said(im))
		}
	})
}

func TestAnImportWritesOverNobodysWords(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		d, err := w.As("102").Draft("member 103")
		ok(t, err)
		ok(t, w.As("102").Save("member 103", d))
		ok(t, w.As("104").Submit("member 106"))
		im, written := importReviews(t, w, collectedHead+goodRows, app.ImportOptions{})
		notes := strings.Join(said(im), "\n")
		if written || len(im.Notes.List) != 2 || !strings.Contains(notes, "钱芳已在系统中填写") || !strings.Contains(notes, "已由点评人确认，内容与表中不同") {
			t.Errorf("written %v:\n%s", written, notes)
		}
	})
}

func TestAnIncompleteRowBecomesADraftThatTheReviewerFinishes(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		row := "1,党员,,103,,,集中,2011-01-05,,一,,,问题,,,\n"
		im, written := importReviews(t, w, collectedHead+row, app.ImportOptions{})
		if !written || im.Drafts != 1 || im.Notes.Count(org.Warning) != 1 || !strings.Contains(said(im)[0], "还缺：开展公开承诺、联系服务群众、努力方向；先存为草稿") {
			t.Fatalf("written %v: %+v %v", written, im, said(im))
		}
		ok(t, w.As("102").Submit("member 103"))
	})
}

func TestOnlyTheOperatorTakesCollectedSheetsIn(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for _, who := range []access.Actor{w.AsOffice().Actor, w.As("102").Actor} {
			_, _, err := w.App.ImportReviews(t.Context(), who, w.Round, collected(t, collectedHead+goodRows), app.ImportOptions{})
			refused(t, who.Name+" importing reviews", err)
		}

		draft, err := w.App.OpenRound(t.Context(), access.LocalOperator(), app.NewRound{Scheme: "chuangxian-2010", Name: "下一轮", From: "2011-06-01", To: "2011-06-30"})
		ok(t, err)
		_, _, err = w.App.ImportReviews(t.Context(), access.LocalOperator(), draft, collected(t, collectedHead+goodRows), app.ImportOptions{DryRun: true})
		if !errs.Is(err, errs.Conflict) {
			t.Errorf("importing into a round that has not begun: %v, want a conflict", err)
		}

		im, written, err := w.App.ImportReviews(t.Context(), access.LocalOperator(), w.Round, collected(t, collectedHead+goodRows), app.ImportOptions{DryRun: true})
		ok(t, err)
		if written || im.Confirmed != 2 || w.Tally("W0")[round.TimesDone] != 0 {
			t.Errorf("a dry run: written %v, %+v", written, im)
		}
	})
}
