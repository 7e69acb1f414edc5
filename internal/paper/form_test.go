package paper_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"iter"
	"regexp"
	"strings"
	"testing"
	"time"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// house is what was read of a committee with one general branch and one branch below it, which 王丽 leads.
func house(t *testing.T) paper.Common {
	t.Helper()
	plan, err := scheme.Load("chuangxian-2010")
	if err != nil {
		t.Fatal(err)
	}

	place := func(id, parent org.UnitID, kind org.UnitKind, name string, depth int) org.Place {
		return org.Place{Unit: org.Unit{ID: id, Parent: parent, Kind: kind, Name: name}, Depth: depth, Ord: depth, Last: 2}
	}
	return paper.Common{Plan: plan, Day: "2010-09-01", Zone: time.FixedZone("", 8*3600),
		Tree: []org.Place{place(1, 0, org.Committee, "校党委", 0), place(2, 1, org.GeneralBranch, "机械总支", 1), place(3, 2, org.Branch, "教工支部", 2)},
		Posts: []org.Post{
			{Person: 7, Unit: 3, Kind: org.Secretary, From: "2010-01-01"},
			{Person: 7, Unit: 2, Kind: org.Secretary, From: "2008-01-01", To: "2010-08-31"},
		},
		Holdings: []assign.Holding{{Unit: 3, Person: 7, Way: assign.Lead}}, Leaders: []store.Named{{ID: 7, Name: "王丽"}},
		Members: map[org.UnitID]int{3: 21}, Opinions: map[org.UnitID]int{3: 4}}
}

// sheet is a sheet of one record, as it stands in the state.
func sheet(kind scheme.SubjectKind, person org.PersonID, name string, state review.State) paper.Sheet {
	row := store.FormRow{ObligationRow: store.ObligationRow{
		Obligation: review.Obligation{ID: 11, State: state, Subject: assign.Subject{Kind: kind, Unit: 3, Person: person}, Owner: 5},
		Unit:       org.Unit{ID: 3, Name: "教工支部", Kind: org.Branch}, Name: name, OwnerName: "赵伟"}}
	row.Review.Text = review.Text{Parts: review.Parts{scheme.PartAchievements: "带头开课"}, Problems: []string{"学习不够"}}
	row.Review.ConfirmedAt = time.Date(2010, 12, 30, 17, 0, 0, 0, time.UTC).UnixMilli() // the 31st in the zone of the house
	return paper.Sheet{Rows: []store.FormRow{row}}
}

// words are the words of a Word document, one after the other.
func words(t *testing.T, docx []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}

	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()

	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}

	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(text), "")
}

// written is the sheet as it is read on paper.
func written(t *testing.T, beside paper.Beside, s paper.Sheet) string {
	t.Helper()
	common := house(t)
	var docx bytes.Buffer
	if err := paper.NewForms(common).WriteSheet(&docx, beside.Lay(common.Plan, s)[0]); err != nil {
		t.Fatal(err)
	}

	return words(t, docx.Bytes())
}

func TestASheetSaysWhatWasReadBesideItsReview(t *testing.T) {
	beside := paper.Beside{
		Summaries: []dossier.Summary{{Key: dossier.Key{Unit: 3}, Text: dossier.SummaryText{Achievements: "自查认为进步"}}},
		Fieldwork: []store.FieldworkRow{{Fieldwork: dossier.Fieldwork{Leader: 5, Day: "2010-12-01", Place: "实验楼", Members: 6}, Unit: 3}},
		Actions: map[review.ID][]store.ActionRow{11: {
			{Action: rectify.Action{Number: 1, State: rectify.Closed, Measure: "每周学习一次", Outcome: "已经坚持三月", ClosedDay: "2011-03-01"}},
			{Action: rectify.Action{Number: 1, State: rectify.Cancelled, Measure: "写错的措施"}},
		}},
		Channels: []store.ReviewChannel{{Review: 11, Channel: publish.Channel{Name: "支部大会"}}},
	}

	text := written(t, beside, sheet(scheme.Unit, 0, "", review.Confirmed))
	for _, want := range []string{"教工支部", "王丽", "教工支部书记", "赵伟", "21", "带头开课", "自查认为进步", "实验楼", "党员6人",
		"每周学习一次", "已经坚持三月（2011.03.01验收销号）", "支部大会", "2010年12月31日"} {
		if !strings.Contains(text, want) {
			t.Errorf("annex 2 does not say %q", want)
		}
	}

	for _, unwanted := range []string{"写错的措施", "机械总支书记"} { // cancelled; a post that had ended on the day
		if strings.Contains(text, unwanted) {
			t.Errorf("annex 2 says %q", unwanted)
		}
	}
}

// A review that was given in several modes has each of them ticked on paper, in both annexes, as Word.
func TestEachModeOfAReviewIsTickedOnPaper(t *testing.T) {
	common := house(t)
	for _, kind := range []scheme.SubjectKind{scheme.Unit, scheme.Member} {
		for modes, want := range map[review.Modes][]string{
			"":                              {"□集中点评", "□个别点评", "□现场点评", "□随机点评"},
			"collective":                    {"☑集中点评", "□个别点评", "□现场点评", "□随机点评"},
			"collective,on-site":            {"☑集中点评", "□个别点评", "☑现场点评", "□随机点评"},
			"collective,individual,on-site": {"☑集中点评", "☑个别点评", "☑现场点评", "□随机点评"},
		} {
			s := sheet(kind, 0, "", review.Confirmed)
			if kind == scheme.Member {
				s = sheet(kind, 9, "孙䶮", review.Confirmed)
			}

			s.Rows[0].Review.Setting.Modes = modes
			text := written(t, paper.Beside{}, s)
			for _, box := range want {
				if !strings.Contains(text, box) {
					t.Errorf("the paper of a %s given as %q does not say %q", kind, modes, box)
				}
			}
		}
	}

	if len(common.Plan.Modes) != 4 {
		t.Errorf("the scheme has %d modes", len(common.Plan.Modes))
	}
}

func TestASheetThatDoesNotCountYetIsAFormToBeFilled(t *testing.T) {
	for _, state := range []review.State{review.Draft, review.Submitted, review.Confirmed} {
		s := sheet(scheme.Member, 9, "李明", state)
		text := written(t, paper.Beside{}, s)
		if counts := state == review.Confirmed; s.Counts() != counts || strings.Contains(text, "带头开课") != counts || !strings.Contains(text, "李明") {
			t.Errorf("%s: counts is %t, the paper says %q", state, s.Counts(), text)
		}
	}

	both := sheet(scheme.Unit, 0, "", review.Confirmed)
	both.Rows = append(both.Rows, sheet(scheme.Secretary, 7, "王丽", review.Draft).Rows...)
	if both.Counts() {
		t.Error("a sheet counts whose secretary is still a draft")
	}

	if name := both.Name(house(t).Plan); name != "附件2 教工支部—上级领导点评登记表（王丽）.docx" {
		t.Errorf("it is called %s", name)
	}

	if lacking := both.Lacking(house(t).Plan); lacking != "附件2 教工支部（点评人：赵伟）" {
		t.Errorf("lacking is %s", lacking)
	}
}

// some are the sheets, and then the error.
func some(err error, sheets ...paper.Sheet) iter.Seq2[paper.Sheet, error] {
	return func(yield func(paper.Sheet, error) bool) {
		for _, s := range sheets {
			if !yield(s, nil) {
				return
			}
		}
		if err != nil {
			yield(paper.Sheet{}, err)
		}
	}
}

func TestABundleHasTheFoldersOfTheTreeAndEndsWithTheFirstError(t *testing.T) {
	common := house(t)
	sheets := paper.Beside{}.Lay(common.Plan, sheet(scheme.Unit, 0, "", review.Confirmed), sheet(scheme.Member, 9, "李明", review.Confirmed))
	forms := paper.NewForms(common)
	var out bytes.Buffer
	n, err := forms.WriteBundle(&out, some(nil, sheets...))
	if n != 2 || err != nil {
		t.Fatalf("%d sheets, %v", n, err)
	}

	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}

	if a, b := z.File[0].Name, z.File[1].Name; !strings.HasPrefix(a, "机械总支/001-附件2") || !strings.HasPrefix(b, "机械总支/教工支部/001-附件3") {
		t.Errorf("the sheets lie at %s and %s", a, b)
	}

	broken := errors.New("the disk is gone")
	if _, err := forms.WriteBundle(io.Discard, some(broken, sheets...)); !errors.Is(err, broken) {
		t.Errorf("a bundle ends with %v", err)
	}

	if _, err := forms.WriteDocument(io.Discard, paper.Batch{}, some(broken, sheets...)); !errors.Is(err, broken) {
		t.Errorf("a document ends with %v", err)
	}
}
