package dossier

import (
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// CommitmentID names a commitment.
type CommitmentID int64

// CommitmentKind is what sort of thing somebody has taken upon himself.
type CommitmentKind string

// The kinds: what was promised to the masses, what a member was assigned, what a unit has to get done this half-year.
const (
	Pledge CommitmentKind = "pledge" // 公开承诺 〔二(三)〕
	Duty   CommitmentKind = "duty"   // 设岗定责 〔五(三)〕
	Task   CommitmentKind = "task"   // 重点任务 〔二(三)〕
)

// Name is the kind's Chinese word.
func (k CommitmentKind) Name() i18n.Word {
	switch k {
	case Pledge:
		return "公开承诺"
	case Duty:
		return "岗位职责"
	case Task:
		return "重点任务"
	}
	return i18n.Word(k)
}

// CommitmentKinds are the kinds that a dossier may hold, in the order in which they are shown: duties are a member's,
// key tasks a unit's, and both may promise.
func CommitmentKinds(k Key) []CommitmentKind {
	if k.OfPerson() {
		return []CommitmentKind{Duty, Pledge}
	}
	return []CommitmentKind{Task, Pledge}
}

// Fulfilment is how far a commitment has been made good.
type Fulfilment string

// The stages of fulfilment 〔四(一) 公开承诺兑现情况〕.
const (
	Keeping    Fulfilment = ""       // 正在兑现
	Kept       Fulfilment = "kept"   // 已兑现
	PartlyKept Fulfilment = "partly" // 部分兑现
	Unkept     Fulfilment = "unkept" // 未兑现
)

// Fulfilments are all of them in the order in which they are offered.
func Fulfilments() []Fulfilment { return []Fulfilment{Keeping, Kept, PartlyKept, Unkept} }

// Word is its Chinese word; duties and tasks are done rather than kept, but forms know only these.
func (f Fulfilment) Word() i18n.Word {
	switch f {
	case Keeping:
		return "正在兑现"
	case Kept:
		return "已兑现"
	case PartlyKept:
		return "部分兑现"
	case Unkept:
		return "未兑现"
	}
	return i18n.Word(f)
}

// Commitment is one thing that a unit or a member has taken upon itself, with what became of it. It stands beside the
// review, because what one does is what one is reviewed on 〔五(一) 坚持干什么就点评什么〕.
type Commitment struct {
	ID          CommitmentID
	Round       round.ID
	Key         Key
	Kind        CommitmentKind
	Text        string
	Measure     string   // how it will be done
	Deadline    org.Date // empty: by the end of the round
	Responsible string   // who answers for it, in words
	Published   org.Date // since when everybody may read it; empty: not public
	Outcome     Fulfilment
	Result      string // what was done
	ResultDay   org.Date
	From        CommitmentID // that of the round before which it goes on with, 0: none
	Paper       bool         // entered from paper by somebody else
	By          string       // who saved last
	At          int64        // unix ms
}

// Lengths that still fit into a cell of a form.
const (
	maxCommitment = 500
	maxResult     = 1000
)

// MaxCommitments is how many commitments one dossier may hold.
const MaxCommitments = 40

// Write puts what somebody wrote into the commitment. What is public stays as it was said: only its fulfilment goes on.
func (c *Commitment) Write(in Commitment, by string, now int64) error {
	if c.Published != "" {
		return errs.NewConflict("这一项已于%s公开，内容不能再改；请在“落实情况”里说明变化。", c.Published.Chinese())
	}

	in.Text, in.Measure, in.Responsible = strings.TrimSpace(in.Text), strings.TrimSpace(in.Measure), strings.TrimSpace(in.Responsible)
	switch {
	case !c.Key.mayHold(in.Kind):
		return errs.NewInvalid("请选择这一项是哪一类。")
	case in.Text == "":
		return errs.NewInvalid("请写明具体内容，一项写一件事。")
	case utf8.RuneCountInString(in.Text) > maxCommitment || utf8.RuneCountInString(in.Measure) > maxCommitment:
		return errs.NewInvalid("内容和措施各不超过 %d 个字，请写短一些。", maxCommitment)
	case utf8.RuneCountInString(in.Responsible) > maxName:
		return errs.NewInvalid("责任人不超过 %d 个字，请写短一些。", maxName)
	}

	if err := checkDay(in.Deadline); err != nil {
		return err
	}

	c.Kind, c.Text, c.Measure, c.Deadline, c.Responsible = in.Kind, in.Text, in.Measure, in.Deadline, in.Responsible
	c.By, c.At = by, now
	return nil
}

// maxName is the longest name of who answers for something.
const maxName = 100

func (k Key) mayHold(kind CommitmentKind) bool {
	for _, may := range CommitmentKinds(k) {
		if may == kind {
			return true
		}
	}
	return false
}

// checkDay refuses what is no day of the calendar; none at all is fine.
func checkDay(d org.Date) error {
	if d == "" {
		return nil
	}

	if _, err := org.ParseDay(string(d)); err != nil {
		return errs.NewInvalid("“%s”不是日期，请写成 2010-12-27 这样。", string(d))
	}

	return nil
}

// Publish makes the commitment public from a day on. One that is public already stays so.
func (c *Commitment) Publish(day org.Date, by string, now int64) error {
	if day == "" {
		return errs.NewInvalid("请写公开的日期。")
	}

	if err := checkDay(day); err != nil {
		return err
	}

	if c.Published == "" {
		c.Published, c.By, c.At = day, by, now
	}

	return nil
}

// Report says what became of the commitment; it may be said again as things go on.
func (c *Commitment) Report(outcome Fulfilment, result string, day org.Date, by string, now int64) error {
	result = strings.TrimSpace(result)
	known := false
	for _, o := range Fulfilments() {
		known = known || o == outcome
	}

	switch {
	case !known:
		return errs.NewInvalid("请选择落实得怎样。")
	case utf8.RuneCountInString(result) > maxResult:
		return errs.NewInvalid("落实情况不超过 %d 个字，请写短一些。", maxResult)
	case outcome != Keeping && result == "":
		return errs.NewInvalid("请写一句做了什么，或为什么没有做到。")
	}

	if err := checkDay(day); err != nil {
		return err
	}

	c.Outcome, c.Result, c.ResultDay, c.By, c.At = outcome, result, day, by, now
	return nil
}

// Droppable refuses to take back what was said in public.
func (c *Commitment) Droppable() error {
	if c.Published != "" {
		return errs.NewConflict("这一项已于%s公开，不能删去；没有做到的，请在“落实情况”里写明原因。", c.Published.Chinese())
	}
	return nil
}

// Counted is what the commitment adds to the statistics: only a public promise counts 〔附件1 公开承诺〕.
func (c *Commitment) Counted() round.Tally {
	t := round.Tally{}
	if !c.Public() {
		return t
	}

	t[round.Pledges] = 1
	if c.Outcome == Kept {
		t[round.PledgesKept] = 1
	}

	return t
}

// Public reports whether it is a promise that everybody may read.
func (c *Commitment) Public() bool { return c.Kind == Pledge && c.Published != "" }

// Pledged is what the dossier adds to the statistics once it holds its first public promise.
func (k Key) Pledged() round.Tally {
	if k.OfPerson() {
		return round.Tally{round.PledgedMembers: 1}
	}
	return round.Tally{round.PledgedUnits: 1}
}

// Entered is what somebody types in for a member from paper: of one kind, one a line.
type Entered struct {
	Person org.PersonID
	Kind   CommitmentKind
	Lines  string
}

// Items are the lines that say something, without their numbers, each once.
func (e Entered) Items() []string {
	var out []string
	seen := map[string]bool{}
	for line := range strings.Lines(e.Lines) {
		if item := unnumbered(line); item != "" && !seen[item] {
			seen[item] = true
			out = append(out, item)
		}
	}

	return out
}

// unnumbered is a line of a list without space around it and without the number that a list on paper gives it.
func unnumbered(line string) string {
	line = strings.TrimSpace(line)
	rest := strings.TrimLeft(line, "0123456789")
	if rest == line || len(line)-len(rest) > 2 {
		return line
	}

	for _, mark := range []string{"．", "、", ".", ")", "）"} {
		if after, found := strings.CutPrefix(rest, mark); found && (after == "" || after[0] < '0' || after[0] > '9') {
			return strings.TrimSpace(after)
		}
	}

	return line
}
