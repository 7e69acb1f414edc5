package app

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// ExportState is how far an export is.
type ExportState string

// The states. One that was cancelled, or whose file was erased, is no longer there.
const (
	ExportWaiting ExportState = "waiting" // for others to be finished
	ExportMaking  ExportState = "making"
	ExportReady   ExportState = "ready"
	ExportFailed  ExportState = "failed"
)

// Word is the state for people.
func (s ExportState) Word() i18n.Word {
	return map[ExportState]i18n.Word{ExportWaiting: "排队", ExportMaking: "正在生成", ExportReady: "可以下载", ExportFailed: "没有成功"}[s]
}

// Running reports whether the file is still to come.
func (s ExportState) Running() bool { return s == ExportWaiting || s == ExportMaking }

// ExportKey names an export; nobody guesses it.
type ExportKey string

// Export is a file for one account: in the making, or ready to be fetched.
type Export struct {
	Key         ExportKey
	Name, Media string
	State       ExportState
	Done, Total int // parts of the work; 0 of 0 before it has begun
	Size        int64
	Began       time.Time
	Until       time.Time // when the file is erased; zero before it is ready
	Fetched     bool      // it was opened at least once
	Problem     error     // why it failed
}

// The bounds of exports. What is over them is refused with a sentence.
const (
	exportsOfAccount = 2         // that one account has in the making
	exportsAtOnce    = 8         // in the making in all
	exportsMaking    = 2         // of them worked at; the others wait
	exportsKept      = 10        // files that one account has lying
	exportAge        = time.Hour // for which a file can be fetched
)

// exportJob is what makes a file: it asks whether somebody may have it, at the start and again whenever it is fetched,
// and writes it without holding anything of the database while it writes.
type exportJob struct {
	name, media string
	kind        string // what it is of, for the ledger
	round       round.ID
	unit        org.UnitID
	ask         func(context.Context, access.Actor) error
	write       func(context.Context, io.Writer, Progress) error
}

// startExport begins to make a file for whoever asks and gives the key by which he finds it.
func (a *App) startExport(ctx context.Context, who access.Actor, job exportJob) (ExportKey, error) {
	if err := check(access.ReadExport, own(who), access.NoStage); err != nil {
		return "", err
	}

	write := job.write
	job.write = func(ctx context.Context, w io.Writer, p Progress) error {
		err := write(ctx, w, p)
		return errors.Join(err, a.NoteAltered(ctx, err))
	}

	if err := job.ask(ctx, who); err != nil {
		return "", err
	}

	key, err := a.exports.start(who.Account, job, a.store.Now)
	if err == nil {
		a.looked.note(look{who: who, action: access.MakeExport, relations: own(who), object: "export:" + job.kind, round: job.round, unit: job.unit})
	}

	return key, err
}

// Exports are the asker's own, the newest first.
func (a *App) Exports(_ context.Context, who access.Actor) ([]Export, error) {
	if err := check(access.ReadExport, own(who), access.NoStage); err != nil {
		return nil, err
	}
	return a.exports.of(who.Account, a.store.Now()), nil
}

// Export is one of the asker's own.
func (a *App) Export(_ context.Context, who access.Actor, key ExportKey) (Export, error) {
	if err := check(access.ReadExport, own(who), access.NoStage); err != nil {
		return Export{}, err
	}

	x, err := a.exports.find(who.Account, key, a.store.Now())
	if err != nil {
		return Export{}, err
	}

	return a.exports.look(x), nil
}

// AwaitExport is Export once it is no longer in the making, or after a while at the latest.
func (a *App) AwaitExport(ctx context.Context, who access.Actor, key ExportKey, patience time.Duration) (Export, error) {
	if x, err := a.exports.find(who.Account, key, a.store.Now()); err == nil {
		late := time.NewTimer(patience)
		defer late.Stop()

		select {
		case <-x.ended:
		case <-late.C:
		case <-ctx.Done():
		}
	}
	return a.Export(ctx, who, key)
}

// OpenExport opens a file that is ready, for the account that asked for it, if it still may have it. The caller closes it;
// nothing of the database is held meanwhile.
func (a *App) OpenExport(ctx context.Context, who access.Actor, key ExportKey) (Export, io.ReadSeekCloser, error) {
	if err := check(access.ReadExport, own(who), access.NoStage); err != nil {
		return Export{}, nil, err
	}

	x, err := a.exports.find(who.Account, key, a.store.Now())
	if err != nil {
		return Export{}, nil, err
	}

	if err := x.job.ask(ctx, who); err != nil {
		return Export{}, nil, err
	}

	seen := a.exports.look(x)
	switch {
	case seen.State == ExportFailed:
		return seen, nil, seen.Problem
	case seen.State != ExportReady:
		return seen, nil, errs.NewConflict("文件还在生成，请稍等。")
	}

	f, err := os.Open(x.path)
	if err != nil {
		return seen, nil, errNoExport
	}

	a.exports.set(func() { x.Fetched = true })
	return seen, f, nil
}

// CancelExport stops an export that is in the making, and erases the file of one that is ready.
func (a *App) CancelExport(_ context.Context, who access.Actor, key ExportKey) error {
	if err := check(access.ReadExport, own(who), access.NoStage); err != nil {
		return err
	}

	x, err := a.exports.find(who.Account, key, a.store.Now())
	if err != nil {
		return err
	}

	a.exports.drop(x)
	return nil
}

// errNoExport is the answer to an export that is not there, or not the asker's.
var errNoExport = errs.NewNotFound("没有这份导出的文件：可能已满一小时，或者程序重新启动过，文件已经删除。请重新导出。")

// OpenSpool names the folder in which exported files lie and erases what an earlier run has left there. Without it they
// lie in the system's folder for temporary files.
func (a *App) OpenSpool(base string) error { return a.exports.open(base) }

// CloseExports stops all exports and erases their files, and stops what is being imported. None can be begun afterwards.
func (a *App) CloseExports() error {
	a.imports.close()
	return a.exports.close()
}

// EraseExports erases the files whose hour is over.
func (a *App) EraseExports() { a.exports.sweep(a.store.Now()) }

// copyOut writes to a spooled file until it is told to stop, and counts what it wrote.
type copyOut struct {
	ctx   context.Context
	file  *os.File
	spool *spool
	size  int64
}

// Write passes on a piece of the file, while there is room and nobody has cancelled.
func (w *copyOut) Write(piece []byte) (int, error) {
	if w.ctx.Err() != nil {
		return 0, context.Cause(w.ctx)
	}

	if err := w.spool.take(int64(len(piece))); err != nil {
		return 0, err
	}

	w.size += int64(len(piece))
	return w.file.Write(piece)
}

// spoolBuffer is how much is gathered before it is written to the disk.
const spoolBuffer = 256 << 10

// fill makes the file of a job. Of one that fails or panics nothing remains.
func (s *spool) fill(ctx context.Context, job exportJob, tell Progress) (path string, size int64, err error) {
	f, err := s.create()
	if err != nil {
		return "", 0, err
	}

	out := &copyOut{ctx: ctx, file: f, spool: s}
	whole := false
	defer func() {
		if !whole {
			f.Close() // closing twice does no harm
			s.erase(f.Name(), out.size)
		}
	}()

	body := bufio.NewWriterSize(out, spoolBuffer)
	if err := job.write(ctx, body, tell); err != nil {
		return "", 0, err
	}

	if err := body.Flush(); err != nil {
		return "", 0, err
	}

	if err := f.Close(); err != nil {
		return "", 0, err
	}

	whole = true
	return f.Name(), out.size, nil
}

// newExportKey is 128 bits or more of chance, in letters that stand in an address.
func newExportKey() ExportKey { return ExportKey(strings.ToLower(rand.Text())) }

func newestFirst(list []Export) []Export {
	slices.SortStableFunc(list, func(x, y Export) int { return y.Began.Compare(x.Began) })
	return list
}
