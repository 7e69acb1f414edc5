package org_test

import (
	"slices"
	"testing"

	"lingping/internal/domain/org"
)

// The order of posts stands once, and every kind has a place of its own in it.
func TestPostsAreRankedOnce(t *testing.T) {
	kinds := []org.PostKind{org.CellLeader, org.Administrator, org.Acting, org.CommitteeMember, org.Secretary, org.DeputySecretary}
	slices.SortFunc(kinds, func(a, b org.PostKind) int { return a.Rank() - b.Rank() })
	want := []org.PostKind{org.Secretary, org.Acting, org.DeputySecretary, org.Administrator, org.CommitteeMember, org.CellLeader}
	if !slices.Equal(kinds, want) {
		t.Errorf("the order is %v, want %v", kinds, want)
	}

	for i, k := range want {
		if k.Rank() != i {
			t.Errorf("%s has the place %d, want %d", k, k.Rank(), i)
		}
	}
}
