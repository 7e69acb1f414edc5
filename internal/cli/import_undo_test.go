package cli_test

import (
	"strings"
	"testing"

	"lingping/internal/testkit"
)

// The office at the machine takes the last import back under the same rule as on the page.
func TestTheLastImportIsTakenBackAtTheMachine(t *testing.T) {
	desks(t, func(t *testing.T, d desk) {
		d.run(1, "import", "--undo") // there is none
		d.run(0, "import", d.file("名册.xlsx", testkit.Workbook(t)))
		d.run(0, "import", d.file("新来的.csv", []byte("工号,姓名,人员类别,所在党支部\n901,新来的,正式,B11\n")))
		var shown, done struct {
			Undone     bool
			File       string
			Gone, Back []struct {
				Sheet string
				Count int
				Names []string
			}
		}
		d.document(0, &shown, "import", "--undo", "--dry-run")
		if shown.Undone || shown.File != "新来的.csv" || len(shown.Gone) != 4 || shown.Gone[1].Count != 1 {
			t.Errorf("looking says %+v", shown)
		}

		d.document(0, &done, "import", "--undo")
		if !done.Undone || done.Gone[1].Names[0] != "新来的 901" {
			t.Errorf("taking it back says %+v", done)
		}

		d.run(1, "import", "--undo") // it has been taken back
		d.run(2, "import", "--undo", "名册.xlsx")
		d.run(2, "import")

		d.run(0, "import", d.file("又来.csv", []byte("工号,姓名,人员类别,所在党支部\n902,又来的,正式,B11\n")))
		out, _ := d.run(0, "import", "--undo")
		if !strings.Contains(out, "党员：新增 1（又来的 902）") || !strings.Contains(out, "已撤销导入“又来.csv”") {
			t.Errorf("taking it back says %s", out)
		}

		d.run(0, "import", d.file("再来.csv", []byte("工号,姓名,人员类别,所在党支部\n903,再来的,正式,B11\n")))
		d.run(0, "round", "open", "--scheme", "chuangxian-2010", "--name", "2010年下半年领导点评", "--from", "2010-12-27", "--to", "2011-01-12")
		d.run(1, "import", "--undo") // a round builds on it
	})
}
