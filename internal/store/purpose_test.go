package store_test

import (
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"lingping/internal/errs"
	"lingping/internal/store"
)

func TestOnlyWhoSavesHearsThatNothingWasSaved(t *testing.T) {
	for what, code := range map[string]string{"a full disk": "53100", "a contention": "40001", "a deadlock": "40P01", "too many connections": "53300"} {
		saves, reads := store.Judge(&pgconn.PgError{Code: code}, true), store.Judge(&pgconn.PgError{Code: code}, false)
		if !errs.Is(saves, errs.Unavailable) || !errs.Is(reads, errs.Unavailable) {
			t.Errorf("%s: who saves hears %v, who reads %v", what, saves, reads)
		}

		if strings.Contains(reads.Error(), "保存") {
			t.Errorf("%s: who reads hears of saving: %v", what, reads)
		}

		if what != "too many connections" && !strings.Contains(saves.Error(), "没有保存") {
			t.Errorf("%s: who saves does not hear that nothing was saved: %v", what, saves)
		}
	}
}
