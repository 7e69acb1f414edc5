package office

import (
	"slices"
	"strings"

	"lingping/internal/domain/org"
)

// Reading says how a roster is read where the file itself does not tell.
type Reading struct {
	Words      map[string]string    // a word that is not known → the known one that it stands for: 院系党组织 → 党委; of one column by org.WordOf, else of those that take the known one
	Columns    map[string]org.Field // what a head of this file means, by org.Fold of the head as the report names it; empty: the column is not used
	Heads      map[string]org.Field // what the house calls its columns: they count where no head that everybody knows is there
	Blank      map[org.Field]bool   // a cell of the column that can't be read counts as empty
	SkipHidden bool                 // leave out hidden rows, columns and sheets
	Progress   Progress             // may be nil
	Folder     string               // where rows lie that are too many to be held; empty: in the system's folder for temporary files
}

// lexicon is what words mean on sheets of one kind: those that everybody knows, and those that the house and the one who
// imports have said.
type lexicon struct {
	kind org.SheetKind
	how  *Reading
}

func (how *Reading) lexicon(kind org.SheetKind) *lexicon { return &lexicon{kind, how} }

// Ranks of claims that somebody has said expressly: of this file before all others, of the house after them.
const (
	saidOfFile  = -1
	saidOfHouse = 400
)

// claim is what one word of a head names; nil for nothing.
func (lex *lexicon) claim(form string) *claim {
	if c, ok := rosterClaims[lex.kind][simplified(form)]; ok {
		return &c
	}

	if field, ok := lex.how.Heads[form]; ok && lex.has(field) {
		return &claim{field: field, rank: saidOfHouse}
	}

	return nil
}

// told is what the one who imports says of a column; false when he says nothing, nil when he says that it is not used.
func (lex *lexicon) told(label string) (*claim, bool) {
	field, ok := lex.how.Columns[org.Fold(label)]
	switch {
	case !ok || label == "":
		return nil, false
	case field == "":
		return nil, true
	case !lex.has(field):
		return nil, false
	}

	return &claim{field: field, rank: saidOfFile}, true
}

// has reports whether sheets of the kind have the column.
func (lex *lexicon) has(field org.Field) bool {
	return slices.ContainsFunc(rosterHeads[lex.kind], func(c headColumn) bool { return c.field == field })
}

// group is the group that a word names; false for one that has no meaning of its own.
func (lex *lexicon) group(word string) (string, bool) {
	for _, form := range []string{word, strings.TrimSuffix(word, "党员")} {
		if group, ok := groupWords[form]; ok {
			return group, true
		}

		if group, ok := lex.how.Words[org.WordOf(org.FieldGroups, form)]; ok {
			return group, true
		}
	}

	return "", false
}

// post is the word for a post by which another is said to be known; the word itself where nothing is said.
func (lex *lexicon) post(word string) string {
	return lex.how.meant(org.PostSheet, org.FieldPost, word)
}

// BlankCell is how an empty cell is called among the words that may be explained.
const BlankCell = "（空）"

// meant is the word that the one who imports, or the house, says is meant in a column, else the word itself.
func (how *Reading) meant(kind org.SheetKind, field org.Field, word string) string {
	if len(how.Words) == 0 {
		return word
	}

	key := word
	if word == "" {
		key = BlankCell
	}

	if known, ok := how.Words[org.WordOf(field, key)]; ok {
		return known
	}

	known, ok := how.Words[org.Fold(key)]
	if ok && slices.Contains(KnownWords(kind, field), known) {
		return known
	}

	return word
}

// MeansNothing reports whether a column with the head holds nothing that a roster could know: a running number, or what
// was wrong with a row.
func MeansNothing(head string) bool {
	switch simplified(plainLabel(head)) {
	case "序号", "编号", "行号", "顺序号", "NO", "NO.", "列1", faultLabel:
		return true
	}
	return false
}

// faultLabel is the head of the column that says what is wrong with each row.
const faultLabel = "错误说明"

// Fields are the columns that a sheet of the kind can have, for one that is not known to be said by.
func Fields(kind org.SheetKind) []org.Field {
	var fields []org.Field
	for _, c := range rosterHeads[kind] {
		if insteadOf[c.field] == "" {
			fields = append(fields, c.field)
		}
	}
	return fields
}
