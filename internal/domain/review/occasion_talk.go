package review

import (
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// Talk is what a special talk was about and what came of it 〔三(二) 对有差距的单位和薄弱环节专门约谈，指出问题，督促整改提高〕.
type Talk struct {
	With     string   // who was talked with; empty on talks of before it was asked
	Reason   string   // the gap or weak point
	Demand   string   // what was demanded
	FollowUp org.Date // when it is looked at again
	Result   string   // what was found then
	ResultBy string
	ResultAt int64 // unix ms, 0 while it is open
}

// Open reports whether a talk waits for its follow-up.
func (t Talk) Open() bool { return t.FollowUp != "" && t.ResultAt == 0 }

// Name is what a talk is called: by whom it was held with.
func (t Talk) Name() string { return "专门约谈：" + strings.TrimSpace(t.With) }

// check refuses a special talk without somebody to talk with, a reason, a demand and a day on which it is followed up.
func (t *Talk) check(kind OccasionKind, day org.Date) error {
	t.With, t.Reason, t.Demand = strings.TrimSpace(t.With), strings.TrimSpace(t.Reason), strings.TrimSpace(t.Demand)
	if kind != SpecialTalk {
		*t = Talk{}
		return nil
	}

	var f errs.Faults
	f.If(t.With == "", "with", "请写明和谁约谈（姓名）。")
	f.If(utf8.RuneCountInString(t.With) > maxWord-utf8.RuneCountInString(Talk{}.Name()), "with", "约谈对象最多 %d 个字，请写短一些。", maxWord-utf8.RuneCountInString(Talk{}.Name()))
	f.If(t.Reason == "", "reason", "请写明约谈的原因：差距或薄弱环节是什么。")
	f.If(t.Demand == "", "demand", "请写明约谈时提出的要求。")
	f.If(utf8.RuneCountInString(t.Reason) > MaxPart, "reason", "约谈的原因和要求各不超过 %d 个字，请写短一些。", MaxPart)
	f.If(utf8.RuneCountInString(t.Demand) > MaxPart, "demand", "约谈的原因和要求各不超过 %d 个字，请写短一些。", MaxPart)
	_, err := org.ParseDay(string(t.FollowUp))
	switch {
	case t.FollowUp == "":
		f.If(true, "follow-up", "请定一个回访日期，到时在首页提醒。")
	case err != nil:
		f.If(true, "follow-up", "回访日期“%s”不是日期，请写成 2010-12-27 这样。", string(t.FollowUp))
	default:
		f.If(t.FollowUp < day, "follow-up", "回访日期 %s 早于约谈日期 %s，请核对。", string(t.FollowUp), string(day))
	}

	return f.Err()
}

// Follow notes what was found when a talk was followed up, and closes its record: a talk has no other end.
func (o *Occasion) Follow(result, by string, now int64) error {
	result = strings.TrimSpace(result)
	switch {
	case o.Kind != SpecialTalk:
		return errs.NewInvalid("只有专门约谈需要回访。")
	case !o.Talk.Open():
		return errs.NewConflict("这次约谈的回访结果已经登记过了。")
	case result == "":
		return errs.NewInvalid("请写明回访时看到的情况。")
	case utf8.RuneCountInString(result) > MaxPart:
		return errs.NewInvalid("回访的情况最多 %d 个字，请写短一些。", MaxPart)
	}

	o.Talk.Result, o.Talk.ResultBy, o.Talk.ResultAt = result, by, now
	o.FinishedAt = now
	return nil
}
