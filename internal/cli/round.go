package cli

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
)

// round is the command with what a round goes through.
func (s *shell) round() *cobra.Command {
	cmd := &cobra.Command{Use: "round", Short: s.t("点评轮次：筹备、修改、撤销、启动、退回筹备、结束、列表"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	cmd.AddCommand(s.roundOpen(), s.roundChange(), s.roundWithdraw(), s.roundLaunch(), s.roundUnlaunch(), s.roundClose(), s.roundList())
	return cmd
}

func (s *shell) roundOpen() *cobra.Command {
	var in app.NewRound
	var schemeName, from, to, snapshot string
	cmd := &cobra.Command{Use: "open", Short: s.t("筹备一个新轮次，输出它的编号"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if in.Scheme, in.Text, err = s.readScheme(schemeName); err != nil {
				return err
			}

			in.Beside = inFolder(schemeName)
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

			return s.with(cmd.Context(), func(a *app.App) error {
				id, err := a.OpenRound(cmd.Context(), operator(), in)
				if err != nil {
					return err
				}

				if s.asJSON {
					return s.document(map[string]string{"id": roundID(id)})
				}

				_, err = fmt.Fprintln(s.out, roundID(id))
				return err
			})
		}}

	cmd.Flags().StringVar(&schemeName, "scheme", "", s.t("内置方案或系统里保存的方案的名称（可写“名称@第几版”），或方案文件"))
	cmd.Flags().StringVar(&in.Name, "name", "", s.t("轮次名称"))
	cmd.Flags().StringVar(&from, "from", "", s.t("开始日期，如 2010-12-27"))
	cmd.Flags().StringVar(&to, "to", "", s.t("结束日期"))
	cmd.Flags().StringVar(&in.Unit, "unit", "", s.t("党组织代码或名称：只在它和它的下级开展"))
	cmd.Flags().StringVar(&snapshot, "snapshot", "", s.t("按哪一天的名册，不写就是开始日期"))
	cmd.Flags().BoolVar(&in.Aware, "aware", false, s.t("知道方案里有本版还不会办的内容（见 scheme check），照样筹备"))
	s.require(cmd, "scheme", "name", "from", "to")
	return s.withJSON(cmd)
}

// readScheme tells a name from a file.
func (s *shell) readScheme(name string) (string, []byte, error) {
	if !strings.ContainsAny(name, `/\.`) {
		return name, nil, nil
	}

	text, err := os.ReadFile(name)
	if err != nil {
		return "", nil, s.noFile(name, err)
	}

	return name, text, nil
}

// require makes flags necessary, with the sentence in the operator's language.
func (s *shell) require(cmd *cobra.Command, names ...string) {
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error {
		var missing []string
		for _, name := range names {
			if !cmd.Flags().Changed(name) {
				missing = append(missing, "--"+name)
			}
		}

		if len(missing) > 0 {
			return usageError{errors.New(s.t("还要写：%s", strings.Join(missing, " ")))}
		}

		return nil
	}
}

func (s *shell) roundLaunch() *cobra.Command {
	return &cobra.Command{Use: "launch ID", Short: s.t("启动：冻结名册，点评任务生效"), Args: s.takes("ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := s.roundArg(args[0])
			if err != nil {
				return err
			}

			return s.inRound(cmd.Context(), id, func(a *app.App) error {
				gaps, err := a.LaunchRound(cmd.Context(), operator(), id)
				if err != nil {
					return err
				}

				s.say("已启动。")
				if gaps > 0 {
					s.say("还有 %d 个对象没有{点评人}，请用 lingping plan %s 查看并处理。", gaps, roundID(id))
					return errLook
				}

				return nil
			})
		}}
}

func (s *shell) roundUnlaunch() *cobra.Command {
	var reason string
	cmd := &cobra.Command{Use: "unlaunch ID", Short: s.t("退回筹备：误启动、还没有人写过内容时，收回派下的任务"), Args: s.takes("ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := s.roundArg(args[0])
			if err != nil {
				return err
			}

			return s.inRound(cmd.Context(), id, func(a *app.App) error {
				if err := a.UnlaunchRound(cmd.Context(), operator(), id, reason); err != nil {
					return err
				}
				s.say("已退回筹备。")
				return nil
			})
		}}

	cmd.Flags().StringVar(&reason, "reason", "", s.t("退回筹备的原因"))
	s.require(cmd, "reason")
	return cmd
}

func (s *shell) roundClose() *cobra.Command {
	return &cobra.Command{Use: "close ID", Short: s.t("结束：没有未完成的点评才能结束"), Args: s.takes("ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := s.roundArg(args[0])
			if err != nil {
				return err
			}

			return s.inRound(cmd.Context(), id, func(a *app.App) error {
				if err := a.CloseRound(cmd.Context(), operator(), id); err != nil {
					return err
				}
				s.say("已结束。")
				return nil
			})
		}}
}

type roundJSON struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Scheme string `json:"scheme"`
	State  string `json:"state"`
	From   string `json:"from"`
	To     string `json:"to"`
}

func (s *shell) roundList() *cobra.Command {
	cmd := &cobra.Command{Use: "list", Short: s.t("列出所有轮次"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.with(cmd.Context(), func(a *app.App) error {
				rounds, err := a.Rounds(cmd.Context(), operator())
				if err != nil {
					return err
				}

				if s.asJSON {
					list := []roundJSON{}
					for _, r := range rounds {
						list = append(list, roundJSON{roundID(r.ID), r.Name, r.Scheme, string(r.State), string(r.From), string(r.To)})
					}
					return s.document(map[string]any{"rounds": list})
				}

				if len(rounds) == 0 {
					s.say("还没有轮次。用 lingping round open 筹备一个。")
				}

				for _, r := range rounds {
					fmt.Fprintf(s.out, "%s  %s  %s — %s  %s  %s\n", roundID(r.ID), s.t(r.State.Name()), r.From, r.To, r.Scheme, r.Name)
				}

				return nil
			})
		}}
	return s.withJSON(cmd)
}

func roundID(id round.ID) string { return strconv.FormatInt(int64(id), 10) }

// roundArg reads the number of a round.
func (s *shell) roundArg(text string) (round.ID, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n <= 0 {
		return 0, usageError{errors.New(s.t("“%s”不是轮次编号；编号见 lingping round list", text))}
	}
	return round.ID(n), nil
}
