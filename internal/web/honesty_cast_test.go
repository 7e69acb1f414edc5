package web_test

import (
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// feeling is a change of one field that is no free text, and the page that then says something else.
type feeling struct {
	change func(*scheme.Scheme)
	on     string
}

// enrich adds to the living roster of the scene what some fields speak of: a second leader in charge of Z1, and a branch
// under it without members.
func enrich(tx *store.Tx) error {
	r := testkit.Roster()
	at := map[string]org.UnitID{}
	for _, u := range r.Units {
		at[u.Code] = u.ID
	}

	who := map[string]org.PersonID{}
	for _, p := range r.Persons {
		who[p.Number] = p.ID
	}

	empty := org.Unit{ID: 77, Code: "B13", Name: "机械学院空支部", Kind: org.Branch, Parent: at["Z1"]}
	if err := tx.SaveUnits(org.Arrange(append(r.Units, empty)), func(name string) string { return name }); err != nil {
		return err
	}

	if err := tx.SavePost(org.Post{ID: 78, Person: who["106"], Unit: empty.ID, Kind: org.Secretary}); err != nil {
		return err
	}

	return tx.SaveCharge(org.Charge{ID: 79, Person: who["003"], Unit: at["Z1"], Kind: org.InCharge})
}

// rich is the scheme that the product was built for, with something under every field that does something.
func rich(t *testing.T) *scheme.Scheme {
	t.Helper()
	s := must(scheme.Load(scheme.First))(t)
	s.Extends = "" // a round keeps it resolved
	s.Basis.Number = "校党字〔2010〕9号"
	s.Yardsticks = append(s.Yardsticks, scheme.Yardstick{Title: "一看一评", Pairs: []scheme.Pair{{Look: "看目标", Judge: "评效果"}}})
	s.Subjects[0].Aspects[0].Prompts = []string{"做了哪几件事"}
	s.Rectify.Text, s.Publish.Days = "整改到位后书面回复。", 5
	s.Attendance.MinRepresentatives = 1
	s.Groups[1].Carriers = []string{"电话"}
	s.Filing[0].Due = ""
	return s
}

// felt are the fields that are no free text.
var felt = map[string]feeling{
	"extends":                        {func(s *scheme.Scheme) { *s = *child("extends: tjzs-2010\ntitle: 甲\n") }, "plan"},
	"basis.date":                     {func(s *scheme.Scheme) { s.Basis.Date = "1999-03-04" }, "review-edit"},
	"frequency.subjects":             {func(s *scheme.Scheme) { s.Frequency[0].Subjects = []scheme.SubjectKind{scheme.Unit} }, "clock"},
	"frequency.months":               {func(s *scheme.Scheme) { s.Frequency[0].Months = 3 }, "clock"},
	"frequency.everyday":             {func(s *scheme.Scheme) { s.Frequency[0].Everyday = false }, "clock"},
	"rules.relation":                 {func(s *scheme.Scheme) { s.Rules[0].Relation, s.Rules[0].Charges = scheme.ParentSecretary, nil }, "plan"},
	"rules.subjects":                 {func(s *scheme.Scheme) { s.Rules[0].Subjects = []scheme.SubjectKind{scheme.Unit} }, "plan"},
	"rules.charges":                  {func(s *scheme.Scheme) { s.Rules[0].Charges = []org.ChargeKind{org.ContactPoint} }, "plan"},
	"rules.posts":                    {func(s *scheme.Scheme) { s.Rules[0].Posts = []org.PostKind{org.DeputySecretary} }, "plan"},
	"rules.unit-kinds":               {func(s *scheme.Scheme) { s.Rules[2].UnitKinds = []org.UnitKind{org.JointBranch} }, "plan"},
	"rules.line-kinds":               {func(s *scheme.Scheme) { s.Rules[2].LineKinds = []org.UnitKind{org.Committee} }, "plan"},
	"rules.categories":               {func(s *scheme.Scheme) { s.Rules[2].Categories = []string{"教工"} }, "plan"},
	"rules.groups":                   {func(s *scheme.Scheme) { s.Rules[2].Groups = []string{"学生"} }, "plan"},
	"rules.min-members":              {func(s *scheme.Scheme) { s.Rules[2].MinMembers = 90 }, "plan"},
	"rules.max-members":              {func(s *scheme.Scheme) { s.Rules[2].MaxMembers = 1 }, "plan"},
	"rules.only-if-none":             {func(s *scheme.Scheme) { s.Rules[5].OnlyIfNone = false }, "plan"},
	"rules.as-body":                  {func(s *scheme.Scheme) { s.Rules[2].AsBody = true }, "plan"},
	"roster.unit-kinds":              {func(s *scheme.Scheme) { s.Roster.UnitKinds = []org.UnitKind{org.GeneralBranch} }, "plan"},
	"roster.committee-kinds":         {func(s *scheme.Scheme) { s.Roster.CommitteeKinds = []org.UnitKind{org.Branch} }, "plan"},
	"roster.committee-posts":         {func(s *scheme.Scheme) { s.Roster.CommitteePosts = []org.PostKind{org.Administrator} }, "plan"},
	"roster.exempt-groups":           {func(s *scheme.Scheme) { s.Roster.ExemptGroups = []string{"学生"} }, "plan"},
	"roster.one-per-subject":         {func(s *scheme.Scheme) { s.Roster.OnePerSubject = true }, "plan"},
	"roster.every-secretary":         {func(s *scheme.Scheme) { s.Roster.EverySecretary = true }, "plan"},
	"roster.small-branch":            {func(s *scheme.Scheme) { s.Roster.SmallBranch = 90 }, "plan"},
	"roster.words":                   {func(s *scheme.Scheme) { s.Roster.Words = map[string]string{"执行书记": "副书记"} }, "import"},
	"roster.overload":                {func(s *scheme.Scheme) { s.Roster.Overload = 1 }, "plan"},
	"yardsticks.subjects":            {func(s *scheme.Scheme) { s.Yardsticks[0].Subjects = []scheme.SubjectKind{scheme.Member} }, "review-edit"},
	"subjects.kind":                  {func(s *scheme.Scheme) { dropSubject(s, scheme.CommitteeMember) }, "plan"},
	"subjects.aspects.groups":        {func(s *scheme.Scheme) { s.Subjects[3].Aspects[1].Groups = []string{"学生"} }, "review-edit"},
	"subjects.required":              {func(s *scheme.Scheme) { s.Subjects[3].Required = []scheme.Part{scheme.PartPlace} }, "review-edit"},
	"subjects.form":                  {func(s *scheme.Scheme) { s.Subjects[3].Form = 2 }, "review"},
	"modes.key":                      {func(s *scheme.Scheme) { s.Modes[3].Key = "by-lot" }, "review-edit"},
	"modes.subjects":                 {func(s *scheme.Scheme) { s.Modes[0].Subjects = []scheme.SubjectKind{scheme.Secretary} }, "review-edit"},
	"modes.groups":                   {func(s *scheme.Scheme) { s.Modes[0].Groups = []string{"学生"} }, "review-edit"},
	"modes.min-members":              {func(s *scheme.Scheme) { s.Modes[0].MinMembers = 90 }, "review-edit"},
	"modes.max-members":              {func(s *scheme.Scheme) { s.Modes[0].MaxMembers = 1 }, "review-edit"},
	"steps.key":                      {func(s *scheme.Scheme) { s.Steps = s.Steps[1:] }, "dossiers"},
	"steps.short":                    {func(s *scheme.Scheme) { s.Steps[0].Short = "回头看" }, "dossiers"},
	"steps.subjects":                 {func(s *scheme.Scheme) { s.Steps[0].Subjects = []scheme.SubjectKind{scheme.Unit} }, "dossiers"},
	"steps.optional":                 {func(s *scheme.Scheme) { s.Steps[0].Optional, s.Steps[0].Due = true, -180 }, "dossiers"},
	"steps.due":                      {func(s *scheme.Scheme) { s.Steps[0].Due = -8 }, "dossiers"},
	"steps.on":                       {func(s *scheme.Scheme) { s.Steps[0].On = "2011-01-03" }, "dossiers"},
	"steps.due-actor":                {func(s *scheme.Scheme) { s.Steps[0].DueActor = map[string]int{"branch": -20} }, "dossiers"},
	"steps.demanded":                 {func(s *scheme.Scheme) { s.Steps[0].Demanded = true }, "dossiers"},
	"attendance.min-members":         {func(s *scheme.Scheme) { s.Attendance.MinMembers = 9 }, "occasion"},
	"attendance.min-representatives": {func(s *scheme.Scheme) { s.Attendance.MinRepresentatives = 9 }, "occasion"},
	"attendance.quorum":              {func(s *scheme.Scheme) { s.Attendance.Quorum = 0.8 }, "occasion"},
	"publication.fields":             {func(s *scheme.Scheme) { s.Publish.Fields = []scheme.Part{scheme.PartAdvice} }, "notice-new"},
	"publication.days":               {func(s *scheme.Scheme) { s.Publish.Days = 9 }, "notice"},
	"rectification.days":             {func(s *scheme.Scheme) { s.Rectify.Days = 9 }, "action"},
	"rectification.reply":            {func(s *scheme.Scheme) { s.Rectify.Reply = false }, "action"},
	"groups.name":                    {func(s *scheme.Scheme) { s.Groups[1].Name = "无职务" }, "review-edit"},
	"groups.required":                {func(s *scheme.Scheme) { s.Groups[1].Required = []scheme.Part{scheme.PartPlace} }, "review-edit"},
	"groups.waived":                  {func(s *scheme.Scheme) { s.Groups[1].Waived = []scheme.Part{scheme.PartProblems} }, "review-edit"},
	"groups.modes":                   {func(s *scheme.Scheme) { s.Groups[1].Modes = []string{"on-site"} }, "review-edit"},
	"filing.who":                     {func(s *scheme.Scheme) { s.Filing[0].Who = "各直属党支部" }, "filings"},
	"filing.forms":                   {func(s *scheme.Scheme) { s.Filing[0].Forms = []int{3} }, "filing"},
	"filing.filter":                  {func(s *scheme.Scheme) { s.Filing[0].Filter = []scheme.Filter{scheme.FilterPrincipals} }, "filing"},
	"filing.side":                    {func(s *scheme.Scheme) { s.Filing[0].Side = scheme.SideReceived }, "filing"},
	"filing.due":                     {func(s *scheme.Scheme) { s.Filing[0].Due = "2011-07-02" }, "filings"},
	"filing.due-in":                  {func(s *scheme.Scheme) { s.Filing[0].DueIn = new(3) }, "filings"},
	"filing.hour":                    {func(s *scheme.Scheme) { s.Filing[0].Hour = "17:00" }, "filing"},
	"statistics.columns":             {func(s *scheme.Scheme) { s.Statistics.Columns = []scheme.Column{scheme.ColumnUnits} }, "stats"},
	"forms.number":                   {func(s *scheme.Scheme) { s.Forms[2].Number = 9 }, "forms"},
	"forms.template":                 {func(s *scheme.Scheme) { s.Forms[1].Template = "本校表" }, "forms"},
	"vocabulary":                     {func(s *scheme.Scheme) { s.Vocabulary = map[string]string{"活动办": "场部办"} }, "filing"},
	"name":                           {func(s *scheme.Scheme) { s.Name = "chunji" }, "round"},
	"selections.key":                 {func(s *scheme.Scheme) { s.Selections[0].Key = "everybody" }, "review-edit"},
}

// feltOf are fields of items that do something in one item of a list and might do nothing in another: those of every step, of rules
// of every relation that reads them, of groups and aspects of units beside those of members.
func feltOf() map[string]feeling {
	all := map[string]feeling{
		"rules[R4].posts at own-branch": {func(s *scheme.Scheme) {
			s.Rules = append(s.Rules, scheme.Rule{ID: "R90", Relation: scheme.OwnBranch, Subjects: []scheme.SubjectKind{scheme.Unit}, Posts: []org.PostKind{org.Secretary}})
		}, "plan"},
		"rules.unit-kinds of members": {func(s *scheme.Scheme) { s.Rules[2].UnitKinds = []org.UnitKind{org.Committee} }, "plan"},
		"rules.line-kinds of units":   {func(s *scheme.Scheme) { s.Rules[1].LineKinds = []org.UnitKind{org.SubCommittee} }, "plan"},
		"rules.categories of units":   {func(s *scheme.Scheme) { s.Rules[1].Categories = []string{"学生"} }, "plan"},
		"rules.min-members of units":  {func(s *scheme.Scheme) { s.Rules[1].MinMembers = 90 }, "plan"},
		"rules.as-body of units":      {func(s *scheme.Scheme) { s.Rules[0].AsBody = true }, "plan"},
		"subjects.required of a unit": {func(s *scheme.Scheme) { s.Subjects[0].Required = []scheme.Part{scheme.PartPlace} }, "review-edit"},
		"subjects.form of a unit":     {func(s *scheme.Scheme) { s.Subjects[0].Form = 3 }, "forms"},
	}

	for i, key := range scheme.StepKeys() {
		step := func(change func(*scheme.Step)) func(*scheme.Scheme) {
			return func(s *scheme.Scheme) { change(&s.Steps[i]) }
		}
		at := "steps[" + string(key) + "]."
		all[at+"short"] = feeling{step(func(st *scheme.Step) { st.Short = "别的" }), "dossiers"}
		all[at+"subjects"] = feeling{step(func(st *scheme.Step) { st.Subjects = []scheme.SubjectKind{scheme.Member} }), "dossiers"}
		all[at+"due"] = feeling{step(func(st *scheme.Step) { st.Due = -9 }), "dossiers"}
		all[at+"on"] = feeling{step(func(st *scheme.Step) { st.On = "2011-01-02" }), "dossiers"}
		all[at+"due-actor of a kind of unit"] = feeling{step(func(st *scheme.Step) { st.DueActor = map[string]int{"general-branch": -20, "branch": -20} }), "dossiers"}
		all[at+"due-actor of a kind of subject"] = feeling{step(func(st *scheme.Step) { st.DueActor = map[string]int{"unit": -21, "member": -21} }), "dossiers"}
		all[at+"optional"] = feeling{func(s *scheme.Scheme) { s.Steps[i].Optional = true }, "dossiers"}
	}

	return all
}

// child is a scheme that builds on another.
func child(text string) *scheme.Scheme {
	s, _ := scheme.Parse("甲", []byte(text), scheme.Source)
	s.Extends, s.Instruments = "", nil
	return s
}

func dropSubject(s *scheme.Scheme, kind scheme.SubjectKind) {
	for i, sub := range s.Subjects {
		if sub.Kind == kind {
			s.Subjects = append(s.Subjects[:i], s.Subjects[i+1:]...)
			break
		}
	}

	rules := s.Rules[:0]
	for _, r := range s.Rules {
		if !r.Makes(kind) {
			rules = append(rules, r)
		}
	}

	s.Rules = rules
	for i := range s.Yardsticks {
		s.Yardsticks[i].Subjects = nil
	}

	for i := range s.Frequency {
		s.Frequency[i].Subjects = []scheme.SubjectKind{scheme.Unit}
	}
}
