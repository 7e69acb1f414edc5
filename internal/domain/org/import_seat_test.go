package org_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lingping/internal/domain/org"
)

// posts lists the posts of a roster for comparison: person, unit, kind, days.
func posts(r org.Roster) []string {
	persons, units := map[org.PersonID]string{}, map[org.UnitID]string{}
	for _, p := range r.Persons {
		persons[p.ID] = p.Name
	}

	for _, u := range r.Units {
		units[u.ID] = u.Code
	}

	var list []string
	for _, p := range r.Posts {
		list = append(list, persons[p.Person]+" "+units[p.Unit]+" "+string(p.Kind)+p.Portfolio+" "+string(p.From)+"–"+string(p.To))
	}

	return list
}

func TestPostsAreChangedOrAddedByTheirDays(t *testing.T) {
	start := []string{"陈建国 W0 secretary –", "赵伟 Z1 secretary 2008-01–", "钱芳 B1 secretary 2008-01–", "吴浩 B2 secretary –"}
	with := func(at int, line string, more ...string) []string {
		all := append([]string{}, start...)
		all[at] = line
		return append(all, more...)
	}

	for name, c := range map[string]struct {
		posts []string
		want  []string
		gone  int
		says  []string
	}{
		"the same":             {[]string{"101|||Z1|secretary||2008-01|"}, start, 0, nil},
		"the same without 起":   {[]string{"101|||Z1|secretary|||"}, start, 0, nil},
		"ended":                {[]string{"101|||Z1|secretary|||2010-06"}, with(1, "赵伟 Z1 secretary 2008-01–2010-06"), 0, nil},
		"its beginning known":  {[]string{"001|||W0|secretary||2007-01|"}, with(0, "陈建国 W0 secretary 2007-01–"), 0, nil},
		"its beginning moved":  {[]string{"101|||Z1|secretary||2009-01|"}, with(1, "赵伟 Z1 secretary 2009-01–"), 0, nil},
		"a new one beside it":  {[]string{"101|||Z1|administrator|||"}, append(with(0, start[0]), "赵伟 Z1 administrator –"), 1, nil},
		"a successor":          {[]string{"101|||Z1|secretary||2008-01|2010-06", "102|||Z1|secretary||2010-06|"}, with(1, "赵伟 Z1 secretary 2008-01–2010-06", "钱芳 Z1 secretary 2010-06–"), 1, nil},
		"an earlier term":      {[]string{"101|||Z1|secretary||2004|2008-01", "101|||Z1|secretary||2008-01|"}, append(with(0, start[0]), "赵伟 Z1 secretary 2004–2008-01"), 0, nil},
		"a successor too soon": {[]string{"102|||Z1|secretary||2010-06|"}, append(with(0, start[0]), "钱芳 Z1 secretary 2010-06–"), 2, []string{"warning “机械学院党总支”同一天有 2 个书记（赵伟、钱芳）"}},
		"said twice":           {[]string{"101|||Z1|secretary||2008-01|", "101|赵伟||Z1|secretary||2008-01|"}, start, 0, []string{"warning 与第 2 行相同，只算一次"}},
		"backwards":            {[]string{"101|||Z1|secretary||2010|2009-12"}, start, 0, []string{"fault 止（2009.12）在起（2010）之前"}},
	} {
		t.Run(name, func(t *testing.T) {
			before := after(t, college)
			im := match(before, roster{posts: c.posts}.sheets())
			wants(t, im, c.says...)
			if diff := cmp.Diff(c.want, posts(im.After)); diff != "" {
				t.Errorf("posts (-want +got):\n%s", diff)
			}

			if len(im.Posts.Gone) != c.gone {
				t.Errorf("gone: %+v", im.Posts.Gone)
			}

			if again := match(im.After, roster{posts: c.posts}.sheets()); !again.Empty() {
				t.Errorf("importing it again changes %+v", again.Posts)
			}
		})
	}
}

func TestASheetWithoutTheColumnDoesNotReopenWhatHasEnded(t *testing.T) {
	before := after(t, college, roster{posts: []string{"101|||Z1|secretary||2008-01|2010-06"}})
	sheets := roster{posts: []string{"101|||Z1|secretary"}}.sheets()
	sheets.Posts[0].Sheet = sheetOf(org.PostSheet, org.FieldNumber, org.FieldUnit, org.FieldPost)
	if im := match(before, sheets); !im.Empty() {
		t.Errorf("%+v", im.Posts)
	}

	if im := match(before, roster{posts: []string{"101|||Z1|secretary||2008-01|"}}.sheets()); len(im.Posts.Changed) != 1 {
		t.Error("an empty 止 says that the post is still held")
	}
}

func TestWhoHoldsASeatIsFoundOrReported(t *testing.T) {
	before := after(t, college, roster{persons: []string{"301|吴浩|B1", "302|周平|B1", "303|周平|B1", "|孙䶮|D1"}})
	for name, c := range map[string]struct{ post, says string }{
		"by number":                      {"302|||B1|administrator", ""},
		"by number and name":             {"302|周平||B1|administrator", ""},
		"by a name that only one has":    {"|孙䶮||W0|administrator", ""},
		"by name and branch":             {"|吴浩|学生支部|B2|administrator", ""},
		"by a name that two have":        {"|吴浩||B2|administrator", "fault 名册中有 2 个“吴浩”"},
		"by name and branch of two":      {"|周平|B1|B1|administrator", "fault 名册中有 2 个“周平”"},
		"by a number of another name":    {"302|吴浩||B1|administrator", "fault 工号“302”是周平，不是吴浩"},
		"by an unknown number":           {"999|吴浩||B1|administrator", "fault 没有工号为“999”的人员"},
		"by an unknown name":             {"|无名||B1|administrator", "fault 没有叫“无名”的人员"},
		"by a name in the wrong branch":  {"|孙䶮|B1|B1|administrator", "fault “机械学院教工党支部”没有叫“孙䶮”的人员"},
		"with a branch that is none":     {"|孙䶮|Z1|B1|administrator", "fault “机械学院党总支”是党总支"},
		"in a unit that there is not":    {"302|||外语支部|administrator", "fault 没有党组织叫“外语支部”"},
		"as secretary of another branch": {"302|||B2|deputy-secretary", "warning 周平任“机械学院学生党支部”的副书记，组织关系却不在这个党支部"},
		"leading a cell that is none":    {"302|||B1|cell-leader", "warning 不是党小组，却有党小组长"},
	} {
		t.Run(name, func(t *testing.T) {
			im := match(before, roster{posts: []string{c.post}}.sheets())
			if c.says == "" {
				wants(t, im)
				if len(im.Posts.New) != 1 {
					t.Errorf("%+v", im.Posts)
				}
				return
			}

			wants(t, im, c.says)
		})
	}
}

func TestASeatFollowsAPersonOrUnitThatIsLeftOut(t *testing.T) {
	im := match(after(t, college), roster{
		units:   []string{"B8|甲支部||branch|无此"},
		persons: []string{"201|甲|B8", "|吴浩|B2", "|吴浩|B2"},
		posts:   []string{"201|||D1|secretary", "|吴浩||D1|administrator", "001|||甲支部|administrator"},
		charges: []string{"001|||B8|in-charge"},
	}.sheets())

	wants(t, im, "fault 没有党组织叫“无此”", "fault 本表同一党支部有 2 行“吴浩”", "fault 本表同一党支部有 2 行“吴浩”",
		"follows “党员”表第 2 行", "follows “201”在“党员”表第 2 行", "follows “吴浩”在“党员”表第 3 行",
		"follows “甲支部”在“党组织”表第 2 行", "follows “B8”在“党组织”表第 2 行")
	if n := im.Posts.LeftOut; n != 3 || im.Charges.LeftOut != 1 {
		t.Errorf("left out: %d posts", n)
	}

	if !im.Empty() {
		t.Error("nothing was left to import")
	}
}

func TestImprobablePostsAreWarnings(t *testing.T) {
	before := after(t, college, roster{persons: []string{"301|周平|B1|probationary"}, units: []string{"K1|教务处||department|W0"}})
	im := match(before, roster{posts: []string{"301|||B1|deputy-secretary", "001|||K1|secretary"}}.sheets())
	wants(t, im, "warning 周平是预备党员，却任“机械学院教工党支部”的副书记", "warning “教务处”是部门，一般不设书记")
}

func TestChargesAreKeptApartByKind(t *testing.T) {
	im := match(after(t, college), roster{charges: []string{"002|||Z1|in-charge||", "002|||Z1|contact-point|2009-01|"}}.sheets())
	wants(t, im)
	if im.Charges.Same != 1 || len(im.Charges.New) != 1 || im.Charges.New[0].Kind != org.ContactPoint {
		t.Errorf("%+v", im.Charges)
	}
}

func TestAPostThatHasEndedIsNotGone(t *testing.T) {
	before := after(t, college, roster{posts: []string{"101|||Z1|secretary||2008-01|2010-06", "102|||Z1|secretary||2010-06|"}})
	im := match(before, roster{posts: []string{"102|||Z1|secretary||2010-06|"}}.sheets())
	for _, gone := range im.Posts.Gone {
		if gone.To != "" {
			t.Errorf("%+v has ended and is history", gone)
		}
	}
}
