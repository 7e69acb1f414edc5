package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"lingping/internal/app"
	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/i18n"
	"lingping/internal/web/view"
)

// importLimit is the most that an upload with a roster may send: the file and the form around it.
const importLimit = blob.MaxRoster + 64<<10

func (r *request) importForm() error {
	start, err := r.web.app.ImportStart(r.Context(), r.actor)
	if err != nil {
		return err
	}

	return r.render(view.ImportPage(r.page(r.T("导入名册"), "/import"), start))
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

	return r.redirect(view.ImportHref(id, ""))
}

// dryRun reads the kept file and says what importing it would do.
func (r *request) dryRun() (v view.Import, err error) {
	v, answers, err := r.importAnswers()
	if err != nil {
		return v, err
	}

	k, err := r.web.app.CheckKeptRoster(r.Context(), r.actor, v.ID, answers)
	v.Fill(k)
	return v, err
}

// importAnswers is the check that is asked for, with what has been said so far.
func (r *request) importAnswers() (v view.Import, answers app.RosterAnswers, err error) {
	if v.ID, err = r.id("id"); err != nil {
		return v, answers, err
	}

	answers, v.Said, err = r.rosterAnswers()
	v.Skip, v.AllowEmpty, v.SkipHidden = r.flag("skip"), r.flag("empty"), answers.SkipHidden
	v.Forgetful = r.tried() && !r.flag("remember")
	return v, answers, err
}

// rosterAnswers are the answers that stand in the address or the form, each in a field of its own whose name begins with
// say: same A=B, distinct A=B, word X=Y, column X=Y, blank X. The name of a field that begins with is: has the word in it, and
// what is typed is the unit that it stands for. said are all of them as they were written.
func (r *request) rosterAnswers() (answers app.RosterAnswers, said []string, err error) {
	answers.SkipHidden = r.flag("hidden")
	for _, name := range slices.Sorted(maps.Keys(r.Form)) {
		word, unit := strings.CutPrefix(name, view.IsUnit)
		if !strings.HasPrefix(name, "say") && !unit {
			continue
		}

		for _, say := range r.Form[name] {
			if unit && strings.TrimSpace(say) != "" {
				say = "word " + word + "=" + strings.TrimSpace(say)
			}

			if say == "" || slices.Contains(said, say) {
				continue
			}

			if err = sayRoster(&answers, say); err != nil {
				return answers, said, err
			}

			said = append(said, say)
		}
	}

	return answers, said, nil
}

func sayRoster(answers *app.RosterAnswers, say string) error {
	kind, what, _ := strings.Cut(say, " ")
	switch kind {
	case "same":
		return answers.SaySame(what)
	case "distinct":
		return answers.SayDistinct(what)
	case "column":
		return answers.SayColumn(what)
	case "blank":
		return answers.SayBlank(what)
	}

	return answers.SayWord(what)
}

// importPatience is how long a page waits for a check or an import before it says how far that is.
const importPatience = 2 * time.Second

// tried reports whether writing was tried: then the ticks of its form are known.
func (r *request) tried() bool { return r.Method != http.MethodGet || r.flag(view.ImportTried) }

// importCheck shows what importing a kept file would do, and where writing was tried, why it was not done. A long check goes on while
// its page asks again and again.
func (r *request) importCheck() error {
	v, answers, err := r.importAnswers()
	if err != nil {
		return err
	}

	patience := importPatience
	if r.Method != http.MethodGet {
		patience = time.Hour // the answer to a form stands still
	}

	k, running, err := r.web.app.AwaitCheck(r.Context(), r.actor, v.ID, answers, patience)
	switch {
	case err != nil:
		return r.again(err, r.importForm)
	case running != nil && r.tried():
		return r.importWaits(*running, v.Tried(""))
	case running != nil:
		return r.importWaits(*running, v.Again())
	}

	if r.tried() && r.problem == "" {
		r.problem = r.whyNotWritten(&k, v)
	}

	v.Fill(k)
	return r.render(view.ImportReport(r.page(r.T("核对名册"), "/import"), v))
}

// importWaits says how far a check or an import is on a page that asks again at the address.
func (r *request) importWaits(running app.RosterProgress, at string) error {
	title := r.T("核对名册")
	if running.Write {
		title = r.T("导入名册")
	}

	if r.Method == http.MethodGet {
		r.out.Header().Set("Refresh", exportPulse+"; url="+at)
	}

	return r.render(view.ImportRunning(r.page(title, "/import"), running, at))
}

// whyNotWritten says why a file could not be written as it was asked to; empty when nothing stands against it.
func (r *request) whyNotWritten(k *app.KeptImport, v view.Import) string {
	switch {
	case k.Ready(v.Skip) && k.NothingTaken():
		return r.T("所有的行都有错、都留在外面，没有可写入的。")
	case !k.Ready(v.Skip):
		return r.T("还有错误，什么都没有写入。请改正后重新上传，或勾选“把有错的行留在外面”。")
	case !k.MayWrite(v.Skip, v.AllowEmpty):
		return r.T("会清空 %d 处已有的内容，什么都没有写入。请补上空着的单元格再上传；确要清空，勾选“允许清空”。", k.Emptied())
	}

	return ""
}

// importRunning is how far an import is that is being written, and once it is over how it came out.
func (r *request) importRunning() error {
	v, _, err := r.importAnswers()
	if err != nil {
		return err
	}

	k, running, begun, err := r.web.app.Importing(r.Context(), r.actor, v.ID, importPatience)
	switch {
	case errors.Is(err, context.Canceled): // stopped on another page
		return r.redirect("/import")
	case err != nil:
		return r.again(err, r.importCheck)
	case running != nil:
		return r.importWaits(*running, v.Tried("/running"))
	case k.Written || k.Same:
		return r.importDone(k)
	case begun:
		return r.redirect(v.Tried(""))
	}

	return r.redirect("/import")
}

// importStop stops a check or an import: nothing is written.
func (r *request) importStop() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	k, err := r.web.app.StopImporting(r.Context(), r.actor, id)
	switch {
	case err != nil:
		return err
	case k.Written:
		return r.importDone(k)
	}

	return r.done("/import", "已停止，什么都没有写入，上传的文件已经删除。")
}

// importDone says what was written.
func (r *request) importDone(k app.KeptImport) error {
	if k.Same {
		return r.done("/units", "“%s”与现有名册一致，没有要写入的。", k.Name)
	}

	if r.actor.Could(access.OpenRound) {
		r.next("/rounds/new", "筹备新轮次")
	}

	return r.done("/units", "已导入“%s”：新增 %d 项，变更 %d 项。接着可以筹备点评轮次。", k.Name, importAdded(k.Import), importChanged(k.Import))
}

// importFaults is everything that is wrong with the file as a text to be sent on.
func (r *request) importFaults() error {
	v, err := r.dryRun()
	if err != nil {
		return err
	}
	return r.send(textMedia, r.T("名册核对 %s", v.File)+".txt", []byte(v.FaultText(r.frame(), len(v.Import.Notes.List))))
}

// importRows are the rows that are left out, as a workbook to be corrected and uploaded by itself.
func (r *request) importRows() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	answers, _, err := r.rosterAnswers()
	if err != nil {
		return err
	}

	var book bytes.Buffer
	say := func(what error) string { return i18n.Error(r.lang, what) }
	if err := r.web.app.WriteFaultyRows(r.Context(), r.actor, id, answers, say, &book); err != nil {
		return err
	}

	return r.send(xlsxMedia, r.T("有错的行")+".xlsx", book.Bytes())
}

func (r *request) importWrite() error {
	v, answers, err := r.importAnswers()
	if err != nil {
		return r.again(err, r.importCheck)
	}

	opt := app.ImportOptions{SkipFaulty: v.Skip, AllowEmpty: v.AllowEmpty, Remember: !v.Forgetful}
	if opt.Version, err = r.number("version"); err != nil {
		return r.again(err, r.importCheck)
	}

	k, running, err := r.web.app.AwaitImport(r.Context(), r.actor, v.ID, answers, opt, importPatience)
	switch {
	case err != nil:
		return r.again(err, r.importCheck)
	case running != nil:
		return r.redirect(v.Tried("/running"))
	case k.Written || k.Same:
		return r.importDone(k)
	}

	r.status = http.StatusUnprocessableEntity
	return r.importCheck()
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

// importForget forgets a word of the house.
func (r *request) importForget() error {
	column, word := org.Field(r.text("column")), r.text("word")
	if err := r.web.app.DropRosterWord(r.Context(), r.actor, column, word); err != nil {
		return r.again(err, r.importForm)
	}
	return r.done("/import", "不再记得“%s”，以后的名册照样询问。", word)
}

// importLast is what the last import changed, and whether it can be taken back.
func (r *request) importLast() error {
	u, err := r.web.app.LastImport(r.Context(), r.actor)
	if err != nil {
		return err
	}
	return r.render(view.ImportLast(r.page(r.T("上一次导入"), "/import"), u))
}

func (r *request) importUndo() error {
	u, err := r.web.app.UndoImport(r.Context(), r.actor)
	if err != nil {
		return r.again(err, r.importLast)
	}
	return r.done("/units", "已撤销导入“%s”：名册和导入以前一样。", u.File)
}

// importBlank is an empty roster to be filled in.
func (r *request) importBlank() error {
	var book bytes.Buffer
	if err := app.WriteBlankRoster(&book); err != nil {
		return err
	}
	return r.send(xlsxMedia, r.T("名册样表")+".xlsx", book.Bytes())
}

// rosterExport is the whole roster as a file.
func (r *request) rosterExport() error {
	return r.exporting(r.web.app.StartRoster(r.Context(), r.actor, r.T("名册")+".xlsx", r.text("shape") == view.NationalShape))
}

func importAdded(im *org.Import) int {
	return im.Units.Added() + im.Persons.Added() + im.Posts.Added() + im.Charges.Added()
}

func importChanged(im *org.Import) int {
	return im.Units.Altered() + im.Persons.Altered() + im.Posts.Altered() + im.Charges.Altered()
}
