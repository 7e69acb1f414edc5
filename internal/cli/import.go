package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

type importJSON struct {
	Written  bool          `json:"written"`
	Faults   []noteJSON    `json:"faults"`
	Warnings []noteJSON    `json:"warnings"`
	Ignored  []ignoredJSON `json:"ignored_columns"`
	Unread   []string      `json:"unread_sheets"`
	Losses   []lossJSON    `json:"losses"`
	Units    importedJSON  `json:"units"`
	Persons  importedJSON  `json:"persons"`
	Posts    importedJSON  `json:"posts"`
	Charges  importedJSON  `json:"charges"`
}

type noteJSON struct {
	Level  string `json:"level"`
	Sheet  string `json:"sheet"`
	Row    int    `json:"row"`
	Column string `json:"column"`
	Text   string `json:"text"`
}

type ignoredJSON struct {
	Sheet   string   `json:"sheet"`
	Columns []string `json:"columns"`
}

// lossJSON is what would become of the known values of one field.
type lossJSON struct {
	Sheet    string        `json:"sheet"`
	Field    string        `json:"field"`
	Emptied  int           `json:"emptied"`
	Changed  int           `json:"changed"`
	Examples []exampleJSON `json:"examples"`
}

type exampleJSON struct {
	Who    string `json:"who"`
	Before string `json:"before"`
	After  string `json:"after"`
}

type importedJSON struct {
	New     int `json:"new"`
	Changed int `json:"changed"`
	Same    int `json:"same"`
	Gone    int `json:"gone"`
	LeftOut int `json:"left_out"`
}

// importRoster reads a roster file and writes it, or says why not.
func (s *shell) importRoster() *cobra.Command {
	var opt app.ImportOptions
	var answers rosterAnswers
	var undo bool
	takes := func(cmd *cobra.Command, args []string) error {
		if undo {
			return s.takes()(cmd, args)
		}
		return s.takes("FILE")(cmd, args)
	}
	cmd := &cobra.Command{Use: "import FILE", Short: s.t("导入名册：党组织、党员、职务、分工（.xlsx 或 .csv）"), Args: takes,
		RunE: func(cmd *cobra.Command, args []string) error {
			if undo {
				return s.with(cmd.Context(), func(a *app.App) error { return s.undoImport(cmd.Context(), a, opt.DryRun) })
			}

			f, err := os.Open(args[0])
			if err != nil {
				return s.noFile(args[0], err)
			}
			defer f.Close()

			info, err := f.Stat()
			if err != nil {
				return err
			}

			said, err := answers.read()
			if err != nil {
				return err
			}

			opt.Progress, opt.File = s.written, filepath.Base(args[0])
			return s.with(cmd.Context(), func(a *app.App) (err error) {
				if err := a.OpenSpool(s.spool()); err != nil {
					return err
				}
				defer func() { err = errors.Join(err, a.CloseExports()) }()

				sheets, err := a.ReadRoster(cmd.Context(), operator(), filepath.Base(args[0]), f, info.Size(), said, s.reading)
				if err != nil {
					return err
				}
				defer func() { err = errors.Join(err, sheets.Close()) }()

				im, written, err := a.ImportRoster(cmd.Context(), operator(), sheets, opt)
				if err == nil && opt.Remember && !opt.DryRun && im.MayWrite(opt.SkipFaulty, opt.AllowEmpty) {
					err = a.KeepRosterWords(cmd.Context(), operator(), said)
				}

				if err != nil {
					return err
				}

				if s.asJSON {
					err = s.document(s.importDocument(im, sheets.Unread, written))
				} else {
					s.printUnread(sheets.Unread)
					s.printImport(im, written, opt)
				}

				if err == nil && (im.NothingTaken() || !im.MayWrite(opt.SkipFaulty, opt.AllowEmpty)) {
					err = errLook
				}

				return err
			})
		}}

	s.importFlags(cmd, &opt)
	s.answerFlags(cmd, &answers)
	cmd.Flags().BoolVar(&opt.Remember, "remember", false, s.t("记住 --column 和 --word 说的，以后的名册照此读"))
	cmd.Flags().BoolVar(&undo, "undo", false, s.t("撤销上一次导入（不写 FILE；加 --dry-run 只看会撤销什么）"))
	cmd.Flags().BoolVar(&opt.AllowEmpty, "allow-empty", false, s.t("允许空着的单元格清空名册里已有的内容"))
	return s.withJSON(cmd)
}

// importFlags are those of everything that is imported.
func (s *shell) importFlags(cmd *cobra.Command, opt *app.ImportOptions) {
	cmd.Flags().BoolVar(&opt.DryRun, "dry-run", false, s.t("只检查，不写入"))
	cmd.Flags().BoolVar(&opt.SkipFaulty, "skip-faulty", false, s.t("把有错的行（和依靠它们的行）留在外面，先导入其余的"))
}

// progressStep is how many rows lie between two lines of progress.
const progressStep = 20_000

func (s *shell) reading(sheet string, rows int) {
	if rows > 0 && rows%progressStep == 0 {
		s.note("正在读“%s”表：%d 行", sheet, rows)
	}
}

func (s *shell) written(done int) {
	if done%progressStep == 0 {
		s.note("已写入 %d 人", done)
	}
}

func (s *shell) importDocument(im *org.Import, unread []string, written bool) importJSON {
	faults, warnings := s.notes(im.Notes)
	return importJSON{Written: written, Faults: faults, Warnings: warnings, Ignored: ignored(im.Sheets),
		Unread: append([]string{}, unread...), Losses: lost(im),
		Units: imported(im.Units), Persons: imported(im.Persons), Posts: imported(im.Posts), Charges: imported(im.Charges)}
}

// notes are what is to be said of a file, faults and warnings apart.
func (s *shell) notes(all org.Notes) (faults, warnings []noteJSON) {
	faults, warnings = []noteJSON{}, []noteJSON{}
	for _, n := range all.List {
		note := noteJSON{Level: n.Level.String(), Row: n.Row, Column: n.Column(), Text: i18n.Error(s.lang, n.Sentence())}
		if n.Sheet != nil {
			note.Sheet = n.Sheet.Name
		}

		if n.Level == org.Warning {
			warnings = append(warnings, note)
		} else {
			faults = append(faults, note)
		}
	}

	return faults, warnings
}

func ignored(sheets []*org.Sheet) []ignoredJSON {
	out := []ignoredJSON{}
	for _, sheet := range sheets {
		if len(sheet.Ignored) > 0 {
			out = append(out, ignoredJSON{sheet.Name, sheet.Ignored})
		}
	}

	return out
}

func imported[T any](d org.Delta[T]) importedJSON {
	return importedJSON{d.Added(), d.Altered(), d.Same, d.Missing(), d.LeftOut}
}

func (s *shell) printImport(im *org.Import, written bool, opt app.ImportOptions) {
	s.printNotes(im.Notes)
	s.printIgnored(im.Sheets)
	for _, part := range []struct {
		what i18n.Word
		n    importedJSON
	}{{"党组织", imported(im.Units)}, {"人员", imported(im.Persons)}, {"职务", imported(im.Posts)}, {"分工", imported(im.Charges)}} {
		s.say("%s：新增 %d，变更 %d，不变 %d，名册里有而表里没有 %d，因有错留在外面 %d", part.what, part.n.New, part.n.Changed,
			part.n.Same, part.n.Gone, part.n.LeftOut)
	}

	s.printLosses(im)
	if im.Ready(opt.SkipFaulty) && !im.MayWrite(opt.SkipFaulty, opt.AllowEmpty) {
		s.say("会清空 %d 处已有的内容，什么都没有写入。请补上空着的单元格，或删去那几列再导入；确要清空，加 --allow-empty。", im.Emptied())
		return
	}

	if im.Ready(opt.SkipFaulty) && im.NothingTaken() {
		s.say("所有的行都有错、都留在外面，没有可写入的。")
		return
	}

	s.printOutcome(written, im.Ready(opt.SkipFaulty), opt.DryRun)
}

func (s *shell) printNotes(notes org.Notes) {
	for _, n := range notes.List {
		place := ""
		if p := n.Place(); p != nil {
			place = i18n.Error(s.lang, p) + " "
		}

		mark := "✗"
		if n.Level == org.Warning {
			mark = "·"
		}

		fmt.Fprintf(s.out, "%s %s%s\n", mark, place, i18n.Error(s.lang, n.Sentence()))
	}
}

func (s *shell) printIgnored(sheets []*org.Sheet) {
	for _, i := range ignored(sheets) {
		s.say("“%s”表中没有用到的列：%s", i.Sheet, strings.Join(i.Columns, "、"))
	}
}

// printOutcome says what was written, or why nothing was.
func (s *shell) printOutcome(written, ready, dryRun bool) {
	switch {
	case written:
		s.say("已写入。")
	case !ready:
		s.say("有错误，什么都没有写入。请改正后再导入；只想先导入没有错的行，加 --skip-faulty。")
	case dryRun:
		s.say("只是检查，什么都没有写入。")
	default:
		s.say("和已有的一致，没有要写入的。")
	}
}
