package cli

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/clock"
	"lingping/internal/demo"
	"lingping/internal/i18n"
	"lingping/internal/store"
)

// demo serves the demo university, which is made meanwhile when it is not there yet, and prints its accounts.
func (s *shell) demo() *cobra.Command {
	var at front
	var small bool
	cmd := &cobra.Command{Use: "demo", Short: s.t("打开一所虚构大学的演示：一轮已结束，一轮正在进行"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			log, err := s.log(at)
			if err != nil {
				return err
			}

			if !cmd.Flags().Changed("data") {
				s.data = "./demo-data"
			}

			if err := os.MkdirAll(filepath.Clean(s.data), 0o700); err != nil {
				return err
			}

			listener, err := listen(at)
			if err != nil {
				return err
			}
			defer listener.Close()

			return s.showDemo(cmd.Context(), listener, at, log, sizeOf(small))
		}}

	s.frontFlags(cmd, &at)
	cmd.Flags().BoolVar(&small, "small", false, s.t("只做几所学院，约两千人，做得快些"))
	return cmd
}

// sizeOf is how much of the university is made.
func sizeOf(small bool) demo.Size {
	if small {
		return demo.Small
	}
	return demo.Whole
}

// errBegun says that the demo was not built to its end.
var errBegun = errors.New("the demo was not built to its end")

// showDemo serves the demo. One that was not built to its end is deleted and built anew: what it is to show later depends
// on all that was done before.
func (s *shell) showDemo(ctx context.Context, listener net.Listener, at front, log *slog.Logger, size demo.Size) error {
	show := func(db *store.Store, a *app.App) error {
		state, err := demo.Look(ctx, a)
		switch {
		case err != nil:
			return err
		case state == demo.Begun:
			return errBegun
		case state == demo.Empty:
			return s.answer(ctx, listener, db, a, at, log, s.fillingOf(a, size))
		}

		accounts, err := demo.Build(ctx, a, a.Now(), size, nil)
		if err != nil {
			return err
		}

		s.sayAccounts(accounts)
		return s.answer(ctx, listener, db, a, at, log, nil)
	}

	err := s.withStore(ctx, show)
	if !errors.Is(err, errBegun) {
		return err
	}
	if err := store.Discard(ctx, s.database()); err != nil {
		return err
	}

	s.note("上次的演示没有建完，已经删去，现在从头建。")
	return s.withStore(ctx, show)
}

// fillingOf builds the demo while it is served and says on the command line what people can do by then.
func (s *shell) fillingOf(a *app.App, size demo.Size) *filling {
	f := &filling{}
	f.is(demo.Start())
	said, opened := 0, false
	f.fill = func(ctx context.Context) error {
		began := clock.Running()
		_, err := demo.Build(ctx, a, a.Now(), size, func(p demo.Progress) {
			f.is(p)
			if at := p.At(); at < len(p.Steps) && at >= said {
				said = at + 1
				s.note("第 %d 步，共 %d 步：%s……", said, len(p.Steps), s.t(i18n.Word(p.Steps[at].Name)))
			}

			if len(p.Accounts) > 0 && !opened {
				opened = true
				s.sayAccounts(p.Accounts)
			}
		})
		if err == nil {
			s.say("演示已经建好，用了 %d 秒。", int(clock.Running().Sub(began).Seconds()))
		}

		return err
	}
	return f
}

// sayAccounts prints as whom the demo can be tried.
func (s *shell) sayAccounts(accounts []demo.Account) {
	s.say("演示账号（密码都只用于演示）：")
	for _, one := range accounts {
		s.say("  %s / %s　%s：%s", one.Login, one.Password, one.Who, one.Try)
	}
}
