package review_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// life is a review with what has to stay true of it.
type life struct {
	review   review.Review
	confirms int // acts by the reviewer himself, or papers
	acts     int
	texts    []string // as handed in
}

// draw makes one act, allowed or not, and gives what became of it.
func (l *life) draw(t *rapid.T) (act string, err error) {
	r := &l.review
	l.acts++
	now := int64(l.acts)
	word := rapid.StringMatching(`[好差实]{0,3}`).Draw(t, "text")
	text := review.Text{Parts: review.Parts{scheme.PartOverall: word}}
	stale := rapid.IntRange(0, 5).Draw(t, "stale") == 0
	revision := r.Revision
	if stale {
		revision--
	}

	acts := []string{"save", "save", "submit", "submit", "submit as reviewer", "return", "confirm", "paper", "acknowledge", "correct"}
	switch act = rapid.SampledFrom(acts).Draw(t, "act"); act {
	case "save":
		err = r.Save(revision, review.Setting{}, text, review.Writer{}, now)
	case "submit":
		err = r.Submit(false, nil, now)
	case "submit as reviewer":
		if err = r.Submit(true, nil, now); err == nil {
			l.confirms++
		}
	case "return":
		err = r.Return(rapid.SampledFrom([]string{"", "  ", "请补充"}).Draw(t, "reason"))
	case "confirm":
		if err = r.Confirm(now); err == nil {
			l.confirms++
		}
	case "paper":
		if err = r.ConfirmOnPaper(rapid.SampledFrom([]string{"", "7号"}).Draw(t, "ref"), 0, now); err == nil {
			l.confirms++
		}
	case "acknowledge":
		err = r.Acknowledge(review.OnScreen, "", now)
	case "correct":
		err = r.Correct(revision, review.Setting{}, text, rapid.SampledFrom([]string{"", "笔误"}).Draw(t, "reason"), review.Writer{}, nil, now)
	}

	if err == nil && (strings.HasPrefix(act, "submit") || act == "correct") {
		l.texts = append(l.texts, r.Text.Parts[scheme.PartOverall])
	}

	return act, err
}

func TestWhateverIsTriedAReviewKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := life{review: review.Review{State: review.Owed}}
		t.Repeat(map[string]func(*rapid.T){"act": func(t *rapid.T) {
			before := l.review
			act, err := l.draw(t)
			after := l.review
			if err != nil && !equal(before, after) {
				t.Fatalf("%s was refused (%v) and changed the review", act, err)
			}

			if err == nil {
				l.check(t, act, before)
			}
		}})
	})
}

func equal(a, b review.Review) bool {
	same := a.Text.Equal(b.Text)
	a.Text, b.Text = review.Text{}, review.Text{}
	return same && a.ID == b.ID && a.State == b.State && a.Revision == b.Revision && a.Version == b.Version && a.Setting == b.Setting &&
		a.ReturnReason == b.ReturnReason && a.ConfirmedAt == b.ConfirmedAt && a.AcknowledgedAt == b.AcknowledgedAt
}

// check holds an act that went through against the promises.
func (l *life) check(t *rapid.T, act string, before review.Review) {
	after := l.review
	switch {
	case before.State == review.Confirmed && after.State != review.Confirmed:
		t.Fatalf("%s took back a review that counted", act)
	case before.State == review.Confirmed && act != "acknowledge" && act != "correct":
		t.Fatalf("%s touched a review that counted", act)
	case after.State == review.Owed:
		t.Fatalf("%s made a review that was begun owed again", act)
	case after.State == review.Confirmed && (l.confirms == 0 || after.ConfirmedAt == 0 || after.ConfirmedHow == ""):
		t.Fatalf("after %s it counts though no reviewer confirmed it and no paper is named", act)
	case after.State == review.Confirmed && after.ConfirmedHow == review.OnPaper && after.PaperRef == "":
		t.Fatalf("after %s it counts by a paper that nobody can find", act)
	case after.Text.Empty() && (after.State == review.Submitted || after.State == review.Confirmed):
		t.Fatalf("after %s an empty sheet is %s", act, after.State)
	case after.Version != len(l.texts):
		t.Fatalf("after %s it has version %d of %d texts handed in", act, after.Version, len(l.texts))
	case after.Revision < before.Revision:
		t.Fatalf("%s set the revision back", act)
	case !after.Text.Equal(before.Text) && after.Revision == before.Revision:
		t.Fatalf("%s changed the text under the same revision", act)
	case after.State == review.Returned && after.ReturnReason == "":
		t.Fatalf("%s returned it without a reason", act)
	case after.AcknowledgedAt != 0 && after.State != review.Confirmed:
		t.Fatalf("after %s it is acknowledged and does not count", act)
	case act == "correct" && after.AcknowledgedAt != 0:
		t.Fatal("a corrected text is still acknowledged")
	}
}

func TestASaveOverAnUnseenSaveIsRefused(t *testing.T) {
	r := review.Review{State: review.Draft, Revision: 3}
	if err := r.Save(2, review.Setting{}, review.Text{Parts: review.Parts{scheme.PartOverall: "好"}}, review.Writer{}, 1); !errors.Is(err, review.ErrStale) {
		t.Errorf("saving with revision 2 over 3: %v, want it refused as stale", err)
	}
}

func TestWhatASchemeDemandsIsNamed(t *testing.T) {
	aspects := []scheme.Aspect{{Key: "post", Label: "立足本职"}, {Key: "promise", Text: "开展公开承诺情况"}}
	text := review.Text{Aspects: []review.AspectText{{Key: "post", Text: "有"}}, Problems: []string{"有"}}
	got := review.Lacking(text, review.Setting{Modes: "collective"}, scheme.Parts(), aspects)
	want := i18n.Words{"开展公开承诺情况", "主要成绩", "原因分析", "努力方向", "总体评价", "点评时间", "点评地点"}
	if !slices.Equal(got, want) {
		t.Errorf("lacking %v, want %v", got, want)
	}

	r := review.Review{State: review.Draft, Text: text}
	err := r.Submit(true, got, 1)
	if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "开展公开承诺情况、主要成绩") {
		t.Errorf("submitting says %v, want every missing part", err)
	}
}

func TestASheetIsHandedInWholeOrNotAtAll(t *testing.T) {
	full, empty := review.Text{Parts: review.Parts{scheme.PartOverall: "好"}}, review.Text{}
	unit := &review.Review{ID: 1, State: review.Draft, Text: full}
	secretary := &review.Review{ID: 2, State: review.Owed, Text: empty}
	sheet := []review.Asked{
		{Review: unit, Kind: scheme.Unit, Required: []scheme.Part{scheme.PartOverall}},
		{Review: secretary, Kind: scheme.Secretary, Required: []scheme.Part{scheme.PartOverall}},
	}
	if _, err := review.SubmitSheet(sheet, true, 1); !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "总体评价") {
		t.Errorf("a sheet with an empty half: %v, want the missing part named", err)
	}

	if unit.State != review.Draft || secretary.State != review.Owed {
		t.Errorf("the halves are %s and %s after the refusal", unit.State, secretary.State)
	}

	secretary.Text = full
	if done, err := review.SubmitSheet(sheet, true, 1); err != nil || len(done) != 2 {
		t.Errorf("a full sheet: %v, %d handed in", err, len(done))
	}

	if _, err := review.SubmitSheet(sheet, true, 2); !errs.Is(err, errs.Conflict) {
		t.Errorf("handing it in again: %v, want a conflict", err)
	}
}

func TestAUnitAndItsSecretaryShareASheetWhereTheSchemeGivesThemOneForm(t *testing.T) {
	s := &scheme.Scheme{Subjects: []scheme.Subject{{Kind: scheme.Unit, Form: 2}, {Kind: scheme.Secretary, Form: 2}, {Kind: scheme.Member, Form: 3}}}
	both := []scheme.SubjectKind{scheme.Unit, scheme.Secretary}
	if got := review.SheetKinds(s, scheme.Secretary); !slices.Equal(got, both) {
		t.Errorf("on the secretary's sheet stand %v, want %v", got, both)
	}

	if got := review.SheetKinds(s, scheme.Member); !slices.Equal(got, []scheme.SubjectKind{scheme.Member}) {
		t.Errorf("on a member's sheet stand %v", got)
	}

	s.Subjects[1].Form = 3
	if got := review.SheetKinds(s, scheme.Unit); !slices.Equal(got, []scheme.SubjectKind{scheme.Unit}) {
		t.Errorf("with a form of his own the secretary stands on the unit's sheet: %v", got)
	}
}

func TestTextsAreCleanedAndBounded(t *testing.T) {
	text := review.Text{
		Aspects: []review.AspectText{{Key: "a", Text: " 好 "}, {Key: "b", Text: "\n"}}, Problems: []string{" ", "缺少计划 "},
		Parts: review.Parts{scheme.PartCauses: "\t忙\t", scheme.PartAdvice: " "},
	}.Clean()

	want := review.Text{Aspects: []review.AspectText{{Key: "a", Text: "好"}}, Problems: []string{"缺少计划"}, Parts: review.Parts{scheme.PartCauses: "忙"}}
	if !text.Equal(want) {
		t.Errorf("cleaned it reads %+v, want %+v", text, want)
	}

	for what, long := range map[string]review.Text{
		"a part too long for a cell": {Parts: review.Parts{scheme.PartOverall: strings.Repeat("好", review.MaxPart+1)}},
		"an aspect too long":         {Aspects: []review.AspectText{{Key: "a", Text: strings.Repeat("好", review.MaxPart+1)}}},
		"too many problems":          {Problems: make([]string, review.MaxProblems+1)},
	} {
		if err := long.CheckSize(); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: %v, want it refused", what, err)
		}
	}

	if err := (review.Text{Parts: review.Parts{scheme.PartOverall: strings.Repeat("䶮", review.MaxPart)}}).CheckSize(); err != nil {
		t.Errorf("a part that just fits: %v", err)
	}
}

func TestProblemsAreReadOneALineOrBySemicolons(t *testing.T) {
	tests := map[string][]string{
		"":                  nil,
		"走访偏少":              {"走访偏少"},
		"1.走访偏少\n2. 计划未定\n": {"走访偏少", "计划未定"},
		"（一）走访偏少；（二）计划未定。":   {"走访偏少", "计划未定。"},
		"一、走访偏少; 二、计划未定":     {"走访偏少", "计划未定"},
		"①走访偏少\r\n\r\n②计划未定": {"走访偏少", "计划未定"},
		"1.5小时的会开成了3小时":      {"1.5小时的会开成了3小时"},
		"2010年承诺未兑现":         {"2010年承诺未兑现"},
		"一是走访偏少":             {"一是走访偏少"},
		"1、\n2、":             nil,
		"12) 制度不全；13）台账不齐":   {"制度不全", "台账不齐"},
	}
	for text, want := range tests {
		if got := review.SplitProblems(text); !slices.Equal(got, want) {
			t.Errorf("%q has the problems %q, want %q", text, got, want)
		}
	}
}
