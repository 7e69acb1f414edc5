package cli

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/i18n"
	"lingping/internal/store"
)

// ledgerKey is the file with the key by which the house signs its checkpoints: what LINGPING_LEDGER_KEY names, else one in
// the data folder.
func (s *shell) ledgerKey() string {
	return cmp.Or(s.env["LINGPING_LEDGER_KEY"], filepath.Join(s.data, "ledger.key"))
}

// checkpoint signs how far the ledger has come, for those who take it away.
func (s *shell) checkpoint() *cobra.Command {
	var out string
	cmd := &cobra.Command{Use: "checkpoint", Short: s.t("检查点：台账到此为止的凭证，请存到别处，以后用它核对"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.with(cmd.Context(), func(a *app.App) error {
				secret, err := app.LedgerKey(s.ledgerKey())
				if err != nil {
					return err
				}

				signed, err := a.Checkpoint(cmd.Context(), operator(), secret)
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

// verify holds the database against its ledger, and the ledger against a checkpoint that was taken away.
func (s *shell) verify() *cobra.Command {
	var against, key string
	cmd := &cobra.Command{Use: "verify", Short: s.t("核对：台账和各项记录是否被改动过"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			with, err := s.outside(against, key)
			if err != nil {
				return err
			}

			return s.withBare(cmd.Context(), func(db *store.Store) error {
				a := s.over(db)
				v, err := a.Verify(cmd.Context(), operator(), with)
				if err != nil {
					return err
				}

				h, err := a.Examine(cmd.Context(), operator())
				if err != nil {
					return err
				}

				s.say("核对过：台账 %d 条，各项记录 %d 件；还没有列入台账的 %d 条。", int(v.Leaves), v.Records, v.Waiting)
				if with.Checkpoint == "" {
					s.note("没有给出存在别处的检查点（--against）：整个台账重做过也看不出来。")
				}

				return s.tellWrong(append(v.Wrong, h.Wrong...))
			})
		}}

	cmd.Flags().StringVar(&against, "against", "", s.t("存在别处的检查点文件"))
	cmd.Flags().StringVar(&key, "key", "", s.t("本单位的公钥文件（ledger.key.pub），用来核对检查点的签名"))
	return cmd
}

// outside reads what the verifier brought along.
func (s *shell) outside(against, key string) (with app.Outside, err error) {
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
