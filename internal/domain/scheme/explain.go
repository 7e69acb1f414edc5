package scheme

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"lingping/internal/i18n"
)

// Told is a line of an explanation.
type Told struct {
	Text  string
	Below bool // it belongs to the line before it
}

// Explain says in the language what a scheme means: who reviews whom, what is looked at, by when and what is handed in, in
// sentences; whatever else it says, field by field below them. Nothing that it says is left out.
func (s *Scheme) Explain(lang i18n.Lang) []Told {
	e := explainer{scheme: s, lang: lang}
	v := reflect.ValueOf(*s)
	e.say("%s", i18n.Word(s.Title))
	for i := range v.NumField() {
		f := v.Type().Field(i)
		switch name := f.Tag.Get("yaml"); {
		case name == "-" || name == "title" || v.Field(i).IsZero():
		case name == "rules":
			e.rules()
		case name == "subjects":
			e.subjects()
		case name == "steps":
			e.steps()
		case name == "filing":
			e.filing()
		default:
			e.chapter(name, v.Field(i), f.Tag.Get("key"))
		}
	}

	for _, f := range s.Undone() {
		e.say("本版还不会办：%s", i18n.Word(e.t(f.Text, f.Args...)))
	}

	return e.told
}

type explainer struct {
	scheme *Scheme
	lang   i18n.Lang
	told   []Told
}

func (e *explainer) t(text i18n.Word, args ...any) string { return i18n.T(e.lang, text, args...) }

func (e *explainer) say(text i18n.Word, args ...any) {
	e.told = append(e.told, Told{Text: e.t(text, args...)})
}

// add says something of what was said last.
func (e *explainer) add(text i18n.Word, args ...any) {
	e.told = append(e.told, Told{Text: e.t(text, args...), Below: true})
}

// chapter says a field that has no sentence of its own.
func (e *explainer) chapter(name string, v reflect.Value, key string) {
	var o outliner
	o.value(v, key, nil)
	if v.Kind() == reflect.String {
		e.say("%s：%s", fieldWord(name), o.lines[0].Says)
		return
	}

	e.say("%s", fieldWord(name))
	e.lines(o.lines)
}

// rest says what an item says beside the fields that its sentence told.
func (e *explainer) rest(item any, told ...string) {
	v := reflect.ValueOf(item)
	var o outliner
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if name := f.Tag.Get("yaml"); !v.Field(i).IsZero() && !slices.Contains(told, name) {
			o.value(v.Field(i), f.Tag.Get("key"), i18n.Words{fieldWord(name)})
		}
	}

	e.lines(o.lines)
}

func (e *explainer) lines(lines []Line) {
	for _, l := range lines {
		switch {
		case len(l.Where) == 0:
			e.add("%s", l.Says)
		case len(l.Says) == 0:
			e.add("%s", l.Where)
		default:
			e.add("%s：%s", l.Where, l.Says)
		}
	}
}

func (e *explainer) rules() {
	for _, r := range e.scheme.Rules {
		if r.Relation == "" {
			e.say("%s  %s", r.ID, i18n.Word(r.Note))
			e.rest(r, "id", "note")
			continue
		}

		e.say("%s  由%s点评：%s", r.ID, r.Relation.Word(), e.kinds(r.Subjects))
		e.rest(r, "id", "relation", "subjects")
	}
}

// kinds are subjects as the scheme calls them.
func (e *explainer) kinds(kinds []SubjectKind) i18n.Words {
	var names i18n.Words
	for _, k := range kinds {
		names = append(names, e.scheme.KindName(k))
	}
	return names
}

func (e *explainer) subjects() {
	for _, sub := range e.scheme.Subjects {
		name := i18n.Word(sub.Name)
		if !e.scheme.Reviews(sub.Kind) {
			e.say("%s（%s）：没有规则给出点评人，不点评", name, sub.Kind.Name())
			e.rest(sub, "kind", "name")
			continue
		}

		var aspects, required i18n.Words
		for _, a := range sub.Aspects {
			aspects = append(aspects, i18n.Word(a.Heading()))
		}

		for _, p := range sub.Required {
			required = append(required, p.Name())
		}

		e.say("点评%s（%s）：看 %s；不能空：%s；填在附件%d上", name, sub.Kind.Name(), aspects, required, sub.Form)
		e.rest(sub, "kind", "name", "required", "form")
	}
}

func (e *explainer) steps() {
	for _, st := range e.scheme.Steps {
		switch name := i18n.Word(st.Name); st.On {
		case "":
			e.say("环节 %s（%s）：%s", name, st.Key.Word(), e.day(st.Due))
		default:
			e.say("环节 %s（%s）：%s，以后各轮%s", name, st.Key.Word(), string(st.On), e.day(st.Due))
		}

		for _, actor := range slices.Sorted(maps.Keys(st.DueActor)) {
			e.add("其中%s：%s", ActorName(actor), e.day(st.DueActor[actor]))
		}

		e.rest(st, "key", "name", "due", "on", "due-actor")
	}
}

// day says a day by the round's last day.
func (e *explainer) day(days int) i18n.Word {
	switch {
	case days < 0:
		return i18n.Word(e.t("轮次结束前 %d 天", -days))
	case days > 0:
		return i18n.Word(e.t("轮次结束后 %d 天", days))
	}
	return i18n.Word(e.t("轮次结束当天"))
}

func (e *explainer) filing() {
	for _, f := range e.scheme.Filing {
		var forms []string
		for _, n := range f.Forms {
			forms = append(forms, strconv.Itoa(n))
		}

		e.say("%s报%s：附件%s；期限：%s", i18n.Word(f.Who), i18n.Word(f.To), strings.Join(forms, "、"), e.by(f))
		e.rest(f, "who", "to", "forms", "due", "due-in", "hour")
	}
}

// by is by when a pack is handed in: the notice's own day, how many days after the last day in other rounds, the hour.
func (e *explainer) by(f Filing) string {
	var said []string
	if f.Due != "" {
		said = append(said, string(f.Due))
	}

	if f.DueIn != nil {
		said = append(said, string(e.day(*f.DueIn)))
	}

	if len(said) == 0 {
		said = append(said, string(e.day(0)))
	}

	return strings.TrimSpace(fmt.Sprint(strings.Join(said, "、"), " ", f.Hour))
}
