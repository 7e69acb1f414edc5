package web_test

import (
	"strings"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

func TestTheOfficeArchivesAClosedRoundAndTakesItAllAway(t *testing.T) {
	h := house2011(t)
	check(t, h.As("102").Submit("member 103"))
	office := h.office(t)
	page := h.at("/archive")
	office.visit(page).reads(t, "本轮还没有结束；结束以后才能归档。")
	check(t, h.Store.Write(t.Context(), func(tx *store.Tx) error {
		r, err := tx.Round(h.Round)
		if err != nil {
			return err
		}
		r.State = round.Closed
		return tx.SaveRoundState(r)
	}))

	office.visit("/archive").reads(t, "还没有归档")
	wrong := office.fill(page, page, "reason", "期限表第三条")
	wrong.wants(t, "archiving without a period", 422)
	wrong.says(t, `value="期限表第三条"`)
	office.fill(page, page, "class", "10", "reason", "期限表第三条").wants(t, "archiving", 303, page)
	office.visit(page).reads(t, "到期提请鉴定，不会自动删除")
	zip := office.exported(office.fill(page, h.at("/archive/export")))
	if !strings.HasPrefix(zip.text, "PK") {
		t.Errorf("the archive is %.20q", zip.text)
	}

	sun := h.as(t, "103")
	sun.visit("/archive").reads(t, "10年，到 2021年12月31日")
	sun.visit(page).wants(t, "the page of the archive to a member", 404)
	if _, err := h.App.SealStats(t.Context(), access.LocalOperator(), h.Round, 0); err == nil {
		t.Error("an archived round was changed")
	}
}
