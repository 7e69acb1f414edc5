package demo

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
)

// about is what a text is written of.
type about struct {
	kind      scheme.SubjectKind
	unit      string // name of the unit, or of the unit of the person
	category  string // 类型 of the unit
	job       string
	groups    []string
	age       int
	portfolio string // of a committee member: 组织, 宣传, 副书记, 行政, …
	problem   string // of which the text speaks
	aspects   []string
	required  []scheme.Part
}

// author writes reviews from parts of sentences: two of the same kind differ in most of them, and in their figures.
type author struct {
	rng     *rand.Rand
	words   words
	courses map[string][]string // by school
	fields  map[string][]string
	last    time.Month // of the half-year that the texts speak of
	number  int        // the last one that was filled in
}

// library is what all authors share.
type library struct {
	text            words
	courses, fields map[string][]string
}

func newLibrary() library {
	l := library{readWords("text.txt", "steps.txt", "promise.txt", "rectify.txt"), map[string][]string{}, map[string][]string{}}
	for _, line := range readWords("university.txt")["schools"] {
		f := columns(line)
		l.courses[f[0]], l.fields[f[0]] = strings.Fields(f[3]), strings.Fields(f[4])
	}

	l.courses[""], l.fields[""] = strings.Fields("大学体育 语文 数学 英语 物理"), strings.Fields("课堂教学 学生体质")
	return l
}

// author is one that writes of the half-year ending in the month, the same for the same seed.
func (l library) author(seed uint64, last time.Month) *author {
	return &author{rng: rand.New(rand.NewPCG(seed, 2)), words: l.text, courses: l.courses, fields: l.fields, last: last}
}

// write writes a whole text: what is good, what is not and why, and something to be done that can be checked 〔四(三)〕.
func (w *author) write(a about) review.Text {
	var t review.Text
	voice := w.voice(a)
	full := !slices.Contains(a.groups, org.GroupInfirm) || !a.isPerson()
	if full {
		for _, key := range a.aspects {
			t.Aspects = append(t.Aspects, review.AspectText{Key: key, Text: w.aspect(a, voice, key)})
		}
		w.problems(&t, a, voice)
	} else { // at home: what he does, and one thing that would help him
		t.Say(scheme.PartAchievements, sentence(w.say(a, voice+".post")+"；"+w.say(a, voice+".masses")))
		t.Say(scheme.PartAdvice, sentence(strings.Split(w.say(a, "retired.problem"), " # ")[2]))
	}

	if voice != "secretary" && full && (a.wants(scheme.PartAchievements) || w.rng.IntN(100) < 55) {
		t.Say(scheme.PartAchievements, w.say(a, voice+".achievement"))
	}

	if a.wants(scheme.PartOverall) || voice != "secretary" && w.rng.IntN(100) < 35 {
		t.Say(scheme.PartOverall, sentence(w.say(a, w.overall(a, voice))))
	}

	return t
}

func (a about) isPerson() bool { return a.kind == scheme.Member || a.kind == scheme.CommitteeMember }

func (a about) wants(p scheme.Part) bool { return slices.Contains(a.required, p) }

// voice is the section of sentences that fits the subject 〔五(三) 区分不同群体、不同岗位〕.
func (w *author) voice(a about) string {
	switch {
	case a.kind == scheme.Unit:
		return "unit"
	case a.kind == scheme.Secretary:
		return "secretary"
	case slices.Contains(a.groups, org.GroupStudent):
		return "student"
	case a.category == "离退休" || strings.HasPrefix(a.job, "退休"):
		return "retired"
	case slices.Contains(a.groups, org.GroupLeader):
		return "leader"
	case strings.Contains(a.job, "教授") || strings.Contains(a.job, "讲师"):
		return "teacher"
	}
	return "office"
}

func (w *author) overall(a about, voice string) string {
	switch {
	case voice == "unit":
		return "unit.overall"
	case voice == "retired" && slices.Contains(a.groups, org.GroupInfirm):
		return "retired.overall"
	case slices.Contains(a.groups, org.GroupLeader):
		return "leader.overall"
	}
	return "overall"
}

// aspect says one thing of an aspect, or two.
func (w *author) aspect(a about, voice, key string) string {
	section := voice + "." + key
	switch {
	case key == "portfolio":
		section = "portfolio." + a.portfolio
		if w.words[section] == nil {
			section = "portfolio.委员"
		}
	case voice == "unit" && w.words["unit."+a.category+".work"] != nil && key == "work":
		section = "unit." + a.category + ".work"
	case voice == "unit" && key == "work":
		section = "unit.教工.work"
	}

	lines := w.words[section]
	first := w.rng.IntN(len(lines))
	text := w.fill(a, lines[first])
	if w.rng.IntN(100) < 40 && len(lines) > 2 {
		text += "；" + w.fill(a, lines[(first+1+w.rng.IntN(len(lines)-1))%len(lines)])
	}

	return sentence(text)
}

// problems are one to three, each with its cause and what to do about it.
func (w *author) problems(t *review.Text, a about, voice string) {
	lines := w.words[voice+".problem"]
	count := 1
	if roll := w.rng.IntN(100); voice == "unit" && roll < 70 || roll < 30 {
		count = 2 + w.rng.IntN(5)/4
	}

	var causes, advice []string
	for _, at := range w.rng.Perm(len(lines))[:count] {
		parts := strings.Split(w.fill(a, lines[at]), " # ")
		t.Problems = append(t.Problems, sentence(parts[0]))
		causes, advice = append(causes, parts[1]), append(advice, parts[2])
	}

	if a.wants(scheme.PartCauses) || w.rng.IntN(100) < 70 {
		t.Say(scheme.PartCauses, sentence(strings.Join(causes, "；")))
	}

	t.Say(scheme.PartAdvice, sentence(strings.Join(advice, "；")))
}

// say is a line of the section, filled in.
func (w *author) say(a about, section string) string { return w.fill(a, pick(w.rng, w.words[section])) }

func sentence(text string) string { return strings.TrimSuffix(text, "。") + "。" }

var (
	choice = regexp.MustCompile(`\[[^\[\]]*\]`)
	slot   = regexp.MustCompile(`\{[^{}]*\}`)
	number = regexp.MustCompile(`\d+`)
)

// fill chooses among the alternatives of a line and fills its slots.
func (w *author) fill(a about, line string) string {
	line = choice.ReplaceAllStringFunc(line, func(s string) string {
		return pick(w.rng, strings.Split(s[1:len(s)-1], "/"))
	})
	return slot.ReplaceAllStringFunc(line, func(s string) string { return w.slot(a, s[1:len(s)-1]) })
}

func (w *author) slot(a about, name string) string {
	if span, ok := strings.CutPrefix(name, "n:"); ok {
		low, high, _ := strings.Cut(span, "-")
		from, _ := strconv.Atoi(low)
		to, _ := strconv.Atoi(high)
		w.number = between(w.rng, from, to)
		return strconv.Itoa(w.number)
	}

	if low, ok := strings.CutPrefix(name, "le:"); ok { // a part of the number before it
		from, _ := strconv.Atoi(low)
		return strconv.Itoa(between(w.rng, min(from, w.number), w.number))
	}

	switch name {
	case "month":
		return strconv.Itoa((int(w.last)+11-w.rng.IntN(4))%12+1) + "月"
	case "soon":
		return w.soon()
	case "course":
		return pick(w.rng, w.courses[w.school(a)])
	case "field":
		return pick(w.rng, w.fields[w.school(a)])
	case "place":
		return pick(w.rng, strings.Fields(w.words["place"][0]))
	case "age":
		return strconv.Itoa(a.age)
	case "gpa":
		return "2." + strconv.Itoa(between(w.rng, 1, 9))
	case "gpb":
		return "3." + strconv.Itoa(between(w.rng, 0, 8))
	case "unit":
		return a.unit
	case "problem":
		return strings.TrimSuffix(a.problem, "。")
	}

	panic("demo: the words have a slot without a value: " + name) // embedded
}

// school is the school whose unit it is, empty for what belongs to none.
func (w *author) school(a about) string {
	name := strings.TrimPrefix(a.unit, "中共江州大学")
	for school := range w.courses {
		if school != "" && strings.HasPrefix(name, school) {
			return school
		}
	}

	return ""
}

// several are that many different lines of the section, filled in, each a sentence.
func (w *author) several(a about, section string, n int) (out []string) {
	lines := w.words[section]
	for _, at := range w.rng.Perm(len(lines))[:min(n, len(lines))] {
		out = append(out, sentence(w.fill(a, lines[at])))
	}
	return out
}

// soon is a month to come.
func (w *author) soon() string {
	if month := int(w.last) + 2; month > 12 {
		return "明年" + strconv.Itoa(month-12) + "月"
	}
	return strconv.Itoa(int(w.last)+2) + "月"
}

// cite rests a problem on what was found or heard: on the one that says just that, or on a new one, with something to do
// about it. What is no fault, such as a wish or news, is not cited.
func (w *author) cite(t *review.Text, e review.Evidence) {
	problem := w.fault(e)
	if problem == "" {
		return
	}

	at := slices.IndexFunc(t.Problems, func(p string) bool { return number.ReplaceAllString(p, "") == number.ReplaceAllString(problem, "") })
	if at < 0 {
		at = len(t.Problems)
		t.Problems = append(t.Problems, problem)
		t.Say(scheme.PartAdvice, t.Parts[scheme.PartAdvice]+sentence(w.say(about{}, "cited.advice")))
	}

	t.Citations = append(t.Citations, review.Citation{Problem: at + 1, Kind: e.Kind, Ref: e.Ref})
}

// fault says as a problem what can be cited: promises, wishes and what was put right before are none as they stand.
func (w *author) fault(e review.Evidence) string {
	of := about{problem: e.Text}
	switch e.Kind {
	case review.CiteCommitment:
		return sentence(w.say(of, "cited.commitment"))
	case review.CiteOpinion:
		return sentence(w.say(of, "cited.opinion"))
	case review.CiteAction: // as it was named then; how it stands follows the colon
		of.problem, _, _ = strings.Cut(e.Text, "：")
		return sentence(w.say(of, "cited.action"))
	case review.CiteFieldwork:
		if !w.wrote("fieldwork.problem", e.Text) {
			return ""
		}
	}

	return sentence(e.Text)
}

// wrote reports whether a text is a line of the section, filled in.
func (w *author) wrote(section, text string) bool {
	return slices.ContainsFunc(w.words[section], func(line string) bool {
		pattern := ""
		for i, part := range slot.Split(choice.ReplaceAllString(line, "{}"), -1) {
			if i > 0 {
				pattern += ".+"
			}
			pattern += regexp.QuoteMeta(part)
		}

		return regexp.MustCompile("^" + pattern + "。?$").MatchString(text)
	})
}
