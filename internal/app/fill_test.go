package app_test

import (
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// Where the room for files is used up a file is refused with a sentence, until there is more room; what is kept is counted with each
// file, and doctor counts it anew.
func TestFilesAreKeptWithinTheBoundOfTheHouse(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewWorld(t, s)
		who := access.LocalOperator()
		list := []byte("工号,姓名,人员类别\n900,施工,正式\n" + strings.Repeat(",,\n", 200_000)) // 600 kB
		space := func(megabytes int) {
			t.Helper()
			if err := w.App.ChangeHouse(t.Context(), who, app.House{Name: "临海学院", Space: megabytes}); err != nil {
				t.Fatal(err)
			}
		}

		space(1)
		first := must(w.App.KeepRoster(t.Context(), who, "党员.csv", list))(t)
		_, err := w.App.KeepRoster(t.Context(), who, "党员.csv", list)
		if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "空间满了") {
			t.Errorf("a file over the bound: %v", err)
		}

		if err := w.App.DropRoster(t.Context(), who, first); err != nil {
			t.Fatal(err)
		}

		must(w.App.KeepRoster(t.Context(), who, "党员.csv", list))(t)
		space(0)
		must(w.App.KeepRoster(t.Context(), who, "党员.csv", list))(t)
		slips := must(w.App.InitHouse(t.Context(), who, app.NewHouse{Login: "admin"}))(t)
		system, _ := signedIn(t, w, slips[0].Login, slips[0].Code)
		up := must(w.App.Welcome(t.Context(), system))(t).Upkeep
		if up == nil || up.Fill == nil || up.Fill.Files != 2 || up.Fill.Bytes != int64(2*len(list)) {
			t.Errorf("the administrator's page says %+v, want 2 files of %d bytes", up, len(list))
		}

		if h := must(w.App.Examine(t.Context(), who))(t); len(h.Wrong) > 0 {
			t.Errorf("doctor: %v", h.Wrong)
		}

		err = s.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE blob_fill SET bytes = bytes - 1 WHERE part = 3`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}

		if h := must(w.App.Examine(t.Context(), who))(t); len(h.Wrong) != 1 {
			t.Errorf("of a wrong figure doctor says %v", h.Wrong)
		}
	})
}

func TestABoundOfFilesIsANumberOfMegabytes(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	for space, fine := range map[int]bool{-1: false, 0: true, 100 << 20: true, 100<<20 + 1: false} {
		if err := w.App.ChangeHouse(t.Context(), access.LocalOperator(), app.House{Space: space}); (err == nil) != fine {
			t.Errorf("%d: %v", space, err)
		}
	}
}
