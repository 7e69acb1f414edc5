package ledger

import (
	"cmp"
	"io"
	"io/fs"
	"slices"
	"time"

	"lingping/internal/errs"
)

// Outside is what a verifier brought along: a checkpoint that was taken away earlier and the public key of the house, each
// empty without one.
type Outside struct{ Checkpoint, Key string }

// Audited is what was found in a bundle.
type Audited struct {
	Head    BundleHead
	Records int
	Later   int // records that were written again after the bundle's last entry
	Wrong   []error
	Noted   []error // alterations that were found and noted before
}

// bundleAudit is one look at a bundle.
type bundleAudit struct {
	*Audit
	head    BundleHead
	with    Outside
	last    map[recordAt]lastLeft
	differ  map[recordAt]Difference
	records int
	later   int
}

type recordAt struct{ kind, key string }

// lastLeft is what the last entry left a record as.
type lastLeft struct {
	digest string
	number int64
	met    bool
}

// AuditBundle holds a bundle for auditors against itself and what the verifier brought along. It needs nothing of the house.
// at is a moment (unix ms) in the named zone. Memory holds one line for each record.
func AuditBundle(files fs.FS, with Outside, at func(zone string, ms int64) time.Time) (out Audited, err error) {
	b := bundleAudit{with: with, last: map[recordAt]lastLeft{}, differ: map[recordAt]Difference{}}
	if err := b.readHead(files); err != nil {
		return out, err
	}

	b.Audit = NewAudit(func(ms int64) time.Time { return at(b.head.Zone, ms) })
	if err := b.checkpoints(files); err != nil {
		return out, err
	}

	if err := within(files, BundleEntriesFile, b.entry); err != nil {
		return out, err
	}

	if err := b.End(nil); err != nil {
		return out, err
	}

	if b.Leaves != b.head.Size {
		b.Find("审计包说有 %d 条记录，里面有 %d 条：少了，或者多了。", int(b.head.Size), int(b.Leaves))
	}

	if err := within(files, BundleRecordsFile, b.record); err != nil {
		return out, err
	}

	b.tell()
	return Audited{Head: b.head, Records: b.records, Later: b.later, Wrong: b.Wrong(), Noted: b.Noted()}, nil
}

// within reads a file of the bundle entry by entry, or line by line.
func within(files fs.FS, name string, next func(*lines) (bool, error)) error {
	f, err := files.Open(name)
	if err != nil {
		return errs.NewInvalid("这不是审计包，或者不完整：里面没有 %s。", name)
	}
	defer f.Close()

	in := newLines(name, f)
	for {
		if more, err := next(in); err != nil || !more {
			return err
		}
	}
}

func (b *bundleAudit) readHead(files fs.FS) error {
	err := within(files, BundleHeadFile, func(in *lines) (bool, error) {
		_, err := in.read(&b.head)
		return false, err
	})
	if err == nil && b.head.Format != BundleFormat {
		err = errs.NewInvalid("这个审计包的格式（%s）本程序不认识：请用做它的那一版程序核对。", b.head.Format)
	}
	return err
}

// longestCheckpoint is how long a checkpoint may be: its text, and signatures.
const longestCheckpoint = 64 << 10

// checkpoints lets the entries be held against the bundle's own checkpoint, those that the house keeps and the verifier's.
func (b *bundleAudit) checkpoints(files fs.FS) error {
	f, err := files.Open(BundleCheckpointFile)
	if err != nil {
		return errs.NewInvalid("这不是审计包，或者不完整：里面没有 %s。", BundleCheckpointFile)
	}
	defer f.Close()

	own, err := io.ReadAll(io.LimitReader(f, longestCheckpoint))
	if err != nil {
		return errs.NewInvalid("审计包里的 %s 不能读：文件不完整，或者被改动过。", BundleCheckpointFile)
	}

	b.Hold(string(own), b.with.Key, b.head.Size, b.head.At)
	if err := within(files, BundleCheckpointsFile, func(in *lines) (bool, error) {
		var kept BundleCheckpoint
		more, err := in.read(&kept)
		if more && err == nil {
			b.Hold(kept.Text, b.with.Key, kept.Size, kept.At)
		}
		return more, err
	}); err != nil {
		return err
	}

	if b.with.Checkpoint == "" {
		return nil
	}

	return b.HoldOutside(b.with.Checkpoint, b.with.Key)
}

func (b *bundleAudit) entry(in *lines) (bool, error) {
	n, more, err := in.readBundled()
	if err != nil || !more {
		return false, err
	}

	for _, c := range n.Contents {
		b.last[recordAt{c.Kind, c.Key}] = lastLeft{digest: c.Digest, number: n.Number}
	}

	return true, b.Add(n)
}

// record holds the state of a record against what the last entry left it as.
func (b *bundleAudit) record(in *lines) (bool, error) {
	var s State
	if more, err := in.read(&s); err != nil || !more {
		return false, err
	}

	at := recordAt{s.Kind, s.Key}
	last, known := b.last[at]
	if s.Later { // what it is now is no business of this bundle
		delete(b.differ, at)
		delete(b.last, at)
		b.later++
		return true, nil
	}

	b.records++
	if d := Compare(known, last.digest, s.Digest); d != Same {
		b.differ[at] = d
	}

	if known {
		last.met = true
		b.last[at] = last
	}

	return true, nil
}

// tell names the records that differ, and those that are missing, in the order of their names.
func (b *bundleAudit) tell() {
	for at, last := range b.last {
		if !last.met && last.digest != "" && !MayEnd(at.kind) {
			b.differ[at] = Missing
		}
	}

	all := make([]recordAt, 0, len(b.differ))
	for at := range b.differ {
		all = append(all, at)
	}

	slices.SortFunc(all, func(x, y recordAt) int { return cmp.Or(cmp.Compare(x.kind, y.kind), cmp.Compare(x.key, y.key)) })
	for _, at := range all {
		b.Differs(b.differ[at], at.kind, at.key, b.last[at].number)
	}
}
