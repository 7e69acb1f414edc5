package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"lingping/internal/app"
	"lingping/internal/domain/round"
	"lingping/internal/i18n"
)

type coverageJSON struct {
	round.Coverage
	Round   string        `json:"round"`
	Unit    string        `json:"unit"`
	Missing []missingJSON `json:"missing"`
}

// missingJSON is a subject still to be reviewed; the reviewer is null when nobody owes it (a gap).
type missingJSON struct {
	Subject  subjectJSON   `json:"subject"`
	Reviewer *reviewerJSON `json:"reviewer"`
	State    string        `json:"state"`
	Why      string        `json:"why"`
}

// coverage measures a round against its frozen roster.
func (s *shell) coverage() *cobra.Command {
	var unit string
	cmd := &cobra.Command{Use: "coverage ROUND", Short: s.t("覆盖情况：应点评、已点评、还缺谁"), Args: s.takes("ROUND"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := s.roundArg(args[0])
			if err != nil {
				return err
			}

			return s.inRound(cmd.Context(), id, func(a *app.App) error {
				c, err := a.Coverage(cmd.Context(), operator(), id, unit)
				if err != nil {
					return err
				}

				if s.asJSON {
					return s.document(s.coverageDocument(c))
				}

				s.printCoverage(c)
				return nil
			})
		}}

	cmd.Flags().StringVar(&unit, "unit", "", s.t("党组织代码或名称，不写就是整个轮次"))
	return s.withJSON(cmd)
}

func (s *shell) coverageDocument(c app.Coverage) coverageJSON {
	doc := coverageJSON{Coverage: c.Figures, Round: roundID(c.Round.ID), Unit: c.Unit.Code, Missing: []missingJSON{}}
	for _, o := range c.Owed {
		subject := subjectJSON{string(o.Kind), o.PersonNumber, o.PersonName, o.UnitCode}
		if o.Kind.IsUnit() {
			subject.ID, subject.Name = o.UnitCode, o.UnitName
		}
		doc.Missing = append(doc.Missing, missingJSON{subject,
			&reviewerJSON{Person: o.OwnerNumber, Name: o.OwnerName, Unit: o.SeatCode}, string(o.State), o.Decision.Why.As(s.lang, s.terms())})
	}

	for _, g := range c.Gaps {
		subject := subjectJSON{string(g.Subject.Kind), g.PersonNumber, g.PersonName, g.UnitCode}
		if g.Subject.Kind.IsUnit() {
			subject.ID, subject.Name = g.UnitCode, g.UnitName
		}
		doc.Missing = append(doc.Missing, missingJSON{Subject: subject, State: "gap", Why: g.Why.As(s.lang, s.terms())})
	}

	return doc
}

func (s *shell) printCoverage(c app.Coverage) {
	s.say("%s，%s：", c.Round.Name, c.Unit.Name)
	line := func(what i18n.Word, part round.Part) {
		fmt.Fprint(s.out, "  ")
		s.say("%s：应 %d，已 %d，%s", what, part.Due, part.Done, part.Rate())
	}
	for _, k := range c.Figures.Kinds(c.Plan) {
		line(k.Name, k.Part)
	}

	line("点评人", c.Figures.Reviewers)
	line("点评人次", c.Figures.Times)

	if c.Figures.Exempt > 0 {
		fmt.Fprint(s.out, "  ")
		s.say("免评 %d 个（仍在应点评数内）", c.Figures.Exempt)
	}

	if len(c.Owed)+len(c.Gaps) > 0 {
		s.say("还缺：")
	}

	for _, o := range c.Owed {
		name := o.PersonName
		if o.Kind.IsUnit() {
			name = o.UnitName
		}
		fmt.Fprintf(s.out, "  %s → %s %s（%s）\n", o.OwnerName, s.kind(o.Kind), name, s.t(o.State.Word()))
	}

	for _, g := range c.Gaps {
		fmt.Fprintf(s.out, "  ? → %s %s：%s\n", s.kind(g.Subject.Kind), g.PersonName+g.UnitName, g.Why.As(s.lang, s.terms()))
	}
}
