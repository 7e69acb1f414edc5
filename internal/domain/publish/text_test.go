package publish_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
)

// allowing is a scheme that lets the parts be public.
func allowing(parts ...scheme.Part) *scheme.Scheme {
	return &scheme.Scheme{
		Publish: scheme.Publication{Fields: parts},
		Modes:   []scheme.Mode{{Key: "collective", Name: "集中点评"}},
		Subjects: []scheme.Subject{{Kind: scheme.Member, Aspects: []scheme.Aspect{
			{Key: "study", Label: "学习"}, {Key: "dorm", Label: "联系宿舍", Groups: []string{"学生"}}, {Key: "pledge", Label: "践诺"}}}},
	}
}

// written is a review in which every part has words of its own.
func written() (review.Setting, review.Text) {
	return review.Setting{Modes: "collective", Day: "2011-01-05", Place: "第一会议室", Carrier: "组织生活会", Selection: "all"},
		review.Text{
			Aspects:  []review.AspectText{{Key: "study", Text: "讲了课"}, {Key: "dorm", Text: "去了宿舍"}, {Key: "pledge", Text: "兑现了"}},
			Problems: []string{"问题一", " ", "问题二"},
			Parts: review.Parts{scheme.PartAchievements: "成绩", scheme.PartCauses: "原因", scheme.PartAdvice: "建议",
				scheme.PartOverall: "总评"},
			Citations: []review.Citation{{Problem: 1, Label: "群众意见"}},
		}
}

// said is what the passages hold, by head.
func said(passages []publish.Passage) string {
	var out []string
	for _, p := range passages {
		out = append(out, p.Head+"="+strings.Join(p.Lines, "+"))
	}
	return strings.Join(out, " ")
}

func TestOnlyThePartsThatTheSchemeAllowsComeInInTheOrderOfTheSheet(t *testing.T) {
	set, text := written()
	for want, parts := range map[string][]scheme.Part{
		"":              nil,
		"学习=讲了课 践诺=兑现了": {scheme.PartAspects},
		"主要成绩=成绩 存在问题=问题一+问题二": {scheme.PartProblems, scheme.PartAchievements},
		"原因分析=原因":                                {scheme.PartCauses},
		string(scheme.PartAdvice.Name()) + "=建议": {scheme.PartAdvice},
		"总体评价=总评":                                {scheme.PartOverall},
		"点评方式=集中点评 点评时间=2011年1月5日 点评地点=第一会议室": {scheme.PartPlace, scheme.PartDate, scheme.PartMode},
	} {
		if got := said(publish.Passages(allowing(parts...), scheme.Member, nil, set, text)); got != want {
			t.Errorf("allowed %v: public is %q, want %q", parts, got, want)
		}
	}

	if got := said(publish.Passages(allowing(scheme.PartAspects), scheme.Member, []string{"学生"}, set, text)); got != "学习=讲了课 联系宿舍=去了宿舍 践诺=兑现了" {
		t.Errorf("of a student public is %q", got)
	}
}

func TestAPartWithoutWordsHasNoHeading(t *testing.T) {
	set, text := review.Setting{Modes: "unknown", Place: " "}, review.Text{Parts: review.Parts{scheme.PartOverall: " 好 "}, Problems: []string{" "}}
	if got := said(publish.Passages(allowing(scheme.Parts()...), scheme.Member, nil, set, text)); got != "总体评价=好" {
		t.Errorf("public is %q", got)
	}
}

// Whatever parts a scheme allows, no word of another part is public, and none that is no part of a review.
func TestNoWordOfAPartThatIsNotAllowedIsPublic(t *testing.T) {
	words := map[scheme.Part]string{scheme.PartAspects: "讲了课", scheme.PartAchievements: "成绩", scheme.PartProblems: "问题一",
		scheme.PartCauses: "原因", scheme.PartAdvice: "建议", scheme.PartOverall: "总评", scheme.PartMode: "集中点评",
		scheme.PartDate: "2011年1月5日", scheme.PartPlace: "第一会议室"}
	rapid.Check(t, func(t *rapid.T) {
		allowed := rapid.SliceOfDistinct(rapid.SampledFrom(scheme.Parts()), rapid.ID).Draw(t, "allowed")
		set, text := written()
		var public strings.Builder
		for _, p := range publish.Passages(allowing(allowed...), scheme.Member, nil, set, text) {
			public.WriteString(strings.Join(p.Lines, "\n"))
		}

		for part, word := range words {
			if has := strings.Contains(public.String(), word); has != slices.Contains(allowed, part) {
				t.Fatalf("allowed are %v; %q is public: %v", allowed, word, has)
			}
		}

		for _, never := range []string{"组织生活会", "群众意见", "去了宿舍"} {
			if strings.Contains(public.String(), never) {
				t.Fatalf("%q is public", never)
			}
		}
	})
}

// sheet is the public text of one review that says so.
func sheet(id review.ID, words string) publish.Sheet {
	return publish.Sheet{Review: id, Kind: scheme.Member, Name: "孙䶮", Passages: []publish.Passage{{Head: "总体评价", Lines: []string{words}}}}
}

func TestACorrectionKeepsTheOldWordsWithTheReasonAndOnlyWhereTheyDiffer(t *testing.T) {
	why := func(id review.ID) string { return map[review.ID]string{1: "数字有误", 2: "未更正"}[id] }
	first := publish.Text{Sheets: []publish.Sheet{sheet(1, "较好"), sheet(2, "好")}}
	second := publish.Text{Sheets: []publish.Sheet{sheet(1, "很好"), sheet(2, "好"), sheet(3, "新")}}
	second.Correct(first, why)
	if e := second.Sheets[0].Earlier; len(e) != 1 || e[0].Why != "数字有误" || said(e[0].Passages) != "总体评价=较好" {
		t.Errorf("beside the correction stands %+v", e)
	}

	if len(second.Sheets[1].Earlier)+len(second.Sheets[2].Earlier) != 0 {
		t.Errorf("what was not corrected has earlier words: %+v", second.Sheets[1:])
	}

	third := publish.Text{Sheets: []publish.Sheet{sheet(1, "优秀")}}
	third.Correct(second, why)
	if e := third.Sheets[0].Earlier; len(e) != 2 || said(e[0].Passages) != "总体评价=较好" || said(e[1].Passages) != "总体评价=很好" {
		t.Errorf("after two corrections stand %+v, want the oldest first", e)
	}
}

func TestEveryDifferenceOfWordsIsACorrection(t *testing.T) {
	base := sheet(1, "好")
	for what, change := range map[string]func(*publish.Sheet){
		"another word":    func(s *publish.Sheet) { s.Passages[0].Lines = []string{"差"} },
		"another heading": func(s *publish.Sheet) { s.Passages[0].Head = "评价" },
		"a passage more": func(s *publish.Sheet) {
			s.Passages = append(s.Passages, publish.Passage{Head: "建议", Lines: []string{"x"}})
		},
		"nothing at all":    func(s *publish.Sheet) { s.Passages = nil },
		"a line cut in two": func(s *publish.Sheet) { s.Passages[0].Lines = []string{"好", ""} },
	} {
		now := sheet(1, "好")
		change(&now)
		text := publish.Text{Sheets: []publish.Sheet{now}}
		text.Correct(publish.Text{Sheets: []publish.Sheet{base}}, func(review.ID) string { return "更正" })
		if len(text.Sheets[0].Earlier) != 1 {
			t.Errorf("%s is no correction", what)
		}
	}
}

func TestThePlainTextIsAllThatIsShownAndItsHashTellsEveryChange(t *testing.T) {
	s := sheet(1, "很好")
	s.Earlier = []publish.Earlier{{Passages: []publish.Passage{{Head: "总体评价", Lines: []string{"较好"}}}, Why: "数字有误"}}
	text := publish.Text{Unit: "教工党支部", Round: "2010年下半年", Sheets: []publish.Sheet{s}}
	want := "教工党支部\n2010年下半年\n\n孙䶮\n总体评价：较好\n更正原因：数字有误\n总体评价：很好\n"
	if got := text.Plain(); got != want {
		t.Errorf("the plain text is %q, want %q", got, want)
	}

	seen := map[string]string{text.Hash(): "the text"}
	for what, change := range map[string]func(*publish.Text){
		"another unit":  func(x *publish.Text) { x.Unit = "学生党支部" },
		"another round": func(x *publish.Text) { x.Round = "2011年上半年" },
		"another name": func(x *publish.Text) {
			x.Sheets = []publish.Sheet{{Name: "赵伟", Passages: s.Passages, Earlier: s.Earlier}}
		},
		"no earlier text": func(x *publish.Text) { x.Sheets = []publish.Sheet{sheet(1, "很好")} },
		"another word":    func(x *publish.Text) { x.Sheets = []publish.Sheet{sheet(1, "差")} },
	} {
		other := text
		change(&other)
		if same, known := seen[other.Hash()]; known {
			t.Errorf("%s has the hash of %s", what, same)
		}
		seen[other.Hash()] = what
	}
}
