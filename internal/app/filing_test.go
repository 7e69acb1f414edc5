package app_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/office"
	"lingping/internal/paper"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// ofZ1 are the forms that the general branch Z1 files: those of the committee's leaders and of its own secretary.
var ofZ1 = []struct{ sheet, by string }{
	{"unit Z1 by 002", "002"}, {"unit B11 by 101", "101"}, {"unit B12 by 101", "101"}, {"unit B12 by 003", "003"},
}

// reviewed brings every form that Z1 files to where it counts.
func reviewed(t *testing.T, w *testkit.World) {
	t.Helper()
	for _, s := range ofZ1 {
		ok(t, w.As(s.by).Submit(s.sheet))
	}
}

func handIn(t *testing.T, w *testkit.World, by testkit.Seat, unit, reason string) filing.Filing {
	t.Helper()
	f, err := w.App.HandInFiling(t.Context(), by.Actor, w.Round, filing.Key{Unit: w.Unit(unit)}, reason)
	ok(t, err)
	return f
}

func receive(t *testing.T, w *testkit.World, f filing.Filing) filing.Filing {
	t.Helper()
	done := w.App.ReceiveFilings(t.Context(), w.AsOffice().Actor, []filing.ID{f.ID})
	ok(t, done[0].Err)
	return done[0].Filing
}

func packOf(t *testing.T, w *testkit.World, f filing.Filing) blob.File {
	t.Helper()
	p, err := w.App.FiledPack(t.Context(), w.AsOffice().Actor, f.ID)
	ok(t, err)
	return p.Content
}

func TestAGeneralBranchFilesTheFormsThatItsLeadersGave(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		v, err := w.App.Filing(t.Context(), w.As("101").Actor, w.Round, filing.Key{Unit: w.Unit("Z1")})
		ok(t, err)
		var forms []string
		for _, s := range v.Sheets {
			forms = append(forms, s.Unit+" "+s.Reviewer)
		}

		slices.Sort(forms)
		want := []string{"中共临海学院机械学院总支部委员会 王丽", "机械学院学生党支部 刘强", "机械学院学生党支部 赵伟", "机械学院教工党支部 赵伟"}
		slices.Sort(want)
		if !slices.Equal(forms, want) || v.Lacking != 4 || v.Due.Day != "2011-01-12" {
			t.Errorf("Z1 files %v by %v, %d lacking; want %v", forms, v.Due, v.Lacking, want)
		}

		branch, err := w.App.Filing(t.Context(), w.As("101").Actor, w.Round, filing.Key{Unit: w.Unit("B11")})
		ok(t, err)
		if len(branch.All) != 0 || branch.By.ID != w.Unit("Z1") {
			t.Errorf("a branch files %v itself, by %s; want its general branch to", branch.All, branch.By.Name)
		}

		if _, err := w.App.HandInFiling(t.Context(), w.As("101").Actor, w.Round, filing.Key{Unit: w.Unit("B11")}, "补"); !errs.Is(err, errs.Invalid) {
			t.Errorf("a branch hands in: %v, want to hear who files for it", err)
		}

		list, err := w.App.Filings(t.Context(), w.AsOffice().Actor, w.Round, 0)
		ok(t, err)
		if len(list.Rows) != 5 || list.Count(filing.Building) != 5 {
			t.Errorf("%d units file, %d have not; want the three general branches and the two direct branches", len(list.Rows), list.Count(filing.Building))
		}
	})
}

func TestAPackIsHandedInOnceReceivedAndStaysAsItWas(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		if _, err := w.App.HandInFiling(t.Context(), zhao.Actor, w.Round, filing.Key{Unit: w.Unit("Z1")}, " "); !errs.Is(err, errs.Invalid) {
			t.Errorf("an incomplete pack without a reason: %v", err)
		}

		reviewed(t, w)
		f := handIn(t, w, zhao, "Z1", "")
		if f.Sheets != 4 || f.Lacking != 0 || f.Late() != 0 || f.Version != 1 {
			t.Errorf("handed in %+v", f)
		}

		before := packOf(t, w, f)
		_, err := w.App.HandInFiling(t.Context(), zhao.Actor, w.Round, filing.Key{Unit: w.Unit("Z1")}, "")
		conflict(t, "handing in what waits for the office", err)
		f = receive(t, w, f)
		if f.Receipt() != "备〔2011〕1号" || w.Tally("W0")[round.Filed] != 4 {
			t.Errorf("receipt %s, %d forms filed", f.Receipt(), w.Tally("W0")[round.Filed])
		}

		done := w.App.ReceiveFilings(t.Context(), w.AsOffice().Actor, []filing.ID{f.ID})
		conflict(t, "receiving twice", done[0].Err)
		ok(t, w.As("102").Submit("member 103"))
		if after := packOf(t, w, f); after.Hash != f.Hash || !bytes.Equal(after.Body, before.Body) {
			t.Error("what the office received has changed")
		}

		_, err = w.App.HandInFiling(t.Context(), zhao.Actor, w.Round, filing.Key{Unit: w.Unit("Z1")}, "")
		conflict(t, "handing in again what is filed and was not corrected", err)
		healthy(t, w)
	})
}

func TestAReturnedPackIsHandedInAgainAndReceiptsAreNumberedInTheirOrder(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		f := handIn(t, w, w.As("101"), "Z1", "王丽同志出差")
		_, err := w.App.ReturnFiling(t.Context(), w.AsOffice().Actor, f.ID, "")
		if !errs.Is(err, errs.Invalid) {
			t.Errorf("returning without a reason: %v", err)
		}

		_, err = w.App.ReturnFiling(t.Context(), w.AsOffice().Actor, f.ID, "请补齐登记表")
		ok(t, err)
		reviewed(t, w)
		again := handIn(t, w, w.As("101"), "Z1", "")
		other := handIn(t, w, w.As("201"), "Z2", "书记住院")
		v, err := w.App.Filing(t.Context(), w.As("101").Actor, w.Round, filing.Key{Unit: w.Unit("Z1")})
		ok(t, err)
		if again.Version != 2 || len(v.Versions) != 2 || v.Versions[1].Returned != "请补齐登记表" {
			t.Errorf("versions %+v", v.Versions)
		}

		done := w.App.ReceiveFilings(t.Context(), w.AsOffice().Actor, []filing.ID{other.ID, again.ID, f.ID})
		if done[0].Filing.Number != 1 || done[1].Filing.Number != 2 {
			t.Errorf("numbers %d and %d", done[0].Filing.Number, done[1].Filing.Number)
		}

		conflict(t, "receiving what was returned", done[2].Err)
		healthy(t, w)
	})
}

func TestAfterTheReceiptAFormIsOnlyCorrectedAndASupplementHandedIn(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		reviewed(t, w)
		zhao := w.As("101")
		filed := func() (is bool) {
			ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
				is, err = tx.IsFiled(w.Of("unit B11 by 101"))
				return err
			}))
			return is
		}

		f := handIn(t, w, zhao, "Z1", "")
		if filed() {
			t.Error("a review counts as filed before the receipt")
		}

		receive(t, w, f)
		if !filed() {
			t.Error("a review in a received pack is not filed")
		}

		d, err := zhao.Draft("unit B11 by 101")
		ok(t, err)
		if err := zhao.Save("unit B11 by 101", d); err == nil {
			t.Error("a filed review was edited")
		}

		if err := zhao.SubmitAs("unit B11 by 101", d); err == nil {
			t.Error("a filed review was handed in anew")
		}

		conflict(t, "recalling a filed review", w.App.Recall(t.Context(), zhao.Actor, w.Of("unit B11 by 101"), "写错了"))
		d.Parts[0].Text.Say(scheme.PartOverall, "总体评价作了更正。")
		ok(t, w.App.Correct(t.Context(), zhao.Actor, w.Of("unit B11 by 101"), d, "数字有误"))
		v, err := w.App.Filing(t.Context(), zhao.Actor, w.Round, filing.Key{Unit: w.Unit("Z1")})
		ok(t, err)
		if v.Corrected == 0 {
			t.Fatal("the filing does not say that a form was corrected")
		}

		next := receive(t, w, handIn(t, w, zhao, "Z1", ""))
		v, err = w.App.Filing(t.Context(), zhao.Actor, w.Round, filing.Key{Unit: w.Unit("Z1")})
		ok(t, err)
		if next.Version != 2 || v.Corrected != 0 || w.Tally("Z1")[round.Filed] != 4 {
			t.Errorf("version %d, %d corrected, %d forms filed", next.Version, v.Corrected, w.Tally("Z1")[round.Filed])
		}

		healthy(t, w)
	})
}

func TestNobodyReceivesWhatHeHandedInAndNobodyElseMayEither(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		both := w.As("101")
		both.Roles = []access.Role{{Kind: access.RoleOffice}}
		f := handIn(t, w, both, "Z1", "先报")
		done := w.App.ReceiveFilings(t.Context(), both.Actor, []filing.ID{f.ID})
		conflict(t, "receiving one's own pack", done[0].Err)
		_, err := w.App.ReturnFiling(t.Context(), both.Actor, f.ID, "不全")
		conflict(t, "returning one's own pack", err)
		scoped := access.Actor{Account: 901, Name: "机械学院活动办", Roles: []access.Role{{Kind: access.RoleOffice, Unit: w.Unit("Z1")}}}
		for name, who := range map[string]access.Actor{"the secretary": w.As("101").Actor, "the office below": scoped, "a member": w.As("103").Actor} {
			refused(t, name+" receives", w.App.ReceiveFilings(t.Context(), who, []filing.ID{f.ID})[0].Err)
		}

		_, err = w.App.HandInFiling(t.Context(), w.As("201").Actor, w.Round, filing.Key{Unit: w.Unit("Z1")}, "x")
		refused(t, "another general branch hands in", err)
		_, err = w.App.FiledPack(t.Context(), w.As("201").Actor, f.ID)
		refused(t, "another general branch reads the pack", err)
		_, err = w.App.Filings(t.Context(), w.As("101").Actor, w.Round, 0)
		refused(t, "a general branch reads who has filed", err)
	})
}

func TestLatenessIsSaidAndTheReceiptStandsOnTheForm(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		reviewed(t, w)
		late := w.App.At(func() time.Time { return time.Date(2011, 1, 14, 9, 0, 0, 0, time.UTC) })
		f, err := late.HandInFiling(t.Context(), w.As("101").Actor, w.Round, filing.Key{Unit: w.Unit("Z1")}, "")
		ok(t, err)
		if f.Late() != 2 {
			t.Errorf("handed in two days late is said to be %d", f.Late())
		}

		done := late.ReceiveFilings(t.Context(), w.AsOffice().Actor, []filing.ID{f.ID})
		ok(t, done[0].Err)
		var docx bytes.Buffer
		_, err = w.App.Form(t.Context(), w.As("101").Actor, w.Of("unit B11 by 101"), app.Word, &docx)
		ok(t, err)
		if text := string(unpacked(t, docx.Bytes())["word/document.xml"]); !strings.Contains(text, "备〔2011〕1号") || !strings.Contains(text, "2011年1月14日") {
			t.Errorf("the form does not bear the receipt: %s", text)
		}
	})
}

func TestTheReceiverCountsTheStatisticsAnew(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		reviewed(t, w)
		ok(t, w.As("102").Submit("member 103"))
		_, err := w.App.OpenOccasion(t.Context(), w.As("102").Actor, meeting(w, "B11"))
		ok(t, err)
		_, err = w.App.ExemptSubjects(t.Context(), operator, w.Round, app.Exempting{Subjects: nil, Class: org.GroupStudent, Reason: "实习", Approver: "王丽"})
		ok(t, err)
		f := handIn(t, w, w.As("101"), "Z1", "")
		c := testkit.CheckedPack(t, packOf(t, w, f).Body)
		for _, wrong := range c.Wrong {
			t.Errorf("a true pack: %v", wrong)
		}

		if c.Hash != f.Hash || len(c.Data.Sheets) != 4 || c.Data.Statistics.Total.Figures[round.Attended] != 3 {
			t.Errorf("hash %s, %d forms, %v", c.Hash, len(c.Data.Sheets), c.Data.Statistics.Total)
		}
	})
}

func TestOneFlippedDigitInTheStatisticsIsFound(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	reviewed(t, w)
	pack := packOf(t, w, handIn(t, w, w.As("101"), "Z1", ""))
	t.Run("in the data", func(t *testing.T) {
		c := testkit.CheckedPack(t, repack(t, pack.Body, func(files map[string][]byte) {
			changeData(t, files, func(d *filing.Data) { d.Statistics.Rows[0].Figures[round.MembersDue]++ })
		}))
		says(t, c, "应点评党员数")
	})

	t.Run("in the workbook", func(t *testing.T) {
		c := testkit.CheckedPack(t, repack(t, pack.Body, func(files map[string][]byte) {
			var d filing.Data
			ok(t, json.Unmarshal(files["data.json"], &d))
			other := packOf(t, w, handIn(t, w, w.As("201"), "Z2", "缺"))
			files["附件1 情况统计表.xlsx"] = unpacked(t, other.Body)["附件1 情况统计表.xlsx"]
		}))
		says(t, c, "附件1 的单元格")
	})

	t.Run("in the rows", func(t *testing.T) {
		c := testkit.CheckedPack(t, repack(t, pack.Body, func(files map[string][]byte) {
			changeData(t, files, func(d *filing.Data) {
				at := slices.IndexFunc(d.Reviews, func(r filing.ReviewRow) bool { return r.State == review.Owed })
				d.Reviews[at].State = review.Confirmed
			})
		}))
		says(t, c, "点评总次数")
	})

	t.Run("in a figure that the rows should give", func(t *testing.T) {
		c := testkit.CheckedPack(t, repack(t, pack.Body, func(files map[string][]byte) {
			changeData(t, files, func(d *filing.Data) { d.Units[0].Other = round.Tally{round.MembersDone: 1} })
		}))
		says(t, c, "自报了")
	})

	t.Run("a word on a form", func(t *testing.T) {
		c := testkit.CheckedPack(t, repack(t, pack.Body, func(files map[string][]byte) {
			for name := range files {
				if strings.HasPrefix(name, "登记表/001") {
					files[name] = reworded(t, files[name], "王丽", "李强")
				}
			}
		}))
		says(t, c, "的文字被改动过")
	})

	t.Run("a form taken out with its line", func(t *testing.T) {
		c := testkit.CheckedPack(t, repack(t, pack.Body, func(files map[string][]byte) {
			for name := range files {
				if strings.HasPrefix(name, "登记表/001") {
					delete(files, name)
				}
			}
		}))
		says(t, c, "报送包里没有这个文件")
	})
}

func says(t *testing.T, c paper.PackCheck, words string) {
	t.Helper()
	if !slices.ContainsFunc(c.Wrong, func(err error) bool { return strings.Contains(err.Error(), words) }) {
		t.Errorf("the check says %v, want %q among it", c.Wrong, words)
	}
}

func unpacked(t *testing.T, pack []byte) map[string][]byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(pack), int64(len(pack)))
	ok(t, err)
	files := map[string][]byte{}
	for _, f := range r.File {
		in, err := f.Open()
		ok(t, err)
		files[f.Name], err = io.ReadAll(in)
		ok(t, err)
	}

	return files
}

// repack makes a pack with true sums of the changed files.
func repack(t *testing.T, pack []byte, change func(map[string][]byte)) []byte {
	t.Helper()
	files := unpacked(t, pack)
	delete(files, office.SumsFile)
	change(files)
	var out bytes.Buffer
	p := office.NewPack(&out)
	for name, body := range files {
		folder, file, in := strings.Cut(name, "/")
		if !in {
			folder, file = "", name
		}
		_, err := p.Add(folder, file, body)
		ok(t, err)
	}

	ok(t, p.Close())
	return out.Bytes()
}

// reworded is a Word file with one word in place of another.
func reworded(t *testing.T, docx []byte, from, to string) []byte {
	t.Helper()
	files := unpacked(t, docx)
	const body = "word/document.xml"
	changed := bytes.ReplaceAll(files[body], []byte(from), []byte(to))
	if bytes.Equal(changed, files[body]) {
		t.Fatalf("%q does not stand on the form", from)
	}

	files[body] = changed
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range files {
		w, err := z.Create(name)
		ok(t, err)
		_, err = w.Write(text)
		ok(t, err)
	}

	ok(t, z.Close())
	return out.Bytes()
}

func changeData(t *testing.T, files map[string][]byte, change func(*filing.Data)) {
	t.Helper()
	d, err := filing.ParseData(files["data.json"])
	ok(t, err)
	change(&d)
	var out bytes.Buffer
	ok(t, d.Write(&out))
	files["data.json"] = out.Bytes()
}

func TestNobodyReceivesThePackOfAUnitInWhichHeSits(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		reviewed(t, w)
		f := handIn(t, w, w.AsLocal(), "Z1", "")
		zhao := w.As("101").Actor
		zhao.Roles = append(zhao.Roles, access.Role{Kind: access.RoleOffice})
		conflict(t, "receiving his own unit's pack", w.App.ReceiveFilings(t.Context(), zhao, []filing.ID{f.ID})[0].Err)
		_, err := w.App.ReturnFiling(t.Context(), zhao, f.ID, "补")
		conflict(t, "returning his own unit's pack", err)
		receive(t, w, f)
	})
}
