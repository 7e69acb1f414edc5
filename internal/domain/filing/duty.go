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
	var out []Duty
	for i, f := range plan.Filing {
		if u.Depth > 0 && named(f, u, above, top) {
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

// named reports whether the scheme's demand means the unit. A round that was opened before its words were checked may
// hold some that name no kind of unit: there they mean the units directly under the round's own.
func named(f scheme.Filing, u org.Place, above org.UnitKind, top org.UnitID) bool {
	filers, _ := f.Filers()
	below := u.Parent == top
	if len(filers) == 0 {
		return below
	}
	return slices.ContainsFunc(filers, func(w scheme.Filer) bool { return w.Names(u.Kind, above, below) })
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

// Wants reports whether the form of a review by these persons goes into the pack. Annex 1 always does.
func (d Duty) Wants(form int, givers Givers, reviewer ...org.PersonID) bool {
	return slices.ContainsFunc(d.Demands, func(f scheme.Filing) bool {
		return (len(f.Forms) == 0 || slices.Contains(f.Forms, form)) &&
			(len(f.Filter) == 0 || slices.ContainsFunc(f.Filter, func(x scheme.Filter) bool { return givers.pass(x, reviewer) }))
	})
}

// WantsOf are those of whose reviews alone forms may go into the pack; all says that forms of anybody's may.
func (d Duty) WantsOf(givers Givers) (persons []org.PersonID, all bool) {
	if slices.ContainsFunc(d.Demands, scheme.Filing.OfAll) {
		return nil, true
	}

	return slices.Concat(givers.Root, givers.Principals, givers.Administrators), false
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

// Givers are the leaders of whom the filters speak, on the day of the frozen roster. 〔将党委领导班子成员和本总支党政主要负责
// 同志的登记表报…备案〕 is read as the forms of the reviews that these leaders gave in the unit and below it: a leader of the
// committee is the subject of no annex 2, and it is the duty to review that the office supervises.
type Givers struct {
	Root           []org.PersonID // 党委领导班子成员, the secretary among them
	Principals     []org.PersonID // 本单位党组织主要负责人
	Administrators []org.PersonID // 本单位行政主要负责人
}

// GiversOf finds them among the posts that hold on the day.
func GiversOf(posts []org.Post, root, unit org.UnitID, day org.Date) Givers {
	var g Givers
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

func (g Givers) pass(f scheme.Filter, reviewer []org.PersonID) bool {
	set := g.Root
	switch f {
	case scheme.FilterAll:
		return true
	case scheme.FilterPrincipals:
		set = g.Principals
	case scheme.FilterAdministrators:
		set = g.Administrators
	}

	return slices.ContainsFunc(reviewer, func(p org.PersonID) bool { return slices.Contains(set, p) })
}

// Word says whose forms a filter means.
func Word(f scheme.Filter) i18n.Word {
	switch f {
	case scheme.FilterRootLeaders:
		return "党委领导班子成员所作点评的登记表"
	case scheme.FilterPrincipals:
		return "本单位党组织主要负责人所作点评的登记表"
	case scheme.FilterAdministrators:
		return "本单位行政主要负责人所作点评的登记表"
	}
	return "全部登记表"
}
