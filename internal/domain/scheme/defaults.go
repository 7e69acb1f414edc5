package scheme

import "lingping/internal/domain/org"

// fillDefaults says what holds where a scheme is silent. The text of 2010 leaves these open too:
//
//   - units that count are committees, general branches and branches of every kind; cells, departments and external
//     units only where a scheme names them;
//   - committee members are 副书记, 主持工作 (beside a 书记), 委员 and 行政主要负责人 〔党政主要负责同志〕, of committees
//     and general branches; the branch's own committee is served as members;
//   - of members 失联 and 出国（境） an exemption is proposed, nobody is left out by itself;
//   - a branch with fewer than 3 formal members, or a reviewer with more than 60 subjects, is pointed out;
//   - leaders with a post at the root review their own branch, committee members help in theirs;
//   - a review names achievements or aspects, problems, advice, mode and date; units and secretaries are written on
//     annex 2, everybody else on annex 3;
//   - subjects are chosen all, by sample or by category.
func fillDefaults(s *Scheme) {
	r := &s.Roster
	orElse(&r.UnitKinds, org.Committee, org.SubCommittee, org.GeneralBranch, org.Branch, org.JointBranch, org.TempBranch)
	orElse(&r.CommitteeKinds, org.Committee, org.SubCommittee, org.GeneralBranch)
	orElse(&r.CommitteePosts, org.DeputySecretary, org.Acting, org.CommitteeMember, org.Administrator)
	orElse(&r.ExemptGroups, org.GroupLostContact, org.GroupAbroad)
	if r.SmallBranch == 0 {
		r.SmallBranch = 3
	}

	if r.Overload == 0 {
		r.Overload = 60
	}

	for i := range s.Rules {
		fillRule(&s.Rules[i])
	}

	for i := range s.Subjects {
		fillSubject(&s.Subjects[i])
	}

	for i := range s.Steps {
		if s.Steps[i].Short == "" {
			s.Steps[i].Short = s.Steps[i].Key.Short()
		}
	}

	if s.Selections == nil {
		s.Selections = []Choice{{Key: "all", Name: "全部"}, {Key: "sample", Name: "随机抽样"}, {Key: "category", Name: "按类别选定"}}
	}
}

func fillRule(r *Rule) {
	switch r.Relation {
	case OwnBranch:
		orElse(&r.Posts, org.Secretary, org.DeputySecretary, org.Acting, org.CommitteeMember, org.Administrator)
	case CommitteeOfLine, CommitteeOfUnit:
		orElse(&r.Posts, org.DeputySecretary, org.CommitteeMember)
	}
}

func fillSubject(sub *Subject) {
	if sub.Name == "" {
		sub.Name = string(sub.Kind.Name())
	}

	orElse(&sub.Required, PartAspects, PartProblems, PartAdvice, PartMode, PartDate)
	if sub.Form == 0 {
		sub.Form = 3
		if sub.Kind.IsUnit() || sub.Kind == Secretary {
			sub.Form = 2
		}
	}
}

// orElse sets a list that the scheme does not speak of; one that it expressly leaves empty stays empty.
func orElse[T any](list *[]T, values ...T) {
	if *list == nil {
		*list = values
	}
}
