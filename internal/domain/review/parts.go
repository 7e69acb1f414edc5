package review

import (
	"unicode/utf8"

	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// MaxPart is the longest text of one part, in characters: a form cell can't hold more.
const MaxPart = 5000

// partNames are the Chinese names of the parts as the forms write them, keys of the catalogue.
var partNames = map[scheme.Part]string{
	scheme.PartAspects: "各方面的点评", scheme.PartAchievements: "主要成绩", scheme.PartProblems: "存在问题",
	scheme.PartCauses: "原因分析", scheme.PartAdvice: "努力方向（意见建议）", scheme.PartOverall: "总体评价",
	scheme.PartMode: "点评方式", scheme.PartDate: "点评时间", scheme.PartPlace: "点评地点",
}

// PartName is the Chinese name of a part.
func PartName(p scheme.Part) string { return partNames[p] }

// Lacking lists, in Chinese words, the parts that are demanded and not there. Every aspect without a text is named by
// its own heading.
func Lacking(text Text, setting Setting, required []scheme.Part, aspects []scheme.Aspect) []string {
	var out []string
	for _, part := range required {
		if part == scheme.PartAspects {
			for _, a := range aspects {
				if text.Aspect(a.Key) == "" {
					out = append(out, "“"+a.Heading()+"”")
				}
			}
			continue
		}
		if !has(text, setting, part) {
			out = append(out, partNames[part])
		}
	}
	return out
}

func has(text Text, setting Setting, part scheme.Part) bool {
	switch part {
	case scheme.PartAchievements:
		return text.Achievements != ""
	case scheme.PartProblems:
		return len(text.Problems) > 0
	case scheme.PartCauses:
		return text.Causes != ""
	case scheme.PartAdvice:
		return text.Advice != ""
	case scheme.PartOverall:
		return text.Overall != ""
	case scheme.PartMode:
		return setting.Mode != ""
	case scheme.PartDate:
		return setting.Day != ""
	case scheme.PartPlace:
		return setting.Place != ""
	}
	return true
}

// CheckSize refuses texts that no form can hold.
func (t Text) CheckSize() error {
	long := func(s string) bool { return utf8.RuneCountInString(s) > MaxPart }
	for _, a := range t.Aspects {
		if long(a.Text) {
			return errs.NewInvalid("有一项内容超过 %d 个字，登记表放不下，请写短一些。", MaxPart)
		}
	}
	for _, p := range t.Problems {
		if long(p) {
			return errs.NewInvalid("有一项内容超过 %d 个字，登记表放不下，请写短一些。", MaxPart)
		}
	}
	if len(t.Problems) > 50 {
		return errs.NewInvalid("问题超过 50 条，请合并后再保存。")
	}
	for _, s := range []string{t.Achievements, t.Causes, t.Advice, t.Overall} {
		if long(s) {
			return errs.NewInvalid("有一项内容超过 %d 个字，登记表放不下，请写短一些。", MaxPart)
		}
	}
	return nil
}
