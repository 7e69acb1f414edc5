package web_test

import (
	"fmt"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/testkit"
)

func TestAGeneralBranchHandsInItsPackAndTheOfficeReturnsAndReceivesIt(t *testing.T) {
	h := house2011(t)
	check(t, h.As("101").Submit("unit B11"))
	zhao := h.as(t, "101")
	page := fmt.Sprintf("/rounds/%d/filing/unit?unit=%d", h.Round, h.Unit("Z1"))
	zhao.visit("/").reads(t, "中共临海学院机械学院总支部委员会的登记表和统计表还没有报送备案")
	zhao.visit(page).reads(t, "要报的登记表（4 份，缺 3）")
	handIn := fmt.Sprintf("/rounds/%d/filing/hand-in?unit=%d", h.Round, h.Unit("Z1"))
	wrong := zhao.fill(page, handIn)
	wrong.wants(t, "handing in what is incomplete without a reason", 422)
	wrong.reads(t, "还有 3 张应报的登记表没有完成")
	zhao.fill(page, handIn, "reason", "王丽同志出差").wants(t, "handing in", 303, page)
	zhao.visit(page).reads(t, "已报送 1 份登记表和统计表。收件后这里会显示备案编号。")
	first := newest(t, h, "Z1")
	body := zhao.visit(fmt.Sprintf("/filings/%d/pack.zip", first.ID)).text
	c := testkit.CheckedPack(t, []byte(body))
	if len(c.Wrong) != 0 || c.Hash != first.Hash {
		t.Errorf("the pack as downloaded: %v", c.Wrong)
	}

	office := h.office(t)
	office.visit(h.at("/board")).reads(t, "“2010年下半年领导点评”有 1 份报送等待收件")
	all := h.at("/filing")
	office.visit(all).reads(t, "5 个单位应报 5 份：已备案 0，待收件 1，已退回 0，未报送 4")
	office.visit(all).reads(t, "备案：还有 4 份没有报送。")
	office.fill(all, all+"/receive").wants(t, "receiving nothing", 422)
	back := fmt.Sprintf("/filings/%d/return", first.ID)
	office.fill(page, back, "reason", "请补齐").wants(t, "returning", 303, page)
	zhao.visit(page).reads(t, "活动办退回，原因：请补齐")
	zhao.fill(page, handIn, "reason", "仍在出差").wants(t, "handing in again", 303, page)
	second := newest(t, h, "Z1")
	if second.Version != 2 || second.State != filing.Handed {
		t.Fatalf("the second is %+v", second)
	}

	office.fill(all, all+"/receive", "pack", fmt.Sprint(first.ID), "pack", fmt.Sprint(second.ID)).wants(t, "receiving two, of which one was returned", 303, all)
	office.visit(all).reads(t, "已收件 1 份：备〔2011〕1号；另有 1 份没有收。")
	receipt := fmt.Sprintf("/filings/%d/receipt", second.ID)
	zhao.visit(receipt).reads(t, "登记表 1 份，附件1 统计表 1 份")
	proof := checkpointed(t, h)
	zhao.visit(receipt).reads(t, "台账检查点："+proof.Short())
	zhao.visit(receipt).says(t, `<path d="M`)
	h.as(t, "201").visit(receipt).wants(t, "the receipt to another general branch", 404)
	zhao.visit(page).reads(t, "备案时缺的登记表，还有 3 份没有写好")
	zhao.visit("/").reads(t, "备案时缺 3 份登记表，写好以后要补报")
	check(t, h.As("101").Submit("unit B12 by 101"))
	zhao.visit("/").reads(t, "备案以后，有 1 份登记表新写好或者更正过，请补报")
	zhao.visit(page).reads(t, "又写好 1 份，请补报")
	office.visit(all).reads(t, "又写好 1 份，请补报")
	office.visit(all).reads(t, "（1 份可以补报，还缺 2 份）")
	zhao.fill(page, handIn, "reason", "其余还在写").wants(t, "handing in a supplement", 303, page)
	office.fill(all, all+"/receive", "pack", fmt.Sprint(newest(t, h, "Z1").ID)).wants(t, "receiving the supplement", 303, all)
	office.visit(all).reads(t, "缺 2")
	home, err := h.App.Home(t.Context(), access.Actor{Account: 1, Person: h.Person("101")}, 0)
	check(t, err)
	for _, task := range home.Tasks {
		if task.Kind == app.TaskFilingHandIn {
			t.Errorf("after the receipt there is still to hand in: %+v", task)
		}
	}
}

// newest is the pack of a unit that was handed in last.
func newest(t *testing.T, h *house, unit string) filing.Filing {
	t.Helper()
	v, err := h.App.Filing(t.Context(), h.AsOffice().Actor, h.Round, filing.Key{Unit: h.Unit(unit)})
	check(t, err)
	return v.Last
}

func TestAUnitHandsInEachOfItsPacksFromItsOwnPage(t *testing.T) {
	h := house2011(t)
	id := must(h.App.OpenRound(t.Context(), access.LocalOperator(), app.NewRound{Scheme: "方案.yaml", Text: []byte(`
extends: chuangxian-2010
title: 两处报送
theme: 主题
basis: {title: 两处报送的通知}
filing:
  - {who: 各党总支, to: 场部办, forms: [2], due: 2011-01-15, hour: "17:00"}
  - {who: 各党总支, to: 组织部, forms: [3], due: 2011-01-13}
`), Name: "两处", From: "2010-12-27", To: "2011-01-12"}))(t)
	must(h.App.LaunchRound(t.Context(), access.LocalOperator(), id))(t)

	zhao := h.as(t, "101")
	zhao.visit("/").reads(t, "中共临海学院机械学院总支部委员会要报场部办的登记表和统计表还没有报送")
	zhao.visit("/").reads(t, "2011年1月15日 17:00前")
	page := fmt.Sprintf("/rounds/%d/filing/unit?unit=%d", id, h.Unit("Z1"))
	zhao.visit(page).reads(t, "要分别报送的 2 份")
	zhao.visit(page).reads(t, "报：场部办；期限：2011年1月15日 17:00")
	zhao.visit(page).reads(t, "报组织部：附件3")

	second := page + "&duty=2"
	zhao.visit(second).reads(t, "报：组织部；期限：2011年1月13日")
	zhao.fill(second, fmt.Sprintf("/rounds/%d/filing/hand-in?duty=2&unit=%d", id, h.Unit("Z1")), "reason", "先报").wants(t, "handing in the second", 303)

	office := h.office(t)
	all := fmt.Sprintf("/rounds/%d/filing", id)
	office.visit(all).reads(t, "3 个单位应报 6 份：已备案 0，待收件 1，已退回 0，未报送 5")
	office.visit(all).reads(t, "【两处】备案：还有 5 份没有报送。 2011年1月13日 前报组织部：")
	office.visit(all).reads(t, "2011年1月15日 17:00 前报场部办：")
}
