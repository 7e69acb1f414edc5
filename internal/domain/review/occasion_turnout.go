package review

import (
	"math"
	"strconv"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// OccasionKind is what an occasion is.
type OccasionKind string

// The kinds 〔三(一)～(三)〕.
const (
	Meeting     OccasionKind = ""      // 会议 or exchange: whatever has nothing of its own
	SpecialTalk OccasionKind = "talk"  // 专门约谈 with a unit that has gaps
	Visit       OccasionKind = "visit" // 现场, noted on the spot
)

// Turnout is who should have come to an occasion and who was on leave, by class; who came stands in the occasion.
type Turnout struct {
	Leave                   int // members on leave 请假
	CommitteeExpected       int // of those expected, members of the committee
	CommitteeLeave          int
	RepresentativesExpected int // 应邀的群众代表
	RepresentativesLeave    int
}

// checkTurnout refuses figures that can't have been.
func (o *Occasion) checkTurnout() error {
	t := o.Turnout
	for _, n := range []int{t.Leave, t.CommitteeExpected, t.CommitteeLeave, t.RepresentativesExpected, t.RepresentativesLeave} {
		if n < 0 {
			return errs.NewInvalid("人数不能是负数，请核对。")
		}
	}

	for _, class := range []struct{ expected, present, leave int }{
		{o.Expected, o.Members, t.Leave}, {t.CommitteeExpected, o.Committee, t.CommitteeLeave},
		{t.RepresentativesExpected, o.Representatives, t.RepresentativesLeave},
	} {
		if class.expected > 0 && class.present+class.leave > class.expected {
			return errs.NewInvalid("实到 %d 人、请假 %d 人，合计多于应到 %d 人，请核对。", class.present, class.leave, class.expected)
		}
	}

	if o.Expected > 0 && t.CommitteeExpected > o.Expected {
		return errs.NewInvalid("应到的{班子成员} %d 人多于应到{党员} %d 人，请核对。", t.CommitteeExpected, o.Expected)
	}

	return nil
}

// Ordinary is how many members came who are not of the committee.
func (o *Occasion) Ordinary() int { return o.Members - o.Committee }

// binary is more than a share such as 0.07 is off when it is multiplied, and less than it is by one person.
const binary = 1e-9

// Short says in which way a meeting is not attended as the scheme demands; nothing when it demands nothing, or for a
// talk or a visit.
func (o *Occasion) Short(a scheme.Attendance) []assign.Sentence {
	if o.Kind != Meeting {
		return nil
	}

	var out []assign.Sentence
	if least := int(math.Ceil(a.Quorum*float64(o.Expected) - binary)); a.Quorum > 0 && o.Members < least {
		out = append(out, assign.Say("到会人数不够：方案要求不少于应到的 %s%%，应到 %s 人，至少 %s 人，实到 %s 人。",
			strconv.FormatFloat(math.Round(a.Quorum*1e6)/1e4, 'f', -1, 64), strconv.Itoa(o.Expected), strconv.Itoa(least), strconv.Itoa(o.Members)))
	}

	if o.Ordinary() < a.MinMembers {
		out = append(out, assign.Say("参加的普通党员不够：方案要求至少 %s 人，现在 %s 人。", strconv.Itoa(a.MinMembers), strconv.Itoa(o.Ordinary())))
	}

	if o.Representatives < a.MinRepresentatives {
		out = append(out, assign.Say("参加的{群众代表}不够：方案要求至少 %s 人，现在 %s 人。", strconv.Itoa(a.MinRepresentatives),
			strconv.Itoa(o.Representatives)))
	}

	return out
}

// Finish says that the record of an occasion is complete. It must have been, and as the scheme demands it; what is
// refused stays written as it is.
func (o *Occasion) Finish(a scheme.Attendance, now int64, today org.Date) error {
	switch {
	case o.FinishedAt != 0:
		return errs.NewConflict("这次活动已经办结。")
	case o.Kind == SpecialTalk:
		return errs.NewInvalid("专门约谈登记回访后就办结了，请登记回访的情况。")
	case o.Setting.Day > today:
		return errs.NewInvalid("活动的日期 %s 还没有到，开过之后再办结。", string(o.Setting.Day))
	case a.Quorum > 0 && o.Kind == Meeting && o.Expected == 0:
		return errs.NewInvalid("方案要求达到规定的到会人数：请先填写应到和实到人数，再办结。")
	case len(o.Short(a)) > 0:
		return errs.NewInvalid("到会人员没有达到方案的要求，不能办结；已写的内容都在。请补开会议后改正人数，或核对人数。")
	}

	o.FinishedAt = now
	return nil
}

// FillWithin is how many days after an occasion its sheets should be filled in 〔四(三) 点评结束后要及时填写〕.
const FillWithin = 7

// FillBy is the day by which the sheets of an occasion should be filled in.
func (o *Occasion) FillBy() org.Date { return o.Setting.Day.AddDays(FillWithin) }
