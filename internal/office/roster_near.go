package office

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// nearest is the head of a sheet that comes nearest to one of the four, though something is missing.
type nearest struct {
	*head
	sheet *org.Sheet
}

// A row with so many words of heads was meant to be one.
const fewestWords = 2

// nearestHead is the head with the most known words; nil when no row has enough of them.
func nearestHead(how *Reading, lines []line, sheet string, byTab org.SheetKind) *nearest {
	var best *head
	for _, kind := range sheetKinds {
		h := findHead(how.lexicon(kind), lines)
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

	return &nearest{best, &org.Sheet{Name: sheet, Kind: best.kind, Columns: best.letters(), Ignored: best.ignored(), Missing: best.missing()}}
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

	n.sheet.Plain = r.plain
	r.sheets.Near = append(r.sheets.Near, n.sheet)
	level := org.Fault
	if who := nameOf(n.kind); n.columns[who] == nil && n.columns[org.FieldNumber] == nil && n.columns[org.FieldCode] == nil && n.columns[org.FieldIDNumber] == nil {
		level = org.Warning // lists from which cells of other sheets are chosen have heads too, and are no list of anybody
	}

	r.sheets.Notes.Add(org.Note{Level: level, Sheet: n.sheet, Text: "这张表没有读：第 %d 行有 %d 个表头像“%s”名册，只缺%s；请补上这一列，或删去这张表。",
		Args: []any{n.at, n.size(), i18n.Word(n.kind), quoted(n.missing())}})
}

// only makes the nearest the one sheet of a file that holds no roster as it stands.
func (n *nearest) only(sheets *org.Sheets) {
	sheets.Notes.List = slices.DeleteFunc(sheets.Notes.List, func(note org.Note) bool { return note.Sheet == n.sheet })
	sheets.Near = slices.DeleteFunc(sheets.Near, func(s *org.Sheet) bool { return s == n.sheet })
	sheets.Unread = slices.DeleteFunc(sheets.Unread, func(name string) bool { return name == n.sheet.Name })
	sheets.Sheets = append(sheets.Sheets, n.sheet)
	n.sheet.Broken = true
	sheets.Notes.Add(org.Note{Level: org.Broken, Sheet: n.sheet, Row: n.at,
		Text: "没有找到名册：这一行有 %d 个表头像“%s”名册，只缺%s；请补上这一列再导入，或说明哪一列是它。",
		Args: []any{n.size(), i18n.Word(n.kind), quoted(n.missing())}})
}

// noRoster says that a file holds nothing like a roster.
func noRoster(plain bool) error {
	if plain {
		return errs.NewInvalid("没有找到名册：前 15 行里要有一行表头，写明各列（如 姓名、人员类别、所在党支部）；请参照样表。")
	}
	return errs.NewInvalid("没有找到名册：工作簿里要有名为 党组织、党员、职务 或 分工 的表，表头写明各列；请参照样表。")
}
