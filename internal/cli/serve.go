package cli

import (
	"context"
	"fmt"
	"log/slog"
	"net"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/web"
)

// serve answers browsers until it is stopped.
func (s *shell) serve() *cobra.Command {
	var addr string
	cmd := &cobra.Command{Use: "serve", Short: s.t("打开网页服务"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.withStore(cmd.Context(), func(db *store.Store, a *app.App) error {
				return s.answer(cmd.Context(), db, a, addr)
			})
		}}
	s.addrFlag(cmd, &addr)
	return cmd
}

func (s *shell) addrFlag(cmd *cobra.Command, addr *string) {
	cmd.Flags().StringVar(addr, "addr", "127.0.0.1:8080", s.t("网页服务的地址"))
}

// answer listens and serves until ctx ends or the database fails.
func (s *shell) answer(ctx context.Context, db *store.Store, a *app.App, addr string) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return errs.NewInvalid("不能在 %s 打开网页服务：地址不对，或者已被别的程序占用。请用 --addr 换一个。", addr)
	}
	pages, err := web.New(a, web.Options{
		BaseURL: s.env["LINGPING_BASE_URL"], TLS: s.env["LINGPING_TLS"] == "1", Proxied: s.env["LINGPING_PROXIED"] == "1",
		Log: slog.New(slog.NewTextHandler(s.err, nil)),
	})
	if err != nil {
		return usageError{err}
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	broken := make(chan error, 1)
	go func() {
		select {
		case fatal := <-db.Fatal():
			broken <- fatal
			stop()
		case <-ctx.Done():
		}
	}()
	log := slog.New(slog.NewTextHandler(s.err, nil))
	go a.KeepHouse(ctx, log)
	go a.KeepSessions(ctx, log)
	s.say("请用浏览器打开 http://%s/", listener.Addr().String())
	if err := pages.Serve(ctx, listener); err != nil {
		return fmt.Errorf("cli: serving: %w", err)
	}
	select {
	case fatal := <-broken:
		s.note("%s", fatal.Error())
		return errLook
	default:
		return nil
	}
}
