package cli_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// The keys of gatherings lie beside the data folder, or where one says, and never in it; doctor misses those that are gone.
func TestKeysLieBesideTheDataAndDoctorMissesThem(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	s, err := store.Open(t.Context(), filepath.Join(d.dir, "data", "lingping.db"))
	check(t, err)
	w, keys := testkit.NewWorld(t, s), filepath.Join(d.dir, "data-keys")
	w.App.OpenKeys(keys)
	_, err = w.App.OpenBatch(t.Context(), w.As("101").Actor, app.NewBatch{Batch: dossier.Batch{Round: w.Round, Unit: w.Unit("B11"),
		Kind: dossier.Gather, OfUnit: true, Title: "座谈会", Floor: dossier.OpinionFloor, Until: "2099-12-31"}})
	check(t, errors.Join(err, s.Close()))

	d.run(0, "doctor")
	if _, errOut := d.run(2, "doctor", "--keys", filepath.Join(d.dir, "data", "sub", "keys")); !strings.Contains(errOut, "不能放在数据文件夹里") {
		t.Errorf("keys inside the data folder: %s", errOut)
	}

	if out, _ := d.run(1, "doctor", "--keys", filepath.Join(d.dir, "nowhere")); !strings.Contains(out, "打不开文件夹") {
		t.Errorf("another folder: %s", out)
	}

	d.env = []string{"LINGPING_KEYS=" + keys}
	d.run(0, "doctor")
	d.env = nil
	check(t, errors.Join(os.RemoveAll(keys), os.Mkdir(keys, 0o700)))
	if out, _ := d.run(1, "doctor"); !strings.Contains(out, "征求意见“座谈会”（机械学院教工党支部）的密钥不在") {
		t.Errorf("the key is gone: %s", out)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
