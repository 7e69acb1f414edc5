package scheme

import (
	"reflect"
	"slices"
	"strings"

	"lingping/internal/i18n"
)

// Difference is one thing that two schemes say otherwise. Path names it as a text does: steps.notice.due.
type Difference struct {
	Path  string     `json:"path"`
	Was   string     `json:"was"` // empty where one of the two does not say it, as is the next
	Is    string     `json:"is"`
	Where i18n.Words `json:"-"` // the path in words, for pages
	Old   []Line     `json:"-"` // the same as Was and Is in words
	New   []Line     `json:"-"`
}

// Differences are what is says otherwise than was, in the order of the language, each item of a list by its key.
func Differences(was, is *Scheme) []Difference {
	var d differ
	d.fields(reflect.ValueOf(*was), reflect.ValueOf(*is), place{})
	return d.found
}

// place is where in the language something stands, as a text names it and in words.
type place struct {
	path  string
	where i18n.Words
}

func (p place) below(name string, word i18n.Word) place {
	return place{strings.TrimPrefix(p.path+"."+name, "."), append(slices.Clone(p.where), word)}
}

// differs notes a difference; was and is may be zero, where one of the two does not say it.
func (d *differ) differs(was, is reflect.Value, at place, key string) {
	found := Difference{Path: at.path, Where: at.where}
	if was.IsValid() {
		found.Was, found.Old = one(was), inWords(was, key)
	}

	if is.IsValid() {
		found.Is, found.New = one(is), inWords(is, key)
	}

	d.found = append(d.found, found)
}

// inWords is what a value says, a line for each thing.
func inWords(v reflect.Value, key string) []Line {
	if v.IsZero() && v.Kind() != reflect.Int {
		return nil
	}

	var o outliner
	if v.Kind() == reflect.Struct {
		o.fields(v, key, nil)
	} else {
		o.value(v, key, nil)
	}

	return o.lines
}

type differ struct{ found []Difference }

func (d *differ) fields(was, is reflect.Value, here place) {
	for i := range is.NumField() {
		f := is.Type().Field(i)
		name := f.Tag.Get("yaml")
		if name == "-" || here.path == "" && (name == "name" || name == "extends") {
			continue
		}

		at := here.below(name, fieldWord(name))
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
func (d *differ) items(was, is reflect.Value, key string, here place) {
	for i := range was.Len() {
		if name := keyOf(was.Index(i), key); name != "" && !keyed(is, key, name).IsValid() {
			d.differs(was.Index(i), reflect.Value{}, here.below(name, itemWord(was.Index(i), key, i)), key)
		}
	}

	for i := range is.Len() {
		name := keyOf(is.Index(i), key)
		at := here.below(name, itemWord(is.Index(i), key, i))
		if old := keyed(was, key, name); old.IsValid() {
			d.fields(old, is.Index(i), at)
		} else {
			d.differs(reflect.Value{}, is.Index(i), at, key)
		}
	}
}

// keyed is the item of the list with the key; invalid when there is none.
func keyed(items reflect.Value, key, name string) reflect.Value {
	for i := range items.Len() {
		if keyOf(items.Index(i), key) == name {
			return items.Index(i)
		}
	}
	return reflect.Value{}
}

func (d *differ) value(was, is reflect.Value, at place) {
	if !reflect.DeepEqual(was.Interface(), is.Interface()) && one(was) != one(is) {
		d.differs(was, is, at, "")
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
