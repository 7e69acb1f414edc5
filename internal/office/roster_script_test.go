package office_test

import "testing"

// scriptFiles are files whose heads and set words are in traditional characters or in English.
var scriptFiles = []officeFile{
	{name: "members in traditional characters", pages: []page{{"黨員名冊", rowsOf("序號|工號|姓名|性別|出生年月|學歷|人員類別|入黨日期|轉正日期|所在黨支部|聯繫電話|身份證號|備註",
		"1|71|林國華|女|1980.05|大學本科|正式黨員|2001.07|2002.07|100101|13900000001||", "2|72|林二|男||研究生|預備黨員|||100102|||", "3|73|林三|男|||群眾||||||", "合計|3人|||||||||||", "填表說明：無|||||||||||"), // names are kept as written
	}}, want: []string{"71 林國華 formal " + teachers + " 1980-05 13900000001", "72 林二 probationary " + students, "73 林三 non-member"}},
	{name: "units in traditional characters", pages: []page{{"黨組織", rowsOf("黨組織代碼|黨組織全稱|類別|上級黨組織", "100103|化学系离退休党支部|離退休黨支部|1001", "100104|物理系党总支|黨總支|10")}}, want: []string{"100103 化学系离退休党支部 branch 离退休", "100104 物理系党总支 general-branch"}},
	{name: "posts in traditional characters", pages: []page{{"職務", rowsOf("工號|姓名|黨組織|職務", "0051|方一|100101|黨支部書記兼組織委員", "0052|方二|100101|組織、宣傳委員")}}, want: []string{"方一 " + teachers + " secretary", "方一 " + teachers + " 组织committee-member", "方二 " + teachers + " 组织、宣传committee-member"}},
	{name: "those who have gone, in traditional characters", pages: []page{{"黨員", rowsOf("姓名|人員類別|所在黨支部", "林一|已轉出|100101")}}, says: "已不是这里的党员"},
	{name: "groups asked for in traditional characters", pages: []page{{"黨員", rowsOf("姓名|人員類別|所在黨支部|是否為流動黨員|是否失聯黨員", "林一|正式|100101|是|沒有")}}, want: []string{"林一 formal " + teachers + " 流动"}},
	{name: "members in English", pages: []page{{"Members", rowsOf("No.|Staff No.|Name|Gender|Date of birth|Education|Standing|Date joined|Party branch|Mobile phone|ID number|Remarks",
		"1|71|Smith 林|F|1980-05-07|Master|Full member|2001-07-01|100101|13900000001||", "2|72|林二|Male|||Probationary member||100102|||", "3|73|林三|M|||Non-member|||||")}},
		want: []string{"71 Smith 林 formal " + teachers + " 1980-05-07 13900000001", "72 林二 probationary " + students, "73 林三 non-member"}},
	{name: "the words of our own pages in English", pages: []page{{"Sheet1", rowsOf("Number|Name|Sex|Nation|Born|Degree|Standing|Joined|Full member since|Branch|Job|Group|Telephone|Identity number|Note",
		"71|林一|F||1980.05||full member|2001.07|2002.07|100101||Away|13900000001||")}}, want: []string{"71 林一 formal " + teachers + " 1980-05 流动 13900000001"}},
	{name: "units in English", pages: []page{{"Units", rowsOf("Unit code|Full name|Kind|Unit above", "100103|化学系离退休党支部|Party branch|1001", "100104|物理系党总支|General branch|10")}}, want: []string{"100103 化学系离退休党支部 branch", "100104 物理系党总支 general-branch"}},
	{name: "posts in English", pages: []page{{"Posts", rowsOf("Staff ID|Name|Unit|Post|From", "0051|方一|100101|Secretary, organization member|2020-01-01", "0052|方二|100101|Deputy Secretary|")}}, want: []string{"方一 " + teachers + " secretary", "方一 " + teachers + " 组织committee-member", "方二 " + teachers + " deputy-secretary"}},
	{name: "a word in English that is not known", pages: []page{{"Members", rowsOf("Name|Standing|Branch", "林一|Honorary|100101")}}, says: "不认识人员类别“Honorary”"},
}

func TestHeadsAndSetWordsAreReadInTraditionalCharactersAndInEnglish(t *testing.T) {
	readAsClerks(t, scriptFiles)
}
