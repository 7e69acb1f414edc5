package review

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// The columns of a workbook of collected sheets, beside those of the parts that are one text (FieldOf). Every other
// column is an aspect, named by its heading in the scheme or by its place (方面一).
const (
	FieldKind           org.Field = "点评对象类别"
	FieldUnit           org.Field = "党组织"
	FieldNumber         org.Field = "工号"
	FieldName           org.Field = "姓名"
	FieldReviewerNumber org.Field = "点评人工号"
	FieldReviewer       org.Field = "点评人"
	FieldMode           org.Field = "点评方式"
	FieldSelection      org.Field = "对象确定方式"
	FieldCarrier        org.Field = "结合载体"
	FieldDay            org.Field = "点评时间"
	FieldPlace          org.Field = "点评地点"
	FieldProblems       org.Field = "存在问题"
	FieldConfirmed      org.Field = "已确认"
	FieldAcknowledged   org.Field = "已签收"
)

// FieldOf is the column of a part that is one text.
func FieldOf(part scheme.Part) org.Field { return org.Field(part.Name()) }

// CollectedSheet is the kind of a sheet of collected reviews.
const CollectedSheet org.SheetKind = "点评登记表"

// Collected is a workbook of sheets that an office has collected on paper or in Word, as it was read: one row a record.
type Collected struct {
	File   string // SHA-256 of the file in hexadecimal; empty when it was none
	Sheets []*org.Sheet
	Rows   []CollectedRow
	Notes  org.Notes
	Unread []string // names of sheets that hold no reviews, or are hidden
}

// CollectedRow is one row, with words as they were written.
type CollectedRow struct {
	org.Row
	Kind         string // 党组织, 书记, 班子成员, 党员
	Unit         string // code or name: the unit reviewed, that of the seat, or the branch
	Number, Name string // of the person reviewed
	By           Named  // the reviewer; may be left out where there is only one
	Setting      Setting
	Text         Text
	Answers      []Answer
	Paper        string // file number of the signed paper; empty: it waits for the reviewer
	Acknowledged bool   // the subject has signed too
}

// Named is a person as a sheet names him.
type Named struct{ Number, Name string }

// Answer is what stands in a column that is named after an aspect.
type Answer struct {
	Head string // of the column
	Text string
}
