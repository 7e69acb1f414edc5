package web

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"

	"lingping/internal/app"
	"lingping/internal/blob"
	"lingping/internal/domain/org"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// importLimit is the most that an upload with a roster may send: the file and the form around it.
const importLimit = blob.MaxSize + 64<<10

// importShown is how many faults, warnings or things of one kind the report lists; the rest it counts.
const importShown = 100

func importHref(id int64, below string) string { return fmt.Sprintf("/import/%d%s", id, below) }

func (r *request) importForm() error {
	return r.render(importPage(r.page(r.T("导入名册"), "/import")))
}

// importUpload keeps the file and shows what importing it would do.
func (r *request) importUpload() error {
	file, head, err := r.file("file")
	if err != nil {
		return r.again(err, r.importForm)
	}
	defer file.Close()
	body, err := io.ReadAll(file)
	if err != nil {
		return err
	}
	id, err := r.web.app.KeepRoster(r.Context(), r.actor, head.Filename, body)
	if err != nil {
		return r.again(err, r.importForm)
	}
	if _, _, err := r.web.app.ReadKeptRoster(r.Context(), r.actor, id); err != nil {
		if err := r.web.app.DropRoster(r.Context(), r.actor, id); err != nil {
			return err
		}
		return r.again(err, r.importForm)
	}
	return r.redirect(importHref(id, ""))
}

// importView is the dry run of a kept file.
type importView struct {
	ID     int64
	File   string
	Import *org.Import
	Unread []string
	Skip   bool
}

// dryRun reads the kept file and says what importing it would do.
func (r *request) dryRun() (v importView, err error) {
	if v.ID, err = r.id("id"); err != nil {
		return v, err
	}
	name, sheets, err := r.web.app.ReadKeptRoster(r.Context(), r.actor, v.ID)
	if err != nil {
		return v, err
	}
	v.File, v.Unread, v.Skip = name, sheets.Unread, r.flag("skip")
	v.Import, _, err = r.web.app.ImportRoster(r.Context(), r.actor, sheets, app.ImportOptions{DryRun: true})
	return v, err
}

func (r *request) importCheck() error {
	v, err := r.dryRun()
	if err != nil {
		return err
	}
	return r.render(importReport(r.page(r.T("核对名册"), "/import"), v))
}

// importFaults is everything that is wrong with the file as a text to be sent on.
func (r *request) importFaults() error {
	v, err := r.dryRun()
	if err != nil {
		return err
	}
	return r.send(textMedia, r.T("名册核对 %s", v.File)+".txt", []byte(v.faultText(r.frame(), len(v.Import.Notes.List))))
}

func (r *request) importWrite() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}
	name, sheets, err := r.web.app.ReadKeptRoster(r.Context(), r.actor, id)
	if err != nil {
		return err
	}
	im, written, err := r.web.app.ImportRoster(r.Context(), r.actor, sheets, app.ImportOptions{SkipFaulty: r.flag("skip"), Kept: id})
	switch {
	case err != nil:
		return r.again(err, r.importCheck)
	case written:
		return r.done("/units", "已导入“%s”：新增 %d 项，变更 %d 项。接着可以筹备点评轮次。", name, importAdded(im), importChanged(im))
	case !im.Ready(r.flag("skip")):
		r.problem, r.status = r.T("还有错误，什么都没有写入。请改正后重新上传，或勾选“把有错的行留在外面”。"), http.StatusUnprocessableEntity
		return r.importCheck()
	}
	if err := r.web.app.DropRoster(r.Context(), r.actor, id); err != nil {
		return err
	}
	return r.done("/units", "“%s”与现有名册一致，没有要写入的。", name)
}

func (r *request) importDrop() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}
	if err := r.web.app.DropRoster(r.Context(), r.actor, id); err != nil {
		return err
	}
	return r.done("/import", "没有导入，上传的文件已经删除。")
}

// importBlank is an empty roster to be filled in.
func (r *request) importBlank() error {
	var book bytes.Buffer
	if err := app.WriteBlankRoster(&book); err != nil {
		return err
	}
	return r.send(xlsxMedia, r.T("名册样表")+".xlsx", book.Bytes())
}

func importAdded(im *org.Import) int {
	return len(im.Units.New) + len(im.Persons.New) + len(im.Posts.New) + len(im.Charges.New)
}

func importChanged(im *org.Import) int {
	return len(im.Units.Changed) + len(im.Persons.Changed) + len(im.Posts.Changed) + len(im.Charges.Changed)
}

// notes are the notes that are, or are not, warnings.
func (v importView) notes(warnings bool) []org.Note {
	var out []org.Note
	for _, n := range v.Import.Notes.List {
		if (n.Level == org.Warning) == warnings {
			out = append(out, n)
		}
	}
	return out
}

// faults is how many things are wrong, listed or not.
func (v importView) faults() int {
	return v.Import.Notes.Count(org.Fault) + v.Import.Notes.Count(org.Broken)
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

// faultText lists what is wrong, at most so many, one a line.
func (v importView) faultText(p ui.Page, most int) string {
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
	Name    string // a word of the catalogue
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
func (v importView) deltas() []deltaView {
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

func delta[T any](name string, d org.Delta[T], say func(T) string) deltaView {
	v := deltaView{Name: name, Present: d.Present, Same: d.Same, LeftOut: d.LeftOut,
		More: [3]int{max(0, len(d.New)-importShown), max(0, len(d.Changed)-importShown), max(0, len(d.Gone)-importShown)}}
	for _, x := range d.New[:min(importShown, len(d.New))] {
		v.New = append(v.New, say(x))
	}
	for _, c := range d.Changed[:min(importShown, len(d.Changed))] {
		v.Changed = append(v.Changed, changedView{say(*c.After), c.Fields})
	}
	for _, x := range d.Gone[:min(importShown, len(d.Gone))] {
		v.Gone = append(v.Gone, say(x))
	}
	return v
}

func (d deltaView) added() int   { return len(d.New) + d.More[0] }
func (d deltaView) changed() int { return len(d.Changed) + d.More[1] }
func (d deltaView) gone() int    { return len(d.Gone) + d.More[2] }

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
