package work

import "time"

// sheetsOfFile is how many collected sheets one file has at most.
const sheetsOfFile = 10_000

// Collected is what the branches have handed in on paper: the sheets of 8 members of 20, leaders left out, each signed by
// its reviewer on one of the days before the given one. That is a third of what is owed.
func (w *Work) Collected(today time.Time) []Table {
	leads := w.Leads()
	var members []int
	for m := range w.N {
		if in := m - w.Units[w.branch[m]].First; in >= 4 && in < 12 && !leads[m] {
			members = append(members, m)
		}
	}

	var tables []Table
	for from := 0; from < len(members); from += sheetsOfFile {
		some := members[from:min(from+sheetsOfFile, len(members))]
		tables = append(tables, Table{"登记表.csv", func(put func(...string)) { collected(some, today, put) }})
	}

	return tables
}

func collected(members []int, today time.Time, put func(...string)) {
	put("点评对象类别", "工号", "点评方式", "点评日期", "立足本职争创一流", "开展公开承诺", "联系服务群众", "存在问题", "努力方向", "总体评价", "已确认")
	for _, m := range members {
		text := func(k, least int) string { return Text(uint64(m)+1000, k, least) }
		problems := text(3, 60)
		if m%3 == 0 {
			problems += "\n2." + text(4, 30)
		}

		put("党员", Number(m), []string{"集中点评", "个别点评"}[m%2], today.AddDate(0, 0, -1-m%7).Format("2006-01-02"),
			text(0, 80), text(1, 80), text(2, 80), problems, text(5, 80), text(6, 40), "√")
	}
}
