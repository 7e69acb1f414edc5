package web

import (
	"net/url"
	"strings"

	"lingping/internal/web/view"
)

// handbookSections says which section of the handbook tells of which pages: by the beginning of the address, the longest
// that fits.
var handbookSections = map[string]string{
	"/": "找到要办的事", "/{$}": "首页", "/search": "查找", "/login": "登录", "/handbook": "找到要办的事",
	"/settings": "我的设置", "/exports": "我的设置",
	"/units": "党组织和人员", "/persons": "党组织和人员", "/clerks": "领导和书记：写点评",
	"/series": "领导和书记：写点评", "/reviews": "领导和书记：写点评", "/reviews/{id}": "签收、不同意见、答复",
	"/reviews/{id}/edit": "领导和书记：写点评", "/reviews/{id}/correct": "撤回和更正", "/reviews/{id}/reply": "整改",
	"/reviews/{id}/help": "帮助事项", "/replies": "整改",
	"/occasions": "会议活动", "/on-site": "现场记一笔（手机）", "/rounds/{id}/meetings": "会议活动",
	"/rounds/{id}/fieldwork": "登记调研", "/fieldwork": "登记调研",
	"/opinions": "征求意见", "/heard": "征求意见",
	"/everyday": "日常点评", "/clock": "半年一次的期限",
	"/actions": "整改", "/rounds/{id}/actions": "整改", "/helps": "帮助事项", "/rounds/{id}/helps": "帮助事项",
	"/notices": "通报点评意见", "/experience": "推介新鲜经验和先进典型", "/promotions": "推介新鲜经验和先进典型", "/rounds/{id}/experience": "推介新鲜经验和先进典型",
	"/import": "导入名册", "/roster": "导入名册",
	"/schemes": "筹备一轮", "/templates": "出表", "/rounds": "筹备一轮", "/rounds/{id}": "启动", "/rounds/{id}/plan": "筹备一轮", "/rounds/{id}/change": "筹备一轮",
	"/rounds/{id}/handover": "中途变动", "/rounds/{id}/changes": "中途变动",
	"/rounds/{id}/arrangements": "点评方案（党总支、直属党支部书记）",
	"/rounds/{id}/draws":        "随机抽取", "/draws": "随机抽取",
	"/rounds/{id}/board": "看进度", "/rounds/{id}/owed": "看进度", "/rounds/{id}/reminders": "看进度",
	"/rounds/{id}/dossiers": "台账、催办和下一轮", "/rounds/{id}/pairs": "台账、催办和下一轮", "/rounds/{id}/compare": "台账、催办和下一轮",
	"/rounds/{id}/stats": "出表", "/rounds/{id}/forms": "出表", "/rounds/{id}/filing": "备案", "/filings": "备案",
	"/rounds/{id}/commitments": "任务、职责和承诺", "/rounds/{id}/summar": "总结（回头看）",
	"/rounds/{id}/archive": "归档", "/archive": "归档",
	"/accounts": "管理员", "/ledger": "管理员",
	"/n": "通报点评意见", "/n/{code}/issue": "推介新鲜经验和先进典型", "/o": "征求意见",
}

// handbookHref is the address of the section of a page.
func handbookHref(pattern string) string {
	section, longest := "", 0
	for prefix, name := range handbookSections {
		if len(prefix) > longest && strings.HasPrefix(pattern, prefix) {
			section, longest = name, len(prefix)
		}
	}

	return "/handbook#" + url.PathEscape(section)
}

// handbook is the whole handbook, as it stands in docs/handbook.md.
func (r *request) handbook() error {
	p := r.page(r.T("使用手册"), "")
	p.Help = ""
	return r.render(view.HandbookPage(p, view.ReadHandbook()))
}
