package cli

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"lingping/internal/app"
)

// outbox hands messages to a program that sends e-mail or calls a webhook, and forgets those delivered.
func (s *shell) outbox() *cobra.Command {
	var delivered int64
	cmd := &cobra.Command{Use: "outbox", Short: s.t("待发消息：交给发邮件或推送的程序，一行一条"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.with(cmd.Context(), func(a *app.App) error {
				if delivered > 0 {
					n, err := a.Delivered(cmd.Context(), operator(), delivered)
					if err != nil {
						return err
					}
					s.note("已清除 %d 条送到的消息。", n)
					return nil
				}

				list, all, err := a.Outbox(cmd.Context(), operator())
				if err != nil {
					return err
				}

				lines := json.NewEncoder(s.out)
				for _, told := range list {
					if err := lines.Encode(told); err != nil {
						return fmt.Errorf("cli: writing a message: %w", err)
					}
				}

				s.note("共 %d 条待发，列出 %d 条。送到后用 --delivered 加最后一条的 id 清除。", all, len(list))
				return nil
			})
		}}

	cmd.Flags().Int64Var(&delivered, "delivered", 0, s.t("到这一条（含）为止都已送到，清除"))
	return cmd
}
