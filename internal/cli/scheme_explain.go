package cli

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

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
	fmt.Fprintln(s.out, own.Title)
	for _, r := range own.Rules {
		if r.Relation == "" {
			fmt.Fprintf(s.out, "%s  %s\n", r.ID, r.Note)
			continue
		}
		s.say("%s  由%s点评：%s", r.ID, r.Relation.Word(), s.kinds(own, r.Subjects))
	}

	for _, sub := range own.Subjects {
		if !own.Reviews(sub.Kind) {
			s.say("%s：没有规则给出点评人，不点评", sub.Name)
			continue
		}

		var aspects []string
		for _, a := range sub.Aspects {
			aspects = append(aspects, a.Heading())
		}

		s.say("点评%s：看 %s；不能空：%s；填在附件%d上", sub.Name, strings.Join(aspects, "、"), partWords(sub.Required), sub.Form)
	}

	for _, st := range own.Steps {
		by := s.due(st.Due)
		if st.On != "" {
			by = string(st.On)
		}

		name := st.Name
		if st.Actor != "" {
			name += "（" + st.Actor + "）"
		}

		s.say("环节 %s：%s", name, by)
		for _, actor := range slices.Sorted(maps.Keys(st.DueActor)) {
			s.say("其中%s：%s", scheme.ActorName(actor), s.due(st.DueActor[actor]))
		}
	}

	for _, f := range own.Filing {
		s.say("%s报%s：附件%s；期限：%s", f.Who, f.To, strings.Trim(strings.Join(strings.Fields(fmt.Sprint(f.Forms)), "、"), "[]"), s.filingDue(f))
	}

	for _, f := range own.Undone() {
		s.say("本版还不会办：%s", s.t(i18n.Word(f.Text), f.Args...))
	}
}

// kinds are subjects as the scheme calls them.
func (s *shell) kinds(own *scheme.Scheme, kinds []scheme.SubjectKind) i18n.Words {
	var names i18n.Words
	for _, k := range kinds {
		sub, _ := own.Subject(k)
		names = append(names, i18n.Word(sub.Name))
	}
	return names
}

func partWords(parts []scheme.Part) i18n.Words {
	var names i18n.Words
	for _, p := range parts {
		names = append(names, p.Name())
	}
	return names
}

// due says a day of a step by the round's last day.
func (s *shell) due(days int) string {
	switch {
	case days < 0:
		return s.t("轮次结束前 %d 天", -days)
	case days > 0:
		return s.t("轮次结束后 %d 天", days)
	}
	return s.t("轮次结束当天")
}

// filingDue is by when a pack is handed in: the notice's own day, how many days after the last day in other rounds, the hour.
func (s *shell) filingDue(f scheme.Filing) string {
	var said []string
	if f.Due != "" {
		said = append(said, string(f.Due))
	}

	if f.DueIn != nil {
		said = append(said, s.due(*f.DueIn))
	}

	if len(said) == 0 {
		said = append(said, s.due(0))
	}

	return strings.TrimSpace(strings.Join(said, "、") + " " + string(f.Hour))
}
