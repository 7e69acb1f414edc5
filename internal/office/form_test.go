package office_test

import (
	"strings"
	"testing"

	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/office"
	"pgregory.net/rapid"
)

// reading is what a person reads on a form: a line for each paragraph outside tables, a line for each row, its cells
// divided by │, pages by a ruler.
func reading(t tester, docx []byte) string {
	t.Helper()
	var out strings.Builder
	for _, n := range body(t, docx).find("body")[0].kids {
		switch n.name {
		case "p":
			if len(n.find("pageBreakBefore")) > 0 {
				out.WriteString("────────\n")
			}
			if words := n.words(); words != "" {
				out.WriteString(words + "\n")
			}
		case "tbl":
			for _, row := range n.find("tr") {
				var cells []string
				for _, c := range row.find("tc") {
					var paras []string
					for _, p := range c.find("p") {
						paras = append(paras, strings.ReplaceAll(p.words(), "\n", "⏎"))
					}
					cells = append(cells, strings.Join(paras, "¶"))
				}

				out.WriteString("│" + strings.Join(cells, "│") + "│\n")
			}
		}
	}

	return out.String()
}

func TestAnnex2ReadsAsTheOfficeExpects(t *testing.T) {
	golden(t, "annex2.txt", reading(t, unitDocx(t, unitSheet())))
	golden(t, "annex2-blank.txt", reading(t, unitDocx(t, blankUnitSheet())))
}

func TestAnnex3ReadsAsTheOfficeExpects(t *testing.T) {
	golden(t, "annex3.txt", reading(t, memberDocx(t, memberSheet())))
	golden(t, "annex3-committee.txt", reading(t, memberDocx(t, committeeSheet())))
	golden(t, "annex3-blank.txt", reading(t, memberDocx(t, blankMemberSheet())))
}

// pagesOf is on how many pages a form is set.
func pagesOf(pages int, _ []int) int { return pages }

func TestAnOrdinarySheetTakesOnePageAndAUnitSheetFrontAndBack(t *testing.T) {
	for name, c := range map[string]struct{ got, want int }{
		"a member with three aspects of 150 characters": {pagesOf(office.MemberPages(memberSheet())), 1},
		"a committee member":                            {pagesOf(office.MemberPages(committeeSheet())), 1},
		"a blank member":                                {pagesOf(office.MemberPages(blankMemberSheet())), 1},
		"a blank unit":                                  {pagesOf(office.UnitPages(blankUnitSheet())), 2},
		"an ordinary unit":                              {pagesOf(office.UnitPages(unitSheet())), 2},
		"a long member":                                 {pagesOf(office.MemberPages(longMemberSheet())), 3},
		"a long unit":                                   {pagesOf(office.UnitPages(longUnitSheet())), 2},
	} {
		if c.got != c.want {
			t.Errorf("%s is set on %d pages, wanted %d", name, c.got, c.want)
		}
	}
}

func TestALabelBesideRowsOfTwoPagesStandsOnBoth(t *testing.T) {
	s := unitSheet()
	for range 3 {
		s.Measures = append(s.Measures, s.Measures...)
	}

	s.Summary = strings.Repeat(s.Summary, 9)
	_, begins := office.UnitPages(s)
	rows := body(t, unitDocx(t, s)).find("tr")
	if len(begins) < 2 {
		t.Fatalf("the sheet takes %d pages", len(begins))
	}

	for _, at := range begins {
		if merge := rows[at].find("tc")[0].find("vMerge"); len(merge) > 0 && merge[0].attrs["val"] != "restart" {
			t.Errorf("the page that begins with %q has no label at its side", rows[at].words())
		}
	}
}

func TestABlankFormOfAnotherSchemeGivesUpRoomForThePenBeforePages(t *testing.T) {
	s := blankUnitSheet()
	for _, label := range []string{"联系点工作开展情况", "意识形态工作责任制落实情况", "党费收缴和党员教育"} {
		s.OfUnit.Aspects = append(s.OfUnit.Aspects, office.Aspect{Label: label})
	}

	if n := pagesOf(office.UnitPages(s)); n != 2 {
		t.Errorf("eight aspects are set on %d pages, want two", n)
	}
}

func TestTheShorterTheTextTheLargerItIsSet(t *testing.T) {
	style := func(text string) string {
		s := memberSheet()
		s.Said.Aspects[2].Text = text
		s.Said.Aspects[0].Text, s.Said.Aspects[1].Text = "好。", "好。"
		for _, p := range body(t, memberDocx(t, s)).find("p") {
			if strings.Contains(p.words(), "好。") {
				return p.find("pStyle")[0].attrs["val"]
			}
		}

		return ""
	}

	brief, middling, long := style("好。"), style(strings.Repeat("成绩应当充分肯定。", 22)), style(strings.Repeat("成绩应当充分肯定。", 50))
	if !(brief < middling && middling < long) {
		t.Errorf("set as %s, %s, %s from short to long", brief, middling, long)
	}
}

func TestASheetTooLongForTwoPagesRepeatsItsFirstRow(t *testing.T) {
	root := body(t, memberDocx(t, longMemberSheet()))
	heads := root.find("tblHeader")
	rows := root.find("tr")
	if len(heads) != 1 || len(rows[0].find("tblHeader")) != 1 {
		t.Errorf("%d repeated rows", len(heads))
	}

	splittable := 0
	for _, r := range rows {
		if len(r.find("cantSplit")) == 0 {
			splittable++
		}
	}

	if splittable != 3 {
		t.Errorf("%d rows may be split, wanted the three long ones", splittable)
	}
}

func TestAFilledSheetLeavesNoFactEmptyAndABlankOneSaysNothing(t *testing.T) {
	filled := reading(t, memberDocx(t, office.MemberSheet{}))
	if strings.Contains(filled, "│姓　名││") || !strings.Contains(filled, "│姓　名│—│") || !strings.Contains(filled, "│存在问题│无│") {
		t.Errorf("a filled sheet has empty cells:\n%s", filled)
	}

	for _, text := range []string{
		reading(t, memberDocx(t, office.MemberSheet{Head: office.Head{Blank: true}})),
		reading(t, unitDocx(t, office.UnitSheet{Head: office.Head{Blank: true}})),
	} {
		if strings.Contains(text, "—") || strings.Contains(text, "无") {
			t.Errorf("a blank sheet says something:\n%s", text)
		}
	}
}

func TestABoxStandsOnTheLineOfItsWord(t *testing.T) {
	s := memberSheet()
	s.Modes = []office.Option{{Name: "集中点评", Ticked: true}, {Name: "个别点评"}, {Name: "现场点评"}, {Name: "随机点评"}}
	if text := reading(t, memberDocx(t, s)); !strings.Contains(text, "│☑集中点评 □个别点评⏎□现场点评 □随机点评│") {
		t.Errorf("the ways of reviewing are not broken two by two:\n%s", text)
	}
}

func TestAMeasureStandsByTheNumberOfItsProblemWithWhatBecameOfIt(t *testing.T) {
	s := memberSheet()
	s.Measures = []office.Measure{
		{Number: 1, Problem: s.Said.Problems[0]}, // nothing decided yet: no label stands without a text
		{Number: 2, Problem: s.Said.Problems[1], Text: "每月谈话两次。", Owner: "钱芳", Outcome: "谈了八次。"},
	}
	text := reading(t, memberDocx(t, s))
	if !strings.Contains(text, "│2. 每月谈话两次；责任人：钱芳；落实情况：谈了八次。│") {
		t.Errorf("the measure is not one sentence by its number:\n%s", text)
	}

	for _, bad := range []string{"。；", "措施："} {
		if strings.Contains(text, bad) {
			t.Errorf("the sheet says %q:\n%s", bad, text)
		}
	}
}

func TestTheProblemsOfASecretaryAreNumberedOnFromThoseOfHisUnit(t *testing.T) {
	s := unitSheet()
	s.OfSecretary.Problems = []string{"到支部少"}
	s.OfSecretary.Parts = review.Parts{scheme.PartAdvice: "多到支部。"}
	text := reading(t, unitDocx(t, s))
	if !strings.Contains(text, "│3. 到支部少│") {
		t.Errorf("his problem does not follow those of the unit:\n%s", text)
	}

	if problems, advice := strings.Index(text, "3. 到支部少"), strings.Index(text, "多到支部。"); problems > advice {
		t.Errorf("what he is to do stands before what is wrong:\n%s", text)
	}
}

func TestABlankSheetHasRoomForEverythingThatIsAsked(t *testing.T) {
	member, unit := blankMemberSheet(), blankUnitSheet()
	member.Said.Asked = []scheme.Part{scheme.PartAchievements, scheme.PartProblems, scheme.PartCauses, scheme.PartAdvice, scheme.PartOverall}
	unit.OfUnit.Asked, unit.OfSecretary.Asked = member.Said.Asked, member.Said.Asked
	for name, text := range map[string]string{"annex 3": reading(t, memberDocx(t, member)), "annex 2": reading(t, unitDocx(t, unit))} {
		for _, part := range member.Said.Asked {
			if !strings.Contains(text, string(part.Name())) {
				t.Errorf("%s asks for %s, and the blank form has no place for it:\n%s", name, part.Name(), text)
			}
		}
	}
}

func TestMeasuresNotYetTakenStayOpenForThePen(t *testing.T) {
	s := memberSheet()
	s.Measures = nil
	if text := reading(t, memberDocx(t, s)); !strings.Contains(text, "│整改措施⏎及落实情况││") {
		t.Errorf("problems were found, and the cell for measures is not open:\n%s", text)
	}

	s.Said.Problems = nil
	if text := reading(t, memberDocx(t, s)); !strings.Contains(text, "│整改措施⏎及落实情况│无│") {
		t.Errorf("no problem was found, and the cell for measures is open:\n%s", text)
	}
}

func TestATitleOfAnotherNoticeIsBrokenWithoutTearingAWord(t *testing.T) {
	s := blankMemberSheet()
	for title, want := range map[string]string{
		"民主评议党员登记表":              "民主评议党员登记表\n",
		"学院党支部书记点评党员教育实践活动情况登记表": "学院党支部书记点评党员教育实践活动\n情况登记表\n",
		"甲\n乙": "甲\n乙\n",
	} {
		s.Title = title
		if text := reading(t, memberDocx(t, s)); !strings.HasPrefix(text, "附件3\n"+want) {
			t.Errorf("%q is set as %q", title, text[:60])
		}
	}
}

func TestAnyTextGivesASoundForm(t *testing.T) {
	hostile := rapid.OneOf(
		rapid.String(),
		rapid.StringOf(rapid.RuneFrom([]rune("中。（）“”、Aa1 \t\n\r<>&\"'\x00\x0b\u2028\ufffe\uffff𬱖䶮"))),
		rapid.Custom(func(t *rapid.T) string { return string(rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, "bytes")) }),
		rapid.Map(rapid.IntRange(0, 900), func(n int) string { return strings.Repeat("点评", n) }),
		rapid.SampledFrom([]string{"]]>", "<w:br/>", "&amp;", "{{姓名}}", strings.Repeat("x", 3000)}),
	)
	rapid.Check(t, func(rt *rapid.T) {
		text := func(what string) string { return hostile.Draw(rt, what) }
		said := office.Said{Parts: review.Parts{}}
		for _, part := range scheme.TextParts() {
			said.Parts[part] = text(string(part))
		}

		for range rapid.IntRange(0, 7).Draw(rt, "aspects") {
			said.Aspects = append(said.Aspects, office.Aspect{Label: text("label"), Text: text("aspect")})
		}

		said.Problems = rapid.SliceOfN(hostile, 0, 5).Draw(rt, "problems")
		head := office.Head{Unit: text("unit"), Title: text("title"), Annex: text("annex"), Blank: rapid.Bool().Draw(rt, "blank")}
		member := office.MemberSheet{
			Head: head, Name: text("name"), Post: text("post"), Place: text("place"), Summary: text("summary"), Said: said,
			Capacity: text("capacity"), Dissent: text("dissent"), Note: text("note"),
			ReviewerSigned: office.Signature{Name: text("signer")},
			Measures:       []office.Measure{{Number: 1, Problem: text("problem"), Text: text("measure"), Outcome: text("outcome")}},
		}

		unit := office.UnitSheet{
			Head: head, Unit: text("subject"), OfUnit: said, OfSecretary: said, OfficeName: text("office"), Filing: text("filing"),
			Summary: text("summary"), Attendance: office.Attendance{Names: text("names")}, Measures: member.Measures,
			Notices: []office.Notice{{Channel: text("channel"), Scope: text("scope")}},
		}

		for _, docx := range [][]byte{memberDocx(rt, member), unitDocx(rt, unit)} {
			root := body(rt, docx)
			checkOrder(rt, root)
			checkTables(rt, root)
		}
	})
}
