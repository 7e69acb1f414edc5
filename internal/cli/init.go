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
)

// init makes the first administrator. The password comes from stdin; when nothing is there, one is made and printed.
func (s *shell) init() *cobra.Command {
	var login string
	cmd := &cobra.Command{Use: "init", Short: s.t("建立数据，开通第一个管理员"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			secret, err := s.secret()
			if err != nil {
				return err
			}
			return s.with(cmd.Context(), func(a *app.App) error {
				slip, err := a.InitHouse(cmd.Context(), operator(), login, secret)
				if err != nil {
					return err
				}
				zone := cmp.Or(s.zone, clock.Usual)
				if err := a.KeepZone(cmd.Context(), operator(), zone); err != nil {
					return err
				}
				s.say("已开通管理员：%s", slip.Login)
				s.say("时区：%s", zone)
				if secret == "" {
					s.say("密码：%s（首次登录后请修改）", slip.Code)
				}
				s.say("接着可以导入名册：lingping import 名册.xlsx；或打开网页：lingping serve")
				return nil
			})
		}}
	cmd.Flags().StringVar(&login, "admin", "", s.t("管理员的登录名"))
	s.require(cmd, "admin")
	return cmd
}

// secret reads one line from stdin unless a person sits at it: whoever types the command gets a password made.
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
