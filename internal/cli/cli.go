// Package cli is the command line: the same use cases as the pages, run as the local operator and recorded as such.
// It reads flags, opens the database, words the answer in the operator's language, and turns what happened into an exit
// code. Nothing is decided here.
//
// Exit codes: 0 done, 1 failed, 2 wrong use, 3 done but something must be looked at (faults found and nothing written,
// gaps in a plan), and 3 also when the database had an I/O error and the program stopped.
package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/clock"
	"lingping/internal/domain/access"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/store"
)

// The exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
	exitLook   = 3
)

// errLook says that the command did what it could and has said what must be looked at.
var errLook = errors.New("something must be looked at")

// errFailed says that the command has already said why it failed.
var errFailed = errors.New("failed")

// usageError is a wrong use of the command line.
type usageError struct{ error }

// shell is one run of the program: where it reads and writes, in which language, on which data.
type shell struct {
	env    map[string]string
	lang   i18n.Lang
	words  *scheme.Scheme // what the round that a command is about calls things; nil: as the product does
	in     io.Reader
	out    io.Writer
	err    io.Writer
	data   string
	keys   string // the folder of the keys of gatherings of opinions
	zone   string // of the house, as the operator names it; empty: he does not
	file   string // with what the operator sets
	asJSON bool
}

// Run runs the program and gives its exit code. env is as os.Environ gives it.
func Run(ctx context.Context, args, env []string, in io.Reader, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()

	s := &shell{env: map[string]string{}, in: in, out: out, err: errOut}
	for _, e := range env {
		name, value, _ := strings.Cut(e, "=")
		s.env[name] = value
	}

	s.lang = language(s.env)
	root := s.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	return s.exit(root.ExecuteContext(ctx))
}

// exit says what went wrong and gives the code.
func (s *shell) exit(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errLook):
		return exitLook
	case errors.Is(err, errFailed):
		return exitFailed
	case errors.As(err, &usage):
		fmt.Fprintln(s.err, s.t("用法不对：%s", usage.Error()))
		fmt.Fprintln(s.err, s.t("加 --help 查看用法。"))
		return exitUsage
	case errs.KindOf(err) == errs.Internal:
		fmt.Fprintln(s.err, s.t("出错了：%s", err.Error()))
		return exitFailed
	}

	fmt.Fprintln(s.err, s.terms().Error(s.lang, err))
	return exitFailed
}

// language is Chinese unless the locale says English.
func language(env map[string]string) i18n.Lang {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := env[name]; v != "" {
			if strings.HasPrefix(strings.ToLower(v), "en") {
				return i18n.English
			}
			return i18n.Chinese
		}
	}
	return i18n.Chinese
}

// t is the sentence in the operator's language, in a command on a round in the words of its scheme.
func (s *shell) t(zh i18n.Word, args ...any) string { return s.terms().T(s.lang, zh, args...) }

// terms are the words of the scheme of the round that a command is about.
func (s *shell) terms() i18n.Terms {
	if s.words == nil {
		return nil
	}
	return s.words.Vocabulary
}

// say writes a line for people to stdout.
func (s *shell) say(zh i18n.Word, args ...any) { fmt.Fprintln(s.out, s.t(zh, args...)) }

// note writes a line for people beside the answer, to stderr.
func (s *shell) note(zh i18n.Word, args ...any) { fmt.Fprintln(s.err, s.t(zh, args...)) }

// document writes the one JSON document of a command.
func (s *shell) document(v any) error {
	enc := json.NewEncoder(s.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// operator is who the command line acts as.
func operator() access.Actor { return access.LocalOperator() }

// with is withStore for commands that need only the use cases.
func (s *shell) with(ctx context.Context, do func(*app.App) error) error {
	return s.withStore(ctx, func(_ *store.Store, a *app.App) error { return do(a) })
}

// inRound is with for a command on a round, which speaks in the words of its scheme. One that is not there is told by the use case.
func (s *shell) inRound(ctx context.Context, id round.ID, do func(*app.App) error) error {
	return s.with(ctx, func(a *app.App) error {
		if words, err := a.Words(ctx, id); err == nil { // a scheme that can't be read is told by the use case, if it needs it
			s.words = words
		}
		return do(a)
	})
}

// withStore opens the database, runs do in the zone of the house, and closes it. After an I/O error of the database the
// answer is errLook: the disk must be looked at before anything else is saved.
func (s *shell) withStore(ctx context.Context, do func(*store.Store, *app.App) error) error {
	return s.withFile(ctx, func(db *store.Store) error {
		a, err := s.over(db).AtHome(ctx, s.zone)
		if err != nil {
			return err
		}

		if s.zone != "" {
			if err := a.KeepZone(ctx, operator(), s.zone); err != nil {
				return err
			}
		}

		return do(db, a)
	})
}

// withFile is withStore wherever the house lives.
func (s *shell) withFile(ctx context.Context, do func(*store.Store) error) error {
	return s.withBare(ctx, func(db *store.Store) error {
		if err := s.over(db).Prepare(ctx); err != nil {
			return err
		}
		return do(db)
	})
}

// withBare is withFile for what must find the database as it lies there.
func (s *shell) withBare(ctx context.Context, do func(*store.Store) error) error {
	db, err := s.open(ctx)
	if err != nil {
		return err
	}

	err = do(db)

	select {
	case fatal := <-db.Fatal():
		fmt.Fprintln(s.err, i18n.Error(s.lang, fatal))
		return errLook
	default:
	}

	return errors.Join(err, db.Close())
}

// over are the use cases over an open store.
func (s *shell) over(db *store.Store) *app.App {
	a := app.New(db)
	a.OpenKeys(s.keys)
	return a
}

// checkKeys finds the folder for the keys of gatherings of opinions: the one that is named, else one beside the data folder.
// It is never in the data folder: whoever copies that must not have both what is locked and its key.
func (s *shell) checkKeys() error {
	data, err := filepath.Abs(s.data)
	if err != nil {
		return err
	}

	if s.keys, err = filepath.Abs(cmp.Or(s.keys, s.env["LINGPING_KEYS"], data+"-keys")); err != nil {
		return err
	}

	if to, err := filepath.Rel(data, s.keys); err == nil && to != ".." && !strings.HasPrefix(to, ".."+string(filepath.Separator)) {
		return usageError{errors.New(s.t("意见密钥不能放在数据文件夹里，备份会把它一起带走：请用 --keys 换一个文件夹"))}
	}

	return nil
}

// checkZone refuses a zone that does not exist before anything is done.
func (s *shell) checkZone() error {
	s.zone = cmp.Or(s.zone, s.env["LINGPING_ZONE"])
	if s.zone == "" {
		return nil
	}

	if _, err := clock.Zone(s.zone); err != nil {
		return usageError{errors.New(i18n.Error(s.lang, err))}
	}

	return nil
}

// open opens the database that --data or LINGPING_DATABASE_URL names.
func (s *shell) open(ctx context.Context) (*store.Store, error) {
	return store.Open(ctx, s.database())
}

// database is where the database is that --data or LINGPING_DATABASE_URL names.
func (s *shell) database() string {
	return cmp.Or(s.env["LINGPING_DATABASE_URL"], filepath.Join(s.data, databaseFile))
}

// databaseFile is the SQLite file in the data folder.
const databaseFile = "lingping.db"

// root is the command with all others below it.
func (s *shell) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "lingping",
		Short:         s.t("领评：领导点评工作的全过程，一个程序办完"),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{errors.New(s.t("没有“%s”这个命令", args[0]))}
			}
			return nil
		},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if err := s.configure(cmd); err != nil {
				return err
			}
			return errors.Join(s.checkZone(), s.checkKeys())
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}

	root.PersistentFlags().StringVar(&s.data, "data", "./lingping-data", s.t("数据所在的文件夹"))
	root.PersistentFlags().StringVar(&s.keys, "keys", "", s.t("存放意见密钥的文件夹（不写就是数据文件夹旁边名字加 -keys 的那个）；几台机器共用一个数据库时，都指向同一个共享文件夹，不要备份它"))
	root.PersistentFlags().StringVar(&s.zone, "zone", "", s.t("单位所在的时区，如 Asia/Shanghai（不写就是它）；第一次使用时定下，以后不变"))
	root.PersistentFlags().StringVar(&s.file, "config", "", s.t("写着各项设置的文件，见 lingping config"))
	root.SetFlagErrorFunc(s.flagFault)
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(s.demo(), s.serve(), s.init(), s.importRoster(), s.roster(), s.account(), s.scheme(), s.round(), s.plan(), s.review(),
		s.coverage(), s.stats(), s.forms(), s.filing(), s.draw(), s.outbox(), s.doctor(), s.checkpoint(), s.bundle(), s.verify(),
		s.backup(), s.restore(), s.move(), s.config(), s.health(), s.version())
	root.SetHelpCommand(s.help(root))
	s.localise(root)
	return root
}

// withJSON adds the flag --json.
func (s *shell) withJSON(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().BoolVar(&s.asJSON, "json", false, s.t("只输出一个 JSON 文档"))
	return cmd
}

// takesAtMost takes so many arguments, or fewer.
func (s *shell) takesAtMost(n int) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		return usageError{errors.New(s.t("多出了参数“%s”", args[n]))}
	}
}

// takes wants exactly the named arguments.
func (s *shell) takes(names ...string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == len(names) {
			return nil
		}
		if len(names) == 0 {
			return usageError{errors.New(s.t("多出了参数“%s”", args[0]))}
		}

		return usageError{errors.New(s.t("需要的参数：%s", strings.Join(names, " ")))}
	}
}
