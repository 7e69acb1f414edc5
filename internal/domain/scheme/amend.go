package scheme

import (
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// Amend is a text of the office's own, which says was over the parent called ref, changed so that it says is. What is not changed
// stays as it was written, and no remark is lost: one on lines that are written anew stands above them. Where a change can't
// be made in the text as it is written, the remarks stand above what Over writes.
func Amend(source string, parent, was, is *Scheme, ref string) string {
	wanted := *is
	wanted.Text = wanted.canonical()
	says := func(text string) bool {
		read, _ := Parse(is.Name, []byte(text), func(string) ([]byte, error) { return []byte(parent.Text), nil })
		return read != nil && read.Text == wanted.Text
	}

	var faults Faults
	source = strings.ReplaceAll(strings.TrimPrefix(source, "\ufeff"), "\r\n", "\n")
	a := &amender{lines: strings.Split(strings.TrimRight(source, "\n"), "\n"), remarks: remarksOf(source)}
	if doc := read("", []byte(source), &faults); doc != nil {
		a.fields(doc, reflect.ValueOf(*parent), reflect.ValueOf(*was), reflect.ValueOf(*is), len(a.lines)+1)
		if text := a.text(); !a.lost && says(text) {
			return text
		}
	}

	var all strings.Builder
	for line := range len(a.lines) {
		a.remarked(&all, line+1, "")
	}
	return all.String() + Over(parent, is, ref)
}

// remarksOf are the remarks of a text by their lines.
func remarksOf(text string) map[int]string {
	remarks := map[int]string{}
	for _, t := range lexer.Tokenize(text) {
		if t.Type == token.CommentType {
			remarks[t.Position.Line] = strings.TrimSpace(t.Value)
		}
	}
	return remarks
}

// amender changes a text line by line.
type amender struct {
	lines   []string
	remarks map[int]string
	cuts    []amendment
	lost    bool // something can't be said in this text
}

// amendment puts a text in place of the lines from–to, to not among them.
type amendment struct {
	from, to int
	text     string
}

// text is the text with all amendments.
func (a *amender) text() string {
	slices.SortStableFunc(a.cuts, func(x, y amendment) int { return x.from - y.from })
	var b strings.Builder
	at := 1
	for _, c := range a.cuts {
		for ; at < c.from; at++ {
			b.WriteString(a.lines[at-1] + "\n")
		}
		b.WriteString(c.text)
		at = max(at, c.to)
	}

	for ; at <= len(a.lines); at++ {
		b.WriteString(a.lines[at-1] + "\n")
	}

	return b.String()
}

// fields amends what a map of the text says of a struct; end is the line after it. above is what the parent says there, not
// valid where it says nothing.
func (a *amender) fields(n *node, above, was, is reflect.Value, end int) {
	for i := range is.NumField() {
		f := is.Type().Field(i)
		name := f.Tag.Get("yaml")
		if name == "-" || name == "extends" || one(was.Field(i)) == one(is.Field(i)) && was.Field(i).IsZero() == is.Field(i).IsZero() {
			continue
		}

		var from reflect.Value
		if above.IsValid() {
			from = above.Field(i)
		}

		at := slices.IndexFunc(n.entries, func(e entry) bool { return e.key == name })
		if at < 0 {
			a.add(n, f, from, is.Field(i), end)
			continue
		}

		e, after := n.entries[at], end
		if at+1 < len(n.entries) {
			after = n.entries[at+1].at.Line
		}

		if !a.within(e, f, from, was.Field(i), is.Field(i), a.trimmed(e.at.Line, after)) {
			a.replace(e.at, a.trimmed(e.at.Line, after), a.written(f, from, is.Field(i), e.at.Column-1))
		}
	}
}

// within amends the parts of a field one by one; false where the field has to be written anew.
func (a *amender) within(e entry, f reflect.StructField, above, was, is reflect.Value, end int) bool {
	if e.value.at.Line == e.at.Line || e.value.kind == scalar {
		return false // on one line with its name, in brackets
	}

	key := f.Tag.Get("key")
	switch {
	case f.Type.Kind() == reflect.Struct && e.value.kind == dict:
		a.fields(e.value, above, was, is, end)
	case f.Type.Kind() != reflect.Slice || f.Type.Elem().Kind() != reflect.Struct:
		return false
	case e.value.kind == dict && key != "":
		return a.changes(e.value, key, above, was, is, end)
	case e.value.kind == list:
		return a.items(e.value, key, was, is, end)
	}

	return true
}

// changes amends a list that is written as changes of the parent's items, each by its key.
func (a *amender) changes(n *node, key string, above, was, is reflect.Value, end int) bool {
	if !above.IsValid() || !slices.Equal(keysIn(was, key), keysIn(is, key)) {
		return false
	}

	old := keysIn(above, key)
	for i, k := range keysIn(is, key) {
		if one(was.Index(i)) == one(is.Index(i)) {
			continue
		}

		at := slices.IndexFunc(n.entries, func(e entry) bool { return e.key == k })
		from := slices.Index(old, k)
		if at < 0 || from < 0 {
			return false
		}

		e, after := n.entries[at], end
		if at+1 < len(n.entries) {
			after = n.entries[at+1].at.Line
		}

		if after = a.trimmed(e.at.Line, after); e.value.at.Line > e.at.Line {
			a.fields(e.value, above.Index(from), was.Index(i), is.Index(i), after)
			continue
		}

		before := strings.Repeat(" ", e.at.Column-1)
		o := over{w: &writer{}, removed: &writer{}}
		o.fields(above.Index(from), is.Index(i), before+"  ")
		a.replace(e.at, after, quoted(k)+":\n"+o.w.String())
	}

	return true
}

// items amends a list that is written item by item: those with a key by it, others by their places. What is new comes at the
// end. An item that is written whole owes nothing to the parent.
func (a *amender) items(n *node, key string, was, is reflect.Value, end int) bool {
	names := func(v reflect.Value) []string {
		if key != "" {
			return keysIn(v, key)
		}
		return make([]string, v.Len())
	}

	old, now := names(was), names(is)
	if key == "" && len(n.items) != was.Len() {
		return false
	}

	for i, item := range n.items {
		after := end
		if i+1 < len(n.items) {
			after = n.items[i+1].at.Line
		}

		before, at := i, i
		if key != "" {
			before, at = slices.Index(old, item.keyed(key)), slices.Index(now, item.keyed(key))
		}

		last := a.trimmed(item.at.Line, after)
		switch {
		case item.kind != dict || before < 0:
			return false
		case at < 0 || at >= is.Len():
			a.cut(item.at.Line, last, "")
		case one(was.Index(before)) == one(is.Index(at)):
		case strings.HasPrefix(strings.TrimLeft(a.lines[item.at.Line-1], "- "), "{"):
			w := &writer{}
			w.fields(is.Index(at), a.dash(item)+"- ")
			a.cut(item.at.Line, last, w.String())
		default:
			a.fields(item, reflect.Value{}, was.Index(before), is.Index(at), last)
		}
	}

	if len(n.items) == 0 {
		return false
	}

	w := &writer{}
	for i := range is.Len() {
		if fresh := key == "" && i >= was.Len() || key != "" && !slices.Contains(old, now[i]); fresh {
			w.fields(is.Index(i), a.dash(n.items[0])+"- ")
		}
	}

	if w.Len() > 0 {
		a.cuts = append(a.cuts, amendment{a.trimmed(n.at.Line, end), 0, w.String()})
	}

	return true
}

// dash is what stands before the dash of an item.
func (a *amender) dash(item *node) string {
	before, _, _ := strings.Cut(a.lines[item.at.Line-1], "-")
	return before
}

// add writes a field that the map did not say at its end.
func (a *amender) add(n *node, f reflect.StructField, above, is reflect.Value, end int) {
	if len(n.entries) == 0 {
		a.lost = true
		return
	}

	indent := n.entries[0].at.Column - 1
	a.cuts = append(a.cuts, amendment{a.trimmed(n.at.Line, end), 0, strings.Repeat(" ", indent) + a.written(f, above, is, indent)})
}

// written is a field as a child of the parent writes it, without what stands before its name.
func (a *amender) written(f reflect.StructField, above, is reflect.Value, indent int) string {
	o := over{w: &writer{}, removed: &writer{}}
	before := strings.Repeat(" ", indent)
	if above.IsValid() && !(indent == 0 && slices.Contains(own, f.Tag.Get("yaml"))) {
		o.field(f, above, is, before)
	}

	if o.w.Len() == 0 { // nothing of the parent's is taken over, or it is said again
		o.whole(is, f.Tag.Get("yaml"), before)
	}

	a.lost = a.lost || o.removed.Len() > 0
	return strings.TrimPrefix(o.w.String(), before)
}

// replace puts a text, which begins with a name, in place of the lines from the name on.
func (a *amender) replace(at Place, to int, text string) {
	line := []rune(a.lines[at.Line-1])
	before := string(line[:at.Column-1])
	if remark := a.remarks[at.Line]; remark != "" && to == at.Line+1 && strings.Count(text, "\n") == 1 {
		a.cuts = append(a.cuts, amendment{at.Line, to, before + strings.TrimSuffix(text, "\n") + "  " + hashed(remark) + "\n"})
		return
	}

	a.cut(at.Line, to, before+text)
}

// cut puts a text in place of lines, below their remarks.
func (a *amender) cut(from, to int, text string) {
	indent := a.lines[from-1][:len(a.lines[from-1])-len(strings.TrimLeft(a.lines[from-1], " "))]
	var b strings.Builder
	for line := from; line < to; line++ {
		a.remarked(&b, line, indent)
	}
	a.cuts = append(a.cuts, amendment{from, to, b.String() + text})
}

func (a *amender) remarked(b *strings.Builder, line int, indent string) {
	if remark := a.remarks[line]; remark != "" {
		b.WriteString(indent + hashed(remark) + "\n")
	}
}

func hashed(remark string) string { return "# " + strings.TrimSpace(strings.TrimPrefix(remark, "#")) }

// trimmed is the line after what begins on a line and ends before end: remarks and empty lines belong to what follows.
func (a *amender) trimmed(from, end int) int {
	for end-1 > from && (strings.TrimSpace(a.lines[end-2]) == "" || strings.HasPrefix(strings.TrimSpace(a.lines[end-2]), "#") && a.remarks[end-1] != "") {
		end--
	}
	return end
}
