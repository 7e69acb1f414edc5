package office

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// values are what the fields of a form are filled with, by their names.
type values struct {
	texts map[string]string
	lists map[string][]map[string]string
	heads map[string][]string // the columns of the lists
}

// boxMark begins the name of a box: {{□集中}}.
const boxMark = "□"

// knows reports whether there is such a field.
func (v values) knows(name string) bool {
	if _, ok := v.texts[name]; ok {
		return true
	}
	list, column, _ := strings.Cut(name, ".")
	return slices.Contains(v.heads[list], column)
}

// names are all fields, sorted.
func (v values) names() []string {
	names := slices.Collect(maps.Keys(v.texts))
	for list, columns := range v.heads {
		for _, column := range columns {
			names = append(names, list+"."+column)
		}
	}

	slices.Sort(names)
	return names
}

// text is what stands in a field; one that there is not stays as it was written, so that it is seen.
func (v values) text(name string) string {
	text, ok := v.texts[name]
	if !ok {
		return "{{" + name + "}}"
	}
	return text
}

// entries are those of a list; of an empty one a single one without anything.
func (v values) entries(list string) []map[string]string {
	if items := v.lists[list]; len(items) > 0 {
		return items
	}

	none := map[string]string{}
	for _, column := range v.heads[list] {
		none[list+"."+column] = ""
	}

	return []map[string]string{none}
}

// with is the values beside those of an entry of a list.
func (v values) with(item map[string]string) values {
	texts := maps.Clone(v.texts)
	maps.Copy(texts, item)
	v.texts = texts
	return v
}

// dash adds fields that say nothing here.
func (v values) dash(names []string) {
	for _, name := range names {
		if !v.knows(name) && !strings.Contains(name, ".") {
			v.texts[name] = "—"
		}
	}
}

// put adds a field.
func (v values) put(name, text string) { v.texts[name] = clean(text) }

// list adds a list with the columns; the first one counts.
func (v values) list(name string, columns []string, rows [][]string) {
	v.heads[name] = append([]string{"序号"}, columns...)
	for i, row := range rows {
		item := map[string]string{name + ".序号": strconv.Itoa(i + 1)}
		for j, column := range columns {
			item[name+"."+column] = clean(row[j])
		}
		v.lists[name] = append(v.lists[name], item)
	}
}

// values are those that both forms have.
func (h Head) values() values {
	v := values{texts: map[string]string{}, lists: map[string][]map[string]string{}, heads: map[string][]string{}}
	v.put("填报单位", h.Unit)
	v.put("编号", h.Number)
	v.put("填表日期", strings.TrimSpace(dayOrOpen(h.Filled)))
	return v
}

// boxes adds the ways of reviewing, each as a box of its own and all as a line.
func (v values) boxes(options []Option) {
	var ticked []string
	for _, o := range options {
		name := oneLine(o.Name)
		v.texts[boxMark+name] = "□"
		if o.Ticked {
			v.texts[boxMark+name] = "☑"
			ticked = append(ticked, name)
		}
	}
	v.put("点评方式", strings.Join(ticked, "、"))
}

// said adds what a review says; all names begin with before.
func (v values) said(h Head, before string, s Said) {
	var all []string
	for _, a := range s.Aspects {
		name := oneLine(a.Label)
		v.put(before+name, h.text(a.Text))
		if text := clean(a.Text); text != "" {
			all = append(all, name+"："+text)
		}
	}

	for _, part := range scheme.TextParts() {
		v.put(before+string(part.Name()), h.text(s.Parts[part]))
	}

	if clean(s.Parts[scheme.PartAchievements]) == "" {
		v.put(before+string(scheme.PartAchievements.Name()), h.text(strings.Join(all, "\n")))
	}

	v.put(before+string(scheme.PartProblems.Name()), h.text(joined(numbered(s.Problems, 0, len(s.Problems)))))
	var rows [][]string
	for _, p := range s.Problems {
		rows = append(rows, []string{p})
	}
	v.list(before+"问题", []string{"内容"}, rows)
}

// joined are paragraphs as lines of one text.
func joined(paras []para) string {
	var lines []string
	for _, p := range paras {
		lines = append(lines, p.lead+p.text)
	}
	return strings.Join(lines, "\n")
}

// measures adds what is done about the problems and what became of it.
func (v values) measures(h Head, measures []Measure, problems int) {
	v.put("整改措施", h.text(joined(measureItems(measures, problems))))
	var rows [][]string
	for _, m := range measures {
		rows = append(rows, []string{m.Problem, m.Text, m.Owner, m.Due.Dotted(), m.Outcome})
	}
	v.list("措施", []string{"问题", "措施", "责任人", "完成时限", "落实情况"}, rows)
}

// day is a day in words, or nothing.
func (v values) day(name string, d org.Date) { v.put(name, d.Chinese()) }

func (s MemberSheet) values() values {
	v := s.Head.values()
	for name, text := range map[string]string{
		"姓名": s.Name, "性别": s.Sex, "出生年月": month(s.Birth), "入党时间": month(s.Joined), "所在党支部": s.Branch, "职务": s.Post,
		"党员类别": s.Class, "点评人": s.Reviewer, "点评人职务": s.ReviewerPost, "点评地点": s.Place, "结合载体": s.Carrier,
		"评议结果": s.Ballot, "不同意见": s.Dissent, "备注": s.Note,
	} {
		v.put(name, s.fact(text))
	}

	v.day("点评时间", s.Day)
	v.boxes(s.Modes)
	v.put("个人自查", s.text(s.Summary))
	var promises [][]string
	var items []string
	for _, c := range s.Commitments {
		promises = append(promises, []string{c.Text, c.Outcome})
		items = append(items, clean(c.Text))
	}

	v.put("公开承诺", s.text(joined(numbered(items, 0, len(items)))))
	v.list("承诺", []string{"内容", "兑现情况"}, promises)
	v.said(s.Head, "", s.Said)
	v.measures(s.Head, s.Measures, len(s.Said.Problems))
	return v
}

func (s UnitSheet) values() values {
	v := s.Head.values()
	for name, text := range map[string]string{
		"被点评党组织": s.Unit, "党组织类型": s.UnitKind, "党员人数": s.members(), "书记": s.Secretary, "书记职务": s.SecretaryPost,
		"点评领导": s.Reviewer, "点评领导职务": s.ReviewerPost, "关系": s.Relation, "点评时间": s.when(), "点评地点": s.Place, "结合载体": s.Carrier,
		"参加人员": s.attendance(), "备案意见": s.Filing, "备注": s.Note,
	} {
		v.put(name, s.fact(text))
	}

	v.boxes(s.Modes)
	v.put("自查情况", s.text(s.Summary))
	v.put("调研情况", s.text(s.Fieldwork))
	v.put("征求意见条数", s.count(s.Opinions))
	v.said(s.Head, "", s.OfUnit)
	v.said(s.Head, "书记·", s.OfSecretary)
	v.measures(s.Head, s.Measures, s.unitProblems()+len(s.OfSecretary.Problems))
	v.put("整改落实情况", s.text(s.Outcome))
	v.day("书面回复日期", s.Replied)
	var notices [][]string
	for _, n := range s.Notices {
		notices = append(notices, []string{n.Channel, n.Scope, n.Day.Chinese()})
	}
	v.list("通报", []string{"方式", "范围", "时间"}, notices)
	return v
}
