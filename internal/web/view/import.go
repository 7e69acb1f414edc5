package view

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// importShown is how many faults and warnings the report lists; the rest it counts.
const importShown = app.ImportShown

// ImportHref is the address of an import, or of a page below it.
func ImportHref(id int64, below string) string { return fmt.Sprintf("/import/%d%s", id, below) }

// Import is the dry run of a kept file.
type Import struct {
	ID     int64
	File   string
	Import *org.Import
	Unread []string
	Skip   bool

	Version    int64 // of the roster beside which it was laid
	Strange    []app.StrangeWord
	Columns    []app.StrangeColumn
	Said       []string // the answers given so far
	AllowEmpty bool
	SkipHidden bool
	Forgetful  bool // what is said here is not to be kept for the files that come next
}

// Fill takes over what the check found.
func (v *Import) Fill(k app.KeptImport) {
	v.File, v.Unread, v.Strange, v.Columns, v.Import, v.Version = k.Name, k.Unread, k.Strange, k.Columns, k.Import, k.Version
}

// importStage says what a check or an import is at.
func importStage(p ui.Page, r app.RosterProgress) string {
	switch {
	case r.Stage == app.RosterReading && r.Done > 0:
		return p.T("正在读“%s”表：%d 行", r.Sheet, r.Done)
	case r.Stage == app.RosterWriting && r.Done > 0:
		return p.T("正在写入：%d 人", r.Done)
	}
	return p.Word(r.Stage.Word())
}

// synonymText is what a word stands for.
func synonymText(p ui.Page, s org.Synonym) string {
	if s.Column == "" {
		return p.T("表头“%s”是“%s”", s.Word, p.Word(i18n.Word(s.Known)))
	}
	return p.T("%s“%s”是“%s”", p.Word(i18n.Word(s.Column)), s.Word, p.Word(i18n.Word(s.Known)))
}

// asks reports whether there is something that only the office can answer.
func (v Import) asks() bool { return v.questions() > 0 || len(v.Columns) > 0 || v.veiled() }

// questions is how much there is without whose answer rows are left out.
func (v Import) questions() int {
	return len(v.Import.Asked) + len(v.Strange) + len(v.unknownUnits()) + len(v.blanks())
}

// IsUnit is how the name of a field begins in which the unit is typed that a word stands for.
const IsUnit = "is:"

// unknownUnit is a name that no unit has, and in how many rows it stands.
type unknownUnit struct {
	Field      org.Field
	Name, Near string
	Rows       int
}

// mostUnknown is how many names of units are asked about one by one.
const mostUnknown = 20

func (v Import) unknownUnits() (units []unknownUnit) {
	for _, n := range v.Import.Notes.List {
		name, near, ok := n.UnknownUnit()
		if !ok {
			continue
		}

		at := slices.IndexFunc(units, func(u unknownUnit) bool { return u.Field == n.Field && u.Name == name })
		switch {
		case at >= 0:
			units[at].Rows++
		case len(units) < mostUnknown && n.Field != "":
			units = append(units, unknownUnit{n.Field, name, near, 1})
		}
	}

	return units
}

// hint names the unit that may be meant.
func (u unknownUnit) hint(p ui.Page) string {
	if u.Near == "" {
		return p.T("填名册里这个党组织的代码或全称；空着就还是错误。")
	}
	return p.T("可能是“%s”。填名册里这个党组织的代码或全称；空着就还是错误。", u.Near)
}

// blankField is a column with cells that can't be read, and how many.
type blankField struct {
	Field org.Field
	Cells int
}

func (v Import) blanks() (fields []blankField) {
	for _, n := range v.Import.Notes.List {
		if !n.Blank || n.Level != org.Fault {
			continue
		}

		at := slices.IndexFunc(fields, func(f blankField) bool { return f.Field == n.Field })
		if at < 0 {
			at = len(fields)
			fields = append(fields, blankField{Field: n.Field})
		}

		fields[at].Cells++
	}

	return fields
}

// lacks reports whether a sheet can't be used because it lacks a column that one of the others may be.
func (v Import) lacks() bool {
	return slices.ContainsFunc(v.Columns, func(c app.StrangeColumn) bool { return len(c.Sheet.Missing) > 0 })
}

// whatColumn are the columns that one which is not used may be.
func whatColumn(p ui.Page, c app.StrangeColumn) []ui.Option {
	options := []ui.Option{{Value: "", Name: p.T("（不用这一列）")}}
	for _, field := range c.Known {
		options = append(options, ui.Option{Value: "column " + c.Head + "=" + string(field), Name: p.Word(i18n.Word(field))})
	}
	return options
}

// explained reports whether something was said that later files may be read by.
func (v Import) explained() bool {
	return slices.ContainsFunc(v.Said, func(s string) bool { return strings.HasPrefix(s, "word ") || strings.HasPrefix(s, "column ") })
}

// faultKind is everything that is wrong in one way.
type faultKind struct {
	org.Note
	Rows []int
	All  int
}

// mostRows is how many rows of a kind of fault are named.
const mostRows = 12

// faultKinds are the faults that are listed, those of one kind together, in the order of their first rows.
func (v Import) faultKinds() (kinds []faultKind) {
	for _, n := range v.notes(false) {
		name, _, _ := n.UnknownUnit()
		at := slices.IndexFunc(kinds, func(k faultKind) bool {
			other, _, _ := k.UnknownUnit()
			return k.Sheet == n.Sheet && k.Field == n.Field && k.Text == n.Text && k.Level == n.Level && name == other
		})
		if at < 0 {
			at = len(kinds)
			kinds = append(kinds, faultKind{Note: n})
		}

		kinds[at].All++
		if n.Row > 0 && len(kinds[at].Rows) < mostRows {
			kinds[at].Rows = append(kinds[at].Rows, n.Row)
		}
	}

	return kinds
}

// rowText names the rows of a kind of fault.
func (k faultKind) rowText(p ui.Page) string {
	var rows []string
	for _, row := range k.Rows {
		rows = append(rows, fmt.Sprint(row))
	}

	if k.All > len(k.Rows) && len(k.Rows) > 0 {
		rows = append(rows, "…")
	}

	return inRow(p, rows)
}

// veiled reports whether something hidden was read, or left out.
func (v Import) veiled() bool {
	return v.SkipHidden || slices.ContainsFunc(v.Import.Sheets, func(s *org.Sheet) bool { return s.Veiled })
}

// sameOrNot are the answers to a question.
func sameOrNot(p ui.Page, q org.Question) []ui.Option {
	pair := q.Said.A + "=" + q.Known.A
	return []ui.Option{{Value: "same " + pair, Name: p.T("是同一个")}, {Value: "distinct " + pair, Name: p.T("是两个")}}
}

// knownWords are the words that a strange one may stand for.
func knownWords(p ui.Page, w app.StrangeWord) []ui.Option {
	options := []ui.Option{{Value: "", Name: p.T("（没有说明，不读）")}}
	for _, word := range w.Known {
		options = append(options, ui.Option{Value: "word " + string(w.Field) + ":" + w.Word + "=" + word, Name: word})
	}
	return options
}

// lossText is what would become of the known values of a field.
func lossText(p ui.Page, l org.Loss) string {
	var examples []string
	for _, e := range l.Examples {
		examples = append(examples, e.Who+" "+p.Word(i18n.Word(e.Before))+" → "+orNothing(p, e.After))
	}
	return p.T("%s的%s：清空 %d 处，改动 %d 处（如 %s）", p.Word(i18n.Word(l.Sheet)), p.Word(i18n.Word(l.Field)), l.Emptied, l.Changed, strings.Join(examples, "；"))
}

// below is an address below the check with the answers given so far.
func (v Import) below(page string) string { return v.address(page, v.answered()) }

// answered is what has been answered so far.
func (v Import) answered() url.Values {
	q := url.Values{"say": v.Said}
	if v.SkipHidden {
		q.Set("hidden", "on")
	}
	return q
}

func (v Import) address(page string, q url.Values) string {
	if len(q.Encode()) == 0 {
		return ImportHref(v.ID, page)
	}
	return ImportHref(v.ID, page) + "?" + q.Encode()
}

// Tried is the address of a page below the check that knows how writing was tried: with the answers and the ticks of its form.
func (v Import) Tried(page string) string {
	q := v.answered()
	q.Set(ImportTried, "on")
	for name, ticked := range map[string]bool{"skip": v.Skip, "empty": v.AllowEmpty, "remember": !v.Forgetful} {
		if ticked {
			q.Set(name, "on")
		}
	}

	return v.address(page, q)
}

// ImportTried is the field that says that writing was tried.
const ImportTried = "tried"

// leftOut is how many rows are left out.
func (v Import) leftOut() int {
	im := v.Import
	return im.Units.LeftOut + im.Persons.LeftOut + im.Posts.LeftOut + im.Charges.LeftOut
}

// notes are the notes that are, or are not, warnings.
func (v Import) notes(warnings bool) []org.Note {
	var out []org.Note
	for _, n := range v.Import.Notes.List {
		if (n.Level == org.Warning) == warnings {
			out = append(out, n)
		}
	}

	return out
}

// faults is how many things are wrong, listed or not.
func (v Import) faults() int {
	return v.Import.Notes.Count(org.Fault) + v.Import.Notes.Count(org.Broken) + v.Import.Notes.Count(org.Follows)
}

// noteSays is what a note says, without its place.
func noteSays(p ui.Page, n org.Note) string { return i18n.Error(p.Lang, n.Sentence()) }

// noteText is a note with its place, as one line.
func noteText(p ui.Page, n org.Note) string {
	if place := n.Place(); place != nil {
		return i18n.Error(p.Lang, place) + " " + noteSays(p, n)
	}
	return noteSays(p, n)
}

// FaultText lists what is wrong, at most so many, one a line.
func (v Import) FaultText(p ui.Page, most int) string {
	var b strings.Builder
	all := v.notes(false)
	b.WriteString(p.T("“%s”核对结果：错误 %d 处，提醒 %d 处。", v.File, v.faults(), v.Import.Notes.Count(org.Warning)) + "\n")
	for i, n := range all[:min(most, len(all))] {
		fmt.Fprintf(&b, "%d. %s\n", i+1, noteText(p, n))
	}

	if rest := len(all) - most; rest > 0 {
		b.WriteString(p.T("……还有 %d 处，见下载的文本。", rest) + "\n")
	}

	return b.String()
}

// deltaView is what would happen to one kind of thing, in words.
type deltaView struct {
	Name    i18n.Word // a word of the catalogue
	Present bool
	New     []string
	Changed []changedView
	Same    int
	Gone    []string
	LeftOut int
	More    [3]int // of new, changed, gone: how many are not listed
}

type changedView struct {
	Name   string
	Fields []org.FieldChange
}

// deltas are the four kinds with the things of each by name.
func (v Import) deltas() []deltaView {
	im := v.Import
	names := importNames(im)
	return []deltaView{
		delta("党组织", im.Units, func(u org.Unit) string { return u.Name }),
		delta("人员", im.Persons, func(q org.Person) string { return strings.TrimSpace(q.Name + " " + q.Number) }),
		delta("职务", im.Posts, func(o org.Post) string {
			return names.persons[o.Person] + " " + names.units[o.Unit] + " " + o.Portfolio + string(o.Kind.Word())
		}),
		delta("分工", im.Charges, func(c org.Charge) string {
			return names.persons[c.Person] + " " + string(c.Kind.Word()) + " " + names.units[c.Unit]
		}),
	}
}

func delta[T any](name i18n.Word, d org.Delta[T], say func(T) string) deltaView {
	v := deltaView{Name: name, Present: d.Present, Same: d.Same, LeftOut: d.LeftOut,
		More: d.More}
	for _, x := range d.New {
		v.New = append(v.New, say(x))
	}

	for _, c := range d.Changed {
		v.Changed = append(v.Changed, changedView{say(*c.After), c.Fields})
	}

	for _, x := range d.Gone {
		v.Gone = append(v.Gone, say(x))
	}

	return v
}

func (d deltaView) added() int { return len(d.New) + d.More[0] }

func (d deltaView) changed() int { return len(d.Changed) + d.More[1] }

func (d deltaView) gone() int { return len(d.Gone) + d.More[2] }

// rosterNames are the names of the roster as it would be.
type rosterNames struct {
	units   map[org.UnitID]string
	persons map[org.PersonID]string
}

func importNames(im *org.Import) rosterNames {
	n := rosterNames{map[org.UnitID]string{}, map[org.PersonID]string{}}
	for _, u := range im.After.Units {
		n.units[u.ID] = u.Label()
	}

	for _, p := range im.After.Persons {
		n.persons[p.ID] = p.Name
	}

	return n
}

// postNote is what somebody is beside a post, in brackets behind it.
func postNote(note string) string {
	if note == "" {
		return ""
	}
	return "（" + note + "）"
}

// NationalShape is the roster in the shape of the national system's export.
const NationalShape = "national"

// rosterShapes are the shapes in which the roster comes out.
func rosterShapes(p ui.Page) []ui.Option {
	return []ui.Option{{Value: "", Name: p.T("四张表，可以改好再导入")}, {Value: NationalShape, Name: p.T("只有党员，照全国党员信息系统导出表的样子")}}
}
