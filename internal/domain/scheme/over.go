package scheme

import (
	"reflect"
	"slices"
	"strings"
)

// Over is a text that builds on the parent called ref and says no more than what s says otherwise. Read, it gives s again.
// Where that can't be written as a change of the parent, the text is the whole of s and builds on nothing.
func Over(parent, s *Scheme, ref string) string {
	w := &writer{}
	w.line("", "extends", quoted(ref))
	o := over{w: w, removed: &writer{}}
	o.fields(reflect.ValueOf(*parent), reflect.ValueOf(*s), "")
	if o.removed.Len() > 0 {
		w.WriteString("remove:\n" + o.removed.String())
	}

	text := w.String()
	load := func(string) ([]byte, error) { return []byte(parent.Text), nil }
	wanted := *s
	wanted.Text = wanted.canonical()
	if read, _ := Parse(s.Name, []byte(text), load); read == nil || read.Text != wanted.Text {
		return wanted.Text
	}

	return text
}

// over writes what one scheme says otherwise than another.
type over struct {
	w       *writer
	removed *writer
}

// own are the fields that no scheme takes over.
var own = []string{"title", "basis", "purpose", "theme", "filing"}

func (o over) fields(was, is reflect.Value, indent string) {
	for i := range is.NumField() {
		f := is.Type().Field(i)
		name := f.Tag.Get("yaml")
		switch top := indent == ""; {
		case name == "-" || top && name == "extends":
		case top && (name == "name" || slices.Contains(own, name)):
			if !is.Field(i).IsZero() {
				o.whole(is.Field(i), name, indent)
			}
		default:
			o.field(f, was.Field(i), is.Field(i), indent)
		}
	}
}

// field writes what a field says otherwise, nothing when it says the same.
func (o over) field(f reflect.StructField, was, is reflect.Value, indent string) {
	name := f.Tag.Get("yaml")
	switch {
	case one(was) == one(is) && was.IsZero() == is.IsZero():
	case f.Tag.Get("key") != "":
		o.items(was, is, f.Tag.Get("key"), name, indent)
	case f.Type.Kind() == reflect.Struct && f.Tag.Get("merge") != "whole":
		o.w.WriteString(indent + name + ":\n")
		o.fields(was, is, indent+"  ")
	default:
		o.whole(is, name, indent)
	}
}

// whole writes a value; what says nothing empties the parent's.
func (o over) whole(v reflect.Value, name, indent string) {
	switch {
	case v.Kind() == reflect.Slice && v.Len() == 0:
		o.w.line(indent, name, "[]")
	case v.Kind() == reflect.Map && v.Len() == 0:
		o.w.line(indent, name, "{}")
	case v.Kind() == reflect.Pointer && v.IsNil():
		o.w.line(indent, name, `""`)
	default:
		o.w.WriteString(indent + name + ":")
		o.w.value(v, indent)
	}
}

// items writes a list with keys: fields of the parent's items by their keys where the items are the same, else the items
// that are new or other, after those that are gone are removed.
func (o over) items(was, is reflect.Value, key, name, indent string) {
	old, now := keysIn(was, key), keysIn(is, key)
	if slices.Equal(old, now) && !loses(was, is) {
		o.w.WriteString(indent + name + ":\n")
		for i := range now {
			if one(was.Index(i)) != one(is.Index(i)) {
				o.w.WriteString(indent + "  " + quoted(now[i]) + ":\n")
				o.fields(was.Index(i), is.Index(i), indent+"    ")
			}
		}
		return
	}

	var gone []string
	for _, k := range old {
		if !slices.Contains(now, k) {
			gone = append(gone, quoted(k))
		}
	}

	if len(gone) > 0 && indent == "" {
		o.removed.line("  ", name, "["+strings.Join(gone, ", ")+"]")
	}

	fresh := reflect.MakeSlice(is.Type(), 0, is.Len())
	for i, k := range now {
		if at := slices.Index(old, k); at < 0 || one(was.Index(at)) != one(is.Index(i)) {
			fresh = reflect.Append(fresh, is.Index(i))
		}
	}

	if fresh.Len() > 0 {
		o.whole(fresh, name, indent)
	}
}

// loses reports whether an item has lost, or moved, items of a list within it: then the item has to be written anew.
func loses(was, is reflect.Value) bool {
	for i := range is.Len() {
		for f := range is.Type().Elem().NumField() {
			key := is.Type().Elem().Field(f).Tag.Get("key")
			if key == "" {
				continue
			}

			old, now := keysIn(was.Index(i).Field(f), key), keysIn(is.Index(i).Field(f), key)
			if len(now) < len(old) || !slices.Equal(old, now[:len(old)]) {
				return true
			}
		}
	}

	return false
}

func keysIn(items reflect.Value, key string) []string {
	all := make([]string, items.Len())
	for i := range all {
		all[i] = keyOf(items.Index(i), key)
	}
	return all
}

func (w *writer) line(indent, name, value string) {
	w.WriteString(indent + name + ": " + value + "\n")
}
