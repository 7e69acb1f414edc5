package paper

import (
	"fmt"
	"strings"
	"time"

	"lingping/internal/domain/filing"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// The files of a pack beside its forms.
const (
	packIndex = "目录.txt"
	packStats = "附件1 情况统计表.xlsx"
	packData  = "data.json"
	packForms = "登记表"
)

// PackName is what people call the pack; where the unit hands in several, by whom it is for.
func PackName(d filing.Duty, r round.Round, f filing.Filing) string {
	if d.Number > 0 {
		return fmt.Sprintf("备案%d %s 报%s %s（第%d次）.zip", d.Number, d.Unit.Label(), d.To(), r.Name, f.Version)
	}
	return fmt.Sprintf("备案 %s %s（第%d次）.zip", d.Unit.Label(), r.Name, f.Version)
}

// Lacking says which form it is that should be in a pack and is not.
func (s Sheet) Lacking(plan *scheme.Scheme) string {
	o, subject := s.Rows[0], ""
	if s.Form(plan) == MemberForm {
		subject = o.Name
	}
	return fmt.Sprintf("附件%d %s%s（%s：%s）", s.Form(plan), o.Unit.Label(), subject, plan.Word("点评人"), o.OwnerName)
}

// handedWords is the moment of handing in as people write it in the zone, nil being that of the moment itself.
func handedWords(at string, zone *time.Location) string {
	moment, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}

	if zone != nil {
		moment = moment.In(zone)
	}

	return moment.Format("2006年1月2日 15:04")
}

// templateLines say on which paper the forms are.
func templateLines(templates []filing.Template, line func(format string, args ...any)) {
	for _, t := range templates {
		if t.Hash == "" {
			line("　　附件%d 应当用本单位的 Word 表“%s”，没有保存或者填不了，用的是程序自带的表", t.Form, t.Name)
		} else {
			line("　　附件%d 用本单位的 Word 表 %s（SHA-256 %s）", t.Form, t.Name, t.Hash)
		}
	}
}

// packContents is the index that people read, in the words of the scheme.
func packContents(d filing.Data, plan *scheme.Scheme) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	line("%s", d.Round)
	line("%s 备案材料目录", d.Unit)
	line("报：%s", d.FiledTo)
	line("期限：%s　　报送：%s　　报送人：%s　　第 %d 次", filing.Due{Day: d.Due, Hour: d.Hour}.Chinese(), handedWords(d.HandedAt, nil), d.HandedBy, d.Version)
	line("")
	line("一、%s", packStats)
	line("二、%s %d 份", plan.Word("登记表"), len(d.Sheets))
	for _, s := range d.Sheets {
		line("　　%s（%s：%s）", s.File, plan.Word("点评人"), s.Reviewer)
	}

	templateLines(d.Templates, line)
	if len(d.Lacking) > 0 {
		line("三、未报 %d 份，原因：%s", len(d.Lacking), strings.Join(strings.Fields(d.Reason), " "))
		for _, l := range d.Lacking {
			line("　　%s", l)
		}
	}

	line("")
	line("data.json 是同样内容的数据，SHA256SUMS 是各文件的校验码。收到后可用 lingping filing check 核对。")
	return b.String()
}
