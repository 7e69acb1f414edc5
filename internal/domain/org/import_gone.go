package org

import (
	"regexp"
	"strings"
)

// goneWords are how offices write that somebody is no member here any more.
var goneWords = []string{"转出", "调出", "去世", "逝世", "死亡", "病故", "已故", "停止党籍", "开除党籍", "除名", "出党", "脱党", "退党", "取消预备党员资格"}

var (
	// notGone is what stands before such a word where it is denied, only planned, or said of somebody else.
	notGone = regexp.MustCompile(`(未|没有|不|无|非|拟|待|准备|申请|配偶|丈夫|妻子|父亲|母亲|父母|亲属)(办理|予|愿意?|同意)?$`)
	// cameFrom is what stands before such a word where it says from where somebody came here.
	cameFrom = regexp.MustCompile(`[由自从]\p{Han}*(支部|总支|党委|校|院|公司|单位|机关|省|市|县|外地)$`)
	// goneAlone is a cell that says nothing else: 2021年3月已转出, 组织关系转出至省委党校.
	goneAlone = regexp.MustCompile(`^[\d年月日./-]*(因病|于|党员|组织关系|关系|已经?|正常)*(` + strings.Join(goneWords, "|") + `)([至到往去].*|了|党员|人员|[\d年月日./()-]*)$`)
)

// SaysGone reports whether a text speaks of somebody's being no member here any more: one of the words, and nothing before it that
// denies it.
func SaysGone(text string) bool {
	if strings.Contains(text, "转入") || strings.Contains(text, "调入") { // he came, wherever he had left before
		return false
	}

	for _, word := range goneWords {
		for rest := text; ; {
			before, after, found := strings.Cut(rest, word)
			if !found {
				break
			}
			if !notGone.MatchString(before) && !cameFrom.MatchString(before) {
				return true
			}
			rest = after
		}
	}

	return false
}

// IsGone reports whether a text says so and nothing else, so that nobody of whom it is said can be meant to stay.
func IsGone(text string) bool { return SaysGone(text) && goneAlone.MatchString(text) }
