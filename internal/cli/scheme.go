package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

// scheme lists, shows, checks and keeps schemes. What is built in and in files needs no database.
func (s *shell) scheme() *cobra.Command {
	cmd := &cobra.Command{Use: "scheme", Short: s.t("点评方案：列表、查看、检查、试用、保存"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	cmd.AddCommand(s.schemeList(), s.schemeShow(), s.schemeCheck(), s.schemeDiff(), s.schemeExplain(),
		s.schemeTry(), s.schemeKeep(), s.schemeKept())
	return cmd
}

func (s *shell) schemeList() *cobra.Command {
	cmd := &cobra.Command{Use: "list", Short: s.t("列出内置方案"), Args: s.takes(),
		RunE: func(*cobra.Command, []string) error {
			list, err := app.New(nil).Schemes(operator())
			if err != nil {
				return err
			}

			if s.asJSON {
				type info struct {
					Name   string `json:"name"`
					Title  string `json:"title"`
					Issuer string `json:"issuer"`
					Date   string `json:"date"`
				}

				out := []info{}
				for _, i := range list {
					out = append(out, info{i.Name, i.Title, i.Issuer, string(i.Date)})
				}

				return s.document(map[string]any{"schemes": out})
			}

			for _, i := range list {
				fmt.Fprintf(s.out, "%s\t%s\t%s\n", i.Name, i.Title, i.Issuer)
			}

			return nil
		}}
	return s.withJSON(cmd)
}

func (s *shell) schemeShow() *cobra.Command {
	return &cobra.Command{Use: "show NAME", Short: s.t("输出内置方案或系统里保存的方案（可写“名称@第几版”）的原文，可另存后修改；给文件名的，输出连同沿用内容的全文"), Args: s.takes("NAME"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if strings.ContainsAny(args[0], `/\.`) {
				own, err := s.ownScheme(cmd, args[0])
				if err == nil {
					_, err = io.WriteString(s.out, own.Scheme.Text)
				}
				return err
			}

			p, err := s.keptPage(cmd.Context(), args[0])
			if err == nil {
				_, err = io.WriteString(s.out, p.Source)
			}
			return err
		}}
}

type faultJSON struct {
	Source  string `json:"source"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Warning bool   `json:"warning"`
	Level   string `json:"level"` // fault, warning or undone
	Text    string `json:"text"`
}

func (s *shell) schemeCheck() *cobra.Command {
	cmd := &cobra.Command{Use: "check FILE", Short: s.t("检查方案文件，逐处指出错误所在的行"), Args: s.takes("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := os.ReadFile(args[0])
			if err != nil {
				return s.noFile(args[0], err)
			}

			checked, err := app.New(nil).CheckScheme(cmd.Context(), operator(),
				app.OwnScheme{Name: args[0], Text: text, Beside: s.beside(cmd.Context(), args[0])})
			if err != nil {
				return err
			}

			faults := checked.Faults

			if s.asJSON {
				list := []faultJSON{}
				for _, f := range faults {
					list = append(list, faultJSON{f.Source, f.Line, f.Column, f.Level == scheme.Odd, string(f.Level), i18n.Error(s.lang, f.Err())})
				}
				err = s.document(map[string]any{"ok": !faults.Refused(), "faults": list})
			} else {
				s.printFaults(faults)
			}

			if err == nil && faults.Refused() {
				err = errLook
			}

			return err
		}}
	return s.withJSON(cmd)
}

func (s *shell) printFaults(faults scheme.Faults) {
	for _, f := range faults {
		fmt.Fprintln(s.out, f.Say(s.lang))
	}
	switch undone := len(faults.Of(scheme.Undone)); {
	case faults.Refused():
	case undone > 0:
		s.say("方案没有错误，可以使用；有 %d 项本版还不会办，见上。筹备轮次时加 --aware 表示知道。", undone)
	default:
		s.say("方案没有错误，可以使用。")
	}
}
