package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

type trialJSON struct {
	Counts   app.PlanCounts `json:"counts"`
	Gaps     []gapJSON      `json:"gaps"`
	Faults   []string       `json:"faults"`
	Warnings []string       `json:"warnings"`
	Calendar []taskJSON     `json:"calendar"`
	Asked    []askedJSON    `json:"asked"`
}

type taskJSON struct {
	Day  string `json:"day"`
	Task string `json:"task"`
	Who  string `json:"who"`
	For  string `json:"for"` // the only kind of unit or subject that has this day; empty: all others
}

type askedJSON struct {
	Subject     string `json:"subject"`
	By          string `json:"by"`
	Reviewers   int    `json:"reviewers"`
	Obligations int    `json:"obligations"`
	Required    string `json:"required"`
	Form        int    `json:"form"`
	Day         string `json:"day"`
}

// schemeTry says what a scheme would make of a roster. No round is opened.
func (s *shell) schemeTry() *cobra.Command {
	var rosters []string
	var from, to string
	var in app.Trying
	cmd := &cobra.Command{Use: "try FILE", Short: s.t("在名册上试用方案：谁点评谁、缺口、日程、各人要做什么；不筹备轮次"), Args: s.takes("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			var err error
			for _, d := range []struct {
				text string
				into *org.Date
			}{{from, &in.From}, {to, &in.To}} {
				if d.text == "" {
					continue
				}

				if *d.into, err = org.ParseDay(d.text); err != nil {
					return usageError{errors.New(s.t("“%s”不是日期，请写成 2010-12-27", d.text))}
				}
			}

			if in.Scheme, in.Text, err = s.schemeText(cmd.Context(), args[0]); err != nil {
				return err
			}

			if in.Scheme == args[0] && len(in.Text) > 0 {
				if _, err := s.ownScheme(cmd, args[0]); err != nil {
					return err
				}
			}

			in.Beside = s.beside(cmd.Context(), args[0])
			if len(rosters) > 0 { // needs no house
				return s.tried(s.tryOnRoster(cmd.Context(), app.New(nil), in, rosters))
			}

			return s.with(cmd.Context(), func(a *app.App) error { return s.tried(a.TryScheme(cmd.Context(), operator(), in)) })
		}}

	cmd.Flags().StringArrayVar(&rosters, "roster", nil, s.t("用这个名册文件试，不用系统里的名册，也不写入系统；分成几个文件的，每个写一次"))
	cmd.Flags().StringVar(&from, "from", "", s.t("开始日期，不写就是这半年的第一天"))
	cmd.Flags().StringVar(&to, "to", "", s.t("结束日期，不写就是这半年的最后一天"))
	cmd.Flags().StringVar(&in.Unit, "unit", "", s.t("党组织代码或名称：只在它和它的下级"))
	return s.withJSON(cmd)
}

// tryOnRoster tries a scheme on roster files.
func (s *shell) tryOnRoster(ctx context.Context, a *app.App, in app.Trying, names []string) (t app.Trial, err error) {
	var files []app.RosterFile
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return t, s.noFile(name, err)
		}
		defer f.Close()

		info, err := f.Stat()
		if err != nil {
			return t, err
		}

		files = append(files, app.RosterFile{Name: filepath.Base(name), Body: f, Size: info.Size()})
	}

	return a.TryOnRoster(ctx, operator(), in, files, s.reading)
}

// tried says what came of a trial.
func (s *shell) tried(t app.Trial, err error) error {
	if t.Untaken != nil {
		s.printImport(t.Untaken, false, app.ImportOptions{})
		return errLook
	}

	if err != nil {
		return err
	}

	s.words = t.View.Plan
	if s.asJSON {
		err = s.document(s.trialDocument(t))
	} else {
		s.printTrial(t)
	}

	if err == nil && t.Counts.Gaps+t.Counts.Faults > 0 {
		err = errLook
	}

	return err
}

func (s *shell) trialDocument(t app.Trial) trialJSON {
	doc := trialJSON{Counts: t.Counts, Gaps: []gapJSON{}, Calendar: []taskJSON{}, Asked: []askedJSON{},
		Faults: append([]string{}, s.findings(t.Faults)...), Warnings: append([]string{}, s.findings(t.Warnings)...)}
	for _, g := range t.Gaps {
		doc.Gaps = append(doc.Gaps, gapJSON{subjectOf(g.Subject), g.Why.As(s.lang, s.terms()), g.Remedy.As(s.lang, s.terms())})
	}

	for _, task := range t.Calendar {
		doc.Calendar = append(doc.Calendar, taskJSON{string(task.Day), s.taskName(task), s.own(task.Who), s.own(string(task.For))})
	}

	for _, k := range t.Asked {
		doc.Asked = append(doc.Asked, askedJSON{s.own(k.Name), s.t("%s", t.View.Plan.Finders(k.Kind)), k.Reviewers, k.Obligations,
			s.t("%s", partWords(k.Required)), k.Form, string(k.Day)})
	}

	return doc
}

func (s *shell) printTrial(t app.Trial) {
	s.say("%s，%s 至 %s，%s", t.View.Plan.Title, string(t.Round.From), string(t.Round.To), t.View.Top.Name)
	s.say("%d 项任务，%d 名{点评人}；%s。", t.Counts.Obligations, t.Counts.Reviewers, s.planned(t.Plan))
	for _, k := range t.Asked {
		s.say("%s：由%s点评，%d 人写 %d 份；不能空：%s；填在附件%d上；最迟 %s", i18n.Word(s.own(k.Name)), t.View.Plan.Finders(k.Kind),
			k.Reviewers, k.Obligations, partWords(k.Required), k.Form, string(k.Day))
	}

	s.say("日程：")
	for _, task := range t.Calendar {
		who := s.own(task.Who)
		if task.For != "" {
			who = s.t("%s（只是%s）", who, task.For)
		}
		fmt.Fprintf(s.out, "  %s  %s  %s\n", task.Day, s.taskName(task), who)
	}

	s.printTrialFaults(t)
}

func (s *shell) printTrialFaults(t app.Trial) {
	if t.Counts.Faults > 0 {
		s.say("错误 %d 处（改正后才能启动）：", t.Counts.Faults)
	}

	for _, text := range s.findings(t.Faults) {
		fmt.Fprintln(s.out, "  ✗", text)
	}

	if t.Counts.Gaps == 0 {
		s.say("没有缺口：每个对象都有{点评人}。")
		return
	}

	s.say("缺口 %d 个（没有{点评人}）：", t.Counts.Gaps)
	for _, g := range t.Gaps {
		fmt.Fprintf(s.out, "  ! %s %s %s：%s；%s\n", s.kind(g.Subject.Kind), g.Subject.Number, g.Subject.Name,
			g.Why.As(s.lang, s.terms()), g.Remedy.As(s.lang, s.terms()))
	}
}
