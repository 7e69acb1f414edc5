package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"lingping/internal/domain/access"
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

// ExportArchive writes everything of a round as one zip with sums: its forms, statistics, the packs that were received,
// and its ledger, one entry a line. It is streamed and gives how many forms it holds.
func (a *App) ExportArchive(ctx context.Context, who access.Actor, id round.ID, w io.Writer) (n int, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, relations, err := a.loadRound(tx, who, id)
		if err != nil {
			return err
		}
		if err := check(access.ReadRetention, relations, stageOf(v.Round)); err != nil {
			return err
		}
		if v.State != round.Closed && v.State != round.Archived {
			return errs.NewConflict("“%s”还没有结束，不能归档：请先结束本轮。", v.Name)
		}
		x := &archiveExport{a: a, tx: tx, v: v, pack: office.NewPack(w)}
		for _, part := range []func() error{x.index, x.stats, x.forms, x.packs, x.ledger} {
			if err := part(); err != nil {
				return err
			}
		}
		n = x.sheets
		return x.pack.Close()
	})
	return n, err
}

// archiveExport is an archive in the making.
type archiveExport struct {
	a      *App
	tx     *store.Tx
	v      RoundView
	pack   *office.Pack
	sheets int
}

func (x *archiveExport) add(folder, name string, write func(io.Writer) error) error {
	var body bytes.Buffer
	if err := write(&body); err != nil {
		return err
	}
	_, err := x.pack.Add(folder, name, body.Bytes())
	return err
}

func (x *archiveExport) index() error {
	figures, err := x.tx.ArchiveFigures(x.v.ID)
	if err != nil {
		return err
	}
	kept, err := x.tx.Retentions()
	if err != nil {
		return err
	}
	return x.add("", packIndex, func(w io.Writer) error {
		_, err := io.WriteString(w, archiveContents(x.v.Round, x.tx.At(x.v.ClosedAt), kept[x.v.ID], figures))
		return err
	})
}

func (x *archiveExport) stats() error {
	s, err := x.a.statsOf(x.tx, access.LocalOperator(), access.ReadStats, x.v.ID, unitByID(0))
	if err != nil {
		return err
	}
	if err := x.add("", packStats, func(w io.Writer) error { return WriteStats(w, s) }); err != nil {
		return err
	}
	return x.add("", archiveStats, func(w io.Writer) error { return json.NewEncoder(w).Encode(s.Figures()) })
}

func (x *archiveExport) forms() error {
	print, err := newFormPrint(x.tx, x.v)
	if err != nil {
		return err
	}
	for _, form := range []int{UnitForm, MemberForm} {
		for s, err := range print.sheets(x.tx.FormRows(x.v.ID, x.v.Top), form) {
			if err != nil {
				return err
			}
			if !s.counts() {
				continue
			}
			x.sheets++
			name := fmt.Sprintf("%05d %s", x.sheets, s.name())
			if err := x.add(packForms, name, func(w io.Writer) error { return print.write(w, s) }); err != nil {
				return err
			}
		}
	}
	return nil
}

func (x *archiveExport) packs() error {
	blobs, err := x.tx.ReceivedPacks(x.v.ID)
	if err != nil {
		return err
	}
	for i, id := range blobs {
		file, err := x.tx.Blob(id)
		if err != nil {
			return err
		}
		if _, err := x.pack.Add(archivePacks, fmt.Sprintf("%03d %s", i+1, file.Name), file.Body); err != nil {
			return err
		}
	}
	return nil
}

func (x *archiveExport) ledger() error {
	return x.add("", archiveLedger, func(w io.Writer) error {
		enc := json.NewEncoder(w)
		for e, err := range x.tx.RoundEntries(x.v.ID) {
			if err == nil {
				err = enc.Encode(e)
			}
			if err != nil {
				return err
			}
		}
		return nil
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
