package cli

import (
	"cmp"
	"errors"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/domain/org"
)

// roundChange changes a round in preparation; what is not said stays as it is.
func (s *shell) roundChange() *cobra.Command {
	var in app.RoundChange
	var schemeName, from, to, snapshot string
	cmd := &cobra.Command{Use: "change ID", Short: s.t("修改筹备中的轮次：名称、日期、方案；没有写的不变"), Args: s.takes("ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := s.roundArg(args[0])
			if err != nil {
				return err
			}

			for _, d := range []struct {
				text string
				into *org.Date
			}{{from, &in.From}, {to, &in.To}, {snapshot, &in.Snapshot}} {
				if d.text == "" {
					continue
				}

				if *d.into, err = org.ParseDay(d.text); err != nil {
					return usageError{errors.New(s.t("“%s”不是日期，请写成 2010-12-27", d.text))}
				}
			}

			if in.Scheme, in.Text, err = s.readScheme(schemeName); err != nil {
				return err
			}

			in.Beside = inFolder(schemeName)
			return s.inRound(cmd.Context(), id, func(a *app.App) error {
				v, err := a.Round(cmd.Context(), operator(), id)
				if err != nil {
					return err
				}

				in.Name, in.From, in.To = cmp.Or(in.Name, v.Name), cmp.Or(in.From, v.Round.From), cmp.Or(in.To, v.Round.To)
				if v.SnapshotDay != v.Round.From { // else it is the first day, and goes with it
					in.Snapshot = cmp.Or(in.Snapshot, v.SnapshotDay)
				}

				if err := a.ChangeRound(cmd.Context(), operator(), id, in); err != nil {
					return err
				}

				s.say("已修改。用 lingping plan %s 看新的试算。", roundID(id))
				return nil
			})
		}}

	cmd.Flags().StringVar(&schemeName, "scheme", "", s.t("内置方案或系统里保存的方案的名称（可写“名称@第几版”），或方案文件"))
	cmd.Flags().StringVar(&in.Name, "name", "", s.t("轮次名称"))
	cmd.Flags().StringVar(&from, "from", "", s.t("开始日期，如 2010-12-27"))
	cmd.Flags().StringVar(&to, "to", "", s.t("结束日期"))
	cmd.Flags().StringVar(&snapshot, "snapshot", "", s.t("按哪一天的名册"))
	cmd.Flags().BoolVar(&in.Aware, "aware", false, s.t("知道方案里有本版还不会办的内容（见 scheme check），照样筹备"))
	return cmd
}

// roundWithdraw gives up a round in preparation.
func (s *shell) roundWithdraw() *cobra.Command {
	var reason string
	cmd := &cobra.Command{Use: "withdraw ID", Short: s.t("撤销筹备中的轮次"), Args: s.takes("ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := s.roundArg(args[0])
			if err != nil {
				return err
			}

			return s.inRound(cmd.Context(), id, func(a *app.App) error {
				if err := a.WithdrawRound(cmd.Context(), operator(), id, reason); err != nil {
					return err
				}
				s.say("已撤销。")
				return nil
			})
		}}

	cmd.Flags().StringVar(&reason, "reason", "", s.t("撤销的原因"))
	s.require(cmd, "reason")
	return cmd
}
