package web_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/store"
	"lingping/internal/testkit"
	"lingping/internal/web"
)

// batches gathers opinions on two branches, at every stage.
func (sc *scene) batches(t *testing.T, w *testkit.World) {
	for _, stage := range kinds["batch"].stages {
		for side, unit := range map[string]string{"inner": "B11", "outer": "B21"} {
			b := must(w.App.OpenBatch(t.Context(), access.LocalOperator(), app.NewBatch{Batch: dossier.Batch{Round: w.Round, Unit: w.Unit(unit),
				Kind: dossier.Gather, OfUnit: true, Title: "征求意见", Floor: dossier.OpinionFloor, Until: "2099-12-31"}}))(t)
			here := object{"batch": id(int64(b)), "round": id(int64(w.Round)), "unit": id(int64(w.Unit(unit)))}
			sc.objects["batch "+string(access.Launched)+" "+side] = here
			if stage == access.Heard {
				_, codes, err := w.App.PrintSlips(t.Context(), access.LocalOperator(), b, dossier.OpinionFloor)
				check(t, err)
				for i, code := range codes {
					check(t, w.App.SendSlip(t.Context(), "", code, dossier.Slip{Answers: []dossier.Answer{{Text: fmt.Sprint("意见", i)}}}))
				}
			}

			if stage != access.Gathering {
				_, _, err := w.App.CloseBatch(t.Context(), access.LocalOperator(), b)
				check(t, err)
			}

			if stage == access.Heard {
				check(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
					pool, err := tx.PoolOfBatch(b)
					if err != nil {
						return err
					}

					list, err := tx.Opinions(pool)
					here["pool"], here["opinion"] = id(int64(pool)), id(int64(list[0].ID))
					return err
				}))
			}

			sc.objects["batch "+string(stage)+" "+side] = here
		}
	}
}

var slipCode = regexp.MustCompile(`[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}`)

// gathered opens a batch on B11 as 赵伟 would and gives its address and the codes of the slips.
func gathered(t *testing.T, h *house, zhao desk, slips string) (batch string, codes []string) {
	t.Helper()
	opened := zhao.fill("/opinions/new", "/opinions", "at", fmt.Sprintf("%d.%d.true.false", h.Round, h.Unit("B11")), "kind", "gather",
		"title", "座谈会征求意见", "floor", "5", "until", "2099-12-31")
	opened.wants(t, "opening a batch", 303)
	batch = opened.Header.Get("Location")
	printed := zhao.fill(batch, batch+"/slips", "n", slips)
	printed.wants(t, "printing slips", 200)
	printed.says(t, `<path d="M`)
	return batch, slipCode.FindAllString(printed.text, -1)
}

func TestOpinionsGoFromTheBowlToTheReviewerOnPages(t *testing.T) {
	h := house2011(t)
	zhao := h.as(t, "101")
	batch, codes := gathered(t, h, zhao, "6")
	if len(codes) != 6 {
		t.Fatalf("%d codes on six slips", len(codes))
	}

	if again := zhao.visit(batch).text; slipCode.MatchString(again) {
		t.Error("the codes can be seen a second time")
	}

	zhao.fill(batch, batch+"/invite", "class", "masses", "names", "王工\n李师傅").wants(t, "inviting", 303, batch)
	for i, code := range codes {
		anybody := h.browser(t)
		wrong := anybody.fill("/o", "/o", "code", code[:18]+"?")
		wrong.wants(t, "a wrong code", 422)
		wrong.says(t, "这个码打错了")
		form := anybody.fill("/o", "/o", "code", code)
		form.wants(t, "the form", 200)
		form.says(t, "写法和只有您知道的小事会让人猜出是谁")
		empty := anybody.post("/o/send", url.Values{"token": {form.token()}, "code": {code}, "text0": {" "}})
		empty.wants(t, "an empty slip", 422)
		got := anybody.post("/o/send", url.Values{"token": {form.token()}, "code": {code}, "text0": {fmt.Sprintf("实验室开放时间太短，第%d份", i)}})
		got.wants(t, "a slip", 200)
		got.says(t, "已收到")
		if strings.Contains(got.text, "实验室") {
			t.Error("the receipt repeats what was written")
		}

		anybody.post("/o/send", url.Values{"token": {form.token()}, "code": {code}, "text0": {"又来"}}).wants(t, "the code again", 422)
	}

	zhao.visit(batch).reads(t, "截止后才显示")
	zhao.fill(batch, batch+"/close").wants(t, "closing", 303, batch)
	page := zhao.visit(batch)
	heard := regexp.MustCompile(`/heard/\d+`).FindString(page.text)
	list := zhao.visit(heard)
	list.reads(t, "实验室开放时间太短，第3份")
	one := hidden(list, "opinion")
	zhao.fill(heard, heard, "opinion", one, "disposition", "adopted").wants(t, "a disposition without a sentence", 422)
	zhao.fill(heard, heard, "opinion", one, "disposition", "adopted", "sentence", "已列入整改要求").wants(t, "a disposition", 303, heard)
	qian := h.as(t, "102")
	qian.visit(heard).wants(t, "opinions to him about whom they are", 404)
	answers := qian.visit(heard + "/answers")
	answers.reads(t, "已列入整改要求")
	if strings.Contains(answers.text, "实验室") {
		t.Error("the secretary reads an opinion on himself among the answers")
	}
}

// What a proxy or an office could put beside the slips is nowhere: not in the log, not in the ledger, not in a session.
func TestNothingOfASlipStandsInTheLogOrTheLedger(t *testing.T) {
	var said bytes.Buffer
	h := open(t, web.Options{Log: slog.New(slog.NewTextHandler(&said, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	ctx := t.Context()
	b, err := h.App.OpenBatch(ctx, h.AsOffice().Actor, app.NewBatch{Batch: dossier.Batch{Round: h.Round, Unit: h.Unit("B11"),
		Kind: dossier.Gather, OfUnit: true, Title: "征求意见", Floor: 5, Until: "2099-12-31"}})
	check(t, err)
	_, codes, err := h.App.PrintSlips(ctx, h.AsOffice().Actor, b, 40)
	check(t, err)
	slip := h.account(t, "sun", "103")
	sun := h.browser(t)
	sun.enter(slip.Login, slip.Code).wants(t, "signing in", 303)
	said.Reset()
	ledger, seen := entries(t, h), seenAt(t, h)
	for _, code := range codes {
		form := sun.fill("/o", "/o", "code", code)
		sun.post("/o/send", url.Values{"token": {form.token()}, "code": {code}, "text0": {"一句没有人知道是谁说的话"}}).wants(t, "a slip", 200)
	}

	sun.fill("/o", "/o", "code", codes[0]).wants(t, "a used code", 422)
	if said.Len() != 0 {
		t.Errorf("the log says:\n%s", said.String())
	}

	if now := entries(t, h); now != ledger {
		t.Errorf("%d entries were written for forty slips", now-ledger)
	}

	if now := seenAt(t, h); now != seen {
		t.Error("the session of a member who wrote says when he was there")
	}
}

func entries(t *testing.T, h *house) (n int) {
	t.Helper()
	check(t, h.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
		n, err = store.Count(tx, "SELECT COUNT(*) FROM ledger")
		return err
	}))
	return n
}

func seenAt(t *testing.T, h *house) (at int) {
	t.Helper()
	check(t, h.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
		at, err = store.Count(tx, "SELECT MAX(seen_at) FROM session")
		return err
	}))
	return at
}

func TestTheFormOfARecheckIsReachedFromHomeAndRefusesTheSecretaryHimself(t *testing.T) {
	h := house2011(t)
	form := fmt.Sprintf("/opinions/new?kind=recheck&round=%d&unit=%d", h.Round, h.Unit("B11"))
	page := h.as(t, "101").visit(form)
	page.says(t, fmt.Sprintf(`value="%d.%d.true.false" selected`, h.Round, h.Unit("B11")))
	page.says(t, `value="整改评价"`)
	h.as(t, "102").visit(form).wants(t, "the form to the secretary of the branch", 404)
}

// Whoever runs a gathering whose key is gone is told on its page, and offered the only end that it can have.
func TestALostKeyIsToldOnThePageOfItsGathering(t *testing.T) {
	h := house2011(t)
	zhao := h.as(t, "101")
	batch, codes := gathered(t, h, zhao, "6")
	if strings.Contains(zhao.visit(batch).text, batch+"/lost") {
		t.Error("losing it is offered while the key is there")
	}

	form := h.browser(t).fill("/o", "/o", "code", codes[0])
	h.browser(t).post("/o/send", url.Values{"token": {form.token()}, "code": {codes[1]}, "text0": {"早来的"}}).wants(t, "a slip", 200)
	check(t, os.RemoveAll(h.Keys))
	zhao.visit(batch).says(t, "暂时打不开存放密钥的文件夹")
	check(t, os.Mkdir(h.Keys, 0o700))
	page := zhao.visit(batch)
	page.says(t, "只能按“密钥遗失”截止")
	zhao.fill(batch, batch+"/close").wants(t, "closing without the key", 503)
	h.browser(t).post("/o/send", url.Values{"token": {form.token()}, "code": {codes[0]}, "text0": {"谁也看不到"}}).
		wants(t, "a slip that nobody could read", 503)
	zhao.fill(batch, batch+"/lost").wants(t, "closing as lost", 303, batch)
	end := zhao.visit(batch)
	end.reads(t, "密钥遗失")
	end.reads(t, "打不开，已删去")
	h.as(t, "102").visit(batch).wants(t, "the page to the secretary of the branch", 404)
}
