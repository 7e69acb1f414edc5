package dossier

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// FieldworkID names a record of fieldwork.
type FieldworkID int64

// FieldworkKind is how a leader looked into a unit before he reviews it 〔四(二)〕.
type FieldworkKind string

// The kinds.
const (
	Visit      FieldworkKind = "visit"
	Symposium  FieldworkKind = "symposium"
	Talk       FieldworkKind = "talk"
	Inspection FieldworkKind = "inspection"
)

// FieldworkKinds lists the kinds in the order in which they are offered.
func FieldworkKinds() []FieldworkKind { return []FieldworkKind{Visit, Symposium, Talk, Inspection} }

// Word is the kind's Chinese word.
func (k FieldworkKind) Word() i18n.Word {
	switch k {
	case Visit:
		return "实地走访"
	case Symposium:
		return "座谈会"
	case Talk:
		return "个别谈话"
	case Inspection:
		return "检查督查"
	}
	return i18n.Word(k)
}

// FindingKind is what a line of the findings speaks of.
type FindingKind string

// The kinds. A difficulty is what the unit can't put right alone 〔四(三) 帮助解决存在的困难和问题〕.
const (
	Strength   FindingKind = "strength"
	Problem    FindingKind = "problem"
	Difficulty FindingKind = "difficulty"
	Remark     FindingKind = "remark"
)

// FindingKinds lists the kinds in the order in which they are written.
func FindingKinds() []FindingKind { return []FindingKind{Problem, Strength, Difficulty, Remark} }

// Word is the kind's Chinese word.
func (k FindingKind) Word() i18n.Word {
	switch k {
	case Strength:
		return "看到的成绩"
	case Problem:
		return "发现的问题"
	case Difficulty:
		return "听到的困难"
	case Remark:
		return "其他情况"
	}
	return i18n.Word(k)
}

// Finding is one line of what was found.
type Finding struct {
	ID   int64
	Kind FindingKind
	Text string
}

// Seen is a unit into which a leader looked.
type Seen struct {
	Unit org.UnitID
	Own  bool // he leads it himself and looked at its members: the unit's own step is not done by that
}

// Fieldwork is a visit, symposium, talk or inspection. One morning may concern several units.
type Fieldwork struct {
	ID       FieldworkID
	Round    round.ID
	Leader   org.PersonID // who went there
	Units    []Seen
	Kind     FieldworkKind
	Day      org.Date
	Place    string
	Met      string // who was met, in words
	Members  int    // of them, members
	Masses   int    // of them, people who are none
	Findings []Finding
	Revision int
	By       string // who saved last
	At       int64  // unix ms
}

// The most that a record of fieldwork holds.
const (
	maxPlace    = 100
	maxMet      = 500
	maxFinding  = 500
	maxFindings = 60
	maxUnits    = 100
	maxHeads    = 100_000
)

// Save puts what somebody wrote into the record. revision is what he had read; today is the day on which he writes; newID
// numbers findings that are new.
func (f *Fieldwork) Save(revision int, in Fieldwork, by string, now int64, today org.Date, newID func() int64) error {
	if revision != f.Revision {
		return errs.NewConflict("在您填写期间，%s保存了这次调研的记录。请刷新页面，核对后再保存。", f.By)
	}

	in.Place, in.Met = strings.TrimSpace(in.Place), strings.TrimSpace(in.Met)
	in.Findings = cleanFindings(in.Findings)
	if err := in.check(today); err != nil {
		return err
	}

	f.Units, f.Kind, f.Day, f.Place, f.Met, f.Members, f.Masses = in.Units, in.Kind, in.Day, in.Place, in.Met, in.Members, in.Masses
	f.Findings = numberFindings(f.Findings, in.Findings, newID)
	f.Revision++
	f.By, f.At = by, now
	return nil
}

// check refuses a record that can't be of something that took place.
func (f *Fieldwork) check(today org.Date) error {
	var wrong errs.Faults
	wrong.If(!slices.Contains(FieldworkKinds(), f.Kind), "kind", "请选择调研的形式：实地走访、座谈会、个别谈话或检查督查。")
	if _, err := org.ParseDay(string(f.Day)); err != nil {
		wrong.If(true, "day", "请填写调研的日期，写成 2010-12-27 这样。")
	} else {
		wrong.If(f.Day > today, "day", "调研的日期 %s 还没有到：去过以后再登记。", string(f.Day))
	}

	wrong.If(len(f.Units) == 0, "unit", "请选择去了哪些{党组织}，至少选一个。")
	wrong.If(len(f.Units) > maxUnits, "unit", "一次调研最多登记 %d 个{党组织}，请分几次登记。", maxUnits)
	wrong.If(utf8.RuneCountInString(f.Place) > maxPlace, "place", "调研的地点最多 %d 个字，请写短一些。", maxPlace)
	wrong.If(utf8.RuneCountInString(f.Met) > maxMet, "met", "“见了谁”最多 %d 个字，请写短一些。", maxMet)
	wrong.If(f.Members < 0 || f.Masses < 0 || f.Members > maxHeads || f.Masses > maxHeads, "members", "参加调研的人数不对，请核对。")
	wrong.If(len(f.Findings) > maxFindings, "", "调研情况超过 %d 条，请合并后再保存。", maxFindings)
	wrong.If(slices.ContainsFunc(f.Findings, Finding.tooLong), "", "调研情况一行一条，每条最多 %d 个字，请写短一些。", maxFinding)
	return wrong.Err()
}

// tooLong reports whether a line can't be kept.
func (x Finding) tooLong() bool {
	return !slices.Contains(FindingKinds(), x.Kind) || utf8.RuneCountInString(x.Text) > maxFinding
}

// cleanFindings drops empty lines.
func cleanFindings(in []Finding) []Finding {
	var out []Finding
	for _, f := range in {
		if f.Text = strings.TrimSpace(f.Text); f.Text != "" {
			out = append(out, f)
		}
	}

	return out
}

// numberFindings gives the lines that were kept before their numbers again, so that a problem which cites one still does:
// a line that says the same first, then an edited one in the place of one of its kind that is gone.
func numberFindings(before, now []Finding, newID func() int64) []Finding {
	left := slices.Clone(before)
	take := func(i int) int64 {
		id := left[i].ID
		left = slices.Delete(left, i, i+1)
		return id
	}

	out := slices.Clone(now)
	for i := range out {
		out[i].ID = 0
		if at := slices.IndexFunc(left, func(f Finding) bool { return f.Kind == out[i].Kind && f.Text == out[i].Text }); at >= 0 {
			out[i].ID = take(at)
		}
	}

	for i := range out {
		if out[i].ID != 0 {
			continue
		}
		if at := slices.IndexFunc(left, func(f Finding) bool { return f.Kind == out[i].Kind }); at >= 0 {
			out[i].ID = take(at)
		} else {
			out[i].ID = newID()
		}
	}

	return out
}
