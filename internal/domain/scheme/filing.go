package scheme

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// Publication says what of a review is shown to whom 〔四(四)〕.
type Publication struct {
	Text     string   `yaml:"text"`
	Clause   string   `yaml:"clause"`
	Channels []string `yaml:"channels"`
	Fields   []Part   `yaml:"fields"` // allow-list
	Days     int      `yaml:"days"`   // how long it stands; 0: the notice does not say
	Scope    string   `yaml:"scope"`
}

// Rectification says how demands are put right 〔四(五)〕.
type Rectification struct {
	Text   string `yaml:"text"`
	Clause string `yaml:"clause"`
	Days   int    `yaml:"days"`  // days for an action whose review sets none; 0: the notice does not say
	Reply  bool   `yaml:"reply"` // a written reply to the reviewer is demanded
}

// Filing says who hands in which forms to whom by when. Each line is a pack of its own.
type Filing struct {
	Who    string   `yaml:"who"`
	To     string   `yaml:"to"`
	Text   string   `yaml:"text"`
	Forms  []int    `yaml:"forms"`
	Filter []Filter `yaml:"filter"` // whose forms; empty: all
	Side   Side     `yaml:"side"`   // on which side of the review they stand; empty: they gave it
	Due    org.Date `yaml:"due"`    // an absolute day of the notice's own round
	DueIn  *int     `yaml:"due-in"` // days after the last day of any other round; nil: the notice does not say
	Hour   Hour     `yaml:"hour"`   // of the last day
}

// Filter names whose forms are handed in.
type Filter string

// The filters.
const (
	FilterAll            Filter = "all"
	FilterRootLeaders    Filter = "root-leaders"                  // 党委领导班子成员
	FilterPrincipals     Filter = "general-branch-principals"     // 党总支书记
	FilterAdministrators Filter = "general-branch-administrators" // 党总支行政主要负责人
)

// Side is where those named by the filter stand in the reviews whose forms are handed in. 〔将党委领导班子成员和本总支党政主要负责
// 同志的登记表报…备案〕 can be read as the forms of what they gave and of what was said of them.
type Side string

// The sides.
const (
	SideGiven    Side = "given"
	SideReceived Side = "received"
	SideBoth     Side = "both"
)

// Given reports whether the forms of reviews that they gave are meant.
func (s Side) Given() bool { return s != SideReceived }

// Received reports whether the forms of reviews of them are meant.
func (s Side) Received() bool { return s == SideReceived || s == SideBoth }

// OfAll reports whether forms of everybody's reviews are handed in.
func (f Filing) OfAll() bool { return len(f.Filter) == 0 || slices.Contains(f.Filter, FilterAll) }

// Deadline is the day by which the pack is handed in for a round from–to: the absolute day when it belongs to this
// round, else the relative one, else the round's last day.
func (f Filing) Deadline(from, to org.Date) org.Date {
	switch {
	case f.belongs(from, to):
		return f.Due
	case f.DueIn != nil:
		return to.AddDays(*f.DueIn)
	}
	return to
}

// belongs reports whether the absolute day is one of the round from–to: not before its first day, nor half a year after
// its last.
func (f Filing) belongs(from, to org.Date) bool { return belongs(f.Due, from, to) }

func belongs(day, from, to org.Date) bool {
	return day != "" && day >= from && day < to.AddDays(183)
}

// FormsOverlap reports whether two hand-ins ask for the same form, so that it may be filed by a unit and by one above it.
func (s *Scheme) FormsOverlap() bool {
	for i, f := range s.Filing {
		for _, n := range f.Forms {
			if n != 1 && slices.ContainsFunc(s.Filing[:i], func(g Filing) bool { return slices.Contains(g.Forms, n) }) {
				return true
			}
		}
	}

	return false
}

// Again is the scheme for a round from–to that follows the one for which it was written: an absolute day that is not of
// the new round gives way to the relative one, a hand-in without one is due on the last day.
func (s *Scheme) Again(from, to org.Date) *Scheme {
	again := *s
	again.Filing = slices.Clone(s.Filing)
	for i := range again.Filing {
		if f := &again.Filing[i]; f.Due != "" && f.DueIn == nil && !f.belongs(from, to) {
			f.Due, f.DueIn = "", new(0)
		}
	}

	again.Steps = slices.Clone(s.Steps)
	for i := range again.Steps {
		if st := &again.Steps[i]; !belongs(st.On, from, to) {
			st.On = ""
		}
	}

	again.Text = again.canonical()
	return &again
}

// Fits refuses a round from–to for which the scheme has an absolute day only that lies elsewhere: it is the day of another
// round, and no other is said.
func (s *Scheme) Fits(from, to org.Date) error {
	for _, f := range s.Filing {
		if f.Due != "" && f.DueIn == nil && !f.belongs(from, to) {
			return errs.NewInvalid("方案写的备案期限 %s 不是这一轮（%s 至 %s）的：请改成这一轮的日期，或者写 due-in（最后一天之后几天）。",
				string(f.Due), string(from), string(to))
		}
	}

	for _, st := range s.Steps {
		if st.On != "" && !belongs(st.On, from, to) {
			return errs.NewInvalid("方案写的“%s”的日期 %s 不是这一轮（%s 至 %s）的：请改成这一轮的日期，或者改写 due（最后一天之前后几天）。",
				st.Name, string(st.On), string(from), string(to))
		}
	}

	return nil
}

// Form is an annex of the notice.
type Form struct {
	Number   int    `yaml:"number"`
	Title    string `yaml:"title"`
	Template string `yaml:"template"` // the office's own Word form on which it is printed, see Ref; empty: the program's
}

// Form is the title of the annex of the number; empty when the notice has none.
func (s *Scheme) Form(number int) string {
	for _, f := range s.Forms {
		if f.Number == number {
			return f.Title
		}
	}
	return ""
}
