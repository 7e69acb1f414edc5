package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"lingping/internal/i18n"
)

// usageTemplate is cobra's usage with its headings in Chinese.
const usageTemplate = `用法：{{if .Runnable}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} 命令{{end}}{{if .HasAvailableSubCommands}}

命令：{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

选项：
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

通用选项：
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}
`

// help shows how a command is used: lingping help round open.
func (s *shell) help(root *cobra.Command) *cobra.Command {
	return &cobra.Command{Use: "help", Short: s.t("显示用法"), RunE: func(_ *cobra.Command, args []string) error {
		cmd, rest, err := root.Find(args)
		if err != nil || len(rest) > 0 {
			return usageError{errors.New(s.t("没有“%s”这个命令", strings.Join(args, " ")))}
		}
		return cmd.Help()
	}}
}

// flagFault words cobra's complaint about a flag.
func (s *shell) flagFault(_ *cobra.Command, err error) error {
	if name, ok := strings.CutPrefix(err.Error(), "unknown flag: "); ok {
		return usageError{errors.New(s.t("没有选项 %s", name))}
	}

	if name, ok := strings.CutPrefix(err.Error(), "flag needs an argument: "); ok {
		return usageError{errors.New(s.t("选项 %s 后面要写内容", name))}
	}

	return usageError{errors.New(s.t("选项写得不对：%s", err.Error()))}
}

// localise gives a command and those below it headings and help flags in the operator's language.
func (s *shell) localise(cmd *cobra.Command) {
	if s.lang == i18n.Chinese {
		cmd.SetUsageTemplate(usageTemplate)
	}

	cmd.InitDefaultHelpFlag()
	cmd.Flags().Lookup("help").Usage = s.t("显示用法")
	for _, child := range cmd.Commands() {
		s.localise(child)
	}
}
