package org_test

import (
	"testing"

	"lingping/internal/domain/org"
)

func TestWhatSaysThatSomebodyHasGone(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "正常": false, "已转出": true, "2025年去世": true, "组织关系转出至某处": true, "未转出": false, "尚未转出": false, "不愿转出": false, "停止党籍": true,
		"转入": false, "出国": false, "开除党籍": true, "曾被开除学籍": false, "死亡": true, "除名": true, "停止党籍 未转出": true,
	} {
		if got := org.SaysGone(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
func TestWhoIsGoneIsToldFromWhoCameOrStays(t *testing.T) {
	const (
		stays = iota
		perhaps
		gone
	)
	for text, want := range map[string]int{
		"已故": gone, "已转出": gone, "转出": gone, "2021年3月转出": gone, "组织关系已转出": gone, "转出至省委党校": gone, "病故(2020.5)": gone, "出党": gone,
		"因工作需要由本人申请后转出": perhaps, "配偶已去世": perhaps, "已转出，待核实": perhaps,
		"": stays, "正常": stays, "未转出": stays, "没有转出": stays, "不转出": stays, "无转出": stays, "拟转出": stays, "不愿转出": stays, "配偶去世": stays,
		"2021年由机关支部转出，转入本支部": stays, "自省委党校调出": stays, "从外省转出转入": stays,
	} {
		got := stays
		if org.IsGone(text) {
			got = gone
		} else if org.SaysGone(text) {
			got = perhaps
		}

		if got != want {
			t.Errorf("%q is %d, want %d (0: stays, 1: perhaps gone, 2: gone)", text, got, want)
		}
	}
}
