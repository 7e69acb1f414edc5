package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/office"
)

// review is the command for what concerns single sheets.
func (s *shell) review() *cobra.Command {
	cmd := &cobra.Command{Use: "review", Short: s.t("登记表：导入已收上来的"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	cmd.AddCommand(s.reviewImport())
	return cmd
}

type reviewImportJSON struct {
	Written   bool          `json:"written"`
	Confirmed int           `json:"confirmed"`
	Waiting   int           `json:"waiting"`
	Drafts    int           `json:"drafts"`
	Same      int           `json:"same"`
	LeftOut   int           `json:"left_out"`
	Left      int           `json:"left"`
	Faults    []noteJSON    `json:"faults"`
	Warnings  []noteJSON    `json:"warnings"`
	Ignored   []ignoredJSON `json:"ignored_columns"`
}

// reviewImport takes sheets that an office has collected already: entered on behalf, confirmed as the file says.
func (s *shell) reviewImport() *cobra.Command {
	var opt app.ImportOptions
	cmd := &cobra.Command{Use: "import ROUND FILE", Short: s.t("导入已收上来的登记表（.xlsx 或 .csv，一行一张）"), Args: s.takes("ROUND", "FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := s.roundArg(args[0])
			if err != nil {
				return err
			}

			f, err := os.Open(args[1])
			if err != nil {
				return s.noFile(args[1], err)
			}
			defer f.Close()

			info, err := f.Stat()
			if err != nil {
				return err
			}

			read, err := office.ReadCollected(cmd.Context(), filepath.Base(args[1]), f, info.Size(), office.CollectedLimits())
			if err != nil {
				return err
			}

			opt.Progress = func(done int) { s.note("已录入 %d 张", done) }
			return s.inRound(cmd.Context(), id, func(a *app.App) error {
				im, written, err := a.ImportReviews(cmd.Context(), operator(), id, read, opt)
				if im == nil {
					return err
				}

				if failed := s.tellReviews(im, written, opt); failed != nil {
					return failed
				}

				switch {
				case errors.Is(err, context.Canceled) && cmd.Context().Err() != nil: // told already
					return errFailed
				case err == nil && !im.Ready(opt.SkipFaulty):
					return errLook
				}

				return err
			})
		}}

	s.importFlags(cmd, &opt)
	return s.withJSON(cmd)
}

// tellReviews says what was taken in, and what was not.
func (s *shell) tellReviews(im *app.ReviewImport, written bool, opt app.ImportOptions) error {
	if s.asJSON {
		faults, warnings := s.notes(im.Notes)
		return s.document(reviewImportJSON{Written: written, Confirmed: im.Confirmed, Waiting: im.Waiting, Drafts: im.Drafts,
			Same: im.Same, LeftOut: im.LeftOut, Left: im.Left, Faults: faults, Warnings: warnings, Ignored: ignored(im.Sheets)})
	}

	s.printNotes(im.Notes)
	s.printUnread(im.Unread)
	s.printIgnored(im.Sheets)
	s.say("{登记表}：已点评 %d，等{点评人}确认 %d，还不完整、存为草稿 %d，已经有的 %d，因有错留在外面 %d", im.Confirmed, im.Waiting, im.Drafts,
		im.Same, im.LeftOut)
	switch {
	case im.Left > 0:
		s.say("停下了：已写入 %d 张，还有 %d 张没有写入。把同一个文件再导入一次，就从停下的地方接着写。", im.In(), im.Left)
	case written && im.LeftOut > 0:
		s.say("已写入 %d 张；上面标 ✗ 的没有写入，请核对后把这几张再导入一次。", im.In())
	default:
		s.printOutcome(written, im.Ready(opt.SkipFaulty), opt.DryRun)
	}

	return nil
}
