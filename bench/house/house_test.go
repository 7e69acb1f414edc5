package house_test

import (
	"testing"
	"time"

	"lingping/bench/house"
	"lingping/internal/domain/access"
	"lingping/internal/testkit"
)

// A house that is filled for measuring is as sound as any: the doctor finds nothing wrong with it.
func TestAFilledHouseIsSound(t *testing.T) {
	at := time.Date(2011, 1, 5, 9, 0, 0, 0, time.UTC)
	s := testkit.SQLite(t).At(func() time.Time { return at })
	h, err := house.Build(t.Context(), s, 500, func(_ string, do func() error) error { return do() })
	if err == nil {
		err = h.SignIn()
	}

	if err == nil {
		err = h.Furnish(t.TempDir())
	}

	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := h.Leave(); err != nil {
			t.Error(err)
		}
	}()

	health, err := h.App.Examine(t.Context(), access.LocalOperator())
	if err != nil {
		t.Fatal(err)
	}

	for _, wrong := range health.Wrong {
		t.Error(wrong)
	}
}
