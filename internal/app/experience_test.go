package app_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/publish"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// markedIn is the newest that the seat marked in the sheet.
func markedIn(t *testing.T, w *testkit.World, by testkit.Seat, of string, kind publish.ExperienceKind, text string) publish.ExperienceID {
	t.Helper()
	ok(t, w.App.MarkExperience(t.Context(), by.Actor, w.Of(of), kind, text))
	v, err := w.App.ReadSheet(t.Context(), by.Actor, w.Of(of))
	ok(t, err)
	if len(v.Model.Marked) == 0 {
		t.Fatalf("nothing is marked on %s", of)
	}
	return v.Model.Marked[len(v.Model.Marked)-1].ID
}

// experienceTasksOf are the tasks of experience and promotions that the actor has.
func experienceTasksOf(t *testing.T, w *testkit.World, who access.Actor) string {
	t.Helper()
	all, err := tasksFor(t.Context(), w.App, who)
	ok(t, err)
	var mine []string
	for _, task := range all {
		if kind := string(task.Kind); strings.HasPrefix(kind, "experience.") || strings.HasPrefix(kind, "promotion.") {
			mine = append(mine, kind)
		}
	}

	return strings.Join(mine, " ")
}

// publicIssue is what anybody reads of the issue.
func publicIssue(t *testing.T, w *testkit.World, id publish.PromotionID) (publish.Promotion, error) {
	t.Helper()
	var code string
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		p, err := tx.Promotion(id)
		code = p.Code
		return err
	}))
	return w.App.PublicPromotion(t.Context(), access.Actor{}, code)
}

func TestExperienceGoesFromTheMarkToThePublicPageOnlyWithConsentAndThreeHands(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ctx, zhao, qian, office := t.Context(), w.As("101"), w.As("102"), inOfficeAs(901)
		d, err := zhao.Draft("unit B11")
		ok(t, err)
		ok(t, zhao.Save("unit B11", d))
		refused(t, "a stranger marking", w.App.MarkExperience(ctx, w.As("201").Actor, w.Of("unit B11"), publish.Fresh, "好"))
		invalid(t, "marking nothing", w.App.MarkExperience(ctx, zhao.Actor, w.Of("unit B11"), publish.Fresh, " "))
		id := markedIn(t, w, zhao, "unit B11", publish.Fresh, "实验室开放课时增加一倍。")
		_, err = w.App.Experience(ctx, qian.Actor, id)
		refused(t, "reading what was marked in a draft about one's unit", err)
		refused(t, "agreeing to it", w.App.SayExperience(ctx, qian.Actor, id, publish.Agrees))

		ok(t, zhao.Submit("unit B11"))
		_, err = w.App.Experience(ctx, office, id)
		refused(t, "the office reading what nobody has agreed to", err)
		_, err = w.App.Experience(ctx, w.As("002").Actor, id)
		refused(t, "the leader in charge reading it", err)
		conflict(t, "recommending it", w.App.RecommendExperience(ctx, zhao.Actor, id, "值得学习。"))
		if got := experienceTasksOf(t, w, qian.Actor); got != "experience.agree" {
			t.Errorf("the secretary who is asked can %q", got)
		}

		ok(t, w.App.SayExperience(ctx, qian.Actor, id, publish.Agrees))
		for _, who := range []testkit.Seat{zhao, w.As("002")} {
			if got := experienceTasksOf(t, w, who.Actor); got != "experience.recommend" {
				t.Errorf("%s can %q", who.Name, got)
			}
		}

		refused(t, "the unit's own secretary recommending it", w.App.RecommendExperience(ctx, qian.Actor, id, "值得学习。"))
		invalid(t, "recommending it without a sentence", w.App.RecommendExperience(ctx, zhao.Actor, id, " "))
		ok(t, w.App.RecommendExperience(ctx, zhao.Actor, id, "值得学习。"))
		invalid(t, "sending it back without a reason", w.App.ReturnExperience(ctx, office, id, ""))
		ok(t, w.App.ReturnExperience(ctx, office, id, "请写明怎样做的。"))
		ok(t, w.App.RecommendExperience(ctx, zhao.Actor, id, "值得各支部学习。"))
		if got := experienceTasksOf(t, w, office); got != "experience.judge" {
			t.Errorf("the office can %q", got)
		}

		refused(t, "who recommends it taking it up", w.App.TakeExperience(ctx, zhao.Actor, id))
		ok(t, w.App.TakeExperience(ctx, office, id))
		conflict(t, "taking it up twice", w.App.TakeExperience(ctx, office, id))
		toThePublic(t, w, id)
	})
}

// toThePublic puts what was taken up together and leads the issue through its three hands.
func toThePublic(t *testing.T, w *testkit.World, id publish.ExperienceID) {
	t.Helper()
	ctx, one, two, chen := t.Context(), inOfficeAs(901), inOfficeAs(902), w.As("001").Actor
	chosen := []publish.ExperienceID{id}
	_, err := w.App.ProposePromotion(ctx, w.As("101").Actor, w.Round, "经验交流", "2011-01-05", chosen)
	refused(t, "a general branch putting an issue together", err)
	_, err = w.App.ProposePromotion(ctx, one, w.Round, " ", "2011-01-05", chosen)
	invalid(t, "an issue without a title", err)
	_, err = w.App.ProposePromotion(ctx, one, w.Round, "经验交流", "2011-01-05", nil)
	invalid(t, "an issue with nothing in it", err)
	issue, err := w.App.ProposePromotion(ctx, one, w.Round, "经验交流", "2011-01-05", chosen)
	ok(t, err)
	_, err = w.App.ProposePromotion(ctx, one, w.Round, "又一期", "2011-01-05", chosen)
	conflict(t, "the same experience in a second issue", err)
	conflict(t, "who proposed looking it through", w.App.CheckPromotion(ctx, one, issue))
	conflict(t, "approving before it was looked through", w.App.ApprovePromotion(ctx, chen, issue))
	for who, want := range map[string]access.Actor{"": one, "promotion.check": two} {
		if got := experienceTasksOf(t, w, want); got != who {
			t.Errorf("%s can %q, want %q", want.Name, got, who)
		}
	}

	ok(t, w.App.ReturnPromotion(ctx, two, issue, "标题请改。"))
	ok(t, w.App.ReproposePromotion(ctx, one, issue, "新鲜经验交流", "2011-01-05", chosen))
	ok(t, w.App.CheckPromotion(ctx, two, issue))
	conflict(t, "who looked it through approving", w.App.ApprovePromotion(ctx, two, issue))
	conflict(t, "a paper signed by who is named", w.App.PaperPromotion(ctx, one, issue, w.As("102").Name, "文1号"))
	_, err = publicIssue(t, w, issue)
	refused(t, "the public reading what is not approved", err)
	_, err = w.App.PromotionBulletin(ctx, one, issue, app.Word, &bytes.Buffer{})
	conflict(t, "printing what is not approved", err)
	ok(t, w.App.ApprovePromotion(ctx, chen, issue))

	p, err := publicIssue(t, w, issue)
	ok(t, err)
	if len(p.Text.Items) != 1 || p.Text.Items[0].Sentence != "值得各支部学习。" || p.Number != 1 {
		t.Errorf("the public reads %+v", p)
	}

	list, err := w.App.PublicNotices(ctx, access.Actor{}, 0, 10)
	if ok(t, err); len(list.Promotions) != 1 || list.Promotions[0].Text.Title != "新鲜经验交流" {
		t.Errorf("the public list shows %+v", list.Promotions)
	}

	var bulletin bytes.Buffer
	name, err := w.App.PromotionBulletin(ctx, one, issue, app.Word, &bulletin)
	if ok(t, err); name != "新鲜经验交流.docx" || bulletin.Len() == 0 {
		t.Errorf("the bulletin is called %s and has %d bytes", name, bulletin.Len())
	}

	v, err := w.App.RoundExperience(ctx, w.As("301").Actor, w.Round, 0)
	if ok(t, err); v.Taken[publish.Fresh] != 1 || len(v.List) != 0 || len(v.Promotions) != 1 {
		t.Errorf("somebody of another unit sees %v, %d marked, %d issues", v.Taken, len(v.List), len(v.Promotions))
	}

	ok(t, w.App.SayExperience(ctx, w.As("102").Actor, id, publish.Objects))
	p, err = publicIssue(t, w, issue)
	if ok(t, err); len(p.Text.Items) != 0 {
		t.Errorf("after who is named no longer agrees the public reads %+v", p.Text.Items)
	}

	invalid(t, "withdrawing without a reason", w.App.WithdrawPromotion(ctx, chen, issue, ""))
	ok(t, w.App.WithdrawPromotion(ctx, chen, issue, "内容有误。"))
	_, err = publicIssue(t, w, issue)
	refused(t, "the public reading what was withdrawn", err)
}

func TestWhoMarkedExperienceTakesItBackUntilTheOfficeHasTakenItUp(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ctx, zhao, qian, office := t.Context(), w.As("101"), w.As("102"), inOfficeAs(901)
		d, err := zhao.Draft("unit B11")
		ok(t, err)
		ok(t, zhao.Save("unit B11", d))
		early := markedIn(t, w, zhao, "unit B11", publish.Fresh, "写错了地方。")
		ok(t, w.App.WithdrawExperience(ctx, zhao.Actor, early))
		conflict(t, "taking it back twice", w.App.WithdrawExperience(ctx, zhao.Actor, early))

		ok(t, zhao.Submit("unit B11"))
		id := markedIn(t, w, zhao, "unit B11", publish.Fresh, "实验室开放课时增加一倍。")
		refused(t, "another taking it back", w.App.WithdrawExperience(ctx, w.As("201").Actor, id))
		ok(t, w.App.SayExperience(ctx, qian.Actor, id, publish.Agrees))
		refused(t, "who is named taking the mark back", w.App.WithdrawExperience(ctx, qian.Actor, id))
		ok(t, w.App.RecommendExperience(ctx, zhao.Actor, id, "值得学习。"))
		ok(t, w.App.WithdrawExperience(ctx, zhao.Actor, id))
		_, err = w.App.Experience(ctx, office, id)
		refused(t, "the office reading what was taken back", err)
		if got := experienceTasksOf(t, w, office); got != "" {
			t.Errorf("of what was taken back the office can %q", got)
		}

		for _, who := range []testkit.Seat{zhao, qian} {
			v := must(w.App.ReadSheet(ctx, who.Actor, w.Of("unit B11")))(t)
			list := must(w.App.RoundExperience(ctx, who.Actor, w.Round, 0))(t)
			if len(v.Model.Marked) != 0 || len(list.List) != 0 {
				t.Errorf("%s still sees %+v, %+v", who.Name, v.Model.Marked, list.List)
			}
		}

		up := markedIn(t, w, zhao, "unit B11", publish.Fresh, "实验室开放课时增加一倍。")
		ok(t, w.App.SayExperience(ctx, qian.Actor, up, publish.Agrees))
		ok(t, w.App.RecommendExperience(ctx, zhao.Actor, up, "值得学习。"))
		ok(t, w.App.TakeExperience(ctx, office, up))
		conflict(t, "taking back what the office has taken up", w.App.WithdrawExperience(ctx, zhao.Actor, up))
		sound(t, w, "taking marks back")
	})
}

func TestALongListOfExperienceHasPages(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	zhao := w.As("101")
	ok(t, zhao.Submit("unit B11"))
	for range app.ExperienceEach + 1 {
		ok(t, w.App.MarkExperience(t.Context(), zhao.Actor, w.Of("unit B11"), publish.Model, "联系服务群众"))
	}

	first := must(w.App.RoundExperience(t.Context(), zhao.Actor, w.Round, 0))(t)
	second := must(w.App.RoundExperience(t.Context(), zhao.Actor, w.Round, app.ExperienceEach))(t)
	if len(first.List) != app.ExperienceEach || len(second.List) != 1 || first.Listed != app.ExperienceEach+1 {
		t.Errorf("the pages show %d and %d of %d", len(first.List), len(second.List), first.Listed)
	}
}

func TestAMemberWhoDeclinesIsNoModelOfAnything(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ctx, you := t.Context(), w.As("403")
		ok(t, you.Submit("member 401"))
		ok(t, you.Submit("member 402"))
		invalid(t, "experience of a member", w.App.MarkExperience(ctx, you.Actor, w.Of("member 401"), publish.Fresh, "好"))
		id := markedIn(t, w, you, "member 401", publish.Model, "联系服务群众")
		invalid(t, "saying neither", w.App.SayExperience(ctx, w.As("401").Actor, id, ""))
		ok(t, w.App.SayExperience(ctx, w.As("401").Actor, id, publish.Objects))
		conflict(t, "entering from paper against his own word", w.App.SayExperience(ctx, you.Actor, id, publish.Agrees))
		conflict(t, "recommending who declined", w.App.RecommendExperience(ctx, you.Actor, id, "值得学习。"))
		_, err := w.App.Experience(ctx, inOfficeAs(901), id)
		refused(t, "the office reading of who declined", err)

		other := markedIn(t, w, you, "member 402", publish.Model, "联系服务群众")
		ok(t, w.App.SayExperience(ctx, you.Actor, other, publish.Agrees))
		v, err := w.App.Experience(ctx, w.As("402").Actor, other)
		if ok(t, err); v.Consent.How != "paper" || !v.Self {
			t.Errorf("what was entered from paper is kept as %+v", v.Consent)
		}

		ok(t, w.App.RecommendExperience(ctx, you.Actor, other, "退休不褪色。")) // his branch stands under no general branch
		ok(t, w.App.TakeExperience(ctx, inOfficeAs(901), other))
	})
}

// An issue whose text, or its hash, was changed behind the program's back is neither shown to anybody nor sound to the doctor.
func TestAnIssueThatWasAlteredIsNotShown(t *testing.T) {
	for what, edit := range map[string]string{"another text": `UPDATE promotion SET body = REPLACE(body, '经验', '教训')`,
		"another digest": `UPDATE promotion SET hash = 'f' || SUBSTR(hash, 2)`} {
		t.Run(what, func(t *testing.T) {
			worlds(t, func(t *testing.T, w *testkit.World) {
				zhao, qian := w.As("101"), w.As("102")
				ok(t, zhao.Submit("unit B11"))
				id := markedIn(t, w, zhao, "unit B11", publish.Fresh, "实验室开放课时增加一倍。")
				ok(t, w.App.SayExperience(t.Context(), qian.Actor, id, publish.Agrees))
				ok(t, w.App.RecommendExperience(t.Context(), zhao.Actor, id, "值得各支部学习。"))
				ok(t, w.App.TakeExperience(t.Context(), inOfficeAs(901), id))
				one, two := inOfficeAs(901), inOfficeAs(902)
				issue := must(w.App.ProposePromotion(t.Context(), one, w.Round, "经验交流", "2011-01-05", []publish.ExperienceID{id}))(t)
				ok(t, w.App.CheckPromotion(t.Context(), two, issue))
				ok(t, w.App.ApprovePromotion(t.Context(), w.As("001").Actor, issue))
				code := must(w.App.PublicNotices(t.Context(), access.Actor{}, 0, 10))(t).Promotions[0].Code
				healthy(t, w)
				ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
					n, err := tx.Exec(edit)
					if err == nil && n != 1 {
						t.Errorf("%d issues are edited", n)
					}
					return err
				}))

				if _, err := w.App.PublicPromotion(t.Context(), access.Actor{}, code); err == nil {
					t.Error("the public reads it")
				}

				health := must(w.App.Examine(t.Context(), operator))(t)
				if !slices.ContainsFunc(health.Wrong, func(wrong error) bool { return strings.Contains(wrong.Error(), "审定时的校验码") }) {
					t.Errorf("doctor finds %v", health.Wrong)
				}
			})
		})
	}
}
