package demo_test

import (
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/demo"
	"lingping/internal/domain/access"
	"lingping/internal/testkit"
)

// today is a day in the middle of a half year.
func today() time.Time { return time.Date(2026, time.November, 22, 14, 30, 0, 0, time.UTC) }

func TestTheDemoIsBuiltAndSound(t *testing.T) {
	a := app.New(testkit.SQLite(t))
	began := time.Now()
	if _, err := demo.Build(t.Context(), a, today(), func(s string) { t.Log(time.Since(began), s) }); err != nil {
		t.Fatal(err)
	}
	t.Log(time.Since(began))
	rounds, _ := a.Rounds(t.Context(), access.LocalOperator())
	for _, r := range rounds {
		p, err := a.Plan(t.Context(), access.LocalOperator(), r.ID)
		t.Logf("%v %+v %v", r.Name, p.Counts, err)
		for _, g := range p.Gaps {
			t.Logf("%+v", g)
		}
	}
}
