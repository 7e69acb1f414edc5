package cli

import (
	"io"

	"github.com/spf13/cobra"

	"lingping/internal/app"
)

// roster writes the roster as a workbook that import reads.
func (s *shell) roster() *cobra.Command {
	var out string
	var national bool
	cmd := &cobra.Command{Use: "roster", Short: s.t("导出名册，可以改好再导入"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.with(cmd.Context(), func(a *app.App) error {
				return s.writeFile(out, func(w io.Writer) error { return a.WriteRoster(cmd.Context(), operator(), w, national) })
			})
		}}

	cmd.Flags().StringVar(&out, "out", s.t("名册.xlsx"), s.t("写到这个文件"))
	cmd.AddCommand(s.rosterMerge())
	cmd.Flags().BoolVar(&national, "national", false, s.t("只写党员，照全国党员信息系统导出表的样子"))
	return cmd
}
