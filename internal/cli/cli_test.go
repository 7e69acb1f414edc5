package cli_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lingping/internal/cli"
	"lingping/internal/testkit"
)

var update = flag.Bool("update", false, "write the goldens anew")

// desk is where somebody runs the program: a folder with data, and a language.
type desk struct {
	t   *testing.T
	dir string
	env []string
}

// desks runs a test with the data in SQLite and in PostgreSQL.
func desks(t *testing.T, test func(t *testing.T, d desk)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { test(t, desk{t: t, dir: t.TempDir()}) })
	t.Run("PostgreSQL", func(t *testing.T) {
		test(t, desk{t: t, dir: t.TempDir(), env: []string{"LINGPING_DATABASE_URL=" + testkit.PostgresURL(t)}})
	})
}

// run runs the program and wants an exit code; it gives what was written to stdout and stderr.
func (d desk) run(code int, args ...string) (out, errOut string) {
	d.t.Helper()
	return d.typed("", code, args...)
}

// typed is run with something on stdin.
func (d desk) typed(in string, code int, args ...string) (out, errOut string) {
	d.t.Helper()
	var o, e bytes.Buffer
	args = append(args, "--data", filepath.Join(d.dir, "data"))
	if got := cli.Run(d.t.Context(), args, d.env, strings.NewReader(in), &o, &e); got != code {
		d.t.Fatalf("lingping %s: exit code %d, want %d\n%s%s", strings.Join(args, " "), got, code, &o, &e)
	}

	return o.String(), e.String()
}

// document is run with --json: stdout must be one JSON document and nothing else.
func (d desk) document(code int, into any, args ...string) string {
	d.t.Helper()
	out, _ := d.run(code, append(args, "--json")...)
	dec := json.NewDecoder(strings.NewReader(out))
	if err := dec.Decode(into); err != nil {
		d.t.Fatalf("lingping %s: %v in\n%s", strings.Join(args, " "), err, out)
	}

	if dec.More() {
		d.t.Fatalf("lingping %s wrote more than one document:\n%s", strings.Join(args, " "), out)
	}

	return out
}

// file writes a file beside the data.
func (d desk) file(name string, content []byte) string {
	d.t.Helper()
	path := filepath.Join(d.dir, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		d.t.Fatal(err)
	}
	return path
}

// launched imports the roster of the small world and opens and launches a round over it.
func (d desk) launched() (id string) {
	d.t.Helper()
	d.run(0, "import", d.file("名册.xlsx", testkit.Workbook(d.t)))
	out, _ := d.run(0, "round", "open", "--scheme", "chuangxian-2010", "--name", "2010年下半年领导点评", "--from", "2010-12-27", "--to", "2011-01-12")
	id = strings.TrimSpace(out)
	d.run(3, "round", "launch", id) // two members have nobody
	return id
}

func TestThePlanInJSONIsAContract(t *testing.T) {
	desks(t, func(t *testing.T, d desk) {
		d.run(0, "import", d.file("名册.xlsx", testkit.Workbook(t)))
		var opened struct{ ID string }
		d.document(0, &opened, "round", "open", "--scheme", "chuangxian-2010", "--name", "x", "--from", "2010-12-27", "--to", "2011-01-12")
		var plan any
		draft := d.document(3, &plan, "plan", opened.ID)
		golden(t, "plan.json", draft)
		d.run(3, "round", "launch", opened.ID)
		if diff := cmp.Diff(draft, d.document(3, &plan, "plan", opened.ID)); diff != "" {
			t.Errorf("the frozen plan is another than that of the dry run:\n%s", diff)
		}

		var list struct {
			Rounds []struct{ ID, Name, Scheme, State, From, To string }
		}
		d.document(0, &list, "round", "list")
		if len(list.Rounds) != 1 || list.Rounds[0].ID != opened.ID || list.Rounds[0].State != "launched" || list.Rounds[0].To != "2011-01-12" {
			t.Errorf("the list says %+v", list)
		}
	})
}

func TestFaultsAreSaidByPlaceAndNothingIsWritten(t *testing.T) {
	desks(t, func(t *testing.T, d desk) {
		good := "党组织代码,党组织全称,类别,上级党组织\nW0,中共临海学院委员会,党委,\n"
		bad := d.file("党组织.csv", []byte(good+"B1,第一党支部,党支部,没有这个\nB2,第二党支部,党支部,W0\n"))
		out, _ := d.run(3, "import", bad)
		if !strings.Contains(out, "第 3 行") || !strings.Contains(out, "什么都没有写入") {
			t.Errorf("the report says\n%s", out)
		}

		var report struct {
			Written bool
			Faults  []struct {
				Sheet, Column, Text string
				Row                 int
			}
			Units struct{ New, Same int }
		}

		d.document(3, &report, "import", bad)
		if report.Written || len(report.Faults) != 1 || report.Faults[0].Row != 3 || report.Faults[0].Column != "D" {
			t.Errorf("the report in JSON says %+v", report)
		}

		d.document(0, &report, "import", "--skip-faulty", bad)
		if !report.Written || report.Units.New != 2 {
			t.Errorf("with the faulty row left out: %+v", report)
		}

		d.document(0, &report, "import", "--dry-run", "--skip-faulty", bad)
		if report.Written || report.Units.New != 0 || report.Units.Same != 2 {
			t.Errorf("importing again would change something: %+v", report)
		}
	})
}

func TestTheOfficeTakesInCollectedSheetsAndHandsUpItsPapers(t *testing.T) {
	desks(t, func(t *testing.T, d desk) {
		id := d.launched()
		sheets := d.file("登记表.csv", []byte("点评对象类别,工号,党组织,点评方式,点评时间,点评地点,方面一,方面二,方面三,存在问题,努力方向,总体评价,已确认\n"+
			"党员,103,B11,集中点评,2011-01-05,会议室,承担两门课程,承诺事项已兑现,每周答疑,科研成果不多,2011年上半年投稿一篇论文,较好,机党〔2011〕3号\n"))
		d.run(0, "review", "import", id, sheets)
		var again struct{ Confirmed, Same int }
		d.document(0, &again, "review", "import", id, sheets)
		if again.Confirmed != 0 || again.Same != 1 {
			t.Errorf("importing the sheets twice: %+v", again)
		}

		var coverage struct {
			Members, Reviewers, Units struct{ Due, Done int }
			Missing                   []struct{ Subject struct{ ID string } }
		}

		d.document(0, &coverage, "coverage", id, "--unit", "B11")
		if coverage.Members.Due != 3 || coverage.Members.Done != 1 || len(coverage.Missing) != 4 {
			t.Errorf("coverage of B11: %+v", coverage)
		}

		var stats struct {
			Total struct{ Figures map[string]int }
		}
		d.document(0, &stats, "stats", id)
		if f := stats.Total.Figures; f["members.due"] != 22 || f["members.done"] != 1 || f["mode.collective"] != 1 || f["problems"] != 1 {
			t.Errorf("statistics: %v", stats.Total.Figures)
		}

		book := filepath.Join(d.dir, "附件1.xlsx")
		d.run(0, "stats", id, "--out", book)
		forms := filepath.Join(d.dir, "附件3.zip")
		d.run(0, "forms", id, "--form", "3", "--out", forms)
		z, err := zip.OpenReader(forms)
		if err != nil {
			t.Fatal(err)
		}
		defer z.Close()

		if len(z.File) != 23 {
			t.Errorf("%d forms, want 23", len(z.File))
		}

		d.run(1, "round", "close", id)
		if out, _ := d.run(0, "doctor"); !strings.Contains(out, "每次 5 秒") {
			t.Errorf("the doctor does not say how long a transaction may live: %s", out)
		}
	})
}

func TestWrongUseIsToldFromFailure(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	for _, wrong := range [][]string{{"nosuch"}, {"plan"}, {"plan", "x"}, {"round", "open"}, {"round", "launch", "1", "2"}, {"import", "--foo"},
		{"forms", "1", "--form", "4", "--out", "x.zip"}, {"forms", "1", "--form", "3", "--out", "x.odt"},
		{"round", "open", "--scheme", "chuangxian-2010", "--name", "x", "--from", "gestern", "--to", "2011-01-01"}} {
		out, errOut := d.run(2, wrong...)
		if out != "" || !strings.Contains(errOut, "用法不对") {
			t.Errorf("%v: %q, %q", wrong, out, errOut)
		}
	}

	d.run(1, "plan", "17")
	d.run(1, "import", filepath.Join(d.dir, "nothing.xlsx"))
	d.run(1, "round", "open", "--scheme", "nosuch", "--name", "x", "--from", "2011-01-01", "--to", "2011-02-01")
	if _, errOut := d.run(1, "round", "open", "--scheme", "chuangxian-2010", "--name", "x", "--from", "2011-01-01", "--to", "2011-02-01"); !strings.Contains(errOut, "请先导入名册") {
		t.Errorf("a round without a roster: %s", errOut)
	}
}

func TestTheFirstAdministratorsGetCodesUnlessOneBringsAPassword(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	out, _ := d.run(0, "init", "--admin", "boss")
	for _, want := range []string{"系统管理员：登录名 boss，激活码", "安全管理员：登录名 boss-security，激活码", "审计管理员：登录名 boss-audit，激活码", "授予“活动办”角色"} {
		if !strings.Contains(out, want) {
			t.Errorf("without stdin nothing is said of %q in\n%s", want, out)
		}
	}

	d.run(1, "init", "--admin", "second")
	other := desk{t: t, dir: t.TempDir()}
	out, _ = other.typed("yitiao-hen-chang-de-mima\n", 0, "init", "--admin", "boss", "--joined")
	if strings.Contains(out, "登录名 boss，激活码") || strings.Contains(out, "yitiao") || !strings.Contains(out, "登录名 boss-audit，激活码") {
		t.Errorf("a password was brought for an account with all roles but one, and yet:\n%s", out)
	}
}

func TestSchemesAreCheckedByLine(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	out, _ := d.run(0, "scheme", "show", "chuangxian-2010")
	d.run(0, "scheme", "check", d.file("own.yaml", []byte(out)))
	out, _ = d.run(3, "scheme", "check", d.file("bad.yaml", []byte("name: x\ntitel: y\n")))
	if !strings.Contains(out, "第2行") {
		t.Errorf("the fault is told as %s", out)
	}
}

func TestHelpIsCompleteInBothLanguages(t *testing.T) {
	for lang, file := range map[string]string{"zh_CN.UTF-8": "help.zh.txt", "en_US.UTF-8": "help.en.txt"} {
		d := desk{t: t, dir: t.TempDir(), env: []string{"LANG=" + lang}}
		var all strings.Builder
		for _, of := range []string{"", "demo", "serve", "init", "import", "scheme", "scheme try", "scheme keep", "round", "round open", "round change", "round launch", "round unlaunch", "round close", "round list",
			"plan", "review import", "coverage", "stats", "forms", "filing", "filing check", "outbox", "doctor",
			"backup", "backup key", "restore", "move", "config", "health"} {
			out, _ := d.run(0, append([]string{"help"}, strings.Fields(of)...)...)
			all.WriteString("$ lingping help " + of + "\n" + out + "\n")
		}

		golden(t, file, all.String())
	}
}

func TestALogLevelThatIsNoneIsAWrongUse(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	for _, command := range []string{"serve", "demo"} {
		if _, said := d.run(2, command, "--log-level", "loud"); !strings.Contains(said, "loud") {
			t.Errorf("%s: the refusal is %q", command, said)
		}
	}
}

// golden compares with a file that people read.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}

	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s has changed; read it and run with -update if it is right:\n%s", path, diff)
	}
}

func TestTheProgramSaysWhichOneItIs(t *testing.T) {
	desks(t, func(t *testing.T, d desk) {
		out, _ := d.run(0, "version")
		var said struct{ Version, Go string }
		d.document(0, &said, "version")
		if said.Version == "" || !strings.Contains(out, said.Version) || said.Go != runtime.Version() {
			t.Errorf("it says\n%sand in JSON %+v", out, said)
		}
	})
}

func TestTheVersionIsTheOneThatTheChangelogTellsOf(t *testing.T) {
	text, err := os.ReadFile("../../CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}

	var last string
	for line := range strings.Lines(string(text)) {
		if version, ok := strings.CutPrefix(line, "## "); ok && !strings.HasPrefix(version, "Unreleased") {
			last = strings.Fields(version)[0]
			break
		}
	}

	if next := strings.HasSuffix(cli.Release, "-dev"); last == "" || next == (cli.Release == last) {
		t.Errorf("the program calls itself %s, the changelog ends with %s", cli.Release, last)
	}
}
