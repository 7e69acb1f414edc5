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
