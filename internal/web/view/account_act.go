package view

import (
	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// accountActText says what was done, and by whom.
func accountActText(p ui.Page, a app.AccountAct) string {
	by, role := p.Word(i18n.Word(a.By)), p.Word(a.Role.Name())
	if a.Role == access.RoleOffice {
		role = p.T("{活动办}：%s", officeName(p, a.Unit))
	}

	switch a.Did {
	case app.AccountReset:
		return p.T("%s重设了您的密码，发了新的激活码。", by)
	case app.SecondTaken:
		return p.T("%s停用了您的两步验证。", by)
	case app.SecondOn:
		return p.T("您的账号开启了两步验证。")
	case app.SecondOff:
		return p.T("您的账号停用了两步验证。")
	case app.SecondCodes:
		return p.T("您的账号换了一组恢复码。")
	case app.NumberTaken:
		return p.T("%s确认了您用统一身份认证登录的工号。", by)
	case app.AccountDisabled:
		return p.T("%s停用了您的账号。", by)
	case app.AccountEnabled:
		return p.T("%s重新启用了您的账号。", by)
	case app.RoleGranted:
		return p.T("%s授予您“%s”角色。", by, role)
	case app.RoleRevoked:
		return p.T("%s撤销了您的“%s”角色。", by, role)
	}

	return p.T("%s开通了您的账号。", by)
}
