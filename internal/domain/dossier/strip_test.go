package dossier_test

import (
	"testing"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

func terms(kind scheme.SubjectKind, today org.Date) dossier.Terms {
	return dossier.Terms{Kind: kind, To: "2011-01-12", Today: today, Scheme: &scheme.Scheme{Steps: []scheme.Step{
		{Key: scheme.StepSummary, Due: -10},
		{Key: scheme.StepFieldwork, Due: -5, Subjects: []scheme.SubjectKind{scheme.Unit}},
		{Key: scheme.StepReview},
		{Key: scheme.StepNotice, Due: 7, Optional: true},
		{Key: scheme.StepAction, Due: 60},
	}}}
}

func TestAStepIsLateOnceItsDayHasPassedAndItIsNotSettled(t *testing.T) {
	for _, c := range []struct {
		name  string
		today org.Date
		state dossier.State
		late  bool
	}{
		{"on its day", "2011-01-02", dossier.Empty, false},
		{"a day later", "2011-01-03", dossier.Empty, true},
		{"a day later, in course", "2011-01-03", dossier.InCourse, true},
		{"done in time or not", "2011-02-03", dossier.Done, false},
		{"not needed", "2011-02-03", dossier.NotNeeded, false},
	} {
		marked := map[scheme.StepKey]dossier.Step{scheme.StepSummary: {Step: scheme.StepSummary, State: c.state}}
		if got := dossier.NewStrip(terms(scheme.Unit, c.today), marked, dossier.Step{})[0].Late; got != c.late {
			t.Errorf("%s: late is %v", c.name, got)
		}
	}
}

func TestAStepThatIsNotAskedIsNeverLateAndLacksNothing(t *testing.T) {
	s := dossier.NewStrip(terms(scheme.Member, "2012-01-01"), nil, dossier.Step{State: dossier.Done})
	if s[1].Asked || s[1].Late || s.Lacks(scheme.StepFieldwork) {
		t.Errorf("fieldwork of a member: %+v", s[1])
	}

	if !s.Lacks(scheme.StepSummary) || s.Lacks(scheme.StepReview) {
		t.Errorf("the strip is %+v", s)
	}

	if s[3].Late {
		t.Error("an optional step is late")
	}
}

func TestAStripIsCompleteWhenEverythingAskedIsSettled(t *testing.T) {
	marked := map[scheme.StepKey]dossier.Step{
		scheme.StepSummary: {State: dossier.Done}, scheme.StepNotice: {State: dossier.Done}, scheme.StepAction: {State: dossier.NotNeeded},
	}
	at := terms(scheme.Member, "2011-01-01")
	if !dossier.NewStrip(at, marked, dossier.Step{State: dossier.Done}).Complete() {
		t.Error("a member without problems is not complete")
	}

	if dossier.NewStrip(at, marked, dossier.Step{State: dossier.InCourse}).Complete() {
		t.Error("complete without a review")
	}
}
