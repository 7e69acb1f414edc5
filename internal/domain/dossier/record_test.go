package dossier_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

var ofUnit, ofPerson = dossier.Key{Unit: 1}, dossier.Key{Unit: 1, Person: 7}

func TestWhatIsPublicStaysAsItWasSaid(t *testing.T) {
	c := dossier.Commitment{Key: ofPerson}
	taken(t, "writing", c.Write(dossier.Commitment{Kind: dossier.Pledge, Text: " 走访 ", Deadline: "2011-03-01"}, "孙䶮", 3))
	if c.Text != "走访" || c.Deadline != "2011-03-01" || c.By != "孙䶮" || c.At != 3 || c.Public() || len(c.Counted()) != 0 {
		t.Errorf("written it is %+v", c)
	}

	taken(t, "taking it back", c.Droppable())
	refused(t, "publishing on no day", c.Publish("", "孙䶮", 4), errs.Invalid)
	refused(t, "publishing on a day that is none", c.Publish("2011-02-30", "孙䶮", 4), errs.Invalid)
	taken(t, "publishing", c.Publish("2011-01-05", "孙䶮", 4))
	taken(t, "publishing again", c.Publish("2011-01-09", "赵伟", 5))
	if c.Published != "2011-01-05" || c.By != "孙䶮" || !c.Public() {
		t.Errorf("public it is %+v", c)
	}

	refused(t, "changing it", c.Write(dossier.Commitment{Kind: dossier.Pledge, Text: "少走访"}, "孙䶮", 6), errs.Conflict)
	refused(t, "taking it back", c.Droppable(), errs.Conflict)
	taken(t, "reporting on it", c.Report(dossier.Kept, "走访了", "2011-02-01", "孙䶮", 7))
	if want := (round.Tally{round.Pledges: 1, round.PledgesKept: 1}); !maps.Equal(c.Counted(), want) {
		t.Errorf("it counts %v", c.Counted())
	}

	for _, f := range []dossier.Fulfilment{dossier.Keeping, dossier.PartlyKept, dossier.Unkept} {
		c.Outcome = f
		if want := (round.Tally{round.Pledges: 1}); !maps.Equal(c.Counted(), want) {
			t.Errorf("%q counts %v", f, c.Counted())
		}
	}

	duty := dossier.Commitment{Kind: dossier.Duty, Published: "2011-01-05", Outcome: dossier.Kept}
	if duty.Public() || len(duty.Counted()) != 0 {
		t.Errorf("a duty counts %v as a promise", duty.Counted())
	}
}

func TestACommitmentIsOfAKindOfItsOwnerAndFits(t *testing.T) {
	long := strings.Repeat("字", 500)
	for what, c := range map[string]struct {
		key   dossier.Key
		in    dossier.Commitment
		taken bool
	}{
		"a duty of a member":              {ofPerson, dossier.Commitment{Kind: dossier.Duty, Text: "好"}, true},
		"a task of a member":              {ofPerson, dossier.Commitment{Kind: dossier.Task, Text: "好"}, false},
		"a task of a unit":                {ofUnit, dossier.Commitment{Kind: dossier.Task, Text: "好"}, true},
		"a duty of a unit":                {ofUnit, dossier.Commitment{Kind: dossier.Duty, Text: "好"}, false},
		"a promise of a unit":             {ofUnit, dossier.Commitment{Kind: dossier.Pledge, Text: "好"}, true},
		"no text":                         {ofUnit, dossier.Commitment{Kind: dossier.Task, Text: " "}, false},
		"a text and measure that fit":     {ofUnit, dossier.Commitment{Kind: dossier.Task, Text: long, Measure: long}, true},
		"a text too long":                 {ofUnit, dossier.Commitment{Kind: dossier.Task, Text: long + "字"}, false},
		"a measure too long":              {ofUnit, dossier.Commitment{Kind: dossier.Task, Text: "好", Measure: long + "字"}, false},
		"a name that fits":                {ofUnit, dossier.Commitment{Kind: dossier.Task, Text: "好", Responsible: strings.Repeat("名", 100)}, true},
		"a name too long":                 {ofUnit, dossier.Commitment{Kind: dossier.Task, Text: "好", Responsible: strings.Repeat("名", 101)}, false},
		"a day that is none":              {ofUnit, dossier.Commitment{Kind: dossier.Task, Text: "好", Deadline: "2011-02-30"}, false},
		"no day: by the end of the round": {ofUnit, dossier.Commitment{Kind: dossier.Task, Text: "好"}, true},
	} {
		one := dossier.Commitment{Key: c.key}
		if err := one.Write(c.in, "钱芳", 3); c.taken {
			taken(t, what, err)
		} else {
			refused(t, what, err, errs.Invalid)
		}
	}

	if p, u := ofPerson.Pledged(), ofUnit.Pledged(); p[round.PledgedMembers] != 1 || u[round.PledgedUnits] != 1 || len(p)+len(u) != 2 {
		t.Errorf("the first promise counts %v of a member, %v of a unit", p, u)
	}
}

func TestWhatBecameOfACommitmentIsSaidInAWord(t *testing.T) {
	var c dossier.Commitment
	refused(t, "an outcome that is none", c.Report("soon", "x", "", "钱芳", 3), errs.Invalid)
	refused(t, "kept without a word", c.Report(dossier.Kept, " ", "", "钱芳", 3), errs.Invalid)
	refused(t, "a day that is none", c.Report(dossier.Kept, "好", "2011-02-30", "钱芳", 3), errs.Invalid)
	taken(t, "still kept, without a word", c.Report(dossier.Keeping, "", "", "钱芳", 3))
	taken(t, "1000 characters", c.Report(dossier.Unkept, strings.Repeat("字", 1000), "", "钱芳", 3))
	refused(t, "1001 characters", c.Report(dossier.Unkept, strings.Repeat("字", 1001), "", "钱芳", 3), errs.Invalid)
}

func TestLinesOfAPaperAreReadWithoutTheirNumbers(t *testing.T) {
	got := dossier.Entered{Lines: "1、走访\n2. 谈话\n 3）走访\n\n走访\n1.5 小时\n12．开会\n123、长号\n9"}.Items()
	if want := []string{"走访", "谈话", "1.5 小时", "开会", "123、长号", "9"}; !slices.Equal(got, want) {
		t.Errorf("read are %q, want %q", got, want)
	}
}

// visit is a record of a visit on the fifth of January.
func visit() dossier.Fieldwork {
	return dossier.Fieldwork{Units: []dossier.Seen{{Unit: 1}}, Kind: dossier.Visit, Day: "2011-01-05", Findings: []dossier.Finding{{Kind: dossier.Problem, Text: "走访少"}}}
}

func number() func() int64 { n := int64(0); return func() int64 { n++; return 100 + n } }

func TestFieldworkIsEnteredFromItsDayOnAndFits(t *testing.T) {
	for what, c := range map[string]struct {
		change func(*dossier.Fieldwork)
		taken  bool
	}{
		"today":                   {func(*dossier.Fieldwork) {}, true},
		"yesterday":               {func(f *dossier.Fieldwork) { f.Day = "2011-01-04" }, true},
		"tomorrow":                {func(f *dossier.Fieldwork) { f.Day = "2011-01-06" }, false},
		"no day":                  {func(f *dossier.Fieldwork) { f.Day = "" }, false},
		"no kind":                 {func(f *dossier.Fieldwork) { f.Kind = "" }, false},
		"no unit":                 {func(f *dossier.Fieldwork) { f.Units = nil }, false},
		"100 units":               {func(f *dossier.Fieldwork) { f.Units = make([]dossier.Seen, 100) }, true},
		"101 units":               {func(f *dossier.Fieldwork) { f.Units = make([]dossier.Seen, 101) }, false},
		"a place that fits":       {func(f *dossier.Fieldwork) { f.Place = strings.Repeat("楼", 100) }, true},
		"a place too long":        {func(f *dossier.Fieldwork) { f.Place = strings.Repeat("楼", 101) }, false},
		"who was met, that fits":  {func(f *dossier.Fieldwork) { f.Met = strings.Repeat("人", 500) }, true},
		"who was met, too long":   {func(f *dossier.Fieldwork) { f.Met = strings.Repeat("人", 501) }, false},
		"fewer than no members":   {func(f *dossier.Fieldwork) { f.Members = -1 }, false},
		"fewer than nobody":       {func(f *dossier.Fieldwork) { f.Masses = -1 }, false},
		"100000 members":          {func(f *dossier.Fieldwork) { f.Members, f.Masses = 100_000, 100_000 }, true},
		"100001 members":          {func(f *dossier.Fieldwork) { f.Members = 100_001 }, false},
		"100001 of the masses":    {func(f *dossier.Fieldwork) { f.Masses = 100_001 }, false},
		"60 findings":             {func(f *dossier.Fieldwork) { f.Findings = slices.Repeat(f.Findings, 60) }, true},
		"61 findings":             {func(f *dossier.Fieldwork) { f.Findings = slices.Repeat(f.Findings, 61) }, false},
		"a finding that fits":     {func(f *dossier.Fieldwork) { f.Findings[0].Text = strings.Repeat("字", 500) }, true},
		"a finding too long":      {func(f *dossier.Fieldwork) { f.Findings[0].Text = strings.Repeat("字", 501) }, false},
		"a finding of no kind":    {func(f *dossier.Fieldwork) { f.Findings[0].Kind = "" }, false},
		"nothing found, an empty": {func(f *dossier.Fieldwork) { f.Findings[0] = dossier.Finding{Text: " "} }, true},
	} {
		in, f := visit(), dossier.Fieldwork{}
		c.change(&in)
		if err := f.Save(0, in, "刘强", 3, "2011-01-05", number()); c.taken {
			taken(t, what, err)
		} else {
			refused(t, what, err, errs.Invalid)
		}
	}
}

func TestAFindingKeepsItsNumberWhenItIsReworded(t *testing.T) {
	f, next := dossier.Fieldwork{}, number()
	in := visit()
	in.Findings = []dossier.Finding{{Kind: dossier.Problem, Text: "走访少"}, {Kind: dossier.Problem, Text: "记录少"}, {Kind: dossier.Strength, Text: "学习好"}}
	taken(t, "saving", f.Save(0, in, "刘强", 3, "2011-01-05", next))
	in.Findings = []dossier.Finding{{Kind: dossier.Problem, Text: "新问题"}, {Kind: dossier.Problem, Text: "记录少"}, {Kind: dossier.Remark, Text: "学习好"}, {Kind: dossier.Problem, Text: "又一个"}}
	taken(t, "saving again", f.Save(1, in, "刘强", 4, "2011-01-05", next))
	var ids []int64
	for _, x := range f.Findings {
		ids = append(ids, x.ID)
	}

	if want := []int64{101, 102, 104, 105}; !slices.Equal(ids, want) {
		t.Errorf("the lines have the numbers %v, want %v", ids, want)
	}

	refused(t, "saving over another's", f.Save(1, in, "刘强", 5, "2011-01-05", next), errs.Conflict)
}

func TestASummaryIsHandedInOnceItSaysWhatEverySummarySays(t *testing.T) {
	text := dossier.SummaryText{Achievements: "成绩", Problems: []string{"走访少"}}
	for what, c := range map[string]struct {
		key   dossier.Key
		in    dossier.Summary
		taken bool
	}{
		"a member's":                          {ofPerson, dossier.Summary{Text: text}, true},
		"a unit's with who took part":         {ofUnit, dossier.Summary{Text: text, TookPart: "钱芳"}, true},
		"a unit's without who took part":      {ofUnit, dossier.Summary{Text: text, TookPart: " "}, false},
		"one without a problem":               {ofPerson, dossier.Summary{Text: dossier.SummaryText{Achievements: "成绩", Problems: []string{" "}}}, false},
		"an empty one":                        {ofPerson, dossier.Summary{}, false},
		"one with a problem and nothing else": {ofPerson, dossier.Summary{Text: dossier.SummaryText{Problems: []string{"走访少"}}}, true},
	} {
		s := dossier.Summary{Key: c.key, State: dossier.SummaryOwed, ReturnReason: "旧"}
		taken(t, what, s.Save(0, c.in, "孙䶮", 3))
		if s.State != dossier.SummaryDraft || s.Revision != 1 {
			t.Errorf("%s: saved it is %s, revision %d", what, s.State, s.Revision)
		}

		if err := s.HandIn(4); !c.taken {
			refused(t, what, err, errs.Invalid)
			continue
		} else {
			taken(t, what, err)
		}

		if s.State != dossier.SummaryHandedIn || s.HandedInAt != 4 || s.ReturnReason != "" {
			t.Errorf("%s: handed in it is %+v", what, s)
		}

		refused(t, "handing in again", s.HandIn(5), errs.Conflict)
		refused(t, "saving what is handed in", s.Save(1, c.in, "孙䶮", 5), errs.Conflict)
		refused(t, "returning without a reason", s.Return(" ", "钱芳"), errs.Invalid)
		refused(t, "returning with 1001 characters", s.Return(strings.Repeat("字", 1001), "钱芳"), errs.Invalid)
		taken(t, "returning with 1000", s.Return(strings.Repeat("字", 1000), "钱芳"))
		refused(t, "returning again", s.Return("补", "钱芳"), errs.Conflict)
		taken(t, "saving what came back", s.Save(1, c.in, "孙䶮", 6))
		if s.State != dossier.SummaryReturned {
			t.Errorf("%s: saved after its return it is %s", what, s.State)
		}

		refused(t, "saving over another's", s.Save(1, c.in, "孙䶮", 6), errs.Conflict)
	}
}

func TestASummaryFits(t *testing.T) {
	for what, c := range map[string]struct {
		in    dossier.Summary
		taken bool
	}{
		"5000 characters":              {dossier.Summary{Text: dossier.SummaryText{Causes: strings.Repeat("字", 5000)}}, true},
		"5001 characters":              {dossier.Summary{Text: dossier.SummaryText{Causes: strings.Repeat("字", 5001)}}, false},
		"5001 characters of names":     {dossier.Summary{TookPart: strings.Repeat("字", 5001)}, false},
		"5001 characters of a problem": {dossier.Summary{Text: dossier.SummaryText{Problems: []string{strings.Repeat("字", 5001)}}}, false},
		"5001 characters of a check":   {dossier.Summary{Text: dossier.SummaryText{Checks: []dossier.Check{{Text: strings.Repeat("字", 5001)}}}}, false},
		"50 problems":                  {dossier.Summary{Text: dossier.SummaryText{Problems: slices.Repeat([]string{"少"}, 50)}}, true},
		"51 problems":                  {dossier.Summary{Text: dossier.SummaryText{Problems: slices.Repeat([]string{"少"}, 51)}}, false},
		"a meeting on no day":          {dossier.Summary{MetOn: "2011-02-30"}, false},
		"a meeting on a day":           {dossier.Summary{MetOn: org.Date("2011-01-05")}, true},
	} {
		s := dossier.Summary{Key: ofPerson}
		if err := s.Save(0, c.in, "孙䶮", 3); c.taken {
			taken(t, what, err)
		} else {
			refused(t, what, err, errs.Invalid)
		}
	}
}
