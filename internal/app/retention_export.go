package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/office"
	"lingping/internal/store"
)

// The folders and files of an archive of a round.
const (
	archivePacks  = "备案报送包"
	archiveLedger = "台账.jsonl"
	archiveStats  = "附件1 情况统计表.json"
)

// ledgerPart is how many entries of the ledger are read at a time.
const ledgerPart = 1000

// ExportArchive writes everything of a round as one zip with sums: its forms, statistics, the packs that were received,
// and its ledger, one entry a line. It gives how many forms it holds. Each part is read in transactions of its own, and
// nothing is written while one is open; a round that has ended does not change meanwhile.
func (a *App) ExportArchive(ctx context.Context, who access.Actor, id round.ID, w io.Writer, tell Progress) (n int, err error) {
	x, err := a.archiveExport(ctx, who, id)
	if err != nil {
		return 0, err
	}
	x.pack, x.tell = office.NewPack(w), tell
	for _, part := range []func(context.Context) error{x.index, x.stats, x.forms, x.packs, x.ledger} {
		if err := part(ctx); err != nil {
			return x.sheets, err
		}
	}
	return x.sheets, x.pack.Close()
}

// StartArchive begins to make the file of a round's archive, see ExportArchive.
func (a *App) StartArchive(ctx context.Context, who access.Actor, id round.ID, name string) (ExportKey, error) {
	return a.startExport(ctx, who, exportJob{
		name: name, media: packMedia,
		ask: func(ctx context.Context, who access.Actor) error {
			return a.read(ctx, func(tx *store.Tx) error {
				_, err := a.endedRound(tx, who, id)
				return err
			})
		},
		write: func(ctx context.Context, w io.Writer, tell Progress) error {
			_, err := a.ExportArchive(ctx, who, id, w, tell)
			return err
		},
	})
}

// endedRound is a round that has ended, for whoever may have its archive.
func (a *App) endedRound(tx *store.Tx, who access.Actor, id round.ID) (RoundView, error) {
	v, relations, err := a.loadRound(tx, who, id)
	if err != nil {
		return v, err
	}
	if err := check(access.ReadRetention, relations, stageOf(v.Round)); err != nil {
		return v, err
	}
	if v.State != round.Closed && v.State != round.Archived {
		return v, errs.NewConflict("“%s”还没有结束，不能归档：请先结束本轮。", v.Name)
	}
	return v, nil
}

// archiveExport is an archive in the making.
type archiveExport struct {
	a      *App
	v      RoundView
	print  *formPrint
	pack   *office.Pack
	tell   Progress
	sheets int
}

// archiveExport asks whether somebody may have the archive, and reads what its parts have in common.
func (a *App) archiveExport(ctx context.Context, who access.Actor, id round.ID) (x *archiveExport, err error) {
	x = &archiveExport{a: a}
	err = a.readApart(ctx, func(tx *store.Tx) error {
		if x.v, err = a.endedRound(tx, who, id); err != nil {
			return err
		}
		x.print, err = newFormPrint(tx, x.v)
		return err
	})
	return x, err
}

// add makes a file in memory, outside every transaction, and puts it into the pack.
func (x *archiveExport) add(folder, name string, write func(io.Writer) error) error {
	var body bytes.Buffer
	if err := write(&body); err != nil {
		return err
	}
	_, err := x.pack.Add(folder, name, body.Bytes())
	return err
}

func (x *archiveExport) index(ctx context.Context) error {
	var text string
	if err := x.a.readApart(ctx, func(tx *store.Tx) error {
		figures, err := tx.ArchiveFigures(x.v.ID)
		if err != nil {
			return err
		}
		kept, err := tx.Retentions()
		text = archiveContents(x.v.Round, tx.At(x.v.ClosedAt), kept[x.v.ID], figures)
		return err
	}); err != nil {
		return err
	}
	_, err := x.pack.Add("", packIndex, []byte(text))
	return err
}

func (x *archiveExport) stats(ctx context.Context) error {
	var s Stats
	if err := x.a.readApart(ctx, func(tx *store.Tx) (err error) {
		s, err = x.a.statsOf(tx, access.LocalOperator(), access.ReadStats, x.v.ID, unitByID(0))
		return err
	}); err != nil {
		return err
	}
	if err := x.add("", packStats, func(w io.Writer) error { return WriteStats(w, s) }); err != nil {
		return err
	}
	return x.add("", archiveStats, func(w io.Writer) error { return json.NewEncoder(w).Encode(s.Figures()) })
}

// forms adds the finished sheets of both forms; each pass over the units is half of what people are told.
func (x *archiveExport) forms(ctx context.Context) error {
	for pass, form := range []int{UnitForm, MemberForm} {
		half := Progress(func(done, total int) { x.tell.say(pass*total+done, 2*total) })
		for s, err := range x.a.sheetsBelow(ctx, formBatch{print: x.print, top: x.v.Top, form: form, open: reach{whole: true}}, half) {
			if err != nil {
				return err
			}
			if !s.counts() {
				continue
			}
			x.sheets++
			name := fmt.Sprintf("%05d %s", x.sheets, s.name())
			if err := x.add(packForms, name, func(w io.Writer) error { return x.print.write(w, s) }); err != nil {
				return err
			}
		}
	}
	return nil
}

func (x *archiveExport) packs(ctx context.Context) error {
	var blobs []int64
	if err := x.a.readApart(ctx, func(tx *store.Tx) (err error) {
		blobs, err = tx.ReceivedPacks(x.v.ID)
		return err
	}); err != nil {
		return err
	}
	for i, id := range blobs {
		var file blob.File
		if err := x.a.readApart(ctx, func(tx *store.Tx) (err error) {
			file, err = tx.Blob(id)
			return err
		}); err != nil {
			return err
		}
		if _, err := x.pack.Add(archivePacks, fmt.Sprintf("%03d %s", i+1, file.Name), file.Body); err != nil {
			return err
		}
	}
	return nil
}

func (x *archiveExport) ledger(ctx context.Context) error {
	return x.pack.AddText("", archiveLedger, func(w io.Writer) error {
		enc := json.NewEncoder(w)
		for after := int64(0); ; {
			var entries []ledger.Entry
			if err := x.a.readApart(ctx, func(tx *store.Tx) (err error) {
				entries, err = tx.RoundEntries(x.v.ID, after, ledgerPart)
				return err
			}); err != nil || len(entries) == 0 {
				return err
			}
			for _, e := range entries {
				if err := enc.Encode(e); err != nil {
					return err
				}
			}
			after = int64(entries[len(entries)-1].ID)
		}
	})
}

// archiveContents is the index that people read.
func archiveContents(r round.Round, closed time.Time, kept round.Retention, f store.ArchiveFigures) string {
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
	line("三、%s：%d 份", archivePacks, f.Packs)
	line("四、%s：%d 条", archiveLedger, f.Entries)
	line("")
	line("SHA256SUMS 是各文件的校验码，可用 sha256sum -c 核对。")
	return b.String()
}
