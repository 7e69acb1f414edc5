package app_test

import (
	"archive/zip"
	"bytes"
	"io"
	"lingping/internal/domain/filing"
	"path"
	"regexp"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/testkit"
)

// What somebody has made as a file is what he may read sheet by sheet: a charge over a unit opens the records of that unit,
// and not those of the units below it.
func TestABatchOfFormsHoldsNoSheetThatDoesNotOpenByItself(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	everythingHappens(t, w)
	sheets := map[string][]review.ID{} // some are alike in name: of one subject, by two leaders
	for _, id := range records[review.ID](t, w, "obligation") {
		name := must(w.App.Form(t.Context(), operator, id, app.Word, io.Discard))(t)
		sheets[name] = append(sheets[name], id)
	}

	numbers := regexp.MustCompile(`^\d+-|\(\d+\)`)
	got := map[string]int{}
	for _, p := range testkit.Roster().Persons {
		who := w.As(p.Number).Actor
		for _, u := range testkit.Roster().Units {
			for _, form := range []int{app.UnitForm, app.MemberForm} {
				var file bytes.Buffer
				if _, err := w.App.Forms(t.Context(), who, w.Round, u.Code, form, app.FormZip, &file, nil); err != nil {
					continue
				}

				for _, f := range must(zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len())))(t).File {
					ids := sheets[numbers.ReplaceAllString(path.Base(f.Name), "")]
					if len(ids) == 0 {
						t.Fatalf("%s is nobody's sheet", f.Name)
					}

					got[p.Number]++
					for _, id := range ids {
						if _, err := w.App.Form(t.Context(), who, id, app.Word, io.Discard); err != nil {
							t.Errorf("%s has %s in the forms of %s, and by itself: %v", p.Number, f.Name, u.Code, err)
						}
					}
				}
			}
		}
	}

	for _, number := range []string{"001", "002", "003", "101", "102"} {
		if got[number] == 0 {
			t.Errorf("%s has no form at all", number)
		}
	}
}

func TestAPackIsForWhomAllThatItHoldsOpens(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	everythingHappens(t, w)
	filed := must(w.App.HandInFiling(t.Context(), operator, w.Round, filing.Key{Unit: w.Unit("Z1")}, "先报"))(t)
	for number, has := range map[string]bool{"101": true, "001": true, "002": false} { // 002 has a charge over Z1 alone
		who := w.As(number).Actor
		view := must(w.App.Filing(t.Context(), who, w.Round, filing.Key{Unit: w.Unit("Z1")}))(t)
		_, preview := w.App.PreviewPack(t.Context(), who, w.Round, filing.Key{Unit: w.Unit("Z1")}, io.Discard, nil)
		_, pack := w.App.FiledPack(t.Context(), who, filed.ID)
		if (preview == nil) != has || (pack == nil) != has || view.Whole != has {
			t.Errorf("%s may have packs of Z1: %v, and gets %v, %v, is offered it: %v", number, has, preview, pack, view.Whole)
		}

		_, err := w.App.FiledReceipt(t.Context(), who, filed.ID)
		ok(t, err)
	}

	who := w.As("002").Actor
	who.Account = 2
	_, err := w.App.StartPreview(t.Context(), who, w.Round, filing.Key{Unit: w.Unit("Z1")}, "试打包.zip")
	refused(t, "beginning to make the pack", err)
}

// The office of one general branch that has a charge over another reads there what the charge opens, in every round.
func TestWhatIsCarriedOverOpensForWhomItIsListed(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	everythingHappens(t, w)
	office := w.AsOffice().Actor
	next := must(w.App.NextRound(t.Context(), office, w.Round))(t)
	id := must(w.App.OpenRound(t.Context(), office, app.NewRound{Name: "下一轮", From: next.From, To: next.To, Previous: w.Round}))(t)
	must(w.App.LaunchRound(t.Context(), office, id))(t)
	who := w.As("002").Actor
	who.Account, who.Roles = 2, []access.Role{{Kind: access.RoleOffice, Unit: w.Unit("Z2")}}
	for _, unit := range []string{"Z1", "Z2"} {
		list := must(w.App.Actions(t.Context(), who, id, app.ActionFilter{Unit: w.Unit(unit)}, 0))(t)
		if len(list.Carried) == 0 {
			t.Errorf("nothing is carried over in %s", unit)
		}

		for _, row := range list.Carried {
			if _, err := w.App.Action(t.Context(), who, row.Action.ID); err != nil {
				t.Errorf("%q of %s is listed and does not open: %v", row.Problem, row.UnitName, err)
			}
		}
	}
}

func TestALedgerOfActionsAsAFileHoldsWhatItsListHolds(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	everythingHappens(t, w)
	files := 0
	for _, p := range testkit.Roster().Persons {
		who := w.As(p.Number).Actor
		for _, u := range testkit.Roster().Units {
			f := app.ActionFilter{Unit: u.ID}
			list, refused := w.App.AllActions(t.Context(), who, w.Round, f)
			rows := 0
			err := w.App.ActionBook(t.Context(), who, w.Round, f, io.Discard, func(_, total int) { rows = total })
			if (err == nil) != (refused == nil) || rows != list.Total {
				t.Errorf("%s is listed %d actions of %s (%v), and the file has %d (%v)", p.Number, list.Total, u.Code, refused, rows, err)
			}

			files += min(rows, 1)
		}
	}

	if files == 0 {
		t.Error("nobody has a file")
	}
}
