package web_test

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"lingping/internal/domain/scheme"
)

// fieldsOf are the fields of the language by their names in a text, those of lists without an index.
func fieldsOf(t reflect.Type, under string, into map[string]reflect.Type) {
	for f := range t.Fields() {
		name := f.Tag.Get("yaml")
		if name == "-" {
			continue
		}

		inner := f.Type
		if inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}

		if inner.Kind() == reflect.Struct {
			fieldsOf(inner, under+name+".", into)
		} else {
			into[under+name] = f.Type
		}
	}
}

func isText(t reflect.Type) bool {
	return t == reflect.TypeFor[string]() || t == reflect.TypeFor[[]string]()
}

// mark calls put for every text in v that says something.
func mark(v reflect.Value, path string, put func(string, reflect.Value)) {
	switch {
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if name := v.Type().Field(i).Tag.Get("yaml"); name != "-" {
				mark(v.Field(i), strings.TrimPrefix(path+"."+name, "."), put)
			}
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			mark(v.Index(i), path+"["+strconv.Itoa(i)+"]", put)
		}
	case v.Type() == reflect.TypeFor[string]() && v.String() != "":
		put(path, v)
	}
}

// textOf is the scheme as a text that can be read; JSON is YAML.
func textOf(t *testing.T, s *scheme.Scheme) []byte {
	text, err := json.Marshal(plain(reflect.ValueOf(*s)))
	check(t, err)
	return text
}

func plain(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Struct:
		out := map[string]any{}
		for i := range v.NumField() {
			if name := v.Type().Field(i).Tag.Get("yaml"); name != "-" && !v.Field(i).IsZero() {
				out[name] = plain(v.Field(i))
			}
		}
		return out
	case reflect.Slice:
		out := []any{}
		for i := range v.Len() {
			out = append(out, plain(v.Index(i)))
		}
		return out
	}

	if v.Kind() == reflect.Pointer {
		return plain(v.Elem())
	}

	return v.Interface()
}
