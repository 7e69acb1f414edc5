package ledger

import (
	"strings"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/i18n"
)

// Difference is how a record differs from what the ledger says of it.
type Difference uint8

// The ways.
const (
	Same      Difference = iota
	Unwritten            // no entry wrote it
	Returned             // it was gone, and is there again
	Changed
	Missing
)

// Compare holds the digest of a record that is there, under the salt of the last that an entry left of it, against that
// last one; known is whether there is a last one.
func Compare(known bool, last, now string) Difference {
	switch {
	case !known:
		return Unwritten
	case last == "":
		return Returned
	case last != now:
		return Changed
	}
	return Same
}

// Differs says how a record differs from what the entry with the number left it as, for people.
func (a *Audit) Differs(d Difference, kind, key string, number int64) {
	action, at := a.Done(number)
	a.DiffersFrom(d, kind, key, action, at)
}

// DiffersFrom is Differs for an entry that has no number yet: what it did, and when (unix ms).
func (a *Audit) DiffersFrom(d Difference, kind, key string, action access.Action, at int64) {
	name, day := RecordName(kind), a.moment(at).Format(time.DateOnly)
	switch d {
	case Unwritten:
		a.Find("%s %s 没有任何记录写下过它：是后来插进去的。", name, key)
	case Returned:
		a.Find("%s %s 早已删除，又出现了：是后来插进去的。", name, key)
	case Changed:
		a.Find("%s %s 在最后一次记录（%s，%s）之后被改动过。", name, key, day, action.Name())
	case Missing:
		a.Find("%s %s 不见了：%s 的记录（%s）写下过它。", name, key, day, action.Name())
	}
}

// recordNames are the kinds of records for people.
var recordNames = map[string]i18n.Word{
	"round": "轮次", "exemption": "免评", "hand-over": "移交", "review": "点评", "review-version": "点评的文本", "dissent": "不同意见",
	"everyday": "日常点评", "everyday-version": "日常点评的文本", "summary": "总结", "notice": "通报", "notice-edition": "公开稿",
	"notice-act": "公开的办理记录", "consent": "对公开的意见", "filing": "备案", "blob": "文件", "file": "附件", "draw": "随机抽取",
	"action": "整改事项", "action-event": "整改的办理记录", "reply": "书面回复", "sealed-copy": "封存统计", "opinions": "征求到的意见",
	"account": "账号", "session": "登录", "second-step": "两步验证", "clerk": "代录人", "setting": "设置",
	"experience": "经验和典型", "promotion": "推介", "promotion-act": "推介的办理记录",
}

// KindName is a kind without the number of its shape.
func KindName(kind string) string {
	name, _, _ := strings.Cut(kind, "/")
	return name
}

// RecordName is a kind of records, with or without the number of its shape, for people.
func RecordName(kind string) i18n.Word {
	name := KindName(kind)
	if word, known := recordNames[name]; known {
		return word
	}
	return i18n.Word(name)
}

// MayEnd reports whether a record of the kind may end without an entry: by time, or when its owner leaves.
func MayEnd(kind string) bool { return strings.HasPrefix(kind, "session/") }
