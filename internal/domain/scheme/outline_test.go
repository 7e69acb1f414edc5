package scheme_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// outlined is all that the outline says.
func outlined(s *scheme.Scheme) string {
	var all strings.Builder
	for _, c := range s.Outline() {
		fmt.Fprintf(&all, "%s\n", c.Name)
		for _, l := range c.Lines {
			fmt.Fprintf(&all, "%s：%s\n", l.Where, l.Says)
		}
	}
	return all.String()
}

// marked fills every field with something that stands nowhere else, and gives what must be read of each.
func marked(v reflect.Value, path string, n *int, want map[string]string) {
	*n++
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.Tag.Get("yaml") != "-" {
				marked(v.Field(i), path+"."+f.Tag.Get("yaml"), n, want)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		marked(v.Index(0), path, n, want)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		marked(v.Elem(), path, n, want)
	case reflect.Map:
		value := reflect.New(v.Type().Elem()).Elem()
		marked(value, path, n, want)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("甲"), value)
	case reflect.Int:
		v.SetInt(int64(70000 + *n))
		want[path] = fmt.Sprint(v.Int())
	case reflect.Float64:
		v.SetFloat(float64(80000 + *n))
		want[path] = fmt.Sprint(80000 + *n)
	case reflect.Bool:
		v.SetBool(true)
		want[path] = "是"
	case reflect.String:
		v.SetString(fmt.Sprintf("字%d", *n))
		want[path] = v.String()
	}
}

func TestTheOutlineSaysEverythingThatASchemeSays(t *testing.T) {
	var s scheme.Scheme
	want, n := map[string]string{}, 0
	marked(reflect.ValueOf(&s).Elem(), "", &n, want)
	said := outlined(&s)
	for path, mark := range want {
		if !strings.Contains(said, mark) {
			t.Errorf("%s is not told: %s", path, mark)
		}
	}

	if len(want) < 100 {
		t.Errorf("only %d fields were looked for", len(want))
	}
}

func TestTheOutlineIsInWords(t *testing.T) {
	said := outlined(mustLoad(t, scheme.First))
	for _, words := range []string{"点评、期限（轮次最后一天之后几天，之前是负数）：0", "R1、点评人：分管、联系它的领导", "哪些类别的党组织", "党委、分党委、党总支"} {
		if !strings.Contains(said, words) {
			t.Errorf("it does not say %s", words)
		}
	}

	for _, raw := range []string{string(scheme.ChargeHolder), string(org.GeneralBranch), "committee-member", "due"} {
		if strings.Contains(said, raw) {
			t.Errorf("it speaks of %s", raw)
		}
	}
}

func TestEveryNameOfTheLanguageHasItsWord(t *testing.T) {
	var names func(t reflect.Type, seen map[string]bool)
	names = func(of reflect.Type, seen map[string]bool) {
		for of.Kind() == reflect.Slice || of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		if of.Kind() != reflect.Struct {
			return
		}
		for i := range of.NumField() {
			if name := of.Field(i).Tag.Get("yaml"); name != "-" {
				seen[name] = true
				names(of.Field(i).Type, seen)
			}
		}
	}

	seen := map[string]bool{}
	names(reflect.TypeFor[scheme.Scheme](), seen)
	for name := range seen {
		if string(scheme.FieldWord(name)) == name {
			t.Errorf("%s has no word in field_word.go", name)
		}
	}
}
