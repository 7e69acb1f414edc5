package office

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"lingping/internal/domain/org"
)

// passedRows are rows of a list that were passed over, as nothing stands in a column that is used.
type passedRows struct {
	rows, first int
	text        string // of the first
}

// signedBelow is what a form holds below its table, to be signed and stamped.
var signedBelow = regexp.MustCompile(`盖章|公章|签字|签名|签章|^\d*年\d*月\d*日$`)

// pass remembers what a row says in columns that nobody uses, unless it is a number, a sum or what stands below a form.
func (r *rosterReader) pass() {
	for column := range r.line.cells {
		c := r.at(column)
		text := simplified(org.Fold(c.text))
		switch {
		case c.fill != own || !r.inside(column) || plain(text) == "" || isDigits(text):
			continue
		case sumRow.MatchString(text), pageRow.MatchString(text), isFootnote(text), signedBelow.MatchString(text):
			r.standingAbove = ""
			return
		}

		r.standingAbove = "" // another part of the list begins
		if r.passed.rows++; r.passed.rows == 1 {
			r.passed.first, r.passed.text = r.line.at, shortened(unwrapped(c.text))
		}

		return
	}
}

// seeHeadless counts what stands in columns that have no head.
func (r *rosterReader) seeHeadless() {
	for column := range r.line.cells {
		c := r.at(column)
		headed := column < len(r.head.labels) && r.head.labels[column].text != ""
		if headed || c.text == "" || c.fill != own || !r.inside(column) || plain(c.text) == "" {
			continue
		}

		if r.headless == nil {
			r.headless = map[int]int{}
		}

		r.headless[column]++
	}
}

// tellUnread says what of a list was not read.
func (r *rosterReader) tellUnread() {
	if n := r.passed.rows; n > 0 {
		r.warn(r.passed.first, "", "有 %d 行只在没有用到的列里写了字（第 %d 行是“%s”），没有读。", n, r.passed.first, r.passed.text)
	}

	if n := r.posted.rows; n > 0 {
		r.warn(r.posted.first, org.FieldPost, "“%s”一列里有 %d 格写着党内职务（第 %d 行是“%s”），没有读；要读，请把表头改成“党内职务”。",
			r.head.labels[r.offices[0]].text, n, r.posted.first, r.posted.text)
	}

	for _, column := range slices.Sorted(maps.Keys(r.headless)) {
		r.warn(0, "", "%s 列没有表头，有 %d 格写了字，没有读；要用它，请补上表头。", columnName(column), r.headless[column])
	}
}

// postHead matches the heads of columns that may name posts of whatever sort.
var postHead = regexp.MustCompile(`^(?:现任|担任|所任|兼任)?(?:职务|任职)`)

// partyPost matches a post that can only be one of the Party's.
var partyPost = regexp.MustCompile(`(?:支部|总支|党委).*(?:书记|委员)|(?:组织|宣传|纪检|统战|保密|青年|学习)委员|党小组长|党小组组长|支委`)

// seeOffices counts posts of the Party in columns that nobody uses.
func (r *rosterReader) seeOffices() {
	for _, column := range r.offices {
		text := r.at(column).text
		if !partyPost.MatchString(simplified(org.Fold(text))) {
			continue
		}

		if r.posted.rows++; r.posted.rows == 1 {
			r.posted.first, r.posted.text = r.line.at, shortened(unwrapped(text))
		}
	}
}

var countBehind = regexp.MustCompile(`[(（]\s*共?\s*\d+\s*[人名]\s*[)）]$`)

// standingRow remembers a row in which nothing stands but a standing, 预备党员（2人）, in a column of its own: those below it have it.
func (r *rosterReader) standingRow() bool {
	if r.head.kind != org.PersonSheet {
		return false
	}

	text := ""
	for column := range r.line.cells {
		c := r.at(column)
		switch {
		case c.fill != own || plain(c.text) == "" || !r.inside(column):
		case text != "" || slices.Contains(r.head.columns[org.FieldStanding], column):
			return false
		default:
			text = unwrapped(c.text)
		}
	}

	known, ok := standings[r.standingWord(strings.TrimRight(countBehind.ReplaceAllString(text, ""), ":："))]
	if !ok || isCode(text) {
		return false
	}

	r.standingAbove = known
	r.warn(r.line.at, org.FieldStanding, "这一行只写着“%s”，下面各行的人员类别照它读。", shortened(text))
	return true
}
