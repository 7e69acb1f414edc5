package web_test

import (
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// The scene of the matrix has something of everything at every stage: the doctor finds nothing wrong with it, but does so
// when a row is taken away on which others rely.
func TestTheDoctorFindsRowsThatLeadNowhere(t *testing.T) {
	th := &theatre{scene: stageScene(t), t: t}
	th.open()
	defer func() { check(t, th.store.Close()) }()

	examine := func() []error {
		return must(th.app.Examine(t.Context(), access.LocalOperator()))(t).Wrong
	}
	whole := func() (orphans int) {
		for _, wrong := range examine() {
			if errs.Is(wrong, errs.Invalid) {
				orphans++
				t.Log(wrong)
			}
		}
		return orphans
	}

	if n := whole(); n > 0 {
		t.Errorf("%d things are wrong with the scene", n)
	}

	check(t, th.store.Write(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec("DELETE FROM person WHERE number = '103'")
		return err
	}))
	if whole() == 0 {
		t.Error("what speaks of a person who is gone is not found")
	}
}
