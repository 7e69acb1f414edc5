package filing

import (
	"slices"
	"strings"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

// Duty is one pack that a unit has to hand in. Each line of the scheme that names the unit is a pack of its own, with its
// addressee, papers and last day.
type Duty struct {
	Unit    org.Place
	Number  int             // which line of the scheme, from 1, where several name the unit; 0: all that is asked of it
	Demands []scheme.Filing // one; several where the unit began to hand them in together
}

// Key names a pack of a round, whatever its version.
type Key struct {
	Unit org.UnitID
	Duty int
}

// Key is the key of the packs that fulfil the duty.
func (d Duty) Key() Key { return Key{d.Unit.ID, d.Number} }

// Key is the key of the duty that the pack fulfils.
func (f Filing) Key() Key { return Key{f.Unit, f.Duty} }

// Duties are the packs that must be handed in in a round over top, in the order of the frozen tree and then of the scheme.
// together are the units that hand in all in one pack, see DutiesOf.
func Duties(plan *scheme.Scheme, tree []org.Place, top org.Place, together map[org.UnitID]bool) []Duty {
	above := map[org.UnitID]org.UnitKind{}
	var out []Duty
	for _, u := range tree {
		above[u.ID] = u.Kind
		if u.Within(top) {
			out = append(out, DutiesOf(plan, u, above[u.Parent], top.ID, together[u.ID])...)
		}
	}

	return out
}

// DutiesOf are the packs that a unit of the round over top has to hand in, above being the kind of the unit over it; none
// when the scheme does not name it. The root of the tree receives and does not file. A unit that handed in a pack of all that
// it is asked, as an earlier version of the program made it, goes on so: together.
func DutiesOf(plan *scheme.Scheme, u org.Place, above org.UnitKind, top org.UnitID, together bool) []Duty {
	stands := scheme.Stands{Kind: u.Kind, Above: above, Root: u.Depth == 0, Own: u.ID == top, Below: u.Parent == top, Top: u.Depth == 1,
		Reviewed: slices.Contains(plan.Roster.UnitKinds, u.Kind)}
	means := scheme.Filing.NamesUnit
	if !slices.ContainsFunc(plan.Filing, func(f scheme.Filing) bool { return f.NamesUnit(stands) }) {
		means = scheme.Filing.NamesRest
	}

	var out []Duty
	for i, f := range plan.Filing {
		if means(f, stands) {
			out = append(out, Duty{Unit: u, Number: i + 1, Demands: []scheme.Filing{f}})
		}
	}

	if len(out) > 0 && (len(out) == 1 || together) {
		whole := Duty{Unit: u}
		for _, d := range out {
			whole.Demands = append(whole.Demands, d.Demands...)
		}
		return []Duty{whole}
	}

	return out
}

// Chooses reports whether the forms of some leaders only are asked for.
func (d Duty) Chooses() bool {
	return slices.ContainsFunc(d.Demands, func(f scheme.Filing) bool { return !f.OfAll() })
}

// Due is the day, and the hour of it, by which the pack is handed in, in a round from–to: the earliest of its demands.
func (d Duty) Due(from, to org.Date) Due {
	var due Due
	for _, f := range d.Demands {
		if next := (Due{f.Deadline(from, to), f.Hour}); due.Day == "" || next.Compare(due) < 0 {
			due = next
		}
	}

	return due
}

// To is whom the pack is handed in to, each once.
func (d Duty) To() string {
	var to []string
	for _, f := range d.Demands {
		if !slices.Contains(to, f.To) {
			to = append(to, f.To)
		}
	}

	return strings.Join(to, "、")
}

// Parties are who stands on the two sides of a form: whoever was to review or owes it since, and the persons reviewed on it.
type Parties struct {
	Reviewers []org.PersonID
	Subjects  []org.PersonID
}

// Wants reports whether the form of a review between these persons goes into the pack. Annex 1 always does.
func (d Duty) Wants(form int, leaders Leaders, on Parties) bool {
	return slices.ContainsFunc(d.Demands, func(f scheme.Filing) bool {
		if len(f.Forms) > 0 && !slices.Contains(f.Forms, form) {
			return false
		}

		return f.OfAll() || slices.ContainsFunc(f.Filter, func(x scheme.Filter) bool {
			among := func(p org.PersonID) bool { return slices.Contains(leaders.of(x), p) }
			return f.Side.Given() && slices.ContainsFunc(on.Reviewers, among) || f.Side.Received() && slices.ContainsFunc(on.Subjects, among)
		})
	})
}

// WantsOf are the parties of whom one must stand on a form that goes into the pack; all says that anybody may.
func (d Duty) WantsOf(leaders Leaders) (on Parties, all bool) {
	for _, f := range d.Demands {
		if f.OfAll() {
			return Parties{}, true
		}

		for _, x := range f.Filter {
			if f.Side.Given() {
				on.Reviewers = append(on.Reviewers, leaders.of(x)...)
			}
			if f.Side.Received() {
				on.Subjects = append(on.Subjects, leaders.of(x)...)
			}
		}
	}

	for _, side := range []*[]org.PersonID{&on.Reviewers, &on.Subjects} {
		slices.Sort(*side)
		*side = slices.Compact(*side)
	}

	return on, false
}

// Forms are the annexes of reviews that the unit hands in; none named means 2 and 3.
func (d Duty) Forms() []int {
	var out []int
	for _, form := range []int{2, 3} {
		if slices.ContainsFunc(d.Demands, func(f scheme.Filing) bool { return len(f.Forms) == 0 || slices.Contains(f.Forms, form) }) {
			out = append(out, form)
		}
	}

	return out
}

// Leaders are those of whom the filters speak, on the day of the frozen roster 〔将党委领导班子成员和本总支党政主要负责同志的
// 登记表报…备案〕.
type Leaders struct {
	Root           []org.PersonID // 党委领导班子成员, the secretary among them
	Principals     []org.PersonID // 本单位党组织主要负责人
	Administrators []org.PersonID // 本单位行政主要负责人
}

// LeadersOf finds them among the posts that hold on the day.
func LeadersOf(posts []org.Post, root, unit org.UnitID, day org.Date) Leaders {
	var g Leaders
	for _, h := range assign.Holdings(day, posts, nil, nil) {
		if h.Unit == unit && h.Way == assign.Lead {
			g.Principals = append(g.Principals, h.Person)
		}
	}

	for _, p := range posts {
		if !org.Covers(p.From, p.To, day) {
			continue
		}

		if p.Unit == root && slices.Contains([]org.PostKind{org.Secretary, org.Acting, org.DeputySecretary, org.CommitteeMember}, p.Kind) {
			g.Root = append(g.Root, p.Person)
		}

		if p.Unit == unit && p.Kind == org.Administrator {
			g.Administrators = append(g.Administrators, p.Person)
		}
	}

	return g
}

// of are the leaders that a filter means.
func (g Leaders) of(f scheme.Filter) []org.PersonID {
	switch f {
	case scheme.FilterPrincipals:
		return g.Principals
	case scheme.FilterAdministrators:
		return g.Administrators
	}
	return g.Root
}

// Word says whose forms a filter means, those of the reviews that they gave or of what was said of them.
func Word(f scheme.Filter, side scheme.Side) i18n.Word {
	word := func(given, received, both i18n.Word) i18n.Word {
		switch {
		case !side.Received():
			return given
		case !side.Given():
			return received
		}
		return both
	}

	switch f {
	case scheme.FilterRootLeaders:
		return word("党委领导班子成员所作点评的登记表", "点评党委领导班子成员的登记表", "党委领导班子成员所作点评和点评他们的登记表")
	case scheme.FilterPrincipals:
		return word("本单位党组织主要负责人所作点评的登记表", "点评本单位党组织主要负责人的登记表", "本单位党组织主要负责人所作点评和点评他的登记表")
	case scheme.FilterAdministrators:
		return word("本单位行政主要负责人所作点评的登记表", "点评本单位行政主要负责人的登记表", "本单位行政主要负责人所作点评和点评他的登记表")
	}
	return "全部登记表"
}
