package cli

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"lingping/internal/store"
)

// move brings the house from the one kind of database to the other.
func (s *shell) move() *cobra.Command {
	var to string
	cmd := &cobra.Command{Use: "move", Short: s.t("搬家：从数据文件搬到 PostgreSQL，或者搬回来，逐行核对"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !store.OnPostgres(to) {
				to = filepath.Join(to, databaseFile)
			}

			moved, err := store.Move(cmd.Context(), s.database(), to)
			if err != nil {
				return err
			}

			rows := int64(0)
			for _, m := range moved {
				rows += m.Rows
			}

			s.say("已搬 %d 张表、%d 行，两边逐行核对相符；原来的数据没有动。", len(moved), int(rows))
			if store.OnPostgres(to) {
				s.say("以后启动前请设置 LINGPING_DATABASE_URL；签名密钥 ledger.key 和意见密钥的文件夹仍用原来的。")
			} else {
				s.say("以后启动时请用 --data %s，不再设置 LINGPING_DATABASE_URL；请把签名密钥 ledger.key 放进去，意见密钥的文件夹用 --keys 指明。", filepath.Dir(to))
			}

			return nil
		}}

	cmd.Flags().StringVar(&to, "to", "", s.t("搬到哪里：postgres://用户:密码@主机/数据库名，或者一个新的数据文件夹"))
	s.require(cmd, "to")
	return cmd
}
