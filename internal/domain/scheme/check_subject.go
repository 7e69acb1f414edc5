package scheme

import "slices"

func (c *checker) subjects() {
	if c.root.value("subjects").empty() {
		c.fault(at(), "没有写 subjects（点评对象和看哪些方面），请至少写一种。")
	}

	for i, sub := range c.s.Subjects {
		if c.root.find("subjects", i).value("aspects").empty() {
			c.fault(at("subjects", i), "点评对象“%s”没有写 aspects（看哪些方面），请至少写一个方面。", sub.Kind)
		}

		for j, a := range sub.Aspects {
			c.needed(at("subjects", i, "aspects", j), "text")
			c.named(a.Groups, at("subjects", i, "aspects", j, "groups"))
		}

		if !c.askedOfAll(sub) {
			c.warn(at("subjects", i, "aspects"), "“%s”的每个方面都只对某些群体，其余的人没有可点评的方面。请至少留一个不写 groups 的方面。", sub.Kind)
		}

		c.unique(texts(sub.Required...), at("subjects", i, "required"))
		if sub.Form != 2 && sub.Form != 3 {
			c.fault(at("subjects", i, "form"), "form 只能写 2（党组织及书记登记表）或 3（党员登记表）。")
		}
	}

	for i, y := range c.s.Yardsticks {
		c.declared(y.Subjects, at("yardsticks", i, "subjects"))
		if len(y.Items) == 0 && len(y.Pairs) == 0 {
			c.fault(at("yardsticks", i), "“%s”没有写 items（各条标准）或 pairs（看什么、评什么），请补上。", y.Title)
		}

		for j := range y.Pairs {
			c.needed(at("yardsticks", i, "pairs", j), "look")
			c.needed(at("yardsticks", i, "pairs", j), "judge")
		}
	}
}

func (c *checker) askedOfAll(sub Subject) bool {
	return len(sub.Aspects) == 0 || slices.ContainsFunc(sub.Aspects, func(a Aspect) bool { return len(a.Groups) == 0 })
}

func (c *checker) groups() {
	for i, g := range c.s.Groups {
		for j, p := range g.Waived {
			if p != "" && slices.Contains(g.Required, p) {
				c.fault(at("groups", i, "waived", j), "群体“%s”既要求又免去“%s”，请只留一处。", g.Name, p)
			}
		}
		for j, key := range g.Modes {
			c.mode(key, at("groups", i, "modes", j))
		}
	}
}

// mode tells a mode that the scheme does not have.
func (c *checker) mode(key string, path []any) {
	if _, ok := c.s.Mode(key); key == "" || ok {
		return
	}

	var keys []string
	for _, m := range c.s.Modes {
		keys = append(keys, m.Key)
	}

	for _, m := range c.s.Modes {
		if m.Name == key || meant(key, []string{m.Key}) != "" {
			c.fault(path, "不认识“%s”，是不是想写“%s”？", key, m.Key)
			return
		}
	}

	c.fault(path, "方案里没有“%s”这种点评方式，可以写的有：%s。", key, inRow(keys))
}

func (c *checker) modes() {
	if len(c.s.Modes) == 0 {
		c.warn(at("modes"), "没有写 modes（点评方式），点评时就没有方式可选。请至少写一种，例如集中点评。")
	}

	for i, m := range c.s.Modes {
		c.needed(at("modes", i), "name")
		c.declared(m.Subjects, at("modes", i, "subjects"))
		c.named(m.Groups, at("modes", i, "groups"))
		c.size(m.MinMembers, m.MaxMembers, at("modes", i))
	}

	if c.root.has("selections") {
		for i := range c.s.Selections {
			c.needed(at("selections", i), "name")
		}
	}

	c.unique(c.s.Carriers, at("carriers"))
}
