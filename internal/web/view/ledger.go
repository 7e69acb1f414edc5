package view

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// Ledger is a page of what was done.
type Ledger struct {
	app.LedgerPage
	Next  string // address of older entries
	Later bool   // it is not the newest page
}

// LedgerHref is the address of what is chosen of the ledger.
func LedgerHref(f app.LedgerFilter) string {
	q := LedgerQuery(f)
	if len(q) == 0 {
		return "/ledger"
	}
	return "/ledger?" + q.Encode()
}

// LedgerQuery is what is chosen of the ledger, as an address or a form says it.
func LedgerQuery(f app.LedgerFilter) url.Values {
	q := url.Values{}
	for name, value := range map[string]string{"person": f.Person, "act": string(f.Action), "kind": f.Kind, "object": f.Object,
		"from": string(f.From), "to": string(f.To)} {
		if value != "" {
			q.Set(name, value)
		}
	}

	if f.Round != 0 {
		q.Set("round", strconv.FormatInt(int64(f.Round), 10))
	}

	return q
}

// objectNames are the kinds of objects in the ledger, keys of the catalogue.
var objectNames = map[string]i18n.Word{
	"experience": "经验和典型", "promotion": "推介",
	"account": "账号", "action": "整改事项", "arrangement": "点评计划", "commitment": "承诺", "draw": "随机抽取", "everyday": "日常点评", "export": "导出",
	"feedback": "群众反馈", "fieldwork": "调研", "filing": "备案", "heard": "征求到的意见", "help": "帮助事项", "house": "系统", "ledger": "操作台账",
	"notice": "通报", "occasion": "会议活动", "opinions": "征求意见", "outbox": "待发的提醒", "person": "人员", "reply": "书面回复", "review": "点评",
	"roster": "名册", "roster-file": "名册文件", "round": "轮次", "scheme": "方案", "summary": "总结", "unit": "党组织",
}

// wholeNames are objects that have no number, keys of the catalogue.
var wholeNames = map[string]i18n.Word{"house:settings": "系统设置", "house:marks": "抽取标记", "house:over": "到期的事", "ledger:tree": "操作台账", "outbox:0": "待发的提醒"}

// objectText is the object of an entry in words: 点评 23, or by its name where that may be known.
func objectText(p ui.Page, l app.LedgerLine) string {
	if name, ok := wholeNames[l.Object]; ok {
		return p.Word(name)
	}

	kind, number, _ := strings.Cut(l.Object, ":")
	name, ok := objectNames[kind]
	if !ok {
		return l.Object
	}
	if l.About != "" {
		return p.Word(name) + " " + p.Word(i18n.Word(l.About))
	}
	return strings.TrimSpace(p.Word(name) + " " + number)
}

// objectKinds are the kinds of objects to choose from.
func objectKinds(p ui.Page) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("全部")}}
	for _, kind := range slices.Sorted(maps.Keys(objectNames)) {
		out = append(out, ui.Option{Value: kind, Name: p.Word(objectNames[kind])})
	}
	return out
}

// ledgerActs are the acts to choose from.
func ledgerActs(p ui.Page) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("全部")}}
	for _, act := range access.Acts() {
		out = append(out, ui.Option{Value: string(act), Name: p.Word(act.Name())})
	}
	return out
}

// ledgerRounds are the rounds to choose from.
func ledgerRounds(p ui.Page, v Ledger) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("全部")}}
	for _, r := range v.Rounds {
		out = append(out, ui.Option{Value: strconv.FormatInt(int64(r.ID), 10), Name: r.Name})
	}
	return out
}

// ledgerRound is the value of the round that is chosen.
func ledgerRound(v Ledger) string {
	if v.Filter.Round == 0 {
		return ""
	}
	return strconv.FormatInt(int64(v.Filter.Round), 10)
}

// beginning is how a sentence begins that is too long for a line of a list; empty: it is not.
func beginning(sentence string) string {
	const long, shown = 240, 120
	runes := []rune(sentence)
	if len(runes) <= long {
		return ""
	}
	return string(runes[:shown]) + "…"
}

// EntryText is an entry in words: the sentence of who did what, its object, and what it holds besides.
func EntryText(p ui.Page, l app.LedgerLine) (sentence, object, facts string) {
	object, facts = objectText(p, l), detailText(p, l)
	actor, act := p.Word(i18n.Word(l.Actor)), p.Word(l.Action.Name())
	if facts != "" {
		return p.T("%s的操作：%s，%s（%s）。", actor, act, object, facts), object, facts
	}
	return p.T("%s的操作：%s，%s。", actor, act, object), object, facts
}

// factNames are the facts that entries hold, keys of the catalogue.
var factNames = map[string]i18n.Word{
	"form": "附件", "template": "Word 表", "number": "工号",
	"experience": "经验和典型", "promotion": "推介",
	"back": "恢复", "paper": "按纸质材料录入", "person": "人员", "failed": "失败次数",
	"keep": "保管期限", "lacking": "未报", "receipt": "备案编号", "unread": "没有看就销毁的征求意见（次）", "until": "保管到",
	"accounts": "账号数", "act": "办理", "class": "群体", "count": "数量", "did": "办理", "disabled": "停用", "from": "起", "granted": "授予",
	"hash": "校验和", "lang": "语言", "moved": "移交数", "revision": "保存次数", "revoked": "撤销", "scheme": "方案", "seal": "校验码",
	"edition": "第几稿", "notice": "状态", "channels": "公开形式数", "sheets": "点评份数", "left": "未公开份数", "wish": "是否公开", "disposition": "怎样处理",
	"seat": "席位", "sessions": "登录数", "shared": "公用电脑", "size": "大小", "state": "状态", "to": "止", "unit": "党组织", "version": "版次",
	"actions": "移交的整改事项", "again": "重抽", "confirmed": "已确认", "day": "日期", "delivered": "已发", "doubles": "重复的账号", "drafts": "草稿", "duty": "备案任务",
	"floor": "至少几份才能看", "gaps": "没有点评人", "given-up": "放弃的", "gone": "并入的", "hashes": "各层名单校验码", "layers": "抽取层次", "roster-words": "名册用语", "heard": "收到的意见", "helps": "移交的帮助事项",
	"invited": "邀请人数", "joined": "新增", "kind": "类别", "lost": "密钥丢失", "members": "党员数", "notices": "到期的通报", "opinions": "到期的征求意见",
	"passed": "移交", "pool": "名单校验码", "slips": "意见票", "spoilt": "不能读的", "undone": "方案里本版不会办的", "units": "党组织数",
	"waiting": "待确认", "want": "抽取数", "was": "原编号", "zone": "时区",
	"half": "还要第二步", "recovery": "用恢复码", "second": "谁必须两步验证", "via": "从哪里登录",
	"extent": "移交范围", "short": "到会不足（项）", "sheet": "登记表", "login": "登录名", "name": "姓名",
}

// actNames are what was done in an entry, keys of the catalogue.
var actNames = map[string]i18n.Word{
	"write": "填写", "report": "报落实情况", "drop": "删去", "publish": "公开", "attach": "上传附件", "return": "退回",
	"received": "收件，发回执", "handed": "报送", "save": "存为草稿", "submit": "提交", "reset": "重设密码", "make": "开通", "secret": "修改密码",
	"second-on": "开启两步验证", "second-off": "停用两步验证", "second-codes": "换恢复码", "second-taken": "停用别人的两步验证", "number-taken": "确认工号",
	"hand-in": "报{活动办}", "accepted": "同意方案", "returned": "退回修改", "finish": "办结", "follow": "登记回访",
	"freeze": "封存名单", "draw": "抽取", "raise": "补抽", "replace": "换人", "enter": "录入", "change": "修改",
	"born": "列出", "claim": "认领", "plan": "定措施", "suggest": "提建议", "note": "记进展", "file": "附材料", "answer": "书面回复",
	"redraft": "修改回复", "close": "销号", "reopen": "重新整改", "cancel": "中止", "gone": "点评撤回", "back": "恢复",
	"extension.ask": "申请延期", "extension.grant": "同意延期", "extension.refuse": "不同意延期",
}

// stateNames say the states of the objects of an entry.
var stateNames = map[string]func(string) i18n.Word{
	"action":  func(code string) i18n.Word { return rectify.State(code).Word() },
	"help":    func(code string) i18n.Word { return rectify.HelpState(code).Word() },
	"reply":   func(code string) i18n.Word { return rectify.ReplyState(code).Word() },
	"summary": func(code string) i18n.Word { return dossier.SummaryState(code).Word() },
	"review":  func(code string) i18n.Word { return review.State(code).Word() },
}

// valueNames are values of facts that are words of the program, keys of the catalogue.
var valueNames = map[string]i18n.Word{"zh": "中文", "en": "英文", "gather": "点评前征求意见", "recheck": "整改后回访", "told": "已告诉活动办",
	"oidc": "统一身份认证（OIDC）", "cas": "统一身份认证（CAS）"}

// factText is the value of a fact, in words when it is one of ours.
func factText(p ui.Page, l app.LedgerLine, fact string, value any) string {
	code := fmt.Sprint(value)
	switch fact {
	case "state":
		kind, _, _ := strings.Cut(l.Object, ":")
		if say, ok := stateNames[kind]; ok {
			return p.Word(say(code))
		}
	case "notice":
		return p.Word(publish.State(code).Word())
	case "wish":
		return p.Word(publish.Wish(code).Word())
	case "extent":
		return p.Word(round.Extent(code).Word())
	case "disposition", "name", "keep": // the first accounts are called after their work
		return p.Word(i18n.Word(code))
	case "second":
		return p.Word(access.SecondDuty(code).Word())
	case "granted", "revoked":
		return p.Word(access.RoleKind(code).Name())
	case "unit":
		if number, ok := value.(json.Number); ok {
			if id, err := number.Int64(); err == nil && l.Units[id] != "" {
				return l.Units[id]
			}
		}
	case "act", "did":
		if name, ok := actNames[code]; ok {
			return p.Word(name)
		}
	}

	if name, ok := valueNames[code]; ok {
		return p.Word(name)
	}

	switch value {
	case true:
		return p.T("是")
	case false:
		return p.T("否")
	}

	return code
}

// detailText is what an entry holds besides, in words: 状态 已点评 · 保存次数 1.
func detailText(p ui.Page, l app.LedgerLine) string {
	var facts map[string]any
	decoder := json.NewDecoder(strings.NewReader(l.Detail))
	decoder.UseNumber() // numbers of units are longer than a float
	if err := decoder.Decode(&facts); err != nil {
		return l.Detail
	}

	var said []string
	for _, key := range slices.Sorted(maps.Keys(facts)) {
		name := p.T("其他")
		if word, ok := factNames[key]; ok {
			name = p.Word(word)
		}
		said = append(said, name+" "+factText(p, l, key, facts[key]))
	}

	return strings.Join(said, " · ")
}
