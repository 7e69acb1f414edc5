package office

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// Limits keep a workbook from eating the machine. They are far beyond an honest file and are checked before and
// while reading, so that a file made to do harm is refused within seconds and without memory.
type Limits struct {
	File     int64         // bytes of the file itself
	Unzipped int64         // bytes of all its parts
	Ratio    int64         // how many times larger its parts may be than the file
	Strings  int           // bytes of the texts that its sheets share
	Rows     int           // rows with something in them, a sheet
	Lines    int           // line breaks of a text file, those within cells too
	Columns  int           // columns with something in them
	Cell     int           // characters in a cell
	Time     time.Duration // to read it all
	Held     int           // rows of persons that are held in memory; where there are more, they lie on the disk
}

// DefaultLimits are those of the product: as many rows as a sheet can have.
func DefaultLimits() Limits {
	return Limits{
		File:     256 << 20,
		Unzipped: 2 << 30,
		Ratio:    100,
		Strings:  96 << 20,
		Rows:     lastRow,
		Lines:    2 * lastRow,
		Columns:  256,
		Cell:     4_000,
		Time:     10 * time.Minute,
		Held:     org.MostHeld,
	}
}

// The last row and column that a spreadsheet can have.
const (
	lastRow    = 1 << 20
	lastColumn = 1 << 14
)

// form is what is known of a cell beyond its text.
type form uint8

const (
	asText    form = iota
	asNumber       // was stored as a number
	asRough        // was stored as a number of more than 15 digits: the last ones are lost
	asDay          // a date by its number format; text is YYYY-MM-DD
	asMonth        // a date that shows no day; text is YYYY-MM
	asError        // an error of the spreadsheet, such as #REF!
	asUnsaved      // a formula whose value was not stored
	asTorn         // text in which some bytes are no characters
)

// fill is how a cell that has no value of its own got one: merged cells show one value for many.
type fill uint8

const (
	own    fill = iota
	down        // from the cell above in the same column
	across      // from a column further left
)

// cell is one cell as it was read.
type cell struct {
	text    string
	form    form
	fill    fill
	since04 bool // a number of a workbook that counts days from 1904
}

// line is a row with something in it: its number as the office sees it, from 1, and its cells by column. The cells are
// only good until the next line is read.
type line struct {
	at     int
	cells  []cell
	hidden bool // not shown, or filtered away
}

// table is a sheet whose lines can be read once, in order. each ends at the first error of see and returns it; errDone
// ends it without one.
type table struct {
	name   string
	hidden bool
	plain  bool    // a text file, which has no sheets
	veiled *veiled // what of it is not shown, known when it has been read; nil for a text file
	each   func(ctx context.Context, see func(line) error) error
}

// veiled is what a sheet does not show.
type veiled struct {
	columns  []span
	filtered bool
}

// span is a run of columns, both ends included.
type span struct{ from, to int }

func (v *veiled) hides(column int) bool {
	return v != nil && slices.ContainsFunc(v.columns, func(s span) bool { return s.from <= column && column <= s.to })
}

// errDone is said by a reader of lines that has seen enough.
var errDone = errors.New("enough lines")

// openTables gives the sheets of a file. Whatever takes longer than the context allows is refused in words.
func openTables(ctx context.Context, name string, file io.ReaderAt, size int64, limits Limits) ([]table, error) {
	tables, err := openFile(ctx, name, file, size, limits)
	if err != nil {
		return nil, inTime(err, limits)
	}

	for i, t := range tables {
		tables[i].each = func(ctx context.Context, see func(line) error) error {
			return inTime(t.each(ctx, see), limits)
		}
	}

	return tables, nil
}

// openFile sees by its first bytes what kind of file it is.
func openFile(ctx context.Context, name string, file io.ReaderAt, size int64, limits Limits) ([]table, error) {
	if size > limits.File {
		return nil, errs.NewInvalid("文件有 %d MB，超过了 %d MB；请只留要导入的几张表，或分成几个文件导入。", size>>20, limits.File>>20)
	}

	head := make([]byte, min(size, 512))
	if _, err := file.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}

	switch {
	case len(bytes.TrimSpace(head)) == 0:
		return nil, errs.NewInvalid("文件是空的；请另选一个文件。")
	case bytes.HasPrefix(head, []byte("PK")):
		return openWorkbook(ctx, file, size, limits)
	}

	if err := foreign(name, head, file, size); err != nil {
		return nil, err
	}

	return openCSV(name, file, size, limits)
}

// The refusals that more than one reader says.
func tooManyRows(sheet string, limits Limits) error {
	return errs.NewInvalid("“%s”表超过 %d 行；请分成几个文件导入。", sheet, limits.Rows)
}

func tooManyColumns(sheet string, row int, limits Limits) error {
	return errs.NewInvalid("“%s”表第 %d 行超过 %d 列；请删去用不到的列再导入。", sheet, row, limits.Columns)
}

func tooLong(sheet string, row int, column int, limits Limits) error {
	return errs.NewInvalid("“%s”表第 %d 行 %s 列超过 %d 个字；请检查这一格是不是粘贴错了。", sheet, row, columnName(column), limits.Cell)
}

func torn(sheet string, row int) error {
	return errs.NewInvalid("“%s”表在第 %d 行以后断了，文件不完整；请重新取得文件，或打开后另存一次再导入。", sheet, row)
}

// inTime says in words that the reading took too long; other errors pass.
func inTime(err error, limits Limits) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return errs.NewInvalid("读这个文件用了 %d 秒还没有读完；请分成几个文件导入。", int(limits.Time.Seconds()))
	}
	return err
}

// columnName is the letter of a column counted from 0: A, Z, AA.
func columnName(column int) string {
	var name []byte
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = append([]byte{byte('A' + (n-1)%26)}, name...)
	}
	return string(name)
}
