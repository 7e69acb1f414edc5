package web_test

import (
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/testkit"
	"lingping/internal/web"
)

func TestHomeSaysWhatIsOwedToWhomByWhen(t *testing.T) {
	h := house2011(t)
	zhang := h.as(t, "004")
	home := zhang.visit("/")
	home.wants(t, "home", 200)
	home.reads(t, "您还要点评 4 张登记表")
	home.reads(t, "机关第一党支部的 4 名党员")
	home.reads(t, "2011年1月12日前")
	home.reads(t, "陈建国")
	home.reads(t, "开始填写")
	home.reads(t, "您作为机关第一党支部党员")
	start := zhang.visit("/series?" + url.Values{"round": {id(int64(h.Round))}, "owner": {id(int64(h.Person("004")))}, "kind": {"member"},
		"unit": {id(int64(h.Unit("D1")))}, "next": {"on"}}.Encode())
	start.wants(t, "beginning", 303, h.sheet("member 001", "/edit"))
	late := open(t, web.Options{Clock: func() time.Time { return time.Date(2011, 1, 20, 10, 0, 0, 0, time.UTC) }})
	late.as(t, "004").visit("/").reads(t, "2011年1月12日到期，已逾期")
}

func TestTheFirstPageOfAFreshHouseSaysTheNextSteps(t *testing.T) {
	s := testkit.SQLite(t)
	a := app.New(s)
	in := app.NewHouse{Login: "admin", Password: "梧桐树下三杯清茶", Joined: true}
	_, err := a.InitHouse(t.Context(), access.LocalOperator(), in)
	check(t, err)
	pages, err := web.New(a, web.Options{})
	check(t, err)
	server := httptest.NewServer(pages.Handler())
	t.Cleanup(server.Close)
	b := (&house{server: server}).browser(t)
	b.enter(in.Login, in.Password)
	home := b.visit("/")
	home.wants(t, "home", 200)
	home.reads(t, "导入名册")
	home.reads(t, "筹备一个轮次")
	h := open(t, web.Options{})
	h.office(t).visit("/").wants(t, "home of the office once a round runs", 303, h.at("/board"))
}
