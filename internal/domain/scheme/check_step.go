package scheme

import (
	"maps"
	"reflect"
	"slices"

	"lingping/internal/domain/org"
)

// maxDays is how far from the round's last day a deadline may lie: two years, for what is put right.
const maxDays = 731

func (c *checker) steps() {
	if _, ok := c.s.Step(StepReview); !ok {
		c.fault(at("steps"), "steps 里没有 review（实施点评）这一步，请补上。")
	}

	places := StepKeys()
	for i, st := range c.s.Steps {
		c.step(i, st)
		if i == 0 || st.Key == "" {
			continue
		}

		before := c.s.Steps[i-1]
		if slices.Index(places, before.Key) > slices.Index(places, st.Key) {
			c.warn(at("steps", i, "key"), "步骤的先后应是：%s。五步条仍按这个次序显示，建议照此排列。", inRow(texts(places...)))
		} else if before.On == "" && st.On == "" && before.Due > st.Due {
			c.warn(at("steps", i, "due"), "“%s”的期限比前一步“%s”还早，请核对 due（轮次最后一天之前写负数，之后写正数）。", st.Key, before.Key)
		}
	}
}

func (c *checker) step(i int, st Step) {
	c.needed(at("steps", i), "name")
	c.declared(st.Subjects, at("steps", i, "subjects"))
	c.within(st.Due, -maxDays, maxDays, at("steps", i, "due"))
	actors := words(reflect.TypeFor[org.UnitKind]())
	for _, kind := range words(reflect.TypeFor[SubjectKind]()) {
		if !slices.Contains(actors, kind) {
			actors = append(actors, kind)
		}
	}

	for _, actor := range slices.Sorted(maps.Keys(st.DueActor)) {
		if word := meant(actor, actors); word != "" && !slices.Contains(actors, actor) {
			c.fault(at("steps", i, "due-actor", actor), "不认识“%s”，是不是想写“%s”？", actor, word)
		} else if !slices.Contains(actors, actor) {
			c.fault(at("steps", i, "due-actor", actor), "due-actor 里要写党组织类别或点评对象，没有“%s”。可以写的有：%s。", actor, inRow(actors))
		}
		c.within(st.DueActor[actor], -maxDays, maxDays, at("steps", i, "due-actor", actor))
	}

	if _, both := st.DueActor[string(Committee)]; both && c.s.Reviews(Committee) && slices.Contains(c.s.Roster.UnitKinds, org.Committee) {
		c.warn(at("steps", i, "due-actor", string(Committee)), "due-actor 里的 committee 既指党委，也指班子整体：两样都按这个期限。")
	}

	if len(st.Checks) > 0 && st.Key != StepSummary {
		c.warn(at("steps", i, "checks"), "checks（回头看哪些）只在 summary（总结）这一步有用，请移过去。")
	}

	if len([]rune(st.Short)) > 4 {
		c.fault(at("steps", i, "short"), "short 用在五步条上，最多4字，请缩短。")
	}
}
