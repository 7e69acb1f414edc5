package review

import (
	"cmp"
	"slices"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// Claim is an obligation as it will be when two persons or units have become one.
type Claim struct {
	ID       ID
	Subject  assign.Subject
	Reviewer org.PersonID // whom the rules gave
	Owner    org.PersonID
	State    State
	Version  int // of the text handed in, 0 before the first
	Files    int // attached to it
}

// inForce reports whether what is written there may not be given up: it was handed in, or papers hang on it.
func (c Claim) inForce() bool { return c.Version > 0 || c.Files > 0 }

// byHimself reports whether somebody would review himself.
func (c Claim) byHimself() bool {
	return c.Subject.Person != 0 && (c.Owner == c.Subject.Person || c.Reviewer == c.Subject.Person)
}

// weight orders claims of which one stays: what is in force, then a draft, then what is owed, then what is owed no more.
func (c Claim) weight() int {
	switch {
	case c.inForce():
		return 3
	case c.State == Draft:
		return 2
	case c.State.Open():
		return 1
	}
	return 0
}

// GivenUp is a claim that another takes the place of; 0: none does.
type GivenUp struct {
	Claim
	For ID
}

// Settle says which of the claims of a round are given up when two become one: what one would owe to himself, and all but
// one of those that are of one subject by one reviewer. What is in force is never given up, so that the two can't become one
// where that would be needed. round is how the round is called.
func Settle(claims []Claim, round string) (given []GivenUp, err error) {
	type key struct {
		subject  assign.Subject
		reviewer org.PersonID
	}

	order := slices.Clone(claims)
	slices.SortStableFunc(order, func(a, b Claim) int { return cmp.Or(cmp.Compare(b.weight(), a.weight()), cmp.Compare(a.ID, b.ID)) })
	stays := map[key]Claim{}
	for _, c := range order {
		if c.byHimself() {
			if c.inForce() {
				return nil, errs.NewConflict("在“%s”中，两人中的一个点评过另一个，是两个人，不能合并。", round)
			}
			given = append(given, GivenUp{Claim: c})
			continue
		}

		k := key{c.Subject, c.Reviewer}
		stay, taken := stays[k]
		switch {
		case !taken:
			stays[k] = c
		case c.inForce():
			return nil, errs.NewConflict("在“%s”中，两者各有一份由同一人点评、已经提交的{登记表}，不能合并；请等这一轮归档后再合并。", round)
		default:
			given = append(given, GivenUp{c, stay.ID})
		}
	}

	return given, nil
}

// Seats says under which of two frozen entries of a round somebody is reviewed as a member when the two become one: that of
// whoever has something in force there, else the first. kept and gone are what is claimed of each as a member. The claims of
// the other that are not of the same unit are given up.
func Seats(kept, gone []Claim, round string) (stayGone bool, err error) {
	forced := func(claims []Claim) bool { return slices.ContainsFunc(claims, Claim.inForce) }
	if forced(kept) && forced(gone) && kept[0].Subject.Unit != gone[0].Subject.Unit {
		return false, errs.NewConflict("在“%s”中，两人在不同的党支部各有已经提交的{登记表}，不能合并；请等这一轮归档后再合并。", round)
	}
	return forced(gone) && !forced(kept), nil
}

// OwedAgain are the subjects of whom one was exempted and of the other something is still owed when the two become one: who
// is really there has to be reviewed, so that the exemption falls. A member is himself in whatever branch he stands.
func OwedAgain(claims []Claim) (subjects []assign.Subject) {
	key := func(s assign.Subject) assign.Subject {
		if s.Kind == scheme.Member {
			s.Unit = 0
		}
		return s
	}

	open := map[assign.Subject]bool{}
	for _, c := range claims {
		if c.State.Open() && !c.byHimself() {
			open[key(c.Subject)] = true
		}
	}

	for _, c := range claims {
		if c.State == Exempt && open[key(c.Subject)] && !slices.Contains(subjects, c.Subject) {
			subjects = append(subjects, c.Subject)
		}
	}

	return subjects
}
