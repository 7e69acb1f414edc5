package cli_test

import (
	"bytes"
	"strings"
	"testing"

	"lingping/internal/domain/filing"
	"lingping/internal/domain/round"
	"lingping/internal/office"
	"lingping/internal/testkit"
)

func TestAReceivedPackIsCheckedWithoutADatabase(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	local := w.AsLocal().Actor
	f, err := w.App.HandInFiling(t.Context(), local, w.Round, filing.Key{Unit: w.Unit("Z1")}, "书记出差")
	if err != nil {
		t.Fatal(err)
	}

	p, err := w.App.FiledPack(t.Context(), local, f.ID)
	if err != nil {
		t.Fatal(err)
	}

	d := desk{t: t, dir: t.TempDir()}
	out, _ := d.run(0, "filing", "check", d.file("true.zip", p.Content.Body))
	if !strings.Contains(out, "全部一致") || !strings.Contains(out, f.Hash) {
		t.Errorf("a true pack: %s", out)
	}

	out, _ = d.run(1, "filing", "check", d.file("false.zip", flipped(t, p.Content.Body)))
	if !strings.Contains(out, "不一致") || !strings.Contains(out, "应点评党员数") {
		t.Errorf("a pack with another figure: %s", out)
	}

	var doc struct {
		OK    bool
		Wrong []string
	}

	d.document(1, &doc, "filing", "check", d.file("false.zip", flipped(t, p.Content.Body)))
	if doc.OK || len(doc.Wrong) == 0 {
		t.Errorf("the document says %+v", doc)
	}

	_, errOut := d.run(1, "filing", "check", d.file("no.zip", []byte("PK")))
	if !strings.Contains(errOut, "不是一个完整的 zip") {
		t.Errorf("no zip: %s", errOut)
	}

	d.run(1, "filing", "check", "missing.zip")
	d.run(2, "filing", "check")
}

// flipped is the pack with one figure of its statistics one higher, and true sums.
func flipped(t *testing.T, pack []byte) []byte {
	t.Helper()
	files, err := office.OpenPack(bytes.NewReader(pack), int64(len(pack)))
	if err != nil {
		t.Fatal(err)
	}

	data, err := filing.ParseData(files["data.json"])
	if err != nil {
		t.Fatal(err)
	}

	data.Statistics.Total.Figures[round.MembersDue]++
	var text, out bytes.Buffer
	if err := data.Write(&text); err != nil {
		t.Fatal(err)
	}

	files["data.json"] = text.Bytes()
	delete(files, office.SumsFile)
	p := office.NewPack(&out)
	for name, body := range files {
		folder, file, in := strings.Cut(name, "/")
		if !in {
			folder, file = "", name
		}

		if _, err := p.Add(folder, file, body); err != nil {
			t.Fatal(err)
		}
	}

	if err := p.Close(); err != nil {
		t.Fatal(err)
	}

	return out.Bytes()
}
