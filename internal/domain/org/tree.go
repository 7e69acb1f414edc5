package org

import (
	"cmp"
	"slices"
)

// Place is a unit with its place in the tree: units in pre-order are numbered 0, 1, 2, …, and the subtree of a unit is
// Ord..Last.
type Place struct {
	Unit
	Depth     int // 0 at a root
	Ord, Last int
}

// Within reports whether p lies in the subtree of top (or is top).
func (p Place) Within(top Place) bool { return top.Ord <= p.Ord && p.Ord <= top.Last }

// Direct reports whether a branch stands directly under a committee (or any unit that is no general branch): a direct
// branch 直属党支部. parent is the kind of the unit above.
func Direct(kind, parent UnitKind) bool {
	return kind.IsBranch() && (parent == Committee || parent == SubCommittee || parent == LeadGroup)
}

// CompareUnits orders the children of one unit: by code, then name, then id, so that no order depends on that of rows.
func CompareUnits(a, b Unit) int {
	return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}

// Arrange places every unit that hangs on a root, in pre-order. Units on a loop hang on nothing and are left out:
// importing refuses them before.
func Arrange(units []Unit) []Place {
	children := map[UnitID][]Unit{}
	known := make(map[UnitID]bool, len(units))
	for _, u := range units {
		known[u.ID] = true
	}

	for _, u := range units {
		parent := u.Parent
		if !known[parent] {
			parent = 0
		}
		children[parent] = append(children[parent], u)
	}

	for _, list := range children {
		slices.SortFunc(list, CompareUnits)
	}

	places := make([]Place, 0, len(units))
	var walk func(parent UnitID, depth int)
	walk = func(parent UnitID, depth int) {
		for _, u := range children[parent] {
			at := len(places)
			places = append(places, Place{Unit: u, Depth: depth, Ord: at})
			walk(u.ID, depth+1)
			places[at].Last = len(places) - 1
		}
	}

	walk(0, 0)
	return places
}
