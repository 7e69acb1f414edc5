package app_test

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// institution is a house of testdata/institutions: its notice, its roster and its scheme as a clerk wrote them, and what must
// come of them.
type institution struct {
	from, to org.Date
	told     []string // what the check says beside that nothing is wrong, in its order
	plan     string   // how much there is of each kind
	gaps     int
	by       []string // sheets with who writes them
	calendar []string // days that the trial must show
	forms    []string // of each annex that is written: its title, and what every such paper must hold
	notice   string   // the unit that makes its reviews public, and who proposes
	filing   []string // unit, who, number of the hand-in, where to, how many forms
	heads    string   // the groups of columns of annex 1
}

var institutions = map[string]institution{
	"hospital": {from: "2026-03-09", to: "2026-06-20",
		told: []string{"本版还不会办：同时进行的测评（instruments）"},
		plan: "党组织 2，职能科室 2，党小组 1，书记 2，班子成员 1，党外科主任 1，党员 5",
		by: []string{"cell H12 by 03", "committee-member 05 by 01", "department H2 by 05", "department H3 by 05", "member 01 by 04",
			"member 02 by 04", "member 03 by 04", "member 04 by 02", "member 05 by 04", "outsider 09 by 02", "secretary 02 by 05",
			"secretary 04 by 02", "unit H1 by 05", "unit H11 by 02"},
		calendar: []string{"2026-06-10 科室自查", "2026-06-20 具体实施点评", "2026-06-25", "2026-06-27 院内公布", "2026-07-20 落实整改措施"},
		forms:    []string{"白石市人民医院科室支部点评登记表", "白石市人民医院党员点评登记表"},
		notice:   "H11 04", filing: []string{"H1 02 0 党委办公室 3"},
		heads: "序号 单位名称 点评主体 党组织 书记 党员 职能科室 党小组 党外科主任 点评方式（次） 参与情况 意见与整改 公开情况 备案登记表份数 备注"},
	"township": {from: "2026-12-01", to: "2026-12-31",
		plan: "党组织 3，书记 3，班子成员 1，党员 9",
		by: []string{"committee-member 02 by 01", "member 01 by 03", "member 02 by 03", "member 03 by 01", "member 11 by 01", "member 12 by 11",
			"member 13 by 11", "member 13 by 12", "member 21 by 01", "member 22 by 21", "member 23 by 21", "secretary 03 by 01",
			"secretary 11 by 02", "secretary 21 by 01", "unit C1 by 02", "unit C2 by 01", "unit C3 by 01"},
		calendar: []string{"2026-12-15 亮账", "2026-12-23 走访", "2026-12-31 具体实施点评", "2027-01-04", "2027-01-05 张榜", "2027-01-20 销账"},
		forms:    []string{"青石镇村党支部点评表", "青石镇党员点评表"},
		notice:   "C1 11", filing: []string{"C1 11 0 镇党建办 5", "C2 21 0 镇党建办 4"},
		heads: "序号 单位名称 点评主体 党组织 支书 党员 点评方式（次） 参与情况 意见与整改 公开情况 备案点评表份数 备注"},
	"company": {from: "2026-06-01", to: "2026-06-30",
		plan: "党组织 4，分党委班子 1，书记 4，班子成员 2，党员 9",
		by: []string{"committee T1 by 01", "committee-member 02 by 01", "committee-member 13 by 11", "member 01 by 03", "member 02 by 03",
			"member 03 by 01", "member 11 by 12", "member 12 by 11", "member 13 by 12", "member 21 by 11", "member 22 by 21", "member 23 by 21",
			"secretary 03 by 01", "secretary 11 by 01", "secretary 12 by 11", "secretary 21 by 11", "unit T1 by 01", "unit T11 by 11",
			"unit T12 by 11", "unit T2 by 01"},
		calendar: []string{"2026-06-20 自评", "2026-06-25 开展调查研究", "2026-06-27 自评 联合党支部", "2026-06-30 具体实施点评", "2026-07-03",
			"2026-07-07 具体实施点评 联合党支部", "2026-07-07 通报点评意见", "2026-07-10", "2026-07-14 通报点评意见 联合党支部", "2026-07-30 落实整改措施"},
		forms:  []string{"铜岭矿业集团组织点评登记表", "铜岭矿业集团党员点评登记表"},
		notice: "T12 21", filing: []string{"T1 11 1 集团组织部 0", "T1 11 2 集团档案室 11", "T2 03 1 集团组织部 0"},
		heads: "序号 单位名称 点评主体 基层组织 书记 党员 分党委班子 点评方式（次） 参与情况 意见与整改 公开情况 备案登记表份数 备注"},
	"secretaries": {from: "2026-12-10", to: "2026-12-25",
		told:     []string{"提醒：方案不点评党组织、党员，做不到覆盖每个基层党组织、每名党员。如果本意如此，可以不管。"},
		plan:     "书记 4",
		by:       []string{"secretary 11 by 01", "secretary 12 by 11", "secretary 13 by 11", "secretary 21 by 01"},
		calendar: []string{"2026-12-15 交述职报告", "2026-12-25 评议", "2026-12-31", "2027-01-04 反馈公示", "2027-03-31 整改"},
		forms:    []string{"云溪区直机关书记述职评议登记表"},
		notice:   "Q11 12", filing: []string{"Q1 11 0 区委组织部 3", "Q2 21 0 区委组织部 1"},
		heads: "序号 单位名称 点评主体 书记 点评方式（次） 备案登记表份数 备注"},
	"university": {from: "2026-04-20", to: "2026-05-20",
		plan: "党组织 4，书记 4，班子成员 2，党员 9",
		by: []string{"committee-member 02 by 01", "committee-member 12 by 11", "member 01 by 31", "member 02 by 12", "member 03 by 31", "member 11 by 12",
			"member 12 by 11", "member 21 by 11", "member 22 by 21", "member 23 by 21", "member 31 by 01", "secretary 11 by 02", "secretary 12 by 02",
			"secretary 12 by 11", "secretary 21 by 11", "secretary 31 by 01", "secretary 31 by 02", "unit J1 by 02", "unit J11 by 02", "unit J11 by 11",
			"unit J12 by 11", "unit J2 by 01", "unit J2 by 02"},
		calendar: []string{"2026-05-10 总结前期工作", "2026-05-15 开展调查研究", "2026-05-20 具体实施点评", "2026-05-25", "2026-05-25", "2026-05-27 通报点评意见", "2026-06-19 落实整改措施"},
		forms:    []string{"江左师范大学支部及书记登记表", "江左师范大学党员登记表"},
		notice:   "J12 21", filing: []string{"J1 11 0 校组织部 4", "J2 31 0 校组织部 5"},
		heads: "序号 单位名称 点评主体 党组织 书记 党员 点评方式（次） 参与情况 意见与整改 公开情况 备案登记表份数 备注"},
}

// written is what a file of testdata/institutions, or docs/scheme.md, holds.
type clerkwork struct {
	roster [][2]string // name of the file, text
	scheme string
}

func clerkworkOf(t *testing.T, name string) (c clerkwork) {
	t.Helper()
	text, err := os.ReadFile("testdata/institutions/" + name + ".md")
	ok(t, err)
	for _, m := range regexp.MustCompile("(?s)`([^`\n]+\\.csv)`：\n\n```csv\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		c.roster = append(c.roster, [2]string{m[1], m[2]})
	}

	c.scheme = regexp.MustCompile("(?s)```yaml\n(.*?)```").FindStringSubmatch(string(text))[1]
	return c
}

// Houses of five other kinds go from their notices to their papers: each scheme is checked, tried on its roster, kept, run, and
// every review written, printed, counted, made public and handed in, in the words of the house.
func TestInstitutionsOfOtherKindsGoFromTheirNoticesToTheirPapers(t *testing.T) {
	for name, want := range institutions {
		t.Run(name, func(t *testing.T) {
			work := clerkworkOf(t, name)
			want.tried(t, work)
			testkit.Stores(t, func(t *testing.T, s *store.Store) {
				w := want.settle(t, s, work)
				want.planned(t, w)
				lookedBack(t, w)
				given(t, w)
				sound(t, w, "all reviews")
				want.printed(t, w)
				want.counted(t, w)
				want.published(t, w)
				want.handedIn(t, w)
				healthy(t, w)
			})
		})
	}
}

// tried wants the check to say no more than it should, and the trial on the roster files to show the plan.
func (in institution) tried(t *testing.T, work clerkwork) {
	t.Helper()
	_, faults := scheme.Parse("方案", []byte(work.scheme), scheme.Source)
	var told []string
	for _, f := range faults {
		told = append(told, f.String())
	}

	if !slices.EqualFunc(told, in.told, strings.Contains) {
		t.Errorf("the check says %q, want %q", told, in.told)
	}

	var files []app.RosterFile
	for _, f := range work.roster {
		files = append(files, app.RosterFile{Name: f[0], Body: strings.NewReader(f[1]), Size: int64(len(f[1]))})
	}

	trial, err := app.New(nil).TryOnRoster(t.Context(), operator, app.Trying{Scheme: "方案.yaml", Text: []byte(work.scheme), From: in.from, To: in.to}, files, nil)
	ok(t, err)
	var days []string
	for _, task := range trial.Calendar {
		days = append(days, strings.TrimSpace(string(task.Day)+" "+task.Name+" "+string(task.For)))
	}

	if got := kindsOf(trial.PlanPage); got != in.plan || trial.Counts.Gaps != in.gaps || !slices.Equal(days, in.calendar) {
		t.Errorf("the trial plans %s with %d gaps by %q", got, trial.Counts.Gaps, days)
	}
}

// kindsOf is how much a plan has of each kind.
func kindsOf(p app.PlanPage) string {
	var parts []string
	for _, k := range p.Planned {
		parts = append(parts, string(k.Name)+" "+strconv.FormatInt(k.Due, 10))
	}
	return strings.Join(parts, "，")
}

// settle has the house in an empty store, its round running.
func (in institution) settle(t *testing.T, s *store.Store, work clerkwork) *testkit.World {
	t.Helper()
	s = s.At(testkit.Ticking(in.from.Time().Add(9 * time.Hour)))
	a := app.New(s)
	ref, faults, err := a.KeepScheme(t.Context(), operator, app.KeptText{Name: "方案.yaml", Text: work.scheme})
	if err != nil {
		t.Fatal(err, faults)
	}

	for _, f := range work.roster {
		sheets, err := a.ReadRoster(t.Context(), operator, f[0], strings.NewReader(f[1]), int64(len(f[1])), app.RosterAnswers{}, nil)
		ok(t, err)
		im, written, err := a.ImportRoster(t.Context(), operator, sheets, app.ImportOptions{})
		ok(t, err)
		if !written {
			t.Fatalf("%s is not taken: %v", f[0], im.Notes)
		}
	}

	round := app.NewRound{Scheme: ref.String(), Name: "领导点评", From: in.from, To: in.to}
	id, err := a.OpenRound(t.Context(), operator, round)
	if undone := len(mustScheme(t, work.scheme).Undone()) > 0; undone != (err != nil) {
		t.Errorf("with something undone: %v, the round is opened: %v", undone, err)
	} else if undone {
		round.Aware = true
		id, err = a.OpenRound(t.Context(), operator, round)
	}

	ok(t, err)
	_, err = a.LaunchRound(t.Context(), operator, id)
	ok(t, err)
	return testkit.WorldOf(t, a, s, id)
}

func mustScheme(t *testing.T, text string) *scheme.Scheme {
	t.Helper()
	s, faults := scheme.Parse("方案", []byte(text), scheme.Source)
	if s == nil {
		t.Fatal(faults)
	}
	return s
}

// planned wants the round to plan what the trial did, and who reviews whom.
func (in institution) planned(t *testing.T, w *testkit.World) {
	t.Helper()
	p, err := w.App.PlanPage(t.Context(), operator, w.Round, app.PlanFilter{})
	ok(t, err)
	if got := kindsOf(p); got != in.plan {
		t.Errorf("the round plans %s, want %s", got, in.plan)
	}

	if got := sheetsWithWriters(t, w); !slices.Equal(got, in.by) {
		t.Errorf("the sheets are\n%q, want\n%q", got, in.by)
	}
}

// sheetsWithWriters are the sheets of the round, each with who writes it.
func sheetsWithWriters(t *testing.T, w *testkit.World) (names []string) {
	t.Helper()
	for _, s := range owedSheets(t, w) {
		names = append(names, s.name)
	}
	slices.Sort(names)
	return names
}

// lookedBack has everybody hand in the self-summaries that the scheme demands before the reviews.
func lookedBack(t *testing.T, w *testkit.World) {
	t.Helper()
	v, err := w.App.Round(t.Context(), operator, w.Round)
	ok(t, err)
	step, _ := v.Plan.Step(scheme.StepSummary)
	if !step.Demanded {
		return
	}

	heads, all := map[org.UnitID]string{}, map[dossier.Key]string{}
	for _, s := range owedSheets(t, w) {
		if s.kind == scheme.Secretary {
			heads[s.unit] = s.of
		}

		switch {
		case !step.Concerns(s.kind):
		case s.kind == scheme.Member:
			all[dossier.Key{Unit: s.unit, Person: w.Person(s.of)}] = s.of
		case s.kind == scheme.Unit, s.kind == scheme.Secretary:
			all[dossier.Key{Unit: s.unit}] = ""
		}
	}

	for key, number := range all {
		in := dossier.Summary{Round: w.Round, Key: key, Text: dossier.SummaryText{Achievements: "各项任务完成。", Problems: []string{"走访少。"}, Causes: "安排不够。"}}
		for range step.Checks {
			in.Text.Checks = append(in.Text.Checks, dossier.Check{Text: "已落实"})
		}

		if number == "" {
			number, in.TookPart, in.MetOn = heads[key.Unit], "全体委员", org.DateOf(w.App.Now())
		}

		_, err := w.App.HandInSummary(t.Context(), w.As(number).Actor, in)
		ok(t, err)
	}
}

// printed wants the paper of every sheet to hold its title, its subject, its aspects and the house's words.
func (in institution) printed(t *testing.T, w *testkit.World) {
	t.Helper()
	seen := map[string]bool{}
	for _, name := range in.by {
		by := w.As(name[strings.LastIndex(name, " ")+1:])
		v, err := by.Sheet(name)
		ok(t, err)
		var body bytes.Buffer
		_, err = w.App.Form(t.Context(), by.Actor, w.Of(name), app.Word, &body)
		ok(t, err)
		words := wordsOf(t, body.Bytes())
		for _, p := range v.Parts {
			sub, _ := v.Scheme.Subject(p.Obligation.Subject.Kind)
			seen[v.Scheme.Form(sub.Form)] = true
			for _, must := range append([]string{v.Scheme.Form(sub.Form), p.SubjectName()}, headings(p.Aspects)...) {
				if !strings.Contains(words, must) {
					t.Errorf("the paper of %s does not say %q:\n%s", name, must, words)
				}
			}
		}

		for term, own := range v.Scheme.Vocabulary {
			if strings.Contains(words, "（"+term+"）") || !slices.Contains(scheme.Terms(), term) || own == "" {
				t.Errorf("the paper of %s says %s", name, term)
			}
		}
	}

	for _, title := range in.forms {
		if !seen[title] {
			t.Errorf("no paper is %s", title)
		}
	}
}

func headings(aspects []scheme.Aspect) (all []string) {
	for _, a := range aspects {
		all = append(all, a.Heading())
	}
	return all
}

// counted wants everything done, and annex 1 with the groups of columns of the scheme and no other.
func (in institution) counted(t *testing.T, w *testkit.World) {
	t.Helper()
	stats, err := w.App.StatsOf(t.Context(), operator, w.Round, 0)
	ok(t, err)
	for _, k := range stats.Total.Coverage().Kinds(stats.Plan) {
		if k.Done != k.Due {
			t.Errorf("%s are done %d of %d", k.Name, k.Done, k.Due)
		}
	}

	rows := annex(t, stats)
	var heads []string
	for _, cell := range rows[2] {
		if cell != "" {
			heads = append(heads, cell)
		}
	}

	if got := strings.Join(heads, " "); got != in.heads || !strings.Contains(strings.Join(rows[0], ""), stats.Plan.Form(1)) {
		t.Errorf("annex 1 is %q with %s", rows[0], got)
	}
}

// published wants the reviews of a unit on show by the scheme's first channel, with the parts that it allows only.
func (in institution) published(t *testing.T, w *testkit.World) {
	t.Helper()
	if in.notice == "" {
		return
	}

	unit, by, _ := strings.Cut(in.notice, " ")
	form, err := w.App.NoticeForm(t.Context(), w.As(by).Actor, w.Round, w.Unit(unit))
	ok(t, err)
	var kinds []scheme.SubjectKind
	for _, k := range form.Kinds {
		kinds = append(kinds, k.Kind)
	}

	id, err := w.App.ProposeNotice(t.Context(), w.As(by).Actor, w.Round, w.Unit(unit), kinds)
	ok(t, err)
	ok(t, w.App.CheckNotice(t.Context(), inOfficeAs(901), id))
	ok(t, w.App.ApproveNotice(t.Context(), inOfficeAs(902), id))
	today := org.DateOf(w.App.Now())
	channel := publish.Channel{Name: form.Plan.Publish.Channels[0], Day: today, Place: "门厅"}
	ok(t, w.App.PublishNotice(t.Context(), w.As(by).Actor, id, app.Publication{From: today, To: today.AddDays(7), Channels: []publish.Channel{channel}}))
	v, err := w.App.Notice(t.Context(), w.As(by).Actor, id)
	ok(t, err)
	if v.Notice.State != publish.Published || len(v.Text.Sheets) == 0 {
		t.Errorf("the notice of %s is %s with %d sheets", unit, v.Notice.State, len(v.Text.Sheets))
	}
}

// handedIn wants each pack to go where the notice says, with the forms that it names, and to agree with itself.
func (in institution) handedIn(t *testing.T, w *testkit.World) {
	t.Helper()
	for _, line := range in.filing {
		f := strings.Fields(line) // unit, who, number, to, forms
		handed, err := w.App.HandInFiling(t.Context(), w.As(f[1]).Actor, w.Round, filing.Key{Unit: w.Unit(f[0]), Duty: int(f[2][0] - '0')}, "")
		ok(t, err)
		handed = receive(t, w, handed)
		c := testkit.CheckedPack(t, packOf(t, w, handed).Body)
		if got := []string{c.Data.FiledTo, strconv.Itoa(len(c.Data.Sheets))}; len(c.Wrong) > 0 || !slices.Equal(got, f[3:]) {
			t.Errorf("the pack of %s is %q: %v", line, got, c.Wrong)
		}
	}
}
