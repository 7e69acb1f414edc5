package app

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/store"
)

// RosterStage is what a long check or import of a roster is at.
type RosterStage string

// The stages, in their order.
const (
	RosterReading  RosterStage = "reading"
	RosterMatching RosterStage = "matching"
	RosterWriting  RosterStage = "writing"
)

// Word is the stage for people.
func (s RosterStage) Word() i18n.Word {
	return map[RosterStage]i18n.Word{RosterReading: "正在读文件", RosterMatching: "正在和名册核对", RosterWriting: "正在写入"}[s]
}

// RosterProgress is how far the check or the import of a kept roster is.
type RosterProgress struct {
	File  int64
	Stage RosterStage
	Sheet string // being read
	Done  int    // rows read, or persons written
	Write bool   // it is to be written
}

// rosterJobs are the checks and imports of kept rosters that this program is at. One that nobody asks for any more is stopped when
// it is a check: whoever asks again has it made anew.
type rosterJobs struct {
	mu      sync.Mutex
	jobs    map[string]*rosterJob
	closed  bool
	running sync.WaitGroup
}

// rosterJob is one of them. The key, account and channel never change; the rest is guarded by rosterJobs.mu.
type rosterJob struct {
	RosterProgress
	key     string
	account int64
	cancel  context.CancelFunc
	ended   chan struct{}
	idle    *time.Timer
	waiting int // how many wait for it: its idle clock stands still as long as somebody does
	result  KeptImport
	err     error
}

// The bounds of jobs.
const (
	rosterJobsOfAccount = 2           // that one account has running
	rosterJobsAtOnce    = 4           // running in all
	rosterJobIdle       = time.Minute // after which a check is stopped that nobody waits for
	rosterJobKept       = time.Hour   // for which the outcome of an import waits to be seen
)

func newRosterJobs() *rosterJobs { return &rosterJobs{jobs: map[string]*rosterJob{}} }

// tellFunc is told how far a job is.
type tellFunc func(stage RosterStage, sheet string, done int)

// begin begins a job, or finds the one that is at it. Whoever began it awaits it.
func (j *rosterJobs) begin(ctx context.Context, who access.Actor, key string, p RosterProgress, do func(context.Context, tellFunc) (KeptImport, error)) (*rosterJob, error) {
	j.mu.Lock()
	defer j.mu.Unlock()

	key = fmt.Sprint(who.Account, " ", key)
	if job := j.jobs[key]; job != nil && (!job.over() || job.result.Written) {
		job.wait() // what was refused is tried anew
		return job, nil
	}

	running, own := 0, 0
	for _, job := range j.jobs {
		if !job.over() {
			running++
			if job.account == who.Account {
				own++
			}
		}
	}

	if j.closed || running >= rosterJobsAtOnce || own >= rosterJobsOfAccount {
		return nil, errs.NewUnavailable(nil, "正在核对、导入的名册已经很多，请等前面的做完再试。")
	}

	base := context.Background() // what a page sees ends with it
	if s := sendingOf(ctx); s != nil && p.Write {
		base = s.With(base)
	}

	ctx, cancel := context.WithCancel(base)
	job := &rosterJob{RosterProgress: p, key: key, account: who.Account, cancel: cancel, ended: make(chan struct{})}
	job.idle = time.AfterFunc(job.patience(), func() { j.leave(job) })
	job.wait()
	j.jobs[key] = job
	j.running.Go(func() { j.run(ctx, job, do) })
	return job, nil
}

func (j *rosterJobs) run(ctx context.Context, job *rosterJob, do func(context.Context, tellFunc) (KeptImport, error)) {
	defer job.cancel()

	tell := func(stage RosterStage, sheet string, done int) {
		j.mu.Lock()
		defer j.mu.Unlock()
		job.Stage, job.Sheet, job.Done = stage, sheet, done
	}

	var k KeptImport
	err := func() (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("app: a roster's job panicked: %v\n%s", p, debug.Stack())
			}
		}()
		k, err = do(ctx, tell)
		return err
	}()

	j.mu.Lock()
	defer j.mu.Unlock()
	job.result, job.err = k, err
	close(job.ended)
	if !j.closed {
		job.rest()
	}
}

// patience is how long nobody waits for a job before it is left.
func (job *rosterJob) patience() time.Duration {
	if job.Write {
		return rosterJobKept
	}
	return rosterJobIdle
}

// wait stops the idle clock of a job for somebody who waits for it. The lock is held.
func (job *rosterJob) wait() {
	job.waiting++
	job.idle.Stop()
}

// rest starts the idle clock anew where nobody waits. The lock is held.
func (job *rosterJob) rest() {
	if job.waiting == 0 {
		job.idle.Reset(job.patience())
	}
}

// leave gives up a job for which nobody has waited for long; what is being written goes on.
func (j *rosterJobs) leave(job *rosterJob) {
	j.mu.Lock()
	defer j.mu.Unlock()

	if job.waiting > 0 {
		return
	}

	if !job.Write {
		job.cancel()
	}

	j.drop(job)
}

func (job *rosterJob) over() bool {
	select {
	case <-job.ended:
		return true
	default:
		return false
	}
}

// await waits a while for a job. An outcome is given once; of a job that goes on, how far it is.
func (j *rosterJobs) await(ctx context.Context, job *rosterJob, patience time.Duration) (k KeptImport, running *RosterProgress, err error) {
	late := time.NewTimer(patience)
	defer late.Stop()

	select {
	case <-job.ended:
	case <-late.C:
	case <-ctx.Done():
	}

	j.mu.Lock()
	defer j.mu.Unlock()

	job.waiting--
	if !job.over() {
		job.rest()
		p := job.RosterProgress
		return k, &p, nil
	}

	j.drop(job)
	return job.result, nil, job.err
}

func (j *rosterJobs) forget(job *rosterJob) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.drop(job)
}

// drop forgets a job, unless it is writing still. The lock is held.
func (j *rosterJobs) drop(job *rosterJob) {
	job.idle.Stop()
	if j.jobs[job.key] == job && (job.over() || !job.Write) {
		delete(j.jobs, job.key)
	}
}

// find is a job of an account at a kept file that is to be written, nil when there is none. Whoever found it awaits it.
func (j *rosterJobs) find(who access.Actor, file int64) *rosterJob {
	j.mu.Lock()
	defer j.mu.Unlock()

	job := j.jobs[fmt.Sprint(who.Account, " ", writeKey(file))]
	if job != nil {
		job.wait()
	}

	return job
}

func writeKey(file int64) string { return fmt.Sprint("write ", file) }

// stop stops what an account is at with a kept file, and waits until it is over: nothing of it is written then, or all. It gives
// what was written all the same, because it was done already.
func (j *rosterJobs) stop(who access.Actor, file int64) (k KeptImport) {
	j.mu.Lock()
	var stopped []*rosterJob
	for _, job := range j.jobs {
		if job.account == who.Account && job.File == file {
			job.cancel()
			stopped = append(stopped, job)
		}
	}
	j.mu.Unlock()

	for _, job := range stopped {
		<-job.ended
		j.forget(job)
		if job.err == nil && job.result.Written {
			k = job.result
		}
	}

	return k
}

// close stops all jobs. None can be begun afterwards.
func (j *rosterJobs) close() {
	j.mu.Lock()
	j.closed = true
	for _, job := range j.jobs {
		job.idle.Stop()
		job.cancel()
	}
	j.mu.Unlock()

	j.running.Wait()
}

// AwaitCheck is CheckKeptRoster for as long as somebody waits: after a while it says how far the check is, which goes on, and is
// asked again.
func (a *App) AwaitCheck(ctx context.Context, who access.Actor, id int64, answers RosterAnswers, patience time.Duration) (KeptImport, *RosterProgress, error) {
	if k, known, err := a.knownCheck(ctx, who, id, &answers); err != nil || known {
		return k, nil, err
	}

	job, err := a.imports.begin(ctx, who, fmt.Sprintf("check %d %+v", id, answers), RosterProgress{File: id, Stage: RosterReading},
		func(ctx context.Context, tell tellFunc) (KeptImport, error) {
			return a.checkKeptRoster(ctx, who, id, answers, tell)
		})
	if err != nil {
		return KeptImport{}, nil, err
	}

	return a.imports.await(ctx, job, patience)
}

// AwaitImport is ImportKeptRoster for as long as somebody waits, see AwaitCheck.
func (a *App) AwaitImport(ctx context.Context, who access.Actor, id int64, answers RosterAnswers, opt ImportOptions, patience time.Duration) (KeptImport, *RosterProgress, error) {
	job, err := a.imports.begin(ctx, who, writeKey(id), RosterProgress{File: id, Stage: RosterReading, Write: true},
		func(ctx context.Context, tell tellFunc) (KeptImport, error) {
			opt.tell = tell
			return a.ImportKeptRoster(ctx, who, id, answers, opt)
		})
	if err != nil {
		return KeptImport{}, nil, err
	}

	return a.imports.await(ctx, job, patience)
}

// Importing is how far the import of a kept roster is that was begun with AwaitImport, or how it came out; false when none was.
func (a *App) Importing(ctx context.Context, who access.Actor, id int64, patience time.Duration) (k KeptImport, running *RosterProgress, begun bool, err error) {
	if err := a.mayImport(ctx, who); err != nil {
		return k, nil, false, err
	}

	job := a.imports.find(who, id)
	if job == nil {
		return k, nil, false, nil
	}

	k, running, err = a.imports.await(ctx, job, patience)
	return k, running, true, err
}

// StopImporting stops the check or the import of a kept roster that the asker has begun, and forgets the file: what was not written
// by then never is. It gives what was written all the same, because it was done already.
func (a *App) StopImporting(ctx context.Context, who access.Actor, id int64) (KeptImport, error) {
	if err := a.mayImport(ctx, who); err != nil {
		return KeptImport{}, err
	}

	if k := a.imports.stop(who, id); k.Written {
		return k, nil
	}

	return KeptImport{}, a.DropRoster(ctx, who, id)
}

func (a *App) mayImport(ctx context.Context, who access.Actor) error {
	return a.read(ctx, func(tx *store.Tx) error { return allowHouse(tx, who, asking(access.ImportRoster)) })
}
