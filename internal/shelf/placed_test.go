package shelf_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lingping/internal/domain/org"
	"lingping/internal/shelf"
)

func TestWhoeverIsPutAtAPlaceComesBackInItsOrder(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		places := rapid.IntRange(1, 12).Draw(t, "places")
		placed, err := shelf.NewPlaced(dir, places)
		if err != nil {
			t.Fatal(err)
		}
		defer placed.Close()

		at := map[int]org.Person{}
		for _, place := range rapid.Permutation(rangeOf(places)).Draw(t, "order")[:rapid.IntRange(0, places).Draw(t, "put")] {
			var person org.Person
			fill(reflect.ValueOf(&person).Elem(), 7*place+rapid.IntRange(0, 5).Draw(t, "seed"))
			at[place] = person
			if err := placed.Put(place, &person); err != nil {
				t.Fatal(err)
			}
		}

		var want, got []org.Person
		for place := range places {
			if person, put := at[place]; put {
				want = append(want, person)
			}
		}

		some := rapid.IntRange(1, 5).Draw(t, "some")
		if err := placed.InOrder(some, func(group []org.Person) error {
			if len(group) == 0 || len(group) > some {
				t.Fatalf("%d are shown at a time", len(group))
			}

			got = append(got, group...)
			return nil
		}); err != nil {
			t.Fatal(err)
		}

		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("persons (-want +got): %s", diff)
		}
	})
}

func rangeOf(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func TestNothingStaysInTheFolder(t *testing.T) {
	dir := t.TempDir()
	rows, err := shelf.NewRows(dir)
	if err != nil {
		t.Fatal(err)
	}

	if err := rows.Add(&org.PersonRow{}); err != nil {
		t.Fatal(err)
	}

	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}

	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v is left: %v", left, err)
	}

	if _, err := shelf.NewRows(dir + "/gone"); err == nil {
		t.Error("a folder that is not there holds rows")
	}
}

func TestAFolderThatIsNotThereIsAnErrorAndNothingHalfMade(t *testing.T) {
	nowhere := filepath.Join(t.TempDir(), "nowhere")
	if rows, err := shelf.NewRows(nowhere); err == nil || rows != nil {
		t.Errorf("rows: %v, %v", rows, err)
	}

	if persons, err := shelf.NewPersons(nowhere); err == nil || persons != nil {
		t.Errorf("persons: %v, %v", persons, err)
	}

	if placed, err := shelf.NewPlaced(nowhere, 3); err == nil || placed != nil {
		t.Errorf("places: %v, %v", placed, err)
	}
}
