package filing_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/filing"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// sealed is a pack whose statistics are true and whose one sheet holds the reviews of the general branch and its secretary.
func sealed() filing.Data {
	d := pack()
	d.Statistics = d.Recount()
	d.Sheets = []filing.Sheet{{File: "001.docx", Form: 2, Records: []filing.Record{
		{Review: 1, Kind: scheme.Unit, Subject: "党总支", Text: review.Text{Problems: []string{"一", "二"}}},
		{Review: 2, Kind: scheme.Secretary, Subject: "赵伟", Text: review.Text{Problems: []string{"三"}}},
	}}}
	return d
}

// finds wants the check to say each of the words, once, and nothing else.
func finds(t *testing.T, what string, d filing.Data, words ...string) {
	t.Helper()
	wrong := d.Check()
	if len(wrong) != len(words) {
		t.Errorf("%s: the check says %v, want %d sentences", what, wrong, len(words))
		return
	}

	for _, w := range words {
		if !slices.ContainsFunc(wrong, func(err error) bool { return strings.Contains(err.Error(), w) && errs.Is(err, errs.Invalid) }) {
			t.Errorf("%s: the check says %v, want %q among it", what, wrong, w)
		}
	}
}

func TestATruePackIsFoundTrue(t *testing.T) { finds(t, "a true pack", sealed()) }

func TestEveryFigureOfTheStatisticsIsHeldAgainstTheRows(t *testing.T) {
	for what, c := range map[string]struct {
		change func(*filing.Table)
		says   string
	}{
		"reviewers due":                      {func(x *filing.Table) { x.Rows[1].Reviewers.Due++ }, "“党总支”的“应点评领导人数”：统计写的是 5，按数据重新统计是 4"},
		"reviewers done":                     {func(x *filing.Table) { x.Rows[1].Reviewers.Done-- }, "“党总支”的“已点评领导人数”：统计写的是 2，按数据重新统计是 3"},
		"secretaries due":                    {func(x *filing.Table) { x.Rows[2].Secretaries.Due++ }, "“机关党支部”的“应点评书记人数”"},
		"secretaries done":                   {func(x *filing.Table) { x.Rows[2].Secretaries.Done-- }, "“机关党支部”的“已点评书记人数”"},
		"committee due":                      {func(x *filing.Table) { x.Total.Committee.Due++ }, "“合计”的“应点评班子成员人数”"},
		"committee done":                     {func(x *filing.Table) { x.Total.Committee.Done++ }, "“合计”的“已点评班子成员人数”"},
		"a figure of the committee's own":    {func(x *filing.Table) { x.Rows[0].Figures[round.Attended]-- }, "“党委”的“参会党员人次”：统计写的是 1，按数据重新统计是 2"},
		"a figure said to be nothing":        {func(x *filing.Table) { delete(x.Rows[1].Figures, round.Problems) }, "“党总支”的“点评意见条数”：统计写的是 0，按数据重新统计是 7"},
		"a figure that the rows do not give": {func(x *filing.Table) { x.Total.Figures[round.Pledges] = 1 }, "“合计”的“pledges”：统计写的是 1，按数据重新统计是 0"},
		"no figures at all":                  {func(x *filing.Table) { x.Rows[0].Figures = nil }, "“党委”的“参会党员人次”：统计写的是 0，按数据重新统计是 2"},
	} {
		d := sealed()
		for i := range d.Statistics.Rows {
			d.Statistics.Rows[i].Figures = maps.Clone(d.Statistics.Rows[i].Figures)
		}
		c.change(&d.Statistics)
		finds(t, what, d, c.says)
	}
}

func TestARowTooManyOrTooFewIsFound(t *testing.T) {
	d := sealed()
	d.Statistics.Rows = d.Statistics.Rows[1:]
	finds(t, "the committee's own row is missing", d, "统计里缺少“党委”这一行")
	d = sealed()
	d.Statistics.Rows = append(d.Statistics.Rows, d.Statistics.Rows[1])
	finds(t, "a row twice", d, "统计里多出“党总支”一行")
	d = sealed()
	d.Statistics.Rows = append(d.Statistics.Rows, filing.Line{Unit: 3})
	finds(t, "a row of a unit that has none", d, "统计里多出“教工党支部”一行")
	d = sealed()
	d.Statistics.Rows[0].Own = false
	finds(t, "the committee's own row as that of a unit", d, "统计里缺少“党委”这一行", "统计里多出“党委”一行")
}

func TestAUnitSaysNothingThatTheRowsCount(t *testing.T) {
	for _, c := range []round.Count{round.MembersDone, round.ModeCount("spot")} {
		d := pack()
		d.Units[3].Other = round.Tally{c: 1}
		d.Statistics = d.Recount()
		finds(t, "a unit that says "+string(c), d, "“机关党支部”自报了")
	}

	d := pack()
	d.Units[3].Other = round.Tally{round.Pledges: 2}
	d.Statistics = d.Recount()
	finds(t, "a unit that says how much was promised", d)
}

func TestEveryFormStandsOnAReviewThatCountsWithAsManyProblems(t *testing.T) {
	for what, c := range map[string]struct {
		change func(*filing.Data)
		says   []string
	}{
		"a review that is not in the rows": {func(d *filing.Data) { d.Sheets[0].Records[0].Review = 99 }, []string{"登记表“001.docx”说的点评不在数据里"}},
		"a review that does not count": {func(d *filing.Data) {
			d.Sheets[0].Records[1] = filing.Record{Review: 5, Kind: scheme.Secretary, Subject: "钱芳"}
		}, []string{"（钱芳）在数据里不是一份已生效的点评"}},
		"a review of another kind":        {func(d *filing.Data) { d.Sheets[0].Records[0].Kind = scheme.Secretary }, []string{"（党总支）在数据里不是一份已生效的点评"}},
		"a problem left out of the form":  {func(d *filing.Data) { d.Sheets[0].Records[1].Text.Problems = nil }, []string{"（赵伟）有 0 条问题，统计用的数据里是 1 条"}},
		"a problem more than was counted": {func(d *filing.Data) { d.Sheets[0].Records[0].Text.Problems = []string{"一", "二", "三"} }, []string{"（党总支）有 3 条问题，统计用的数据里是 2 条"}},
		"both records of the form are wrong": {func(d *filing.Data) { d.Sheets[0].Records[0].Kind, d.Sheets[0].Records[1].Review = "", 0 },
			[]string{"（党总支）在数据里不是", "说的点评不在数据里"}},
	} {
		d := sealed()
		c.change(&d)
		finds(t, what, d, c.says...)
	}
}

// Whatever one number of the rows is changed to after the pack was sealed, the check does not stay silent.
func TestOneChangedRowIsAlwaysFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := sealed()
		i := rapid.IntRange(0, len(d.Reviews)-1).Draw(t, "review")
		switch r := &d.Reviews[i]; rapid.IntRange(0, 2).Draw(t, "what") {
		case 0:
			d.Reviews = slices.Delete(d.Reviews, i, i+1)
		case 1:
			if r.State != review.Confirmed {
				t.Skip("its problems are not counted")
			}
			r.Problems++
		case 2:
			if was := r.State; was == review.Confirmed {
				r.State = review.Owed
			} else {
				r.State = review.Confirmed
			}
		}

		if len(d.Check()) == 0 {
			t.Fatal("a changed row is found true")
		}
	})
}

func TestDataIsReadAsItWasWritten(t *testing.T) {
	d := sealed()
	d.HandedBy, d.Lacking = "<钱芳> & 赵伟", []string{"党总支"}
	var out bytes.Buffer
	ok(t, "writing", d.Write(&out))
	if !strings.Contains(out.String(), "<钱芳> & 赵伟") || !strings.Contains(out.String(), "\n ") {
		t.Error("people can't read what was written")
	}

	back, err := filing.ParseData(out.Bytes())
	ok(t, "reading", err)
	finds(t, "what was read", back)
	var again bytes.Buffer
	ok(t, "writing again", back.Write(&again))
	if !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Error("written again it says something else")
	}
}

func TestOnlyDataOfThisShapeIsJudged(t *testing.T) {
	var out bytes.Buffer
	ok(t, "writing", sealed().Write(&out))
	text := out.String()
	for what, bad := range map[string]string{
		"nothing":                   "",
		"half of it":                text[:len(text)/2],
		"a field that nobody knows": strings.Replace(text, `"format"`, `"extra": 1, "format"`, 1),
		"something behind it":       text + "{}",
		"a bracket behind it":       text + "]",
		"a brace behind it":         text + "}",
		"another shape":             strings.Replace(text, filing.Format, "lingping-filing/4", 1),
		"no units":                  `{"format": "` + filing.Format + `"}`,
	} {
		if _, err := filing.ParseData([]byte(bad)); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: %v, want it refused", what, err)
		}
	}

	if _, err := filing.ParseData([]byte(text + "\n \t")); err != nil {
		t.Errorf("blanks behind it: %v", err)
	}
}
