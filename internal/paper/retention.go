package paper

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"lingping/internal/blob"
	"lingping/internal/clock"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/round"
	"lingping/internal/office"
	"lingping/internal/store"
)

// The folders and files of an archive of a round, beside those of a pack.
const (
	archivePacks  = "备案报送包"
	archiveLedger = "台账.jsonl"
	archiveStats  = "附件1 情况统计表.json"
)

// Archive is everything of a round in the making, as one zip with sums. Memory holds one of its files at a time.
type Archive struct {
	forms  *Forms
	files  *office.Pack
	sheets int
	packs  int
}

// NewArchive begins an archive on w. Close ends it; w is left open.
func NewArchive(w io.Writer, forms *Forms) *Archive {
	return &Archive{forms: forms, files: office.NewPack(w)}
}

// Sheets is how many forms were added.
func (x *Archive) Sheets() int { return x.sheets }

// Close ends the archive with its sums.
func (x *Archive) Close() error { return x.files.Close() }

// add makes a file in memory and puts it into the archive.
func (x *Archive) add(folder, name string, write func(io.Writer) error) error {
	var body bytes.Buffer
	if err := write(&body); err != nil {
		return err
	}
	_, err := x.files.Add(folder, name, body.Bytes())
	return err
}

// AddIndex adds the index that people read; kept is how long the round is kept, zero when nobody has said.
func (x *Archive) AddIndex(r round.Round, kept round.Retention, f store.ArchiveFigures) error {
	text := archiveContents(r, clock.At(r.ClosedAt, x.forms.zone), kept, f, x.forms.templates)
	_, err := x.files.Add("", packIndex, []byte(text))
	return err
}

// AddStats adds annex 1, and the same in figures, which are written as JSON.
func (x *Archive) AddStats(s Stats, figures any) error {
	if err := x.add("", packStats, func(w io.Writer) error { return WriteStats(w, s) }); err != nil {
		return err
	}
	return x.add("", archiveStats, func(w io.Writer) error { return json.NewEncoder(w).Encode(figures) })
}

// AddForm adds a finished form.
func (x *Archive) AddForm(s Sheet) error {
	x.sheets++
	name := fmt.Sprintf("%05d %s", x.sheets, s.Name(x.forms.plan))
	return x.add(packForms, name, func(w io.Writer) error { return x.forms.WriteSheet(w, s) })
}

// AddPack adds a pack as it was received.
func (x *Archive) AddPack(file blob.File) error {
	x.packs++
	_, err := x.files.Add(archivePacks, fmt.Sprintf("%03d %s", x.packs, file.Name), file.Body)
	return err
}

// AddLedger adds the ledger, one entry a line. An error among the entries ends it.
func (x *Archive) AddLedger(entries iter.Seq2[ledger.Entry, error]) error {
	return x.files.AddText("", archiveLedger, func(w io.Writer) error {
		enc := json.NewEncoder(w)
		for e, err := range entries {
			if err != nil {
				return err
			}
			if err := enc.Encode(e); err != nil {
				return err
			}
		}

		return nil
	})
}

// archiveContents is the index that people read.
func archiveContents(r round.Round, closed time.Time, kept round.Retention, f store.ArchiveFigures, templates []filing.Template) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	line("%s 档案", r.Name)
	line("起止：%s — %s；结束：%s", r.From.Chinese(), r.To.Chinese(), closed.Format(time.DateOnly))
	if kept.Class != "" {
		line("保管期限：%s，依据：%s", string(kept.Class.Word()), kept.Reason)
	}

	line("")
	line("一、%s（数据见 %s）", packStats, archiveStats)
	line("二、%s：%d 份点评", packForms, f.Reviews)
	templateLines(templates, line)
	line("三、%s：%d 份", archivePacks, f.Packs)
	line("四、%s：%d 条", archiveLedger, f.Entries)
	line("")
	line("SHA256SUMS 是各文件的校验码，可用 sha256sum -c 核对。")
	return b.String()
}
