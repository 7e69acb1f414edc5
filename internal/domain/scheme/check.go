package scheme

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// checker asks whether a scheme that could be read also makes sense. It looks at what was written, so that each fault
// stands at its line; root is the text that s came from.
type checker struct {
	s      *Scheme
	root   *node
	faults *Faults
	broken map[Place]bool // values that could not be read: what follows from that is not told again
}

// newChecker looks at a scheme of which faults tell what could not be read.
func newChecker(s *Scheme, root *node, faults *Faults) *checker {
	c := &checker{s: s, root: root, faults: faults, broken: map[Place]bool{}}
	for _, f := range faults.Of(Wrong) {
		c.broken[f.Place] = true
	}
	return c
}

func (c *checker) check() {
	c.head()
	c.rules()
	c.completeness()
	c.roster()
	c.subjects()
	c.groups()
	c.modes()
	c.steps()
	c.instruments()
	c.papers()
	c.undone()
}

// fault and warn speak of what stands at the path, or of what it would stand in.
func (c *checker) fault(path []any, text errs.Sentence, args ...any) {
	c.tell(Wrong, path, text, args)
}

func (c *checker) warn(path []any, text errs.Sentence, args ...any) {
	c.tell(Odd, path, text, args)
}

// tell speaks of what stands at the path. What stands in a scheme that this one builds on is told at the line that builds
// on it: the office can change its own file only.
func (c *checker) tell(level Level, path []any, text errs.Sentence, args []any) {
	of := c.root.find(path...)
	if of.kind != dict && (c.broken[of.at] || level == Odd && c.faulty(of.at)) {
		return
	}

	f := Fault{Place: of.at, Level: level, Text: text, Args: args}
	if from := c.root.value("extends"); from != nil && f.Source != c.root.at.Source {
		f.From, f.Place = f.Place, from.at
	}
	c.faults.put(f)
}

// faulty reports whether something is wrong at the place: what is odd about it beside is not told.
func (c *checker) faulty(at Place) bool {
	return slices.ContainsFunc(*c.faults, func(f Fault) bool { return f.Place == at && f.Level == Wrong })
}

// at is a path in the text: names and indices.
func at(path ...any) []any { return path }

func (c *checker) head() {
	if title := c.root.value("title"); title.blank() && (title != nil || !c.root.has("extends")) {
		c.fault(at(), "没有写 title（方案的标题），请补上。")
	}

	if strings.ContainsAny(c.s.Name, `/\`) || strings.ContainsFunc(c.s.Name, unicode.IsSpace) || len([]rune(c.s.Name)) > 60 {
		c.fault(at("name"), "name 是方案的简称，不能有空格、斜线，最多60字。")
	}

	for _, term := range slices.Sorted(maps.Keys(c.s.Vocabulary)) {
		if !slices.Contains(Terms(), term) {
			c.fault(at("vocabulary", term), "“%s”不能换。可以换的词有：%s。", term, inRow(Terms()))
		} else if c.s.Vocabulary[term] == "" {
			c.fault(at("vocabulary", term), "“%s”换成什么词没有写，请补上。", term)
		}
	}

	for i, f := range c.s.Frequency {
		c.declared(f.Subjects, at("frequency", i, "subjects"))
		c.within(f.Months, 1, 120, at("frequency", i, "months"))
	}

	for i := range c.s.Principles {
		c.needed(at("principles", i), "text")
	}
}

// declared tells subjects that the scheme does not describe.
func (c *checker) declared(kinds []SubjectKind, path []any) {
	for i, k := range kinds {
		if _, ok := c.s.Subject(k); k != "" && !ok {
			c.fault(append(path, i), "方案的 subjects 里没有“%s”，请先在 subjects 里写明看它哪些方面，或从这里删去。", k)
		}
	}
}

// named tells groups that nobody knows: neither the product nor the scheme's own groups.
func (c *checker) named(groups []string, path []any) {
	known := org.Groups()
	for _, g := range c.s.Groups {
		if !slices.Contains(known, g.Name) {
			known = append(known, g.Name)
		}
	}

	for i, g := range groups {
		if g != "" && !slices.Contains(known, g) {
			c.fault(append(path, i), "没有“%s”这个群体。可以写的有：%s；要用别的，请先在 groups 里列出。", g, strings.Join(known, "、"))
		}
	}
}

// within tells numbers out of their bounds; one that was not written has none.
func (c *checker) within(n, least, most int, path []any) {
	if c.written(path) && (n < least || n > most) {
		c.fault(path, "这个数应在%d到%d之间，请改正。", least, most)
	}
}

// needed tells a text that was not written under the name.
func (c *checker) needed(path []any, name string) {
	if item := c.root.find(path...); item.value(name).blank() && !item.misnamed(name) {
		c.fault(path, "这里没有写“%s”，请补上。", name)
	}
}

// written reports whether something stands at the very end of the path, which is a name.
func (c *checker) written(path []any) bool {
	last := len(path) - 1
	name, ok := path[last].(string)
	return ok && c.root.find(path[:last]...).has(name)
}

// own reports whether what stands at the path was written in the text itself and not in a parent.
func (c *checker) own(path []any) bool {
	return c.root.find(path...).at.Source == c.root.at.Source
}

// unique tells a value that stands twice in a plain list.
func (c *checker) unique(values []string, path []any) {
	for i, v := range values {
		if v != "" && slices.Index(values, v) < i {
			c.fault(append(path, i), "“%s”重复了，请删去一个。", v)
		}
	}
}

func (c *checker) roster() {
	c.rosterWords()
	r := c.s.Roster
	c.unique(texts(r.UnitKinds...), at("roster", "unit-kinds"))
	c.unique(texts(r.CommitteeKinds...), at("roster", "committee-kinds"))
	c.unique(texts(r.CommitteePosts...), at("roster", "committee-posts"))
	c.named(r.ExemptGroups, at("roster", "exempt-groups"))
	c.within(r.SmallBranch, 1, 100, at("roster", "small-branch"))
	c.within(r.Overload, 1, 100_000, at("roster", "overload"))
}
