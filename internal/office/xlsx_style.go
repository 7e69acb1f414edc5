package office

import (
	"context"
	"encoding/xml"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// style is what a number format means for reading: whether the number is a date, and how many digits are shown.
type style struct {
	date     form   // asDay or asMonth, else asText
	digits   int    // at least so many before the point: 001
	decimals int    // at least so many behind it: 1985.10
	before   string // what is shown before it: the G of "G"0000
	behind   string
}

// readStyles reads the number formats; a cell's style is an index into them.
func (w *workbook) readStyles(ctx context.Context, name string) error {
	custom := map[string]string{}
	inCells := false
	return w.elements(ctx, name, smallPart, func(x *xmlStream, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			custom[attr(e, "numFmtId")] = attr(e, "formatCode")
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs":
			inCells = false
		case "xf":
			if inCells && len(w.styles) < lastRow {
				id := attr(e, "numFmtId")
				w.styles = append(w.styles, styleOf(id, custom[id]))
			}
		}
		return nil
	})
}

// builtIn are the formats that have a number and no code, where they matter here; 27 to 58 are those of Chinese
// spreadsheets.
var builtIn = map[string]style{
	"1": {digits: 1}, "2": {digits: 1, decimals: 2}, "14": {date: asDay}, "15": {date: asDay}, "16": {date: asDay},
	"17": {date: asMonth}, "22": {date: asDay}, "27": {date: asMonth}, "28": {date: asDay}, "29": {date: asDay},
	"30": {date: asDay}, "31": {date: asDay}, "36": {date: asMonth}, "50": {date: asMonth}, "51": {date: asDay},
	"52": {date: asMonth}, "53": {date: asDay}, "54": {date: asDay}, "57": {date: asMonth}, "58": {date: asDay},
}

var (
	formatNoise  = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.|_.|\*.`) // quoted, colours and countries, escaped, padding
	formatZeros  = regexp.MustCompile(`^(0+)(?:\.(0+))?$`)
	formatEra    = regexp.MustCompile(`(?:^|[^0#?.])e`) // the year of the calendar, unless it is an exponent
	formatAround = regexp.MustCompile(`^((?:"[^"]*"|\\.|\[[^\]]*\]|[A-Za-z\p{Han}])*)(General|[0#]+(?:\.0+)?)((?:"[^"]*"|\\.|_.|[A-Za-z\p{Han}])*)(?:;.*)?$`)
	formatQuoted = regexp.MustCompile(`"([^"]*)"|\\(.)|\[[^\]]*\]|_.`)
)

func styleOf(id, code string) style {
	if code == "" {
		return builtIn[id]
	}

	first, _, _ := strings.Cut(formatNoise.ReplaceAllString(strings.ToLower(code), ""), ";")
	first = strings.TrimSpace(first)
	year := strings.Contains(first, "y") || formatEra.MatchString(strings.ReplaceAll(first, "general", ""))
	month, day := strings.Contains(first, "m"), strings.Contains(first, "d")
	switch {
	case strings.Contains(first, "general"):
		return around(code)
	case day && (year || month):
		return style{date: asDay}
	case year && !strings.ContainsAny(first, "0#?"):
		return style{date: asMonth}
	}

	if zeros := formatZeros.FindStringSubmatch(first); zeros != nil {
		s := around(code)
		s.digits, s.decimals = len(zeros[1]), len(zeros[2])
		return s
	}

	return around(code)
}

// around is what a format shows beside the digits.
func around(code string) style {
	parts := formatAround.FindStringSubmatch(code)
	if parts == nil {
		return style{}
	}

	plain := func(text string) string { return formatQuoted.ReplaceAllString(text, "$1$2") }
	whole, fraction, _ := strings.Cut(parts[2], ".")
	return style{before: plain(parts[1]), behind: plain(parts[3]), digits: strings.Count(whole, "0"), decimals: len(fraction)}
}

// number is a stored number as its style shows it.
func (w *workbook) number(stored string, styleID int) cell {
	var s style
	if styleID >= 0 && styleID < len(w.styles) {
		s = w.styles[styleID]
	}

	value, err := strconv.ParseFloat(stored, 64)
	if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
		return cell{text: stored}
	}

	if s.date != asText {
		if day, ok := serialDay(value, w.since04); ok {
			if s.date == asMonth {
				return cell{text: day[:7], form: asMonth}
			}
			return cell{text: day, form: asDay}
		}
	}

	if math.Abs(value) >= 1e15 {
		return cell{text: strconv.FormatFloat(value, 'f', -1, 64), form: asRough}
	}

	return cell{text: s.before + shown(value, s) + s.behind, form: asNumber, since04: w.since04}
}

// shown writes a number with the digits that its style asks for. 15 digits are all that a spreadsheet keeps, so
// 1985.0599999999999 is 1985.06.
func shown(value float64, s style) string {
	value, _ = strconv.ParseFloat(strconv.FormatFloat(value, 'g', 15, 64), 64)
	text := strconv.FormatFloat(value, 'f', -1, 64)
	if value < 0 {
		return text
	}

	whole, fraction, _ := strings.Cut(text, ".")
	if n := s.digits - len(whole); n > 0 {
		whole = strings.Repeat("0", n) + whole
	}

	if n := s.decimals - len(fraction); n > 0 {
		fraction += strings.Repeat("0", n)
	}

	if fraction == "" {
		return whole
	}

	return whole + "." + fraction
}

// serialDay is the day that a spreadsheet counts as number value. Its calendar has a 29 February 1900 that never was.
func serialDay(value float64, since04 bool) (string, bool) {
	value += 1.0 / (24 * 60) // some programs write midnight in the local time of 1900, a minute early
	days := int(value)
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case since04:
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case value < 61:
		start = start.AddDate(0, 0, 1)
	}

	if value < 1 || value >= 2_958_466 { // up to the end of 9999
		return "", false
	}

	return start.AddDate(0, 0, days).Format(time.DateOnly), true
}
