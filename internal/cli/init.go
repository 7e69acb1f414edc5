package cli

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/clock"
	"lingping/internal/i18n"
)

// init makes the first administrators and prints their codes. The first may bring a password on stdin.
func (s *shell) init() *cobra.Command {
	var in app.NewHouse
	cmd := &cobra.Command{Use: "init", Short: s.t("建立数据，开通最初的管理员"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if in.Password, err = s.secret(); err != nil {
				return err
			}

			return s.with(cmd.Context(), func(a *app.App) error {
				slips, err := a.InitHouse(cmd.Context(), operator(), in)
				if err != nil {
					return err
				}

				zone := cmp.Or(s.zone, clock.Usual)
				if err := a.KeepZone(cmd.Context(), operator(), zone); err != nil {
					return err
				}

				s.say("时区：%s", zone)
				s.sayFirst(slips, in.Joined)
				return nil
			})
		}}

	cmd.Flags().StringVar(&in.Login, "admin", "", s.t("系统管理员的登录名；其他管理员的登录名由它加角色组成"))
	cmd.Flags().BoolVar(&in.Joined, "joined", false, s.t("一个账号兼系统管理员、安全管理员和活动办，审计管理员仍单设（在自己的电脑上用）"))
	s.require(cmd, "admin")
	return cmd
}

// sayFirst tells the codes of the first administrators, this once, and what comes next.
func (s *shell) sayFirst(slips []app.Slip, joined bool) {
	for _, slip := range slips {
		if slip.Code == "" {
			s.say("已开通%s：登录名 %s，用您给的密码登录", i18n.Word(slip.Name), slip.Login)
			continue
		}
		s.say("已开通%s：登录名 %s，激活码 %s", i18n.Word(slip.Name), slip.Login, slip.Code)
	}

	s.say("激活码只显示这一次，请分别交给本人；首次登录时要设自己的密码。")
	if !joined {
		s.say("接着请系统管理员开通活动办的账号，安全管理员授予“活动办”角色。")
	}

	s.say("然后导入名册：lingping import 名册.xlsx；或打开网页：lingping serve")
}

// secret reads one line from stdin unless a person sits at it: whoever types the command gets a code.
func (s *shell) secret() (string, error) {
	if f, ok := s.in.(*os.File); ok {
		if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice != 0 {
			return "", nil
		}
	}

	line, err := bufio.NewReader(s.in).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", fmt.Errorf("cli: reading the password: %w", err)
	}

	return strings.TrimRight(line, "\r\n"), nil
}
