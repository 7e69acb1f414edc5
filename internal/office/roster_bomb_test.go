package office_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

// forever is a text repeated until n bytes have been read.
func forever(text string, n int64) io.Reader { return io.LimitReader(&repeat{text: text}, n) }

type repeat struct {
	text string
	at   int
}

func (r *repeat) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		c := copy(p[n:], r.text[r.at:])
		n, r.at = n+c, (r.at+c)%len(r.text)
	}
	return n, nil
}

// bomb is a workbook whose sheet begins with the head and goes on with body. A megabyte that can't be packed lies beside
// it when its ratio should not give it away.
func bomb(t *testing.T, hide bool, head string, body io.Reader) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	if hide {
		w, err := archive.CreateHeader(&zip.FileHeader{Name: "xl/media/image1.png", Method: zip.Store})
		if err == nil {
			_, err = w.Write(make([]byte, 1<<20))
		}

		if err != nil {
			t.Fatal(err)
		}
	}

	plain, err := zip.NewReader(bytes.NewReader(rawWorkbook(t, "")), int64(len(rawWorkbook(t, ""))))
	if err != nil {
		t.Fatal(err)
	}

	for _, f := range plain.File {
		w, err := archive.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}

		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}

		if f.Name == "xl/worksheets/sheet1.xml" {
			from = io.NopCloser(io.MultiReader(strings.NewReader("<worksheet><sheetData>"+head), body))
		}

		if _, err := io.Copy(w, from); err != nil {
			t.Fatal(err)
		}
	}

	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}

	return out.Bytes()
}

// claiming is a workbook whose sheet says that it has so many bytes, whatever it has.
func claiming(t *testing.T, size uint64) []byte {
	t.Helper()
	var packed, out bytes.Buffer
	deflate, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err == nil {
		_, err = io.Copy(deflate, forever("<row/>", 1<<20))
	}

	if err == nil {
		err = deflate.Close()
	}

	if err != nil {
		t.Fatal(err)
	}

	plain := rawWorkbook(t, "")
	from, err := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
	if err != nil {
		t.Fatal(err)
	}

	archive := zip.NewWriter(&out)
	for _, f := range from.File {
		if f.Name != "xl/worksheets/sheet1.xml" {
			if err := archive.Copy(f); err != nil {
				t.Fatal(err)
			}
		}
	}

	w, err := archive.CreateRaw(&zip.FileHeader{
		Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: size,
	})
	if err == nil {
		_, err = w.Write(packed.Bytes())
	}

	if err == nil {
		err = archive.Close()
	}

	if err != nil {
		t.Fatal(err)
	}

	return out.Bytes()
}

// crowd is a zip of n empty files beside a workbook.
func crowd(t *testing.T, n int) []byte {
	parts := make([]part, n)
	for i := range parts {
		parts[i] = part{fmt.Sprintf("x/%d", i), ""}
	}
	return rawWorkbook(t, worksheet(), parts...)
}

// hostile is a file that was made to do harm, and words of its refusal.
type hostile struct {
	file  func() []byte
	words string
}

// bombs are files that would eat the machine.
func bombs(t *testing.T) map[string]hostile {
	head := inline(1, "姓名", "人员类别")
	wide := `<row r="2">` + strings.Repeat(`<c t="inlineStr"><is><t>x</t></is></c>`, 20_000) + `</row>`
	var far strings.Builder
	far.WriteString(`<row r="2">`)
	for i := range 20_000 {
		fmt.Fprintf(&far, `<c r="%s2"><v>1</v></c>`, letters(i))
	}

	far.WriteString(`</row>`)
	return map[string]hostile{
		"a sheet of 1 GiB":    {func() []byte { return claiming(t, 1<<30) }, "与它的大小不相称"},
		"more than it claims": {func() []byte { return claiming(t, 100) }, "读不懂"},
		"40 MiB in 100 kB":    {func() []byte { return bomb(t, false, head, forever("<row><c><v>1</v></c></row>", 40<<20)) }, "与它的大小不相称"},
		"rows without end":    {func() []byte { return bomb(t, true, head, forever("<row><c><v>1</v></c></row>", 40<<20)) }, "超过 1048576 行"},
		"one endless text": {func() []byte {
			return bomb(t, true, head+`<row><c t="inlineStr"><is><t>`, forever("王", 30<<20))
		}, "不像表格里的一格"},
		"one endless tag": {func() []byte { return bomb(t, true, head+`<row x="`, forever("y", 30<<20)) }, "不像表格里的一格"},
		"a text in endless bits": {func() []byte {
			return bomb(t, true, head+`<row><c t="inlineStr"><is><t>`, forever("王<!-- -->", 30<<20))
		}, "不像表格里的一格"},
		"row 2^31":          {func() []byte { return rawWorkbook(t, worksheet(head, inline(1<<31, "甲", "正式"))) }, "读不懂"},
		"row 2^70":          {func() []byte { return rawWorkbook(t, worksheet(head, `<row r="1180591620717411303424"/>`)) }, "读不懂"},
		"rows that go back": {func() []byte { return rawWorkbook(t, worksheet(head, inline(3, "甲"), inline(2, "乙"))) }, "行的次序乱了"},
		"20,000 columns":    {func() []byte { return rawWorkbook(t, worksheet(head, wide)) }, "超过 256 列"},
		"20,000 named":      {func() []byte { return rawWorkbook(t, worksheet(head, far.String())) }, "超过 256 列"},
		"a long cell":       {func() []byte { return rawWorkbook(t, worksheet(head, inline(2, strings.Repeat("王", 5000)))) }, "第 2 行 A 列超过 4000 个字"},
		"entities": {func() []byte {
			return rawWorkbook(t, `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>`+worksheet(head, inline(2, "&b;", "正式")))
		}, "断了"},
		"unknown entity":   {func() []byte { return rawWorkbook(t, worksheet(head, inline(2, "&b;", "正式"))) }, "断了"},
		"10,000 files":     {func() []byte { return crowd(t, 10_000) }, "上千个部件"},
		"a file of 300 MB": {func() []byte { return make([]byte, 300<<20) }, "超过了 256 MB"},
		"merged a million times": {func() []byte {
			return bomb(t, true, head+"</sheetData><mergeCells>", forever(`<mergeCell ref="A1:XFD1048576"/>`, 20<<20))
		}, "合并的单元格超过 300000 处"},
		"a text file of one line":  {func() []byte { return bytes.Repeat([]byte("王丽,"), 4<<20) }, "不像表格里的一格"},
		"a text file of one value": {func() []byte { return bytes.Repeat([]byte("王丽"), 6<<20) }, "不像表格里的一格"},
		"a text file of rows": {func() []byte {
			return append([]byte("姓名,人员类别\n"), bytes.Repeat([]byte("甲,x\n"), 5<<20)...)
		}, "超过 1048576 行"},
		"an open quote": {func() []byte {
			return append([]byte("姓名,人员类别\n\""), bytes.Repeat([]byte("王丽,正式\n"), 1<<19)...)
		}, "不像表格里的一格"},
	}
}

func TestBombsAreRefusedQuicklyAndWithoutMemory(t *testing.T) {
	for name, c := range bombs(t) {
		t.Run(name, func(t *testing.T) {
			file := c.file()
			runtime.GC()
			var before, now runtime.MemStats
			runtime.ReadMemStats(&before)
			peak := uint64(0)
			stop, stopped := make(chan struct{}), make(chan struct{})
			go func() {
				defer close(stopped)

				tick := time.NewTicker(5 * time.Millisecond)
				defer tick.Stop()

				for {
					select {
					case <-stop:
						return
					case <-tick.C:
						runtime.ReadMemStats(&now)
						peak = max(peak, now.HeapInuse)
					}
				}
			}()

			start := time.Now()
			_, err := tryBytes("x.csv", file)
			took := time.Since(start)
			close(stop)
			<-stopped
			refused(t, err, c.words)
			if took > 2*time.Second {
				t.Errorf("it took %v", took)
			}

			if peak > before.HeapInuse+64<<20 {
				t.Errorf("it took %d MB", (peak-before.HeapInuse)>>20)
			}
		})
	}
}

// letters is the name of a column by a way of its own.
func letters(column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

func TestFormattingWithoutContentIsNoBomb(t *testing.T) {
	var rows strings.Builder
	rows.WriteString(inline(1, "姓名", "人员类别") + inline(2, "王丽", "正式"))
	for at := 3; at < 100_000; at++ {
		fmt.Fprintf(&rows, `<row r="%d" s="1"><c r="XFD%d" s="1"/></row>`, at, at)
	}

	sheets := readBytes(t, "x.xlsx", rawWorkbook(t, worksheet(rows.String())))
	if len(sheets.Persons) != 1 || len(sheets.Notes.List) > 0 {
		t.Errorf("%d persons", len(sheets.Persons))
	}
}

func TestBlocksMergedOverAndOverDoNoHarm(t *testing.T) {
	var merges strings.Builder
	for range 2000 {
		merges.WriteString(`<mergeCell ref="A1:XFD1048576"/><mergeCell ref="B1:A2"/><mergeCell ref="?"/>`)
	}

	sheet := strings.Replace(worksheet(inline(1, "姓名", "人员类别"), inline(2, "王丽", "正式")), "</sheetData>", "</sheetData><mergeCells>"+merges.String()+"</mergeCells>", 1)
	if sheets := readBytes(t, "x.xlsx", rawWorkbook(t, sheet)); len(sheets.Persons) != 1 {
		t.Errorf("%d persons", len(sheets.Persons))
	}
}

func TestATableOfNothingButFaultsIsToldInMeasure(t *testing.T) {
	rows := [][]any{row("姓名|人员类别|出生年月|入党日期")}
	for range 6000 {
		rows = append(rows, []any{"王丽", "?", "?", "?"})
	}

	sheets := readBytes(t, "x.xlsx", workbook(t, page{"党员", rows}))
	im := match(org.Roster{}, sheets)
	if n := im.Notes.Count(org.Fault); n != 12_002 { // a word that is not known is told of once, and how often it stands
		t.Errorf("%d faults", n)
	}

	if n := len(im.Notes.List); n > 10_000 {
		t.Errorf("%d are listed", n)
	}

	if im.Ready(false) {
		t.Error(notes(i18n.Chinese, im.Notes.List[:5]))
	}
}
