package scheme

import (
	"reflect"
	"slices"
	"strings"

	"lingping/internal/domain/org"
)

// meaning is what people write for a word of the language, as their notice has it.
func meaning() map[string][]string {
	return map[string][]string{
		"charge-holder": {"分管领导", "分管校领导", "分管（联系）领导", "校领导", "包联领导", "联系领导", "联系点领导", "包点领导", "挂点领导"}, "parent-secretary": {"上级书记", "上级党组织书记", "总支书记", "党总支书记"},
		"line-secretary": {"逐级书记", "隶属书记"}, "branch-secretary": {"支部书记", "党支部书记"}, "principal": {"主要负责人", "班子主要负责人", "一把手"},
		"own-branch": {"所在支部", "本人所在党支部"}, "committee-of-line": {"总支委员", "党总支委员"}, "committee-of-unit": {"支部委员", "支委"},
		"cell-leader": {"小组长"}, "department-head": {"部门负责人", "行政负责人"},
		"collective": {"集中", "集中点评", "会议点评"}, "individual": {"个别", "个别点评", "谈话点评"}, "on-site": {"现场", "现场点评"},
		"random": {"随机", "随机点评"}, "all": {"全部", "全体"}, "root-leaders": {"党委领导班子成员", "班子成员登记表"},
		"unit": {"各党组织", "各党总支", "各党支部", "党总支", "党支部", "基层党组织"}, "member": {"全体党员", "每名党员", "普通党员"},
		"secretary": {"各支部书记", "支部书记", "总支书记"}, "general-branch": {"总支"}, "branch": {"支部"},
		"achievements": {"成绩"}, "problems": {"问题", "不足"}, "causes": {"原因"}, "advice": {"建议", "意见建议"}, "overall": {"评价", "总评"},
		"units": {"党组织"}, "secretaries": {"书记"}, "members": {"党员"}, "committee-members": {"班子成员"}, "reviewers": {"点评主体", "点评人"},
		"commitments": {"承诺"}, "id": {"编号", "序号"}, "kind": {"类别", "种类"}, "key": {"代号"}, "hour": {"几点", "时间", "钟点"},
		"formal": {"正式党员"}, "voters": {"参评人数", "参评人"},
		"name": {"简称", "名称"}, "title": {"标题", "名称"}, "extends": {"沿用", "继承"}, "basis": {"依据"}, "purpose": {"目的"}, "theme": {"主题"},
		"vocabulary": {"换词", "用词"}, "frequency": {"频次", "多久一次"}, "rules": {"规则", "点评责任"}, "roster": {"名册", "范围"},
		"yardsticks": {"标准", "对照标准"}, "subjects": {"点评对象", "对象"}, "modes": {"方式", "点评方式"}, "selections": {"确定方式"},
		"carriers": {"载体"}, "steps": {"环节", "步骤"}, "attendance": {"参加人员", "参与"}, "instruments": {"测评"}, "publication": {"通报", "公示", "公开"},
		"rectification": {"整改", "意见与整改"}, "principles": {"要求"}, "groups": {"群体"}, "filing": {"备案"}, "statistics": {"统计"}, "forms": {"附件", "登记表"},
		"due": {"期限", "截止日期"}, "due-in": {"顺延天数"}, "relation": {"关系"}, "text": {"原文", "内容"}, "clause": {"条款"}, "aspects": {"方面"},
		"required": {"必填", "不能空"}, "actor": {"谁来做"}, "who": {"报送单位"}, "to": {"报给谁", "报到哪里"}, "number": {"文号", "附件号", "编号"}, "label": {"短标题"},
		"chuangxian-2010": {"创先争优", "创先争优2010", "内置方案"}, "tongyong": {"通用", "通用方案"},
		"issuer": {"发文单位", "制定单位"}, "date": {"日期"}, "recipients": {"主送"},
	}
}

// meant is the known word that stands for what was written in Chinese, or for the same letters with other hyphens; empty
// when none does.
func meant(wrong string, known []string) string {
	bare := func(s string) string {
		return strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(s))
	}
	for _, k := range known {
		if bare(k) == bare(wrong) || slices.Contains(called(k), wrong) {
			return k
		}
	}
	return ""
}

// called are the Chinese words for a word of the language.
func called(word string) []string {
	names := slices.Clone(meaning()[word])
	for _, t := range []reflect.Type{reflect.TypeFor[SubjectKind](), reflect.TypeFor[Part](), reflect.TypeFor[StepKey](), reflect.TypeFor[org.UnitKind](),
		reflect.TypeFor[org.PostKind](), reflect.TypeFor[org.ChargeKind]()} {
		if !slices.Contains(words(t), word) {
			continue
		}
		switch t {
		case reflect.TypeFor[SubjectKind]():
			names = append(names, string(SubjectKind(word).Name()))
		case reflect.TypeFor[Part]():
			names = append(names, string(Part(word).Name()))
		case reflect.TypeFor[StepKey]():
			names = append(names, string(StepKey(word).Short()))
		case reflect.TypeFor[org.UnitKind]():
			names = append(names, string(org.UnitKind(word).Word()))
		case reflect.TypeFor[org.PostKind]():
			names = append(names, string(org.PostKind(word).Word()))
		case reflect.TypeFor[org.ChargeKind]():
			names = append(names, string(org.ChargeKind(word).Word()))
		}
	}

	return names
}
