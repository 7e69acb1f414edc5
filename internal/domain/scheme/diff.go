package scheme

import (
	"reflect"
	"strings"
)

// Difference is one thing that two schemes say otherwise. Path names it as a text does: steps.notice.due.
type Difference struct {
	Path string `json:"path"`
	Was  string `json:"was"` // empty where one of the two does not say it, as is the next
	Is   string `json:"is"`
}

// Differences are what is says otherwise than was, in the order of the language, each item of a list by its key.
func Differences(was, is *Scheme) []Difference {
	var d differ
	d.fields(reflect.ValueOf(*was), reflect.ValueOf(*is), "")
	return d.found
}

type differ struct{ found []Difference }

func (d *differ) fields(was, is reflect.Value, path string) {
	for i := range is.NumField() {
		f := is.Type().Field(i)
		name := f.Tag.Get("yaml")
		if name == "-" || path == "" && (name == "name" || name == "extends") {
			continue
		}

		at := strings.TrimPrefix(path+"."+name, ".")
		switch key := f.Tag.Get("key"); {
		case key != "":
			d.items(was.Field(i), is.Field(i), key, at)
		case f.Type.Kind() == reflect.Struct:
			d.fields(was.Field(i), is.Field(i), at)
		default:
			d.value(was.Field(i), is.Field(i), at)
		}
	}
}

// items compares the items of a list by their keys.
func (d *differ) items(was, is reflect.Value, key, path string) {
	at := func(v reflect.Value, name string) (reflect.Value, bool) {
		for i := range v.Len() {
			if keyOf(v.Index(i), key) == name {
				return v.Index(i), true
			}
		}
		return reflect.Value{}, false
	}

	for i := range was.Len() {
		if name := keyOf(was.Index(i), key); name != "" {
			if _, kept := at(is, name); !kept {
				d.found = append(d.found, Difference{Path: path + "." + name, Was: one(was.Index(i))})
			}
		}
	}

	for i := range is.Len() {
		name := keyOf(is.Index(i), key)
		if old, known := at(was, name); known {
			d.fields(old, is.Index(i), path+"."+name)
		} else {
			d.found = append(d.found, Difference{Path: path + "." + name, Is: one(is.Index(i))})
		}
	}
}

func (d *differ) value(was, is reflect.Value, path string) {
	if !reflect.DeepEqual(was.Interface(), is.Interface()) && one(was) != one(is) {
		d.found = append(d.found, Difference{path, one(was), one(is)})
	}
}

func keyOf(item reflect.Value, key string) string {
	f, _ := field(item.Type(), key)
	return inlineBare(item.FieldByIndex(f.Index))
}

func inlineBare(v reflect.Value) string {
	if v.Kind() == reflect.String {
		return v.String()
	}
	return inline(v)
}

// one is a value on one line; empty when it says nothing.
func one(v reflect.Value) string {
	if v.IsZero() {
		return ""
	}

	w := &writer{}
	switch v.Kind() {
	case reflect.Struct:
		w.fields(v, "")
	case reflect.Slice, reflect.Map:
		w.value(v, "")
	default:
		return inlineBare(v)
	}

	lines := strings.FieldsFunc(w.String(), func(r rune) bool { return r == '\n' })
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}

	return strings.Join(lines, "；")
}
