package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

// rosterAnswers are the answers of the flags, as they were written.
type rosterAnswers struct {
	same, distinct, words, columns, blank []string

	skipHidden bool
}

// answerFlags are those that answer what a roster alone does not tell.
func (s *shell) answerFlags(cmd *cobra.Command, a *rosterAnswers) {
	cmd.Flags().StringArrayVar(&a.same, "same", nil, s.t("两个编号是同一个，写作 A=B；* 表示凡是问到的都是同一个"))
	cmd.Flags().StringArrayVar(&a.distinct, "distinct", nil, s.t("两个编号是不同的两个，写作 A=B；* 表示凡是问到的都不是同一个"))
	cmd.Flags().StringArrayVar(&a.words, "word", nil, s.t("不认识的词就是哪个词，写作 院系党组织=党委"))
	cmd.Flags().StringArrayVar(&a.columns, "column", nil, s.t("不认识的表头就是哪一列，写作 职员代号=工号；写 表头=不用 就不读这一列"))
	cmd.Flags().StringArrayVar(&a.blank, "blank", nil, s.t("这一列里读不懂的格当作空着，写作 出生年月"))
	cmd.Flags().BoolVar(&a.skipHidden, "skip-hidden", false, s.t("不读隐藏的行、列和表"))
}

func (a *rosterAnswers) read() (answers app.RosterAnswers, err error) {
	answers.SkipHidden = a.skipHidden
	for _, say := range []struct {
		pairs []string
		take  func(string) error
	}{{a.same, answers.SaySame}, {a.distinct, answers.SayDistinct}, {a.words, answers.SayWord}, {a.columns, answers.SayColumn},
		{a.blank, answers.SayBlank}} {
		for _, pair := range say.pairs {
			if err := say.take(pair); err != nil {
				return answers, err
			}
		}
	}

	return answers, nil
}

// printUnread names the sheets of which nothing was read.
func (s *shell) printUnread(sheets []string) {
	if len(sheets) > 0 {
		s.say("没有读的表：%s", strings.Join(sheets, "、"))
	}
}

// printLosses says by field how many known values would be emptied or changed.
func (s *shell) printLosses(im *org.Import) {
	for _, l := range im.Losses {
		var examples []string
		for _, e := range l.Examples {
			after := e.After
			if after == "" {
				after = s.t("（空）")
			}
			examples = append(examples, e.Who+" "+e.Before+" → "+after)
		}

		s.say("%s的%s：清空 %d 处，改动 %d 处（如 %s）", i18n.Word(l.Sheet), i18n.Word(l.Field), l.Emptied, l.Changed, strings.Join(examples, "；"))
	}
}

// lost are the losses as they stand in JSON.
func lost(im *org.Import) []lossJSON {
	out := []lossJSON{}
	for _, l := range im.Losses {
		x := lossJSON{Sheet: string(l.Sheet), Field: string(l.Field), Emptied: l.Emptied, Changed: l.Changed, Examples: []exampleJSON{}}
		for _, e := range l.Examples {
			x.Examples = append(x.Examples, exampleJSON(e))
		}
		out = append(out, x)
	}

	return out
}
