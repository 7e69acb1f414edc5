package office_test

import (
	"fmt"
	"strings"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

// shape is a list of persons in one of the shapes that offices give it, as bytes choose: where the branch stands, how many rows
// the head has, what stands above and below, which columns are posts.
type shape struct {
	choices []byte
	names   []string // of everybody on it
	merges  []string // of the first page
}

// choose is one of so many ways, the first when nothing is chosen any more.
func (s *shape) choose(ways int) int {
	if len(s.choices) == 0 {
		return 0
	}
	n := int(s.choices[0]) % ways
	s.choices = s.choices[1:]
	return n
}

const (
	inColumn = iota
	inFirstRow
	inMerged
	inSection
	inTab
	inTitle
)

// page is one tab of it, for a branch.
func (s *shape) page(n int, branch string, place, lower, posts int) page {
	var lines []string
	tab := fmt.Sprint("表", n+1)
	switch place {
	case inTab:
		tab = branch
	case inTitle:
		lines = append(lines, branch+"党员花名册")
	}

	for range s.choose(3) {
		lines = append(lines, "填报日期：2026年11月")
	}

	head, below := []string{"序号", "姓名", "人员类别"}, []string{"", "", ""}
	if place <= inMerged {
		head, below = append(head, "所在党支部"), append(below, "")
	}

	switch lower {
	case 1:
		head, below = append(head, "联系电话", ""), append(below, "手机", "固定电话")
	case 2:
		head, below = append(head, "出生年月", ""), append(below, "年", "月")
	case 3:
		head, below = append(head, "支部委员会", ""), append(below, "书记", "组织委员")
	}

	if posts == 1 && lower != 3 {
		head, below = append(head, "支部书记", "组织委员"), append(below, "", "")
	}

	lines = append(lines, strings.Join(head, "|"))
	if lower > 0 {
		at := len(lines)
		last := 4
		if place <= inMerged {
			last = 5
		}
		lines = append(lines, strings.Join(below, "|"))
		if n == 0 && s.choose(2) == 1 {
			s.merges = append(s.merges, fmt.Sprintf("B%d:B%d", at, at+1), fmt.Sprintf("%s%d:%s%d", letters(last-1), at, letters(last), at))
		}
	}

	if place == inSection {
		lines = append(lines, branch)
	}

	first := len(lines) + 1
	count := 1 + s.choose(4)
	for i := range count {
		name := "林" + string([]rune("一二三四五六七八九十")[len(s.names)%10]) + string([]rune("甲乙丙丁")[n%4])
		s.names = append(s.names, name)
		row := []string{fmt.Sprint(i + 1), name, []string{"正式", "预备党员", "非党员"}[s.choose(3)]}
		if place <= inMerged {
			written := branch
			if place != inColumn && i > 0 {
				written = ""
			}
			row = append(row, written)
		}

		switch lower {
		case 1:
			row = append(row, fmt.Sprintf("1390000%04d", len(s.names)), "0871-1")
		case 2:
			row = append(row, "1980", "5")
		case 3:
			row = append(row, []string{"", "是"}[s.choose(2)], "")
		}

		if posts == 1 && lower != 3 {
			row = append(row, []string{"", "√", "否"}[s.choose(3)], "")
		}
		lines = append(lines, strings.Join(row, "|"))
	}

	if place == inMerged && count > 1 && n == 0 {
		s.merges = append(s.merges, fmt.Sprintf("D%d:D%d", first, first+count-1))
	}

	return page{tab, rowsOf(append(lines, []string{"", "合计|" + fmt.Sprint(count), "填表人：王某"}[s.choose(3)])...)}
}

// FuzzRosterShapes makes lists in all combinations of shapes: whoever stands on one is imported or told of, and importing it twice
// changes nothing.
func FuzzRosterShapes(f *testing.F) {
	for place := range inTitle + 1 {
		for lower := range 4 {
			f.Add([]byte{byte(place), byte(lower), byte(place + lower), 1, byte(lower), 1, 3, 0, 1, 2, 0, 1})
		}
	}

	f.Fuzz(func(t *testing.T, choices []byte) {
		s := &shape{choices: choices}
		place, lower, posts, tabs := s.choose(inTitle+1), s.choose(4), s.choose(2), 1+s.choose(2)
		var pages []page
		for n := range tabs {
			pages = append(pages, s.page(n, []string{teachers, students}[n], place, lower, posts))
		}

		file := shaped(t, strings.Join(s.merges, " "), pages...)
		im := match(house(t), readBytes(t, "x.xlsx", file))
		said := notes(i18n.Chinese, im.Notes.List)
		if im.Notes.Count(org.Fault)+im.Notes.Count(org.Broken) > 0 {
			return // it is told, and nothing is written
		}

		after := strings.Join(gist(im), "\n")
		for _, name := range s.names {
			if !strings.Contains(after, name) {
				t.Errorf("%s is not imported, and nothing says so: %q\n%s", name, after, said)
			}
		}

		for _, p := range im.Persons.New {
			if p.Standing.IsMember() && p.Branch == 0 {
				t.Errorf("%s belongs to no branch: %s", p.Name, said)
			}
		}

		if again := match(im.After, readBytes(t, "x.xlsx", file)); !again.Empty() {
			t.Errorf("importing it twice changes something: %q", gist(again))
		}
	})
}
