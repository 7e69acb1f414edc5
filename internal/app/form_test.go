package app_test

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"regexp"
	"slices"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/testkit"
)

// A form that is asked for alone reads what is on it alone; it is to the byte the one that stands among all forms.
func TestAFormByItselfIsTheOneAmongAllForms(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		everythingHappens(t, w)
		numbers := regexp.MustCompile(`^\d+-|\(\d+\)`)
		all := map[string][][]byte{} // some are alike in name: of one subject, by two leaders
		for _, form := range []int{app.UnitForm, app.MemberForm} {
			var file bytes.Buffer
			_, err := w.App.Forms(t.Context(), operator, w.Round, "", form, app.FormZip, &file, nil)
			ok(t, err)
			for _, f := range must(zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len())))(t).File {
				body := must(io.ReadAll(must(f.Open())(t)))(t)
				name := numbers.ReplaceAllString(path.Base(f.Name), "")
				all[name] = append(all[name], body)
			}
		}

		seen := map[string]bool{}
		for _, id := range records[review.ID](t, w, "obligation") {
			var one bytes.Buffer
			name := must(w.App.Form(t.Context(), operator, id, app.Word, &one))(t)
			if !slices.ContainsFunc(all[name], func(body []byte) bool { return bytes.Equal(body, one.Bytes()) }) {
				t.Errorf("%s by itself is another than the %d of that name among all", name, len(all[name]))
			}
			seen[name] = true
		}

		if len(seen) != len(all) {
			t.Errorf("%d names were compared, there are %d", len(seen), len(all))
		}
	})
}

func TestTheUnitWhoseFormsAreWantedIsFoundByName(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	all := must(w.App.FormChoice(t.Context(), operator, w.Round, 0, ""))(t).Choice
	if all.More || len(all.List) < 10 || all.Unit != all.List[0] {
		t.Fatalf("of all units %d are offered, %s first", len(all.List), all.Unit.Name)
	}

	found := must(w.App.FormChoice(t.Context(), operator, w.Round, w.Unit("Z2"), "b1"))(t).Choice
	var want []org.UnitID
	for _, u := range all.List {
		if u.ID == w.Unit("Z2") || u.Named("B1") {
			want = append(want, u.ID)
		}
	}

	var got []org.UnitID
	for _, u := range found.List {
		got = append(got, u.ID)
	}

	slices.Sort(want)
	slices.Sort(got)
	if found.Unit.ID != w.Unit("Z2") || !slices.Equal(got, want) || len(want) < 3 {
		t.Errorf("asked for Z2, and for others by b1: %s is chosen of %v, want %v", found.Unit.Name, got, want)
	}
}
