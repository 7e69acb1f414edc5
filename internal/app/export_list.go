package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"lingping/internal/errs"
)

// exports are the files that this program makes and keeps for a while. They are of this program alone: another one over
// the same database knows nothing of them and never touches their folder.
type exports struct {
	mu      sync.Mutex
	spool   *spool // nil until the first
	list    map[ExportKey]*exporting
	closed  bool
	turns   chan struct{} // holds one for each that is worked at
	running sync.WaitGroup
}

// exporting is one export. The key, account, job and channels never change; the rest is guarded by exports.mu.
type exporting struct {
	Export
	account int64
	job     exportJob
	path    string
	cancel  context.CancelFunc
	ended   chan struct{} // closed when it is no longer in the making
	dropped bool
}

func newExports() *exports {
	return &exports{list: map[ExportKey]*exporting{}, turns: make(chan struct{}, exportsMaking)}
}

// folder is where files that are erased again may lie; empty, for the system's own, while no spool is open.
func (e *exports) folder() string {
	e.mu.Lock()
	defer e.mu.Unlock()

	if e.spool == nil {
		return ""
	}
	return e.spool.dir
}

// open opens the spool below base.
func (e *exports) open(base string) error {
	e.mu.Lock()
	defer e.mu.Unlock()

	if e.spool != nil {
		return errors.New("app: the spool is open already")
	}

	var err error
	e.spool, err = openSpool(base)
	return err
}

// start begins an export, if the account and the program have room for one more.
func (e *exports) start(account int64, job exportJob, now func() time.Time) (ExportKey, error) {
	e.sweep(now())
	e.mu.Lock()
	defer e.mu.Unlock()

	if err := e.room(account); err != nil {
		return "", err
	}

	if e.spool == nil {
		var err error
		if e.spool, err = openSpool(os.TempDir()); err != nil {
			return "", err
		}
	}

	ctx, cancel := context.WithCancel(context.Background())
	x := &exporting{account: account, job: job, cancel: cancel, ended: make(chan struct{}),
		Export: Export{Key: newExportKey(), Name: job.name, Media: job.media, State: ExportWaiting, Began: now()}}
	e.list[x.Key] = x
	e.running.Go(func() {
		defer cancel()
		e.run(ctx, x, now)
	})
	return x.Key, nil
}

// room refuses one export too many.
func (e *exports) room(account int64) error {
	if e.closed {
		return errs.NewUnavailable(nil, "程序正在停止，请稍后再导出。")
	}

	all, own := 0, 0
	var kept []*exporting
	for _, x := range e.list {
		if x.State.Running() {
			all++
		}

		if x.account == account {
			kept = append(kept, x)
		}

		if x.account == account && x.State.Running() {
			own++
		}
	}

	switch {
	case own >= exportsOfAccount:
		return errs.NewConflict("您已有 %d 份文件正在导出，请等它们完成，或者取消一份再导出。", own)
	case all >= exportsAtOnce:
		return errs.NewUnavailable(nil, "现在导出的人太多（同时最多 %d 份），请过一会儿再试。", exportsAtOnce)
	case len(kept) >= exportsKept && !e.makeRoom(kept):
		return errs.NewConflict("您已有 %d 份导出的文件还没有下载，请先下载，或者删除用不着的，再导出。", len(kept))
	}

	return nil
}

// makeRoom forgets the oldest of the files that were fetched.
func (e *exports) makeRoom(kept []*exporting) bool {
	slices.SortFunc(kept, func(x, y *exporting) int { return x.Began.Compare(y.Began) })
	for _, x := range kept {
		if x.Fetched {
			e.forget(x)
			return true
		}
	}

	return false
}

// run makes the file when its turn has come.
func (e *exports) run(ctx context.Context, x *exporting, now func() time.Time) {
	var path string
	var size int64
	err := context.Canceled
	select {
	case e.turns <- struct{}{}:
		e.set(func() { x.State = ExportMaking })
		path, size, err = e.make(ctx, x)
		<-e.turns
	case <-ctx.Done():
	}

	e.set(func() {
		defer close(x.ended)

		if err != nil {
			x.State, x.Problem = ExportFailed, err
		} else {
			x.State, x.path, x.Size = ExportReady, path, size
		}

		x.Until = now().Add(exportAge)
		if x.dropped && path != "" {
			e.spool.erase(path, size)
		}
	})
}

// make fills a file; a panic is the failure of this export alone.
func (e *exports) make(ctx context.Context, x *exporting) (path string, size int64, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("app: an export panicked: %v\n%s", p, debug.Stack())
		}
	}()
	return e.spool.fill(ctx, x.job, func(done, total int) {
		e.set(func() { x.Done, x.Total = done, total })
	})
}

func (e *exports) set(change func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	change()
}

// look is the export as it is now.
func (e *exports) look(x *exporting) Export {
	e.mu.Lock()
	defer e.mu.Unlock()
	return x.Export
}

// find is an export of the account whose hour is not over.
func (e *exports) find(account int64, key ExportKey, now time.Time) (*exporting, error) {
	e.mu.Lock()
	defer e.mu.Unlock()

	x := e.list[key]
	if x == nil || x.account != account || x.over(now) {
		return nil, errNoExport
	}

	return x, nil
}

// of are the exports of an account, the newest first.
func (e *exports) of(account int64, now time.Time) []Export {
	e.mu.Lock()
	defer e.mu.Unlock()

	var out []Export
	for _, x := range e.list {
		if x.account == account && !x.over(now) {
			out = append(out, x.Export)
		}
	}

	return newestFirst(out)
}

// over reports whether the file has lain for its hour.
func (x *exporting) over(now time.Time) bool { return !x.State.Running() && !now.Before(x.Until) }

// drop forgets an export: the work is stopped, the file erased.
func (e *exports) drop(x *exporting) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.forget(x)
}

func (e *exports) forget(x *exporting) {
	if x.dropped {
		return
	}

	x.dropped = true
	x.cancel()
	delete(e.list, x.Key)
	if x.path != "" {
		e.spool.erase(x.path, x.Size)
	}
}

// sweep forgets what has lain for its hour.
func (e *exports) sweep(now time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()

	for _, x := range e.list {
		if x.over(now) {
			e.forget(x)
		}
	}
}

// close stops everything, waits for it, and erases the spool.
func (e *exports) close() error {
	e.mu.Lock()
	e.closed = true
	for _, x := range e.list {
		e.forget(x)
	}

	opened := e.spool
	e.mu.Unlock()
	e.running.Wait()
	if opened == nil {
		return nil
	}

	e.mu.Lock()
	defer e.mu.Unlock()

	if e.spool == nil { // closed by another call meanwhile
		return nil
	}

	e.spool = nil
	return opened.close()
}
