package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/domain/round"
	"lingping/internal/i18n"
)

// stats is annex 1 on the screen, as JSON, or as the office's spreadsheet.
func (s *shell) stats() *cobra.Command {
	var unit, out string
	cmd := &cobra.Command{Use: "stats ROUND", Short: s.t("附件1 情况统计表"), Args: s.takes("ROUND"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := s.roundArg(args[0])
			if err != nil {
				return err
			}

			return s.inRound(cmd.Context(), id, func(a *app.App) error {
				st, err := a.Stats(cmd.Context(), operator(), id, unit)
				switch {
				case err != nil:
					return err
				case s.asJSON:
					return s.document(st.Figures())
				case out != "":
					write := app.WriteStats
					if strings.EqualFold(filepath.Ext(out), ".pdf") {
						write = app.PrintStats
					}
					return s.writeFile(out, func(w io.Writer) error { return write(w, st) })
				}

				s.printStats(st)
				return nil
			})
		}}

	cmd.Flags().StringVar(&unit, "unit", "", s.t("党组织代码或名称，不写就是整个轮次"))
	cmd.Flags().StringVar(&out, "out", "", s.t("写成 Excel 或 PDF 文件，如 附件1.xlsx、附件1.pdf"))
	return s.withJSON(cmd)
}

func (s *shell) printStats(st app.Stats) {
	fmt.Fprintln(s.out, st.Name, st.Unit.Name, st.AsOf.Format("2006-01-02 15:04"))
	cell := func(p round.Part) string { return fmt.Sprintf("%d/%d", p.Done, p.Due) }
	line := func(name string, r app.StatsRow) {
		c := r.Coverage()
		var kinds i18n.Words
		for _, k := range c.Kinds(st.Plan) {
			kinds = append(kinds, i18n.Word(s.t(k.Name)+" "+cell(k.Part)))
		}

		s.say("%s：{点评人} %s，%s，人次 %s，问题 %d 条", name, cell(c.Reviewers), kinds, cell(c.Times), r.Tally[round.Problems])
	}

	for _, r := range st.Rows {
		name := r.Unit.Label()
		if r.Own {
			name = i18n.T(s.lang, "%s（本级）", name)
		}
		line(name, r)
	}

	line(s.t("合计"), st.Total)
}
