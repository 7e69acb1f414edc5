package web_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/web"
)

func TestAnAuditorFindsOneActByPersonAndTakesItAlong(t *testing.T) {
	h := house2011(t)
	h.account(t, "102", "102")
	auditor := h.administers(t, "shenji", access.RoleAudit)
	system := h.administers(t, "xitong-wang", access.RoleSystem)
	system.fill("/settings", "/settings/house", "name", "临海学院").wants(t, "changing the house", 303)

	page := auditor.visit("/ledger?person=xitong-wang")
	page.wants(t, "the acts of one", 200)
	page.reads(t, "xitong-wang的操作：修改设置，系统设置。")
	if n := strings.Count(page.text, "的操作："); n != 1 {
		t.Errorf("%d acts of one person are found, want the one", n)
	}

	auditor.visit("/ledger?act=account.manage").reads(t, "管理账号，账号 102")
	none := auditor.visit("/ledger?person=xitong-wang&to=2000-01-01")
	none.reads(t, "没有符合条件的记录。")
	auditor.visit("/ledger?from=gestern").wants(t, "a day that is none", 422)

	page.says(t, `<input type="hidden" name="person" value="xitong-wang">`)
	lines := auditor.exported(auditor.fill("/ledger?person=xitong-wang", "/ledger/export", "person", "xitong-wang", "form", "jsonl"))
	var entry struct {
		Actor, Action, Commitment, Salt string
		Sound                           bool
	}

	if err := json.Unmarshal([]byte(lines.text), &entry); err != nil || entry.Actor != "xitong-wang" || entry.Action != "setting.change" ||
		entry.Commitment == "" || entry.Salt == "" || !entry.Sound {
		t.Errorf("exported is %q: %v", lines.text, err)
	}

	book := auditor.exported(auditor.fill("/ledger?person=xitong-wang", "/ledger/export", "person", "xitong-wang", "form", "xlsx"))
	if !strings.HasPrefix(book.text, "PK") {
		t.Error("the book is no workbook")
	}
}

func TestAnAuditorReadsNamesOfUnitsAndRoundsAndOfNobodyWhoIsReviewed(t *testing.T) {
	h := house2011(t)
	h.as(t, "102").visit("/")
	auditor := h.administers(t, "shenji", access.RoleAudit)
	page := auditor.visit("/ledger")
	page.reads(t, "2010年下半年领导点评")
	for _, number := range []string{"103", "104", "202"} {
		if name := h.As(number).Name; strings.Contains(page.words(), name) {
			t.Errorf("the ledger names %s, who has done nothing", name)
		}
	}

	about := fmt.Sprintf("/ledger?object=round:%d", h.Round)
	auditor.visit(about).reads(t, "启动轮次")
}

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
