package publish_test

import (
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
)

// onBoard is a notice whose first text is on display to the day, by no page where that is empty.
func onBoard(to org.Date) publish.Notice {
	n := publish.Notice{Way: publish.Way{State: publish.Published, Edition: 1, Shown: 1}, To: to}
	if to != "" {
		n.From = "2011-01-05"
	}
	return n
}

func TestADoubtStandsFromItsFirstDayUntilWhatIsShownHoldsOrNobodyReadsIt(t *testing.T) {
	for what, c := range map[string]struct {
		notice publish.Notice
		some   bool
		today  org.Date
		want   org.Date
	}{
		"on its last day":                {onBoard("2011-01-12"), true, "2011-01-12", "2011-01-12"},
		"the day after":                  {onBoard("2011-01-12"), true, "2011-01-13", ""},
		"without a page, at any time":    {onBoard(""), true, "2011-09-01", "2011-09-01"},
		"while all of it holds":          {onBoard("2011-01-12"), false, "2011-01-06", ""},
		"before anything was made known": {publish.Notice{Way: publish.Way{State: publish.Approved, Edition: 1}}, true, "2011-01-06", ""},
	} {
		n := c.notice
		if due := n.Doubt(c.some, c.today); n.Doubted != c.want || due != (c.want != "") {
			t.Errorf("%s it is doubted since %q (%v), want %q", what, n.Doubted, due, c.want)
		}
	}

	n := onBoard("2011-01-12")
	n.Doubt(true, "2011-01-06")
	n.Doubt(true, "2011-01-08")
	if n.Doubted != "2011-01-06" {
		t.Errorf("a second correction moves the first day to %s", n.Doubted)
	}

	taken := n
	if err := taken.Withdraw("写错了"); err != nil || taken.Doubted != "" {
		t.Errorf("taken down it is doubted since %q, %v", taken.Doubted, err)
	}

	if over := n; !over.End("2011-01-13") || over.Doubted != "" {
		t.Errorf("over it is still doubted since %q", over.Doubted)
	}
}

func TestWhatDoesNotHoldIsShownForNoFurtherDay(t *testing.T) {
	online := []publish.Channel{{Name: "网上"}}
	for to, fits := range map[org.Date]bool{"2011-01-11": true, "2011-01-12": true, "2011-01-13": false} {
		n := onBoard("2011-01-12")
		_, err := n.Publish(online, "2011-01-05", to, []string{"网上"}, false, "2011-01-06")
		if fits != (err == nil) {
			t.Errorf("to %s: %v", to, err)
		}
	}

	n := onBoard("2011-01-12")
	if _, err := n.Publish(online, "2011-01-05", "2011-01-13", []string{"网上"}, true, "2011-01-06"); err != nil {
		t.Errorf("while all of it holds: %v", err)
	}
}

func TestASheetIsDoubtedByItsVersionByItsWordsOrWhenItCountsNoMore(t *testing.T) {
	shown := publish.Text{Sheets: []publish.Sheet{sheet(1, "较好"), sheet(2, "好"), sheet(3, "很好"), sheet(4, "优秀")}}
	later := sheet(3, "很好")
	later.Version++
	now := map[review.ID]publish.Sheet{1: sheet(1, "较好"), 2: sheet(2, "一般"), 3: later}
	got := shown.Doubts(now)
	want := map[review.ID]publish.Doubt{2: publish.Corrected, 3: publish.Corrected, 4: publish.Recalled}
	for id := review.ID(1); id <= 4; id++ {
		if got[id] != want[id] {
			t.Errorf("sheet %d is %q, want %q", id, got[id], want[id])
		}
	}
}

// Who gave a review and what is done about it came to notices later than their texts; that alone corrects no text.
func TestMeasuresAndWhoReviewedAreNoCorrectionOfAnEarlierText(t *testing.T) {
	by := publish.Passage{Head: "点评人", Lines: []string{"钱芳"}}
	overall := publish.Passage{Head: "总体评价", Lines: []string{"较好"}}
	measure := func(of string) publish.Passage { return publish.Passage{Head: "整改措施", Lines: []string{of}} }
	for what, c := range map[string]struct {
		old, now []publish.Passage
		same     bool
	}{
		"a name before what was said":   {[]publish.Passage{overall}, []publish.Passage{by, overall}, true},
		"measures after it":             {[]publish.Passage{by, overall}, []publish.Passage{by, overall, measure("走访")}, true},
		"other measures":                {[]publish.Passage{by, overall, measure("走访")}, []publish.Passage{by, overall, measure("谈话")}, true},
		"he is called otherwise by now": {[]publish.Passage{by, overall}, []publish.Passage{{Head: "点评人", Lines: []string{"钱方"}}, overall}, true},
		"a name and other words":        {[]publish.Passage{overall}, []publish.Passage{by, {Head: "总体评价", Lines: []string{"好"}}}, false},
		"something that was not there":  {[]publish.Passage{by}, []publish.Passage{by, overall}, false},
	} {
		if got := (publish.Sheet{Passages: c.old}).Says(c.now); got != c.same {
			t.Errorf("%s: says the same %v, want %v", what, got, c.same)
		}
	}
}

func TestOnlyAWordForThePublicAtLargeMakesANoticeOneForEverybody(t *testing.T) {
	for scope, all := range map[string]bool{"": false, "本单位党员和群众": false, "全校": false, "向社会公开": true, "本单位内部，不向社会公开": false, "不对公众公开": false, "全校公示，同时向社会公开": true, "非公众": false, "社会公众": true, "任何人": true} {
		if got := publish.ForEverybody(scope); got != all {
			t.Errorf("%q is for everybody: %v", scope, got)
		}
	}
}
