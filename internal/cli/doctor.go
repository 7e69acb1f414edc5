package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"lingping/internal/domain/ledger"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/store"
)

// doctor examines the database and fails when something is wrong.
func (s *shell) doctor() *cobra.Command {
	return &cobra.Command{Use: "doctor", Short: s.t("体检：数据库、统计数、记录是否完好"), Args: s.takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.withFile(cmd.Context(), func(db *store.Store) error {
				a := s.over(db)
				h, err := a.Examine(cmd.Context(), operator())
				if err != nil {
					return err
				}

				if _, err := a.AtHome(cmd.Context(), s.zone); errs.Is(err, errs.Conflict) {
					h.Wrong = append(h.Wrong, err)
				} else if err != nil {
					return err
				}

				s.say("时区 %s，本机时钟现在是 %s。", h.Now.Location().String(), h.Now.Format("2006-01-02 15:04:05"))
				s.say("查过：轮次 %d 个，记录 %d 条，封存统计 %d 份。", h.Rounds, h.Entries, h.Sealed)
				s.say("占用数据库的上限：网页、导出、保存每次 %d 秒；成批处理不限。", int(store.Bound.Seconds()))
				for _, l := range h.Longest {
					s.say("　　最长的一次：%s %d 毫秒（%s 记）", s.t(l.Name()), l.Took.Milliseconds(), l.At.Format("2006-01-02 15:04"))
				}

				v, err := a.Verify(cmd.Context(), operator(), ledger.Outside{})
				if err != nil {
					return err
				}

				for _, note := range append(h.Notes, v.Noted...) {
					fmt.Fprintln(s.out, "·", i18n.Error(s.lang, note))
				}

				s.say("台账 %d 条，各项记录 %d 件，与台账逐一核对过。", int(v.Leaves)+v.Waiting, v.Records)
				wrong := append(h.Wrong, v.Wrong...)
				if err := a.NoteExamined(cmd.Context(), operator(), len(wrong)); err != nil {
					s.note("体检结果没有记下来，管理员的首页上看不到：%s", i18n.Error(s.lang, err))
				}

				return s.tellWrong(wrong)
			})
		}}
}
