package access

import (
	"slices"

	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// SecondDuty is who must sign in by two steps. Anybody else may.
type SecondDuty string

// The duties, each wider than the one before.
const (
	SecondByChoice          SecondDuty = ""
	SecondForAdministrators SecondDuty = "administrators"
	SecondForOffices        SecondDuty = "offices" // and for administrators
)

// SecondDuties are all of them.
func SecondDuties() []SecondDuty {
	return []SecondDuty{SecondByChoice, SecondForAdministrators, SecondForOffices}
}

// Word is the duty for people.
func (d SecondDuty) Word() i18n.Word {
	switch d {
	case SecondForAdministrators:
		return "系统、安全、审计管理员必须两步验证"
	case SecondForOffices:
		return "管理员和活动办都必须两步验证"
	}
	return "各人自愿"
}

// CheckSecondDuty refuses what is none.
func CheckSecondDuty(d SecondDuty) error {
	if !slices.Contains(SecondDuties(), d) {
		return errs.NewInvalid("没有这种要求，请重新选择谁必须两步验证。")
	}
	return nil
}

// Binds reports whether the account must have a second step before anything else is done with it.
func (d SecondDuty) Binds(a Account) bool {
	if a.Second || d == SecondByChoice {
		return false
	}
	return a.Has(RoleSystem) || a.Has(RoleSecurity) || a.Has(RoleAudit) || d == SecondForOffices && a.Has(RoleOffice)
}
