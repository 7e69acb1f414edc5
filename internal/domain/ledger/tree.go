package ledger

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Tree is a transparency log (RFC 6962) as far as it is needed to go on: how many leaves there are, and the hashes at its
// right edge. What stands in an entry can't change, and none can be taken out or put in, without another root.
type Tree struct {
	Size int64
	edge map[int64]tlog.Hash // by the index of tlog
}

// ReadTree is a tree as Kept gave it.
func ReadTree(size int64, kept string) (Tree, error) {
	t := Tree{Size: size, edge: map[int64]tlog.Hash{}}
	if kept == "" {
		return t, nil
	}

	if err := json.Unmarshal([]byte(kept), &t.edge); err != nil {
		return t, fmt.Errorf("ledger.ReadTree: %w", err)
	}

	return t, nil
}

// Leaf is the hash of one line in the tree.
type Leaf struct{ hash tlog.Hash }

// LeafOf is the leaf of a line.
func LeafOf(line string) Leaf { return Leaf{tlog.RecordHash([]byte(line))} }

// ReadLeaf is a leaf as String gave it.
func ReadLeaf(kept string) (l Leaf, err error) {
	l.hash, err = tlog.ParseHash(kept)
	return l, err
}

// String is the leaf as it is stored.
func (l Leaf) String() string { return l.hash.String() }

// Of reports whether the leaf is that of the line.
func (l Leaf) Of(line string) bool { return l == LeafOf(line) }

// longestEdge is how many hashes are kept before those that are not needed any more are forgotten.
const longestEdge = 4096

// AddLeaf appends a leaf.
func (t *Tree) AddLeaf(leaf Leaf) error {
	if t.edge == nil {
		t.edge = map[int64]tlog.Hash{}
	}

	hashes, err := tlog.StoredHashesForRecordHash(t.Size, leaf.hash, tlog.HashReaderFunc(t.read))
	if err != nil {
		return fmt.Errorf("ledger.Tree.AddLeaf %d: %w", t.Size, err)
	}

	first := tlog.StoredHashIndex(0, t.Size)
	for i, h := range hashes {
		t.edge[first+int64(i)] = h
	}

	t.Size++
	if len(t.edge) > longestEdge {
		_, err = t.Root()
	}

	return err
}

// read gives hashes of the edge.
func (t *Tree) read(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		h, known := t.edge[index]
		if !known {
			return nil, fmt.Errorf("the edge of %d leaves lacks hash %d", t.Size, index)
		}
		hashes[i] = h
	}

	return hashes, nil
}

// Root is the hash of the whole tree. What the edge does not need any more is forgotten.
func (t *Tree) Root() (tlog.Hash, error) {
	needed := map[int64]tlog.Hash{}
	root, err := tlog.TreeHash(t.Size, tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes, err := t.read(indexes)
		for i, h := range hashes {
			needed[indexes[i]] = h
		}
		return hashes, err
	}))
	if err == nil && t.Size > 0 {
		t.edge = needed
	}

	return root, err
}

// Kept is the edge as it is stored.
func (t *Tree) Kept() (string, error) {
	if _, err := t.Root(); err != nil {
		return "", err
	}
	kept, err := json.Marshal(t.edge)
	return string(kept), err
}

// Checkpoint says how large the ledger was at a moment and what its root was: whoever took it away can tell later whether
// anything before it was changed.
type Checkpoint struct {
	Origin string
	Size   int64
	Root   tlog.Hash
}

// Text is the checkpoint as it is signed (C2SP tlog-checkpoint).
func (c Checkpoint) Text() string { return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, c.Root) }

// CheckpointDue reports whether the next checkpoint is to be made: as soon as the clock of the house, in whose zone both moments
// are, shows another hour than at the last one. A deadline is the end of a day or of an hour, so what was handed in by then is in
// the next checkpoint.
func CheckpointDue(last, now time.Time) bool {
	const hour = "2006-01-02 15"
	return last.Format(hour) != now.Format(hour)
}

// shortRoot is how much of the root stands on papers: 60 bits, which nobody makes another ledger for.
const shortRoot = 10

// Short is the checkpoint as it stands on papers: how many entries, and the beginning of the root.
func (c Checkpoint) Short() string { return fmt.Sprintf("%d-%s", c.Size, c.Root.String()[:shortRoot]) }

// Sign signs the checkpoint with a key of NewKey.
func (c Checkpoint) Sign(secret string) (string, error) {
	signer, err := note.NewSigner(strings.TrimSpace(secret))
	if err != nil {
		return "", fmt.Errorf("ledger.Checkpoint.Sign: %w", err)
	}

	signed, err := note.Sign(&note.Note{Text: c.Text()}, signer)
	return string(signed), err
}

// ReadKept reads a checkpoint that is kept beside the ledger. Several programs over one ledger may sign by keys of their own:
// the signature of one with another name than the key's is not looked at, its root is what counts.
func ReadKept(signed, key string) (Checkpoint, error) {
	c, err := ReadCheckpoint(signed, "")
	if err != nil || key == "" {
		return c, err
	}

	if verifier, err := note.NewVerifier(strings.TrimSpace(key)); err == nil && verifier.Name() != c.Origin {
		return c, nil
	}

	return ReadCheckpoint(signed, key)
}

// ReadCheckpoint reads a signed checkpoint. key is the public key by which its signature is told; without one the text alone
// is read, which is enough for a checkpoint that was kept elsewhere.
func ReadCheckpoint(signed, key string) (c Checkpoint, err error) {
	text, _, _ := strings.Cut(signed, "\n\n")
	if key != "" {
		verifier, err := note.NewVerifier(strings.TrimSpace(key))
		if err != nil {
			return c, fmt.Errorf("ledger.ReadCheckpoint: %w", err)
		}

		n, err := note.Open([]byte(signed), note.VerifierList(verifier))
		if err != nil {
			return c, fmt.Errorf("ledger.ReadCheckpoint: %w", err)
		}

		text = strings.TrimSuffix(n.Text, "\n")
	}

	lines := strings.Split(text, "\n")
	if len(lines) < 3 {
		return c, fmt.Errorf("ledger.ReadCheckpoint: %d lines, want three", len(lines))
	}

	c.Origin = lines[0]
	if _, err := fmt.Sscanf(lines[1], "%d", &c.Size); err != nil {
		return c, fmt.Errorf("ledger.ReadCheckpoint: %w", err)
	}

	c.Root, err = tlog.ParseHash(lines[2])
	return c, err
}
