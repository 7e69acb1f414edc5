package app_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// lookingBack is a complete self-summary of the person with the 工号, or of the unit when number is empty.
func lookingBack(w *testkit.World, unit, number string) dossier.Summary {
	s := dossier.Summary{Round: w.Round, Text: dossier.SummaryText{
		Checks:       []dossier.Check{{Text: "整改措施都已落实"}, {Text: "参加全部活动"}, {Text: "承诺兑现两项"}, {Text: "按要求完成"}},
		Achievements: "实验室开放课时增加一倍", Problems: []string{"到学生宿舍少"}, Causes: "期末教学任务集中"}}
	if s.Key.Unit = w.Unit(unit); number != "" {
		s.Key.Person = w.Person(number)
		return s
	}

	s.TookPart, s.MetOn = "钱芳、赵伟、孙䶮", "2011-01-04"
	return s
}

// summaryOf is the summary as somebody reads it.
func summaryOf(t *testing.T, w *testkit.World, who access.Actor, unit, number string) (app.Summary, error) {
	t.Helper()
	s := lookingBack(w, unit, number)
	return w.App.Summary(t.Context(), who, w.Round, s.Key.Unit, s.Key.Person)
}

// cell is the cell of the strip for self-summaries.
func summaryCell(t *testing.T, w *testkit.World, k dossier.Key) dossier.Step {
	t.Helper()
	var step dossier.Step
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		all, err := tx.StepsOf(w.Round, []dossier.Key{k})
		step = all[k][scheme.StepSummary]
		return err
	}))
	return step
}

func TestAMemberLooksBackHandsInAndIsReadOnlyThen(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		sun := w.As("103").Actor
		in := lookingBack(w, "B11", "103")
		saved, err := w.App.SaveSummary(t.Context(), sun, in)
		ok(t, err)
		if c := summaryCell(t, w, in.Key); c.State != dossier.InCourse || c.Ref != int64(saved.ID) {
			t.Errorf("the cell of a draft is %+v", c)
		}

		for _, number := range []string{"102", "101", "001"} {
			_, err := summaryOf(t, w, w.As(number).Actor, "B11", "103")
			refused(t, number+" reading the draft", err)
		}

		in.Revision = saved.Revision
		_, err = w.App.HandInSummary(t.Context(), sun, in)
		ok(t, err)
		if c := summaryCell(t, w, in.Key); c.State != dossier.Done {
			t.Errorf("the cell of what is handed in is %+v", c)
		}

		if got := w.Tally("W0")[round.StepDone(scheme.StepSummary, true)]; got != 1 {
			t.Errorf("the house counts %d members' summaries", got)
		}

		sound(t, w, "handing a summary in")
		for number, may := range map[string]bool{"102": true, "101": true, "001": true, "105": false, "202": false} {
			v, err := summaryOf(t, w, w.As(number).Actor, "B11", "103")
			if (err == nil) != may || may && v.Text.Checks[2].Name != "公开承诺兑现情况" {
				t.Errorf("%s reading it: %v, %+v", number, err, v.Text.Checks)
			}
		}

		_, err = w.App.SaveSummary(t.Context(), sun, in)
		conflict(t, "writing after it is handed in", err)
		v, err := w.As("102").Sheet("member 103")
		ok(t, err)
		if v.Parts[0].Known.Summary.Text.Causes != "期末教学任务集中" {
			t.Errorf("beside the review stands %+v", v.Parts[0].Known.Summary)
		}
	})
}

func TestASummaryIsReturnedWithAReasonAndComesAgain(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		sun, in := w.As("103").Actor, lookingBack(w, "B11", "103")
		saved, err := w.App.HandInSummary(t.Context(), sun, in)
		ok(t, err)
		back := func(number, reason string) error {
			return w.App.ReturnSummary(t.Context(), w.As(number).Actor, w.Round, 0, w.Person("103"), reason)
		}
		refused(t, "a stranger returning it", back("202", "不行"))
		refused(t, "its own writer returning it", back("103", "不行"))
		if err := back("102", " "); !errs.Is(err, errs.Invalid) {
			t.Errorf("returning without a reason: %v", err)
		}

		ok(t, back("102", "请写具体事例"))
		tasks, err := tasksFor(t.Context(), w.App, sun)
		ok(t, err)
		if len(tasks) != 1 || tasks[0].Kind != app.TaskSummaryReturned || tasks[0].Deadline != "2011-01-05" {
			t.Errorf("his tasks are %+v", tasks)
		}

		v, err := summaryOf(t, w, sun, "B11", "103")
		ok(t, err)
		if v.ReturnReason != "请写具体事例" || v.ReturnedBy != "钱芳" || !v.Write {
			t.Errorf("he reads %+v", v.Summary)
		}

		conflict(t, "returning it twice", back("102", "再改"))
		in.Revision = saved.Revision
		_, err = w.App.HandInSummary(t.Context(), sun, in)
		ok(t, err)
		sound(t, w, "handing in again")
		if tasks, err = tasksFor(t.Context(), w.App, sun); err != nil || len(tasks) != 0 {
			t.Errorf("afterwards his tasks are %+v (%v)", tasks, err)
		}
	})
}

func TestAUnitsSummaryIsItsCommitteesAndSaysWhoTookPart(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		in := lookingBack(w, "B11", "")
		in.TookPart = ""
		saved, err := w.App.HandInSummary(t.Context(), w.As("102").Actor, in)
		if !errs.Is(err, errs.Invalid) || saved.State != dossier.SummaryDraft {
			t.Fatalf("a unit's summary without names: %v, %+v; want it refused and kept", err, saved)
		}

		in.TookPart, in.Revision = "钱芳、赵伟", saved.Revision
		_, err = w.App.HandInSummary(t.Context(), w.As("102").Actor, in)
		ok(t, err)
		_, err = w.App.SaveSummary(t.Context(), w.As("103").Actor, lookingBack(w, "B11", ""))
		refused(t, "a member without a post writing it", err)
		b, err := w.App.BranchSummaries(t.Context(), w.As("101").Actor, w.Round, w.Unit("B11"))
		ok(t, err)
		if b.Rows.HandedIn() != 1 || len(b.Rows) != 4 || b.Rows[0].State != dossier.SummaryHandedIn || b.Rows[1].State != dossier.SummaryOwed {
			t.Errorf("the list of the branch is %+v", b.Rows)
		}

		above, err := w.App.BranchSummaries(t.Context(), w.As("101").Actor, w.Round, w.Unit("Z1"))
		ok(t, err)
		if above.Below.HandedIn() != 1 || len(above.Below) != 2 {
			t.Errorf("the list above is %+v", above.Below)
		}
	})
}

func TestASecretaryEntersFromPaperOnlyWhatTheMemberHasNotBegun(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian := w.As("102").Actor
		saved, err := w.App.HandInSummary(t.Context(), qian, lookingBack(w, "B11", "101"))
		ok(t, err)
		if !saved.Paper {
			t.Error("it is not marked as entered from paper")
		}

		_, err = w.App.SaveSummary(t.Context(), w.As("103").Actor, lookingBack(w, "B11", "103"))
		ok(t, err)
		_, err = w.App.SaveSummary(t.Context(), qian, lookingBack(w, "B11", "103"))
		refused(t, "writing over what the member has begun", err)
		_, err = w.App.SaveSummary(t.Context(), w.As("101").Actor, lookingBack(w, "B12", "105"))
		refused(t, "the secretary above entering", err)
	})
}

func TestASummaryIsProposedFromWhatIsKnown(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		sun := w.As("103").Actor
		id, err := w.App.AddCommitment(t.Context(), sun, promise(w, "B11", "103", "每周答疑一次。"))
		ok(t, err)
		_, err = w.App.ReportCommitment(t.Context(), sun, id, dossier.Kept, "共十六次", "")
		ok(t, err)
		v, err := summaryOf(t, w, sun, "B11", "103")
		ok(t, err)
		if got := v.Text.Checks[2].Text; got != "每周答疑一次：已兑现，共十六次。" || v.ID != 0 {
			t.Errorf("proposed is %q", got)
		}
	})
}

func TestASummaryLooksBackOnWhatWasToBePutRightInTheRoundBefore(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("102").Submit("member 103"))
		w.Round = w.Launch("2011年上半年领导点评", "2011-03-01", "2011-06-30")
		v, err := summaryOf(t, w, w.As("103").Actor, "B11", "103")
		ok(t, err)
		if got := v.Text.Checks[0].Text; !strings.HasPrefix(got, "孙䶮深入学生宿舍的次数偏少：待认领。") {
			t.Errorf("the check of what was put right is proposed as %q", got)
		}

		other, err := summaryOf(t, w, w.As("101").Actor, "B11", "101")
		ok(t, err)
		if got := other.Text.Checks[0].Text; got != "" {
			t.Errorf("of somebody who had nothing to put right it is proposed as %q", got)
		}
	})
}

func TestTwoHandsOnOneSummaryNoticeEachOther(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		in := lookingBack(w, "Z1", "")
		_, err := w.App.SaveSummary(t.Context(), w.As("101").Actor, in)
		ok(t, err)
		in.Text.Achievements = "另一个人写的"
		_, err = w.App.SaveSummary(t.Context(), w.As("104").Actor, in)
		conflict(t, "a save that knows an older text", err)
	})
}

func TestFilesOfASummaryAreReadByWhoMayReadIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		sun, person := w.As("103").Actor, w.Person("103")
		file, err := blob.Attachment("照片.pdf", []byte("%PDF-1.4\n"))
		ok(t, err)
		ok(t, w.App.AttachToSummary(t.Context(), sun, w.Round, 0, person, []blob.File{file}))
		v, err := summaryOf(t, w, sun, "B11", "103")
		ok(t, err)
		if len(v.Files) != 1 {
			t.Fatalf("its files are %+v", v.Files)
		}

		_, err = w.App.SummaryFile(t.Context(), w.As("102").Actor, w.Round, 0, person, v.Files[0].ID)
		refused(t, "the file of a draft to the reviewer", err)
		in := lookingBack(w, "B11", "103")
		in.Revision = v.Revision
		_, err = w.App.HandInSummary(t.Context(), sun, in)
		ok(t, err)
		got, err := w.App.SummaryFile(t.Context(), w.As("102").Actor, w.Round, 0, person, v.Files[0].ID)
		ok(t, err)
		if got.Name != "照片.pdf" {
			t.Errorf("the file is %q", got.Name)
		}

		_, err = w.App.SummaryFile(t.Context(), w.As("101").Actor, w.Round, 0, w.Person("101"), v.Files[0].ID)
		refused(t, "the file through somebody else's summary", err)
		conflict(t, "attaching after it is handed in", w.App.AttachToSummary(t.Context(), sun, w.Round, 0, person, []blob.File{file}))
	})
}

const demanding = `extends: chuangxian-2010
name: zongjie-xianxing
title: 先总结后点评
steps:
  - key: summary
    name: 总结前期工作
    short: 总结
    subjects: [unit, member]
    checks: [公开承诺兑现情况]
    demanded: true
`

func TestASchemeThatDemandsTheSummaryKeepsTheReviewWaiting(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id, err := w.App.OpenRound(t.Context(), access.LocalOperator(), app.NewRound{Scheme: "方案.yaml", Text: []byte(demanding),
			Name: "先总结", From: "2011-01-01", To: "2011-06-30"})
		ok(t, err)
		_, err = w.App.LaunchRound(t.Context(), access.LocalOperator(), id)
		ok(t, err)
		w.Round = id
		err = w.As("102").Submit("member 103")
		if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "孙䶮还没有交总结") {
			t.Fatalf("reviewing before the summary: %v", err)
		}

		if s := state(t, w.As("102"), "member 103"); s != review.Draft {
			t.Errorf("what was written is %s, want it kept", s)
		}

		_, err = w.App.HandInSummary(t.Context(), w.As("103").Actor, lookingBack(w, "B11", "103"))
		ok(t, err)
		ok(t, w.As("102").Submit("member 103"))
	})
}

// Fieldwork can be demanded too: of units and their secretaries, of members it is not.
func TestASchemeThatDemandsFieldworkKeepsTheReviewOfAUnitWaiting(t *testing.T) {
	const text = "extends: tongyong\nname: diaoyan\ntitle: 先调研后点评\nbasis: {title: 通知}\nsteps: {fieldwork: {demanded: true}}\n"
	worlds(t, func(t *testing.T, w *testkit.World) {
		id, err := w.App.OpenRound(t.Context(), access.LocalOperator(), app.NewRound{Scheme: "方案.yaml", Text: []byte(text),
			Name: "先调研", From: "2011-01-01", To: "2011-06-30"})
		ok(t, err)
		_, err = w.App.LaunchRound(t.Context(), access.LocalOperator(), id)
		ok(t, err)
		w.Round = id
		err = w.As("101").Submit("unit B11")
		if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "机械学院教工党支部还没有登记调研") {
			t.Fatalf("reviewing before the fieldwork: %v", err)
		}

		if s := state(t, w.As("101"), "unit B11"); s != review.Draft {
			t.Errorf("what was written is %s, want it kept", s)
		}

		ok(t, w.As("102").Submit("member 103"))
		_, err = w.App.OpenFieldwork(t.Context(), w.As("101").Actor, morning(w, "B11"))
		ok(t, err)
		ok(t, w.As("101").Submit("unit B11"))
	})
}

func TestFormsPrintWhatOneSaysOfOneself(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		_, err := w.App.EnterCommitments(t.Context(), w.As("102").Actor, w.Round, w.Unit("B11"), "2011-01-04",
			[]dossier.Entered{{Person: w.Person("103"), Kind: dossier.Pledge, Lines: "每周答疑一次"}})
		ok(t, err)
		_, err = w.App.HandInSummary(t.Context(), w.As("103").Actor, lookingBack(w, "B11", "103"))
		ok(t, err)
		_, err = w.App.HandInSummary(t.Context(), w.As("102").Actor, lookingBack(w, "B11", ""))
		ok(t, err)
		var one bytes.Buffer
		_, err = w.App.Form(t.Context(), w.As("102").Actor, w.Of("member 103"), app.Word, &one)
		ok(t, err)
		for _, want := range []string{"每周答疑一次（正在兑现）", "期末教学任务集中"} {
			if !strings.Contains(words(t, one.Bytes()), want) {
				t.Errorf("annex 3 does not say %q", want)
			}
		}

		var all bytes.Buffer
		_, err = w.App.Forms(t.Context(), access.LocalOperator(), w.Round, "B11", app.UnitForm, app.FormDocx, &all, nil)
		ok(t, err)
		if !strings.Contains(words(t, all.Bytes()), "集体讨论，参加人：钱芳、赵伟、孙䶮") {
			t.Error("annex 2 does not say who looked back together")
		}
	})
}

// words is the text of a Word document, without its marks.
func words(t *testing.T, docx []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	ok(t, err)
	f, err := z.Open("word/document.xml")
	ok(t, err)
	defer f.Close()

	body, err := io.ReadAll(f)
	ok(t, err)
	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(body), "")
}

func TestAProblemCanCiteWhatTheSubjectSaysAndWhatItDidNotKeep(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		sun := w.As("103").Actor
		kept, err := w.App.AddCommitment(t.Context(), sun, promise(w, "B11", "103", "每周答疑一次"))
		ok(t, err)
		broken, err := w.App.AddCommitment(t.Context(), sun, promise(w, "B11", "103", "每月走访宿舍"))
		ok(t, err)
		_, err = w.App.ReportCommitment(t.Context(), sun, kept, dossier.Kept, "十六次", "")
		ok(t, err)
		_, err = w.App.ReportCommitment(t.Context(), sun, broken, dossier.Unkept, "期末太忙", "")
		ok(t, err)
		citable := func() (said []string) {
			v, err := w.As("102").Sheet("member 103")
			ok(t, err)
			for _, e := range v.Parts[0].Evidence {
				said = append(said, e.Text)
			}
			return said
		}

		if got := citable(); len(got) != 1 || got[0] != "每月走访宿舍" {
			t.Errorf("before the summary is handed in %q can be cited", got)
		}

		_, err = w.App.HandInSummary(t.Context(), sun, lookingBack(w, "B11", "103"))
		ok(t, err)
		if got := citable(); len(got) != 2 || got[0] != "到学生宿舍少" {
			t.Errorf("afterwards %q can be cited", got)
		}
	})
}
