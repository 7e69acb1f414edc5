package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

// schemeKeep keeps a scheme's file in the house.
func (s *shell) schemeKeep() *cobra.Command {
	var note string
	cmd := &cobra.Command{Use: "keep FILE", Short: s.t("把方案文件保存到系统里：新方案，或者同名方案的新一版"), Args: s.takes("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := os.ReadFile(args[0])
			if err != nil {
				return s.noFile(args[0], err)
			}

			return s.with(cmd.Context(), func(a *app.App) error {
				ref, faults, err := a.KeepScheme(cmd.Context(), operator(), app.KeptText{Name: args[0], Text: string(text), Note: note,
					Beside: inFolder(args[0])})
				if faults.Refused() {
					s.printFaults(faults)
					return errLook
				}

				if err != nil {
					return err
				}

				if s.asJSON {
					return s.document(map[string]any{"scheme": ref.String(), "name": ref.Name, "version": ref.Version})
				}

				_, err = fmt.Fprintln(s.out, ref)
				return err
			})
		}}

	cmd.Flags().StringVar(&note, "note", "", s.t("改了什么"))
	return s.withJSON(cmd)
}

// schemeKept lists the schemes that the house keeps.
func (s *shell) schemeKept() *cobra.Command {
	cmd := &cobra.Command{Use: "kept", Short: s.t("列出系统里保存的方案"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.with(cmd.Context(), func(a *app.App) error {
				list, err := a.SchemeList(cmd.Context(), operator())
				if err != nil {
					return err
				}

				if s.asJSON {
					out := []map[string]any{}
					for _, v := range list.Kept {
						out = append(out, map[string]any{"scheme": v.Ref.String(), "name": v.Name, "version": v.Version, "title": v.Title, "note": v.Note, "by": v.By})
					}
					return s.document(map[string]any{"schemes": out})
				}

				if len(list.Kept) == 0 {
					s.say("还没有保存的方案。用 lingping scheme keep 文件名 保存一个。")
				}

				for _, v := range list.Kept {
					fmt.Fprintf(s.out, "%s\t%s\t%s\n", v.Ref, v.Title, v.Note)
				}

				return nil
			})
		}}
	return s.withJSON(cmd)
}

// keptPage is a scheme that the house keeps; NotFound where there is no house.
func (s *shell) keptPage(ctx context.Context, name string) (p app.SchemePage, err error) {
	if _, err := scheme.Source(name); err == nil || !s.housed() {
		return app.New(nil).SchemePage(ctx, operator(), scheme.ParseRef(name))
	}

	err = s.with(ctx, func(a *app.App) error {
		p, err = a.SchemePage(ctx, operator(), scheme.ParseRef(name))
		return err
	})
	return p, err
}

// housed reports whether there is a database already: to check a file none is made.
func (s *shell) housed() bool {
	if s.env["LINGPING_DATABASE_URL"] != "" {
		return true
	}
	_, err := os.Stat(s.database())
	return err == nil
}

// inFolder finds the schemes on which a scheme's file builds in its folder.
func inFolder(file string) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		if name != filepath.Base(name) {
			return nil, os.ErrNotExist
		}
		return os.ReadFile(filepath.Join(filepath.Dir(file), name+".yaml"))
	}
}

// beside finds the schemes on which a scheme's file builds: in its folder, else in the house.
func (s *shell) beside(ctx context.Context, file string) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		if text, err := inFolder(file)(name); err == nil {
			return text, nil
		}

		p, err := s.keptPage(ctx, name)
		if err != nil {
			return nil, err
		}

		return []byte(p.Text), nil
	}
}

// schemeText tells a file from a name: of a file and of a scheme that the house keeps it gives the text, of a built-in one
// the name is enough.
func (s *shell) schemeText(ctx context.Context, name string) (string, []byte, error) {
	name, text, err := s.readScheme(name)
	if err != nil || len(text) > 0 {
		return name, text, err
	}

	p, err := s.keptPage(ctx, name)
	if err != nil || p.Builtin {
		return name, nil, err
	}

	return p.Ref.Name, []byte(p.Text), nil
}

// own is a word of a scheme: built-in ones are of the catalogue.
func (s *shell) own(word string) string {
	if word == "" {
		return ""
	}
	return s.t(i18n.Word(word))
}

// taskName is what a scheme wants done.
func (s *shell) taskName(t scheme.Task) string {
	if t.Filing == nil {
		return s.own(t.Name)
	}
	forms := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(t.Filing.Forms)), "、"), "[]")
	return s.t("向%s报送附件%s", t.Filing.To, forms)
}
