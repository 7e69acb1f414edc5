package office

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
)

// headLabel is what a head says of a column. In a head of two rows both may say something.
type headLabel struct {
	text  string // on one line, as the report names it
	upper string // as written, in a head of two rows
	lower string
}

// claim is a field that a label names, and how surely: 0 is the surest.
type claim struct {
	field  org.Field
	rank   int
	lent   bool // only the upper row names it, for all that stands below
	partOf int  // 1 to 3: the year, the month or the day of it
}

// Ranks of claims that are less sure than a head as written.
const (
	aside  = 100 // one of several words of the label
	lentBy = 200 // the word of the upper row
)

var (
	labelMark   = regexp.MustCompile(`[(\[{<〔〈《][^()\[\]{}<>]*(?:必填|选填|可不填|不填|必须填)[^()\[\]{}<>]*[)\]}>〕〉》]|非?必填项?|选填项?`)
	labelNumber = regexp.MustCompile(`^(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、,)](?:\D|$)|[①-⑳]|\d{1,2}\p{Han})`)
	labelAside  = regexp.MustCompile(`[(\[{<〔〈《][^()\[\]{}<>]*[)\]}>〕〉》]?`)
	labelParts  = regexp.MustCompile(`[/、,;|]|或|及`)
)

// labelAddress is how a form speaks to whoever fills it in: 您的姓名, 请填写您的工号.
var labelAddress = regexp.MustCompile(`^(?:请(?:如实)?(?:填写|输入|选择))?(?:[您你]的?)?`)

// plainLabel is the label without what does not matter in it: spaces, marks such as ※ and [必填], a number before it, and the words by
// which a form asks for it.
func plainLabel(text string) string {
	text = strings.NewReplacer("【", "[", "】", "]", "〖", "[", "〗", "]", "［", "[", "］", "]").Replace(org.Fold(text))
	text = strings.Trim(labelMark.ReplaceAllString(text, ""), "*:★☆▲△●○◆◇■□※✱#、.,;_- ")
	if number := labelNumber.FindString(text); number != "" {
		text = strings.TrimLeft(text, "(0123456789一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
		text = strings.TrimLeft(text, ".、,)")
	}

	if rest := strings.TrimLeft(text[len(labelAddress.FindString(text)):], ":"); rest != "" {
		text = rest
	}

	return text
}

// forms are the words that a label may be: as written, without brackets, its first line, and its parts.
func forms(text string) (whole, parts []string) {
	add := func(form string) {
		if form = plainLabel(form); form != "" && !slices.Contains(whole, form) {
			whole = append(whole, form)
		}
	}

	first, _, several := strings.Cut(strings.Trim(text, "\r\n\t 　"), "\n")
	add(text)
	if several {
		add(first)
	}

	for _, form := range slices.Clone(whole) {
		add(labelAside.ReplaceAllString(form, ""))
	}

	for _, form := range slices.Clone(whole) {
		if pieces := labelParts.Split(form, -1); len(pieces) > 1 {
			parts = append(parts, pieces...)
		}
	}

	return whole, parts
}

// rankOf is what the text names; nil for nothing.
func (lex *lexicon) rankOf(text string) *claim {
	whole, parts := forms(text)
	for _, form := range whole {
		if c := lex.claim(form); c != nil {
			return c
		}
	}

	for _, form := range parts {
		if c := lex.claim(plainLabel(form)); c != nil {
			c.rank += aside
			return c
		}
	}

	return nil
}

// elsewhere matches the upper rows below which somebody else is spoken of.
var elsewhere = regexp.MustCompile(`配偶|家庭|父|母|子女|介绍人|联系人|培养人|负责人|领导|填表|审核`)

// otherName matches what below 姓名 is no name by which somebody is known.
var otherName = regexp.MustCompile(`曾用|原名|别名|英文|拼音|笔名|化名|小名`)

// dateWords are the words below a head of a date that stands in several columns.
var dateWords = map[string]int{"年": 1, "年份": 1, "月": 2, "月份": 2, "日": 3}

// claimOf is what the label names. In a head of two rows the lower says it, or both together, or the upper for all that
// stands below it.
func (lex *lexicon) claimOf(l headLabel) *claim {
	if c, ok := lex.told(l.text); ok {
		return c
	}

	if l.upper == "" || l.lower == "" || l.upper == l.lower {
		return lex.rankOf(l.upper + l.lower)
	}

	upper := lex.rankOf(l.upper)
	if part := dateWords[simplified(plainLabel(l.lower))]; part > 0 {
		if upper == nil { // 出生 over 年 and 月
			upper = lex.rankOf(plainLabel(l.upper) + "年月")
		}

		if upper != nil {
			return &claim{field: upper.field, rank: upper.rank, partOf: part}
		}
	}

	if elsewhere.MatchString(simplified(l.upper)) && upper == nil {
		return nil
	}

	if lower := lex.rankOf(l.lower); lower != nil {
		return lower
	}

	for _, both := range []string{plainLabel(l.upper) + plainLabel(l.lower), plainLabel(l.lower) + plainLabel(l.upper)} { // 日期 over 出生
		if c := lex.rankOf(both); c != nil {
			return c
		}
	}

	if upper != nil && !(upper.field == org.FieldName && otherName.MatchString(simplified(l.lower))) && !otherPhone.MatchString(simplified(l.lower)) && !MeansNothing(l.lower) {
		upper.rank, upper.lent = upper.rank+lentBy, true
		return upper
	}

	return nil
}

// otherPhone is what a column below 联系电话 may hold that is no mobile number.
var otherPhone = regexp.MustCompile(`固定|座机|办公|家庭|住宅|宅电|传真|邮箱|邮件|[Qq]{2}|微信|地址|学位`)

// askedFor matches heads such as 是否为失联党员.
var askedFor = regexp.MustCompile(`^(?:是否|是不是)(?:为|是|属于|属|担任|系)?(.+?)$`)

// askedGroups are the groups that a column answered with 是 may give, beside those that have a meaning.
var askedGroups = map[string]string{"困难": "困难", "生活困难": "困难", "困难群众": "困难", "建档立卡困难": "困难"}

// askedOf is what a column asks of everybody; false when it asks nothing that is known.
func (lex *lexicon) askedOf(l headLabel) (askedColumn, bool) {
	whole, _ := forms(l.upper + l.lower)
	for _, form := range whole {
		asked := askedIn(simplified(form))
		if asked == "" || lex.kind != org.PersonSheet {
			continue
		}

		switch asked {
		case "预备", "预备党员", "中共预备党员":
			return askedColumn{standing: org.Probationary}, true
		case "正式", "正式党员", "党员", "中共党员", "中共正式党员":
			return askedColumn{standing: org.Formal}, true
		}

		word := strings.TrimSuffix(strings.TrimSuffix(asked, "党员"), "人员")
		if group, ok := lex.group(word); ok {
			return askedColumn{group: group}, true
		}

		if group, ok := askedGroups[word]; ok {
			return askedColumn{group: group}, true
		}
	}

	return askedColumn{}, false
}

// askedIn is what a head asks: 是否为流动党员, 流动党员; empty where it asks nothing.
func askedIn(form string) string {
	if m := askedFor.FindStringSubmatch(form); m != nil {
		return m[1]
	}

	if strings.HasSuffix(form, "党员") && form != "党员" {
		return form
	}

	return ""
}

// postOf is the post that a column is named after: 支部书记, 组织委员.
func (lex *lexicon) postOf(l headLabel) (postColumn, bool) {
	whole, _ := forms(l.lower)
	if l.lower == "" {
		whole, _ = forms(l.upper)
	}

	for _, form := range whole {
		read := readPosts(form, lex.post)
		if !read.ok || len(read.rest) > 0 || utf8.RuneCountInString(form) > 12 {
			continue
		}

		return postColumn{posts: read.posts, level: levelOf(form)}, true
	}

	return postColumn{}, false
}

// levelOf is the committee of which a post speaks that somebody of a branch holds above it; empty when it speaks of none.
func levelOf(post string) org.UnitKind {
	switch {
	case strings.Contains(post, "总支"):
		return org.GeneralBranch
	case strings.Contains(post, "党委"):
		return org.Committee
	}
	return ""
}

var rosterClaims = claims()

func claims() map[org.SheetKind]map[string]claim {
	all := map[org.SheetKind]map[string]claim{}
	for kind, columns := range rosterHeads {
		all[kind] = map[string]claim{}
		for _, c := range columns {
			for rank, label := range spelledOut(c.heads + " " + englishHeads[kind][c.field]) {
				if _, taken := all[kind][label]; !taken {
					all[kind][label] = claim{field: c.field, rank: rank}
				}
			}
		}
	}

	return all
}

// spelledOut are the words of a list, each {甲,乙} written out.
func spelledOut(heads string) []string {
	var words []string
	for word := range strings.FieldsSeq(heads) {
		words = append(words, choices(word)...)
	}
	return words
}

func choices(word string) []string {
	before, rest, open := strings.Cut(word, "{")
	inner, after, closed := strings.Cut(rest, "}")
	if !open || !closed {
		return []string{word}
	}

	var words []string
	for choice := range strings.SplitSeq(inner, ",") {
		words = append(words, choices(before+choice+after)...)
	}

	return words
}
