package office

import (
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// nearest is the head of a sheet that comes nearest to one of the four, though something is missing.
type nearest struct {
	*head
	sheet string
}

// A row with so many words of heads was meant to be one.
const fewestWords = 2

// nearestHead is the head with the most known words; nil when no row has enough of them.
func nearestHead(lines []line, sheet string, byTab org.SheetKind) *nearest {
	var best *head
	for _, kind := range sheetKinds {
		h := findHead(kind, lines)
		if h == nil {
			continue
		}

		more := best == nil || h.size()-len(h.missing()) > best.size()-len(best.missing())
		if more || kind == byTab && h.size() >= best.size() {
			best = h
		}
	}

	if best == nil || best.size() < fewestWords {
		return nil
	}

	return &nearest{best, sheet}
}

func (n *nearest) size() int {
	if n == nil {
		return 0
	}
	return n.head.size()
}

// tell says of a sheet that is not read that it looks like one that was meant to be: what is left out in silence would be
// taken for read.
func (n *nearest) tell(r *rosterReader) {
	if n == nil || r.hidden {
		return
	}

	sheet := &org.Sheet{Name: r.name, Plain: r.plain, Kind: n.kind}
	r.sheets.Notes.Add(org.Note{Level: org.Fault, Sheet: sheet, Text: "这张表没有读：第 %d 行有 %d 个表头像“%s”名册，只缺%s；请补上这一列，或删去这张表。",
		Args: []any{n.at, n.size(), i18n.Word(n.kind), quoted(n.missing())}})
}

// refusal says that a file holds no roster, and what comes nearest.
func (n *nearest) refusal(plain bool) error {
	switch {
	case n != nil && plain:
		return errs.NewInvalid("没有找到名册：第 %d 行有 %d 个表头像“%s”名册，只缺%s；请补上这一列再导入。", n.at, n.size(), i18n.Word(n.kind), quoted(n.missing()))
	case n != nil:
		return errs.NewInvalid("没有找到名册：“%s”表第 %d 行有 %d 个表头像“%s”名册，只缺%s；请补上这一列再导入。",
			n.sheet, n.at, n.size(), i18n.Word(n.kind), quoted(n.missing()))
	case plain:
		return errs.NewInvalid("没有找到名册：前 15 行里要有一行表头，写明各列（如 姓名、人员类别、所在党支部）；请参照样表。")
	}

	return errs.NewInvalid("没有找到名册：工作簿里要有名为 党组织、党员、职务 或 分工 的表，表头写明各列；请参照样表。")
}
