package filing_test

import (
	"slices"
	"testing"
	"time"

	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// tree is a committee W with a general branch Z over a branch B, a committee C below it with its own branch E, and a direct
// branch D; in pre-order.
func tree() []org.Place {
	at := func(id, parent org.UnitID, kind org.UnitKind, depth, ord, last int) org.Place {
		return org.Place{Unit: org.Unit{ID: id, Parent: parent, Kind: kind}, Depth: depth, Ord: ord, Last: last}
	}
	return []org.Place{
		at(1, 0, org.Committee, 0, 0, 5),
		at(2, 1, org.GeneralBranch, 1, 1, 2),
		at(3, 2, org.Branch, 2, 2, 2),
		at(4, 1, org.SubCommittee, 1, 3, 4),
		at(5, 4, org.Branch, 2, 4, 4),
		at(6, 1, org.Branch, 1, 5, 5),
	}
}

// whoFiles are the units that file in a round over the top when the scheme says so.
func whoFiles(who string, top int) []org.UnitID {
	plan := &scheme.Scheme{Filing: []scheme.Filing{{Who: who}}}
	plan.Roster.UnitKinds = []org.UnitKind{org.Committee, org.SubCommittee, org.GeneralBranch, org.Branch}
	var out []org.UnitID
	for _, d := range filing.Duties(plan, tree(), tree()[top], nil) {
		out = append(out, d.Unit.ID)
	}
	return out
}

// A unit that another hand-in names is none of the rest.
func TestTheRestIsWhomNoHandInNames(t *testing.T) {
	plan := &scheme.Scheme{Filing: []scheme.Filing{{Who: "其他下一级党组织"}, {Who: "各党总支"}}}
	plan.Roster.UnitKinds = []org.UnitKind{org.Committee, org.SubCommittee, org.GeneralBranch, org.Branch}
	got := map[org.UnitID]int{}
	for _, d := range filing.Duties(plan, tree(), tree()[0], nil) {
		got[d.Unit.ID]++
		if by := d.Demands[0].Who; (d.Unit.ID == 2) != (by == "各党总支") {
			t.Errorf("unit %d hands in by %q", d.Unit.ID, by)
		}
	}

	if len(got) != 3 || got[2] != 1 || got[4] != 1 || got[6] != 1 {
		t.Errorf("packs by unit: %v, want one of 2, 4 and 6", got)
	}
}

func TestTheSchemesWordsNameWhoFiles(t *testing.T) {
	for who, want := range map[string][]org.UnitID{
		"各党总支":          {2},
		"党总支":           {2},
		"所有党总支":         {2},
		"各级党组织":         {2, 4, 6}, // no kind of unit: those directly under the round's own
		"":              {2, 4, 6},
		"各直属党支部":        {5, 6},
		"各党支部":          {3, 5, 6},
		"各党总支、各直属党支部":   {2, 5, 6},
		"各党总支，各直属党支部":   {2, 5, 6},
		"各党总支; 各直属党支部":  {2, 5, 6},
		"各直属党总支":        nil,
		"各党总支、其他":       {2},
		"各党总支、其他下一级党组织": {2, 4, 6},
		"各党支部、其余下一级党组织": {2, 3, 4, 5, 6},
	} {
		if got := whoFiles(who, 0); !slices.Equal(got, want) {
			t.Errorf("“%s” names %v, want %v", who, got, want)
		}
	}
}

func TestTheRootReceivesAndDoesNotFile(t *testing.T) {
	for _, who := range []string{"各党委", "党委", ""} {
		if got := whoFiles(who, 0); slices.Contains(got, 1) {
			t.Errorf("“%s” makes the root file", who)
		}

		plan := &scheme.Scheme{Filing: []scheme.Filing{{Who: who}}}
		for _, above := range []org.UnitKind{"", org.Committee} {
			if d := filing.DutiesOf(plan, tree()[0], above, tree()[0].Parent, false); len(d) != 0 {
				t.Errorf("“%s” asks %v of the root", who, d)
			}
		}
	}
}

func TestAJointBranchIsABranch(t *testing.T) {
	joint := tree()
	joint[2].Kind = org.JointBranch
	d := filing.DutiesOf(&scheme.Scheme{Filing: []scheme.Filing{{Who: "各党支部"}}}, joint[2], org.GeneralBranch, 1, false)
	if len(d) != 1 {
		t.Error("a joint branch is no branch")
	}
}

func TestARoundBelowTheRootAsksOnlyItsOwnSubtree(t *testing.T) {
	if got := whoFiles("各党支部", 1); !slices.Equal(got, []org.UnitID{3}) {
		t.Errorf("in a round over the general branch file %v, want its branch", got)
	}

	if got := whoFiles("各党总支", 1); !slices.Equal(got, []org.UnitID{2}) {
		t.Errorf("in a round over the general branch file %v, want itself, to the root", got)
	}

	for top, want := range map[int]org.UnitID{1: 2, 3: 4} { // named or not, the round's own unit files for all below it
		if got := whoFiles("各党总支、其他下一级党组织", top); !slices.Equal(got, []org.UnitID{want}) {
			t.Errorf("in a round over unit %d file %v, want itself alone", want, got)
		}
	}

	if got := whoFiles("", 3); !slices.Equal(got, []org.UnitID{5}) {
		t.Errorf("in a round over the committee below file %v, want its branch", got)
	}
}

// several asks twice of branches, once more of every unit.
func several() *scheme.Scheme {
	return &scheme.Scheme{Filing: []scheme.Filing{
		{Who: "各党支部", To: "场部办", DueIn: new(5), Hour: "17:00"},
		{Who: "各党总支", To: "场部办", DueIn: new(9)},
		{Who: "各直属党支部", To: "县委组织部", DueIn: new(3)},
	}}
}

func TestSeveralHandInsOfAUnitStaySeveralEachWithItsAddresseeAndItsLastMoment(t *testing.T) {
	type hand struct {
		unit   org.UnitID
		number int
		to     string
		due    filing.Due
	}

	duties := func(together map[org.UnitID]bool) (out []hand) {
		for _, d := range filing.Duties(several(), tree(), tree()[0], together) {
			out = append(out, hand{d.Unit.ID, d.Number, d.To(), d.Due("2010-12-27", "2011-01-12")})
		}
		return out
	}

	office := filing.Due{Day: "2011-01-17", Hour: "17:00"}
	want := []hand{
		{2, 0, "场部办", filing.Due{Day: "2011-01-21"}},
		{3, 0, "场部办", office},
		{5, 1, "场部办", office}, {5, 3, "县委组织部", filing.Due{Day: "2011-01-15"}},
		{6, 1, "场部办", office}, {6, 3, "县委组织部", filing.Due{Day: "2011-01-15"}},
	}
	if got := duties(nil); !slices.Equal(got, want) {
		t.Errorf("handed in is %v, want %v", got, want)
	}

	whole := append(slices.Clone(want[:2]), hand{5, 0, "场部办、县委组织部", filing.Due{Day: "2011-01-15"}}, want[4], want[5])
	if got := duties(map[org.UnitID]bool{3: true, 5: true}); !slices.Equal(got, whole) {
		t.Errorf("where one unit began with all in one pack, handed in is %v, want %v", got, whole)
	}
}

func TestOfTwoDemandsThatAreHandedInAsOneTheEarlierMomentCounts(t *testing.T) {
	for _, c := range []struct{ a, b, due filing.Due }{
		{filing.Due{Hour: "17:00"}, filing.Due{Hour: "09:30"}, filing.Due{Hour: "09:30"}},
		{filing.Due{}, filing.Due{Hour: "17:00"}, filing.Due{Hour: "17:00"}},
		{filing.Due{Hour: "17:00"}, filing.Due{}, filing.Due{Hour: "17:00"}},
		{filing.Due{}, filing.Due{}, filing.Due{}},
	} {
		d := filing.Duty{Demands: []scheme.Filing{{Hour: c.a.Hour}, {Hour: c.b.Hour}}}
		c.due.Day = "2011-01-12"
		if due := d.Due("2010-12-27", "2011-01-12"); due != c.due {
			t.Errorf("of %v and %v it is %v", c.a, c.b, due)
		}
	}

	if d := (filing.Duty{}); d.To() != "" || d.Due("2010-12-27", "2011-01-12") != (filing.Due{}) {
		t.Errorf("without a demand handed in to %q by %v", d.To(), d.Due("2010-12-27", "2011-01-12"))
	}
}

func TestAPackIsLateOnItsLastDayOnlyAfterTheHour(t *testing.T) {
	at := func(text string) time.Time {
		moment, err := time.Parse("2006-01-02 15:04", text)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}

	for _, c := range []struct {
		hour   scheme.Hour
		at     string
		passed bool
	}{
		{"17:00", "2011-01-12 16:59", false}, {"17:00", "2011-01-12 17:00", false}, {"17:00", "2011-01-12 17:01", true},
		{"09:05", "2011-01-12 10:00", true}, {"17:00", "2011-01-11 23:59", false}, {"", "2011-01-12 23:59", false},
	} {
		if got := c.hour.Passed("2011-01-12", at(c.at)); got != c.passed {
			t.Errorf("%s of 12 January has passed at %s: %v", c.hour, c.at, got)
		}
	}
}

func TestAFormGoesIntoThePackWhenADemandNamesItAndWhoStandsOnIt(t *testing.T) {
	leaders := filing.Leaders{Root: []org.PersonID{1, 2}, Principals: []org.PersonID{3}, Administrators: []org.PersonID{4}}
	by := func(persons ...org.PersonID) filing.Parties {
		return filing.Parties{Reviewers: persons, Subjects: []org.PersonID{8}}
	}
	of := func(persons ...org.PersonID) filing.Parties {
		return filing.Parties{Reviewers: []org.PersonID{9}, Subjects: persons}
	}
	filtered := func(side scheme.Side, filters ...scheme.Filter) scheme.Filing {
		return scheme.Filing{Filter: filters, Side: side}
	}
	const root, principal, administrator = scheme.FilterRootLeaders, scheme.FilterPrincipals, scheme.FilterAdministrators
	for what, c := range map[string]struct {
		demand scheme.Filing
		form   int
		on     filing.Parties
		wanted bool
	}{
		"every form by anybody":                 {scheme.Filing{}, 3, by(9), true},
		"a form that is named":                  {scheme.Filing{Forms: []int{2}}, 2, by(9), true},
		"a form that is not":                    {scheme.Filing{Forms: []int{2}}, 3, by(9), false},
		"all, by anybody":                       {filtered("", scheme.FilterAll), 2, by(9), true},
		"the committee's leaders":               {filtered("", root), 2, by(2), true},
		"one who is none":                       {filtered("", root), 2, by(3), false},
		"the principal":                         {filtered("", principal), 2, by(3), true},
		"the principal, by a leader":            {filtered("", principal), 2, by(1), false},
		"the administrator":                     {filtered("", administrator), 2, by(4), true},
		"the administrator, by the principal":   {filtered("", administrator), 2, by(3), false},
		"either of two":                         {filtered("", root, principal), 2, by(3), true},
		"by nobody":                             {filtered("", root), 2, by(), false},
		"by one of several who owed it in turn": {filtered("", root), 2, by(9, 1), true},
		"its form, but not its giver":           {scheme.Filing{Forms: []int{2}, Filter: []scheme.Filter{principal}}, 2, by(1), false},
		"of the principal, where given counts":  {filtered(scheme.SideGiven, principal), 2, of(3), false},
		"of him, where received counts":         {filtered(scheme.SideReceived, principal), 2, of(3), true},
		"by him, where received counts":         {filtered(scheme.SideReceived, principal), 2, by(3), false},
		"of him, where both count":              {filtered(scheme.SideBoth, principal), 2, of(7, 3), true},
		"by him, where both count":              {filtered(scheme.SideBoth, principal), 2, by(3), true},
		"of somebody else, where both count":    {filtered(scheme.SideBoth, root, principal, administrator), 2, of(7), false},
	} {
		d := filing.Duty{Demands: []scheme.Filing{c.demand}}
		if got := d.Wants(c.form, leaders, c.on); got != c.wanted {
			t.Errorf("%s: wanted is %v", what, got)
		}

		among := func(some, all []org.PersonID) bool {
			return slices.ContainsFunc(some, func(p org.PersonID) bool { return slices.Contains(all, p) })
		}
		if of, all := d.WantsOf(leaders); c.wanted && !all && !among(c.on.Reviewers, of.Reviewers) && !among(c.on.Subjects, of.Subjects) {
			t.Errorf("%s: it is wanted and not asked for, as only %v are", what, of)
		}
	}
}

func TestADutyNamesItsForms(t *testing.T) {
	for what, c := range map[string]struct {
		demands []scheme.Filing
		forms   []int
	}{
		"none named":      {[]scheme.Filing{{}}, []int{2, 3}},
		"one":             {[]scheme.Filing{{Forms: []int{3}}}, []int{3}},
		"two by two":      {[]scheme.Filing{{Forms: []int{3}}, {Forms: []int{2}}}, []int{2, 3}},
		"no demand":       {nil, nil},
		"annex one alone": {[]scheme.Filing{{Forms: []int{1}}}, nil},
	} {
		if got := (filing.Duty{Demands: c.demands}).Forms(); !slices.Equal(got, c.forms) {
			t.Errorf("%s: forms %v, want %v", what, got, c.forms)
		}
	}
}

func TestLeadersAreThoseWhosePostsHoldOnTheDay(t *testing.T) {
	post := func(person org.PersonID, unit org.UnitID, kind org.PostKind, from, to org.Date) org.Post {
		return org.Post{Person: person, Unit: unit, Kind: kind, From: from, To: to}
	}
	const root, unit = 1, 2
	posts := []org.Post{
		post(10, root, org.Secretary, "", ""), post(11, root, org.Acting, "", ""), post(12, root, org.DeputySecretary, "2010-12-27", ""),
		post(13, root, org.CommitteeMember, "", "2010-12-27"), post(14, root, org.CommitteeMember, "", "2010-12-26"),
		post(15, root, org.CommitteeMember, "2010-12-28", ""), post(16, root, org.Administrator, "", ""),
		post(20, unit, org.Secretary, "", ""), post(21, unit, org.Acting, "", ""), post(22, unit, org.DeputySecretary, "", ""),
		post(23, unit, org.CommitteeMember, "", ""), post(24, unit, org.Administrator, "", ""), post(25, unit, org.Administrator, "", "2001"),
		post(30, 3, org.Secretary, "", ""),
	}

	g := filing.LeadersOf(posts, root, unit, "2010-12-27")
	if want := []org.PersonID{10, 11, 12, 13}; !slices.Equal(g.Root, want) {
		t.Errorf("leaders of the committee are %v, want %v", g.Root, want)
	}

	if want := []org.PersonID{20}; !slices.Equal(g.Principals, want) { // 21 acts beside the secretary
		t.Errorf("principals are %v, want %v", g.Principals, want)
	}

	if want := []org.PersonID{24}; !slices.Equal(g.Administrators, want) {
		t.Errorf("administrators are %v, want %v", g.Administrators, want)
	}
}

func TestEveryFilterHasWordsOfItsOwn(t *testing.T) {
	said := map[string]bool{}
	for _, f := range []scheme.Filter{scheme.FilterAll, scheme.FilterRootLeaders, scheme.FilterPrincipals, scheme.FilterAdministrators} {
		for _, side := range []scheme.Side{scheme.SideGiven, scheme.SideReceived, scheme.SideBoth} {
			word := string(filing.Word(f, side))
			if said[word] && f != scheme.FilterAll {
				t.Errorf("%s %s is called %s", f, side, word)
			}
			said[word] = true
		}

		if filing.Word(f, "") != filing.Word(f, scheme.SideGiven) {
			t.Errorf("%s without a side is called %s", f, filing.Word(f, ""))
		}
	}
}
