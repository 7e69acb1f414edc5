package web_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/domain/org"
)

var checkAddress = regexp.MustCompile(`data-check="([^"]*)"`)

func TestAMeetingIsWrittenOnceAndItsSheetsPersonByPerson(t *testing.T) {
	h := house2011(t)
	qian := h.as(t, "102")
	at := fmt.Sprintf("%d.%d.%d", h.Round, h.Unit("B11"), h.Person("102"))
	qian.visit("/occasions/new").reads(t, "机械学院教工党支部（2 张登记表）")
	fields := []string{"at", at, "title", "支部党员大会", "mode", "collective", "selection", "all", "day", "2011-01-05", "place", "三楼会议室",
		"expected", "3", "members", "4"}
	wrong := qian.fill("/occasions/new", "/occasions", fields...)
	wrong.wants(t, "more members present than there are", 422)
	wrong.says(t, `value="三楼会议室"`)
	fields[len(fields)-1] = "3"
	opened := qian.fill("/occasions/new", "/occasions", fields...)
	opened.wants(t, "opening a meeting", 303)
	meeting := opened.Header.Get("Location")
	number := strings.TrimPrefix(meeting, "/occasions/")
	qian.visit(meeting).reads(t, "2 个点评对象：已完成 0，还差 2")
	edit := qian.visit(h.sheet("member 101", "/edit?occasion="+number))
	edit.reads(t, "记在活动“支部党员大会”里：2011年1月5日，集中点评，三楼会议室。")
	form := qian.typed("member 101", h.As("102"))
	asks := checkAddress.FindStringSubmatch(edit.text)
	if asks == nil {
		t.Fatalf("the form does not say where to ask what is lacking:\n%s", edit.text)
	}

	bare := url.Values{"token": form["token"], "revision": {hidden(edit, "revision")}}
	if says := qian.post(asks[1], bare).words(); !strings.Contains(says, "还缺：") || strings.Contains(says, "点评时间") {
		t.Errorf("while the sheet is typed it is said to lack %q, want what the meeting does not say", says)
	}

	form.Set("revision", hidden(edit, "revision"))
	qian.post(h.sheet("member 101", "/submit?occasion="+number), form).wants(t, "handing in the first", 303, h.sheet("member 103", "/edit?occasion="+number))
	v, err := h.As("102").Sheet("member 101")
	check(t, err)
	if v.Setting.Day != org.Date("2011-01-05") || v.Setting.Place != "三楼会议室" {
		t.Errorf("the sheet was given on %s at %s, want what the meeting says", v.Setting.Day, v.Setting.Place)
	}

	form = qian.typed("member 103", h.As("102"))
	qian.handIn(h.sheet("member 103", "/submit?occasion="+number), form).wants(t, "handing in the last", 303, meeting)
	qian.visit(meeting).reads(t, "已完成 2，还差 0")
	qian.visit("/occasions").reads(t, "支部党员大会")
	h.as(t, "202").visit(meeting).wants(t, "the meeting to a stranger", 404)
}
