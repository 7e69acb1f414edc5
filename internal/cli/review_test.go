package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"lingping/internal/cli"
)

// crowd is a branch of n members with a sheet for each: the file of the members and that of the sheets.
func (d desk) crowd(n int) (members, sheets string) {
	d.t.Helper()
	var who, what strings.Builder
	who.WriteString("工号,姓名,所在党支部,人员类别\n")
	what.WriteString("点评对象类别,工号,点评方式,点评时间,方面一,方面二,方面三,存在问题,努力方向,已确认\n")
	for i := range n {
		fmt.Fprintf(&who, "M%04d,学生甲,机械学院学生党支部,正式党员\n", i)
		fmt.Fprintf(&what, "党员,M%04d,集中点评,2011-01-05,承担两门课程,承诺已兑现,每周答疑,成果不多,上半年投稿,是\n", i)
	}

	return d.file("党员.csv", []byte(who.String())), d.file("登记表.csv", []byte(what.String()))
}

// stopper stops what writes the words to it.
type stopper struct {
	bytes.Buffer
	at   string
	stop func()
}

func (s *stopper) Write(p []byte) (int, error) {
	n, err := s.Buffer.Write(p)
	if strings.Contains(s.String(), s.at) {
		s.stop()
	}
	return n, err
}

func TestAnImportOfSheetsThatIsInterruptedSaysWhatIsInAndGoesOn(t *testing.T) {
	desks(t, func(t *testing.T, d desk) {
		d.launched()
		members, sheets := d.crowd(501)
		d.run(0, "import", members)
		out, _ := d.run(0, "round", "open", "--scheme", "chuangxian-2010", "--name", "下一轮", "--from", "2011-01-13", "--to", "2011-06-30")
		id := strings.TrimSpace(out)
		d.run(3, "round", "launch", id)

		ctx, stop := context.WithCancel(t.Context())
		defer stop()

		var said bytes.Buffer
		errOut := &stopper{at: "已录入 500 张", stop: stop}
		code := cli.Run(ctx, []string{"review", "import", id, sheets, "--data", filepath.Join(d.dir, "data")}, d.env, strings.NewReader(""), &said, errOut)
		if code != 1 || !strings.Contains(said.String(), "已写入 500 张，还有 1 张没有写入") {
			t.Errorf("interrupted it ends with %d and says\n%s%s", code, said.String(), errOut.String())
		}

		var again struct {
			Written               bool
			Confirmed, Same, Left int
		}

		d.document(0, &again, "review", "import", id, sheets)
		if !again.Written || again.Confirmed != 1 || again.Same != 500 || again.Left != 0 {
			t.Errorf("the same file again: %+v", again)
		}

		d.run(0, "doctor")
	})
}
