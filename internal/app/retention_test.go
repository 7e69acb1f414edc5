package app_test

import (
	"bytes"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/office"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// end closes the world's round: whatever is owed is exempted.
func end(t *testing.T, w *testkit.World) {
	t.Helper()
	plan, err := w.App.Plan(t.Context(), operator, w.Round)
	ok(t, err)
	var all []assign.Subject
	for _, o := range plan.Obligations {
		all = append(all, o.Subject.Subject)
	}

	for _, g := range plan.Gaps {
		all = append(all, g.Subject.Subject)
	}

	_, err = w.App.ExemptSubjects(t.Context(), operator, w.Round, app.Exempting{Subjects: all, Reason: "试点结束", Approver: "陈建国"})
	ok(t, err)
	ok(t, w.App.CloseRound(t.Context(), operator, w.Round))
}

func TestAClosedRoundIsArchivedForAClassOfYearsAndListedWhenTheyAreOver(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		office := w.AsOffice().Actor
		_, err := w.App.ArchiveRound(t.Context(), office, w.Round, round.Kept10Years, "期限表")
		conflict(t, "archiving a round that runs", err)
		end(t, w)
		for _, c := range []struct {
			class  round.RetentionClass
			reason string
		}{{"", "期限表"}, {"5", "期限表"}, {round.Kept10Years, " "}} {
			if _, err := w.App.ArchiveRound(t.Context(), office, w.Round, c.class, c.reason); !errs.Is(err, errs.Invalid) {
				t.Errorf("archiving for %q because of %q: %v", c.class, c.reason, err)
			}
		}

		_, err = w.App.ArchiveRound(t.Context(), w.As("001").Actor, w.Round, round.Kept10Years, "期限表")
		refused(t, "a leader archiving", err)
		kept, err := w.App.ArchiveRound(t.Context(), office, w.Round, round.Kept10Years, "期限表")
		ok(t, err)
		if kept.Until != "2021-12-31" || kept.Due("2021-12-31") || !kept.Due("2022-01-01") {
			t.Errorf("kept %+v", kept)
		}

		list, err := w.App.KeptRounds(t.Context(), w.As("103").Actor)
		ok(t, err)
		if len(list) != 1 || list[0].State != round.Archived || list[0].Kept.Reason != "期限表" {
			t.Errorf("the archive lists %+v", list)
		}

		longer, err := w.App.ArchiveRound(t.Context(), office, w.Round, round.KeptForever, "鉴定：续存")
		ok(t, err)
		if longer.Until != "" || longer.Due("2100-01-01") {
			t.Errorf("kept for ever: %+v", longer)
		}
	})
}

func TestAnArchivedRoundIsReadAndNeverChanged(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao, office := w.As("101"), w.AsOffice().Actor
		ok(t, zhao.Submit("unit B11"))
		f := handIn(t, w, zhao, "Z1", "其余免评")
		id := w.Of("unit B11")
		d, err := zhao.Draft("unit B11")
		ok(t, err)
		open, err := w.As("102").Draft("member 103")
		ok(t, err)
		end(t, w)
		_, err = w.App.ArchiveRound(t.Context(), office, w.Round, round.Kept30Years, "期限表")
		ok(t, err)
		before := roundEntries(t, w)
		for name, act := range map[string]func() error{
			"sealing": func() error { _, err := w.App.SealStats(t.Context(), office, w.Round, 0); return err },
			"receiving": func() error {
				return w.App.ReceiveFilings(t.Context(), office, []filing.ID{f.ID})[0].Err
			},
			"returning": func() error { _, err := w.App.ReturnFiling(t.Context(), office, f.ID, "x"); return err },
			"filing": func() error {
				_, err := w.App.HandInFiling(t.Context(), w.As("201").Actor, w.Round, filing.Key{Unit: w.Unit("Z2")}, "x")
				return err
			},
			"closing":    func() error { return w.App.CloseRound(t.Context(), office, w.Round) },
			"launching":  func() error { _, err := w.App.LaunchRound(t.Context(), office, w.Round); return err },
			"correcting": func() error { return w.App.Correct(t.Context(), zhao.Actor, id, d, "改") },
			"recalling":  func() error { return w.App.Recall(t.Context(), zhao.Actor, id, "改") },
			"saving":     func() error { return w.As("102").Save("member 103", open) },
			"answering":  func() error { return w.As("102").Acknowledge("unit B11", "") },
			"meeting": func() error {
				_, err := w.App.OpenOccasion(t.Context(), w.As("102").Actor, meeting(w, "B11"))
				return err
			},
			"exempting": func() error {
				_, err := w.App.ExemptSubjects(t.Context(), office, w.Round, app.Exempting{Class: "学生", Reason: "x", Approver: "y"})
				return err
			},
			"handing over": func() error {
				_, err := w.App.HandOverTo(t.Context(), office, w.Round,
					round.HandOver{Extent: round.Everything, From: w.Person("101"), Reason: "调动"}, "103")
				return err
			},
		} {
			if err := act(); !errs.Is(err, errs.Conflict) && !errs.Is(err, errs.NotFound) {
				t.Errorf("%s in an archived round: %v, want it refused", name, err)
			}
		}

		_, err = w.App.SealStats(t.Context(), office, w.Round, 0)
		conflict(t, "sealing in an archived round", err)
		if err == nil || !strings.Contains(err.Error(), "已经归档") {
			t.Errorf("it is refused with %v", err)
		}

		if after := roundEntries(t, w); after != before {
			t.Errorf("%d entries were written in an archived round", after-before)
		}

		v, err := zhao.Sheet("unit B11")
		ok(t, err)
		if v.State != review.Confirmed {
			t.Errorf("the review reads %s", v.State)
		}

		_, err = w.App.FiledPack(t.Context(), zhao.Actor, f.ID)
		ok(t, err)
	})
}

func roundEntries(t *testing.T, w *testkit.World) (n int) {
	t.Helper()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		f, err := tx.ArchiveFigures(w.Round, w.Unit("W0"))
		n = f.Entries
		return err
	}))
	return n
}

func TestARoundIsExportedWithFormsStatisticsPacksAndLedger(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("101").Submit("unit B11"))
		ok(t, w.As("102").Submit("member 103"))
		receive(t, w, handIn(t, w, w.As("101"), "Z1", "其余免评"))
		var zip bytes.Buffer
		_, err := w.App.ExportArchive(t.Context(), w.AsOffice().Actor, w.Round, &zip, nil)
		conflict(t, "exporting a round that runs", err)
		end(t, w)
		zip.Reset()
		n, err := w.App.ExportArchive(t.Context(), w.AsOffice().Actor, w.Round, &zip, nil)
		ok(t, err)
		files, err := office.OpenPack(bytes.NewReader(zip.Bytes()), int64(zip.Len()))
		ok(t, err)
		forms, packs := 0, 0
		for name, body := range files {
			if strings.HasPrefix(name, "登记表/") {
				forms++
			}
			if strings.HasPrefix(name, "备案报送包/") {
				packs++
				if c := testkit.CheckedPack(t, body); len(c.Wrong) != 0 {
					t.Errorf("the pack in the archive: %v", c.Wrong)
				}
			}
		}

		lines := strings.Count(string(files["台账.jsonl"]), "\n")
		if n != 2 || forms != 2 || packs != 1 || lines < 5 || len(files["附件1 情况统计表.xlsx"]) == 0 {
			t.Errorf("the archive holds %d forms, %d packs, %d entries", forms, packs, lines)
		}

		_, err = w.App.ExportArchive(t.Context(), w.As("001").Actor, w.Round, &zip, nil)
		refused(t, "a leader exporting the archive", err)
		_, err = w.App.ExportArchive(t.Context(), access.Actor{}, w.Round, &zip, nil)
		refused(t, "the public exporting the archive", err)
	})
}

// After the archive nobody can close a gathering, so none may be open; what never became enough is never read.
func TestArchivingARoundEndsTheSlipsThatNeverBecameEnough(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		office, zhao := w.AsOffice().Actor, w.As("101")
		few, _ := gather(t, w, zhao, gathering(w, "B11"), "二一", "二二")
		_, _, err := w.App.CloseBatch(t.Context(), zhao.Actor, few)
		ok(t, err)
		open, _ := gather(t, w, zhao, gathering(w, "B11"), five("一")...)
		end(t, w)
		_, err = w.App.ArchiveRound(t.Context(), office, w.Round, round.Kept10Years, "期限表")
		conflict(t, "archiving while slips are taken", err)
		_, _, err = w.App.CloseBatch(t.Context(), zhao.Actor, open)
		ok(t, err)

		v, err := w.App.Retention(t.Context(), office, w.Round)
		ok(t, err)
		if keys := keysOf(t, w); v.Unread != 1 || len(keys) != 1 {
			t.Fatalf("before the archive %d gatherings wait, with %d keys; want one", v.Unread, len(keys))
		}

		for range 2 { // the second sets the class anew
			_, err = w.App.ArchiveRound(t.Context(), office, w.Round, round.Kept10Years, "期限表")
			ok(t, err)
		}

		v, err = w.App.Retention(t.Context(), office, w.Round)
		ok(t, err)
		if _, waiting := batchOf(t, w, few); v.Unread+waiting+len(keysOf(t, w)) > 0 {
			t.Errorf("archived: %d wait with %d slips, and there are the keys %v", v.Unread, waiting, keysOf(t, w))
		}

		healthy(t, w)
	})
}
