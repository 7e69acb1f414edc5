package review

import (
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// OccasionID names an occasion.
type OccasionID int64

// Occasion is the meeting, talk or visit in which reviews are given 〔三〕. Its Setting is written once and stands on every
// sheet of it; each sheet's text is its own.
type Occasion struct {
	ID              OccasionID
	Round           round.ID
	Unit            org.UnitID
	Leader          org.PersonID // who gives the reviews
	Kind            OccasionKind
	Title           string
	Setting         Setting
	Expected        int     // members who should come 应到
	Members         int     // members who came 实到
	Committee       int     // of them, members of the committee
	Representatives int     // 群众代表
	Turnout         Turnout // who should have come, by class
	Absent          string  // names of those on leave
	Invited         string  // names of the members and representatives who were asked to come 〔四末〕
	Talk            Talk    // of a special talk
	Agenda          string
	Minutes         string
	FinishedAt      int64  // unix ms; so are the others. 0: the record is not complete yet
	Key             string // names an entry made on the spot, so that none is filed twice; empty for others
	Revision        int    // grows with every save
	By              string // who saved last
	At              int64
}

// Save puts what somebody wrote into the occasion. revision is what he had read.
func (o *Occasion) Save(revision int, in Occasion, by string, now int64) error {
	if revision != o.Revision {
		return errs.NewConflict("在您填写期间，%s保存了这次活动的记录。请刷新页面，核对后再保存。", o.By)
	}

	in.Kind = o.Kind
	if err := in.Check(); err != nil {
		return err
	}

	o.Title, o.Setting, o.Absent, o.Agenda, o.Minutes = in.Title, in.Setting, in.Absent, in.Agenda, in.Minutes
	o.Expected, o.Members, o.Committee, o.Representatives = in.Expected, in.Members, in.Committee, in.Representatives
	o.Turnout, o.Invited, o.FinishedAt = in.Turnout, in.Invited, o.Talk.ResultAt // a talk that was followed up stays closed
	o.Talk.With, o.Talk.Reason, o.Talk.Demand, o.Talk.FollowUp = in.Talk.With, in.Talk.Reason, in.Talk.Demand, in.Talk.FollowUp
	o.Revision++
	o.By, o.At = by, now
	return nil
}

// Check refuses an occasion that can't have been.
func (o *Occasion) Check() error {
	if o.Kind == SpecialTalk {
		o.Title = o.Talk.Name()
	}

	o.Title, o.Absent, o.Setting = strings.TrimSpace(o.Title), strings.TrimSpace(o.Absent), o.Setting.Clean()
	o.Agenda, o.Minutes, o.Invited = strings.TrimSpace(o.Agenda), strings.TrimSpace(o.Minutes), strings.TrimSpace(o.Invited)
	var f errs.Faults
	f.If(o.Title == "", "title", "请写会议（活动）的名称，如“支部党员大会”。")
	f.If(utf8.RuneCountInString(o.Title) > maxWord, "title", "会议（活动）的名称最多 %d 个字，请写短一些。", maxWord)
	f.If(o.Setting.Day == "", "day", "请填写会议（活动）的日期。")
	f.Add("day", o.Setting.Check())
	f.Add("members", o.checkHeads())
	f.Add("", o.Talk.check(o.Kind, o.Setting.Day))
	for _, part := range []struct{ field, text string }{{"absent", o.Absent}, {"agenda", o.Agenda}, {"minutes", o.Minutes}, {"invited", o.Invited}} {
		f.If(utf8.RuneCountInString(part.text) > MaxPart, part.field, "请假名单、受邀人员、议程和记录各不超过 %d 个字，请写短一些。", MaxPart)
	}

	return f.Err()
}

// checkHeads refuses numbers of people that can't have been.
func (o *Occasion) checkHeads() error {
	switch {
	case o.Members < 0 || o.Expected < 0 || o.Representatives < 0 || o.Committee < 0:
		return errs.NewInvalid("人数不能是负数，请核对。")
	case o.Expected > 0 && o.Members > o.Expected:
		return errs.NewInvalid("实到{党员} %d 人多于应到 %d 人，请核对。", o.Members, o.Expected)
	case o.Committee > o.Members:
		return errs.NewInvalid("到会的{班子成员} %d 人多于实到{党员} %d 人，请核对。", o.Committee, o.Members)
	}

	return o.checkTurnout()
}

// Holds refuses a sheet that can't have been given on the occasion: another round's, or another reviewer's.
func (o *Occasion) Holds(ob Obligation) error {
	if ob.Round != o.Round || ob.Owner != o.Leader {
		return errs.NewInvalid("这张{登记表}的{点评人}不是本次活动的主持人，不能记在这次活动里。")
	}
	return nil
}
