package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lingping/internal/testkit"
)

const ownScheme = "name: lin\nextends: tongyong\ntitle: 林场方案\nsteps: {notice: {name: 张榜, on: 2011-06-25}}\n" +
	"filing:\n  - {who: 各党总支, to: 场部办, forms: [2], due-in: 3}\n"

func TestASchemeIsTriedOnARosterFileAndNothingIsKept(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	file, roster := d.file("own.yaml", []byte(ownScheme)), d.file("名册.xlsx", testkit.Workbook(t))
	out, _ := d.run(3, "scheme", "try", file, "--roster", roster, "--from", "2011-01-01", "--to", "2011-06-30")
	for _, words := range []string{"44 项任务，11 名点评人", "缺口 2 个", "2011-06-25  张榜", "2011-07-03  向场部办报送附件2", "由所在党支部书记点评"} {
		if !strings.Contains(out, words) {
			t.Errorf("the trial does not say %s:\n%s", words, out)
		}
	}

	if _, err := os.Stat(filepath.Join(d.dir, "data")); err == nil {
		t.Error("the trial made a house")
	}

	out, _ = d.run(3, "scheme", "try", file, "--roster", roster, "--from", "2011-01-01", "--to", "2011-06-30", "--json")
	var doc struct {
		Counts   struct{ Obligations, Gaps int }
		Calendar []struct{ Day, Task string }
		Asked    []struct{ Reviewers, Obligations int }
	}
	if err := json.Unmarshal([]byte(out), &doc); err != nil || doc.Counts.Obligations != 44 || len(doc.Calendar) != 6 || len(doc.Asked) != 4 {
		t.Errorf("%v: %s", err, out)
	}

	d.run(0, "scheme", "try", file, "--roster", roster, "--from", "2011-01-01", "--to", "2011-06-30", "--unit", "Z1")
	d.run(1, "scheme", "try", file, "--roster", roster, "--from", "2012-01-01", "--to", "2012-06-30")
	d.run(2, "scheme", "try", file, "--roster", roster, "--from", "开学")
	d.run(3, "scheme", "try", d.file("bad.yaml", []byte("titel: x\n")), "--roster", roster)
}

func TestASchemeIsKeptAndARoundIsChangedToIt(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	d.run(0, "import", d.file("名册.xlsx", testkit.Workbook(t)))
	kept := func(text, want string) {
		t.Helper()
		if out, _ := d.run(0, "scheme", "keep", d.file("own.yaml", []byte(text))); strings.TrimSpace(out) != want {
			t.Errorf("kept as %s, want %s", out, want)
		}
	}

	kept(ownScheme, "lin@1")
	kept(strings.Replace(ownScheme, "06-25", "06-26", 1), "lin@2")
	d.run(3, "scheme", "keep", d.file("bad.yaml", []byte("name: x\ntitel: y\n")))
	if out, _ := d.run(0, "scheme", "kept"); !strings.Contains(out, "lin@2\t林场方案") {
		t.Errorf("kept are %s", out)
	}

	if out, _ := d.run(0, "scheme", "show", "lin@1"); out != ownScheme {
		t.Errorf("shown is %s", out)
	}

	child := d.file("child.yaml", []byte("extends: lin@1\ntitle: 子方案\n"))
	if out, _ := d.run(0, "scheme", "diff", child); !strings.Contains(out, "title: 林场方案 → 子方案") {
		t.Errorf("a child of a kept scheme differs by %s", out)
	}

	id, _ := d.run(0, "round", "open", "--scheme", "lin@1", "--name", "上半年", "--from", "2011-01-01", "--to", "2011-06-30")
	id = strings.TrimSpace(id)
	d.run(1, "round", "open", "--scheme", "lin", "--name", "上半年", "--from", "2011-01-01", "--to", "2011-06-30")
	d.run(0, "round", "change", id, "--scheme", "lin@2", "--name", "改名")
	if out, _ := d.run(0, "round", "list"); !strings.Contains(out, "lin@2  改名") {
		t.Errorf("the rounds are %s", out)
	}

	d.run(0, "round", "withdraw", id, "--reason", "不办了")
	if out, _ := d.run(0, "round", "list"); strings.Contains(out, "改名") {
		t.Errorf("the rounds are %s", out)
	}
}

// A command on a round speaks in the words of its scheme, in what it tells, in reasons and in refusals.
func TestACommandOnARoundSpeaksInTheWordsOfItsScheme(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	d.run(0, "import", d.file("名册.xlsx", testkit.Workbook(t)))
	file := d.file("own.yaml", []byte("extends: tongyong\nname: own\ntitle: 本单位\nbasis: {title: 通知}\nsubjects: {member: {name: 员工党员}}\n"+
		"vocabulary: {点评人: 评议人, 书记: 支书, 登记表: 点评卡, 党组织: 组织}\n"))
	id, _ := d.run(0, "round", "open", "--scheme", file, "--name", "上半年", "--from", "2011-01-01", "--to", "2011-06-30")
	id = strings.TrimSpace(id)
	for _, command := range [][]string{{"plan", id}, {"scheme", "try", file, "--from", "2011-01-01", "--to", "2011-06-30"}} {
		out, _ := d.run(3, command...)
		for _, words := range []string{"评议人", "支书空缺", "员工党员"} {
			if !strings.Contains(out, words) {
				t.Errorf("%s does not say %s:\n%s", command[0], words, out)
			}
		}

		for _, words := range []string{"点评人", "书记空缺", "登记表", "{"} {
			if strings.Contains(strings.ReplaceAll(out, "副书记", ""), words) {
				t.Errorf("%s says %s:\n%s", command[0], words, out)
			}
		}
	}

	d.run(3, "round", "launch", id)
	if out, _ := d.run(0, "coverage", id); !strings.Contains(out, "评议人：应") || strings.Contains(out, "点评人：") {
		t.Errorf("coverage says %s", out)
	}

	if out, _ := d.run(0, "forms", id, "--form", "3", "--out", filepath.Join(d.dir, "a.zip")); !strings.Contains(out, "张点评卡。") {
		t.Errorf("forms says %s", out)
	}
}
