package e2e_test

import "testing"

// A unit of the tree opens where it stands; without scripts its link leads to a page of what is below it.
func TestTheTreeOpensWhereItStands(t *testing.T) {
	t.Parallel()
	c := NewCampaign(t)
	p := c.Enter("office", password)
	p.Follow("党组织")
	p.Click("下级 1 个")
	p.Sees("后勤处第一党支部")
	if at := p.Path(); at != "/units" {
		t.Errorf("what is below stands on %s, not where it was opened", at)
	}

	p.Follow("后勤处第一党支部")
	p.Sees("韩磊")

	plain := NewPlainPage(t)
	c.AsOn(plain, "004")
	plain.Visit(c.URL + "/units")
	plain.Click("下级 1 个")
	plain.Follow("看下级党组织")
	plain.Sees("后勤处第一党支部")
}
