package access

import (
	"maps"
	"slices"
)

// Mutated runs do while one cell of the policy is the other way round: the relation may do the action at the stage, or may not
// do it any more.
func Mutated(action Action, relation Relation, stage Stage, do func()) {
	before := policy[action]
	allowed := Allowed(action, relation, stage)
	defer func() { policy[action] = before }()

	var changed []grant
	for _, g := range before {
		if g.to != relation || !allowed {
			changed = append(changed, g)
			continue
		}

		stages := g.stages
		if len(stages) == 0 {
			stages = AllStages()
		}

		if left := slices.DeleteFunc(slices.Clone(stages), func(s Stage) bool { return s == stage }); len(left) > 0 {
			changed = append(changed, to(relation, left...))
		}
	}

	if !allowed {
		changed = append(changed, to(relation, stage))
	}

	policy[action] = changed
	do()
}

// AllStages are all stages that the policy knows, and the one of records without.
func AllStages() []Stage {
	found := map[Stage]bool{NoStage: true}
	for _, grants := range policy {
		for _, g := range grants {
			for _, s := range g.stages {
				found[s] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}
