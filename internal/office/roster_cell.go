package office

import (
	"slices"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// The errors that a spreadsheet shows in place of a value. Programs write them as plain text too.
var cellErrors = strings.Fields("#REF! #VALUE! #NAME? #N/A #DIV/0! #NULL! #NUM! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN! #BUSY! #PYTHON! #GETTING_DATA")

// wrongCell says, as a sentence of the catalogue with the cell's text, why a cell holds no value; empty when it holds one.
func wrongCell(c cell) errs.Sentence {
	switch {
	case c.form == asError, strings.HasPrefix(c.text, "#") && slices.Contains(cellErrors, strings.TrimFunc(c.text, isSpace)):
		return "这一格是电子表格的错误值 %s，没有内容；请在原表中改好公式，或直接写上内容。"
	case c.form == asUnsaved:
		return "这一格是公式，文件里没有存下它的结果；请用 Excel 或 WPS 打开这个文件，保存一次再导入。"
	case c.form == asTorn:
		return "这一格里有损坏的字符（%s）；请打开原文件核对，重新填写这一格。"
	}
	return ""
}

// wrongArgs are what the sentence of a wrong cell is filled with.
func wrongArgs(c cell) []any {
	if c.form == asUnsaved {
		return nil
	}
	return []any{shortened(strings.TrimFunc(c.text, isSpace))}
}

// spoil says of every cell in use that holds an error, a formula without a value or broken characters, and of every
// field that two columns fill differently.
func (r *rosterReader) spoil() {
	for column := range r.line.cells {
		c := r.at(column)
		if c.text == "" || c.fill == across || !r.head.uses(column) || !r.inside(column) {
			continue
		}

		if text := wrongCell(c); text != "" {
			field := r.fieldOf(column)
			r.unreadable(field, text, wrongArgs(c)...)
			if r.spoilt == nil {
				r.spoilt = map[org.Field]bool{}
			}
			r.spoilt[field] = true
		}
	}

	for _, two := range r.head.twice {
		var said []string
		for _, column := range r.head.columns[two.field] {
			if text := plain(r.at(column).text); text != "" && !slices.Contains(said, text) {
				said = append(said, text)
			}
		}

		if len(said) > 1 && (!two.apart || two.field == org.FieldName) {
			r.fault(two.field, "表头里有两列“%s”，这一行两处写得不同（%s）；请留下对的一处。", i18n.Word(two.field), strings.Join(said, "、"))
		}
	}
}

// fieldOf is the field that a column in use belongs to.
func (r *rosterReader) fieldOf(column int) org.Field {
	for field, columns := range r.head.columns {
		if slices.Contains(columns, column) {
			if other, ok := insteadOf[field]; ok {
				return other
			}
			return field
		}
	}

	for field, columns := range r.head.dates {
		if slices.Contains(columns, column) {
			return field
		}
	}

	for _, a := range r.head.asked {
		if a.column == column && a.standing != "" {
			return org.FieldStanding
		}
	}

	if slices.ContainsFunc(r.head.posts, func(p postColumn) bool { return p.column == column }) {
		return org.FieldPost
	}

	return org.FieldGroups
}

// identity is the cell as a code or number, as well formed as it can be: 20100101.0 and 2.0100101E7 are 20100101. lost
// tells that its last digits are not there any more.
func identity(c cell) (value string, lost bool) {
	value = code(c.text)
	if whole, zeros, ok := strings.Cut(value, "."); ok && c.form != asNumber && isDigits(whole) && len(whole) > 1 && strings.Trim(zeros, "0") == "" {
		value = whole
	}

	long, exact, short := expanded(value)
	if exact {
		value = long
	}

	return value, c.form == asRough || short && !exact
}

// expanded writes a number that was written short (2.0100101E7) at its whole length; exact tells that it has all digits,
// short that it is one at all.
func expanded(text string) (long string, exact, short bool) {
	mantissa, exponent, ok := strings.Cut(strings.ToUpper(text), "E")
	whole, fraction, point := strings.Cut(mantissa, ".")
	plus := strings.HasPrefix(exponent, "+")
	exponent = strings.TrimPrefix(exponent, "+")
	if !ok || !point && !plus || len(whole) != 1 || !isDigits(whole+fraction) || !isDigits(exponent) || len(exponent) > 2 {
		return "", false, false
	}

	n := 0
	for _, c := range exponent {
		n = n*10 + int(c-'0')
	}

	digits := strings.TrimRight(whole+fraction, "0")
	if n+1 > 15 || len(fraction) < n || len(digits) > n+1 {
		return "", false, true
	}

	return (whole + fraction)[:n+1], true, true
}

func isDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }
