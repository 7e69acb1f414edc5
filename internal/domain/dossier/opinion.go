package dossier

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// OpinionFloor is the least number of slips that must have come in before what they say is read 〔四(二)〕: among fewer
// people the writer can be guessed. A batch may ask for more, never for less.
const OpinionFloor = 5

// Limits of a batch and of a slip.
const (
	maxFloor     = 100
	maxQuestions = 20
	maxSlips     = 500 // at a time
	maxTitle     = 60
	maxOpinion   = 1000 // characters of one answer
)

// MembersOnSlip is of how many members one slip can speak.
const MembersOnSlip = 3

// BatchID names a batch of slips.
type BatchID int64

// BatchKind is what the slips of a batch ask for.
type BatchKind string

// The kinds of batches.
const (
	Gather  BatchKind = "gather"  // opinions before the review 〔四(二)、四末〕
	Recheck BatchKind = "recheck" // whether what was demanded has been put right 〔四(五)〕
)

// BatchState is how far a batch is.
type BatchState string

// The states of a batch. Which of the last two it comes to depends on how many slips came in.
const (
	Gathering BatchState = "gathering"
	Expired   BatchState = "expired" // its last day has passed: slips are taken no more, by whatever clock; it is to be closed
	Heard     BatchState = "heard"   // enough came in: what they say can be read
	Few       BatchState = "few"     // too few: they wait for those of sibling units, and are not read by themselves
	Lost      BatchState = "lost"    // the key to what came in is lost: it can never be read
)

// Target is whom a question is about.
type Target string

// The targets. Answers about a member name him.
const (
	AboutUnit      Target = "unit"
	AboutSecretary Target = "secretary"
	AboutMember    Target = "member"
)

// Question is one question of a slip.
type Question struct {
	About Target `json:"about"`
	Text  string `json:"text"`
	Vote  bool   `json:"vote,omitempty"` // answered by 已整改, 部分整改 or 没有整改, and by a text if one likes
}

// Batch is a gathering of opinions by one-time codes printed on slips. What it asks and how many must answer is fixed
// when it is opened. Nobody knows who drew which slip.
type Batch struct {
	ID        BatchID
	Round     round.ID
	Unit      org.UnitID
	Kind      BatchKind
	OfUnit    bool // about the unit and its secretary
	OfMembers bool // about members of the branch
	Title     string
	Questions []Question
	Floor     int
	Until     org.Date // the last day on which slips are taken
	Slips     int      // printed
	State     BatchState
	Lock      string // with which slips are locked until the end; empty only in a batch of an earlier version
	Opened    org.Date
	Closed    org.Date
	ByName    string
}

// OpenBatch checks what is asked for a new batch. lines are further questions about the unit, of a recheck the demands
// that were to be put right.
func OpenBatch(b Batch, lines []string, today org.Date) (Batch, error) {
	b.Title, b.State, b.Opened = strings.TrimSpace(b.Title), Gathering, today
	if b.Kind == Recheck {
		b.OfUnit, b.OfMembers = true, false
	}

	b.Questions = questions(b, lines)
	return b, b.check(today)
}

// check says what is wrong with a batch that is to be opened.
func (b Batch) check(today org.Date) error {
	var f errs.Faults
	f.If(b.Kind != Gather && b.Kind != Recheck, "kind", "请选择征求意见，还是请群众评价整改。")
	f.If(b.Title == "" || utf8.RuneCountInString(b.Title) > maxTitle, "title", "请写这次征求意见的名称，最多 %d 个字。", maxTitle)
	f.If(!b.OfUnit && !b.OfMembers, "at", "请选择征求对谁的意见。")
	f.If((b.OfUnit || b.OfMembers) && len(b.Questions) == 0, "lines", "请写要群众评价的整改事项，一行一项。")
	f.If(len(b.Questions) > maxQuestions, "lines", "一张意见条最多 %d 个问题，请精简。", maxQuestions)
	f.If(slices.ContainsFunc(b.Questions, func(q Question) bool { return utf8.RuneCountInString(q.Text) > maxWord }), "lines",
		"一个问题最多 %d 个字，请写短一些。", maxWord)
	f.If(b.Floor < OpinionFloor || b.Floor > maxFloor, "floor", "最少份数不能低于 %d 份：人太少，写意见的人会被猜出来。", OpinionFloor)
	if _, err := org.ParseDay(string(b.Until)); err != nil {
		f.If(true, "until", "截止日期“%s”不是日期，请写成 2010-12-27 这样。", string(b.Until))
	} else {
		f.If(b.Until < today, "until", "截止日期已经过去，请选今天或以后的一天。")
	}

	return f.Err()
}

// maxWord is the longest question, in characters.
const maxWord = 100

// questions are those of the kind of batch and of whom it is about, then the further ones.
func questions(b Batch, lines []string) (out []Question) {
	if b.Kind == Gather && b.OfUnit {
		out = append(out, Question{About: AboutUnit, Text: "对党组织的意见和建议"}, Question{About: AboutSecretary, Text: "对书记的意见和建议"})
	}

	if b.OfUnit {
		for _, line := range lines {
			if line = strings.TrimSpace(line); line != "" {
				out = append(out, Question{About: AboutUnit, Text: line, Vote: b.Kind == Recheck})
			}
		}
	}

	if b.OfMembers {
		out = append(out, Question{About: AboutMember, Text: "对党员个人的意见和建议"})
	}

	return out
}

// RecheckDays are the days between which something must have been closed so that the masses can say now whether it was
// put right: some weeks after it, when it shows, and before it is forgotten.
func RecheckDays(today org.Date) (from, to org.Date) {
	return today.AddDays(-12 * 7), today.AddDays(-4 * 7)
}

// RecheckLines are the demands as questions of a slip, no longer than one may be.
func RecheckLines(demands []string) (lines []string) {
	for _, d := range demands {
		line := []rune(strings.Join(strings.Fields(d), " "))
		if len(line) > maxWord {
			line = append(line[:maxWord-1], '…')
		}

		if len(lines) < maxQuestions && !slices.Contains(lines, string(line)) {
			lines = append(lines, string(line))
		}
	}
	return lines
}

// Expire ends the taking of slips when the last day has passed, and reports whether it ends now.
func (b *Batch) Expire(today org.Date) bool {
	if b.State != Gathering || today <= b.Until {
		return false
	}
	b.State = Expired
	return true
}

// Waits reports whether the batch is to be closed: slips are taken no more.
func (b Batch) Waits(today org.Date) bool {
	return b.State == Expired || b.State == Gathering && today > b.Until
}

// Takes refuses a slip that comes too late.
func (b Batch) Takes(today org.Date) error {
	if b.State != Gathering || today > b.Until {
		return errs.NewConflict("这次征求意见已经截止，没有提交。")
	}
	return nil
}

// Print counts further slips; those printed before stay good.
func (b *Batch) Print(n int, today org.Date) error {
	if err := b.Takes(today); err != nil {
		return errs.NewConflict("这次征求意见已经截止，不能再印意见条。")
	}

	if n < 1 || n > maxSlips {
		return errs.NewInvalid("一次印 1 到 %d 张意见条。", maxSlips)
	}

	b.Slips += n
	return nil
}

// Close ends the batch, with so many slips sent in.
func (b *Batch) Close(sent int, today org.Date) error {
	if b.State != Gathering && b.State != Expired {
		return errs.NewConflict("这次征求意见已经截止并整理过了。")
	}

	b.State, b.Closed = Few, today
	if sent >= b.Floor {
		b.State = Heard
	}

	return nil
}

// Lose ends a batch whose key is lost.
func (b *Batch) Lose(today org.Date) error {
	if b.State != Gathering && b.State != Expired {
		return errs.NewConflict("这次征求意见已经截止并整理过了。")
	}
	b.State, b.Closed = Lost, today
	return nil
}

// EndWithRound refuses that a round goes into the archive while its slips are still taken or not opened yet: afterwards nobody
// could. Too few slips, which waited for those of other units until now, end with it: nobody ever reads them.
func (b Batch) EndWithRound(unit string) error {
	if b.State == Gathering || b.State == Expired {
		return errs.NewConflict("%s的“%s”还没有截止并整理，归档以后就不能了：请先截止并整理，再归档。", unit, b.Title)
	}
	return nil
}

// Spent reports whether what came in needs its key no more, when so many slips wait in it.
func (b Batch) Spent(waiting int) bool {
	return b.State == Heard || b.State == Lost || b.State == Few && waiting == 0
}
