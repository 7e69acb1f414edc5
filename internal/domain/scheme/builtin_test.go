package scheme_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// Those that follow the notice of another institution are told whose words they have.
func TestBuiltInSchemesHaveNeitherFaultsNorWarnings(t *testing.T) {
	var names []string
	for _, info := range scheme.Builtin() {
		names = append(names, info.Name)
		text, err := scheme.Source(info.Name)
		if err != nil {
			t.Fatal(err)
		}

		s, faults := scheme.Parse(info.Name, text, scheme.Source)
		if faults := butWords(faults); len(faults) != len(faults.Of(scheme.Undone)) {
			t.Errorf("%s:\n%s", info.Name, said(faults))
		}

		if s.Name != info.Name || s.Title != info.Title {
			t.Errorf("%s is listed as %+v", s.Name, info)
		}
	}

	if want := []string{"chuangxian-2010", "sikan-siping-2010", "tjzs-2010", "tongyong"}; !slices.Equal(names, want) {
		t.Errorf("built in are %v", names)
	}
}

func TestAnUnknownBuiltInIsNotFound(t *testing.T) {
	for _, name := range []string{"nobody", "", "../builtin", "chuangxian-2010.yaml", `..\x`, "builtin/chuangxian-2010"} {
		if s, err := scheme.Load(name); s != nil || errs.KindOf(err) != errs.NotFound {
			t.Errorf("%q: %v, %v", name, s, err)
		}
	}
}

// TestTheNoticeOf2010IsExpressedWhole holds the built-in scheme against the notice, clause by clause.
func TestTheNoticeOf2010IsExpressedWhole(t *testing.T) {
	s := mustLoad(t, "chuangxian-2010")
	same := func(name string, got, want any) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}

	t.Run("its head", func(t *testing.T) {
		same("title", s.Basis.Title, "关于在创先争优活动中认真做好领导点评工作的意见")
		same("date", s.Basis.Date, org.Date("2010-12-27"))
		same("recipients", s.Basis.Recipients, []string{"各党总支"})
	})

	t.Run("two (1): units and secretaries at least each half year, everyday reviews counting", func(t *testing.T) {
		f := s.Frequency[0]
		same("subjects", f.Subjects, []scheme.SubjectKind{scheme.Unit, scheme.Secretary})
		same("months", f.Months, 6)
		same("everyday", f.Everyday, true)
	})

	t.Run("two (2): seven rules", func(t *testing.T) {
		unit := []scheme.SubjectKind{scheme.Unit, scheme.Secretary}
		want := []struct {
			id       string
			relation scheme.Relation
			subjects []scheme.SubjectKind
			ifNone   bool
			begins   string
		}{
			{"R1", scheme.ChargeHolder, unit, false, "校党委书记及领导班子成员按照工作分工"},
			{"R2", scheme.ParentSecretary, unit, false, "党总支书记要对所属党支部及其书记"},
			{"R3", scheme.BranchSecretary, []scheme.SubjectKind{scheme.Member}, false, "党支部书记要对本支部每名党员"},
			{"R4", scheme.Principal, []scheme.SubjectKind{scheme.CommitteeMember}, false, "党组织班子成员由党组织主要负责人点评"},
			{"R5", "", nil, false, "各级党员领导干部既要认真搞好点评"},
			{"R6", scheme.LineSecretary, unit, true, "领导点评原则上按照党组织隶属关系和领导分工"},
			{"R7", "", nil, false, "确保点评覆盖到每个基层党组织"},
		}

		same("rules", ids(s), "R1 R2 R3 R4 R5 R6 R7")
		for i, w := range want {
			r := s.Rules[i]
			same(w.id+" relation", r.Relation, w.relation)
			same(w.id+" subjects", r.Subjects, w.subjects)
			same(w.id+" only if none", r.OnlyIfNone, w.ifNone)
			same(w.id+" clause", r.Clause, "二（二）")
			if !strings.HasPrefix(r.Text, w.begins) {
				t.Errorf("%s quotes %q", w.id, r.Text)
			}

			if (r.Relation == "") != (r.Note != "") {
				t.Errorf("%s has relation %q and note %q", w.id, r.Relation, r.Note)
			}
		}

		same("whom R5 speaks of", s.Rules[4].Groups, []string{org.GroupLeader})
	})

	t.Run("two (3): five aspects of a unit, two of a secretary, four of a committee member, three of a member", func(t *testing.T) {
		aspects, forms := map[scheme.SubjectKind]int{}, map[scheme.SubjectKind]int{}
		for _, sub := range s.Subjects {
			aspects[sub.Kind], forms[sub.Kind] = len(sub.Aspects), sub.Form
		}

		same("aspects", aspects, map[scheme.SubjectKind]int{scheme.Unit: 5, scheme.Secretary: 2, scheme.CommitteeMember: 4, scheme.Member: 3})
		same("forms", forms, map[scheme.SubjectKind]int{scheme.Unit: 2, scheme.Secretary: 2, scheme.CommitteeMember: 3, scheme.Member: 3})
		same("the member's are the committee member's", s.AspectsFor(scheme.Member, nil), s.AspectsFor(scheme.CommitteeMember, nil)[:3])
		same("yardsticks", []string{s.Yardsticks[0].Title, s.Yardsticks[1].Title}, []string{"五个好", "五带头"})
		same("theme", strings.HasPrefix(s.Theme, "结合学习贯彻党的十七届五中全会精神"), true)
	})

	t.Run("three: four modes, three ways of choosing, six regular occasions", func(t *testing.T) {
		var modes, clauses, choices []string
		for _, m := range s.Modes {
			modes, clauses = append(modes, m.Key), append(clauses, m.Clause)
		}

		for _, c := range s.Selections {
			choices = append(choices, c.Key)
		}

		same("modes", modes, []string{"collective", "individual", "on-site", "random"})
		same("clauses", clauses, []string{"三（一）", "三（二）", "三（三）", "三（四）"})
		same("selections", choices, []string{"all", "sample", "category"})
		same("carriers", s.Carriers, []string{"党员活动日", "组织生活会", "调研督查", "年终总结", "工作考核", "领导述职"})
	})

	t.Run("four: five steps, invitation, publication, rectification with a reply", func(t *testing.T) {
		var keys []scheme.StepKey
		for _, st := range s.Steps {
			keys = append(keys, st.Key)
			if st.Actor == "" || st.Artefact == "" || st.Text == "" {
				t.Errorf("%s says too little: %+v", st.Key, st)
			}
		}

		same("steps", keys, scheme.StepKeys())
		same("checks", len(s.Steps[0].Checks), 4)
		same("channels", s.Publish.Channels, []string{"会议", "公开栏", "网上"})
		same("reply", s.Rectify.Reply, true)
		same("invitation", strings.Contains(s.Attendance.Text, "普通党员、基层群众代表"), true)
	})

	t.Run("five: four demands, groups of members", func(t *testing.T) {
		same("principles", len(s.Principles), 4)
		var names []string
		for _, g := range s.Groups {
			names = append(names, g.Name)
		}
		same("groups", names[:4], []string{org.GroupLeader, org.GroupNoPost, org.GroupInfirm, org.GroupStudent})
	})

	t.Run("its end: filing and three annexes", func(t *testing.T) {
		f := s.Filing[0]
		same("forms", f.Forms, []int{2})
		same("filter", f.Filter, []scheme.Filter{scheme.FilterRootLeaders, scheme.FilterPrincipals, scheme.FilterAdministrators})
		same("side", f.Side, scheme.SideBoth)
		same("due", f.Deadline("2010-12-27", "2011-01-12"), org.Date("2011-01-12"))
		same("annex 1", s.Form(1), "创先争优活动领导点评情况统计表")
		same("annex 2", s.Form(2), "上级领导点评下级党组织及书记创先争优工作情况登记表")
		same("annex 3", s.Form(3), "基层党组织书记点评党员创先争优工作情况登记表")
	})
}

func TestOtherInstitutionsDifferMuchAndNeedNoCode(t *testing.T) {
	t.Run("leaders review their own branch, two kinds of reviewers of members, six and four aspects", func(t *testing.T) {
		s := mustLoad(t, "tjzs-2010")
		r1, _ := s.Rule("R1")
		r5, _ := s.Rule("R5")
		if r1.Relation != scheme.OwnBranch || r5.Relation != scheme.CommitteeOfLine || !r5.Makes(scheme.Member) {
			t.Errorf("R1 %+v R5 %+v", r1, r5)
		}

		unit, secretary := s.AspectsFor(scheme.Unit, nil), s.AspectsFor(scheme.Secretary, nil)
		if len(unit) != 6 || cmp.Diff(unit, secretary) != "" || len(s.AspectsFor(scheme.Member, nil)) != 4 {
			t.Errorf("%d aspects of units, %d of members", len(unit), len(s.AspectsFor(scheme.Member, nil)))
		}

		if _, ok := s.Subject(scheme.CommitteeMember); ok {
			t.Error("committee members are a kind of their own")
		}
	})
	t.Run("paired prompts, three modes, every secretary reviews", func(t *testing.T) {
		s := mustLoad(t, "sikan-siping-2010")
		last := s.Yardsticks[len(s.Yardsticks)-1]
		if len(last.Pairs) != 4 || len(s.Modes) != 3 || !s.Roster.EverySecretary {
			t.Errorf("%d pairs, %d modes, every secretary %v", len(last.Pairs), len(s.Modes), s.Roster.EverySecretary)
		}

		if _, ok := s.Mode("on-site"); ok {
			t.Error("on-site is a mode")
		}
	})
}

// The scheme that the product was built for says the same whatever it builds on: what a round keeps of it is this text.
func TestTheFirstSchemeSaysWhatItAlwaysSaid(t *testing.T) {
	golden(t, "chuangxian-2010.resolved.yaml", mustLoad(t, scheme.First).Text)
}
