package office

import (
	"fmt"
	"regexp"
	"strconv"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// dated is a date as read from a cell.
type dated struct {
	date  org.Date
	doubt errs.Sentence // why it may mean another date, as a sentence of the catalogue with the cell's text; empty: no doubt
	wrong bool          // it is no date
}

var (
	dateParts = regexp.MustCompile(`^(\d{4})[-./年、](\d{1,2})(?:[-./月、](\d{1,2}))?[日号月份.。]*$`)
	dateYear  = regexp.MustCompile(`^(\d{4})年?$`)
	dateRun   = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})?$`)
	dateTime  = regexp.MustCompile(`^(\S{8,}?)[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?$`)
	dateCount = regexp.MustCompile(`^(\d{5})(?:\.\d+)?$`)
	dateTenth = regexp.MustCompile(`^\d{4}\.1$`)
	dateShort = regexp.MustCompile(`^(19|20)\d\d[1-9]$`)
)

// readDate reads a day, a month or a year in the ways in which offices write them.
func readDate(c cell) dated {
	text := plain(c.text)
	if t := dateTime.FindStringSubmatch(text); t != nil {
		text = t[1]
	}

	text = code(text)
	switch text {
	case "", "至今", "现在", "今", "迄今":
		return dated{}
	}

	if c.form == asDay {
		date, err := org.ParseDay(text)
		return dated{date: date, wrong: err != nil}
	}

	if p := dateParts.FindStringSubmatch(text); p != nil {
		d := dateOf(p[1], p[2], p[3])
		if dateTenth.MatchString(text) && !d.wrong {
			d.doubt = "“%s”读作 %s；电子表格会丢掉末尾的 0，如是 10 月，请写作 %s年10月。"
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
		days, err := strconv.ParseFloat(p[1], 64)
		day, ok := serialDay(days, false)
		if err != nil || !ok {
			return dated{wrong: true}
		}

		d := dated{date: org.Date(day)}
		if dateShort.MatchString(text) {
			d.doubt = "“%s”按电子表格的日期序号读作 %s；如是 %s年的某月，请写作 1985.06 的样子。"
		}

		return d
	}

	return dated{wrong: true}
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
	text = code(text)
	return []any{text, d.date.Dotted(), text[:min(4, len(text))]}
}
