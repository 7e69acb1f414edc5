package app_test

import (
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/testkit"
)

func TestAHouseBeginsWithThreeAdministratorsWhoMustChangeTheirCodes(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		first := func(in app.NewHouse) error {
			_, err := w.App.InitHouse(t.Context(), access.LocalOperator(), in)
			return err
		}

		invalid(t, "an easy password", first(app.NewHouse{Login: "admin", Password: "12345678"}))
		invalid(t, "no login", first(app.NewHouse{Login: ""}))
		_, err := w.App.InitHouse(t.Context(), w.AsOffice().Actor, app.NewHouse{Login: "admin"})
		refused(t, "an office making itself administrator", err)
		slips, err := w.App.InitHouse(t.Context(), access.LocalOperator(), app.NewHouse{Login: "Admin"})
		ok(t, err)
		want := map[string]access.RoleKind{"admin": access.RoleSystem, "admin-security": access.RoleSecurity, "admin-audit": access.RoleAudit}
		if len(slips) != len(want) {
			t.Fatalf("%d accounts are made, want %d", len(slips), len(want))
		}

		for _, slip := range slips {
			who, in := signedIn(t, w, slip.Login, slip.Code)
			if len(who.Roles) != 1 || who.Roles[0].Kind != want[slip.Login] || !in.Account.MustChange || slip.Name != string(want[slip.Login].Name()) {
				t.Errorf("%s comes in as %+v", slip.Login, in.Account)
			}
		}

		conflict(t, "a second time", first(app.NewHouse{Login: "second"}))
	})
}

func TestOnALaptopOneAccountJoinsAllThatMayBeJoined(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		slips, err := w.App.InitHouse(t.Context(), access.LocalOperator(), app.NewHouse{Login: "admin", Password: "梧桐树下三杯清茶", Joined: true})
		ok(t, err)
		who, in := signedIn(t, w, "admin", "梧桐树下三杯清茶")
		for _, k := range access.RoleKinds() {
			if (access.Account{Roles: who.Roles}).Has(k) != (k != access.RoleAudit) {
				t.Errorf("the one account has the roles %+v", who.Roles)
			}
		}

		if len(slips) != 2 || in.Account.MustChange || slips[0].Code != "" {
			t.Errorf("%d accounts are made; who brought a password is told %+v", len(slips), slips[0])
		}

		auditor, in := signedIn(t, w, "admin-audit", slips[1].Code)
		if len(auditor.Roles) != 1 || auditor.Roles[0].Kind != access.RoleAudit || !in.Account.MustChange {
			t.Errorf("the auditor comes in as %+v", in.Account)
		}
	})
}
