package publish_test

import (
	"maps"
	"strings"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// held is a meeting on the day.
func held(day org.Date) publish.Channel {
	return publish.Channel{Name: "会议", Day: day, Place: "第二教室"}
}

// publishing makes an approved notice public on the fifth of January.
func publishing(channels []publish.Channel, from, to org.Date) (publish.Notice, []publish.Channel, error) {
	n := publish.Notice{Way: publish.Way{State: publish.Approved, Edition: 2}}
	out, err := n.Publish(channels, from, to, boards, true, "2011-01-05")
	return n, out, err
}

func TestAMeetingIsEnteredOnItsDayAndNotBefore(t *testing.T) {
	for day, taken := range map[org.Date]bool{"2011-01-04": true, "2011-01-05": true, "2011-01-06": false, "": false, "2011-02-30": false} {
		_, _, err := publishing([]publish.Channel{held(day)}, "", "")
		if taken {
			ok(t, "a meeting of "+string(day), err)
		} else {
			refused(t, "a meeting of “"+string(day)+"”", err, errs.Invalid)
		}
	}
}

func TestThePublicPageMayBeginOnADayToCome(t *testing.T) {
	n, channels, err := publishing(online(), "2011-01-08", "2011-01-15")
	ok(t, "a page that begins later", err)
	if n.From != "2011-01-08" || n.To != "2011-01-15" || n.Shown != 2 || n.State != publish.Published {
		t.Errorf("published it is %+v", n)
	}

	if channels[0].Day != "2011-01-08" {
		t.Errorf("the channel's day is %s, want the page's first", channels[0].Day)
	}
}

func TestDaysOfThePublicPageAreDaysInTheirOrder(t *testing.T) {
	for what, c := range map[string]struct {
		from, to org.Date
		taken    bool
	}{
		"one day":                    {"2011-01-05", "2011-01-05", true},
		"an end before the start":    {"2011-01-05", "2011-01-04", false},
		"no first day":               {"", "2011-01-12", false},
		"no last day":                {"2011-01-05", "", false},
		"a day that does not exist":  {"2011-01-05", "2011-02-30", false},
		"366 days, both ends":        {"2011-01-05", "2012-01-05", true},
		"367 days, both ends":        {"2011-01-05", "2012-01-06", false},
		"a month instead of its day": {"2011-01", "2011-02", false},
	} {
		n, _, err := publishing(online(), c.from, c.to)
		if c.taken {
			ok(t, what, err)
			continue
		}

		refused(t, what, err, errs.Invalid)
		if n.State != publish.Approved || n.Shown != 0 {
			t.Errorf("%s was refused and still shows edition %d", what, n.Shown)
		}
	}
}

func TestWithoutAPageANoticeHasNoDays(t *testing.T) {
	n, _, err := publishing([]publish.Channel{held("2011-01-04")}, "2011-01-05", "2011-01-12")
	ok(t, "a meeting alone", err)
	if n.From != "" || n.To != "" || n.OnDisplay("2011-01-05") {
		t.Errorf("a notice read out at a meeting stands from %q to %q", n.From, n.To)
	}

	if n.State != publish.Published || n.Shown != 2 {
		t.Errorf("it is %s, edition %d shown", n.State, n.Shown)
	}
}

func TestChannelsAreThoseOfTheSchemeAndAtLeastOne(t *testing.T) {
	_, _, err := publishing(nil, "", "")
	refused(t, "no channel", err, errs.Invalid)
	_, _, err = publishing([]publish.Channel{held("2011-01-04"), {Name: "广播", Day: "2011-01-04"}}, "", "")
	refused(t, "a channel that the scheme does not know", err, errs.Invalid)
	long := held("2011-01-04")
	long.Place = strings.Repeat("楼", 100)
	_, _, err = publishing([]publish.Channel{long}, "", "")
	ok(t, "a place of 100 characters", err)
	long.Place += "楼"
	_, _, err = publishing([]publish.Channel{long}, "", "")
	refused(t, "a place of 101 characters", err, errs.Invalid)
	_, out, err := publishing([]publish.Channel{{Name: " 公开栏 ", Day: "2011-01-04", Place: " 一楼 "}}, "", "")
	ok(t, "a channel with blanks around it", err)
	if len(out) != 1 || out[0].Name != "公开栏" || out[0].Place != "一楼" {
		t.Errorf("kept are %+v", out)
	}
}

func TestOnlyWhatStillSaysWhatWasApprovedIsMadePublic(t *testing.T) {
	n := publish.Notice{Way: publish.Way{State: publish.Approved, Edition: 1}}
	_, err := n.Publish(online(), "2011-01-05", "2011-01-12", boards, false, "2011-01-05")
	refused(t, "publishing over a correction", err, errs.Conflict)
	if n.State != publish.Approved || n.Shown != 0 {
		t.Errorf("refused it is %+v", n)
	}

	n = onDisplay()
	_, err = n.Publish(online(), "2011-01-05", "2011-01-20", boards, false, "2011-01-06")
	refused(t, "a longer display of what does not hold any more", err, errs.Conflict)
	_, err = n.Publish(online(), "2011-01-05", "2011-01-20", boards, true, "2011-01-06")
	ok(t, "a longer display of what is public", err)
	if n.To != "2011-01-20" || n.Shown != 1 {
		t.Errorf("it stands until %s in edition %d", n.To, n.Shown)
	}
}

func TestWordsOfChannelsMeanTheColumnsOfAnnexOne(t *testing.T) {
	for word, medium := range map[string]publish.Medium{
		"会议": publish.Meeting, "党员大会": publish.Meeting, "公开栏": publish.Board, "网上": publish.Online, "校园网公开栏": publish.Online,
		"宣传栏（会议室外）": publish.Board, "短信": publish.Otherwise, "": publish.Otherwise,
	} {
		if got := publish.MediumOf(word); got != medium {
			t.Errorf("%q is %s, want %s", word, got, medium)
		}
	}
}

func TestAUnitCountsOnceAndOnceForEachMedium(t *testing.T) {
	got := publish.Counted([]publish.Channel{held("2011-01-04"), held("2011-01-05"), {Name: "网上"}})
	want := round.Tally{round.NoticeCount(publish.AnyMedium): 1, round.NoticeCount("meeting"): 1, round.NoticeCount("online"): 1}
	if !maps.Equal(got, want) {
		t.Errorf("two meetings and a page count %v, want %v", got, want)
	}

	if one := publish.Counted(online()); one[round.NoticeCount(publish.AnyMedium)] != 1 {
		t.Errorf("a page alone counts %v", one)
	}

	if none := publish.Counted(nil); len(none) != 0 {
		t.Errorf("no channel counts %v", none)
	}
}

func TestTheFirstDayIsTheEarliestOfAllChannels(t *testing.T) {
	if day := publish.FirstDay([]publish.Channel{{Day: "2011-01-06"}, {Day: "2011-01-04"}, {Day: "2011-01-05"}}); day != "2011-01-04" {
		t.Errorf("it was public first on %s", day)
	}
	if day := publish.FirstDay(nil); day != "" {
		t.Errorf("what was never public was public first on %s", day)
	}
}
