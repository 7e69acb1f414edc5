package web_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"lingping/internal/domain/review"
)

func TestAPlanIsFilledForTickedLinesAndHandedIn(t *testing.T) {
	h := house2011(t)
	zhao := h.as(t, "101")
	at := fmt.Sprintf("/rounds/%d/arrangements/%d", h.Round, h.Unit("Z1"))
	zhao.visit("/").reads(t, "制定点评方案，报活动办")
	v, err := h.App.Arrangement(t.Context(), h.As("101").Actor, h.Round, h.Unit("Z1"))
	check(t, err)
	fields := []string{"do", "spread", "revision", "0", "day", "2011-01-07", "mode", "collective", "place", "第一会议室"}
	for _, l := range v.Lines {
		key := fmt.Sprintf("%d.%d.%s", l.Owner, l.Unit, l.Kind)
		fields = append(fields, "line", key)
		if l.OwnerName == "赵伟" {
			fields = append(fields, "pick", key)
		}
	}

	form := url.Values{"token": {zhao.visit(at).token()}}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}

	zhao.post(at, form).wants(t, "filling ticked lines", 303, at)
	page := zhao.visit(at)
	if n := strings.Count(page.text, `value="2011-01-07"`); n != 5 {
		t.Errorf("%d lines have the day, want the five of 赵伟", n)
	}

	form.Set("do", "hand-in")
	form.Set("revision", hidden(page, "revision"))
	for _, l := range v.Lines {
		key := fmt.Sprintf("%d.%d.%s", l.Owner, l.Unit, l.Kind)
		form.Set("place-"+key, "会议室")
	}

	zhao.post(at, form).wants(t, "handing in without all days", 422)
	for _, l := range v.Lines {
		form.Set(fmt.Sprintf("day-%d.%d.%s", l.Owner, l.Unit, l.Kind), "2011-01-08")
	}

	form.Set("revision", hidden(zhao.visit(at), "revision"))
	zhao.post(at, form).wants(t, "handing in", 303, at)
	zhao.visit(at).reads(t, "已报活动办")
	qian := h.as(t, "102")
	qian.visit("/").reads(t, "计划 2011年1月8日")
	home, err := h.App.Home(t.Context(), h.As("102").Actor, 0)
	check(t, err)
	meeting := qian.visit(fmt.Sprintf("/occasions/new?plan=%d", home.Groups[0].Arranged))
	meeting.says(t, `value="2011-01-08"`)
	meeting.says(t, `value="会议室"`)
	h.as(t, "202").visit(at).wants(t, "the plan to a stranger", 404)
	list, err := h.App.Arrangements(t.Context(), h.AsOffice().Actor, h.Round, 0, 0)
	check(t, err)
	if list.Count(review.ArrangementHandedIn) != 1 {
		t.Errorf("the office sees %d plans handed in", list.Count(review.ArrangementHandedIn))
	}
}
