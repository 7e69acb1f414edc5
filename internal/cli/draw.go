package cli

import (
	"encoding/json"
	"io"
	"os"

	"github.com/spf13/cobra"

	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// maxRecord is the largest record of a draw that is read, in bytes: a pool of a million lines fits.
const maxRecord = 64 << 20

// draw is what anybody does with the record of a draw. It needs no database.
func (s *shell) draw() *cobra.Command {
	cmd := &cobra.Command{Use: "draw", Short: s.t("随机抽取：核对抽取记录"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	cmd.AddCommand(s.drawVerify())
	return cmd
}

func (s *shell) drawVerify() *cobra.Command {
	return &cobra.Command{Use: "verify FILE.json", Short: s.t("不用数据库，照公布的数字重抽一遍：名单有没有改过，抽中的是不是这几个"), Args: s.takes("FILE.json"),
		RunE: func(_ *cobra.Command, args []string) error {
			r, err := s.readDraw(args[0])
			if err != nil {
				return err
			}

			wrong := r.Check()
			for _, err := range wrong {
				s.say("不一致：%s", err)
			}

			switch {
			case len(wrong) > 0:
				return errFailed
			case r.Public == "":
				s.say("第 %d 号抽取：名单 %d 个没有改过，还没有抽取。", r.Number, len(r.Pool))
			default:
				s.say("第 %d 号抽取：名单 %d 个没有改过，照公布的数字重抽，抽中的 %d 个完全一样。", r.Number, len(r.Pool), len(r.Drawn))
			}

			return nil
		}}
}

// readDraw reads a record that was downloaded from the page of a draw.
func (s *shell) readDraw(path string) (r round.DrawRecord, err error) {
	file, err := os.Open(path)
	if err != nil {
		return r, s.noFile(path, err)
	}
	defer file.Close()

	in := json.NewDecoder(io.LimitReader(file, maxRecord))
	in.DisallowUnknownFields()
	if err := in.Decode(&r); err != nil || r.PoolHash == "" {
		return r, errs.NewInvalid("“%s”不是抽取记录：请在抽取记录的页面下载“核对用的记录”。", path)
	}

	return r, nil
}
