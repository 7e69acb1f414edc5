package cli

import (
	"context"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/i18n"
)

// account lets in again who can't be let in by anybody else: the administrators who watch over others, and the last of each.
func (s *shell) account() *cobra.Command {
	cmd := &cobra.Command{Use: "account", Short: s.t("账号：重设密码，确认工号，停用两步验证"), Args: s.takes(), RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	cmd.AddCommand(s.accountDoes("reset", "给账号发一个新的一次性激活码，原来的密码作废", func(ctx context.Context, a *app.App, account access.Account) error {
		slip, err := a.ResetSecret(ctx, operator(), account.ID)
		if err != nil {
			return err
		}
		s.say("账号 %s 的新激活码：%s（只显示这一次，首次登录时要设自己的密码）", slip.Login, slip.Code)
		return nil
	}), s.accountDoes("number", "确认账号在统一身份认证的工号就是名册里现在的", func(ctx context.Context, a *app.App, account access.Account) error {
		if err := a.TakeNumber(ctx, operator(), account.ID); err != nil {
			return err
		}
		s.say("账号 %s 的工号已确认。", account.Login)
		return nil
	}), s.accountDoes("second-off", "停用账号的两步验证（手机和恢复码都丢了）", func(ctx context.Context, a *app.App, account access.Account) error {
		if err := a.TakeSecond(ctx, operator(), account.ID); err != nil {
			return err
		}
		s.say("账号 %s 的两步验证已停用，各处的登录已全部退出。", account.Login)
		return nil
	}))
	return cmd
}

// accountDoes is a command that does something to the account with a login.
func (s *shell) accountDoes(name string, short i18n.Word, do func(context.Context, *app.App, access.Account) error) *cobra.Command {
	return &cobra.Command{Use: name + " LOGIN", Short: s.t(short), Args: s.takes("LOGIN"), RunE: func(cmd *cobra.Command, args []string) error {
		return s.with(cmd.Context(), func(a *app.App) error {
			account, err := a.AccountNamed(cmd.Context(), operator(), args[0])
			if err != nil {
				return err
			}
			return do(cmd.Context(), a, account)
		})
	}}
}
