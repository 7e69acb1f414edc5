package round

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// DrawID names a draw.
type DrawID int64

// Draw is a random choice of subjects from a pool that was frozen before 〔三(四) 采取随机抽样的方法，确定点评对象〕. What
// chooses is a public text that nobody knew when the pool was frozen, so that everybody can do the draw again.
type Draw struct {
	ID       DrawID
	Number   int // in its round, from 1: 第…号抽取
	Round    ID
	Filter   DrawFilter
	Source   string // the public text that was agreed on beforehand, in words: which lottery of which day
	PoolHash string // SHA-256 of the pool's file
	Count    int    // subjects in the pool
	Want     int    // how many are drawn
	Public   string // the public text; empty until the draw
	DrawnAt  int64  // unix ms; 0 until the draw
	DrawnBy  string
	Again    DrawID // the draw that this one replaces, 0: none
	Reason   string // why it is replaced
	By       string
	At       int64
	Due      org.Date   // by when those drawn are to be reviewed; empty: as the round says
	Series   DrawID     // the first of the draws that were frozen together, one of each layer; 0: it stands alone
	Layer    string     // what its pool is a layer of: a unit's name or a 类型; empty without layers
	Sealed   [2]Sealing // what two sides fixed before the public text was known; empty where the text alone decides
	Witness  string     // who saw the draw done, as written
}

// DrawFilter says who is in a pool.
type DrawFilter struct {
	Unit     org.UnitID         // in whose subtree
	Kind     scheme.SubjectKind // unit or member
	UnitKind org.UnitKind       // of units, only this kind; empty: all that count
	Category string             // only units, or members of branches, of this 类型; empty: all
	Group    string             // of members, only this 群体; empty: all
	Fresh    bool               // nobody whom a draw of this round or of the one before it chose
}

// Lot is a subject in a pool, or left out of it.
type Lot struct {
	Ref      string // its line in the pool's file: 工号 or 代码
	Unit     org.UnitID
	Person   org.PersonID // 0: the unit
	Excluded string       // why it is left out; empty: it is in the pool
	Ticket   string       // empty until the draw
	Place    int          // 1 is drawn first; 0: not drawn
	Absent   string       // why it was replaced after it had been drawn
}

// NobodyReviews is why somebody is left out of a pool whom the scheme has nobody review.
const NobodyReviews i18n.Word = "本轮没有人点评"

// maxSource is the longest source, public text or reason of a draw, in characters.
const maxSource = 200

// Pool is the file of a pool, one id a line in the order of their bytes, and its SHA-256. Lots that are left out are not in it.
func Pool(lots []Lot) (file, hash string) {
	var refs []string
	for _, l := range lots {
		if l.Excluded == "" {
			refs = append(refs, l.Ref)
		}
	}

	slices.Sort(refs)
	var b strings.Builder
	for _, ref := range refs {
		b.WriteString(ref + "\n")
	}

	return b.String(), digest(b.String())
}

// Freeze fixes the pool and what will choose from it. Nobody can know yet what will be drawn.
func (d *Draw) Freeze(lots []Lot, by string, today org.Date, now int64) error {
	if d.Due != "" {
		if _, err := org.ParseDay(string(d.Due)); err != nil {
			return errs.NewInvalid("“%s”不是日期，请写成 2010-12-27 这样。", string(d.Due))
		}
	}

	d.Source, d.Reason = strings.TrimSpace(d.Source), strings.TrimSpace(d.Reason)
	file, hash := Pool(lots)
	d.PoolHash, d.Count, d.By, d.At = hash, strings.Count(file, "\n"), by, now
	switch {
	case d.Source == "":
		return errs.NewInvalid("请先写明用什么作随机数，如“2011年1月6日福彩双色球开奖号码”：名单封存以后才能知道的公开数字。")
	case utf8.RuneCountInString(d.Source) > maxSource || utf8.RuneCountInString(d.Reason) > maxSource:
		return errs.NewInvalid("随机数的来源和重抽的原因各不超过 %d 个字，请写短一些。", maxSource)
	case d.Count == 0:
		return errs.NewInvalid("没有符合条件的对象，请放宽条件或减少排除。")
	case d.Want < 1 || d.Want > d.Count:
		return errs.NewInvalid("名单里有 %d 个对象，抽取的数目要在 1 和 %d 之间。", d.Count, d.Count)
	case d.Again != 0 && d.Reason == "":
		return errs.NewInvalid("请写明重抽的原因；原来的抽取记录会保留。")
	case d.Due != "" && d.Due < today:
		return errs.NewInvalid("抽中的应在 %s 前点评：这一天已经过去，请改期。", string(d.Due))
	}

	return checkRefs(lots)
}

// checkRefs refuses ids that a file of lines can't hold or that stand twice.
func checkRefs(lots []Lot) error {
	seen := map[string]bool{}
	for _, l := range lots {
		if seen[l.Ref] || l.Ref == "" || strings.ContainsAny(l.Ref, "\r\n") {
			return errs.NewInvalid("名单里的编号“%s”重复或不能用，请先在名册中改正。", l.Ref)
		}
		seen[l.Ref] = true
	}

	return nil
}

// Casting is what is said when a draw is held.
type Casting struct {
	Public  string // the public text, as it was announced
	Second  string // what the second side had fixed; empty where nobody did
	Witness string // who sees it done: names, as the record prints them
}

// Cast draws: the k smallest tickets of the pool. One pool is drawn from once.
func (d *Draw) Cast(lots []Lot, in Casting, by string, now int64) error {
	public := strings.TrimSpace(in.Public)
	in.Witness = strings.TrimSpace(in.Witness)
	_, hash := Pool(lots)
	switch {
	case d.DrawnAt != 0:
		return errs.NewConflict("这份名单已经抽取过；一份封存的名单只抽一次，要重抽请写明原因另封一份。")
	case hash != d.PoolHash:
		return errs.NewConflict("名单与封存时不一致，不能抽取；请重新封存一份名单。")
	case public == "":
		return errs.NewInvalid("请输入公布的随机数：%s。", d.Source)
	case !oneLine(public):
		return errs.NewInvalid("随机数写成一行，不超过 %d 个字，不要用单引号。", maxSource)
	case utf8.RuneCountInString(in.Witness) > maxSource:
		return errs.NewInvalid("监督人不超过 %d 个字，请写短一些。", maxSource)
	}

	if err := d.open(in.Second); err != nil {
		return err
	}

	d.Public, d.Witness, d.DrawnBy, d.DrawnAt = public, in.Witness, by, now
	for i := range lots {
		if lots[i].Excluded == "" {
			lots[i].Ticket = Ticket(d.Seed(), lots[i].Ref)
		}
	}

	d.place(lots)
	return nil
}

// Raise draws more from the same pool with the same seed: those drawn stay, the next tickets are added.
func (d *Draw) Raise(lots []Lot, want int) error {
	left := slices.DeleteFunc(slices.Clone(lots), func(l Lot) bool { return l.Excluded != "" || l.Absent != "" })
	switch {
	case d.DrawnAt == 0:
		return errs.NewConflict("还没有抽取。")
	case want <= d.Want:
		return errs.NewInvalid("已经抽取 %d 个，只能增加，不能减少。", d.Want)
	case want > len(left):
		return errs.NewInvalid("名单里还能抽取的对象只有 %d 个。", len(left))
	}

	d.Want = want
	d.place(lots)
	return nil
}

// Replace puts the next ticket in the place of somebody drawn who can't take part.
func (d *Draw) Replace(lots []Lot, ref, reason string) error {
	reason = strings.TrimSpace(reason)
	i := slices.IndexFunc(lots, func(l Lot) bool { return l.Ref == ref && l.Place > 0 })
	left := slices.DeleteFunc(slices.Clone(lots), func(l Lot) bool { return l.Excluded != "" || l.Absent != "" || l.Place > 0 })
	switch {
	case i < 0:
		return errs.NewInvalid("“%s”不在抽中的对象里，请从列表中选择。", ref)
	case reason == "" || utf8.RuneCountInString(reason) > maxSource:
		return errs.NewInvalid("请写明为什么不能参加，不超过 %d 个字。", maxSource)
	case len(left) == 0:
		return errs.NewConflict("名单里没有可以递补的对象了。")
	}

	lots[i].Absent = reason
	d.place(lots)
	return nil
}

// place numbers the Want smallest tickets of those who can take part.
func (d *Draw) place(lots []Lot) {
	order := make([]*Lot, 0, len(lots))
	for i := range lots {
		lots[i].Place = 0
		if lots[i].Excluded == "" && lots[i].Absent == "" {
			order = append(order, &lots[i])
		}
	}

	slices.SortFunc(order, func(a, b *Lot) int { return cmp.Or(cmp.Compare(a.Ticket, b.Ticket), cmp.Compare(a.Ref, b.Ref)) })
	for i := range min(d.Want, len(order)) {
		order[i].Place = i + 1
	}
}

// Sound reports whether the lots are those that were frozen, and were drawn as the tickets say.
func (d Draw) Sound(lots []Lot) bool {
	_, hash := Pool(lots)
	if hash != d.PoolHash || !d.sealsFit() {
		return false
	}

	if d.DrawnAt == 0 {
		return !slices.ContainsFunc(lots, func(l Lot) bool { return l.Ticket != "" || l.Place != 0 })
	}

	again := slices.Clone(lots)
	for i := range again {
		again[i].Ticket = ""
		if again[i].Excluded == "" {
			again[i].Ticket = Ticket(d.Seed(), again[i].Ref)
		}
	}

	d.place(again)
	return slices.Equal(again, lots)
}

// oneLine reports whether a text can stand between the quotes of the commands that do a draw again.
func oneLine(text string) bool {
	return utf8.RuneCountInString(text) <= maxSource && !strings.ContainsAny(text, "'\r\n")
}

// Seed is what every ticket is made from: what two sides fixed, the public text and the hash of the pool.
func (d *Draw) Seed() string { return d.sealedSeed() + "pub=" + d.Public + ";pool=" + d.PoolHash }

// Ticket is the lot's number: the SHA-256, in hexadecimal, of the seed, a comma and its id. Anybody can compute it.
func Ticket(seed, ref string) string { return digest(seed + "," + ref) }

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
