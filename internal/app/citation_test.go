package app_test

import (
	"slices"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/testkit"
)

func TestAProblemCitesWhatItsReviewerFound(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		f := morning(w, "B11", "B12")
		f.Findings = append(f.Findings, dossier.Finding{Kind: dossier.Difficulty, Text: "缺一间活动室"})
		_, err := w.App.OpenFieldwork(t.Context(), zhao.Actor, f)
		ok(t, err)
		v, err := zhao.Sheet("unit B11")
		ok(t, err)
		all := v.Parts[0].Evidence
		if len(all) != 2 || all[0].Text != "台账不全" || all[1].Text != "缺一间活动室" {
			t.Fatalf("the reviewer can cite %+v, want the problem and the difficulty", all)
		}

		d, err := zhao.Draft("unit B11")
		ok(t, err)
		cite := func(problem int, ref int64) {
			d.Parts[0].Text.Citations = []review.Citation{{Problem: problem, Kind: review.CiteFieldwork, Ref: ref, Label: "说得太多的一句"}}
		}
		cite(1, 12345)
		if err := zhao.Save("unit B11", d); !errs.Is(err, errs.Invalid) {
			t.Errorf("citing what is not there: %v, want it refused", err)
		}

		cite(2, all[0].Ref)
		ok(t, zhao.SubmitAs("unit B11", d))
		seen, err := w.As("102").Sheet("unit B11")
		ok(t, err)
		got := seen.Parts[0].Review.Text.CitedBy(2)
		if len(got) != 1 || got[0].Label != "2011-01-04 实地走访" || len(seen.Parts[0].Evidence) != 0 {
			t.Errorf("the subject sees %+v and can look up %+v, want the name of the visit only", got, seen.Parts[0].Evidence)
		}

		if frozen := seen.Parts[0].Versions[0].Text.Citations; len(frozen) != 1 {
			t.Errorf("the version that was handed in cites %+v", frozen)
		}

		other, err := w.As("003").Sheet("unit B12 by 003")
		ok(t, err)
		if len(other.Parts[0].Evidence) != 0 {
			t.Errorf("another reviewer of the unit can cite %+v, which he did not find", other.Parts[0].Evidence)
		}
	})
}

func TestACitationOutlivesWhatItCites(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		id, err := w.App.OpenFieldwork(t.Context(), zhao.Actor, morning(w, "B11"))
		ok(t, err)
		v, err := zhao.Sheet("unit B11")
		ok(t, err)
		d, err := zhao.Draft("unit B11")
		ok(t, err)
		d.Parts[0].Text.Citations = []review.Citation{{Problem: 1, Kind: review.CiteFieldwork, Ref: v.Parts[0].Evidence[0].Ref}}
		ok(t, zhao.Save("unit B11", d))
		changed := morning(w, "B11")
		changed.ID, changed.Revision, changed.Findings = id, 1, nil
		ok(t, w.App.SaveFieldwork(t.Context(), zhao.Actor, changed))
		v, err = zhao.Sheet("unit B11")
		ok(t, err)
		again := testkit.Filled(v)
		again.Parts[0].Text.Citations = v.Parts[0].Review.Text.Citations
		again.Parts[0].Text.Say(scheme.PartOverall, "改写。")
		ok(t, zhao.Save("unit B11", again))
		v, err = zhao.Sheet("unit B11")
		ok(t, err)
		if got := v.Parts[0].Review.Text.CitedBy(1); len(got) != 1 || got[0].Label != "2011-01-04 实地走访" {
			t.Errorf("after its line was taken out of the record the citation is %+v", got)
		}
	})
}

func TestAnOpinionThatManySharedIsCitedWithoutItsWords(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		id, _ := gather(t, w, zhao, gathering(w, "B11"), five("谈心太少")...)
		v, err := zhao.Sheet("unit B11")
		ok(t, err)
		if len(v.Parts[0].Evidence) != 0 {
			t.Fatalf("before the batch is closed its reviewer can cite %+v", v.Parts[0].Evidence)
		}

		_, _, err = w.App.CloseBatch(t.Context(), zhao.Actor, id)
		ok(t, err)
		v, err = zhao.Sheet("unit B11")
		ok(t, err)
		if len(v.Parts[0].Evidence) == 0 {
			t.Fatal("once it is closed he can cite nothing")
		}

		heard := v.Parts[0].Evidence[0]
		if d := v.Parts[0].Review.Text.Differ(v.Parts[0].Evidence); len(d.Unheard) != len(v.Parts[0].Evidence) {
			t.Errorf("what no problem rests on is %+v", d.Unheard)
		}

		d, err := zhao.Draft("unit B11")
		ok(t, err)
		d.Parts[0].Text.Citations = []review.Citation{{Problem: 1, Kind: heard.Kind, Ref: heard.Ref, Label: heard.Text}}
		ok(t, zhao.Save("unit B11", d))
		ok(t, w.App.AppointClerk(t.Context(), zhao.Actor, w.Person("101"), w.Person("105")))
		wu := w.As("105")
		d, err = wu.Draft("unit B11") // a clerk reads no opinions: what he saves leaves the citation in its place
		ok(t, err)
		d.Parts[0].Text.Say(scheme.PartOverall, "代录时补写的一句。")
		ok(t, wu.Save("unit B11", d))
		v, err = zhao.Sheet("unit B11")
		ok(t, err)
		if got := v.Parts[0].Review.Text.CitedBy(1); len(got) != 1 || got[0].Ref != heard.Ref || got[0].Label != "" {
			t.Errorf("after the clerk saved, the problem cites %+v", got)
		}

		d = testkit.Filled(v)
		d.Parts[0].Text.Citations = v.Parts[0].Review.Text.Citations
		ok(t, zhao.SubmitAs("unit B11", d))
		pool := readPool(t, w, zhao, v.Parts[0].Evidence[0].Of)
		for _, o := range pool.List {
			want := dossier.Undecided
			if int64(o.ID) == heard.Ref {
				want = dossier.Adopted
			}

			if o.Outcome.Disposition != want || want == dossier.Adopted && (o.Outcome.Problem != 1 || o.Outcome.Demand == "") {
				t.Errorf("once the sheet is handed in, of %q is said %+v; want %q without asking again", o.Text, o.Outcome, want)
			}
		}
	})
}

// A problem of a self-summary is the same wherever it stands when the summary comes again in another order.
func TestAProblemOfASummaryIsCitedForWhatItSays(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian, in := w.As("102"), lookingBack(w, "B11", "103")
		in.Text.Problems = []string{"走访太少", "台账不全"}
		saved := must(w.App.HandInSummary(t.Context(), w.As("103").Actor, in))(t)
		v := must(qian.Sheet("member 103"))(t)
		d := must(qian.Draft("member 103"))(t)
		at := slices.IndexFunc(v.Parts[0].Evidence, func(e review.Evidence) bool { return e.Text == "台账不全" })
		d.Parts[0].Text.Citations = []review.Citation{{Problem: 1, Kind: review.CiteSummary, Ref: v.Parts[0].Evidence[at].Ref}}
		ok(t, qian.Save("member 103", d))

		ok(t, w.App.ReturnSummary(t.Context(), qian.Actor, w.Round, 0, w.Person("103"), "请排好先后"))
		in.Text.Problems, in.Revision = []string{"台账不全", "走访太少", "学习不够"}, must(summaryOf(t, w, w.As("103").Actor, "B11", "103"))(t).Revision
		must(w.App.HandInSummary(t.Context(), w.As("103").Actor, in))(t)
		v = must(qian.Sheet("member 103"))(t)
		var cited []string
		for _, e := range v.Parts[0].Evidence {
			if _, is := v.Parts[0].Review.Text.Cites(e); is {
				cited = append(cited, e.Text)
			}
		}

		if !slices.Equal(cited, []string{"台账不全"}) {
			t.Errorf("of summary %d are cited %q", saved.ID, cited)
		}
	})
}

// readPool is what was said, as the reviewer reads it.
func readPool(t *testing.T, w *testkit.World, by testkit.Seat, pool int64) app.HeardView {
	t.Helper()
	return must(w.App.Heard(t.Context(), by.Actor, dossier.PoolID(pool)))(t)
}

// What was found, what the subject says of itself and what it was asked before becomes a problem in its own words by one
// choice, once however often the form is saved; what was said on slips never does.
func TestEvidenceBecomesAProblemOfItsOwn(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		must(w.App.OpenFieldwork(t.Context(), zhao.Actor, morning(w, "B11")))(t)
		id, _ := gather(t, w, zhao, gathering(w, "B11"), five("谈心太少")...)
		_, _, err := w.App.CloseBatch(t.Context(), zhao.Actor, id)
		ok(t, err)
		for range 2 { // the form still asks for it when it saves itself again
			v := must(zhao.Sheet("unit B11"))(t)
			d := testkit.Filled(v)
			for _, e := range v.Parts[0].Evidence {
				d.Parts[0].Text.Citations = append(d.Parts[0].Text.Citations, review.Citation{Problem: review.AsNewProblem, Kind: e.Kind, Ref: e.Ref})
			}

			ok(t, zhao.Save("unit B11", d))
			text := must(zhao.Sheet("unit B11"))(t).Parts[0].Review.Text
			at := 1 + slices.Index(text.Problems, "台账不全")
			if n := len(d.Parts[0].Text.Problems); len(text.Problems) != n+1 || at != n+1 || len(text.CitedBy(at)) != 1 {
				t.Errorf("the problems are %q, with the citations %+v", text.Problems, text.Citations)
			}
		}
	})
}
