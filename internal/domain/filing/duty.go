package filing

import (
	"slices"
	"strings"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

// Duty is what one unit has to hand in: the lines of the scheme that name it.
type Duty struct {
	Unit    org.Place
	Demands []scheme.Filing
}

// Duties are the units that must file in a round over top, in the order of the frozen tree.
func Duties(plan *scheme.Scheme, tree []org.Place, top org.Place) []Duty {
	above := map[org.UnitID]org.UnitKind{}
	var out []Duty
	for _, u := range tree {
		above[u.ID] = u.Kind
		if !u.Within(top) {
			continue
		}

		if d := DutyOf(plan, u, above[u.Parent], top.ID); len(d.Demands) > 0 {
			out = append(out, d)
		}
	}

	return out
}

// DutyOf is what a unit of the round over top has to hand in, above being the kind of the unit over it; without demands
// when the scheme does not name it. The root of the tree receives and does not file.
func DutyOf(plan *scheme.Scheme, u org.Place, above org.UnitKind, top org.UnitID) Duty {
	d := Duty{Unit: u}
	for _, f := range plan.Filing {
		if u.Depth > 0 && named(f.Who, u, above, top) {
			d.Demands = append(d.Demands, f)
		}
	}

	return d
}

// named reports whether the words of the scheme (各党总支、各直属党支部) name the unit. Words that name no kind of unit mean
// the units directly under the round's own.
func named(who string, u org.Place, above org.UnitKind, top org.UnitID) bool {
	known := false
	for _, word := range strings.FieldsFunc(who, func(r rune) bool { return strings.ContainsRune("、，,；; ", r) }) {
		word = strings.TrimLeft(word, "各所有级")
		direct, kind := strings.CutPrefix(word, "直属")
		for _, k := range []org.UnitKind{org.Committee, org.SubCommittee, org.GeneralBranch, org.Branch} {
			if string(k.Word()) != direct {
				continue
			}

			known = true
			isKind := k == u.Kind || k == org.Branch && u.Kind.IsBranch()
			if isKind && (!kind || org.Direct(u.Kind, above)) {
				return true
			}
		}
	}

	return !known && u.Parent == top
}

// Due is the day by which the unit hands in, in a round from–to: the earliest of its demands.
func (d Duty) Due(from, to org.Date) org.Date {
	var due org.Date
	for _, f := range d.Demands {
		if day := f.Deadline(from, to); due == "" || day < due {
			due = day
		}
	}

	return due
}

// To is whom the unit hands in to.
func (d Duty) To() string {
	if len(d.Demands) == 0 {
		return ""
	}
	return d.Demands[0].To
}

// Wants reports whether the form of a review by these persons goes into the unit's pack. Annex 1 always does.
func (d Duty) Wants(form int, givers Givers, reviewer ...org.PersonID) bool {
	return slices.ContainsFunc(d.Demands, func(f scheme.Filing) bool {
		return (len(f.Forms) == 0 || slices.Contains(f.Forms, form)) &&
			(len(f.Filter) == 0 || slices.ContainsFunc(f.Filter, func(x scheme.Filter) bool { return givers.pass(x, reviewer) }))
	})
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
