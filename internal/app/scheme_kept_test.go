package app_test

import (
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/testkit"
)

// keeps keeps a scheme and gives its version.
func keeps(t *testing.T, w *testkit.World, who access.Actor, text string) scheme.Ref {
	t.Helper()
	ref, faults, err := w.App.KeepScheme(t.Context(), who, app.KeptText{Name: "自己的方案", Text: text})
	if err != nil {
		t.Fatalf("%v: %v", err, faults)
	}
	return ref
}

const spring = "name: chunji\nextends: tongyong\ntitle: 春季方案\ntheme: 迎春\n"

func TestAnOfficeKeepsVersionsOfAScheme(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		office := w.AsOffice().Actor
		if ref := keeps(t, w, office, spring); ref.String() != "chunji@1" {
			t.Fatalf("kept as %s", ref)
		}

		_, _, err := w.App.KeepScheme(t.Context(), office, app.KeptText{Text: spring})
		conflict(t, "the same again", err)
		ref := keeps(t, w, office, spring+"steps: {notice: {due: 9}}\n")
		if ref.String() != "chunji@2" {
			t.Fatalf("kept as %s", ref)
		}

		p, err := w.App.SchemePage(t.Context(), w.As("103").Actor, scheme.Ref{Name: "chunji"})
		ok(t, err)
		if p.Ref != ref || len(p.Versions) != 2 || len(p.Last) != 1 || p.Last[0].Path != "steps.notice.due" || !p.Newest() {
			t.Errorf("the newest is %s of %d, changed %v", p.Ref, len(p.Versions), p.Last)
		}

		old, err := w.App.SchemePage(t.Context(), office, scheme.Ref{Name: "chunji", Version: 1})
		ok(t, err)
		if old.Newest() || old.Source != spring || len(old.Changes) != 2 {
			t.Errorf("the first says %q, otherwise than its parent %v", old.Source, old.Changes)
		}

		list, err := w.App.SchemeList(t.Context(), office)
		ok(t, err)
		if len(list.Kept) != 1 || list.Kept[0].Ref != ref || list.Kept[0].Title != "春季方案" || len(list.Builtin) < 4 {
			t.Errorf("the list is %+v", list)
		}
	})
}

func TestWhatIsWrongOrAnothersIsNotKept(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		office := w.AsOffice().Actor
		_, faults, err := w.App.KeepScheme(t.Context(), office, app.KeptText{Text: "name: a\ntitle: 甲\nnonsense: 1\n"})
		if !errs.Is(err, errs.Invalid) || len(faults) == 0 {
			t.Errorf("a text with faults: %v, %v", err, faults)
		}

		_, _, err = w.App.KeepScheme(t.Context(), office, app.KeptText{Text: "name: tongyong\nextends: chuangxian-2010\ntitle: 甲\n"})
		conflict(t, "the name of a built-in one", err)
		for _, number := range []string{"001", "103"} {
			_, _, err := w.App.KeepScheme(t.Context(), w.As(number).Actor, app.KeptText{Text: spring})
			refused(t, number+" keeps a scheme", err)
		}

		keeps(t, w, office, spring)
		_, _, err = w.App.KeepScheme(t.Context(), office, app.KeptText{Text: spring + "purpose: 促进\n", New: true})
		conflict(t, "a new one of a name that there is", err)
		keeps(t, w, office, spring+"purpose: 促进\n")
		_, _, err = w.App.KeepScheme(t.Context(), office, app.KeptText{Text: spring + "purpose: 推进\n", Onto: 1})
		conflict(t, "a change of an old version", err)
	})
}

func TestAKeptParentThatChangesChangesNoChildAndNoRound(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		office := w.AsOffice().Actor
		keeps(t, w, office, spring+"steps: {notice: {due: 9}}\n")
		child := keeps(t, w, office, "name: lin\nextends: chunji\ntitle: 林场方案\n")
		id, err := w.App.OpenRound(t.Context(), office, app.NewRound{Scheme: "lin", Name: "林场", From: "2011-07-01", To: "2011-12-31"})
		ok(t, err)
		keeps(t, w, office, spring+"steps: {notice: {due: 11}}\n")

		p, err := w.App.SchemePage(t.Context(), office, child)
		ok(t, err)
		due := func(s *scheme.Scheme) int { st, _ := s.Step(scheme.StepNotice); return st.Due }
		if due(p.Scheme) != 9 || !strings.Contains(p.Source, "chunji@1") {
			t.Errorf("the child has day %d and says %s", due(p.Scheme), p.Source)
		}

		v, err := w.App.Round(t.Context(), office, id)
		ok(t, err)
		if due(v.Plan) != 9 || v.Round.Scheme != "lin@1" {
			t.Errorf("the round under %s has day %d", v.Round.Scheme, due(v.Plan))
		}

		next := keeps(t, w, office, "name: lin\nextends: chunji\ntitle: 林场方案\n")
		if p, err = w.App.SchemePage(t.Context(), office, next); err != nil || due(p.Scheme) != 11 || len(p.Last) != 1 {
			t.Errorf("the next version has day %d, changed %v, %v", due(p.Scheme), p.Last, err)
		}
	})
}

func TestAnEditIsKeptAsWhatItChanges(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		office := w.AsOffice().Actor
		base, err := scheme.Load(scheme.First)
		ok(t, err)
		e := scheme.Edit{Name: "lin", Title: "林场方案", Theme: "迎春", Steps: map[scheme.StepKey]scheme.StepEdit{
			scheme.StepNotice: {Name: "张榜", Actor: "场部办", Due: 4}}, Filing: []scheme.Filing{{Who: "各党总支", To: "场部办", Forms: []int{2}}}}
		ref, faults, err := w.App.KeepEdited(t.Context(), office, scheme.Ref{Name: scheme.First}, e, "首稿")
		if err != nil {
			t.Fatal(err, faults)
		}

		p, err := w.App.SchemePage(t.Context(), office, ref)
		ok(t, err)
		if len(strings.Split(p.Source, "\n")) > 20 || p.Filing[0].To != "场部办" || p.Basis.Title != "" || p.Kept.Note != "首稿" {
			t.Errorf("kept is\n%s", p.Source)
		}

		_, _, err = w.App.KeepEdited(t.Context(), office, scheme.Ref{Name: scheme.First}, e, "")
		conflict(t, "a second one of the name", err)
		e.Aspects = map[scheme.SubjectKind][]scheme.Aspect{scheme.Member: {{Key: base.AspectsFor(scheme.Member, nil)[0].Key, Text: "看防火"}, {Text: "看植树"}}}
		next, faults, err := w.App.KeepEdited(t.Context(), office, ref, e, "")
		if err != nil || next.Version != 2 {
			t.Fatal(next, err, faults)
		}

		if p, err = w.App.SchemePage(t.Context(), office, next); err != nil || len(p.AspectsFor(scheme.Member, nil)) != 2 ||
			scheme.Extends(p.Source) != scheme.First {
			t.Errorf("the next version is %v\n%s", err, p.Source)
		}

		_, _, err = w.App.KeepEdited(t.Context(), office, ref, e, "")
		conflict(t, "an edit of the old version", err)
	})
}
