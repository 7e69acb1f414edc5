package office_test

import "testing"

// silentFiles are files of which something used to be lost, or taken for something else, without a word.
var silentFiles = []officeFile{
	{name: "the name twice under one head", merges: "A1:B1 C1:C2 D1:D2", pages: []page{{"党员", rowsOf("党员||人员类别|所在党支部", "姓名|姓名||", "林一|林二|正式|100101")}}, says: "表头里有 2 列“姓名”，不是每一列旁边都写全了各列"},
	{name: "the name twice side by side", pages: []page{{"党员", rowsOf("姓名|姓名|人员类别|所在党支部", "林一|林二|正式|100101")}}, says: "只留一列“姓名”"},
	{name: "a former name below the head of the name", merges: "A1:B1 C1:C2 D1:D2", pages: []page{{"党员", rowsOf("姓名||人员类别|所在党支部", "现名|曾用名||", "林一|林二|正式|100101")}}, want: []string{"林一 formal " + teachers}},
	{name: "two names below the two heads of a name", merges: "A1:B1 C1:C2 D1:D2", pages: []page{{"党员", rowsOf("姓名||人员类别|所在党支部", "甲|乙||", "林一|林二|正式|100101")}}, says: "这一行两处写得不同"},
	{name: "a second column below a head merged over two", merges: "A1:B1", pages: []page{{"党员", rowsOf("姓名||人员类别|所在党支部", "林一|林二|正式|100101")}}, want: []string{"林一 formal " + teachers}, says: "B 列没有表头，有 1 格写了字，没有读"},
	{name: "probation in the note of somebody who is a member", pages: []page{{"党员", rowsOf("姓名|政治面貌|所在党支部|备注", "林一|中共党员|100101|预备", "林三|党员|100101|")}}, says: "请说明这样写的是正式党员还是预备党员"},
	{name: "probation in the note among other words", pages: []page{{"党员", rowsOf("姓名|政治面貌|所在党支部|备注", "林一|中共党员|100101|預備黨員，2026年6月转正")}}, says: "请说明这样写的是正式党员还是预备党员"},
	{name: "probation in the note of a full member", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部|备注", "林一|正式党员|100101|预备党员", "林二|正式党员|100101|2020年由预备党员转正")}}, want: []string{"林一 formal " + teachers, "林二 formal " + teachers}, says: "林一的备注写着“预备党员”"},
	{name: "probation behind the name", pages: []page{{"党员", rowsOf("姓名|政治面貌|所在党支部", "林一（预备）|中共党员|100101", "林二(预备党员)|预备党员|100101")}}, want: []string{"林一 probationary " + teachers, "林二 probationary " + teachers}},
	{name: "probation behind the name of a full member", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "林一（预备）|正式党员|100101")}}, says: "互相矛盾"},
	{name: "running numbers of rows that are empty", pages: []page{{"党员", rowsOf("序号|姓名|人员类别|所在党支部", "1|林一|正式党员|100101", "02|||", "2|||", "3|||", "4|||", "5|||", "6|||", "7|||", "8|||", "9|||", "10|||", "11|||", "12|||", "13|||", "14|林二|正式党员|100101")}},
		want: []string{"林一 formal " + teachers, "林二 formal " + teachers}},
	{name: "a number in brackets tells two of one name apart", pages: []page{{"党员", rowsOf("姓名|政治面貌|所在党支部", "林一(02)|中共党员|100101", "林一(10)|中共党员|100101")}}, want: []string{"林一(02) formal " + teachers, "林一(10) formal " + teachers}},
	{name: "a standing in a row of its own ends with its part of the list", pages: []page{{"党员", rowsOf("序号|姓名|政治面貌|所在党支部", "预备党员：|||", "1|林一|中共党员|100101", "离退休：|||", "2|林二|中共党员|100101")}},
		want: []string{"林一 probationary " + teachers, "林二 formal " + teachers}, says: "下面各行的人员类别照它读"},
	{name: "standings in rows of their own", pages: []page{{"党员", rowsOf("序号|姓名|政治面貌|所在党支部", "正式党员（1人）|||", "1|林一|中共党员|100101", "预备党员：|||", "2|林二|中共党员|100101")}}, want: []string{"林一 formal " + teachers, "林二 probationary " + teachers}, says: "下面各行的人员类别照它读"},
	{name: "a row that contradicts the standing above it", pages: []page{{"党员", rowsOf("序号|姓名|人员类别|所在党支部", "预备党员|||", "2|林二|正式|100101")}}, says: "互相矛盾"},
	{name: "new units whose names differ in how the kind is written", pages: []page{{"党组织", rowsOf("党组织全称|类别|上级党组织", "物理系教工党支部|党支部|1001", "物理系教工支部委员会|党支部|1001")}}, says: "只是写法不同"},
	{name: "new units of two codes", pages: []page{{"党组织", rowsOf("党组织代码|党组织全称|类别|上级党组织", "1|物理系教工党支部|党支部|1001", "2|物理系教工支部委员会|党支部|1001")}}, want: []string{"1 物理系教工党支部 branch", "2 物理系教工支部委员会 branch"}},
	{name: "a post that somebody is suspended from", pages: []page{{"职务", rowsOf("工号|姓名|党组织|职务", "0052|方二|100101|组织委员（停职）")}}, says: "不认识职务“组织委员（停职）”"},
	{name: "a post of another unit in brackets", pages: []page{{"职务", rowsOf("工号|姓名|党组织|职务", "0051|方一|100101|书记（化学系学生党支部）")}}, says: "不认识职务"},
	{name: "a post held for another", pages: []page{{"职务", rowsOf("工号|姓名|党组织|职务", "0051|方一|100101|党支部书记（代）")}}, want: []string{"方一 " + teachers + " acting"}},
	{name: "two names below each other in a list of posts", pages: []page{{"职务", [][]any{row("姓名|党组织|职务"), {"方一\n方二", "100101", "委员"}}}}, says: "这一格里像有 2 个人（方一、方二）"},
	{name: "rows that name a part of the list in a column of numbers", pages: []page{{"党员", rowsOf("序号|姓名|人员类别|所在党支部", "在职|||", "1|林一|正式|100101", "离退休|||", "2|林二|正式|100101", "3|||", "合计：2人|||", "（盖章）|||")}}, want: []string{"林一 formal " + teachers, "林二 formal " + teachers}, says: "有 2 行只在没有用到的列里写了字（第 2 行是“在职”），没有读"},
	{name: "how many they are behind the name of the branch", merges: "A2:A3", pages: []page{{"党员", rowsOf("支部|姓名|党员类别", "化学系教工党支部\n（共2人）|林一|正式", "|林二|正式")}}, want: []string{"林一 formal " + teachers, "林二 formal " + teachers}},
	{name: "posts of the Party in a column of any posts", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部|职务", "林一|正式|100101|支部书记", "林二|正式|100101|教授")}}, want: []string{"林一 formal " + teachers, "林二 formal " + teachers}, says: "1 格写着党内职务（第 2 行是“支部书记”），没有读"},
	{name: "a name with brackets", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "林一（曾用名林二）|正式|100101")}}, want: []string{"林一（曾用名林二） formal " + teachers}, says: "带着括号"},
	{name: "a national export with somebody whose membership is stopped", pages: []page{{"党员基本信息汇总表", rowsOf("序号|姓名|公民身份号码|人员类别|所在党支部|加入党组织日期|手机号码|党籍状态|是否为失联党员|失去联系日期|信息完整度", "1|张 三||正式党员|化学系教工党支部|1975.8.1|13900000001|正常|否||100%", "2|李四||正式党员|化学系教工党支部|2010-07-01||停止党籍|否||90%")}}, says: "“停止党籍”的人像是已不是这里的党员"},
	{name: "a contact export of DingTalk", pages: []page{{"通讯录", rowsOf("员工UserID|姓名|部门|职位|工号|手机号|邮箱|入职时间|备注|是否此部门主管", "u1|林一|云州学院-化学系|教师|71|+86-13900000001||||否")}}, says: "只缺“人员类别”"},
	{name: "a contact export of WeCom", pages: []page{{"成员列表", rowsOf("填写须知：", "1、不能在该Excel表中对成员信息类别进行增加、删除或修改", "姓名|帐号|职务|部门|性别|手机|激活状态", "林一|lin1|教师|云州学院/化学系|男|13900000001|已激活")}}, says: "只缺“人员类别”"},
	{name: "a contact export to which the branch was added", pages: []page{{"通讯录", rowsOf("姓名|部门|政治面貌|党支部|手机", "林一|云州学院/化学系|中共党员|化学系教工党支部|+86-13900000001", "林二|云州学院/化学系|中共预备党员|化学系学生党支部|1.3900000002E+10")}}, want: []string{"林一 formal " + teachers + " 13900000001", "林二 probationary " + students + " 13900000002"}},
	{name: "a phone of which digits are gone", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部|手机", "林一|正式|100101|1.39E+10")}}, says: "末几位已经丢失"},
	{name: "a list by hand with sums, notes, signatures and blank rows", merges: "A1:E1", pages: []page{{"党员", rowsOf("化学系党员花名册（截至2026年5月）||||", "序号|姓 名|人员类别|所在党支部|出生年月", "1|张 三|正式|100101|75.8.1", "||||", "2|李　四|正式|100101|1999.7", "小计|2人|||", "|||填表人：王五|", "共计：2人||||", "单位负责人签字：|||年 月 日|")}},
		want: []string{"张三 formal " + teachers + " 1975-08-01", "李四 formal " + teachers + " 1999-07"}},
	{name: "a branch with more in brackets than is known", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "林一|正式|化学系教工党支部（在职）", "林二|正式|化学系教工党支部(1)")}}, says: "如指“化学系教工党支部”"},
	{name: "ticks below the two standings", pages: []page{{"党员", rowsOf("姓名|所在党支部|正式党员|预备党员", "林一|100101|√|", "林二|100101||√")}}, want: []string{"林一 formal " + teachers, "林二 probationary " + teachers}},
}

func TestNothingOfAStrangeFileIsLostWithoutAWord(t *testing.T) { readAsClerks(t, silentFiles) }
