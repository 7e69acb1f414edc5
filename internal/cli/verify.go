package cli

import (
	"archive/zip"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/clock"
	"lingping/internal/domain/ledger"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/store"
)

// ledgerKey is the file with the key by which the house signs its checkpoints: what LINGPING_LEDGER_KEY names, else one in
// the data folder.
func (s *shell) ledgerKey() string {
	return cmp.Or(s.env["LINGPING_LEDGER_KEY"], filepath.Join(s.data, "ledger.key"))
}

// signed lets the house sign checkpoints by its key.
func (s *shell) signed(a *app.App) error {
	secret, err := app.LedgerKey(s.ledgerKey())
	a.SignBy(secret)
	return err
}

// checkpoint signs how far the ledger has come, for those who take it away.
func (s *shell) checkpoint() *cobra.Command {
	var out string
	cmd := &cobra.Command{Use: "checkpoint", Short: s.t("检查点：台账到此为止的凭证，请存到别处，以后用它核对"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.with(cmd.Context(), func(a *app.App) error {
				if err := s.signed(a); err != nil {
					return err
				}

				signed, err := a.Checkpoint(cmd.Context(), operator())
				if err != nil {
					return err
				}

				if out == "" {
					fmt.Fprint(s.out, signed)
					return nil
				}

				return s.writeFile(out, func(w io.Writer) error {
					_, err := io.WriteString(w, signed)
					return err
				})
			})
		}}

	cmd.Flags().StringVar(&out, "out", "", s.t("写到这个文件，不写就显示出来"))
	return cmd
}

// bundle writes what an auditor verifies where the database is not.
func (s *shell) bundle() *cobra.Command {
	var out string
	cmd := &cobra.Command{Use: "bundle", Short: s.t("审计包：整个台账和各项记录的校验码，不用数据库也能核对"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if out == "" {
				return usageError{errs.NewInvalid("请用 --out 写明审计包存成哪个文件。")}
			}

			return s.with(cmd.Context(), func(a *app.App) error {
				if err := s.signed(a); err != nil {
					return err
				}

				return s.writeFile(out, func(w io.Writer) error {
					return a.ExportBundle(cmd.Context(), operator(), w, nil)
				})
			})
		}}

	cmd.Flags().StringVar(&out, "out", "", s.t("存成这个文件"))
	return cmd
}

// verify holds the database against its ledger, or a bundle against itself, and the ledger against a checkpoint that was taken
// away.
func (s *shell) verify() *cobra.Command {
	var against, key string
	cmd := &cobra.Command{Use: "verify [BUNDLE.zip]", Short: s.t("核对：台账和各项记录是否被改动过；给出审计包就核对审计包"), Args: s.takesAtMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			with, err := s.outside(against, key)
			if err != nil {
				return err
			}

			if len(args) == 1 {
				return s.verifyBundle(args[0], with)
			}

			return s.verifyHouse(cmd.Context(), with)
		}}

	cmd.Flags().StringVar(&against, "against", "", s.t("存在别处的检查点文件"))
	cmd.Flags().StringVar(&key, "key", "", s.t("本单位的公钥文件（ledger.key.pub），用来核对检查点的签名"))
	return cmd
}

func (s *shell) verifyHouse(ctx context.Context, with ledger.Outside) error {
	return s.withBare(ctx, func(db *store.Store) error {
		a := s.over(db)
		v, err := a.Verify(ctx, operator(), with)
		if err != nil {
			return err
		}

		h, err := a.Examine(ctx, operator())
		if err != nil {
			return err
		}

		s.say("核对过：台账 %d 条，各项记录 %d 件；还没有列入台账的 %d 条。", int(v.Leaves), v.Records, v.Waiting)
		s.withoutOutside(with)
		return s.tellWrong(slices.Concat(v.Wrong, v.Noted, h.Wrong))
	})
}

// verifyBundle needs no database.
func (s *shell) verifyBundle(path string, with ledger.Outside) error {
	files, err := zip.OpenReader(path)
	if errors.Is(err, zip.ErrFormat) {
		return errs.NewInvalid("“%s”不是审计包：它不是完整的 zip 文件。", path)
	}
	if err != nil {
		return s.noFile(path, err)
	}
	defer files.Close()

	v, err := ledger.AuditBundle(files, with, momentIn)
	if err != nil {
		return err
	}

	s.say("核对过审计包：%s，%s 导出，台账 %d 条，各项记录 %d 件；导出时又写过的 %d 件没有核对。", v.Head.Origin, momentIn(v.Head.Zone, v.Head.At).Format("2006-01-02 15:04"),
		int(v.Head.Size), v.Records, v.Later)
	s.withoutOutside(with)
	return s.tellWrong(slices.Concat(v.Wrong, v.Noted))
}

// momentIn is a moment (unix ms) in the zone of a house elsewhere, in the world's where this machine does not know it.
func momentIn(name string, ms int64) time.Time {
	zone, err := clock.Zone(name)
	if err != nil {
		zone = time.UTC
	}
	return clock.At(ms, zone)
}

// withoutOutside warns of what can't be told without a checkpoint that lay elsewhere.
func (s *shell) withoutOutside(with ledger.Outside) {
	if with.Checkpoint == "" {
		s.note("没有给出存在别处的检查点（--against）：整个台账重做过也看不出来。")
	}
}

// outside reads what the verifier brought along.
func (s *shell) outside(against, key string) (with ledger.Outside, err error) {
	for _, f := range []struct {
		path string
		to   *string
	}{{against, &with.Checkpoint}, {key, &with.Key}} {
		if f.path == "" {
			continue
		}

		content, err := os.ReadFile(f.path)
		if err != nil {
			return with, s.noFile(f.path, err)
		}

		*f.to = string(content)
	}

	with.Key = strings.TrimSpace(with.Key)
	return with, nil
}

// tellWrong names what is wrong and fails, unless nothing is.
func (s *shell) tellWrong(all []error) error {
	for _, wrong := range all {
		fmt.Fprintln(s.out, "✗", i18n.Error(s.lang, wrong))
	}

	if len(all) > 0 {
		s.say("发现 %d 处问题。", len(all))
		return errFailed
	}

	s.say("没有问题。")
	return nil
}
