package cli

import (
	"cmp"
	"os"
	"time"

	"github.com/spf13/cobra"

	"lingping/internal/clock"
	"lingping/internal/i18n"
	"lingping/internal/paper"
)

// filing is what a receiver does with packs. It needs no database.
func (s *shell) filing() *cobra.Command {
	cmd := &cobra.Command{Use: "filing", Short: s.t("备案：核对收到的报送包"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	cmd.AddCommand(s.filingCheck())
	return cmd
}

// packJSON is what the check says of a pack.
type packJSON struct {
	OK     bool     `json:"ok"`
	Hash   string   `json:"sha256"`
	Round  string   `json:"round"`
	Unit   string   `json:"unit"`
	Sheets int      `json:"sheets"`
	Wrong  []string `json:"wrong"`
}

func (s *shell) filingCheck() *cobra.Command {
	cmd := &cobra.Command{Use: "check FILE.zip", Short: s.t("不用数据库，核对报送包：文件是否被改动，登记表文字与数据、统计数重新计算是否一致"), Args: s.takes("FILE.zip"),
		RunE: func(_ *cobra.Command, args []string) error {
			zone, err := clock.Zone(cmp.Or(s.zone, clock.Usual))
			if err != nil {
				return err
			}

			file, err := os.Open(args[0])
			if err != nil {
				return s.noFile(args[0], err)
			}
			defer file.Close()

			info, err := file.Stat()
			if err != nil || !info.Mode().IsRegular() {
				return s.noFile(args[0], os.ErrInvalid)
			}

			c, err := paper.CheckPack(file, info.Size())
			if err != nil {
				return err
			}

			if s.asJSON {
				err = s.document(s.packDocument(c))
			} else {
				s.printPack(c, zone)
			}

			if err == nil && len(c.Wrong) > 0 {
				err = errFailed
			}

			return err
		}}
	return s.withJSON(cmd)
}

func (s *shell) packDocument(c paper.PackCheck) packJSON {
	out := packJSON{OK: len(c.Wrong) == 0, Hash: c.Hash, Round: c.Data.Round, Unit: c.Data.Unit, Sheets: len(c.Data.Sheets), Wrong: []string{}}
	for _, wrong := range c.Wrong {
		out.Wrong = append(out.Wrong, i18n.Error(s.lang, wrong))
	}
	return out
}

func (s *shell) printPack(c paper.PackCheck, zone *time.Location) {
	s.say("%s，%s：登记表 %d 份，%s 报送（第 %d 次）。", c.Data.Unit, c.Data.Round, len(c.Data.Sheets), c.Handed(zone), c.Data.Version)
	s.say("校验码 %s，请与回执核对。", c.Hash)
	for _, wrong := range c.Wrong {
		s.say("不一致：%s", wrong)
	}

	if len(c.Wrong) == 0 {
		s.say("文件没有被改动，登记表的文字与数据一致，统计数按登记数据重新计算，全部一致。")
		return
	}

	s.say("共 %d 处不一致，请退回报送单位说明。", len(c.Wrong))
}
