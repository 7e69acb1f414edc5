package web_test

import (
	"fmt"
	"strings"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

func TestATalkIsNotedListedAndFollowedUp(t *testing.T) {
	h := house2011(t)
	zhao := h.as(t, "101")
	zhao.visit("/occasions/new?kind=talk").reads(t, "约谈的原因：差距或薄弱环节")
	at := fmt.Sprintf("%d.%d.%d", h.Round, h.Unit("Z1"), h.Person("101"))
	fields := []string{"kind", "talk", "at", at, "mode", "individual", "selection", "all", "day", "2011-01-04",
		"with", "钱芳", "reason", "三会一课记录不全", "demand", "补齐记录"}
	zhao.fill("/occasions/new?kind=talk", "/occasions", fields...).wants(t, "a talk without a follow-up", 422)
	noted := zhao.fill("/occasions/new?kind=talk", "/occasions", append(fields, "follow-up", "2011-01-05")...)
	noted.wants(t, "noting a talk", 303)
	address := noted.Header.Get("Location")
	zhao.visit("/").reads(t, "登记回访")
	open := zhao.visit(address)
	open.reads(t, "专门约谈：钱芳")
	if n := strings.Count(open.words(), "办结"); n != 1 {
		t.Errorf("the page of a talk offers %d times to close it, want once", n)
	}

	empty := zhao.fill(address, address+"/follow", "result", " ")
	empty.wants(t, "a follow-up without a word", 422)
	empty.reads(t, "三会一课记录不全")
	zhao.fill(address, address+"/follow", "result", "记录已补齐").wants(t, "following up", 303, address)
	closed := zhao.visit(address)
	closed.reads(t, "记录已补齐")
	closed.reads(t, "已办结")
	zhao.visit(fmt.Sprintf("/rounds/%d/meetings?unit=%d", h.Round, h.Unit("Z1"))).reads(t, "已回访")
}

func TestANoteOnTheSpotIsFiledOnceAndKeepsWhatWasTyped(t *testing.T) {
	h := house2011(t)
	zhao := h.as(t, "101")
	form := zhao.visit("/on-site")
	form.says(t, `data-keep="on-site-`)
	at := fmt.Sprintf("%d.%d.%d", h.Round, h.Unit("B11"), h.Person("101"))
	key := hidden(form, "key")
	refused := zhao.fill("/on-site", "/on-site", "at", at, "key", key, "place", "实验楼", "day", "2011-01-05")
	refused.wants(t, "a note without a word", 422)
	refused.says(t, `value="实验楼"`)
	refused.says(t, `value="`+key+`"`)
	fields := []string{"at", at, "key", key, "place", "实验楼", "day", "2011-01-05", "strengths", "1. 实验室整洁\n2. 值班到位", "problems", "公示栏没有更新"}
	first := zhao.fill("/on-site", "/on-site", fields...)
	first.wants(t, "noting on the spot", 303)
	second := zhao.fill("/on-site", "/on-site", fields...)
	second.wants(t, "sending it again", 303, first.Header.Get("Location"))
	page := zhao.visit(first.Header.Get("Location"))
	page.says(t, `data-filed="`+key+`"`)
	page.reads(t, "没有重复登记")
	v, err := h.As("101").Sheet("unit B11")
	check(t, err)
	if text := v.Parts[0].Review.Text; text.Parts[scheme.PartAchievements] != "实验室整洁\n值班到位" || len(text.Problems) != 1 || v.Setting.Day != org.Date("2011-01-05") {
		t.Errorf("the draft reads %+v in %+v", text, v.Setting)
	}

	h.as(t, "103").visit("/on-site").reads(t, "您现在没有要点评的党组织。")
}

func TestAMeetingSaysHowLongItsSheetsWait(t *testing.T) {
	h := house2011(t)
	qian := h.as(t, "102")
	at := fmt.Sprintf("%d.%d.%d", h.Round, h.Unit("B11"), h.Person("102"))
	opened := qian.fill("/occasions/new", "/occasions", "at", at, "title", "支部党员大会", "mode", "collective", "selection", "all",
		"day", "2010-12-28", "expected", "3", "members", "2", "leave", "1", "committee-expected", "1", "committee", "1", "representatives", "1", "invited", "王师傅")
	opened.wants(t, "opening a meeting", 303)
	address := opened.Header.Get("Location")
	page := qian.visit(address)
	page.reads(t, "活动已过 8 天，还有 2 张登记表没有填。")
	page.reads(t, "应到 3，实到 2（班子成员 1，普通党员 1），群众代表 1")
	page.reads(t, "王师傅")
	qian.visit("/").reads(t, "“支部党员大会”已经开过，还有 2 项没有填登记表")
	qian.fill(address, address+"/finish").wants(t, "finishing", 303, address)
	qian.visit(address).reads(t, "已办结")
	h.as(t, "101").visit(fmt.Sprintf("/rounds/%d/meetings?unit=%d", h.Round, h.Unit("Z1"))).reads(t, "支部党员大会")
}
