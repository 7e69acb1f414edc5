package cli

import (
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"lingping/internal/app"
)

// forms writes annexes 2 and 3.
func (s *shell) forms() *cobra.Command {
	var unit, out string
	var form int
	var duplex bool
	cmd := &cobra.Command{Use: "forms ROUND", Short: s.t("附件2、附件3 登记表，成批输出为 Word 或 PDF"), Args: s.takes("ROUND"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := s.roundArg(args[0])
			if err != nil {
				return err
			}

			as := app.FormFile(strings.TrimPrefix(strings.ToLower(filepath.Ext(out)), "."))
			if as != app.FormZip && as != app.FormDocx && as != app.FormPDF {
				return usageError{errors.New(s.t("--out 要写成 .zip（每人一个 Word 文件）、.docx 或 .pdf（合成一个文件）"))}
			}
			if duplex {
				as = as.OnBothSides()
			}

			if form != app.UnitForm && form != app.MemberForm {
				return usageError{errors.New(s.t("--form 要写 2（党组织及书记）或 3（党员）"))}
			}

			return s.inRound(cmd.Context(), id, func(a *app.App) error {
				n := 0
				if err := s.writeFile(out, func(w io.Writer) (err error) {
					n, err = a.Forms(cmd.Context(), operator(), id, unit, form, as, w, s.progress())
					return err
				}); err != nil {
					return err
				}

				s.say("共 %d 张{登记表}。", n)
				return nil
			})
		}}

	cmd.Flags().IntVar(&form, "form", 0, s.t("哪一种登记表：2 党组织及书记，3 党员"))
	cmd.Flags().StringVar(&unit, "unit", "", s.t("党组织代码或名称，不写就是整个轮次"))
	cmd.Flags().StringVar(&out, "out", "", s.t("写成的文件：.zip、.docx 或 .pdf"))
	cmd.Flags().BoolVar(&duplex, "duplex", false, s.t("合成一个文件时供双面打印：每份从一张新纸的正面起"))
	s.require(cmd, "form", "out")
	return cmd
}

// unitsAtATime is after how many units the operator is told how far the forms are.
const unitsAtATime = 200

// progress tells now and then how many units are done; small batches are done before there is anything to tell.
func (s *shell) progress() app.Progress {
	return func(done, total int) {
		if done > 0 && done < total && done%unitsAtATime == 0 {
			s.note("已完成 %d / %d 个{党组织}", done, total)
		}
	}
}
