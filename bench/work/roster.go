package work

import (
	"encoding/csv"
	"fmt"
	"io"
)

// Table is a file of rows as an office would hand it in.
type Table struct {
	Name string // of the file, which names what is in it
	rows func(put func(cells ...string))
}

// portion is how many members one file has at most: three files of it are a large roster.
const portion = 200_000

// Write writes the table as CSV.
func (t Table) Write(out io.Writer) error {
	w := csv.NewWriter(out)
	var failed error
	t.rows(func(cells ...string) {
		if err := w.Write(cells); err != nil {
			failed = err
		}
	})

	w.Flush()
	if failed != nil {
		return failed
	}

	return w.Error()
}

// Roster is the roster of the house in the order in which it is imported: units, members, posts, who looks after whom.
func (w *Work) Roster() []Table {
	tables := []Table{{"党组织.csv", w.units}}
	for from := 0; from < w.N; from += portion {
		until := min(from+portion, w.N)
		tables = append(tables, Table{"党员.csv", func(put func(...string)) { w.members(from, until, put) }})
	}
	return append(tables, Table{"职务.csv", w.posts}, Table{"分工.csv", w.charges})
}

func (w *Work) units(put func(...string)) {
	put("党组织代码", "党组织全称", "类别", "上级党组织", "类型")
	kinds := []string{"党委", "分党委", "党总支", "党支部"}
	for i, u := range w.Units {
		above, sort, kind := "", "", kinds[1]
		switch {
		case u.Level == 0:
			kind = kinds[0]
		case w.Branch(i):
			kind, sort = kinds[3], []string{"学生", "教工", "教工"}[i%3]
		case u.Level == w.leaf()-1:
			kind = kinds[2]
		}

		if u.Parent >= 0 {
			above = w.UnitName(u.Parent)
		}

		put(Code(i), w.UnitName(i), kind, above, sort)
	}
}

// Code is how the unit stands in the roster.
func Code(u int) string { return fmt.Sprintf("%06d", u) }

// old is the year of birth before which somebody is 年老体弱.
const old = 1953

// born is the year of birth of a member.
func born(member int) int { return 1950 + member%45 }

func (w *Work) members(from, until int, put func(...string)) {
	put("工号", "姓名", "性别", "民族", "出生年月", "学历", "人员类别", "入党日期", "转正日期", "所在党支部", "工作岗位", "群体")
	jobs := []string{"教师", "科员", "工程师", "会计", "研究员", "学生", "副教授", "讲师", "主任", "干事"}
	for m := from; m < until; m++ {
		standing, joined, full, group := "正式党员", fmt.Sprintf("%d-07-01", born(m)+20), fmt.Sprintf("%d-07-01", born(m)+21), ""
		if m%25 == 0 {
			standing, joined, full = "预备党员", "2010-06-01", ""
		}

		if born(m) < old {
			group = "年老体弱"
		}

		put(Number(m), Name(m), []string{"女", "男"}[m%2], "汉族", fmt.Sprintf("%d.%02d", born(m), 1+m%12),
			[]string{"大学", "研究生", "大专"}[m%3], standing, joined, full, w.UnitName(w.branch[m]), jobs[m%len(jobs)], group)
	}
}

func (w *Work) posts(put func(...string)) {
	put("工号", "姓名", "所在党支部", "党组织", "职务")
	for u := range w.Units {
		titles := []string{"书记", "副书记", "组织委员", "宣传委员", "纪检委员"}
		if w.Branch(u) {
			titles = []string{"书记", "组织委员", "宣传委员"}
		}

		for seat, title := range titles {
			put(append(w.person(w.Holder(u, seat)), w.UnitName(u), title)...)
		}
	}
}

func (w *Work) charges(put func(...string)) {
	put("工号", "姓名", "所在党支部", "党组织", "关系")
	for i, u := range w.Units {
		if u.Parent >= 0 && w.Over(i) > 0 {
			put(append(w.person(w.Holder(u.Parent, w.Over(i))), w.UnitName(i), "分管")...)
		}
	}
}

// person is how a member is named in other tables than his own.
func (w *Work) person(m int) []string { return []string{Number(m), Name(m), w.UnitName(w.branch[m])} }
