package cli

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

// ownScheme reads a scheme's file; what is wrong with it is told as by check.
func (s *shell) ownScheme(cmd *cobra.Command, file string) (own app.SchemeCheck, err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return own, s.noFile(file, err)
	}

	own, err = app.New(nil).CheckScheme(cmd.Context(), operator(),
		app.OwnScheme{Name: file, Text: text, Beside: s.beside(cmd.Context(), file)})
	if err == nil && own.Faults.Refused() {
		s.printFaults(own.Faults)
		err = errLook
	}

	return own, err
}

func (s *shell) schemeDiff() *cobra.Command {
	cmd := &cobra.Command{Use: "diff FILE", Short: s.t("与沿用的方案相比改了哪些，逐项列出"), Args: s.takes("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			own, err := s.ownScheme(cmd, args[0])
			if err != nil {
				return err
			}

			if s.asJSON {
				return s.document(map[string]any{"extends": own.Scheme.Extends, "changes": own.Changes})
			}

			for _, c := range own.Changes {
				switch {
				case c.Was == "":
					fmt.Fprintf(s.out, "+ %s: %s\n", c.Path, c.Is)
				case c.Is == "":
					fmt.Fprintf(s.out, "- %s: %s\n", c.Path, c.Was)
				default:
					fmt.Fprintf(s.out, "~ %s: %s → %s\n", c.Path, c.Was, c.Is)
				}
			}

			return nil
		}}
	return s.withJSON(cmd)
}

func (s *shell) schemeExplain() *cobra.Command {
	return &cobra.Command{Use: "explain FILE", Short: s.t("用一句句话说明方案：谁点评谁、各环节期限、向谁报什么、哪些本版还不会办"), Args: s.takes("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			own, err := s.ownScheme(cmd, args[0])
			if err == nil {
				s.explain(own.Scheme)
			}
			return err
		}}
}

// explain says what the program will do under a scheme.
func (s *shell) explain(own *scheme.Scheme) {
	for _, line := range own.Explain(s.lang) {
		if line.Below {
			fmt.Fprint(s.out, "    ")
		}
		fmt.Fprintln(s.out, line.Text)
	}
}

func partWords(parts []scheme.Part) i18n.Words {
	var names i18n.Words
	for _, p := range parts {
		names = append(names, p.Name())
	}
	return names
}
