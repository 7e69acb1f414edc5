package cli

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/demo"
	"lingping/internal/store"
)

// demo makes the demo university when it is not there yet, prints its accounts, and serves.
func (s *shell) demo() *cobra.Command {
	var at front
	cmd := &cobra.Command{Use: "demo", Short: s.t("打开一所虚构大学的演示：一轮已结束，一轮正在进行"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			log, err := s.log(at.level)
			if err != nil {
				return err
			}
			if !cmd.Flags().Changed("data") {
				s.data = "./demo-data"
			}
			if err := os.MkdirAll(filepath.Clean(s.data), 0o700); err != nil {
				return err
			}
			return s.withStore(cmd.Context(), func(db *store.Store, a *app.App) error {
				accounts, err := demo.Build(cmd.Context(), a, a.Now(), s.demoStep)
				if err != nil {
					return err
				}
				s.say("演示账号（密码都只用于演示）：")
				for _, one := range accounts {
					s.say("  %s / %s　%s：%s", one.Login, one.Password, one.Who, one.Try)
				}
				return s.answer(cmd.Context(), db, a, at, log)
			})
		}}
	s.frontFlags(cmd, &at)
	return cmd
}

// demoStep says what is being made; the first start takes a while.
func (s *shell) demoStep(step string) { s.note("%s", s.t(step)) }
