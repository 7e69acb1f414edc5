package app_test

import (
	"bytes"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/testkit"
)

// shownFrom makes the notice of B11 public from the world's day on.
func shownFrom(t *testing.T, w *testkit.World) publish.NoticeID {
	t.Helper()
	id := proposed(t, w, allKinds...)
	approved(t, w, id)
	ok(t, w.App.PublishNotice(t.Context(), w.As("102").Actor, id, online()))
	return id
}

// sheetOf is the sheet of a subject on the public page, with how things stand with it.
func sheetOf(t *testing.T, v app.PublicNotice, name string, kind scheme.SubjectKind) (publish.Sheet, app.LiveSheet) {
	t.Helper()
	for i, s := range v.Text.Sheets {
		if s.Name == name && s.Kind == kind {
			return s, v.Live[i]
		}
	}

	t.Fatalf("no sheet of %s is on display", name)
	return publish.Sheet{}, app.LiveSheet{}
}

// passagesOf is what a sheet says, a line for each heading.
func passagesOf(s publish.Sheet) string {
	var out strings.Builder
	for _, p := range s.Passages {
		out.WriteString(p.Head + "：" + strings.Join(p.Lines, "；") + "\n")
	}
	return out.String()
}

func TestANoticeSaysWhoReviewedWhenHowAndWhichMeasures(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		sun := w.As("103")
		first := actionsOf(t, w, "member 103")[0]
		ok(t, w.App.ClaimAction(t.Context(), sun.Actor, first.ID, rectify.Plan{Responsible: sun.Person, Measure: "每周三下午到宿舍走访。"}))
		id := shownFrom(t, w)
		v, err := publicly(t, w, w.App, id)
		ok(t, err)

		sheet, _ := sheetOf(t, v, "孙䶮", scheme.Member)
		for _, want := range []string{"点评人：钱芳\n", "点评时间：2011年1月5日\n", "点评方式：集中点评\n", "整改措施：针对第1个问题：每周三下午到宿舍走访。\n"} {
			if got := passagesOf(sheet); !strings.Contains(got, want) {
				t.Errorf("the public does not read %q in\n%s", want, got)
			}
		}

		var poster bytes.Buffer
		_, err = w.App.NoticeBulletin(t.Context(), w.As("102").Actor, id, app.Word, &poster)
		ok(t, err)
		code := codeOf(t, w, id)[:8]
		for _, want := range []string{"点评人：钱芳", "每周三下午到宿舍走访", "查阅码：" + code} {
			if text := wordsOf(t, poster.Bytes()); !strings.Contains(text, want) {
				t.Errorf("the poster does not say %q", want)
			}
		}
	})
}

// What becomes of the problems stands beside what was approved, in the program's own words, and changes none of it.
func TestTheStateOfEachProblemStandsBesideTheApprovedTextAndDoesNotChangeIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		id := shownFrom(t, w)
		before, err := publicly(t, w, w.App, id)
		ok(t, err)
		_, live := sheetOf(t, before, "孙䶮", scheme.Member)
		if len(live.Problems) != 2 || live.Problems[0].Progress != rectify.Awaited || live.Problems[0].Day != "2011-02-04" {
			t.Errorf("before anybody takes them up the problems are %+v", live.Problems)
		}

		qian, sun := w.As("102"), w.As("103")
		list := actionsOf(t, w, "member 103")
		putRight(t, w, sun, list[0].ID)
		claimed, err := publicly(t, w, w.App, id)
		ok(t, err)
		if _, live = sheetOf(t, claimed, "孙䶮", scheme.Member); live.Problems[0].Progress != rectify.Mending {
			t.Errorf("taken up it is %+v", live.Problems[0])
		}

		if claimed.Version == before.Version {
			t.Error("a page that was drawn before shows for ever what was then")
		}

		putRight(t, w, sun, list[1].ID)
		ok(t, w.App.AcceptReply(t.Context(), qian.Actor, answer(t, w, sun, "member 103")))
		ok(t, w.App.CloseAction(t.Context(), qian.Actor, list[0].ID, "只有我知道的一句话。"))
		after, err := publicly(t, w, w.App, id)
		ok(t, err)
		sheet, live := sheetOf(t, after, "孙䶮", scheme.Member)
		if live.Problems[0].Progress != rectify.Mended || live.Problems[0].Day != "2011-01-05" || live.Problems[1].Progress != rectify.Mending {
			t.Errorf("closed they are %+v", live.Problems)
		}

		if after.Hash != before.Hash || after.Text.Hash() != before.Hash || strings.Contains(passagesOf(sheet), "只有我知道") {
			t.Error("what was approved has changed with what came later")
		}

		if live.Strip == nil || !live.Strip.Lacks(scheme.StepAction) || live.Strip.Lacks(scheme.StepReview) || live.Strip.Lacks(scheme.StepNotice) {
			t.Errorf("the five steps are %+v", live.Strip)
		}
	})
}

func TestARecalledOrCorrectedReviewMarksItsNoticeAtOnceToBeDecidedOn(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		id := shownFrom(t, w)
		ctx, qian, office := t.Context(), w.As("102"), inOfficeAs(901)
		if got := noticeTasksOf(t, w, qian.Actor) + noticeTasksOf(t, w, office); got != "" {
			t.Errorf("while all of it holds somebody is to %s", got)
		}

		d := must(qian.Draft("member 103"))(t)
		d.Parts[0].Text.Say(scheme.PartOverall, "核实后：较好。")
		ok(t, w.App.Correct(ctx, qian.Actor, w.Of("member 103"), d, "核实后更正"))
		v, err := publicly(t, w, w.App, id)
		ok(t, err)
		if sheet, live := sheetOf(t, v, "孙䶮", scheme.Member); live.Doubt != publish.Corrected || strings.Contains(passagesOf(sheet), "核实后") {
			t.Errorf("corrected it is marked %q and says %s", live.Doubt, passagesOf(sheet))
		}

		for who, actor := range map[string]access.Actor{"the secretary": qian.Actor, "the office": office} {
			if got := noticeTasksOf(t, w, actor); got != "renew" {
				t.Errorf("%s is to %q", who, got)
			}
		}

		ok(t, w.App.Recall(ctx, w.As("101").Actor, w.Of("unit B11"), "写错了对象"))
		v, err = publicly(t, w, w.App, id)
		ok(t, err)
		if _, live := sheetOf(t, v, "机械学院教工党支部", scheme.Unit); live.Doubt != publish.Recalled || len(live.Problems) != 0 {
			t.Errorf("recalled it is marked %q with problems %+v", live.Doubt, live.Problems)
		}

		sound(t, w, "marking a notice")
		shownFrom(t, w)
		v, err = publicly(t, w, w.App, id)
		ok(t, err)
		for i, live := range v.Live {
			if live.Doubt != "" {
				t.Errorf("renewed, %s is still marked %q", v.Text.Sheets[i].Name, live.Doubt)
			}
		}

		if got := noticeTasksOf(t, w, qian.Actor); got != "" {
			t.Errorf("renewed, the secretary is to %q", got)
		}

		sound(t, w, "renewing a notice")
	})
}

// A recalled review that is given again in other words has the same number of versions as before.
func TestARecalledReviewThatIsGivenAgainInOtherWordsIsNotWhatTheNoticeShows(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		id := shownFrom(t, w)
		qian := w.As("102")
		ok(t, w.App.Recall(t.Context(), qian.Actor, w.Of("member 103"), "写错了"))
		d := must(qian.Draft("member 103"))(t)
		d.Parts[0].Text.Say(scheme.PartOverall, "重新写过。")
		ok(t, qian.SubmitAs("member 103", d))
		v, err := publicly(t, w, w.App, id)
		ok(t, err)
		if _, live := sheetOf(t, v, "孙䶮", scheme.Member); live.Doubt != publish.Corrected {
			t.Errorf("it is marked %q", live.Doubt)
		}

		ok(t, w.App.WithdrawNotice(t.Context(), qian.Actor, id, "重新办理"))
		if got := noticeTasksOf(t, w, qian.Actor); got != "" {
			t.Errorf("taken down, the secretary is to %q", got)
		}
	})
}

func TestANoticeForItsUnitOpensByThePosterOrToWhoIsOfTheUnit(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		id := shownFrom(t, w)
		ctx, public := t.Context(), access.Actor{}
		list, err := w.App.PublicNotices(ctx, public, 0, 10)
		ok(t, err)
		if len(list.Notices) != 1 || list.Notices[0].ID != id || list.Notices[0].Code != "" {
			t.Errorf("the list leads to %+v", list.Notices)
		}

		code := codeOf(t, w, id)
		_, err = w.App.NoticeDoor(ctx, public, id)
		ok(t, err)
		for typed, opens := range map[string]bool{code[:8]: true, code[:4] + " " + strings.ToLower(code[4:8]): true, code[:7]: false, "": false, "AAAAAAAA": false, code: false} {
			got, err := w.App.OpenNoticeByPoster(ctx, public, "10.0.0.1", id, typed)
			if opens != (err == nil && got == code) {
				t.Errorf("typing %q of %q gives %q, %v", typed, code, got, err)
			}
		}

		for who, opens := range map[string]bool{"103": true, "102": true, "101": true, "001": true, "201": false, "203": false} {
			got, err := w.App.OpenNotice(ctx, w.As(who).Actor, id)
			if opens != (err == nil) || !opens && got != "" {
				t.Errorf("%s opens it: %q, %v", who, got, err)
			}
		}

		_, err = w.App.OpenNotice(ctx, public, id)
		refused(t, "the public without the poster", err)
		over := later(w, 8)
		_, err = over.OpenNotice(ctx, w.As("103").Actor, id)
		conflict(t, "a member after its days", err)
		_, err = over.NoticeDoor(ctx, public, id)
		refused(t, "the door after its days", err)
		_, err = over.OpenNoticeByPoster(ctx, public, "10.0.0.1", id, code[:8])
		refused(t, "the poster after its days", err)
	})
}

// How far a text is that is not public yet is for those who may read it; a member of the unit hears what he would hear if there were none.
func TestAMemberHearsNothingOfANoticeThatIsNotPublicYet(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		id := proposed(t, w, allKinds...)
		_, err := w.App.OpenNotice(t.Context(), w.As("103").Actor, id)
		refused(t, "a member, before it is public", err)
		_, err = w.App.OpenNotice(t.Context(), w.As("102").Actor, id)
		conflict(t, "the secretary, before it is public", err)
	})
}

func TestANoticeOnDisplayWhenItsRoundIsArchivedGoesOnToItsEnd(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		id := shownFrom(t, w)
		ctx := t.Context()
		end(t, w)
		_, err := w.App.ArchiveRound(ctx, w.AsOffice().Actor, w.Round, round.Kept10Years, "期限表")
		ok(t, err)

		v, err := publicly(t, w, later(w, 7), id)
		ok(t, err)
		if !v.Whole || len(v.Live) != len(v.Text.Sheets) {
			t.Errorf("archived it shows %d sheets and %d of them as they stand", len(v.Text.Sheets), len(v.Live))
		}

		_, err = w.App.SendFeedback(ctx, access.Actor{}, "10.0.0.1", codeOf(t, w, id), "群众", "请说明进展。")
		ok(t, err)
		_, err = publicly(t, w, later(w, 8), id)
		refused(t, "the public after the last day", err)
		ok(t, w.App.WithdrawNotice(ctx, w.As("102").Actor, id, "提前结束"))
		_, err = publicly(t, w, w.App, id)
		refused(t, "the public after it was withdrawn", err)
		sound(t, w, "a notice that outlives its round")
	})
}
