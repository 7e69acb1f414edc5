package cli

import (
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

// localise gives a command and those below it headings and help flags in the operator's language.
func (s *shell) localise(cmd *cobra.Command) {
	if s.lang == i18n.Chinese {
		cmd.SetUsageTemplate(usageTemplate)
	}
	cmd.InitDefaultHelpFlag()
	cmd.Flags().Lookup("help").Usage = s.t("显示用法")
	cmd.SetHelpCommand(&cobra.Command{Use: "no-help", Hidden: true})
	for _, child := range cmd.Commands() {
		s.localise(child)
	}
}
