package round

import (
	"cmp"
	"slices"

	"lingping/internal/domain/org"
)

// LayersBy says by what a pool is divided, so that the same number is drawn from each layer.
type LayersBy string

// The layers; empty: one pool.
const (
	LayersByPart     LayersBy = "part"     // each general branch or committee directly below; branches directly below together
	LayersByCategory LayersBy = "category" // each 类型 of units
)

// Known reports whether pools can be divided so.
func (l LayersBy) Known() bool {
	return slices.Contains([]LayersBy{"", LayersByPart, LayersByCategory}, l)
}

// Layer is a part of a pool that is drawn from by itself.
type Layer struct {
	Name string // a unit's name or a 类型; empty for what belongs to none
	Lots []Lot
}

// Count is how many are in the pool of the layer.
func (l Layer) Count() int {
	return len(slices.DeleteFunc(slices.Clone(l.Lots), func(l Lot) bool { return l.Excluded != "" }))
}

// LayersOf divides lots below top, in the order of the tree. A layer from which nobody can be drawn is left out.
func LayersOf(by LayersBy, top org.Place, units []org.Place, lots []Lot) []Layer {
	names := map[org.UnitID]string{}
	part := ""
	for _, u := range units {
		switch {
		case by == LayersByCategory:
			part = u.Category
		case u.Parent == top.ID && !u.Kind.IsBranch():
			part = u.Name
		case u.Parent == top.ID || u.ID == top.ID:
			part = ""
		}
		names[u.ID] = part
	}

	var order []string
	of := map[string][]Lot{}
	for _, l := range lots {
		name := names[l.Unit]
		if of[name] == nil {
			order = append(order, name)
		}
		of[name] = append(of[name], l)
	}

	if by == LayersByCategory {
		slices.SortFunc(order, cmp.Compare[string])
	}

	var out []Layer
	for _, name := range order {
		if layer := (Layer{name, of[name]}); layer.Count() > 0 {
			out = append(out, layer)
		}
	}

	return out
}

// SameLayer is a layer anew: of these lots those that sit in the units of its pool as it was before.
func SameLayer(name string, before, lots []Lot) Layer {
	units := map[org.UnitID]bool{}
	for _, l := range before {
		units[l.Unit] = true
	}

	again := Layer{Name: name}
	for _, l := range lots {
		if units[l.Unit] {
			again.Lots = append(again.Lots, l)
		}
	}

	return again
}
