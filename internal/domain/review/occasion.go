package review

import (
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// OccasionID names an occasion.
type OccasionID int64

// Occasion is the meeting, talk or visit in which reviews are given 〔三〕. Its Setting is written once and stands on every
// sheet of it; each sheet's text is its own.
type Occasion struct {
	ID              OccasionID
	Unit            org.UnitID
	Leader          org.PersonID // who gives the reviews
	Title           string
	Setting         Setting
	Expected        int    // members who should come 应到
	Members         int    // members who came 实到
	Committee       int    // of them, members of the committee
	Representatives int    // 群众代表
	Absent          string // names of those on leave
	Agenda          string
	Minutes         string
	Revision        int
	By              string
	At              int64
}

// Check refuses an occasion that can't have been.
func (o *Occasion) Check() error {
	o.Title, o.Absent = strings.TrimSpace(o.Title), strings.TrimSpace(o.Absent)
	switch {
	case o.Title == "":
		return errs.NewInvalid("请写会议（活动）的名称，如“支部党员大会”。")
	case o.Setting.Day == "":
		return errs.NewInvalid("请填写会议（活动）的日期。")
	case o.Members < 0 || o.Expected < 0 || o.Representatives < 0 || o.Committee < 0:
		return errs.NewInvalid("人数不能是负数，请核对。")
	case o.Expected > 0 && o.Members > o.Expected:
		return errs.NewInvalid("实到党员 %d 人多于应到 %d 人，请核对。", o.Members, o.Expected)
	}
	return nil
}
