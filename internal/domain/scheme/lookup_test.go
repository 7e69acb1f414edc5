package scheme_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

func TestRequiredParts(t *testing.T) {
	s := mustLoad(t, "chuangxian-2010")
	for _, c := range []struct {
		name   string
		kind   scheme.SubjectKind
		groups []string
		want   []scheme.Part
	}{
		{"of a unit everything but the causes", scheme.Unit, nil,
			[]scheme.Part{"aspects", "achievements", "problems", "advice", "overall", "mode", "date", "place"}},
		{"of a member", scheme.Member, nil, []scheme.Part{"aspects", "problems", "advice", "mode", "date"}},
		{"more of a leader", scheme.Member, []string{org.GroupLeader},
			[]scheme.Part{"aspects", "problems", "causes", "advice", "overall", "mode", "date"}},
		{"less of the infirm", scheme.Member, []string{org.GroupInfirm}, []scheme.Part{"advice", "overall", "mode", "date"}},
		{"all that is asked of leaders of one who is also infirm", scheme.Member, []string{org.GroupInfirm, org.GroupLeader},
			[]scheme.Part{"aspects", "problems", "causes", "advice", "overall", "mode", "date"}},
		{"the same of groups nobody speaks of", scheme.Member, []string{"窗口岗位"},
			[]scheme.Part{"aspects", "problems", "advice", "mode", "date"}},
		{"nothing of a kind that is not reviewed", scheme.Cell, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := s.RequiredParts(c.kind, c.groups); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestOneMoreGroupNeverWaivesWhatAnotherDemands(t *testing.T) {
	s := mustLoad(t, "chuangxian-2010")
	var all []string
	for _, g := range s.Groups {
		all = append(all, g.Name)
	}

	rapid.Check(t, func(t *rapid.T) {
		groups := rapid.SliceOfDistinct(rapid.SampledFrom(all), rapid.ID).Draw(t, "groups")
		got := s.RequiredParts(scheme.Member, groups)
		for _, g := range s.GroupsOf(groups) {
			for _, p := range g.Required {
				if !slices.Contains(got, p) {
					t.Errorf("%s demands %s, but of %v only %v is asked", g.Name, p, groups, got)
				}
			}
		}

		slices.Reverse(groups)
		if again := s.RequiredParts(scheme.Member, groups); !slices.Equal(got, again) {
			t.Errorf("the order of groups matters: %v, %v", got, again)
		}
	})
}

func TestAspectsOfSomeGroupsOnly(t *testing.T) {
	s := mustRead(t, `
extends: chuangxian-2010
subjects:
  - kind: member
    aspects:
      - {key: post, text: 立足本职}
      - {key: study, text: 学风, groups: [学生]}
`)

	if got := s.AspectsFor(scheme.Member, nil); len(got) != 1 || got[0].Heading() != "立足本职" {
		t.Errorf("of everybody %v", got)
	}

	if got := s.AspectsFor(scheme.Member, []string{org.GroupNoPost, org.GroupStudent}); len(got) != 2 {
		t.Errorf("of a student %v", got)
	}
}

func TestModesThatFit(t *testing.T) {
	keys := func(modes []scheme.Mode) (all []string) {
		for _, m := range modes {
			all = append(all, m.Key)
		}
		return all
	}

	notice, variants := mustLoad(t, "chuangxian-2010"), mustRead(t, variantsText(t))
	for _, c := range []struct {
		name    string
		s       *scheme.Scheme
		kind    scheme.SubjectKind
		groups  []string
		members int
		want    []string
	}{
		{"a unit is reviewed in any way", notice, scheme.Unit, nil, 30, []string{"collective", "individual", "on-site", "random"}},
		{"on-site reviews are of units", notice, scheme.Member, nil, 30, []string{"collective", "individual", "random"}},
		{"a call at home counts for the infirm", notice, scheme.Member, []string{org.GroupInfirm}, 30,
			[]string{"collective", "individual", "on-site", "random"}},
		{"few members one by one", variants, scheme.Member, nil, 15, []string{"individual", "random", "one-by-one"}},
		{"many members together", variants, scheme.Member, nil, 16, []string{"collective", "individual", "random"}},
		{"where the size is not known, both", variants, scheme.Member, nil, 0, []string{"collective", "individual", "random", "one-by-one"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := keys(c.s.ModesFor(c.kind, c.groups, c.members)); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestDeadlines(t *testing.T) {
	notice, variants := mustLoad(t, "chuangxian-2010"), mustRead(t, variantsText(t))
	for _, c := range []struct {
		name string
		got  org.Date
		want org.Date
	}{
		{"the review ends with the round", notice.Deadline(scheme.StepReview, scheme.Actor{}, "2011-01-12"), "2011-01-12"},
		{"the summary comes before", notice.Deadline(scheme.StepSummary, scheme.Actor{Kind: scheme.Member}, "2011-01-12"), "2011-01-05"},
		{"an actor of his own", variants.Deadline(scheme.StepSummary, scheme.Actor{Kind: scheme.Member}, "2011-01-12"), "2010-12-29"},
		{"an actor without one", variants.Deadline(scheme.StepSummary, scheme.Actor{Kind: scheme.Unit, Unit: org.GeneralBranch}, "2011-01-12"), "2011-01-02"},
		{"a step that the scheme does without", variants.Deadline(scheme.StepFieldwork, scheme.Actor{}, "2011-01-12"), ""},
		{"a round without an end", notice.Deadline(scheme.StepReview, scheme.Actor{}, ""), ""},
		{"filing in the notice's own round", notice.Filing[0].Deadline("2010-12-27", "2010-12-31"), "2011-01-12"},
		{"filing in a later round", notice.Filing[0].Deadline("2011-06-01", "2011-06-30"), "2011-06-30"},
		{"filing in an earlier round", notice.Filing[0].Deadline("2009-06-01", "2009-06-30"), "2009-06-30"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

func variantsText(t *testing.T) string {
	t.Helper()
	return string(mustFile(t, "testdata/variants.yaml"))
}

// TestVariantsOfPractice reads a scheme made of what many institutions do and the notice of 2010 does not.
func TestVariantsOfPractice(t *testing.T) {
	s, faults := read(variantsText(t))
	if faults := butWords(faults); len(faults) != len(faults.Of(scheme.Undone)) {
		t.Fatal(said(faults))
	}

	if r, _ := s.Rule("R1"); !r.AsBody || r.Relation != scheme.LineSecretary {
		t.Errorf("the lead group does not review as a body: %+v", r)
	}

	if len(s.Steps) != 4 {
		t.Errorf("%d steps", len(s.Steps))
	}

	if _, ok := s.Step(scheme.StepFieldwork); ok {
		t.Error("fieldwork is a step")
	}

	for _, kind := range []scheme.SubjectKind{scheme.Department, scheme.Committee, scheme.Cell, scheme.Outsider} {
		if sub, ok := s.Subject(kind); !ok || sub.Name != string(kind.Name()) || len(sub.Required) == 0 {
			t.Errorf("%s is %+v", kind, sub)
		}
	}

	if got := s.Word("活动办") + s.Word("群众") + s.Word("书记"); got != "场部办职工书记" {
		t.Errorf("words %s", got)
	}
}

func TestAStepConcernsSomeKindsOnly(t *testing.T) {
	st, _ := mustLoad(t, "chuangxian-2010").Step(scheme.StepSummary)
	if !st.Concerns(scheme.Member) || st.Concerns(scheme.Secretary) {
		t.Errorf("the summary concerns %v", st.Subjects)
	}

	// A secretary has no dossier beside that of his unit.
	if st.Subjects = []scheme.SubjectKind{scheme.Secretary}; !st.Concerns(scheme.Unit) || st.Concerns(scheme.Member) {
		t.Error("a step for secretaries is none of their units")
	}
}

// What a step can not do is told at its line: hold back a step that waits for nothing, be asked of those who have no dossier.
func TestWhatAStepCanNotDoIsTold(t *testing.T) {
	for text, want := range map[string]string{
		"steps: {summary: {demanded: true}}":                      "",
		"steps: {fieldwork: {demanded: true}}":                    "",
		"steps: {notice: {demanded: true}}":                       "本版还不会办：“通报点评意见”的 demanded",
		"steps: {review: {demanded: true}}":                       "本版还不会办：“具体实施点评”的 demanded",
		"steps: {action: {demanded: true}}":                       "本版还不会办：“落实整改措施”的 demanded",
		"steps: {notice: {subjects: [committee-member]}}":         "本版还不会办：“通报点评意见”的 subjects 只写了班子成员",
		"steps: {notice: {subjects: [member, committee-member]}}": "",
		"steps: {notice: {subjects: [secretary]}}":                "",
	} {
		s, faults := read("extends: tongyong\ntitle: 甲\n" + text + "\n")
		if s == nil || len(faults.Of(scheme.Undone)) > 0 != (want != "") || !strings.Contains(said(faults), want) {
			t.Errorf("%s: want %q, got\n%s", text, want, said(faults))
		}
	}
}
