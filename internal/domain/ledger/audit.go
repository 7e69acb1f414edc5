package ledger

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/errs"
)

// Numbered is an entry at its place in the tree.
type Numbered struct {
	Number   int64
	Hash     string // of the leaf, as Leaf.String gives it
	There    bool   // the entry
	Entry    Entry
	Contents []Content // what it left its records as
}

// Audit holds entries, the oldest first, against what each commits to, against the tree that they make, and the tree
// against checkpoints. Who keeps the entries does not matter to it.
type Audit struct {
	Leaves  int64 // until now, those that are missing among them
	Behind  int64 // entries that a checkpoint brought along has and the ledger, at its end, has not
	Foreign bool  // the ledger does not agree with a checkpoint that was brought along
	Lacking error // the finding that says Behind, which a backup is without being wrong

	tree   Tree
	held   []held
	acts   []act // in the order of their numbers
	words  map[access.Action]access.Action
	outer  int64 // of the largest checkpoint that was brought along
	moment func(ms int64) time.Time
	noted  []notedBefore
	findings
}

// notedBefore is an entry that says that something was found altered.
type notedBefore struct {
	number int64
	object string
	at     int64
}

// act is what was done, and when.
type act struct {
	number int64
	action access.Action
	at     int64 // unix ms
}

// held is a checkpoint that the tree must agree with.
type held struct {
	Checkpoint
	at      int64 // unix ms; 0: it was brought along
	reached bool
}

// NewAudit has seen nothing yet. at is a moment (unix ms) in the zone of the house.
func NewAudit(at func(ms int64) time.Time) *Audit {
	return &Audit{moment: at, words: map[access.Action]access.Action{}}
}

// mostFindings is how many of a kind of database that is wrong from end to end are told.
const mostFindings = 1000

// findings are what was found wrong, and how much more there was than is told.
type findings struct {
	wrong []error
	more  int
}

// Find says that something is wrong.
func (f *findings) Find(text errs.Sentence, args ...any) {
	if len(f.wrong) < mostFindings {
		f.wrong = append(f.wrong, errs.NewInvalid(text, args...))
		return
	}
	f.more++
}

// Wrong is everything that was found, as far as it is told.
func (f *findings) Wrong() []error {
	if f.more == 0 {
		return f.wrong
	}
	return append(f.wrong[:len(f.wrong):len(f.wrong)], errs.NewInvalid("还有 %d 处没有列出。", f.more))
}

// When is a moment for people.
func (a *Audit) When(ms int64) string { return a.moment(ms).Format("2006-01-02 15:04") }

// Hold lets the tree be held against a checkpoint that is kept beside it, as it was signed at a moment (unix ms) at a size.
// key is the public key of the house, empty without one.
func (a *Audit) Hold(signed, key string, size, at int64) {
	c, err := ReadKept(signed, key)
	if err != nil || c.Size != size {
		a.Find("保存的检查点（%d 条）不能读，或者签名不对：它被改动过。", int(size))
		return
	}
	a.held = append(a.held, held{Checkpoint: c, at: at})
}

// HoldOutside lets the tree be held against a checkpoint that was kept elsewhere.
func (a *Audit) HoldOutside(signed, key string) error {
	c, err := ReadCheckpoint(signed, key)
	if err != nil {
		return errs.NewInvalid("给出的检查点不能读，或者签名与公钥不符：请核对是不是本单位的检查点。")
	}

	a.outer = max(a.outer, c.Size)
	a.held = append(a.held, held{Checkpoint: c})
	return nil
}

// Add goes on with the next leaf.
func (a *Audit) Add(n Numbered) error {
	if a.Leaves == 0 {
		if err := a.agree(); err != nil {
			return err
		}
	}

	switch {
	case n.Number > a.Leaves:
		a.Find("台账从第 %d 条到第 %d 条不见了：被人抽掉了。", int(a.Leaves), int(n.Number-1))
	case n.Number < a.Leaves:
		a.Find("台账第 %d 条又出现一次：是后来插进去的。", int(n.Number))
	}

	a.Leaves = n.Number

	if !n.There {
		a.Find("台账第 %d 条不见了：被人删除过。", int(n.Number))
	}

	if n.There {
		a.note(n)
	}

	leaf, err := ReadLeaf(n.Hash)
	if err != nil {
		leaf = Leaf{} // what can't be read is none of the right ones
	}

	if err := a.tree.AddLeaf(leaf); err != nil {
		return err
	}

	if n.There && (!leaf.Of(n.Entry.Line(n.Contents)) || !n.Entry.Sound()) {
		a.Find("台账第 %d 条（%s，%s）与它的校验码不符：被人改写过。", int(n.Number), a.When(n.Entry.At), n.Entry.Action.Name())
	}

	a.Leaves++
	return a.agree()
}

// note keeps what was done, so that findings can name it.
func (a *Audit) note(n Numbered) {
	word, known := a.words[n.Entry.Action]
	if !known {
		word = n.Entry.Action
		a.words[word] = word
	}

	a.acts = append(a.acts, act{n.Number, word, n.Entry.At})
	if word == access.NoteAltered {
		a.noted = append(a.noted, notedBefore{n.Number, n.Entry.Object, n.Entry.At})
	}
}

// Noted are the alterations that an act or a reading came upon and put into the ledger, so that they stay known after the
// record was saved anew. Those before a checkpoint that was brought along are known to who brought it.
func (a *Audit) Noted() (all []error) {
	for _, n := range a.noted {
		if n.number < a.outer {
			continue
		}

		kind, key, _ := strings.Cut(n.object, ":")
		all = append(all, errs.NewInvalid("台账第 %d 条（%s）记着：%s %s 在程序之外被改动过，是后来保存或查看时发现的。", int(n.number), a.When(n.at), RecordName(kind), key))
	}

	return all
}

// Done is what the entry with a number did, and when; nothing where there is none.
func (a *Audit) Done(number int64) (action access.Action, at int64) {
	i, found := slices.BinarySearchFunc(a.acts, number, func(x act, number int64) int { return cmp.Compare(x.number, number) })
	if !found {
		return "", 0
	}
	return a.acts[i].action, a.acts[i].at
}

// agree compares with every checkpoint of the size that the tree has now.
func (a *Audit) agree() error {
	for i := range a.held {
		h := &a.held[i]
		if h.Size != a.tree.Size || h.reached {
			continue
		}

		h.reached = true
		root, err := a.tree.Root()
		switch {
		case err != nil:
			return err
		case root == h.Root:
		case h.at == 0:
			a.Foreign = true
			a.Find("台账与给出的检查点（%d 条）不符：那以前的记录被改写过，或者整个重做过。", int(h.Size))
		default:
			a.Find("台账与 %s 的检查点（%d 条）不符：那以前的记录被改写过。", a.When(h.at), int(h.Size))
		}
	}

	return nil
}

// End compares with the tree as it is kept, nil where none is, and finds checkpoints that the entries did not come to.
func (a *Audit) End(kept *Tree) error {
	if err := a.agree(); err != nil { // a ledger without entries
		return err
	}

	is, err := a.tree.Root()
	if err != nil {
		return err
	}

	if kept != nil {
		should, err := kept.Root()
		if err != nil || kept.Size != a.tree.Size || is != should {
			a.Find("台账有 %d 条，与保存的台账树（%d 条）不符：有记录被删除、插入或改写。", int(a.tree.Size), int(kept.Size))
		}
	}

	for _, h := range a.held {
		if h.reached {
			continue
		}

		a.Find("检查点上有 %d 条记录，台账里现在只有 %d 条：后面的被删除了，或者这是更早的备份。", int(h.Size), int(a.tree.Size))
		if h.at == 0 {
			a.Behind, a.Lacking = h.Size-a.tree.Size, a.wrong[len(a.wrong)-1]
		}
	}

	return nil
}
