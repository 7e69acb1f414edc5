package scheme

import "lingping/internal/i18n"

// fieldWords are what the names of a scheme's text are called on pages, words of the catalogue.
var fieldWords = map[string]i18n.Word{
	"name": "名称", "title": "标题", "template": "用本单位的哪份 Word 表", "extends": "沿用的方案", "basis": "依据的文件", "number": "编号", "issuer": "发文单位",
	"date": "日期", "recipients": "主送", "purpose": "目的", "vocabulary": "换词", "frequency": "多久一次",
	"subjects": "点评对象", "months": "几个月内至少一次", "everyday": "日常点评也算", "text": "原文", "clause": "条款",
	"rules": "谁点评谁", "id": "编号", "relation": "点评人", "charges": "哪种分工", "posts": "哪些职务", "unit-kinds": "哪些类别的党组织",
	"line-kinds": "上级是哪些类别的", "categories": "哪些类型", "groups": "群体", "min-members": "至少几人", "max-members": "至多几人",
	"only-if-none": "前面的规则没有给出点评人时才用", "as-body": "代表集体", "note": "说明", "roster": "哪些人计算在内",
	"committee-kinds": "哪些党组织有班子成员", "committee-posts": "哪些职务算班子成员", "exempt-groups": "建议免点评的群体",
	"one-per-subject": "只由一位点评", "every-secretary": "书记没有点评对象要提醒", "small-branch": "不足几名正式党员要提醒",
	"overload": "点评多少个以上要提醒", "theme": "主题", "yardsticks": "对照的标准", "items": "各条", "pairs": "成对的标准",
	"words": "名册里的叫法", "look": "看什么", "judge": "评什么", "kind": "种类", "aspects": "看哪些方面", "key": "代号", "label": "短标题",
	"prompts": "提示的问题", "required": "不能空的", "form": "填在附件几", "modes": "方式", "carriers": "载体",
	"selections": "对象怎样确定", "steps": "环节", "short": "短名", "actor": "谁来做", "artefact": "形成什么", "optional": "可以不做",
	"due": "期限（轮次最后一天之后几天，之前是负数）", "on": "这一轮哪一天", "due-actor": "另定期限的", "checks": "回头看哪些", "demanded": "做完才能进行下一步", "attendance": "参加人员",
	"min-representatives": "群众代表至少几人", "quorum": "到会份额", "instruments": "测评", "grades": "等次", "points": "分值",
	"weight": "权重", "quotas": "比例限制", "max": "至多百分之几", "min": "至少百分之几", "of": "占什么的比例", "rounding": "取整",
	"voters": "谁参加", "min-votes": "不到几票不显示", "publication": "通报", "channels": "形式", "fields": "可以公开的内容",
	"days": "几天", "scope": "范围", "rectification": "整改", "reply": "要书面回复", "principles": "要求", "waived": "可以不写的",
	"ask": "提醒谈到的", "filing": "备案", "who": "谁报", "to": "报到哪里", "forms": "附件", "filter": "报谁的", "side": "所作的还是所受的点评",
	"due-in": "以后各轮最后一天之后几天", "hour": "最后一天几点以前", "statistics": "统计", "columns": "栏目",
}

// fieldWord is what a name of a scheme's text is called on pages.
func fieldWord(name string) i18n.Word {
	if word, ok := fieldWords[name]; ok {
		return word
	}
	return i18n.Word(name)
}
