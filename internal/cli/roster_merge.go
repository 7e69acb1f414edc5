package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/i18n"
	"lingping/internal/store"
)

// rosterMerge merges two persons or units that an earlier import doubled, or says what merging them would do.
func (s *shell) rosterMerge() *cobra.Command {
	var units, dryRun bool
	cmd := &cobra.Command{Use: "merge A B", Short: s.t("把重复的人员（或党组织）A 并入 B"), Args: s.takes("A", "B"),
		RunE: func(cmd *cobra.Command, args []string) error {
			what := store.MergedPerson
			if units {
				what = store.MergedUnit
			}

			return s.with(cmd.Context(), func(a *app.App) error {
				n := app.Naming{Merge: store.Merge{What: what}, GoneText: args[0], KeptText: args[1]}
				look := func() (app.Merger, error) { return a.MergeRoster(cmd.Context(), operator(), n, 0) }
				if dryRun {
					look = func() (app.Merger, error) { return a.LookAtMerge(cmd.Context(), operator(), n) }
				}

				did, err := look()
				if err != nil {
					return err
				}

				s.printMerger(did, dryRun)
				return nil
			})
		}}

	cmd.Flags().BoolVar(&units, "unit", false, s.t("A 和 B 是党组织"))
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, s.t("只检查，不写入"))
	return cmd
}

func (s *shell) printMerger(m app.Merger, dryRun bool) {
	for _, moved := range m.Moves {
		s.say("%s：移过去 %d，两边都有、留一份 %d", moved.Name, moved.Moved, moved.Dropped)
	}

	if len(m.Lost) > 0 {
		var words []string
		for _, f := range m.Lost {
			words = append(words, s.t(f.Word()))
		}
		s.say("两者不同，照保留的：%s", strings.Join(words, "、"))
	}

	if m.GivenUp > 0 {
		s.say("重复的点评任务：去掉 %d 项，其中有草稿的 %d 项；已提交的都保留。", m.GivenUp, m.Drafts)
	}

	if m.OwedAgain > 0 {
		s.say("免评：有 %d 项只属于两者之一，合并后照常点评；确要免评的，合并后再免评。", m.OwedAgain)
	}

	if m.Spare != "" {
		s.say("停用账号“%s”，一人只能有一个账号。", m.Spare)
	}

	if len(m.Archived) > 0 {
		s.say("已归档，不变：%s", strings.Join(m.Archived, "、"))
	}

	said := i18n.Word("已把“%s”并入“%s”。")
	if dryRun {
		said = "只是检查，没有把“%s”并入“%s”。"
	}

	s.say(said, m.GoneName, m.KeptName)
}
