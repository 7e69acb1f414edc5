package app_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/testkit"
)

// opensFrom opens a round in preparation from a text; above lies beside it.
func opensFrom(t *testing.T, w *testkit.World, who access.Actor, name, text string) (round.ID, error) {
	t.Helper()
	return w.App.OpenRound(t.Context(), who, app.NewRound{Scheme: "方案.yaml", Text: []byte(text), Name: name, From: "2011-07-01", To: "2011-12-31",
		Beside: func(of string) ([]byte, error) {
			if of == "jituan" {
				return []byte(group), nil
			}
			return nil, os.ErrNotExist
		}})
}

const group = "name: jituan-2011\nextends: tongyong\ntitle: 集团方案\n# 集团统一的\nsteps: {notice: {due: 9}}\n"

// A round opened from a file has its scheme in the house as it was written, in a version, like one that was kept first.
func TestTheHouseKeepsTheSchemeOfARoundThatIsOpenedFromAFile(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		office := w.AsOffice().Actor
		under := func(id round.ID) string {
			t.Helper()
			v, err := w.App.Round(t.Context(), office, id)
			ok(t, err)
			return v.Round.Scheme
		}

		text := spring + "# 主任说的\nprinciples: [{title: 实, text: 实事求是}]\n"
		first, err := opensFrom(t, w, office, "甲", text)
		ok(t, err)
		second, err := opensFrom(t, w, office, "乙", text)
		ok(t, err)
		third, err := opensFrom(t, w, office, "丙", text+"purpose: 促进\n")
		ok(t, err)
		if got := []string{under(first), under(second), under(third)}; !slices.Equal(got, []string{"chunji@1", "chunji@1", "chunji@2"}) {
			t.Errorf("the rounds run under %q", got)
		}

		p, err := w.App.SchemePage(t.Context(), office, scheme.Ref{Name: "chunji", Version: 1})
		ok(t, err)
		if p.Source != text || !p.Own || len(p.Versions) != 2 || p.Faults.Refused() {
			t.Errorf("the house keeps %d versions, the first says %q, %v", len(p.Versions), p.Source, p.Faults)
		}

		ok(t, w.App.ChangeRound(t.Context(), office, first, app.RoundChange{Name: "甲", From: "2011-07-01", To: "2011-12-31",
			Scheme: "方案.yaml", Text: []byte(text + "purpose: 推进\n")}))
		if under(first) != "chunji@3" {
			t.Errorf("changed, the round runs under %s", under(first))
		}

		healthy(t, w)
	})
}

func TestWhatLiesBesideAFileIsKeptWithIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		office := w.AsOffice().Actor
		id, err := opensFrom(t, w, office, "甲", "name: gongsi\nextends: jituan # 集团的\ntitle: 公司方案\n")
		ok(t, err)
		v, err := w.App.Round(t.Context(), office, id)
		ok(t, err)
		p, err := w.App.SchemePage(t.Context(), office, scheme.ParseRef(v.Round.Scheme))
		ok(t, err)
		step, _ := p.Step(scheme.StepNotice)
		if v.Round.Scheme != "gongsi@1" || !strings.Contains(p.Source, "extends: \"jituan-2011@1\" # 集团的") || p.Faults.Refused() || step.Due != 9 {
			t.Errorf("%s says %s, %v", v.Round.Scheme, p.Source, p.Faults)
		}

		above, err := w.App.SchemePage(t.Context(), office, scheme.Ref{Name: "jituan-2011"})
		ok(t, err)
		if above.Source != group {
			t.Errorf("what lay beside it is kept as %q", above.Source)
		}
	})
}

func TestARoundIsNotOpenedUnderAFileThatCannotBeKept(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		_, err := opensFrom(t, w, w.AsOffice().Actor, "甲", "name: tongyong\nextends: chuangxian-2010\ntitle: 甲\n")
		conflict(t, "the name of a built-in one", err)
		_, err = opensFrom(t, w, w.AsOffice().Actor, "甲", "name: a.b\nextends: tongyong\ntitle: 甲\n")
		if !errs.Is(err, errs.Invalid) {
			t.Errorf("a name that can't be found again: %v", err)
		}

		list, err := w.App.SchemeList(t.Context(), operator)
		ok(t, err)
		if len(list.Kept) > 0 {
			t.Errorf("the house keeps %v", list.Kept)
		}
	})
}
