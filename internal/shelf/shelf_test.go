package shelf_test

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lingping/internal/domain/org"
	"lingping/internal/shelf"
)

// fill gives every field of a value something, so that one which is not kept is missed.
func fill(v reflect.Value, seed int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("字%d", seed))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(seed) - 3)
	case reflect.Bool:
		v.SetBool(seed%2 == 0)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), seed%3+1, seed%3+1))
		for i := range v.Len() {
			fill(v.Index(i), seed+i)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), seed+i+1)
		}
	case reflect.Pointer:
	default:
		panic(v.Kind().String())
	}
}

func TestEveryFieldComesBackAsItWas(t *testing.T) {
	rows, err := shelf.NewRows(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()

	persons, err := shelf.NewPersons(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer persons.Close()

	sheets, arounds := []*org.Sheet{{Name: "甲"}, {Name: "乙"}}, []*org.Around{nil, {Section: "丙"}}
	var wantRows []org.PersonRow
	var wantPersons []org.Person
	rapid.Check(t, func(t *rapid.T) {
		var row org.PersonRow
		if seed := rapid.IntRange(0, 1000).Draw(t, "seed"); seed > 0 { // the row of nothing too
			fill(reflect.ValueOf(&row).Elem(), seed)
		}

		row.Sheet, row.Around = rapid.SampledFrom(sheets).Draw(t, "sheet"), rapid.SampledFrom(arounds).Draw(t, "around")
		wantRows, wantPersons = append(wantRows, row), append(wantPersons, row.Person)
		if rows.Add(&row) != nil || persons.Add(&row.Person) != nil {
			t.Fatal("not kept")
		}
	})

	rows.Fill(2, "后来的")
	wantRows[2].Branch = "后来的"
	var got []org.PersonRow
	if err := rows.Each(nil, func(at int, row *org.PersonRow) error {
		if at != len(got) {
			t.Errorf("row %d is said to be row %d", len(got), at)
		}

		got = append(got, *row)
		return nil
	}); err != nil {
		t.Fatal(err)
	}

	if diff := cmp.Diff(wantRows, got); diff != "" || rows.Len() != len(got) {
		t.Errorf("rows (-want +got): %s", diff)
	}

	everybody, err := persons.Of(nil)
	if diff := cmp.Diff(wantPersons, everybody); diff != "" || err != nil {
		t.Errorf("persons, %v (-want +got): %s", err, diff)
	}

	name := wantPersons[1].Name
	some, err := persons.Of(func(bucket uint16) bool { return bucket == org.BucketOf(name) })
	if err != nil || len(some) == 0 || len(some) == len(everybody) {
		t.Errorf("of one name there are %d of %d, %v", len(some), len(everybody), err)
	}
}
