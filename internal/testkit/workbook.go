package testkit

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/org"
)

// Workbook is the roster of the World as an office would hand it in: four sheets with a title row above the head.
func Workbook(t testing.TB) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()

	names := map[string]string{}
	units := [][]any{{"党组织代码", "党组织全称", "类别", "上级党组织"}}
	for _, f := range rows(worldUnits, 4) {
		names[f[0]] = f[1]
		units = append(units, []any{f[0], f[1], string(org.UnitKind(f[2]).Word()), names[f[3]]})
	}

	persons := [][]any{{"工号", "姓名", "性别", "出生年月", "人员类别", "所在党支部", "群体"}}
	people := map[string]string{}
	for _, f := range rows(worldPersons, 5) {
		people[f[0]] = f[1]
		standing := org.Formal
		if f[4] != "" {
			standing = org.Standing(f[4])
		}
		persons = append(persons, []any{f[0], f[1], "男", "1970.05", string(standing.Word()), names[f[2]], f[3]})
	}

	posts := [][]any{{"工号", "姓名", "党组织", "职务", "起", "止"}}
	for _, f := range rows(worldPosts, 6) {
		post := org.Post{Kind: org.PostKind(f[2]), Portfolio: f[3]}
		posts = append(posts, []any{f[0], people[f[0]], names[f[1]], post.Title(), f[4], f[5]})
	}

	charges := [][]any{{"工号", "姓名", "党组织", "关系", "起", "止"}}
	for _, f := range rows(worldCharges, 5) {
		charges = append(charges, []any{f[0], people[f[0]], names[f[1]], string(org.ChargeKind(f[2]).Word()), f[3], f[4]})
	}

	for _, sheet := range []struct {
		name, title string
		rows        [][]any
	}{{"党组织", "党组织名册", units}, {"党员", "党员名册", persons}, {"职务", "任职情况", posts}, {"分工", "领导分工", charges}} {
		_, err := book.NewSheet(sheet.name)
		must(t, err)
		must(t, book.SetSheetRow(sheet.name, "A1", &[]any{sheet.title}))
		for i, row := range sheet.rows {
			cell, err := excelize.CoordinatesToCellName(1, i+2)
			must(t, err)
			must(t, book.SetSheetRow(sheet.name, cell, &row))
		}
	}

	must(t, book.DeleteSheet("Sheet1"))
	var out bytes.Buffer
	must(t, book.Write(&out))
	return out.Bytes()
}
