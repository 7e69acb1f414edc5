package scheme

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

// Mode is a way in which a review is given 〔三〕.
type Mode struct {
	Key        string        `yaml:"key"` // collective, individual, on-site, random or the scheme's own
	Name       string        `yaml:"name"`
	Text       string        `yaml:"text"`
	Clause     string        `yaml:"clause"`
	Carriers   []string      `yaml:"carriers"` // occasions that the notice names for this mode
	Subjects   []SubjectKind `yaml:"subjects"` // empty: all
	Groups     []string      `yaml:"groups"`   // only for members of these groups
	MinMembers int           `yaml:"min-members"`
	MaxMembers int           `yaml:"max-members"`
}

// Choice is a key with its name.
type Choice struct {
	Key  string `yaml:"key"`
	Name string `yaml:"name"`
	Text string `yaml:"text"`
}

// Mode is the mode of the key.
func (s *Scheme) Mode(key string) (Mode, bool) {
	for _, m := range s.Modes {
		if m.Key == key {
			return m, true
		}
	}
	return Mode{}, false
}

// ModesFor are the modes that the scheme means for a subject of the kind in the groups, in a unit of so many members
// (0: unknown, size is not asked). A mode that one of the groups names counts in full for it. They are what the page
// offers first; another mode of the scheme is unusual, not refused 〔三 灵活采取〕.
func (s *Scheme) ModesFor(kind SubjectKind, groups []string, members int) []Mode {
	var fit []Mode
	named := map[string]bool{}
	for _, g := range s.GroupsOf(groups) {
		for _, key := range g.Modes {
			named[key] = true
		}
	}

	for _, m := range s.Modes {
		if named[m.Key] || m.fits(kind, groups, members) {
			fit = append(fit, m)
		}
	}

	return fit
}

func (m Mode) fits(kind SubjectKind, groups []string, members int) bool {
	return (len(m.Subjects) == 0 || slices.Contains(m.Subjects, kind)) &&
		(len(m.Groups) == 0 || overlap(m.Groups, groups)) &&
		(members == 0 || members >= m.MinMembers && (m.MaxMembers == 0 || members <= m.MaxMembers))
}

// StepKey is the place of a step in the five-step strip.
type StepKey string

// The five steps 〔四〕.
const (
	StepSummary   StepKey = "summary"   // 总结前期工作
	StepFieldwork StepKey = "fieldwork" // 开展调查研究
	StepReview    StepKey = "review"    // 具体实施点评
	StepNotice    StepKey = "notice"    // 通报点评意见
	StepAction    StepKey = "action"    // 落实整改措施
)

// StepKeys are the places of the strip in their order.
func StepKeys() []StepKey {
	return []StepKey{StepSummary, StepFieldwork, StepReview, StepNotice, StepAction}
}

// Short is the two characters of the place on the strip, words of the catalogue.
func (k StepKey) Short() string {
	switch k {
	case StepSummary:
		return "总结"
	case StepFieldwork:
		return "调研"
	case StepReview:
		return "点评"
	case StepNotice:
		return "通报"
	case StepAction:
		return "整改"
	}
	return string(k)
}

// Step is a step of the round with its own words and deadline. A place of the strip that a scheme leaves out is not
// needed under it.
type Step struct {
	Key      StepKey        `yaml:"key"`
	Name     string         `yaml:"name"`
	Short    string         `yaml:"short"` // two characters for the strip
	Text     string         `yaml:"text"`
	Clause   string         `yaml:"clause"`
	Subjects []SubjectKind  `yaml:"subjects"` // whom it concerns; empty: all
	Actor    string         `yaml:"actor"`    // who does it, in words
	Artefact string         `yaml:"artefact"` // what comes of it
	Optional bool           `yaml:"optional"`
	Due      int            `yaml:"due"`       // days before (negative) or after the round's last day
	On       org.Date       `yaml:"on"`        // an absolute day of the notice's own round, instead of Due
	DueActor map[string]int `yaml:"due-actor"` // other days for a kind of unit or subject: branch: -10
	Checks   []string       `yaml:"checks"`    // of the self-summary: what is looked back on
	Demanded bool           `yaml:"demanded"`  // the next step waits for this one
}

// Step is the scheme's step at the place of the strip; false when the scheme does without it.
func (s *Scheme) Step(key StepKey) (Step, bool) {
	for _, st := range s.Steps {
		if st.Key == key {
			return st, true
		}
	}
	return Step{}, false
}

// Concerns reports whether the step is asked of subjects of the kind. What a step asks of a secretary stands in the dossier of
// his unit, so that a step for secretaries is one of their units.
func (st Step) Concerns(kind SubjectKind) bool {
	return len(st.Subjects) == 0 || slices.Contains(st.Subjects, kind) || kind == Unit && slices.Contains(st.Subjects, Secretary)
}

// unasked are the kinds of which the step is to be asked and which have no dossier of their own: parts of a unit go with the
// unit, persons with the member.
func (st Step) unasked() (kinds []SubjectKind) {
	for _, k := range st.Subjects {
		with := Member
		if k.IsUnit() {
			with = Unit
		}

		if k != Secretary && !st.Concerns(with) {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// Actor is about whom a step is done: a kind of subject, in a kind of unit. Either may be empty.
type Actor struct {
	Kind SubjectKind
	Unit org.UnitKind
}

// names are the actor's under due-actor, the nearest first: a unit is called by its kind, a person by what he is
// reviewed as before the kind of unit in which he is.
func (a Actor) names() []string {
	if a.Kind == "" || a.Kind.IsUnit() {
		return []string{string(a.Unit), string(a.Kind)}
	}
	return []string{string(a.Kind), string(a.Unit)}
}

// Deadline is the day by which the step has to be done about the actor in a round that ends on roundTo. Empty when the
// scheme does without the step or roundTo is empty.
func (s *Scheme) Deadline(step StepKey, actor Actor, roundTo org.Date) org.Date {
	st, ok := s.Step(step)
	if !ok {
		return ""
	}

	for _, name := range actor.names() {
		if d, ok := st.DueActor[name]; ok {
			return roundTo.AddDays(d)
		}
	}

	return st.day(roundTo)
}

// day is the day by which the step has to be done in a round that ends on roundTo, but where a kind has a day of its own. It
// is empty when roundTo is.
func (st Step) day(roundTo org.Date) org.Date {
	if st.On != "" && roundTo != "" {
		return st.On
	}
	return roundTo.AddDays(st.Due)
}

// ActorName is the Chinese word for a name under due-actor, a key of the catalogue.
func ActorName(name string) i18n.Word {
	if slices.Contains(texts(unitKinds()...), name) {
		return org.UnitKind(name).Word()
	}
	return SubjectKind(name).Name()
}

// DiffersByUnit reports whether a step has another day for a kind of unit.
func (s *Scheme) DiffersByUnit() bool {
	kinds := texts(unitKinds()...)
	return slices.ContainsFunc(s.Steps, func(st Step) bool {
		return slices.ContainsFunc(kinds, func(k string) bool { _, ok := st.DueActor[k]; return ok })
	})
}
