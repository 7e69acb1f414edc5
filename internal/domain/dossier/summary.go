package dossier

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// SummaryID names a self-summary.
type SummaryID int64

// SummaryState is how far a self-summary is.
type SummaryState string

// The states.
const (
	SummaryOwed     SummaryState = "owed"      // 未写
	SummaryDraft    SummaryState = "draft"     // 草稿
	SummaryHandedIn SummaryState = "submitted" // 已交
	SummaryReturned SummaryState = "returned"  // 退回修改
)

// Word is the state's Chinese word.
func (s SummaryState) Word() i18n.Word {
	switch s {
	case SummaryOwed:
		return "未写"
	case SummaryDraft:
		return "草稿"
	case SummaryHandedIn:
		return "已交"
	case SummaryReturned:
		return "已退回修改"
	}
	return i18n.Word(s)
}

// Open reports whether the owner's side may still write.
func (s SummaryState) Open() bool { return s != SummaryHandedIn }

// Check is what was found when looking back on one thing 〔四(一) 回头看〕; Name is the scheme's, so that a summary reads
// the same when the scheme has changed.
type Check struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// SummaryText is what a self-summary says: what was looked back on, achievements, problems, causes 〔四(一)〕.
type SummaryText struct {
	Checks       []Check  `json:"checks"`
	Achievements string   `json:"achievements"`
	Problems     []string `json:"problems"`
	Causes       string   `json:"causes"`
}

// Summary is the self-summary of a unit, which its committee writes together, or of a member.
type Summary struct {
	ID           SummaryID
	Round        round.ID
	Key          Key
	State        SummaryState
	Revision     int // grows with every save
	Text         SummaryText
	TookPart     string   // names of those who took part, of a unit's
	MetOn        org.Date // when the committee met, of a unit's
	Paper        bool     // entered from the member's paper by somebody of his branch
	ReturnReason string
	ReturnedBy   string
	HandedInAt   int64 // unix ms, 0: not yet
	By           string
	At           int64
}

// ProblemRef names a problem of the summary by what it says, so that it is the same wherever it stands; one that is worded
// otherwise is another.
func (s *Summary) ProblemRef(problem string) int64 {
	sum := sha256.Sum256([]byte(strconv.FormatInt(int64(s.ID), 10) + "\n" + problem))
	return int64(binary.BigEndian.Uint64(sum[:]) >> 1)
}

// Limits of a summary, as those of a review.
const (
	maxSummaryPart     = 5000
	maxSummaryProblems = 50
)

// ErrSummaryStale is the refusal of a save when somebody else saved between reading and writing.
var ErrSummaryStale = errs.NewConflict("在您填写期间，另有人保存了这份总结。请在另一个窗口打开核对，再保存。")

// Save puts what somebody wrote into the summary. revision is what he had read.
func (s *Summary) Save(revision int, in Summary, by string, now int64) error {
	if !s.State.Open() {
		return errs.NewConflict("这份总结已经交出，不能直接修改；需要改的，请{点评人}退回。")
	}
	if revision != s.Revision {
		return ErrSummaryStale
	}

	in.Text, in.TookPart = in.Text.clean(), strings.TrimSpace(in.TookPart)
	if err := in.checkSize(); err != nil {
		return err
	}

	s.Text, s.TookPart, s.MetOn, s.Paper = in.Text, in.TookPart, in.MetOn, in.Paper
	s.Revision++
	s.By, s.At = by, now
	if s.State != SummaryReturned {
		s.State = SummaryDraft
	}

	return nil
}

func (s *Summary) checkSize() error {
	if len(s.Text.Problems) > maxSummaryProblems {
		return errs.NewInvalid("问题超过 %d 条，请合并后再保存。", maxSummaryProblems)
	}

	for _, part := range append(s.Text.pieces(), s.TookPart) {
		if n := utf8.RuneCountInString(part); n > maxSummaryPart {
			return errs.NewInvalid("有一栏写了 %d 个字，最多 %d 个字，请写短一些。", n, maxSummaryPart)
		}
	}

	return checkDay(s.MetOn)
}

// HandIn hands the summary in. It needs what every summary has to say: the achievements, or a look back on one thing; a
// unit's says who took part, because it is the committee's common text.
func (s *Summary) HandIn(now int64) error {
	if !s.State.Open() {
		return errs.NewConflict("这份总结已经交出，不用再交。")
	}

	var f errs.Faults
	f.If(s.Text.Empty(), "achievements", "这份总结还没有写内容，请先填写再交；已写的内容已保存。")
	f.If(len(s.Text.Problems) == 0, "problems", "还没有写“查找问题”：至少写一条，再交总结；已写的内容已保存。")
	f.If(!s.Key.OfPerson() && s.TookPart == "", "took-part", "{党组织}的总结要集体讨论：请写明参加讨论的人，再交；已写的内容已保存。")
	if err := f.Err(); err != nil {
		return err
	}

	s.State, s.HandedInAt, s.ReturnReason, s.ReturnedBy = SummaryHandedIn, now, "", ""
	return nil
}

// Return sends a summary that was handed in back with the reason.
func (s *Summary) Return(reason, by string) error {
	reason = strings.TrimSpace(reason)
	switch {
	case s.State != SummaryHandedIn:
		return errs.NewConflict("这份总结现在是“%s”，不能退回。", s.State.Word())
	case reason == "":
		return errs.NewInvalid("请写明退回的原因，让对方知道补充什么。")
	case utf8.RuneCountInString(reason) > maxResult:
		return errs.NewInvalid("退回的原因不超过 %d 个字，请写短一些。", maxResult)
	}

	s.State, s.ReturnReason, s.ReturnedBy = SummaryReturned, reason, by
	return nil
}

// Says reports whether the summary says the same as in already.
func (s *Summary) Says(in Summary) bool {
	mine, theirs := s.Text.clean(), in.Text.clean()
	same := func(a, b Check) bool { return a.Text == b.Text }
	return slices.EqualFunc(mine.Checks, theirs.Checks, same) && slices.Equal(mine.Problems, theirs.Problems) &&
		mine.Achievements == theirs.Achievements && mine.Causes == theirs.Causes &&
		s.TookPart == strings.TrimSpace(in.TookPart) && s.MetOn == in.MetOn
}

// Empty reports whether nothing was written.
func (t SummaryText) Empty() bool {
	return !slices.ContainsFunc(t.pieces(), func(piece string) bool { return strings.TrimSpace(piece) != "" })
}

// pieces are the texts of a summary.
func (t SummaryText) pieces() []string {
	out := []string{t.Achievements, t.Causes}
	for _, c := range t.Checks {
		out = append(out, c.Text)
	}
	return append(out, t.Problems...)
}

func (t SummaryText) clean() SummaryText {
	out := SummaryText{Achievements: strings.TrimSpace(t.Achievements), Causes: strings.TrimSpace(t.Causes)}
	for _, c := range t.Checks {
		out.Checks = append(out.Checks, Check{c.Name, strings.TrimSpace(c.Text)})
	}

	for _, p := range t.Problems {
		if p = strings.TrimSpace(p); p != "" {
			out.Problems = append(out.Problems, p)
		}
	}

	return out
}

// Rectified is what was to be put right after an earlier review, as a summary looks back on it.
type Rectified struct {
	Problem string
	State   i18n.Word
	Outcome string
}

// Proposed is a summary nobody has begun, with what is known already written into it: the check that speaks of
// commitments lists them with their outcomes, the one that speaks of what was to be put right lists that of the round
// before 〔四(一) 整改措施落实情况、公开承诺兑现情况〕.
func Proposed(checks []string, commitments []Commitment, rectified []Rectified) SummaryText {
	t := SummaryText{}
	for _, name := range checks {
		c := Check{Name: name}
		switch {
		case strings.Contains(name, "承诺"):
			c.Text = lookBack(commitments)
		case strings.Contains(name, "整改"):
			c.Text = putRight(rectified)
		}

		t.Checks = append(t.Checks, c)
	}

	return t
}

// lookBack words commitments with what became of them, one a line.
func lookBack(commitments []Commitment) string {
	var lines []string
	for _, c := range commitments {
		state := c.Outcome.Word()
		if c.Outcome == Keeping && c.Result == "" {
			state = unreported // nobody has said that it is being kept
		}
		lines = append(lines, became(c.Text, state, c.Result))
	}

	return strings.Join(lines, "\n")
}

// unreported stands where nothing was said of a commitment.
const unreported = "落实情况还没有报"

// putRight words what was to be put right with what became of it, one a line.
func putRight(rectified []Rectified) string {
	var lines []string
	for _, r := range rectified {
		lines = append(lines, became(r.Problem, r.State, r.Outcome))
	}
	return strings.Join(lines, "\n")
}

// became is a line of a summary: what it was about, how far it is, what was done.
func became(text string, state i18n.Word, done string) string {
	line := strings.TrimRight(text, "。；") + "：" + string(state)
	if done != "" {
		line += "，" + strings.TrimRight(done, "。")
	}
	return line + "。"
}
