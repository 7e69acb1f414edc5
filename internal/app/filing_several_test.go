package app_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/paper"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// twice is a scheme by which every general branch hands in two packs, each to its own office by its own last moment.
const twice = `
extends: chuangxian-2010
title: 两处报送
theme: 主题
basis: {title: 两处报送的通知}
filing:
  - {who: 各党总支, to: 场部办, forms: [2], due: 2011-01-15, hour: "17:00"}
  - {who: 各党总支、各直属党支部, to: 组织部, forms: [3], due: 2011-01-13, hour: 下午3时}
`

// underTwice is the world with a second round that runs under it.
func underTwice(t *testing.T, w *testkit.World) round.ID {
	t.Helper()
	id, err := w.App.OpenRound(t.Context(), operator, app.NewRound{Scheme: "方案.yaml", Text: []byte(twice), Name: "两处", From: "2010-12-27", To: "2011-01-12", Aware: true})
	ok(t, err)
	_, err = w.App.LaunchRound(t.Context(), operator, id)
	ok(t, err)
	return id
}

func TestSeveralHandInsOfAUnitAreSeveralPacksEachReceivedByItself(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id := underTwice(t, w)
		z1 := w.Unit("Z1")
		zhao := w.As("101").Actor
		wantTasks := func(want ...string) {
			t.Helper()
			home, err := w.App.Home(t.Context(), zhao, 0)
			ok(t, err)
			var got []string
			for _, task := range home.Tasks {
				if task.Kind == app.TaskFilingHandIn && task.Round == id {
					got = append(got, strings.Join([]string{task.To, string(task.Deadline), string(task.Hour)}, " "))
				}
			}

			if !slices.Equal(got, want) {
				t.Errorf("he is asked to hand in %q, want %q", got, want)
			}
		}

		wantTasks("组织部 2011-01-13 15:00", "场部办 2011-01-15 17:00")
		list, err := w.App.Filings(t.Context(), w.AsOffice().Actor, id, 0)
		ok(t, err)
		if list.Total != 8 || list.Units != 5 || list.Count(filing.Building) != 8 {
			t.Errorf("%d packs of %d units, %d not handed in; want 8 of 5", list.Total, list.Units, list.Count(filing.Building))
		}

		hand := func(duty int) filing.Filing {
			t.Helper()
			f, err := w.App.HandInFiling(t.Context(), zhao, id, filing.Key{Unit: z1, Duty: duty}, "先报")
			ok(t, err)
			return f
		}

		first := hand(1)
		wantTasks("组织部 2011-01-13 15:00")
		_, err = w.App.HandInFiling(t.Context(), zhao, id, filing.Key{Unit: z1, Duty: 1}, "再报")
		conflict(t, "handing in what waits", err)
		second := hand(2)
		wantTasks()
		if first.Version != 1 || second.Version != 1 || first.Due != (filing.Due{Day: "2011-01-15", Hour: "17:00"}) {
			t.Errorf("versions %d and %d, due by %v", first.Version, second.Version, first.Due)
		}

		first, second = receive(t, w, first), receive(t, w, second)
		for duty, pack := range map[int]filing.Filing{1: first, 2: second} {
			c := testkit.CheckedPack(t, packOf(t, w, pack).Body)
			to, hour, form := []string{"", "场部办", "组织部"}[duty], []string{"", "17:00", "15:00"}[duty], []int{0, 2, 3}[duty]
			if len(c.Wrong) > 0 || c.Data.FiledTo != to || string(c.Data.Hour) != hour {
				t.Errorf("the pack for %s goes to %s by %s: %v", to, c.Data.FiledTo, c.Data.Hour, c.Wrong)
			}

			v, err := w.App.Filing(t.Context(), zhao, id, filing.Key{Unit: z1, Duty: duty})
			ok(t, err)
			if v.Last.ID != pack.ID || len(v.Versions) != 1 || len(v.All) != 2 || v.Lacking == 0 ||
				slices.ContainsFunc(v.Sheets, func(s app.FilingSheet) bool { return s.Form != form }) {
				t.Errorf("the page for %s shows %+v of %d packs", to, v.FilingRow, len(v.All))
			}

			index := string(unpacked(t, packOf(t, w, pack).Body)["目录.txt"])
			if !strings.Contains(index, "报："+to+"\r\n") || !strings.Contains(index, "日 "+hour) {
				t.Errorf("the index for %s says %s", to, index)
			}

			receipt, err := w.App.FiledReceipt(t.Context(), zhao, pack.ID)
			ok(t, err)
			if receipt.To != to {
				t.Errorf("the receipt is given by %s, want %s", receipt.To, to)
			}
		}

		if list, err = w.App.Filings(t.Context(), w.AsOffice().Actor, id, 0); err != nil || list.Count(filing.Received) != 2 || list.Count(filing.Building) != 6 {
			t.Errorf("%d received, %d not handed in: %v", list.Count(filing.Received), list.Count(filing.Building), err)
		}

		_, err = w.App.Filing(t.Context(), zhao, id, filing.Key{Unit: z1, Duty: 9})
		if !errs.Is(err, errs.NotFound) {
			t.Errorf("a pack that nobody asks for: %v", err)
		}
		healthy(t, w)
	})
}

func TestWhatWasHandedInAsOneBeforeGoesOnAsOne(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id := underTwice(t, w)
		f, err := w.App.HandInFiling(t.Context(), w.As("101").Actor, id, filing.Key{Unit: w.Unit("Z1"), Duty: 2}, "先报")
		ok(t, err)
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error { // as an earlier version kept it
			_, err := tx.Exec(`UPDATE filing SET duty = 0, hour = '' WHERE id = $1`, f.ID)
			return err
		}))

		v, err := w.App.Filing(t.Context(), w.As("101").Actor, id, filing.Key{Unit: w.Unit("Z1")})
		ok(t, err)
		if len(v.All) != 1 || v.Last.ID != f.ID || v.Duty.To() != "场部办、组织部" || v.Due != (filing.Due{Day: "2011-01-13", Hour: "15:00"}) {
			t.Errorf("its filing is %+v", v.FilingRow)
		}

		list, err := w.App.Filings(t.Context(), w.AsOffice().Actor, id, 0)
		ok(t, err)
		if list.Total != 7 || list.Count(filing.Handed) != 1 || list.Count(filing.Building) != 6 {
			t.Errorf("%d packs, %d wait, %d not handed in", list.Total, list.Count(filing.Handed), list.Count(filing.Building))
		}

		receive(t, w, f)
		healthy(t, w)
	})
}

func TestAPackHandedInAfterTheHourIsSaidToBeLate(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	id := underTwice(t, w)
	late := w.App.At(func() time.Time { return time.Date(2011, 1, 13, 15, 1, 0, 0, time.UTC) })
	f, err := late.HandInFiling(t.Context(), w.As("101").Actor, id, filing.Key{Unit: w.Unit("Z1"), Duty: 2}, "先报")
	ok(t, err)
	if f.Late() != 0 || !f.Due.Hour.Passed(f.Due.Day, time.UnixMilli(f.At).UTC()) || f.Day != org.Date("2011-01-13") {
		t.Errorf("handed in a minute after the hour it is %d days late, %+v", f.Late(), f)
	}
}

func TestAPackOfTheFirstFormatIsStillChecked(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	pack := packOf(t, w, handIn(t, w, w.AsLocal(), "Z1", "先报"))
	old := repack(t, pack.Body, func(files map[string][]byte) {
		files["data.json"] = bytes.Replace(files["data.json"], []byte(filing.Format), []byte("lingping-filing/1"), 1)
	})
	if c := testkit.CheckedPack(t, old); len(c.Wrong) > 0 || c.Data.FiledTo == "" {
		t.Errorf("the pack of an earlier version: %v", c.Wrong)
	}

	hour := repack(t, pack.Body, func(files map[string][]byte) {
		files["data.json"] = bytes.Replace(files["data.json"], []byte(`"format": "`+filing.Format+`"`), []byte(`"format": "lingping-filing/1", "hour": "17:00"`), 1)
	})
	if _, err := paper.CheckPack(bytes.NewReader(hour), int64(len(hour))); err == nil {
		t.Error("a pack of the first format that knows an hour is taken")
	}
}
