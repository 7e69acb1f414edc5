package access_test

import (
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// office is a person of the campaign office of everything.
func office(person org.PersonID) access.Actor {
	return actor(person, access.Role{Kind: access.RoleOffice})
}

// branchLed is a branch led by 7 under a general branch led by 5 under a committee led by 1; 2 is in charge of the general
// branch, 4 sits in the branch.
func branchLed() access.Superiors {
	return charged([]org.Charge{{Person: 2, Unit: general, Kind: org.InCharge}}, post(7, branch, org.Secretary),
		post(4, branch, org.CommitteeMember), post(5, general, org.Secretary), post(1, committee, org.Secretary))
}

func TestWhoProposesANoticeIsNotWhoDecidesAboutIt(t *testing.T) {
	const base = access.Anyone | access.SignedIn
	of := access.Notice{About: []org.PersonID{30, 31}, OfUnit: true, Clerks: []org.PersonID{8, 31}, Superiors: branchLed()}
	members := of
	members.OfUnit = false
	for what, c := range map[string]struct {
		notice access.Notice
		who    access.Actor
		want   access.Relation
	}{
		"the secretary whose unit is in it":                 {of, actor(7), access.ReviewedSide | access.Subject},
		"the secretary, also of the office":                 {of, office(7), access.ReviewedSide | access.Subject},
		"the secretary of a notice of members alone":        {members, actor(7), access.ReviewedSide},
		"the same, also of the office":                      {members, office(7), access.ReviewedSide | access.Office},
		"his clerk":                                         {of, actor(8), access.Clerk},
		"his clerk who is reviewed in it":                   {of, actor(31), access.Clerk | access.Subject},
		"a member in it":                                    {of, actor(30), access.Subject},
		"a member in it, of the office":                     {of, office(30), access.Subject},
		"somebody who sits in the unit":                     {of, actor(4), 0},
		"the leader of the general branch":                  {of, actor(5), access.Line},
		"the leader of the committee":                       {of, actor(1), access.Line},
		"who is in charge of the general branch":            {of, actor(2), access.Line},
		"somebody of the office":                            {of, office(90), access.Office},
		"an office that is nobody of the roster":            {of, office(0), access.Office},
		"an office of another unit":                         {of, actor(90, access.Role{Kind: access.RoleOffice, Unit: 77}), 0},
		"the office of the general branch":                  {of, actor(90, access.Role{Kind: access.RoleOffice, Unit: general}), access.Office},
		"a stranger":                                        {of, actor(99), 0},
		"a stranger, of a notice of which nothing is known": {access.Notice{}, actor(7), 0},
	} {
		if got := c.notice.Relation(c.who); got != base|c.want {
			t.Errorf("%s has the relations %b, want %b", what, got, base|c.want)
		}
	}

	reviewed := of
	reviewed.About = []org.PersonID{5}
	if got := reviewed.Relation(actor(5)); got != base|access.Subject {
		t.Errorf("a leader above who is reviewed in it has the relations %b", got)
	}
}

func TestNobodyIsOnBothSidesOfANotice(t *testing.T) {
	for _, action := range []access.Action{access.CheckNotice, access.ApproveNotice} {
		for _, stage := range []access.Stage{access.Proposed, access.Checked} {
			for _, side := range []access.Relation{access.Subject, access.ReviewedSide, access.Clerk, access.Local, access.SignedIn, access.Anyone} {
				if access.Allowed(action, side, stage) {
					t.Errorf("%s at %s is given to %s", action, stage, side.Name())
				}
			}
		}
	}
}

func TestAnEverydayReviewIsGivenFromAboveAndToMembersByTheirSecretary(t *testing.T) {
	s := branchLed()
	for what, c := range map[string]struct {
		who    access.Actor
		kind   scheme.SubjectKind
		person org.PersonID
		gives  bool
	}{
		"the leader of the general branch to the branch":    {actor(5), scheme.Unit, 0, true},
		"the leader of the general branch to its secretary": {actor(5), scheme.Secretary, 7, true},
		"the leader of the general branch to a member":      {actor(5), scheme.Member, 30, true},
		"who is in charge to the branch":                    {actor(2), scheme.Unit, 0, true},
		"the secretary to a member":                         {actor(7), scheme.Member, 30, true},
		"the secretary to his branch":                       {actor(7), scheme.Unit, 0, false},
		"the secretary to himself as secretary":             {actor(7), scheme.Secretary, 7, false},
		"the secretary to himself as a member":              {actor(7), scheme.Member, 7, false},
		"the leader above to himself as a member":           {actor(5), scheme.Member, 5, false},
		"somebody who sits in the branch":                   {actor(4), scheme.Member, 30, false},
		"the office":                                        {office(90), scheme.Member, 30, false},
		"an account that is nobody to a unit":               {office(0), scheme.Unit, 0, false},
	} {
		if got := s.ToGive(c.who, c.kind, c.person).Has(access.Reviewer); got != c.gives {
			t.Errorf("%s: %v, want %v", what, got, c.gives)
		}
	}

	if (access.Superiors{}).ToGive(actor(5), scheme.Unit, 0).Has(access.Reviewer) {
		t.Error("somebody reviews a unit of which nothing is known")
	}
}

func TestWhoSitsInAUnitWritesItsPlanAndIsNotTheOfficeThatDecidesOnIt(t *testing.T) {
	s := branchLed()
	for what, c := range map[string]struct {
		who  access.Actor
		want access.Relation
	}{
		"its secretary, of the office":          {office(7), access.ReviewedSide | access.Line},
		"who sits in it, of the office":         {office(4), access.ReviewedSide},
		"the leader above, of the office":       {office(5), access.Line | access.Office},
		"an office that is nobody of the house": {office(0), access.Office},
		"a stranger":                            {actor(99), 0},
	} {
		if got := access.ToArrangement(s, c.who) &^ (access.Anyone | access.SignedIn); got != c.want {
			t.Errorf("%s has the relations %b, want %b", what, got, c.want)
		}
	}
}

// 30 and 31 are members of the branch, reviewed by its secretary 7, who is reviewed by 5.
func TestNobodyHearsWhatIsSaidOfHimself(t *testing.T) {
	h := access.Hearing{
		Unit:    access.Dossier{Reviewers: []org.PersonID{5}, Superiors: branchLed()},
		Members: map[org.PersonID][]org.PersonID{30: {7}, 31: {7}, 5: {7}},
	}

	reads := func(r access.Relation) bool { return access.Allowed(access.ReadOpinions, r, access.Heard) }
	for what, c := range map[string]struct {
		who                 access.Actor
		unit, members, both bool
		about30, about5     bool
	}{
		"the secretary":                           {actor(7), false, true, false, true, true},
		"the secretary, of the office":            {office(7), false, true, false, true, true},
		"the leader above, a member himself":      {actor(5), true, false, false, true, false},
		"the leader above that, who is no member": {actor(1), true, true, true, true, true},
		"a member":                            {actor(30), false, false, false, false, false},
		"a member, of the office":             {office(30), true, false, false, false, true},
		"who sits in the unit":                {actor(4), false, false, false, false, false},
		"who sits in the unit, of the office": {office(4), false, true, false, true, true},
		"the office":                          {office(90), true, true, true, true, true},
	} {
		for target, got := range map[string][2]bool{
			"the unit":               {reads(h.ToUnit(c.who)), c.unit},
			"the members":            {reads(h.ToMembers(c.who)), c.members},
			"a batch of both":        {reads(h.To(c.who, true, true)), c.both},
			"a batch of the unit":    {reads(h.To(c.who, true, false)), c.unit},
			"a batch of members":     {reads(h.To(c.who, false, true)), c.members},
			"the member 30":          {reads(h.ToMember(c.who, 30)), c.about30},
			"the leader as a member": {reads(h.ToMember(c.who, 5)), c.about5},
		} {
			if got[0] != got[1] {
				t.Errorf("%s reads what is said of %s: %v, want %v", what, target, got[0], got[1])
			}
		}
	}
}

func TestASystemAdministratorDoesNotTakeOverWhoWatchesHim(t *testing.T) {
	for kind, guarded := range map[access.RoleKind]bool{access.RoleOffice: false, access.RoleSystem: false, access.RoleSecurity: true, access.RoleAudit: true} {
		if a := (access.Account{Roles: []access.Role{{Kind: kind}}}); a.Guarded() != guarded {
			t.Errorf("%s is guarded: %v", kind, a.Guarded())
		}
	}
}

func TestNobodyChangesHisOwnRights(t *testing.T) {
	a := access.Account{ID: 11}
	if a.AboutOwn(access.Actor{Account: 11}) == nil {
		t.Error("somebody changes his own rights")
	}

	if err := a.AboutOwn(access.Actor{Account: 12}); err != nil {
		t.Errorf("somebody else: %v", err)
	}

	if err := (access.Account{}).AboutOwn(access.LocalOperator()); err != nil {
		t.Errorf("the operator: %v", err)
	}
}

func TestTheRolesOfAnAccountAreItsRelations(t *testing.T) {
	for kind, want := range map[access.RoleKind]access.Relation{access.RoleOffice: 0, access.RoleSystem: access.System,
		access.RoleSecurity: access.Security, access.RoleAudit: access.Auditor} {
		role := []access.Role{{Kind: kind}}
		if got := (access.Actor{Account: 1, Roles: role}).Base(); got != access.Anyone|access.SignedIn|want {
			t.Errorf("%s is %b", kind, got)
		}

		if got := (access.Actor{Roles: role}).Base(); got != access.Anyone {
			t.Errorf("%s without an account is %b", kind, got)
		}
	}
	if got := access.LocalOperator().Base(); got != access.Anyone|access.SignedIn|access.Local {
		t.Errorf("the operator is %b", got)
	}
}

// The review is of a member of the branch, of its secretary or of the branch itself; 5 owes it, 8 writes for him.
func TestWhoeverIsNotReviewedStandsToASheetAsHisSeatsSay(t *testing.T) {
	s := branchLed()
	s.Holdings = append(s.Holdings, assign.Holding{Person: 3, Unit: branch, Way: assign.Charge})
	sheet := func(kind scheme.SubjectKind, person org.PersonID, theirs, confirmed bool) access.Sheet {
		return access.Sheet{Kind: kind, Person: person, Owner: 5, Clerks: []org.PersonID{8}, Superiors: s, Theirs: theirs, Confirmed: confirmed}
	}
	member, unit, secretary := sheet(scheme.Member, 30, true, false), sheet(scheme.Unit, 0, true, false), sheet(scheme.Secretary, 7, true, false)
	for what, c := range map[string]struct {
		sheet access.Sheet
		who   access.Actor
		want  access.Relation
	}{
		"its reviewer, who leads above":                {unit, actor(5), access.Reviewer | access.Line},
		"the clerk":                                    {unit, actor(8), access.Clerk},
		"the leader further above":                     {unit, actor(1), access.Line},
		"who is in charge of the branch":               {unit, actor(3), access.Line},
		"who is in charge of the general branch":       {unit, actor(2), 0},
		"the secretary of a member's":                  {member, actor(7), access.Line},
		"the secretary of his branch's":                {unit, actor(7), access.Subject | access.ReviewedSide},
		"the secretary of his own, also of the office": {secretary, office(7), access.Subject | access.ReviewedSide},
		"who sits in the branch, of the branch's":      {unit, actor(4), access.ReviewedSide},
		"who sits in the branch, of its secretary's":   {secretary, actor(4), access.ReviewedSide},
		"who sits in the branch, of a member's":        {member, actor(4), 0},
		"who sits there, while the other side writes":  {sheet(scheme.Unit, 0, false, false), actor(4), 0},
		"who sits there, once it counts":               {sheet(scheme.Unit, 0, false, true), actor(4), access.ReviewedSide},
		"the member while the other side writes":       {sheet(scheme.Member, 30, false, false), actor(30), access.Subject},
		"the member once it counts":                    {sheet(scheme.Member, 30, false, true), actor(30), access.Subject | access.ReviewedSide},
		"the office":                                   {unit, office(90), access.Office},
		"an office that is nobody of the roster":       {unit, office(0), access.Office},
		"an account that is nobody":                    {access.Sheet{Kind: scheme.Unit, Superiors: s, Theirs: true}, actor(0), 0},
		"a stranger":                                   {member, actor(99), 0},
	} {

		if got := c.sheet.Relation(c.who) &^ (access.Anyone | access.SignedIn); got != c.want {
			t.Errorf("%s has the relations %b, want %b", what, got, c.want)
		}
	}
}
