package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/store"
	"lingping/internal/web"
)

// serve answers browsers until it is stopped.
func (s *shell) serve() *cobra.Command {
	var at front
	cmd := &cobra.Command{Use: "serve", Short: s.t("打开网页服务"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			log, err := s.log(at)
			if err != nil {
				return err
			}

			return s.withStore(cmd.Context(), func(db *store.Store, a *app.App) error {
				listener, err := listen(at)
				if err != nil {
					return err
				}
				return s.answer(cmd.Context(), listener, db, a, at, log, nil)
			})
		}}

	s.frontFlags(cmd, &at)
	return cmd
}

// front is where browsers find the program: where it listens, by which certificate and behind which proxies, what people type,
// where it is watched over, and what is logged of it.
type front struct {
	addr, base, cert, certKey, behind, watch, level, format string
	sso                                                     sso
}

func (s *shell) frontFlags(cmd *cobra.Command, at *front) {
	cmd.Flags().StringVar(&at.addr, "addr", "127.0.0.1:8080", s.t("网页服务的地址"))
	cmd.Flags().StringVar(&at.base, "base-url", "",
		s.t("对外网址，别人用它打开本系统，如 https://dp.example.edu.cn；不写就不能打印带网址和二维码的材料"))
	cmd.Flags().StringVar(&at.cert, "cert", "", s.t("证书文件（PEM，含中间证书）；有了它就用 HTTPS，文件更换后自动启用"))
	cmd.Flags().StringVar(&at.certKey, "cert-key", "", s.t("证书的私钥文件（PEM）"))
	cmd.Flags().StringVar(&at.behind, "behind-proxy", "", s.t("反向代理的网段，如 10.0.0.5/32，多个用逗号分开；只相信它们说的来访地址"))
	cmd.Flags().StringVar(&at.watch, "watch-addr", "", s.t("监控用的另一个地址，如 127.0.0.1:9180：/metrics、/healthz、/readyz"))
	s.ssoFlags(cmd, &at.sso)
	cmd.Flags().StringVar(&at.level, "log-level", "info", s.t("运行日志记到哪一级：debug、info（每个请求一行）、warn、error"))
	cmd.Flags().StringVar(&at.format, "log-format", "text", s.t("运行日志的格式：text 或 json"))
}

// log writes to stderr what is at least of the level (debug, info, warn or error), in the format text or json.
func (s *shell) log(at front) (*slog.Logger, error) {
	var least slog.Level
	if err := least.UnmarshalText([]byte(at.level)); err != nil {
		return nil, usageError{errs.NewInvalid("没有“%s”这一级日志，请写 debug、info、warn 或 error。", at.level)}
	}

	options := &slog.HandlerOptions{Level: least}
	switch at.format {
	case "text":
		return slog.New(slog.NewTextHandler(s.err, options)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(s.err, options)), nil
	}

	return nil, usageError{errs.NewInvalid("没有“%s”这种日志格式，请写 text 或 json。", at.format)}
}

// spool is the folder for files that people have made for them: what LINGPING_SPOOL names, else one in the data folder,
// or with PostgreSQL, where there may be none, the system's folder for temporary files.
func (s *shell) spool() string {
	switch {
	case s.env["LINGPING_SPOOL"] != "":
		return s.env["LINGPING_SPOOL"]
	case s.env["LINGPING_DATABASE_URL"] != "":
		return os.TempDir()
	}
	return filepath.Join(s.data, "spool")
}

// headroom is how much memory is taken and never touched while browsers are answered. The collector runs when the memory
// in use has doubled: of a small house it would else be busy all the time, and what is not touched costs nothing.
const headroom = 64 << 20

// answer serves on the listener until ctx ends or the database fails. filling fills the house meanwhile, unless it is
// nil; only then begins the work of every minute, and when it fails the serving ends.
func (s *shell) answer(ctx context.Context, listener net.Listener, db *store.Store, a *app.App, at front, log *slog.Logger, with *filling) (err error) {
	if err := a.OpenSpool(s.spool()); err != nil {
		return err
	}

	defer func() { err = errors.Join(err, a.CloseExports()) }()

	options, err := s.frontOptions(at)
	if err != nil {
		return err
	}

	options.Log, options.Filling, options.Version = log, with.far(), Release
	pages, err := web.New(a, options)
	if err != nil {
		return usageError{errors.New(i18n.Error(s.lang, err))}
	}

	idle := make([]byte, headroom)
	defer runtime.KeepAlive(idle)

	ctx, stop := context.WithCancel(ctx)
	broken := make(chan error, 1)
	go func() {
		select {
		case fatal := <-db.Fatal():
			broken <- fatal
			stop()
		case <-ctx.Done():
		}
	}()

	secret, err := app.LedgerKey(s.ledgerKey())
	if err != nil {
		secret = ""
		s.note("台账的签名密钥 %s 不能读写，这里不做检查点：请用 LINGPING_LEDGER_KEY 指定，几台服务器共用同一个。", s.ledgerKey())
	}

	go a.KeepSessions(ctx, log)
	a.SignBy(secret)
	go a.KeepLedger(ctx, log)
	if err := a.KeepZone(ctx, operator(), a.Now().Location().String()); err != nil {
		s.note("时区没有记下来：%s", i18n.Error(s.lang, err)) // the disk may be full: reading goes on
	}

	s.say("时区 %s，现在是 %s。", a.Now().Location().String(), a.Now().Format("2006-01-02 15:04:05"))
	if at.base == "" {
		s.note("没有设置对外网址：带网址和二维码的材料不能打印。要打印，请加 --base-url https://…（单位的域名）。")
	}

	if s.env["LINGPING_DATABASE_URL"] != "" {
		s.note("意见密钥放在 %s：几台机器共用这个数据库时，都要用 --keys 指向同一个共享文件夹。", s.keys)
	}

	if err := s.watch(ctx, at, pages, log); err != nil {
		stop()
		return err
	}

	scheme := "http"
	if options.Keys != nil {
		scheme = "https"
	}

	s.say("请用浏览器打开 %s://%s/", scheme, listener.Addr().String())
	filled := make(chan error, 1)
	go func() {
		err := with.run(ctx)
		if filled <- err; err != nil {
			stop()
			return
		}
		a.KeepHouse(ctx, log)
	}()

	err = pages.Serve(ctx, listener)
	stop()
	if err := a.WriteLooked(context.WithoutCancel(ctx)); err != nil {
		log.Warn("noting who looked", "err", err)
	}

	select {
	case fatal := <-broken:
		<-filled
		s.note("%s", fatal.Error())
		return errLook
	default:
	}

	if err != nil {
		return fmt.Errorf("cli: serving: %w", errors.Join(err, <-filled))
	}

	return <-filled
}
