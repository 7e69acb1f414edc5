package view

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// Ledger is a page of what was done.
type Ledger struct {
	app.LedgerPage

	Object string // shown alone, empty: all
	Next   string // address of older entries
	Later  bool   // it is not the newest page
}

// objectNames are the kinds of objects in the ledger, keys of the catalogue.
var objectNames = map[string]i18n.Word{
	"commitment": "承诺", "summary": "总结", "heard": "征求到的意见", "export": "导出",
	"account": "账号", "filing": "备案", "review": "点评", "round": "轮次", "person": "人员", "unit": "党组织", "occasion": "会议活动", "roster": "名册",
	"roster-file": "名册文件", "house": "系统", "fieldwork": "调研",
	"arrangement": "点评计划",
	"notice":      "通报", "feedback": "群众反馈",
}

// objectText is the object of an entry in words: 点评 23.
func objectText(p ui.Page, object string) string {
	kind, number, _ := strings.Cut(object, ":")
	name, ok := objectNames[kind]
	if !ok {
		return object
	}
	return strings.TrimSpace(p.Word(i18n.Word(string(name))) + " " + number)
}

// factNames are the facts that entries hold, keys of the catalogue.
var factNames = map[string]i18n.Word{
	"paper": "按纸质材料录入", "person": "人员", "failed": "失败次数",
	"keep": "保管期限", "lacking": "未报", "receipt": "备案编号", "until": "保管到",
	"accounts": "账号数", "act": "办理", "class": "群体", "count": "数量", "did": "办理", "disabled": "停用", "from": "起", "granted": "授予",
	"hash": "校验和", "lang": "语言", "moved": "移交数", "revision": "保存次数", "revoked": "撤销", "scheme": "方案", "seal": "校验码",
	"edition": "第几稿", "notice": "状态", "channels": "公开形式数", "sheets": "点评份数", "left": "未公开份数", "wish": "是否公开", "disposition": "怎样处理",
	"seat": "席位", "sessions": "登录数", "shared": "公用电脑", "size": "大小", "state": "状态", "to": "止", "unit": "党组织", "version": "版次",
	"extent": "移交范围", "short": "到会不足（项）", "sheet": "登记表", "login": "登录名", "name": "姓名",
}

// actNames are what was done in an entry, keys of the catalogue.
var actNames = map[string]i18n.Word{
	"write": "填写", "report": "报落实情况", "drop": "删去", "publish": "公开", "attach": "上传附件", "return": "退回",
	"received": "收件，发回执", "save": "存为草稿", "submit": "提交", "reset": "重设密码", "make": "开通", "secret": "修改密码",
	"hand-in": "报{活动办}", "accepted": "同意方案", "returned": "退回修改", "finish": "办结", "follow": "登记回访"}

// factText is the value of a fact, in words when it is one of ours.
func factText(p ui.Page, fact string, value any) string {
	code := fmt.Sprint(value)
	switch fact {
	case "state":
		return p.Word(review.State(code).Word())
	case "notice":
		return p.Word(publish.State(code).Word())
	case "wish":
		return p.Word(publish.Wish(code).Word())
	case "extent":
		return p.Word(round.Extent(code).Word())
	case "disposition", "name": // the first accounts are called after their work
		return p.Word(i18n.Word(code))
	case "granted", "revoked":
		return p.Word(access.RoleKind(code).Name())
	case "act", "did":
		if name, ok := actNames[code]; ok {
			return p.Word(i18n.Word(string(name)))
		}
	}

	switch value {
	case true:
		return p.T("是")
	case false:
		return p.T("否")
	}

	return code
}

// detailText is what an entry holds besides, in words: 状态 已点评 · 保存次数 1. A fact without a name keeps its own.
func detailText(p ui.Page, detail string) string {
	var facts map[string]any
	decoder := json.NewDecoder(strings.NewReader(detail))
	decoder.UseNumber() // numbers of units are longer than a float
	if err := decoder.Decode(&facts); err != nil {
		return detail
	}

	var said []string
	for _, key := range slices.Sorted(maps.Keys(facts)) {
		name := key
		if word, ok := factNames[key]; ok {
			name = p.Word(i18n.Word(string(word)))
		}
		said = append(said, name+" "+factText(p, key, facts[key]))
	}

	return strings.Join(said, " · ")
}
