package filing

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// Check holds what a pack says of itself against its rows: the statistics counted anew, and every form's problems. Each
// difference is a sentence for people.
func (d Data) Check() []error {
	var wrong []error
	for _, u := range d.Units {
		for c := range u.Other {
			if Counted(c) {
				wrong = append(wrong, errs.NewInvalid("“%s”自报了“%s”，这个数应当从点评数据里统计出来。", u.Name, figureName(c)))
			}
		}
	}

	wrong = append(wrong, d.Statistics.differences(d.Recount(), d.unitName)...)
	for _, s := range d.Sheets {
		for _, r := range s.Records {
			wrong = append(wrong, d.checkRecord(s, r)...)
		}
	}

	return wrong
}

func (d Data) checkRecord(s Sheet, r Record) []error {
	at := slices.IndexFunc(d.Reviews, func(x ReviewRow) bool { return x.ID == r.Review })
	if at < 0 {
		return []error{errs.NewInvalid("登记表“%s”说的点评不在数据里。", s.File)}
	}

	row := d.Reviews[at]
	var wrong []error
	if row.State != review.Confirmed || row.Kind != r.Kind {
		wrong = append(wrong, errs.NewInvalid("登记表“%s”（%s）在数据里不是一份已生效的点评。", s.File, r.Subject))
	}

	if n := int64(len(r.Text.Problems)); n != row.Problems {
		wrong = append(wrong, errs.NewInvalid("登记表“%s”（%s）有 %d 条问题，统计用的数据里是 %d 条。", s.File, r.Subject, n, row.Problems))
	}

	return wrong
}

// CheckWords holds what the Word file of the form says against the data: all that was printed, where the pack says what
// that was, and, unless it is the office's own form, in any case what the reviews on the form say.
func (d Data) CheckWords(s Sheet, file []string) []error {
	var wrong []error
	if s.Words == nil && d.Format == Format {
		wrong = append(wrong, errs.NewInvalid("数据里没有登记表“%s”的文字，不能核对。", s.File))
	}

	if s.Words != nil && !slices.Equal(s.Words, file) {
		at := 0
		for at < min(len(s.Words), len(file)) && s.Words[at] == file[at] {
			at++
		}
		wrong = append(wrong, errs.NewInvalid("登记表“%s”的文字被改动过：文件里是“%s”，数据里是“%s”。", s.File, paragraph(file, at), paragraph(s.Words, at)))
	}

	if d.onTemplate(s.Form) {
		return wrong
	}

	whole := bare(strings.Join(file, ""))
	for _, r := range s.Records {
		for _, said := range r.Text.Pieces() {
			if !strings.Contains(whole, bare(said)) {
				wrong = append(wrong, errs.NewInvalid("登记表“%s”（%s）里没有数据里的这段话：“%s”。", s.File, r.Subject, shortened(said)))
			}
		}
	}

	return wrong
}

// bare is a text without all that a form sets in its own way: spaces, line ends, and what a form can't hold.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError || r == '\uFFFE' || r == '\uFFFF' {
			return -1
		}
		return r
	}, text)
}

// paragraph is the one of the index as a sentence shows it; a dash where there is none.
func paragraph(all []string, at int) string {
	if at >= len(all) {
		return "—"
	}
	return shortened(all[at])
}

// shortened is a text as a sentence shows it.
func shortened(text string) string {
	const most = 60
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) > most {
		return string([]rune(text)[:most]) + "…"
	}
	return text
}

func (d Data) unitName(id org.UnitID) string {
	for _, u := range d.Units {
		if u.ID == id {
			return u.Name
		}
	}
	return ""
}

// differences says where the table t that was handed in is not the counted one.
func (t Table) differences(counted Table, name func(org.UnitID) string) []error {
	var wrong []error
	for _, want := range counted.Rows {
		if !slices.ContainsFunc(t.Rows, want.sameUnit) {
			wrong = append(wrong, errs.NewInvalid("统计里缺少“%s”这一行。", name(want.Unit)))
		}
	}

	for i, said := range t.Rows {
		at := slices.IndexFunc(counted.Rows, said.sameUnit)
		if at < 0 || slices.ContainsFunc(t.Rows[:i], said.sameUnit) {
			wrong = append(wrong, errs.NewInvalid("统计里多出“%s”一行，数据里没有。", name(said.Unit)))
			continue
		}
		wrong = append(wrong, said.differences(counted.Rows[at], name(said.Unit))...)
	}

	return append(wrong, t.Total.differences(counted.Total, "合计")...)
}

func (l Line) sameUnit(o Line) bool { return l.Unit == o.Unit && l.Own == o.Own }

func (l Line) differences(counted Line, where string) []error {
	var wrong []error
	differ := func(what i18n.Word, said, is int64) {
		if said != is {
			wrong = append(wrong, errs.NewInvalid("“%s”的“%s”：统计写的是 %d，按数据重新统计是 %d。", where, what, said, is))
		}
	}

	for _, p := range []struct {
		due, done i18n.Word
		said, is  round.Part
	}{
		{"应点评领导人数", "已点评领导人数", l.Reviewers, counted.Reviewers},
		{"应点评书记人数", "已点评书记人数", l.Secretaries, counted.Secretaries},
		{"应点评班子成员人数", "已点评班子成员人数", l.Committee, counted.Committee},
		{"应点评党外干部人数", "已点评党外干部人数", l.Outsiders, counted.Outsiders},
	} {
		differ(p.due, p.said.Due, p.is.Due)
		differ(p.done, p.said.Done, p.is.Done)
	}

	names := maps.Clone(counted.Figures)
	if names == nil {
		names = round.Tally{}
	}

	maps.Copy(names, l.Figures)
	for _, c := range slices.Sorted(maps.Keys(names)) {
		differ(figureName(c), l.Figures[c], counted.Figures[c])
	}

	return wrong
}

// figureName is a figure as annex 1 calls it; one that stands in no column is called as it is kept.
func figureName(c round.Count) i18n.Word {
	switch c {
	case round.UnitsDue:
		return "应点评党组织数"
	case round.UnitsDone:
		return "已点评党组织数"
	case round.SecretariesDue:
		return "应点评书记数"
	case round.SecretariesDone:
		return "已点评书记数"
	case round.MembersDue:
		return "应点评党员数"
	case round.MembersDone:
		return "已点评党员数"
	case round.Probationary:
		return "预备党员数"
	case round.TimesDue:
		return "应点评次数"
	case round.TimesDone:
		return "点评总次数"
	case round.Problems:
		return "点评意见条数"
	case round.Attended:
		return "参会党员人次"
	case round.Representatives:
		return "群众代表人次"
	}
	return i18n.Word(c)
}
