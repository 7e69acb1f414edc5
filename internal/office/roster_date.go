package office

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// dated is a date as read from a cell.
type dated struct {
	date  org.Date
	doubt errs.Sentence // why it may mean another date, as a sentence of the catalogue with the cell's text; empty: no doubt
	year  string        // the year of that other date
	wrong bool          // it is no date
}

var (
	dateParts = regexp.MustCompile(`^(\d{4})[-./年、,·:](\d{1,2})(?:[-./月、,·:](\d{1,2}))?[日号月份.。]*$`)
	dateYear  = regexp.MustCompile(`^(\d{4})年?$`)
	dateRun   = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})?$`)
	dateTime  = regexp.MustCompile(`^(\S{8,}?)[T ]\s*(?:[上下]午|[AaPp][Mm])?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp][Mm])?$`)
	dateZoned = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)$`)
	dateUnix  = regexp.MustCompile(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? ([A-Z][a-z]{2}) (\d{1,2}) \d\d:\d\d:\d\d(?: [A-Za-z+:0-9]+)? (\d{4})$`)
	dateTwo   = regexp.MustCompile(`^(\d{2})([-./年])(\d{1,2})((?:[-./月]\d{1,2})?[日号月份]*)$`)
	dateCount = regexp.MustCompile(`^(\d{5})(?:\.\d+)?$`)
	dateTenth = regexp.MustCompile(`^\d{4}\.1$`)
	dateShort = regexp.MustCompile(`^(19|20)\d\d[1-9]$`)
	dateAge   = regexp.MustCompile(`\s*[(（]\d{1,3}周?岁[)）]$`) // beside the birth
	dateFloat = regexp.MustCompile(`^(\d{6}|\d{8})\.0+$`)    // as a program that took it for a number writes it
	dateHan   = regexp.MustCompile(`^([〇零○一二三四五六七八九\d]{4}年)(?:([一二三四五六七八九十\d]{1,3})月(?:份|([一二三四五六七八九十\d]{1,3})[日号])?)?$`)
)

// Midnight in China is 16:00 of the day before in Greenwich, and 15:00 in the summers that had summer time: an hour more
// than the clock says gives the day for either.
const chinaHours = 9

// readDate reads a day, a month or a year in the ways in which offices and other programs write them.
func readDate(c cell) dated {
	text := plain(c.text)
	if day, ok := zonedDay(text); ok {
		return day
	}

	if t := dateTime.FindStringSubmatch(text); t != nil {
		text = t[1]
	}

	text = strings.TrimSuffix(strings.TrimSuffix(dateAge.ReplaceAllString(code(text), ""), "生"), "出")
	switch text {
	case "", "至今", "现在", "今", "迄今", "现任", "在任", "目前", "至现在", "至目前":
		return dated{}
	}

	if c.form == asDay {
		date, err := org.ParseDay(text)
		return dated{date: date, wrong: err != nil}
	}

	if f := dateFloat.FindStringSubmatch(text); f != nil {
		text = f[1]
	}

	if p := dateParts.FindStringSubmatch(text); p != nil {
		d := dateOf(p[1], p[2], p[3])
		if dateTenth.MatchString(text) && !d.wrong {
			d.doubt, d.year = "“%s”读作 %s；电子表格会丢掉末尾的 0，如是 10 月，请写作 %s年10月。", p[1]
		}
		return d
	}

	if p := dateRun.FindStringSubmatch(text); p != nil {
		return dateOf(p[1], p[2], p[3])
	}

	if p := dateYear.FindStringSubmatch(text); p != nil {
		return dateOf(p[1], "", "")
	}

	if p := dateCount.FindStringSubmatch(text); p != nil {
		return countedDate(c, text)
	}

	return rareDate(text)
}

// zonedDay is the day in China of a moment that names its zone, or that a computer wrote with the name of the weekday.
func zonedDay(text string) (dated, bool) {
	if p := dateUnix.FindStringSubmatch(text); p != nil {
		t, err := time.Parse("Jan 2 2006", p[1]+" "+p[2]+" "+p[3])
		return dated{date: org.DateOf(t), wrong: err != nil}, true
	}

	p := dateZoned.FindStringSubmatch(text)
	if p == nil {
		return dated{}, false
	}

	t, err := time.Parse("2006-01-02 15:04Z0700", p[1]+" "+p[2]+strings.ReplaceAll(p[3], ":", ""))
	return dated{date: org.DateOf(t.UTC().Add(chinaHours * time.Hour)), wrong: err != nil}, true
}

// countedDate is a day that was stored as the number of days of the spreadsheet's calendar.
func countedDate(c cell, text string) dated {
	days, err := strconv.ParseFloat(text, 64)
	day, ok := serialDay(days, c.since04)
	if err != nil || !ok {
		return dated{wrong: true}
	}

	d := dated{date: org.Date(day)}
	if dateShort.MatchString(text) {
		d.doubt, d.year = "“%s”按电子表格的日期序号读作 %s；如是 %s年的某月，请写作 1985.06 的样子。", text[:4]
	}

	return d
}

// rareDate reads what few write: a year of two digits, Chinese numerals.
func rareDate(text string) dated {
	if p := dateTwo.FindStringSubmatch(text); p != nil {
		return shortYear(text, p)
	}

	p := dateHan.FindStringSubmatch(text)
	if p == nil {
		return dated{wrong: true}
	}

	year, month, day := hanDigits(strings.TrimSuffix(p[1], "年")), "", ""
	if p[2] != "" {
		month = hanNumber(p[2])
	}

	if p[3] != "" {
		day = hanNumber(p[3])
	}

	return dateOf(year, month, day)
}

// lastShort is the last year that two digits name in this century; what they name is doubtful near to it.
const lastShort, doubtShort = 26, 45

func shortYear(text string, p []string) dated {
	n, _ := strconv.Atoi(p[1])
	century := "19"
	if n <= lastShort {
		century = "20"
	}

	long := dateParts.FindStringSubmatch(century + text)
	if long == nil {
		return dated{wrong: true}
	}

	d := dateOf(long[1], long[2], long[3])
	if n <= doubtShort && !d.wrong {
		d.doubt, d.year = "“%s”读作 %s；年份只有两位，请写出四位，如 %s年。", long[1]
	}

	return d
}

// hanDigits writes Chinese digits as digits one by one: 一九八五 is 1985.
func hanDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if i := slices.Index([]rune("〇一二三四五六七八九"), r); i >= 0 {
			return rune('0' + i)
		}
		if r == '零' || r == '○' {
			return '0'
		}

		return r
	}, text)
}

// hanNumber writes a Chinese number up to ninety-nine as digits: 二十一 is 21.
func hanNumber(text string) string {
	tens, ones, ok := strings.Cut(text, "十")
	if !ok {
		return hanDigits(text)
	}

	if tens == "" {
		tens = "一"
	}

	if ones == "" {
		ones = "〇"
	}

	return hanDigits(tens + ones)
}

// dateOf puts the parts together; years before 1900 and after 2100 are slips of the pen.
func dateOf(year, month, day string) dated {
	text := year
	y, _ := strconv.Atoi(year)
	m, d := 1, 1
	if month != "" {
		m, _ = strconv.Atoi(month)
		text += fmt.Sprintf("-%02d", m)
	}

	if day != "" {
		d, _ = strconv.Atoi(day)
		text += fmt.Sprintf("-%02d", d)
	}

	_, err := org.ParseDay(fmt.Sprintf("%04d-%02d-%02d", y, m, d))
	if err != nil || y < 1900 || y > 2100 {
		return dated{wrong: true}
	}

	return dated{date: org.Date(text)}
}

// doubtArgs are what the sentence of a doubt is filled with.
func (d dated) doubtArgs(text string) []any {
	return []any{code(text), d.date.Dotted(), d.year}
}

// isoCell is a cell that holds a moment as ISO 8601 writes it.
func isoCell(text string) cell {
	text = strings.TrimSpace(text)
	if d, ok := zonedDay(text); ok && !d.wrong {
		return cell{text: string(d.date), form: asDay}
	}
	return cell{text: text[:min(len(text), len(time.DateOnly))], form: asDay}
}
