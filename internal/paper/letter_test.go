package paper_test

import (
	"bytes"
	"strings"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/paper"
)

// said writes a paper in both formats and wants the Word file to say the lines, one after the other.
func said(t *testing.T, write func(w *bytes.Buffer, as paper.Format) error, lines ...string) {
	t.Helper()
	var docx, pdf bytes.Buffer
	if err := write(&docx, paper.Word); err != nil {
		t.Fatal(err)
	}

	if err := write(&pdf, paper.PDF); err != nil || !bytes.HasPrefix(pdf.Bytes(), []byte("%PDF-")) {
		t.Errorf("as a PDF: %v, %d bytes", err, pdf.Len())
	}

	rest := words(t, docx.Bytes())
	if strings.ContainsAny(rest, "{}") {
		t.Errorf("a word of the scheme is not put in its place: %s", rest)
	}

	for _, line := range lines {
		_, after, found := strings.Cut(rest, line)
		if !found {
			t.Fatalf("the paper does not go on with %q; it says\n%s", line, rest)
		}
		rest = after
	}
}

func TestThePlanOfAUnitNamesWhoReviewsWhomWhenHowAndWhere(t *testing.T) {
	line := func(owner int64, name string, kind scheme.SubjectKind, sheets int, a review.Arranged) review.ArrangedLine {
		a.Share, a.OwnerName, a.UnitName = review.Share{Owner: org.PersonID(owner), Kind: kind}, name, "机关第一党支部"
		return review.ArrangedLine{Arranged: a, Owing: review.Owing{Kinds: []scheme.SubjectKind{kind, scheme.Secretary}, Sheets: sheets}}
	}
	gone := line(3, "刘强", scheme.Unit, 1, review.Arranged{})
	gone.Change = review.Gone
	plan := paper.Arrangement{
		Scheme: &scheme.Scheme{Modes: []scheme.Mode{{Key: "meeting", Name: "集中点评"}}, Vocabulary: map[string]string{"党员": "社员", "活动办": "社部"}},
		Round:  "2010年下半年", Unit: "机关党总支", State: review.ArrangementAccepted, Day: "2010-12-20",
		Lines: []review.ArrangedLine{
			line(1, "陈建国", scheme.Unit, 1, review.Arranged{Day: "2011-01-05", Place: "二楼会议室", Mode: "meeting", Carrier: "组织生活会、年终总结", Note: "请工会列席。"}),
			gone,
			line(2, "张敏", scheme.Member, 4, review.Arranged{}),
		},
	}
	said(t, func(w *bytes.Buffer, as paper.Format) error { return paper.WriteArrangement(w, plan, as) },
		"机关党总支点评方案", "2010年下半年",
		"一、陈建国", "机关第一党支部及其书记：2011年1月5日，二楼会议室，集中点评，结合组织生活会、年终总结。请工会列席。",
		"二、张敏", "机关第一党支部的 4 名社员：日期未定。", "机关党总支", "2010年12月20日")

	plan.State, plan.Lines = review.ArrangementHandedIn, nil
	said(t, func(w *bytes.Buffer, as paper.Format) error { return paper.WriteArrangement(w, plan, as) }, "（已报社部）")
}

func TestABulletinSaysWhatWasApprovedAndHowToTellIt(t *testing.T) {
	b := paper.Bulletin{Unit: "机关第一党支部", Round: "2010年下半年", From: "2011-01-10", To: "2011-01-16", Hash: strings.Repeat("0123456789abcdef", 4),
		Checkpoint: "120-AbCdEfGhIj", Day: "2011-01-08", Text: publish.Text{Left: 2, Sheets: []publish.Sheet{
			{Name: "机关第一党支部", Passages: []publish.Passage{{Head: "存在问题", Lines: []string{"学习不够。", "联系群众少"}}},
				Earlier: []publish.Earlier{{Why: "笔误", Passages: []publish.Passage{{Head: "存在问题", Lines: []string{"学习差"}}}}}},
			{Name: "王丽", Passages: []publish.Passage{{Head: "主要成绩", Lines: []string{"岗位上是能手"}}}},
		}}}
	said(t, func(w *bytes.Buffer, as paper.Format) error { return paper.WriteBulletin(w, b, as) },
		"关于机关第一党支部领导点评情况的通报", "一、机关第一党支部", "更正前　存在问题：学习差。", "以上内容已更正，原因：笔误。", "存在问题：学习不够；联系群众少。",
		"二、王丽", "主要成绩：岗位上是能手。", "另有 2 份因本人意见未公开。", "公示期：2011年1月10日至2011年1月16日。",
		"0123456789abcdef。", "台账检查点：120-AbCdEfGhIj。", "机关第一党支部", "2011年1月8日")
}
