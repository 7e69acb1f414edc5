package app

import (
	"context"
	"io"
	"slices"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/office"
)

// RosterAnswers are what the one who imports a roster says of what the file alone does not tell.
type RosterAnswers struct {
	org.Answers                      // which numbers are one, and which two; which unit is meant
	Words       map[string]string    // see office.Reading
	Columns     map[string]org.Field // see office.Reading
	Blank       map[org.Field]bool   // see office.Reading
	SkipHidden  bool                 // leave out hidden rows, columns and sheets

	said []org.Synonym // of columns and words, as they were written
}

// none reports whether nothing has been said.
func (r *RosterAnswers) none() bool {
	return len(r.Same)+len(r.Distinct)+len(r.Units)+len(r.Words)+len(r.Columns)+len(r.Blank) == 0 && !r.AllSame && !r.AllDistinct && !r.SkipHidden
}

// allAsked stands for all that is asked, in place of a pair.
const allAsked = "*"

// SaySame takes A=B as the answer that the two numbers are one; * answers so wherever it is asked.
func (r *RosterAnswers) SaySame(pair string) error {
	if pair == allAsked {
		r.AllSame = true
		return nil
	}

	a, b, err := parted(pair)
	r.Same = append(r.Same, org.Pair{A: a, B: b})
	return err
}

// SayDistinct takes A=B as the answer that the two numbers are two; * answers so wherever it is asked.
func (r *RosterAnswers) SayDistinct(pair string) error {
	if pair == allAsked {
		r.AllDistinct = true
		return nil
	}

	a, b, err := parted(pair)
	r.Distinct = append(r.Distinct, org.Pair{A: a, B: b})
	return err
}

// SayWord takes X=Y as the answer that the word X stands for the known word Y, in every column that knows Y; 类别:X=Y says so
// of that column alone, and 所在党支部:X=Y that the unit Y is meant by X.
func (r *RosterAnswers) SayWord(pair string) error {
	word, known, err := parted(pair)
	if err != nil {
		return err
	}

	column, rest, ok := strings.Cut(strings.ReplaceAll(word, "：", ":"), ":")
	switch field := org.Field(column); {
	case ok && slices.Contains(unitColumns, field):
		if r.Units == nil {
			r.Units = map[string]string{}
		}
		r.Units[org.Fold(rest)] = known
	case ok && slices.Contains(wordColumns, field):
		r.word(org.WordOf(field, rest), known)
		r.said = append(r.said, org.Synonym{Column: field, Word: rest, Known: known})
	default:
		r.word(org.Fold(word), known)
		if field := org.WordColumn(known, nil); field != "" {
			r.said = append(r.said, org.Synonym{Column: field, Word: word, Known: known})
		}
	}

	return nil
}

func (r *RosterAnswers) word(key, known string) {
	if r.Words == nil {
		r.Words = map[string]string{}
	}
	r.Words[key] = known
}

// wordColumns are the columns that take set words, and of which a strange one may be explained.
var wordColumns = []org.Field{org.FieldUnitKind, org.FieldStanding, org.FieldPost, org.FieldCharge, org.FieldGroups}

// unitColumns are the columns that name a unit.
var unitColumns = []org.Field{org.FieldBranch, org.FieldUnit, org.FieldParent}

// unusedColumn is what is said of a column that is not to be read.
const unusedColumn i18n.Word = "不用"

// SayColumn takes X=Y as the answer that the column with the head X is the column Y: 职员代号=工号; X=不用 that it is none.
func (r *RosterAnswers) SayColumn(pair string) error {
	head, known, err := parted(pair)
	if err != nil {
		return err
	}

	field := org.Field(known)
	if known == string(unusedColumn) {
		field = ""
	} else if !slices.Contains(RosterColumns(), field) {
		return errs.NewInvalid("名册里没有“%s”这一列；可以写：%s，或“不用”。", known, fieldsInRow(RosterColumns()))
	}

	if r.Columns == nil {
		r.Columns = map[string]org.Field{}
	}

	r.Columns[org.Fold(head)] = field
	if field != "" {
		r.said = append(r.said, org.Synonym{Word: head, Known: known})
	}

	return nil
}

// SayBlank takes a column of which what can't be read counts as empty.
func (r *RosterAnswers) SayBlank(column string) error {
	if !slices.Contains(RosterColumns(), org.Field(column)) {
		return errs.NewInvalid("名册里没有“%s”这一列；可以写：%s，或“不用”。", column, fieldsInRow(RosterColumns()))
	}

	if r.Blank == nil {
		r.Blank = map[org.Field]bool{}
	}

	r.Blank[org.Field(column)] = true
	return nil
}

// synonyms are what was said of columns and words. What an empty cell means is said of one file.
func (r *RosterAnswers) synonyms() []org.Synonym {
	return slices.DeleteFunc(slices.Clone(r.said), func(s org.Synonym) bool { return s.Word == office.BlankCell })
}

// RosterColumns are all columns that a roster can have, in the order of its sheets.
func RosterColumns() []org.Field {
	var all []org.Field
	for _, kind := range []org.SheetKind{org.UnitSheet, org.PersonSheet, org.PostSheet, org.ChargeSheet} {
		for _, field := range office.Fields(kind) {
			if !slices.Contains(all, field) {
				all = append(all, field)
			}
		}
	}
	return all
}

func fieldsInRow(fields []org.Field) string {
	var names []string
	for _, f := range fields {
		names = append(names, string(f))
	}
	return strings.Join(names, "、")
}

func parted(pair string) (a, b string, err error) {
	i := strings.LastIndex(pair, "=")
	if i < 0 {
		i = len(pair)
	}

	a, b = strings.TrimSpace(pair[:i]), strings.TrimSpace(strings.TrimPrefix(pair[i:], "="))
	if a == "" || b == "" {
		return "", "", errs.NewInvalid("“%s”写法不对；请写成 甲=乙 的样子，中间一个等号。", pair)
	}

	return a, b, nil
}

// ReadRoster reads a roster file with the answers given for it, and with no words of the house. progress may be nil.
func ReadRoster(ctx context.Context, name string, file io.ReaderAt, size int64, answers RosterAnswers, progress func(sheet string, rows int)) (*org.Sheets, error) {
	how := answers.reading(nil)
	how.Progress = progress
	return readSheets(ctx, name, file, size, how, answers)
}

func readSheets(ctx context.Context, name string, file io.ReaderAt, size int64, how office.Reading, answers RosterAnswers) (*org.Sheets, error) {
	sheets, err := office.ReadRoster(ctx, name, file, size, office.DefaultLimits(), how)
	if err == nil {
		sheets.Answers = answers.Answers
	}
	return sheets, err
}

// StrangeWord is a word that is not known, with those that it may stand for.
type StrangeWord struct {
	org.StrangeWord
	Known []string
}

func strangeWords(sheets *org.Sheets) []StrangeWord {
	var words []StrangeWord
	for _, w := range sheets.Strange {
		words = append(words, StrangeWord{w, office.KnownWords(w.Sheet.Kind, w.Field)})
	}
	return words
}

// StrangeColumn is a column that is not used, with those that it may be.
type StrangeColumn struct {
	Sheet *org.Sheet
	Head  string
	Known []org.Field
}

// strangeColumns are the columns that a roster may use when somebody says what they are: those of sheets that are read, and of
// the ones that come near to being a roster.
func strangeColumns(sheets *org.Sheets) []StrangeColumn {
	var columns []StrangeColumn
	for _, s := range slices.Concat(sheets.Sheets, sheets.Near) {
		for _, head := range s.Ignored {
			if office.MeansNothing(head) {
				continue
			}
			columns = append(columns, StrangeColumn{s, head, office.Fields(s.Kind)})
		}
	}
	return columns
}
