package ledger

import (
	"bufio"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"lingping/internal/domain/access"
	"lingping/internal/errs"
)

// The files of a bundle for auditors. Each but the checkpoint is lines of JSON; the records that an entry left behind stand
// below it, one a line, as they are digested (Line).
const (
	BundleHeadFile        = "bundle.json"
	BundleCheckpointFile  = "checkpoint.txt"
	BundleCheckpointsFile = "checkpoints.jsonl"
	BundleEntriesFile     = "entries.jsonl"
	BundleRecordsFile     = "records.jsonl"
)

// BundleFormat is the shape of a bundle that this program writes and reads.
const BundleFormat = "lingping-bundle/1"

// BundleHead says what a bundle is of.
type BundleHead struct {
	Format string `json:"format"`
	Origin string `json:"origin"` // the house's name in its key
	Size   int64  `json:"size"`   // entries
	At     int64  `json:"at"`     // unix ms
	Zone   string `json:"zone"`   // of the house
}

// BundleCheckpoint is a checkpoint that the house keeps.
type BundleCheckpoint struct {
	Size int64  `json:"size"`
	At   int64  `json:"at"` // unix ms
	Text string `json:"text"`
}

// State is a record as it was when the bundle was made, or that it has changed since the bundle's last entry.
type State struct {
	Kind   string `json:"kind"`
	Key    string `json:"key"`
	Digest string `json:"digest,omitempty"` // under the salt of the last content; empty: no entry wrote it, or it was gone
	Later  bool   `json:"later,omitempty"`  // an entry after the bundle's last wrote it
}

// bundled is an entry as it stands in a bundle.
type bundled struct {
	Number     int64         `json:"number"`
	Leaf       string        `json:"leaf"`
	Gone       bool          `json:"gone,omitempty"`
	ID         int64         `json:"id"`
	At         int64         `json:"at"`
	Account    int64         `json:"account"`
	Actor      string        `json:"actor"`
	Action     access.Action `json:"action"`
	Object     string        `json:"object"`
	Round      int64         `json:"round"`
	Detail     string        `json:"detail"`
	Salt       string        `json:"salt"`
	Commitment string        `json:"commitment"`
	Records    int           `json:"records"`
}

// WriteLine writes what is one line of a bundle.
func WriteLine(w io.Writer, line any) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return out.Encode(line)
}

// WriteBundled writes an entry as it stands in a bundle, with what it left its records as.
func WriteBundled(w io.Writer, n Numbered) error {
	e := n.Entry
	if err := WriteLine(w, bundled{n.Number, n.Hash, !n.There, e.ID, e.At, e.Account, e.Actor, e.Action, e.Object, e.Round, e.Detail, e.Salt,
		e.Commitment, len(n.Contents)}); err != nil {
		return err
	}

	for _, line := range contentLines(n.Contents) {
		if _, err := io.WriteString(w, line); err != nil {
			return err
		}
	}

	return nil
}

// The most that a bundle may make a verifier hold at once.
const (
	longestLine = 8 << 20
	mostRecords = 4_000_000 // below one entry
)

// lines reads a file of a bundle line by line.
type lines struct {
	in   *bufio.Reader
	name string
	at   int // of the line read last, from 1
}

func newLines(name string, r io.Reader) *lines {
	return &lines{in: bufio.NewReaderSize(r, 64<<10), name: name}
}

// next is the next line without its end, io.EOF behind the last.
func (l *lines) next() (string, error) {
	var line []byte
	for {
		piece, err := l.in.ReadSlice('\n')
		if line = append(line, piece...); len(line) > longestLine {
			return "", l.refuse()
		}

		switch {
		case err == nil:
			l.at++
			return string(line[:len(line)-1]), nil
		case err == io.EOF && len(line) == 0:
			return "", io.EOF
		case err == io.EOF:
			l.at++
			return "", l.refuse() // cut off
		case err != bufio.ErrBufferFull:
			return "", l.refuse()
		}
	}
}

// refuse says where a bundle can't be read.
func (l *lines) refuse() error {
	return errs.NewInvalid("审计包里的 %s 第 %d 行不能读：文件不完整，或者被改动过。", l.name, l.at+1)
}

// read reads the next line as JSON; false behind the last.
func (l *lines) read(into any) (bool, error) {
	line, err := l.next()
	if err == io.EOF {
		return false, nil
	}

	if err == nil && json.Unmarshal([]byte(line), into) != nil {
		l.at--
		err = l.refuse()
	}

	return err == nil, err
}

// readBundled reads an entry with what stands below it; false behind the last.
func (l *lines) readBundled() (n Numbered, more bool, err error) {
	var b bundled
	if more, err = l.read(&b); err != nil || !more {
		return n, false, err
	}

	n = Numbered{Number: b.Number, Hash: b.Leaf, There: !b.Gone, Entry: Entry{ID: b.ID, At: b.At, Account: b.Account, Actor: b.Actor, Action: b.Action,
		Object: b.Object, Round: b.Round, Detail: b.Detail, Salt: b.Salt, Commitment: b.Commitment}}
	if b.Records < 0 || b.Records > mostRecords {
		return n, false, l.refuse()
	}

	for range b.Records {
		line, err := l.next()
		c, whole := readContent(line)
		if err != nil || !whole {
			return n, false, l.refuse()
		}
		n.Contents = append(n.Contents, c)
	}

	return n, true, nil
}

// contentLines are contents as they are digested, in their order.
func contentLines(contents []Content) []string {
	lines := make([]string, 0, len(contents))
	for _, c := range contents {
		lines = append(lines, c.Kind+" "+c.Key+" "+c.Digest+"\n")
	}

	slices.Sort(lines)
	return lines
}

// readContent reads one of contentLines without its end.
func readContent(line string) (c Content, whole bool) {
	kind, rest, found := strings.Cut(line, " ")
	last := strings.LastIndexByte(rest, ' ')
	if !found || last < 0 {
		return c, false
	}
	return Content{Kind: kind, Key: rest[:last], Digest: rest[last+1:]}, true
}
