package app_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// allKinds are all allKinds of reviews that a branch's notice can hold.
var allKinds = []scheme.SubjectKind{scheme.Unit, scheme.Secretary, scheme.CommitteeMember, scheme.Member}

// branchReviewed gives every review of the branch B11: of itself with its secretary, and of its three members.
func branchReviewed(t *testing.T, w *testkit.World) {
	t.Helper()
	ok(t, w.As("101").Submit("unit B11"))
	ok(t, w.As("101").Submit("member 102"))
	ok(t, w.As("102").Submit("member 101"))
	ok(t, w.As("102").Submit("member 103"))
}

func proposed(t *testing.T, w *testkit.World, what ...scheme.SubjectKind) publish.NoticeID {
	t.Helper()
	id, err := w.App.ProposeNotice(t.Context(), w.As("102").Actor, w.Round, w.Unit("B11"), what)
	ok(t, err)
	return id
}

// inOfficeAs is a person of the campaign office.
func inOfficeAs(n int64) access.Actor {
	return access.Actor{Account: n, Name: fmt.Sprint("干事", n), Roles: []access.Role{{Kind: access.RoleOffice}}}
}

func approved(t *testing.T, w *testkit.World, id publish.NoticeID) {
	t.Helper()
	ok(t, w.App.CheckNotice(t.Context(), inOfficeAs(901), id))
	ok(t, w.App.ApproveNotice(t.Context(), w.As("001").Actor, id))
}

// online is a publication by all three channels, on display on the world's day.
func online() app.Publication {
	return app.Publication{From: "2011-01-05", To: "2011-01-12", Channels: []publish.Channel{
		{Name: "会议", Day: "2011-01-04", Place: "第二教室"}, {Name: "公开栏", Day: "2011-01-05", Place: "一楼"}, {Name: "网上"}}}
}

// publicly is what anybody reads under the notice's code.
func publicly(t *testing.T, w *testkit.World, a *app.App, id publish.NoticeID) (app.PublicNotice, error) {
	t.Helper()
	return a.PublicNotice(t.Context(), access.Actor{}, codeOf(t, w, id), nil)
}

// codeOf is the code of the notice's public page.
func codeOf(t *testing.T, w *testkit.World, id publish.NoticeID) (code string) {
	t.Helper()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		n, err := tx.Notice(id)
		code = n.Code
		return err
	}))
	return code
}

func noticeStep(t *testing.T, w *testkit.World, unit, person string) dossier.Step {
	t.Helper()
	key := dossier.Key{Unit: w.Unit(unit)}
	if person != "" {
		key.Person = w.Person(person)
	}

	var s dossier.Step
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		all, err := tx.StepsOf(w.Round, []dossier.Key{key})
		s = all[key][scheme.StepNotice]
		return err
	}))
	return s
}

func TestANoticeGoesItsWayByFourHandsAndStandsForItsDays(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		id := proposed(t, w, allKinds...)
		if s := noticeStep(t, w, "B11", ""); s.State != dossier.InCourse || s.Ref != int64(id) {
			t.Errorf("once proposed the unit's cell is %+v", s)
		}

		_, err := publicly(t, w, w.App, id)
		refused(t, "the public reading what is only proposed", err)
		approved(t, w, id)
		_, err = publicly(t, w, w.App, id)
		refused(t, "the public reading what is approved and not published", err)
		in := online()
		in.From = "2011-01-07"
		ok(t, w.App.PublishNotice(t.Context(), w.As("102").Actor, id, in))
		_, err = publicly(t, w, w.App, id)
		refused(t, "the public reading before the first day", err)
		ok(t, w.App.PublishNotice(t.Context(), w.As("102").Actor, id, online()))
		v, err := publicly(t, w, w.App, id)
		ok(t, err)
		if len(v.Text.Sheets) != 5 || !v.Whole || v.Text.Hash() != v.Hash || v.To != "2011-01-12" {
			t.Errorf("on display stand %d sheets until %s, whole %v", len(v.Text.Sheets), v.To, v.Whole)
		}

		for _, who := range []string{"", "101", "103"} {
			if s := noticeStep(t, w, "B11", who); s.State != dossier.Done || s.Day != "2011-01-04" {
				t.Errorf("the cell of %q is %+v, want done on the first day it was public", who, s)
			}
		}

		for _, medium := range []string{"units", "meeting", "board", "online"} {
			if n := w.Tally("Z1")[round.NoticeCount(medium)]; n != 1 {
				t.Errorf("%d units public by %s, want 1", n, medium)
			}
		}

		sound(t, w, "publishing")
		var form bytes.Buffer
		_, err = w.App.Form(t.Context(), w.As("102").Actor, w.Of("unit B11"), app.Word, &form)
		ok(t, err)
		if text := wordsOf(t, form.Bytes()); !strings.Contains(text, "方式：公开栏；范围：本单位党员和群众；时间：2011年1月5日") {
			t.Errorf("row 16 of annex 2 does not say how it was made public: %s", text)
		}

		_, err = publicly(t, w, later(w, 8), id)
		refused(t, "the public reading after the last day", err)
		shown, err := w.App.PublicNotices(t.Context(), access.Actor{}, 0, 10)
		ok(t, err)
		list := shown.Notices
		if len(list) != 1 || list[0].UnitName != "机械学院教工党支部" || list[0].Code != "" {
			t.Errorf("the public list is %+v, want the unit without a way to its page", list)
		}

		ok(t, w.App.WithdrawNotice(t.Context(), inOfficeAs(901), id, "有一处不宜公开"))
		_, err = publicly(t, w, w.App, id)
		refused(t, "the public reading what was withdrawn", err)
		if n := w.Tally("Z1")[round.NoticeCount("board")]; n != 0 {
			t.Errorf("%d units public by board after it was withdrawn", n)
		}

		sound(t, w, "withdrawing")
	})
}

func TestNobodyDecidesAboutHisOwnReviewNorTwiceAboutOneNotice(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		id := proposed(t, w, allKinds...)
		ctx := t.Context()

		// 赵伟 leads the general branch above; as a member of the branch he is reviewed by its secretary.
		refused(t, "the leader checking a notice with his own review", w.App.CheckNotice(ctx, w.As("101").Actor, id))
		refused(t, "the secretary checking his own", w.App.CheckNotice(ctx, w.As("102").Actor, id))
		inOffice := w.As("103").Actor
		inOffice.Roles = inOfficeAs(0).Roles
		refused(t, "a member of the branch checking it as the office", w.App.CheckNotice(ctx, inOffice, id))
		_, err := w.App.Notice(ctx, w.As("101").Actor, id)
		refused(t, "the leader reading it before it is public", err)
		ok(t, w.App.CheckNotice(ctx, inOfficeAs(901), id))
		conflict(t, "the same person checking and approving", w.App.ApproveNotice(ctx, inOfficeAs(901), id))
		refused(t, "the leader approving it", w.App.ApproveNotice(ctx, w.As("101").Actor, id))
		refused(t, "a stranger approving it", w.App.ApproveNotice(ctx, w.As("201").Actor, id))
		ok(t, w.App.ApproveNotice(ctx, inOfficeAs(902), id))
		conflict(t, "approving it again", w.App.ApproveNotice(ctx, w.As("001").Actor, id))
	})
}

func TestALeaderAboveProposesForAUnitButThenDecidesNothing(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		id, err := w.App.ProposeNotice(t.Context(), w.As("101").Actor, w.Round, w.Unit("B11"), []scheme.SubjectKind{scheme.Unit, scheme.Secretary})
		ok(t, err)
		conflict(t, "checking what one has proposed", w.App.CheckNotice(t.Context(), w.As("101").Actor, id))
		_, err = w.App.ProposeNotice(t.Context(), inOfficeAs(901), w.Round, w.Unit("B12"), allKinds)
		refused(t, "the office proposing", err)
		_, err = w.App.ProposeNotice(t.Context(), w.As("102").Actor, w.Round, w.Unit("B11"), allKinds)
		conflict(t, "proposing another while one is looked at", err)
		_, err = w.App.ProposeNotice(t.Context(), w.As("104").Actor, w.Round, w.Unit("B12"), allKinds)
		if !errs.Is(err, errs.Invalid) {
			t.Errorf("proposing with no review that counts: %v, want it refused", err)
		}
	})
}

func TestTheSecretaryAloneFinishesWithSignaturesOnPaper(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		id := proposed(t, w, allKinds...)
		qian, ctx := w.As("102").Actor, t.Context()
		for signer, why := range map[string]string{"钱芳": "who proposed", "赵伟": "a leader whose review is in it", "孙䶮": "a member in it"} {
			conflict(t, "a paper signed by "+why, w.App.PaperNotice(ctx, qian, id, signer, "文〔2011〕1号"))
		}

		if err := w.App.PaperNotice(ctx, qian, id, "周平", " "); !errs.Is(err, errs.Invalid) {
			t.Errorf("a paper without a number: %v, want it refused", err)
		}

		ok(t, w.App.PaperNotice(ctx, qian, id, "周平", "文〔2011〕1号"))
		conflict(t, "one signature for both steps", w.App.PaperNotice(ctx, qian, id, "周平", "文〔2011〕1号"))
		ok(t, w.App.PaperNotice(ctx, qian, id, "陈建国", "文〔2011〕2号"))
		ok(t, w.App.PublishNotice(ctx, qian, id, online()))
		v, err := w.App.Notice(ctx, qian, id)
		ok(t, err)
		if v.State != publish.Published || v.Acts[1].Paper != "文〔2011〕1号" || v.Acts[1].EnteredBy != "钱芳" || v.Acts[1].Name != "周平" {
			t.Errorf("it is %s after %+v", v.State, v.Acts)
		}
	})
}

func TestWhoObjectsIsLeftOutThenAndAtOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		ctx := t.Context()
		ok(t, w.App.SayConsent(ctx, w.As("103").Actor, w.Of("member 103"), publish.Objects))
		refused(t, "somebody else objecting for him", w.App.SayConsent(ctx, w.As("104").Actor, w.Of("member 103"), publish.Agrees))
		if err := w.App.SayConsent(ctx, w.As("102").Actor, w.Of("unit B11"), publish.Objects); !errs.Is(err, errs.Invalid) {
			t.Errorf("objecting to the unit's review: %v, want it refused", err)
		}

		id := proposed(t, w, allKinds...)
		approved(t, w, id)
		ok(t, w.App.PublishNotice(ctx, w.As("102").Actor, id, online()))
		v, err := publicly(t, w, w.App, id)
		ok(t, err)
		if names := fmt.Sprint(sheetNames(v.Text)); strings.Contains(names, "孙䶮") || v.Left != 1 || !v.Whole {
			t.Errorf("on display: %s, %d left out", names, v.Left)
		}

		if s := noticeStep(t, w, "B11", "103"); s.State != dossier.NotNeeded {
			t.Errorf("the cell of who objected is %+v", s)
		}

		// 赵伟 says on paper, after it was published, that he objects.
		ok(t, w.App.SayConsent(ctx, w.As("102").Actor, w.Of("member 101"), publish.Objects))
		v, err = publicly(t, w, w.App, id)
		ok(t, err)
		if names := fmt.Sprint(sheetNames(v.Text)); strings.Contains(names, "赵伟") || v.Left != 2 || v.Whole {
			t.Errorf("after a late objection on display: %s, %d left out, whole %v", names, v.Left, v.Whole)
		}
	})
}

func TestAnObjectionBetweenApprovalAndPublicationStopsIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		id := proposed(t, w, allKinds...)
		approved(t, w, id)
		ok(t, w.App.SayConsent(t.Context(), w.As("103").Actor, w.Of("member 103"), publish.Objects))
		conflict(t, "publishing over an objection", w.App.PublishNotice(t.Context(), w.As("102").Actor, id, online()))
		ok(t, w.App.ReturnNotice(t.Context(), w.As("102").Actor, id, "有党员不同意公开"))
		proposed(t, w, allKinds...)
		approved(t, w, id)
		ok(t, w.App.PublishNotice(t.Context(), w.As("102").Actor, id, online()))
	})
}

func TestOnlyWhatTheSchemeAllowsIsShown(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		ok(t, w.As("103").Acknowledge("member 103", "我不同意第二条。"))
		id := proposed(t, w, allKinds...)
		approved(t, w, id)
		ok(t, w.App.PublishNotice(t.Context(), w.As("102").Actor, id, online()))
		v, err := publicly(t, w, w.App, id)
		ok(t, err)
		shown := v.Text.Plain()
		for _, secret := range []string{"时间安排不够均衡", "第一会议室", "我不同意", "组织生活会"} { // causes, place, dissent, carrier
			if strings.Contains(shown, secret) {
				t.Errorf("%q is public though the scheme does not allow it", secret)
			}
		}

		for _, said := range []string{"孙䶮践诺情况较好", "新进教师的传帮带还没有排出计划。", "集中点评"} { // and how, which every notice says 〔四(四)〕
			if !strings.Contains(shown, said) {
				t.Errorf("%q is not public", said)
			}
		}
	})
}

func TestACorrectionStandsBesideWhatWasPublicAfterANewApproval(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		ctx := t.Context()
		id := proposed(t, w, allKinds...)
		approved(t, w, id)
		ok(t, w.App.PublishNotice(ctx, w.As("102").Actor, id, online()))
		d, err := w.As("102").Draft("member 103")
		ok(t, err)
		d.Parts[0].Text.Say(scheme.PartOverall, "孙䶮践诺情况很好。")
		ok(t, w.App.Correct(ctx, w.As("102").Actor, w.Of("member 103"), d, "数字核实有误"))
		v, err := w.App.Notice(ctx, w.As("102").Actor, id)
		ok(t, err)
		if v.Fresh {
			t.Error("the page does not see that something public was corrected")
		}

		again := proposed(t, w, allKinds...)
		before, err := publicly(t, w, w.App, again)
		ok(t, err)
		if strings.Contains(before.Text.Plain(), "很好") {
			t.Error("the correction is public before it was approved")
		}

		approved(t, w, again)
		ok(t, w.App.PublishNotice(ctx, w.As("102").Actor, id, online()))
		after, err := publicly(t, w, w.App, again)
		ok(t, err)
		for _, s := range after.Text.Sheets {
			if want := s.Name == "孙䶮"; (len(s.Earlier) == 1) != want {
				t.Errorf("%s has %d earlier texts", s.Name, len(s.Earlier))
			} else if want && (s.Earlier[0].Why != "数字核实有误" || !strings.Contains(fmt.Sprint(s.Earlier), "较好") || !strings.Contains(fmt.Sprint(s.Passages), "很好")) {
				t.Errorf("beside the correction stands %+v", s.Earlier)
			}
		}
	})
}

func TestAPublicationNamesItsChannelsAndDays(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		id := proposed(t, w, scheme.Unit, scheme.Secretary)
		approved(t, w, id)
		for what, change := range map[string]func(*app.Publication){
			"no channel":           func(p *app.Publication) { p.Channels = nil },
			"an unknown channel":   func(p *app.Publication) { p.Channels[0].Name = "广播" },
			"no day":               func(p *app.Publication) { p.Channels[0].Day = "" },
			"a day to come":        func(p *app.Publication) { p.Channels[0].Day = "2011-02-01" },
			"an end before it all": func(p *app.Publication) { p.To = "2011-01-01" },
			"years on display":     func(p *app.Publication) { p.To = "2013-01-01" },
		} {
			in := online()
			change(&in)
			if err := w.App.PublishNotice(t.Context(), w.As("102").Actor, id, in); !errs.Is(err, errs.Invalid) {
				t.Errorf("%s: %v, want it refused", what, err)
			}
		}

		in := online()
		in.Channels = in.Channels[:2]
		ok(t, w.App.PublishNotice(t.Context(), w.As("102").Actor, id, in))
		_, err := publicly(t, w, w.App, id)
		refused(t, "the public page of a notice without one", err)
		if n := w.Tally("B11")[round.NoticeCount("online")]; n != 0 {
			t.Errorf("%d counted as online", n)
		}
	})
}

func sheetNames(t publish.Text) (names []string) {
	for _, s := range t.Sheets {
		names = append(names, s.Name)
	}
	return names
}

// later is the house so many days on.
func later(w *testkit.World, days int) *app.App {
	day := org.Date("2011-01-05").AddDays(days).Time()
	return w.App.At(fixed(day))
}

func fixed(at time.Time) func() time.Time { return func() time.Time { return at } }

// wordsOf is the text of a Word file, without its marks.
func wordsOf(t *testing.T, docx []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	ok(t, err)
	file, err := z.Open("word/document.xml")
	ok(t, err)
	defer file.Close()

	body, err := io.ReadAll(file)
	ok(t, err)
	return marks.ReplaceAllString(string(body), "")
}

var marks = regexp.MustCompile(`<[^>]*>`)
