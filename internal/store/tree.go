package store

import (
	"cmp"
	"slices"

	"lingping/internal/domain/org"
)

// tree is a tree of units in memory.
type tree struct {
	places []org.Place // in the order of the tree
	at     map[org.UnitID]int32
}

// newTree is the tree of units that come in its order.
func newTree(places []org.Place) tree {
	t := tree{places: places, at: make(map[org.UnitID]int32, len(places))}
	for i, p := range places {
		t.at[p.ID] = int32(i)
	}
	return t
}

// place is a unit of the tree.
func (t *tree) place(unit org.UnitID) (org.Place, error) {
	i, ok := t.at[unit]
	if !ok {
		return org.Place{}, noUnit(ErrNone)
	}
	return t.places[i], nil
}

// line is the unit and all above it, from the unit upwards; empty where there is no such unit.
func (t *tree) line(unit org.UnitID) (line []org.UnitID) {
	for i, ok := t.at[unit]; ok && len(line) < len(t.places); i, ok = t.at[t.places[i].Parent] {
		line = append(line, t.places[i].ID)
	}
	return line
}

// lineDown is the same from the root down.
func (t *tree) lineDown(unit org.UnitID) (line []org.Place) {
	for _, id := range t.line(unit) {
		line = append(line, t.places[t.at[id]])
	}
	slices.Reverse(line)
	return line
}

// children are the units directly under parent, in the order of the tree.
func (t *tree) children(parent org.UnitID) (children []org.Place) {
	next, last := 0, len(t.places)
	if i, ok := t.at[parent]; ok {
		next = int(i) + 1
		last = t.after(t.places[i].Last)
	} else if parent != 0 {
		return nil
	}

	for next < last {
		p := t.places[next]
		if p.Parent == parent {
			children = append(children, p)
		}
		next = max(next+1, t.after(p.Last))
	}

	return children
}

// within is the subtree of a unit, itself first.
func (t *tree) within(top org.Place) []org.Place {
	first, last := t.after(top.Ord-1), t.after(top.Last)
	return t.places[first:last:last]
}

// after is the index of the first unit whose place in the tree is behind ord.
func (t *tree) after(ord int) int {
	i, _ := slices.BinarySearchFunc(t.places, ord, func(p org.Place, ord int) int { return cmp.Or(cmp.Compare(p.Ord, ord), -1) })
	return i
}
