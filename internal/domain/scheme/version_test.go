package scheme_test

import (
	"strings"
	"testing"

	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

func TestARefIsANameWithItsVersion(t *testing.T) {
	for text, want := range map[string]scheme.Ref{
		"chunji": {Name: "chunji"}, "chunji@2": {Name: "chunji", Version: 2}, " 春季@12 ": {Name: "春季", Version: 12},
		"chunji@": {Name: "chunji@"}, "chunji@0": {Name: "chunji@0"}, "chunji@x": {Name: "chunji@x"}, "": {},
	} {
		if got := scheme.ParseRef(text); got != want {
			t.Errorf("%q is %+v, want %+v", text, got, want)
		}
	}

	if got := (scheme.Ref{Name: "春季", Version: 3}).String(); got != "春季@3" {
		t.Errorf("it is written %s", got)
	}
}

func TestATextNamesTheVersionThatItBuildsOn(t *testing.T) {
	on := scheme.Ref{Name: "chunji", Version: 2}
	for _, text := range []string{"extends: chunji\ntitle: 甲\n", "# 说明\ntitle: 甲\nextends:   chunji   # 春季的\n",
		"extends: \"chunji\"\ntitle: 甲\n", "extends: 'chunji'\ntitle: 甲\n", "{extends: chunji, title: 甲}", "extends: chunji@2\ntitle: 甲\n"} {
		pinned, err := scheme.Pinned(text, on)
		if err != nil || scheme.Extends(pinned) != "chunji@2" || strings.Contains(text, "春季的") != strings.Contains(pinned, "春季的") {
			t.Errorf("%q becomes %q, %v", text, pinned, err)
		}
	}

	if pinned, err := scheme.Pinned("title: 甲\n", on); err != nil || pinned != "title: 甲\n" {
		t.Errorf("a text by itself becomes %q, %v", pinned, err)
	}

	if pinned, err := scheme.Pinned("extends: >\n  chunji\ntitle: 甲\n", on); !errs.Is(err, errs.Invalid) {
		t.Errorf("a folded one becomes %q, %v", pinned, err)
	}
}

func TestAKeptSchemeHasANameByWhichItIsFound(t *testing.T) {
	for name, want := range map[string]errs.Kind{"": errs.Invalid, "a/b": errs.Invalid, "a@1": errs.Invalid, "甲 乙": errs.Invalid,
		"a.yaml": errs.Invalid, strings.Repeat("长", 61): errs.Invalid, "tongyong": errs.Conflict} {
		if err := (scheme.Version{Ref: scheme.Ref{Name: name}}).Check(); !errs.Is(err, want) {
			t.Errorf("%q: %v", name, err)
		}
	}

	for _, name := range []string{"chunji-2011", "2011年春季", "林场（春季）", strings.Repeat("长", 60)} {
		if err := (scheme.Version{Ref: scheme.Ref{Name: name}}).Check(); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}

	if err := (scheme.Version{Ref: scheme.Ref{Name: "a"}, Note: strings.Repeat("长", 201)}).Check(); !errs.Is(err, errs.Invalid) {
		t.Errorf("a long note: %v", err)
	}
}
