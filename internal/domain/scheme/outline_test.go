package scheme_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
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

// What is explained at the command line holds everything that the scheme says too, under a scheme that reviews the subject
// and under one that does not.
func TestTheExplanationLeavesNothingOut(t *testing.T) {
	for name, change := range map[string]func(*scheme.Scheme){
		"no rule for the subject": func(*scheme.Scheme) {},
		"a rule for the subject":  func(s *scheme.Scheme) { s.Subjects[0].Kind = s.Rules[0].Subjects[0] },
		"a rule that only says":   func(s *scheme.Scheme) { s.Rules[0].Relation, s.Rules[0].Subjects = "", nil },
		"a day for later rounds":  func(s *scheme.Scheme) { s.Filing[0].Due = "" },
	} {
		t.Run(name, func(t *testing.T) {
			var s scheme.Scheme
			n := 0
			marked(reflect.ValueOf(&s).Elem(), "", &n, map[string]string{})
			change(&s)
			want := map[string]string{}
			written(reflect.ValueOf(s), "", want)
			var said strings.Builder
			for _, line := range s.Explain(i18n.Chinese) {
				said.WriteString(line.Text + "\n")
			}

			for path, mark := range want {
				if !strings.Contains(said.String(), mark) {
					t.Errorf("%s is not told: %s", path, mark)
				}
			}

			if len(want) < 90 {
				t.Errorf("only %d fields were looked for", len(want))
			}
		})
	}
}

// written are the values that a filled scheme holds, by their paths.
func written(v reflect.Value, path string, into map[string]string) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.Tag.Get("yaml") != "-" {
				written(v.Field(i), path+"."+f.Tag.Get("yaml"), into)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			written(v.Index(i), path, into)
		}
	case reflect.Pointer:
		written(v.Elem(), path, into)
	case reflect.Map:
		for _, k := range v.MapKeys() {
			written(v.MapIndex(k), path, into)
		}
	default:
		said := fmt.Sprint(v.Interface())
		if v.Kind() == reflect.Bool {
			said = string(scheme.FieldWord(path[strings.LastIndex(path, ".")+1:])) + "：是"
		}
		into[path] = said
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
