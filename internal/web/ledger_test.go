package web_test

import (
	"strings"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/web"
)

// checkpointed lets a house sign, and gives the newest checkpoint.
func checkpointed(t *testing.T, h *house) ledger.Checkpoint {
	t.Helper()
	secret, _, err := ledger.NewKey()
	check(t, err)
	h.App.SignBy(secret)
	signed, err := h.App.Checkpoint(t.Context(), access.LocalOperator())
	check(t, err)
	c, err := ledger.ReadCheckpoint(signed, "")
	check(t, err)
	return c
}

func TestTheAuditorTakesACheckpointAndABundleAway(t *testing.T) {
	h := open(t, web.Options{})
	auditor := h.as(t, "303")
	check(t, h.App.GrantRole(t.Context(), access.LocalOperator(), 1000+int64(h.Person("303")), access.RoleAudit, ""))
	auditor.visit("/ledger").reads(t, "还没有做过检查点")
	auditor.visit("/ledger/checkpoint.txt").wants(t, "a checkpoint before there is one", 409)

	c := checkpointed(t, h)
	auditor.visit("/ledger").reads(t, c.Short())
	file := auditor.visit("/ledger/checkpoint.txt")
	if got, err := ledger.ReadCheckpoint(file.text, ""); err != nil || got != c {
		t.Errorf("the file holds %q, %v; want %+v", file.text, err, c)
	}

	auditor.fill("/ledger", "/ledger/checkpoint").wants(t, "a checkpoint on demand", 303, "/ledger")
	bundle := auditor.exported(auditor.fill("/ledger", "/ledger/bundle"))
	if !strings.HasPrefix(bundle.text, "PK") {
		t.Errorf("the bundle begins with %.20q", bundle.text)
	}
}
