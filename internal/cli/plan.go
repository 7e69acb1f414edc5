package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

type planJSON struct {
	Obligations []obligationJSON `json:"obligations"`
	Gaps        []gapJSON        `json:"gaps"`
	Exempt      []exemptJSON     `json:"exempt"`
	Warnings    []string         `json:"warnings"`
	Faults      []string         `json:"faults"`
	Counts      app.PlanCounts   `json:"counts"`
}

type obligationJSON struct {
	Rules    []string     `json:"rules"`
	Clause   string       `json:"clause"`
	Reviewer reviewerJSON `json:"reviewer"`
	Subject  subjectJSON  `json:"subject"`
	Why      string       `json:"why"`
}

type reviewerJSON struct {
	Person string `json:"person"`
	Name   string `json:"name"`
	Post   string `json:"post"`
	Unit   string `json:"unit"`
}

type subjectJSON struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Name string `json:"name"`
	Unit string `json:"unit"`
}

type gapJSON struct {
	Subject subjectJSON `json:"subject"`
	Why     string      `json:"why"`
	Remedy  string      `json:"remedy"`
}

type exemptJSON struct {
	Subject  subjectJSON `json:"subject"`
	Class    string      `json:"class"`
	Reason   string      `json:"reason"`
	Approver string      `json:"approver"`
}

// plan shows who reviews whom, in any state of the round.
func (s *shell) plan() *cobra.Command {
	cmd := &cobra.Command{Use: "plan ROUND", Short: s.t("谁点评谁：任务、缺口、免评、提醒"), Args: s.takes("ROUND"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := s.roundArg(args[0])
			if err != nil {
				return err
			}

			return s.inRound(cmd.Context(), id, func(a *app.App) error {
				p, err := a.Plan(cmd.Context(), operator(), id)
				if err != nil {
					return err
				}

				if s.asJSON {
					err = s.document(s.planDocument(p))
				} else {
					s.printPlan(p)
				}

				if err == nil && len(p.Gaps)+len(p.Faults) > 0 {
					err = errLook
				}

				return err
			})
		}}
	return s.withJSON(cmd)
}

func (s *shell) planDocument(p app.Plan) planJSON {
	doc := planJSON{Obligations: []obligationJSON{}, Gaps: []gapJSON{}, Exempt: []exemptJSON{}, Warnings: []string{},
		Faults: []string{}, Counts: p.Counts}
	for _, o := range p.Obligations {
		clause := ""
		for i, c := range o.Decision.Clauses {
			if i > 0 {
				clause += "、"
			}
			clause += c
		}

		doc.Obligations = append(doc.Obligations, obligationJSON{
			Rules: o.Decision.Rules, Clause: clause,
			Reviewer: reviewerJSON{o.Reviewer.Number, o.Reviewer.Name, s.post(o.Reviewer.Post), o.Reviewer.Unit},
			Subject:  subjectOf(o.Subject), Why: o.Decision.Why.As(s.lang, s.terms()),
		})
	}

	for _, g := range p.Gaps {
		doc.Gaps = append(doc.Gaps, gapJSON{subjectOf(g.Subject), g.Why.As(s.lang, s.terms()), g.Remedy.As(s.lang, s.terms())})
	}

	for _, e := range p.Exempt {
		doc.Exempt = append(doc.Exempt, exemptJSON{subjectOf(e.Subject), e.Class, e.Reason, e.Approver})
	}

	doc.Warnings = append(doc.Warnings, s.findings(p.Warnings)...)
	doc.Faults = append(doc.Faults, s.findings(p.Faults)...)
	return doc
}

func (s *shell) post(word string) string {
	if word == "" {
		return ""
	}
	return s.t(i18n.Word(word))
}

func (s *shell) findings(list []assign.Finding) []string {
	var out []string
	for _, f := range list {
		out = append(out, f.Text.As(s.lang, s.terms()))
	}
	return out
}

func subjectOf(p app.PlanSubject) subjectJSON {
	return subjectJSON{string(p.Kind), p.Number, p.Name, p.UnitCode}
}

// kind is what the scheme calls a kind of subject.
func (s *shell) kind(kind scheme.SubjectKind) string { return s.t(s.words.KindName(kind)) }

// planned is how many subjects of each kind a plan has.
func (s *shell) planned(p app.Plan) i18n.Words {
	var row i18n.Words
	for _, k := range p.Planned {
		row = append(row, i18n.Word(s.kindCount(k)))
	}
	return row
}

// kindCount is how many there are of one kind.
func (s *shell) kindCount(k round.KindPart) string {
	if k.Persons() {
		return s.t("%s %d 名", k.Name, k.Due)
	}
	return s.t("%s %d 个", k.Name, k.Due)
}

func (s *shell) printPlan(p app.Plan) {
	s.say("%s：%d 项点评任务，%d 名{点评人}；%s。", p.Round.Name, p.Counts.Obligations, p.Counts.Reviewers, s.planned(p))
	for _, o := range p.Obligations {
		fmt.Fprintf(s.out, "%v\t%s %s\t%s\t%s %s\t%s\n", o.Decision.Rules, o.Reviewer.Number, o.Reviewer.Name,
			s.kind(o.Subject.Kind), o.Subject.Number, o.Subject.Name, o.Decision.Why.As(s.lang, s.terms()))
	}

	if len(p.Faults) > 0 {
		s.say("错误 %d 处（改正后才能启动）：", len(p.Faults))
	}

	for _, text := range s.findings(p.Faults) {
		fmt.Fprintln(s.out, "  ✗", text)
	}

	if len(p.Gaps) > 0 {
		s.say("缺口 %d 个（没有{点评人}）：", len(p.Gaps))
	}

	for _, g := range p.Gaps {
		fmt.Fprintf(s.out, "  ! %s %s %s：%s；%s\n", s.kind(g.Subject.Kind), g.Subject.Number, g.Subject.Name,
			g.Why.As(s.lang, s.terms()), g.Remedy.As(s.lang, s.terms()))
	}

	if len(p.Exempt) > 0 {
		s.say("免评 %d 个：", len(p.Exempt))
	}

	for _, e := range p.Exempt {
		fmt.Fprint(s.out, "  － ")
		s.say("%s %s：%s（批准人：%s）", e.Subject.Number, e.Subject.Name, e.Reason, e.Approver)
	}

	if len(p.Warnings) > 0 {
		s.say("提醒 %d 条（不影响启动）：", len(p.Warnings))
	}

	for _, text := range s.findings(p.Warnings) {
		fmt.Fprintln(s.out, "  ·", text)
	}
}
