package scheme

import (
	"slices"

	"lingping/internal/domain/org"
)

func (c *checker) instruments() {
	var weights float64
	for i, in := range c.s.Instruments {
		c.instrument(i, in)
		weights += in.Weight
	}

	if n := len(c.s.Instruments); weights != 0 && (weights < 99.99 || weights > 100.01) {
		c.fault(at("instruments", n-1, "weight"), "各项测评的 weight（权重）合起来应是100，现在是%g，请改正。", weights)
	}
}

func (c *checker) instrument(i int, in Instrument) {
	c.needed(at("instruments", i), "name")
	if n := c.root.find("instruments", i).value("grades"); n.empty() || n.kind == list && len(n.items) < 2 {
		c.fault(at("instruments", i, "grades"), "测评“%s”至少要有两个等次（grades），例如满意、不满意。", in.Key)
	}

	var grades []string
	for j, g := range in.Grades {
		c.needed(at("instruments", i, "grades", j), "name")
		grades = append(grades, g.Name)
	}

	c.unique(grades, at("instruments", i, "grades"))
	c.percent(in.Weight, at("instruments", i, "weight"))
	c.within(in.MinVotes, 0, maxNumber, at("instruments", i, "min-votes"))
	for j, q := range in.Quotas {
		c.quota(q, grades, at("instruments", i, "quotas", j))
	}
}

func (c *checker) quota(q Quota, grades []string, path []any) {
	for k, g := range q.Grades {
		if g != "" && !slices.Contains(grades, g) {
			c.fault(append(path, "grades", k), "这项测评没有“%s”这个等次，请与 grades 对照。", g)
		}
	}

	c.percent(q.Max, append(path, "max"))
	c.percent(q.Min, append(path, "min"))
	if q.Max > 0 && q.Min > q.Max {
		c.fault(append(path, "min"), "比例下限%g比上限%g还高，请改正。", q.Min, q.Max)
	}

	if q.Of == "" && !c.root.find(path...).has("of") {
		c.fault(path, "比例没有写 of（占什么的比例）。可写 all（党员总数）、formal（正式党员）或 voters（参评人数）。")
	}
}

func (c *checker) percent(p float64, path []any) {
	if p < 0 || p > 100 {
		c.fault(path, "百分比应在0到100之间，请改正。")
	}
}

// papers looks at what is filled in, shown, handed up and counted.
func (c *checker) papers() {
	a := c.s.Attendance
	c.within(a.MinMembers, 0, maxNumber, at("attendance", "min-members"))
	c.within(a.MinRepresentatives, 0, maxNumber, at("attendance", "min-representatives"))
	if a.Quorum < 0 || a.Quorum > 1 {
		c.fault(at("attendance", "quorum"), "quorum 是到会人数占应到人数的份额，应在0到1之间，例如五分之四写 0.8。")
	}

	c.unique(texts(c.s.Publish.Fields...), at("publication", "fields"))
	c.unique(c.s.Publish.Channels, at("publication", "channels"))
	c.within(c.s.Publish.Days, 1, maxDays, at("publication", "days"))
	c.within(c.s.Rectify.Days, 1, maxDays, at("rectification", "days"))
	c.unique(texts(c.s.Statistics.Columns...), at("statistics", "columns"))
	for i, f := range c.s.Filing {
		c.filing(f, at("filing", i))
	}

	for i, f := range c.s.Forms {
		c.needed(at("forms", i), "title")
		c.within(f.Number, 1, 20, at("forms", i, "number"))
		c.template(f, at("forms", i, "template"))
	}

	for i, sub := range c.s.Subjects {
		if sub.Form != 0 && len(c.s.Forms) > 0 && !c.hasForm(sub.Form) {
			c.warn(at("subjects", i, "form"), "“%s”填在附件%d上，但 forms 里没有附件%d的标题，请补上。", sub.Kind, sub.Form, sub.Form)
		}
	}
}

// template looks at the name of the office's own Word form. Whether the house keeps one of the name is not known here.
func (c *checker) template(f Form, path []any) {
	ref := ParseRef(f.Template)
	switch {
	case ref.Name == "":
	case !slices.Contains(Templated(), f.Number):
		c.fault(path, "附件%d不能用本单位的 Word 表（template）：只有附件2、附件3可以。", f.Number)
	case !callable(ref.Name):
		c.fault(path, "“%s”不是 Word 表的名称：请照“本单位的 Word 表”页上的名称写，要指定第几版就写成“名称@2”。", f.Template)
	}
}

func (c *checker) filing(f Filing, path []any) {
	c.needed(path, "who")
	c.needed(path, "to")
	c.who(f, path)
	if f.DueIn != nil {
		c.within(*f.DueIn, -maxDays, maxDays, append(path, "due-in"))
	}

	for j, n := range f.Forms {
		if !c.hasForm(n) {
			c.fault(append(path, "forms", j), "forms 里没有附件%d，请先在方案末尾的 forms 里写明它的标题。", n)
		}
	}

	// An inherited day is of the parent's own round; later rounds go by due-in.
	if issued := c.s.Basis.Date; f.Due != "" && issued != "" && f.Due < issued && c.own(append(path, "due")) {
		c.warn(append(path, "due"), "备案期限%s比文件日期%s还早，请核对。", f.Due, issued)
	}

	if f.Due != "" && f.Due > org.Date("2100") {
		c.warn(append(path, "due"), "备案期限%s太远，请核对年份。", f.Due)
	}

	if f.Side != "" && f.OfAll() {
		c.fault(append(path, "side"), "side 说的是 filter 里的人：filter 没有写报谁的，side 就没有用，请去掉，或者写明 filter。")
	}

	if slices.Contains(f.Filter, FilterAll) && len(f.Filter) > 1 {
		c.fault(append(path, "filter"), "filter 写了 all（全部）就不必再写别的，请只留一种写法。")
	}
}

func (c *checker) hasForm(number int) bool {
	return slices.ContainsFunc(c.s.Forms, func(f Form) bool { return f.Number == number })
}
