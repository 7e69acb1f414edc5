package office

import (
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// nationalSheet is the name that the national system gives its export of members.
const nationalSheet = "党员基本信息汇总表"

// nationalHeads are the heads of that export as far as a roster can fill them; 工号 stands last, as it has none.
var nationalHeads = strings.Fields("序号 姓名 公民身份号码 性别 民族 出生日期 学历 人员类别 所在党支部 加入党组织日期 转为正式党员日期 " +
	"工作岗位 手机号码 是否为失联党员 是否为流动党员 工号")

// WriteNationalRoster writes the members of a roster in the shape of the national system's export. ReadRoster reads it.
func WriteNationalRoster(w io.Writer, r *org.Roster) (err error) {
	defer errs.Wrap(&err, "office.WriteNationalRoster")

	f := excelize.NewFile()
	defer f.Close()

	if err := f.SetSheetName("Sheet1", nationalSheet); err != nil {
		return err
	}

	if err := f.SetSheetRow(nationalSheet, "A1", &nationalHeads); err != nil {
		return err
	}

	book := newRosterBook(r)
	at := 1
	for _, p := range r.Persons {
		if !p.Standing.IsMember() {
			continue
		}

		at++
		line := []string{strconv.Itoa(at - 1), p.Name, p.IDNumber, p.Sex, p.Nation, string(p.Birth), p.Degree, written(p.Standing.Word()),
			book.unit[p.Branch].Name, string(p.Joined), string(p.Full), p.Job, p.Phone, yesOrNo(p.InGroup(org.GroupLostContact)),
			yesOrNo(p.InGroup(org.GroupMobile)), p.Number}
		if err := f.SetSheetRow(nationalSheet, "A"+strconv.Itoa(at), &line); err != nil {
			return err
		}
	}

	return f.Write(w)
}

func yesOrNo(yes bool) string {
	if yes {
		return "是"
	}
	return "否"
}
