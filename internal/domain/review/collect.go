package review

import (
	"slices"
	"strings"
	"unicode"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// Known is an obligation with the names by which a workbook may call it.
type Known struct {
	Obligation
	UnitCode, UnitName, UnitShort string
	Number, Name                  string // of the person reviewed
	OwnerNumber, OwnerName        string
	Groups                        []string // by which the scheme asks of the subject
	Facts                         round.SubjectFacts
}

// Collecting says what taking collected sheets into a round would do.
type Collecting struct {
	Sheets []*org.Sheet
	Notes  org.Notes
	Taken  []Taken // by the order of rows
	Unread []string
}

// Taken is one row that was understood: which obligation it meets and with what.
type Taken struct {
	org.Row
	Known        Known
	Setting      Setting
	Text         Text
	Lacking      i18n.Words // what the scheme demands and the row does not have
	Paper        string
	Acknowledged bool
}

// Ready reports whether everything read is right, or what is not may be left out.
func (c *Collecting) Ready(skipFaulty bool) bool {
	return c.Notes.Count(org.Broken) == 0 && (skipFaulty || c.Notes.Count(org.Fault) == 0)
}

// Fault says what is wrong with a row, which is then not taken.
func (c *Collecting) Fault(row org.Row, field org.Field, text errs.Sentence, args ...any) {
	c.Notes.Add(org.Note{Level: org.Fault, Sheet: row.Sheet, Row: row.At, Field: field, Text: text, Args: args})
}

// Collect finds for every row the obligation that it meets and reads its words by the scheme. What can't be told for
// certain is a fault; nothing is guessed.
func Collect(read *Collected, s *scheme.Scheme, known []Known) *Collecting {
	m := &collector{
		Collecting: &Collecting{Sheets: read.Sheets, Notes: read.Notes, Unread: read.Unread},
		scheme:     s, by: map[string][]int{}, known: known, taken: map[ID]int{},
	}

	for i, k := range known {
		for _, name := range k.names() {
			key := string(k.Subject.Kind) + " " + likeness(name)
			m.by[key] = append(m.by[key], i)
		}
	}

	for i := range read.Rows {
		m.row(&read.Rows[i])
	}

	m.ignored(read)
	return m.Collecting
}

// names are the words under which the subject is looked up.
func (k Known) names() []string {
	all := []string{k.UnitCode, k.UnitName, k.UnitShort}
	if k.Subject.Person != 0 {
		all = []string{k.Number, k.Name}
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(s string) bool { return s == "" })
}

// likeness is the shape in which what a row says is compared with what is known, be it a number or a name.
func likeness(said string) string {
	if strings.ContainsFunc(said, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return org.NameKey(said)
	}
	return org.Key(said)
}

type collector struct {
	*Collecting
	scheme *scheme.Scheme
	known  []Known
	by     map[string][]int  // kind and name → indexes of known
	short  map[string]string // kind and number without the zeros before it → number; made when it is first asked for
	taken  map[ID]int        // the row that has met the obligation
}

// kindWords are the words for the kinds of subjects.
var kindWords = map[scheme.SubjectKind]string{
	scheme.Unit: "党组织 党支部 党总支 组织", scheme.Secretary: "书记 党组织书记 支部书记 党支部书记 党总支书记",
	scheme.CommitteeMember: "班子成员 党组织班子成员 委员", scheme.Member: "党员",
}

func (m *collector) kind(word string) (scheme.SubjectKind, bool) {
	word = org.Fold(word)
	for kind, words := range kindWords {
		if slices.Contains(strings.Fields(words), word) {
			return kind, true
		}
	}

	for _, sub := range m.scheme.Subjects {
		if word == org.Fold(sub.Name) || word == org.Fold(string(sub.Kind.Name())) {
			return sub.Kind, true
		}
	}

	return "", false
}

func (m *collector) row(row *CollectedRow) {
	if row.Faulty {
		return
	}

	kind, ok := m.kind(row.Kind)
	if !ok {
		m.Fault(row.Row, FieldKind, "不认识点评对象类别“%s”；请写 党组织、书记、班子成员 或 党员。", row.Kind)
		return
	}

	k, ok := m.subject(row, kind)
	if !ok {
		return
	}

	if at, twice := m.taken[k.ID]; twice {
		m.Fault(row.Row, FieldKind, "与第 %d 行是同一张登记表；请只留一行。", at)
		return
	}

	taken := Taken{Row: row.Row, Known: k, Setting: row.Setting.Clean(), Paper: row.Paper, Acknowledged: row.Acknowledged}
	if !m.setting(row, &taken.Setting) {
		return
	}

	aspects := m.scheme.AspectsFor(kind, k.Groups)
	taken.Text = m.text(row, aspects)
	if taken.Text.Empty() {
		m.Fault(row.Row, "", "这一行没有点评内容；请填写各方面点评、成绩、问题等。")
		return
	}

	if err := taken.Text.CheckSize(); err != nil {
		m.Fault(row.Row, "", "有一格超过 %d 个字，或问题超过 %d 条，登记表放不下；请写短一些。", MaxPart, MaxProblems)
		return
	}

	taken.Lacking = Lacking(taken.Text, taken.Setting, m.scheme.RequiredParts(kind, k.Groups), aspects)
	if len(taken.Lacking) > 0 && row.Paper != "" {
		m.Fault(row.Row, FieldConfirmed, "登记为已确认，但还缺：%s。", taken.Lacking)
		return
	}

	m.taken[k.ID] = row.At
	m.Taken = append(m.Taken, taken)
}

// subject finds the one obligation that the row is about.
func (m *collector) subject(row *CollectedRow, kind scheme.SubjectKind) (Known, bool) {
	who, field := row.Unit, FieldUnit
	if !kind.IsUnit() {
		if who, field = row.Number, FieldNumber; who == "" {
			who, field = row.Name, FieldName
		}
	}

	if who == "" {
		m.Fault(row.Row, field, "没有写点评的是谁；党组织请写代码或全称，其他人请写工号或姓名。")
		return Known{}, false
	}

	found := m.matching(row, kind, who)
	switch {
	case len(found) == 0 && m.zeroless(kind, who) != "":
		m.Fault(row.Row, field, "本轮没有对“%s”的这一类点评，只有“%s”，可能丢了前面的 0；请照写完整的编号。", who, m.zeroless(kind, who))
	case len(found) == 0:
		m.Fault(row.Row, field, "本轮没有对“%s”的这一类点评，请核对类别、名称和点评人。", who)
	case len(found) > 1 && len(reviewers(found)) > 1:
		m.Fault(row.Row, FieldReviewerNumber, "“%s”有几位点评人（%s）；请在“点评人工号”中写明是谁。", who, strings.Join(reviewers(found), "、"))
	case len(found) > 1:
		m.Fault(row.Row, field, "“%s”不止一个；请写工号，或写明所在党组织。", who)
	default:
		return found[0], true
	}

	return Known{}, false
}

// matching are the obligations that nothing in the row contradicts.
func (m *collector) matching(row *CollectedRow, kind scheme.SubjectKind, who string) []Known {
	var found []Known
	for _, i := range m.by[string(kind)+" "+likeness(who)] {
		k := m.known[i]
		agrees := func(said string, known ...string) bool {
			return said == "" || slices.ContainsFunc(known, func(s string) bool { return s != "" && likeness(s) == likeness(said) })
		}
		if agrees(row.Unit, k.UnitCode, k.UnitName, k.UnitShort) && (kind.IsUnit() || agrees(row.Number, k.Number) && agrees(row.Name, k.Name)) &&
			agrees(row.By.Number, k.OwnerNumber) && agrees(row.By.Name, k.OwnerName) {
			found = append(found, k)
		}
	}

	return found
}

// zeroless is the number of a subject of the kind that is the one given but for the zeros before it, empty without one.
func (m *collector) zeroless(kind scheme.SubjectKind, who string) string {
	short := org.Zeroless(org.Key(who))
	if short == "" {
		return ""
	}

	if m.short == nil {
		m.short = map[string]string{}
		for _, k := range m.known {
			for _, name := range k.names() {
				if s := org.Zeroless(org.Key(name)); s != "" {
					m.short[string(k.Subject.Kind)+" "+s] = name
				}
			}
		}
	}

	return m.short[string(kind)+" "+short]
}

func reviewers(found []Known) []string {
	var names []string
	for _, k := range found {
		if !slices.Contains(names, k.OwnerName) {
			names = append(names, k.OwnerName)
		}
	}

	return names
}

// setting turns the words for mode and way of choosing into the scheme's keys.
func (m *collector) setting(row *CollectedRow, set *Setting) bool {
	modes, ok := modesSaid(string(row.Setting.Modes), m.scheme)
	if !ok {
		m.Fault(row.Row, FieldMode, "方案中没有点评方式“%s”，请从列出的方式中选择；几种之间用“、”隔开。", string(row.Setting.Modes))
		return false
	}

	selection, ok := chosen(set.Selection)
	if ok {
		selection, ok = choice(selection, "", m.scheme.Selections, func(x scheme.Choice) (string, string) { return x.Key, x.Name })
	}

	if !ok {
		m.Fault(row.Row, FieldSelection, "方案中没有“%s”这种确定对象的办法，请从列出的办法中选择。", set.Selection)
		return false
	}

	set.Modes, set.Selection = modes, selection
	if carrier, clear := chosen(set.Carrier); clear { // else it is a carrier's own name: 二○一○年民主生活会
		set.Carrier = carrier
	}

	if err := set.Check(); err != nil {
		m.Fault(row.Row, FieldDay, "点评时间要写到日（如 2011-01-05）；载体和地点最多 %d 个字。", maxWord)
		return false
	}

	return true
}

// choice is the key of what the word names, in full or without its ending (集中 for 集中点评); empty for no word.
func choice[T any](word, ending string, all []T, of func(T) (key, name string)) (string, bool) {
	if word == "" {
		return "", true
	}

	for _, x := range all {
		key, name := of(x)
		if word == key || org.Fold(word) == org.Fold(name) || ending != "" && org.Fold(word) == org.Fold(strings.TrimSuffix(name, ending)) {
			return key, true
		}
	}

	return "", false
}

// text puts the answers to the aspects that they are named after.
func (m *collector) text(row *CollectedRow, aspects []scheme.Aspect) Text {
	text := row.Text
	for at, a := range aspects {
		for _, answer := range row.Answers {
			if !names(answer.Head, a, at) {
				continue
			}
			text.Aspects = append(text.Aspects, AspectText{Key: a.Key, Text: answer.Text})
			break
		}
	}

	return text.Clean()
}

// nth are the words for the place of an aspect.
var nth = []rune("一二三四五六七八九十")

// names reports whether a column's head names the aspect that stands at the place.
func names(head string, a scheme.Aspect, at int) bool {
	head = org.Fold(head)
	if head == org.Fold(a.Label) || head == org.Fold(a.Text) || head == org.Fold(a.Key) {
		return true
	}
	return at < len(nth) && (head == "方面"+string(nth[at]) || head == "方面"+string(rune('1'+at)) && at < 9)
}

// ignored tells of columns that name nothing the scheme asks.
func (m *collector) ignored(read *Collected) {
	heads := map[*org.Sheet][]string{}
	for i := range read.Rows {
		row := &read.Rows[i]
		for _, a := range row.Answers {
			if !slices.Contains(heads[row.Sheet], a.Head) {
				heads[row.Sheet] = append(heads[row.Sheet], a.Head)
			}
		}
	}

	for sheet, list := range heads {
		for _, head := range list {
			if !m.asked(head) && !slices.Contains(sheet.Ignored, head) {
				sheet.Ignored = append(sheet.Ignored, head)
			}
		}
	}
}

// asked reports whether the head names an aspect of any kind of subject.
func (m *collector) asked(head string) bool {
	for _, sub := range m.scheme.Subjects {
		for at, a := range sub.Aspects {
			if names(head, a, at) {
				return true
			}
		}
	}
	return false
}
