package e2e_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// nationalExport is what an office gets from a national system: a title, two dozen columns and two, of which a roster uses the half,
// the sum of all below, and a standing that is a word of that system.
var nationalExport = []string{
	"党员基本信息汇总表",
	"序号|姓名|公民身份号码|性别|民族|出生日期|学历|人员类别|所在党支部|加入党组织日期|转为正式党员日期|工作岗位|手机号码|固定电话|家庭住址|党籍状态|是否为失联党员|失去联系日期|是否为流动党员|外出流向|学位|籍贯|婚姻状况|参加工作日期|入党介绍人|工号",
	"1|赵伟||男|汉族|1975-03-01|研究生|正式党员|机械学院教工党支部|1998-07-01|1999-07-01|教授|13900000101|0871-1|某市|正常|否||否||博士|某省|已婚|1997-07-01|甲、乙|101",
	"2|石一||男|汉族|1980-05-01|大学本科|正式党员|机械学院教工党支部|2001-06-01|2002-06-01|讲师|13800000001||某市|正常|是|2020-01-01|是|省外|学士|某省|已婚|2003-07-01|丙、丁|901",
	"3|石二||女|回族|2003-09-01|大学本科|预备党员|机械学院学生党支部|2026-06-01||学生|13800000002||某市|正常|否||否||无|某省|未婚||戊、己|902",
	"4|石三||女|汉族|1990-01-01|硕士研究生|在册党员|机械学院教工党支部|2011-06-01|2012-06-01|工程师|13800000003||某市|正常|否||否||硕士|某省|未婚|2015-07-01|庚、辛|903",
	"合计|4人||||||||||||||||||||||||",
}

// exportFile is a workbook with the lines in cells, its title over all of them.
func exportFile(t *testing.T, lines []string) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()

	for i, line := range lines {
		cells := []any{}
		for cell := range strings.SplitSeq(line, "|") {
			cells = append(cells, cell)
		}

		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = book.SetSheetRow("Sheet1", at, &cells)
		}

		if err != nil {
			t.Fatal(err)
		}
	}

	name := filepath.Join(t.TempDir(), "党员基本信息汇总表.xlsx")
	if err := book.MergeCell("Sheet1", "A1", "Z1"); err != nil {
		t.Fatal(err)
	}

	if err := book.SaveAs(name); err != nil {
		t.Fatal(err)
	}

	return name
}

// The export of a national system is imported as it comes: nobody touches the file, and what it does not tell is asked and answered
// on the page.
func TestAnExportOfTheNationalSystemIsImportedAsItComes(t *testing.T) {
	t.Parallel()
	c := NewHouseOfOffice(t)
	c.URL = c.Serve()
	p := c.Enter("office", password)
	p.Follow("导入名册")
	p.Attach("名册文件", rosterFile(t))
	p.Follow("上传并核对（还不写入）")
	p.Follow("写入名册")

	p.Visit(c.URL + "/import")
	p.Attach("名册文件", exportFile(t, nationalExport))
	p.Follow("上传并核对（还不写入）")
	p.Sees("请说明 1 处")
	p.Sees("“合计”，已略过")
	p.Type("人员类别“在册党员”", "正式党员")
	p.Follow("照此重新核对")
	if row := rowOf(p.Table("不变"), "人员"); len(row) < 2 || row[1] != "3" {
		t.Errorf("of persons it says %v, want 3 new", row)
	}

	p.Follow("写入名册")
	p.Sees("新增 3 项")
	p.Visit(c.URL + "/persons?q=石一")
	p.Follow("石一")
	for _, words := range []string{"机械学院教工党支部", "失联", "流动", "讲师"} {
		p.Sees(words)
	}

	p.Visit(c.URL + "/import")
	p.Attach("名册文件", exportFile(t, nationalExport))
	p.Follow("上传并核对（还不写入）")
	p.Sees("与现有名册一致") // the word was remembered
}
