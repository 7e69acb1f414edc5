package cli_test

import (
	"encoding/json"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/testkit"
)

func TestTheRecordOfADrawIsDoneAgainWithoutADatabase(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	office := w.AsOffice().Actor
	id, err := w.App.FreezeDraw(t.Context(), office, app.NewDraw{Round: w.Round, Filter: round.DrawFilter{Kind: scheme.Member},
		Want: 3, Source: "1月6日双色球", Second: "梅花三弄"})
	if err != nil {
		t.Fatal(err)
	}

	d := desk{t: t, dir: t.TempDir()}
	record := func(change func(*round.DrawRecord)) string {
		r, err := w.App.DrawRecord(t.Context(), office, id)
		if err != nil {
			t.Fatal(err)
		}

		change(&r)
		body, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		return d.file("draw.json", body)
	}

	out, _ := d.run(0, "draw", "verify", record(func(*round.DrawRecord) {}))
	if !strings.Contains(out, "还没有抽取") {
		t.Errorf("before the draw: %s", out)
	}

	if err := w.App.CastDraw(t.Context(), office, id, round.Casting{Public: "08 12 17", Second: "梅花三弄", Witness: "孙䶮"}); err != nil {
		t.Fatal(err)
	}

	out, _ = d.run(0, "draw", "verify", record(func(*round.DrawRecord) {}))
	if !strings.Contains(out, "抽中的 3 个完全一样") {
		t.Errorf("a true record: %s", out)
	}

	out, _ = d.run(1, "draw", "verify", record(func(r *round.DrawRecord) { r.Public = "08 12 18" }))
	if !strings.Contains(out, "抽中的与记录不同") {
		t.Errorf("a record with another number: %s", out)
	}

	_, errOut := d.run(1, "draw", "verify", d.file("no.json", []byte("{}")))
	if !strings.Contains(errOut, "不是抽取记录") {
		t.Errorf("no record: %s", errOut)
	}
}
