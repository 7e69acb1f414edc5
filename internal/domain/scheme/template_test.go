package scheme_test

import (
	"strings"
	"testing"

	"lingping/internal/domain/scheme"
	"pgregory.net/rapid"
)

// version is a form as it was kept at a moment.
func version(name string, number int, at int64) scheme.Template {
	return scheme.Template{Ref: scheme.Ref{Name: name, Version: number}, At: at}
}

func TestTheVersionOfAFormIsThatOfItsMoment(t *testing.T) {
	kept := []scheme.Template{version("表", 3, 30), version("表", 2, 20), version("表", 1, 10), version("别的", 9, 5)}
	for _, c := range []struct {
		ref   string
		until int64
		want  int // 0: none
	}{
		{"表", 0, 3}, {"表", 30, 3}, {"表", 29, 2}, {"表", 20, 2}, {"表", 10, 1}, {"表", 9, 0},
		{"表@1", 0, 1}, {"表@1", 9, 1}, {"表@3", 20, 3}, {"表@4", 0, 0}, {"没有", 0, 0}, {"", 0, 0},
	} {
		found, ok := scheme.TemplateFor(kept, scheme.ParseRef(c.ref), c.until)
		if found.Version != c.want || ok != (c.want > 0) {
			t.Errorf("%q until %d is version %d, want %d", c.ref, c.until, found.Version, c.want)
		}
	}
}

// What was meant at a moment is meant for ever: no later version changes it, in whatever order versions are read.
func TestALaterVersionOfAFormChangesNothingBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var kept []scheme.Template
		at := int64(0)
		for n := range rapid.IntRange(0, 6).Draw(t, "versions") {
			at += int64(rapid.IntRange(1, 5).Draw(t, "later"))
			kept = append(kept, version("表", n+1, at))
		}

		until := int64(rapid.IntRange(1, 40).Draw(t, "until"))
		before, _ := scheme.TemplateFor(kept, scheme.Ref{Name: "表"}, until)
		later := rapid.Permutation(append(kept, version("表", len(kept)+1, max(at, until)+1))).Draw(t, "order")
		if after, _ := scheme.TemplateFor(later, scheme.Ref{Name: "表"}, until); after != before {
			t.Errorf("it was version %d, and is %d after another was kept", before.Version, after.Version)
		}
	})
}

func TestASchemeNamesItsWordForms(t *testing.T) {
	text := func(form, template string) []byte {
		return []byte("name: a\nextends: chuangxian-2010\ntitle: 甲\nforms: {" + form + ": {template: " + template + "}}\n")
	}
	for _, c := range []struct{ form, template, fault string }{
		{"2", "本校表", ""}, {"3", "本校表@2", ""}, {"1", "本校表", "附件1不能用"}, {"2", "本 校 表", "不是 Word 表的名称"}, {"2", "表@0", "不是 Word 表的名称"},
		{"2", "a/b", "不是 Word 表的名称"},
	} {
		s, faults := scheme.Parse("a", text(c.form, c.template), scheme.Source)
		switch err := faults.Err(); {
		case c.fault == "" && (err != nil || s.Template(int(c.form[0]-'0')) != scheme.ParseRef(c.template)):
			t.Errorf("%s on %s: %v", c.form, c.template, err)
		case c.fault != "" && (err == nil || !strings.Contains(err.Error(), c.fault)):
			t.Errorf("%s on %s: %v, want a fault “%s”", c.form, c.template, err, c.fault)
		}
	}
}
