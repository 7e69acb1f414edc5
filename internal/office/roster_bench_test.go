package office_test

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"

	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/org"
)

// largeRoster is a workbook of the size of a county: n persons in n/20 branches, all fifteen columns filled.
func largeRoster(tb testing.TB, n int) []byte {
	tb.Helper()
	book := excelize.NewFile()
	write := func(sheet string, rows int, row func(i int) []any) {
		if _, err := book.NewSheet(sheet); err != nil {
			tb.Fatal(err)
		}

		stream, err := book.NewStreamWriter(sheet)
		if err != nil {
			tb.Fatal(err)
		}

		for i := range rows {
			if err := stream.SetRow(fmt.Sprintf("A%d", i+1), row(i)); err != nil {
				tb.Fatal(err)
			}
		}

		if err := stream.Flush(); err != nil {
			tb.Fatal(err)
		}
	}

	write("党组织", n/20+2, func(i int) []any {
		switch i {
		case 0:
			return []any{"党组织代码", "党组织全称", "类别", "上级党组织"}
		case 1:
			return []any{"W0", "中共临海市委员会", "党委", ""}
		}
		return []any{fmt.Sprintf("B%05d", i-2), fmt.Sprintf("临海市第%d党支部", i-2), "党支部", "W0"}
	})

	given := []string{"建国", "丽", "强", "秀英", "䶮", "志强", "晓燕", "𬱖", "伟"}
	write("党员", n+1, func(i int) []any {
		if i == 0 {
			return []any{"工号", "姓名", "性别", "民族", "出生年月", "学历", "人员类别", "入党日期", "转正日期", "所在党支部",
				"工作岗位", "群体", "手机", "身份证号", "备注"}
		}
		return []any{fmt.Sprintf("%07d", i), "陈" + given[i%9] + given[i%7], "男", "汉族",
			fmt.Sprintf("19%d.%02d", 50+i%45, 1+i%12), "大学本科", "正式党员", "2005-06-01", "2006-06-01",
			fmt.Sprintf("B%05d", (i-1)/20), fmt.Sprintf("岗位%d", i%500), "无职", fmt.Sprintf("139%08d", i),
			"11010519491231002X", ""}
	})
	if err := book.DeleteSheet("Sheet1"); err != nil {
		tb.Fatal(err)
	}

	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		tb.Fatal(err)
	}

	return out.Bytes()
}

// BenchmarkRosterOfCounty reads and matches 100,000 persons, and beside it lets excelize merely read the same cells. live-MB
// is what is held at the end of reading and matching, roster included; times-excelize is our time for one of its.
func BenchmarkRosterOfCounty(b *testing.B) {
	file := largeRoster(b, 100_000)
	var ours float64
	b.Run("read and match", func(b *testing.B) {
		for b.Loop() {
			sheets := readBytes(b, "roster.xlsx", file)
			im := match(org.Roster{}, sheets)
			if len(im.Persons.New) != 100_000 {
				b.Fatal(len(im.Persons.New))
			}

			b.ReportMetric(heldMB(), "live-MB")
			runtime.KeepAlive(sheets)
			runtime.KeepAlive(im)
		}
		ours = b.Elapsed().Seconds() / float64(b.N)
	})

	b.Run("read again and match", func(b *testing.B) {
		first := match(org.Roster{}, readBytes(b, "roster.xlsx", file))
		for b.Loop() {
			if im := match(first.After, readBytes(b, "roster.xlsx", file)); !im.Empty() {
				b.Fatal("something changed")
			}
		}
	})

	b.Run("excelize reads only", func(b *testing.B) {
		for b.Loop() {
			book, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{UnzipSizeLimit: 1 << 30, UnzipXMLSizeLimit: 16 << 20})
			if err != nil {
				b.Fatal(err)
			}

			for _, sheet := range book.GetSheetList() {
				rows, err := book.Rows(sheet)
				if err != nil {
					b.Fatal(err)
				}

				for rows.Next() {
					if _, err := rows.Columns(); err != nil {
						b.Fatal(err)
					}
				}

				if err := rows.Close(); err != nil {
					b.Fatal(err)
				}
			}

			if err := book.Close(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(ours/(b.Elapsed().Seconds()/float64(b.N)), "times-excelize")
	})
}

func heldMB() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}
