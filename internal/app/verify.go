package app

import (
	"context"
	"strings"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/store"
)

// Verified is what a comparison of the database with its own ledger found.
type Verified struct {
	Leaves  int64 // entries with their number in the tree
	Waiting int   // entries that have none yet: nothing protects them
	Records int   // held against what the last entry left them as
	Behind  int64 // entries that the checkpoint brought along has and the ledger has not
	Foreign bool  // the ledger does not agree with the checkpoint brought along
	Wrong   []error
	Lacking error // the one of them that says Behind, which a backup is without being wrong
}

// Outside is what the verifier brought along: a checkpoint that was taken away earlier and the public key of the house, each
// empty without one.
type Outside struct{ Checkpoint, Key string }

// Verify holds every record against what the ledger says of it, every entry against the tree, and the tree against the
// checkpoints. It changes nothing. What was changed behind the program's back after the newest checkpoint that lies
// elsewhere can be made good by whoever did it; nothing before it can.
func (a *App) Verify(ctx context.Context, who access.Actor, with Outside) (v Verified, err error) {
	if err := check(access.ReadLedger, who.Base(), access.NoStage); err != nil {
		return v, err
	}

	err = a.readAlone(ctx, func(tx *store.Tx) error {
		v, err = verify(tx, with)
		return err
	})
	return v, err
}

func verify(tx *store.Tx, with Outside) (v Verified, err error) {
	t := verification{Verified: &v, tx: tx, acts: map[int64]act{}}
	bare, err := tx.TreeMissing()
	if err != nil {
		return v, err
	}

	if bare {
		t.wrong("这份数据还没有纳入台账保护：请先启动一次程序，再核对。")
		return v, nil
	}

	for _, part := range []func() error{func() error { return t.begin(with) }, t.leaves, t.unnumbered, t.records} {
		if err := part(); err != nil {
			return v, err
		}
	}

	return v, nil
}

// verification is one run of Verify.
type verification struct {
	*Verified
	tx   *store.Tx
	tree ledger.Tree
	held []held
	acts map[int64]act // of the tree, by their numbers; those that wait by their ids
}

// act is what was done, and when.
type act struct {
	action access.Action
	at     int64
}

// held is a checkpoint that the tree must agree with.
type held struct {
	ledger.Checkpoint
	at      int64 // unix ms; 0: it was brought along
	reached bool
}

func (t *verification) wrong(text errs.Sentence, args ...any) {
	t.Wrong = append(t.Wrong, errs.NewInvalid(text, args...))
}

// moment is when something was, for people.
func (t *verification) moment(at int64) string { return t.tx.At(at).Format("2006-01-02 15:04") }

// begin gathers the checkpoints.
func (t *verification) begin(with Outside) error {
	kept, err := t.tx.Checkpoints()
	if err != nil {
		return err
	}

	for _, k := range kept {
		c, err := ledger.ReadKept(k.Text, with.Key)
		if err != nil || c.Size != k.Size {
			t.wrong("保存的检查点（%d 条）不能读，或者签名不对：它被改动过。", int(k.Size))
			continue
		}
		t.held = append(t.held, held{Checkpoint: c, at: k.At})
	}

	if with.Checkpoint == "" {
		return nil
	}

	c, err := ledger.ReadCheckpoint(with.Checkpoint, with.Key)
	if err != nil {
		return errs.NewInvalid("给出的检查点不能读，或者签名与公钥不符：请核对是不是本单位的检查点。")
	}

	t.held = append(t.held, held{Checkpoint: c})
	return nil
}

// leavesAtOnce is how many leaves are read together.
const leavesAtOnce = 2000

// leaves makes the tree anew and compares.
func (t *verification) leaves() error {
	if err := t.agree(); err != nil {
		return err
	}

	for {
		page, err := t.tx.Leaves(t.Leaves, leavesAtOnce)
		if err != nil {
			return err
		}

		if len(page) == 0 {
			return t.compareTree()
		}

		entries := make([]ledger.Entry, 0, len(page))
		for _, l := range page {
			entries = append(entries, l.Entry)
		}

		contents, err := t.tx.ContentsFrom(entries)
		if err != nil {
			return err
		}

		for _, l := range page {
			if err := t.leaf(l, contents[l.Entry.ID]); err != nil {
				return err
			}
		}
	}
}

// leaf adds one to the tree.
func (t *verification) leaf(l store.LeafRow, contents []ledger.Content) error {
	if l.Number != t.Leaves {
		t.wrong("台账从第 %d 条到第 %d 条不见了：被人抽掉了。", int(t.Leaves), int(l.Number-1))
		t.Leaves = l.Number
	}

	if !l.There {
		t.wrong("台账第 %d 条不见了：被人删除过。", int(l.Number))
	} else {
		t.acts[l.Number] = act{l.Entry.Action, l.Entry.At}
	}

	kept, err := t.addLeaf(l.Hash)
	if err != nil {
		return err
	}

	if l.There && (!kept.Of(l.Entry.Line(contents)) || !l.Entry.Sound()) {
		t.wrong("台账第 %d 条（%s，%s）与它的校验码不符：被人改写过。", int(l.Number), t.moment(l.Entry.At), l.Entry.Action.Name())
	}

	t.Leaves++
	return t.agree()
}

// addLeaf goes on with the tree as it was built: whether its leaves are the right ones is told by their entries, by the kept
// tree and by the checkpoints.
func (t *verification) addLeaf(kept string) (ledger.Leaf, error) {
	leaf, err := ledger.ReadLeaf(kept)
	if err != nil {
		leaf = ledger.Leaf{} // what can't be read is none of the right ones
	}
	return leaf, t.tree.AddLeaf(leaf)
}

// agree compares with every checkpoint of the size that the tree has now.
func (t *verification) agree() error {
	for i := range t.held {
		h := &t.held[i]
		if h.Size != t.tree.Size || h.reached {
			continue
		}

		h.reached = true
		root, err := t.tree.Root()
		switch {
		case err != nil:
			return err
		case root == h.Root:
		case h.at == 0:
			t.Foreign = true
			t.wrong("台账与给出的检查点（%d 条）不符：那以前的记录被改写过，或者整个重做过。", int(h.Size))
		default:
			t.wrong("台账与 %s 的检查点（%d 条）不符：那以前的记录被改写过。", t.moment(h.at), int(h.Size))
		}
	}

	return nil
}

// compareTree compares with the tree as it is kept, and finds checkpoints that the tree did not come to.
func (t *verification) compareTree() error {
	kept, err := t.tx.Tree()
	if err != nil {
		t.wrong("保存的台账树不能读：它被改动过。")
		return nil
	}

	is, err := t.tree.Root()
	if err != nil {
		return err
	}

	should, err := kept.Root()
	if err != nil || kept.Size != t.tree.Size || is != should {
		t.wrong("台账有 %d 条，与保存的台账树（%d 条）不符：有记录被删除、插入或改写。", int(t.tree.Size), int(kept.Size))
	}

	for _, h := range t.held {
		if h.reached {
			continue
		}

		t.wrong("检查点上有 %d 条记录，台账里现在只有 %d 条：后面的被删除了，或者这是更早的备份。", int(h.Size), int(t.tree.Size))
		if h.at == 0 {
			t.Behind, t.Lacking = h.Size-t.tree.Size, t.Wrong[len(t.Wrong)-1]
		}
	}

	return nil
}

// unnumbered finds entries that never came through the door.
func (t *verification) unnumbered() error {
	rows, err := t.tx.Unnumbered()
	for _, l := range rows {
		t.acts[l.Entry.ID] = act{l.Entry.Action, l.Entry.At}
		switch {
		case !l.Waits:
			t.wrong("编号 %d 的记录（%s，%s）没有列入台账：是后来插进去的。", int(l.Entry.ID), t.moment(l.Entry.At), l.Entry.Action.Name())
		case !l.Entry.Sound():
			t.wrong("编号 %d 的记录（%s，%s）与它的校验码不符：被人改写过。", int(l.Entry.ID), t.moment(l.Entry.At), l.Entry.Action.Name())
		default:
			t.Waiting++
		}
	}

	return err
}

// records holds every record against what the last entry left it as.
func (t *verification) records() error {
	for _, kind := range store.RecordKinds() {
		if err := t.recordsOf(kind); err != nil {
			return err
		}
	}
	return nil
}

func (t *verification) recordsOf(kind string) error {
	n, differ, err := t.tx.Survey(kind)
	t.Records += n
	name := recordName(kind)
	for _, d := range differ {
		switch d.Is {
		case store.Unwritten:
			t.wrong("%s %s 没有任何记录写下过它：是后来插进去的。", name, d.Key)
		case store.Returned:
			t.wrong("%s %s 早已删除，又出现了：是后来插进去的。", name, d.Key)
		case store.Altered:
			t.wrong("%s %s 在最后一次记录（%s，%s）之后被改动过。", name, d.Key, t.dayOf(d.Last), t.actionOf(d.Last))
		case store.Missing:
			t.wrong("%s %s 不见了：%s 的记录（%s）写下过它。", name, d.Key, t.dayOf(d.Last), t.actionOf(d.Last))
		}
	}

	return err
}

// recordNames are the kinds of records for people.
var recordNames = map[string]i18n.Word{
	"round": "轮次", "exemption": "免评", "hand-over": "移交", "review": "点评", "review-version": "点评的文本", "dissent": "不同意见",
	"everyday": "日常点评", "everyday-version": "日常点评的文本", "summary": "总结", "notice": "通报", "notice-edition": "公开稿",
	"notice-act": "公开的办理记录", "consent": "对公开的意见", "filing": "备案", "blob": "文件", "file": "附件", "draw": "随机抽取",
	"action": "整改事项", "action-event": "整改的办理记录", "reply": "书面回复", "sealed-copy": "封存统计", "opinions": "征求到的意见",
	"account": "账号", "session": "登录", "clerk": "代录人", "setting": "设置",
}

// recordName is the kind for people.
func recordName(kind string) i18n.Word {
	name, _, _ := strings.Cut(kind, "/")
	if word, known := recordNames[name]; known {
		return word
	}
	return i18n.Word(name)
}

func (t *verification) of(c store.ContentRow) act {
	if c.Number < 0 {
		return t.acts[c.Entry]
	}
	return t.acts[c.Number]
}

func (t *verification) dayOf(c store.ContentRow) string {
	return string(org.DateOf(t.tx.At(t.of(c).at)))
}

func (t *verification) actionOf(c store.ContentRow) i18n.Word { return t.of(c).action.Name() }
