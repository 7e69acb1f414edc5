package org

import "strings"

// goneWords are how offices write that somebody is no member here any more.
var goneWords = []string{"转出", "调出", "去世", "逝世", "死亡", "病故", "已故", "停止党籍", "开除党籍", "除名", "出党", "脱党", "退党", "取消预备党员资格"}

// SaysGone reports whether a text says that somebody is no member here any more: one of the words, and nothing before it that
// denies it.
func SaysGone(text string) bool {
	for _, word := range goneWords {
		for rest := text; ; {
			before, after, found := strings.Cut(rest, word)
			if !found {
				break
			}
			if !strings.HasSuffix(before, "未") && !strings.HasSuffix(before, "没有") && !strings.HasSuffix(before, "不愿") {
				return true
			}
			rest = after
		}
	}

	return false
}
