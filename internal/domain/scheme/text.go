package scheme

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// canonical writes the scheme as YAML that stands by itself: parent resolved, defaults written out, no comments. Read
// again it gives the same scheme, also under a later version of the product with other defaults.
func (s *Scheme) canonical() string {
	alone := *s
	alone.Extends = ""
	w := &writer{}
	w.fields(reflect.ValueOf(alone), "")
	return w.String()
}

// writer writes YAML for what a Scheme is made of. The library's own leaves some texts unquoted that it then reads as
// something else ("? a"); a round must never lose its scheme to that, so here whatever is not plainly text is quoted.
type writer struct {
	strings.Builder
}

// fields writes what a struct says, a name a line; zero values are left out.
func (w *writer) fields(v reflect.Value, indent string) {
	for i := range v.NumField() {
		name := v.Type().Field(i).Tag.Get("yaml")
		if name == "-" || v.Field(i).IsZero() {
			continue
		}

		w.WriteString(indent + name + ":")
		w.value(v.Field(i), indent)
		indent = strings.ReplaceAll(indent, "-", " ") // only the first of an item stands beside its dash
	}
}

// value writes what stands after a name.
func (w *writer) value(v reflect.Value, indent string) {
	indent = strings.ReplaceAll(indent, "-", " ") + "  "
	switch v.Kind() {
	case reflect.Struct:
		w.WriteString("\n")
		w.fields(v, indent)
	case reflect.Map:
		if v.Len() == 0 {
			w.WriteString(" {}")
		}
		w.WriteString("\n")
		for _, key := range slices.Sorted(maps.Keys(keys(v))) {
			fmt.Fprintf(w, "%s%s: %s\n", indent, quoted(key), inline(v.MapIndex(reflect.ValueOf(key))))
		}
	case reflect.Slice:
		w.list(v, indent)
	default:
		w.WriteString(" " + inline(v) + "\n")
	}
}

// list writes short words on one line, anything else an item a line.
func (w *writer) list(v reflect.Value, indent string) {
	var words []string
	for i := range v.Len() {
		if v.Index(i).Kind() != reflect.Struct {
			words = append(words, inline(v.Index(i)))
		}
	}

	if line := " [" + strings.Join(words, ", ") + "]\n"; len(words) == v.Len() && len([]rune(line)) <= 80 {
		w.WriteString(line)
		return
	}

	w.WriteString("\n")
	for i := range v.Len() {
		switch item := v.Index(i); {
		case item.Kind() != reflect.Struct:
			w.WriteString(indent + "- " + words[i] + "\n")
		case item.IsZero():
			w.WriteString(indent + "- {}\n")
		default:
			w.fields(item, indent+"- ")
		}
	}
}

func keys(v reflect.Value) map[string]bool {
	all := map[string]bool{}
	for _, k := range v.MapKeys() {
		all[k.String()] = true
	}
	return all
}

func inline(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Pointer:
		return inline(v.Elem())
	case reflect.String:
		return quoted(v.String())
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'f', -1, 64)
	}
	return fmt.Sprint(v.Interface())
}

// plain is text that no reader can take for anything else: it starts with a letter and goes on with letters, digits,
// Chinese punctuation and inner hyphens and spaces.
var plain = regexp.MustCompile(`^[\p{Han}A-Za-z“《][\p{Han}A-Za-z0-9，。、；：？！（）“”《》〔〕…—]*(?:[- ][\p{Han}A-Za-z0-9，。、；：？！（）“”《》〔〕…—]+)*$`)

// quoted is the text as it stands in YAML.
func quoted(s string) string {
	switch strings.ToLower(s) {
	case "true", "false", "null", "yes", "no", "on", "off", "y", "n":
	default:
		if plain.MatchString(s) {
			return s
		}
	}

	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			b.WriteRune('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		default:
			b.WriteRune(c)
		}
	}

	b.WriteByte('"')
	return b.String()
}
