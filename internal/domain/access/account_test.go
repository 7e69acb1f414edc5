package access_test

import (
	"testing"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

func TestLoginsAreWhatPeopleCanType(t *testing.T) {
	for typed, want := range map[string]string{
		"2010123": "2010123", " WangXM ": "wangxm", "王小梅": "王小梅", "w.x_m@lg-1": "w.x_m@lg-1",
	} {
		if got, err := access.CleanLogin(typed); err != nil || got != want {
			t.Errorf("%q becomes %q, %v; want %q", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "a", "-ab", "a b", "a/b", "a\nb", "<b>ab</b>", "0123456789012345678901234567890123"} {
		if got, err := access.CleanLogin(typed); !errs.Is(err, errs.Invalid) {
			t.Errorf("%q is taken as %q", typed, got)
		}
	}
}

func TestAPersonGetsALoginThatIsFree(t *testing.T) {
	p := org.Person{Number: "2010123", Name: "王小梅", Pinyin: "wangxiaomei"}
	taken := map[string]bool{}
	for _, want := range []string{"2010123", "wangxiaomei", "王小梅", "2010123-2", "2010123-3"} {
		got := access.FreeLogin(p, taken)
		if got != want {
			t.Errorf("with %v taken the login is %q, want %q", taken, got, want)
		}
		taken[got] = true
	}

	if got := access.FreeLogin(org.Person{}, map[string]bool{}); got != "user-2" {
		t.Errorf("a person without anything gets %q", got)
	}
}

func TestAnAuditorIsNothingElse(t *testing.T) {
	auditor := access.Account{Name: "李审"}
	must(t, auditor.Grant(access.Role{Kind: access.RoleAudit}))
	for _, k := range access.RoleKinds() {
		if err := auditor.Grant(access.Role{Kind: k}); !errs.Is(err, errs.Conflict) {
			t.Errorf("an auditor may become %s too: %v", k, err)
		}
	}

	office := access.Account{Name: "王办"}
	must(t, office.Grant(access.Role{Kind: access.RoleOffice}))
	if err := office.Grant(access.Role{Kind: access.RoleAudit}); !errs.Is(err, errs.Conflict) {
		t.Errorf("an office may audit itself: %v", err)
	}
}

func TestTheOtherRolesMayBeOnePersonWithARemark(t *testing.T) {
	a := access.Account{Name: "陈一人"}
	for _, k := range []access.RoleKind{access.RoleOffice, access.RoleSystem, access.RoleSecurity} {
		must(t, a.Grant(access.Role{Kind: k}))
	}

	if a.RolesNote() == "" {
		t.Error("nothing is said about three roles in one hand")
	}

	must(t, a.Revoke(access.Role{Kind: access.RoleSystem}))
	must(t, a.Revoke(access.Role{Kind: access.RoleSecurity}))
	if a.RolesNote() != "" {
		t.Errorf("one role is remarked upon: %s", a.RolesNote())
	}

	if err := a.Revoke(access.Role{Kind: access.RoleSystem}); !errs.Is(err, errs.Conflict) {
		t.Errorf("a role can be revoked twice: %v", err)
	}
}

func TestOnlyAnOfficeBelongsToAUnit(t *testing.T) {
	var a access.Account
	must(t, a.Grant(access.Role{Kind: access.RoleOffice, Unit: 7}))
	must(t, a.Grant(access.Role{Kind: access.RoleOffice, Unit: 8}))
	must(t, a.Grant(access.Role{Kind: access.RoleSystem, Unit: 9}))
	if a.Roles[2].Unit != 0 {
		t.Errorf("a system administrator of unit %d", a.Roles[2].Unit)
	}

	if err := a.Grant(access.Role{Kind: access.RoleOffice, Unit: 7}); !errs.Is(err, errs.Conflict) {
		t.Errorf("the same role twice: %v", err)
	}

	if err := a.Grant(access.Role{Kind: "king"}); !errs.Is(err, errs.Invalid) {
		t.Errorf("a role that does not exist: %v", err)
	}
}

func TestASessionEndsByItself(t *testing.T) {
	began := time.Date(2011, 1, 5, 8, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		shared bool
		after  time.Duration
		used   bool // all the time
		alive  bool
	}{
		{true, 29 * time.Minute, false, true},
		{true, 31 * time.Minute, false, false},
		{true, 11 * time.Hour, true, true},
		{true, 13 * time.Hour, true, false},
		{false, 2 * 24 * time.Hour, false, true},
		{false, 4 * 24 * time.Hour, false, false},
		{false, 15 * 24 * time.Hour, true, false},
	} {
		now := began.Add(c.after)
		s := access.NewSession("h", 1, c.shared, began)
		if c.used {
			s.SeenAt = now.UnixMilli()
		}

		if got := s.Alive(now); got != c.alive {
			t.Errorf("shared=%v used=%v after %v: alive is %v", c.shared, c.used, c.after, got)
		}
	}
}

func TestEveryActionHasAName(t *testing.T) {
	names := map[string]access.Action{}
	for _, a := range access.Actions() {
		if string(a.Name()) == string(a) {
			t.Errorf("%s has no Chinese name in name.go", a)
		}

		if old, twice := names[string(a.Name())]; twice {
			t.Errorf("%s and %s are both called %s", old, a, a.Name())
		}

		names[string(a.Name())] = a
	}
}

// What the first look refuses must be what the policy could never allow, or the second look is worth nothing.
func TestTheFirstLookRefusesNothingThatThePolicyAllows(t *testing.T) {
	actors := map[string]access.Actor{
		"the public":  {},
		"a stranger":  {Account: 1},
		"a member":    {Account: 1, Person: 1},
		"an office":   {Account: 1, Roles: []access.Role{{Kind: access.RoleOffice}}},
		"an auditor":  {Account: 1, Roles: []access.Role{{Kind: access.RoleAudit}}},
		"the machine": access.LocalOperator(),
	}

	could := map[string]access.Relation{
		"the public": 0, "a stranger": access.Self, "an office": access.Self | access.Office, "an auditor": access.Self,
		"a member":    access.Self | access.Reviewer | access.Clerk | access.Subject | access.ReviewedSide | access.Line,
		"the machine": 0,
	}

	for name, actor := range actors {
		for _, a := range access.Actions() {
			allowed := false
			for _, r := range access.Relations() {
				if !could[name].Has(r) && !actor.Base().Has(r) {
					continue
				}
				for _, stage := range access.Stages(a) {
					allowed = allowed || access.Allowed(a, actor.Base()|r, stage)
				}
			}

			if actor.Could(a) != allowed {
				t.Errorf("%s and %s: the first look says %v, the policy %v", name, a, actor.Could(a), allowed)
			}
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
