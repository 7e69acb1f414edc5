package office

import (
	"strings"

	"lingping/internal/domain/org"
)

// Heads and the words of set columns are read in traditional characters and in English too. Names are kept as they are written.

// simplifiedSigns are the signs of heads and set words in traditional characters, each before the one that is known.
const simplifiedSigns = "黨党員员類类別别學学歷历曆历聯联繫系係系絡络電电話话號号碼码證证備备註注組组織织職职務务單单編编書书記记總总領领導导關关簡简稱称級级屬属隸隶時时間间轉转預预發发對对積积極极團团眾众無无離离臨临幹干檢检傳传統统戰战婦妇勞劳動动體体貧贫執执責责" +
	"負负會会區区縣县鎮镇鄉乡機机現现狀状態态參参國国產产實实檔档處处長长開开結结終终歲岁説说說说選选進进標标畢毕業业術术專专為为爲为從从後后兩两個个計计審审頁页續续協协條条變变異异資资訊讯錄录勸劝銷销復复齡龄請请寫写須须僅仅這这裡里達达農农醫医護护設设認认鄰邻" +
	"幫帮紀纪紅红紙纸納纳給给經经輔辅監监辦办樓楼賬账賓宾訪访調调談谈論论評评議议讀读識识財财質质購购費费車车軍军軟软輪轮輸输運运過过還还遠远適适遷迁遺遗邊边鐵铁階阶隊队陽阳陰阴際际雙双雜杂難难霊灵靈灵順顺項项願愿顧顾館馆駐驻騎骑驗验點点寶宝層层" +
	"屆届島岛師师帶带幣币廣广廠厂應应懷怀擔担據据損损換换採采掛挂擬拟擇择攝摄敗败數数斷断於于暫暂權权樣样歸归歿殁殘残決决沒没況况滅灭溫温滿满漢汉煙烟熱热爭争獨独獎奖獲获環环當当療疗盡尽種种稅税競竞範范築筑糧粮約约絕绝網网緊紧線线績绩縮缩繼继義义" +
	"習习聖圣聞闻聲声聽听肅肃脫脱臺台興兴舉举藝艺藥药蘇苏虛虚補补製制複复規规視视親亲觀观訂订訓训託托許许詢询詳详試试該该誠诚課课"

var toSimplified = signPairs(simplifiedSigns)

func signPairs(pairs string) map[rune]rune {
	known, signs := map[rune]rune{}, []rune(pairs)
	for i := 1; i < len(signs); i += 2 {
		known[signs[i-1]] = signs[i]
	}
	return known
}

// simplified is a word of a head or of a set column in simplified characters.
func simplified(text string) string {
	return strings.Map(func(r rune) rune {
		if known, ok := toSimplified[r]; ok {
			return known
		}
		return r
	}, text)
}

// setWord is a word of a set column, folded, as rosters in Chinese write it.
func setWord(field org.Field, text string) string {
	text = simplified(org.Fold(text))
	if known, ok := englishWords[field][text]; ok {
		return known
	}
	return text
}

// englishWords are words of the set columns in English, folded, and what they stand for.
var englishWords = map[org.Field]words[string]{
	org.FieldStanding: spelled(map[string]string{
		"正式党员": "FORMAL FORMALMEMBER FULL FULLMEMBER FULLPARTYMEMBER FORMALPARTYMEMBER FULLCPCMEMBER",
		"预备党员": "PROBATIONARY PROBATIONARYMEMBER PROBATIONARYPARTYMEMBER PROBATIONARYCPCMEMBER",
		"党员":   "MEMBER PARTYMEMBER CPCMEMBER CCPMEMBER",
		"非党员":  "NON-MEMBER NONMEMBER NON-PARTYMEMBER NOTAMEMBER NOTAPARTYMEMBER",
		"群众":   "MASSES",
		"共青团员": "LEAGUEMEMBER YOUTHLEAGUEMEMBER",
	}),
	org.FieldUnitKind: spelled(map[string]string{
		"党委":    "COMMITTEE PARTYCOMMITTEE",
		"分党委":   "SUB-COMMITTEE SUBCOMMITTEE",
		"党组":    "LEADGROUP LEADINGGROUP LEADINGPARTYGROUP LEADINGPARTYMEMBERSGROUP",
		"党总支":   "GENERALBRANCH GENERALPARTYBRANCH",
		"党支部":   "BRANCH PARTYBRANCH",
		"直属党支部": "DIRECTBRANCH DIRECTPARTYBRANCH",
		"联合党支部": "JOINTBRANCH JOINTPARTYBRANCH",
		"临时党支部": "TEMPORARYBRANCH TEMPORARYPARTYBRANCH",
		"党小组":   "CELL GROUP PARTYGROUP",
		"部门":    "DEPARTMENT",
		"外部单位":  "OUTSIDEUNIT EXTERNAL EXTERNALUNIT",
	}),
	org.FieldPost: spelled(map[string]string{
		"书记":      "SECRETARY PARTYSECRETARY BRANCHSECRETARY PARTYBRANCHSECRETARY",
		"副书记":     "DEPUTYSECRETARY DEPUTYPARTYSECRETARY VICESECRETARY",
		"主持工作":    "ACTING",
		"委员":      "COMMITTEEMEMBER MEMBER",
		"组织委员":    "ORGANISATIONMEMBER ORGANIZATIONMEMBER COMMITTEEMEMBERFORORGANISATION COMMITTEEMEMBERFORORGANIZATION",
		"宣传委员":    "PUBLICITYMEMBER COMMITTEEMEMBERFORPUBLICITY",
		"纪检委员":    "DISCIPLINEMEMBER COMMITTEEMEMBERFORDISCIPLINE",
		"行政主要负责人": "PRINCIPALADMINISTRATOR ADMINISTRATOR",
		"党小组长":    "CELLLEADER GROUPLEADER PARTYGROUPLEADER",
	}),
	org.FieldCharge: spelled(map[string]string{"分管": "INCHARGE", "联系点": "CONTACTPOINT CONTACT"}),
	org.FieldSex:    spelled(map[string]string{"男": "M MALE MAN", "女": "F FEMALE WOMAN"}),
	org.FieldGroups: spelled(map[string]string{
		org.GroupLeader:      "LEADER LEADERS LEADINGCADRE",
		org.GroupNoPost:      "NOPOST",
		org.GroupInfirm:      "ELDERLYORINFIRM ELDERLY INFIRM",
		org.GroupStudent:     "STUDENT STUDENTS",
		org.GroupMobile:      "AWAY MOBILE",
		org.GroupLostContact: "LOSTCONTACT OUTOFCONTACT",
		org.GroupAbroad:      "ABROAD",
	}),
}

// englishHeads are the heads of columns in English, folded; they are as sure as the last in Chinese.
var englishHeads = map[org.SheetKind]map[org.Field]string{
	org.UnitSheet: {
		org.FieldCode:     "CODE UNITCODE ORGANISATIONCODE ORGANIZATIONCODE",
		org.FieldUnitName: "FULLNAME UNITNAME UNIT NAME ORGANISATION ORGANIZATION ORGANISATIONNAME ORGANIZATIONNAME PARTYORGANISATION PARTYORGANIZATION BRANCHNAME",
		org.FieldShort:    "SHORTNAME SHORT",
		org.FieldUnitKind: "KIND UNITKIND TYPEOFUNIT",
		parentCode:        "PARENTCODE CODEOFUNITABOVE",
		org.FieldParent:   "UNITABOVE PARENT PARENTUNIT PARENTORGANISATION PARENTORGANIZATION SUPERIOR SUPERIORUNIT",
		org.FieldCategory: "TYPE CATEGORY",
	},
	org.PersonSheet: {
		org.FieldNumber:   englishNumber,
		org.FieldName:     "NAME FULLNAME MEMBERNAME",
		org.FieldSex:      "SEX GENDER",
		org.FieldNation:   "NATION NATIONALITY ETHNICITY ETHNICGROUP",
		org.FieldBirth:    "BORN BIRTHDATE DATEOFBIRTH BIRTHDAY BIRTH",
		org.FieldDegree:   "DEGREE EDUCATION",
		org.FieldStanding: "STANDING PARTYSTANDING MEMBERSHIP MEMBERSHIPTYPE MEMBERTYPE POLITICALSTATUS POLITICALAFFILIATION",
		org.FieldJoined:   "JOINED JOINEDPARTY JOINEDTHEPARTY DATEJOINED DATEOFJOINING JOININGDATE PARTYJOININGDATE",
		org.FieldFull:     "FULLMEMBERSINCE CONFIRMED DATEOFCONFIRMATION",
		branchCode:        "BRANCHCODE",
		org.FieldBranch:   "BRANCH PARTYBRANCH BRANCHNAME",
		org.FieldJob:      "JOB JOBTITLE POSITION",
		org.FieldGroups:   "GROUP GROUPS",
		org.FieldPhone:    "TELEPHONE PHONE MOBILE MOBILEPHONE CELLPHONE PHONENUMBER MOBILENUMBER MOBILEPHONENUMBER TELEPHONENUMBER",
		org.FieldIDNumber: "IDENTITYNUMBER IDNUMBER IDENTITYCARD IDCARD IDCARDNUMBER",
		org.FieldNote:     "NOTE NOTES REMARK REMARKS COMMENT",
	},
	org.PostSheet: {
		org.FieldNumber: englishNumber,
		org.FieldName:   "NAME FULLNAME",
		branchCode:      "BRANCHCODE",
		org.FieldBranch: "BRANCH PARTYBRANCH BRANCHNAME",
		org.FieldUnit:   "UNIT UNITNAME UNITCODE ORGANISATION ORGANIZATION PARTYORGANISATION PARTYORGANIZATION",
		org.FieldPost:   "POST POSTS PARTYPOST PARTYPOSITION",
		org.FieldFrom:   "FROM SINCE START STARTDATE",
		org.FieldTo:     "TO UNTIL END ENDDATE",
		org.FieldNote:   "NOTE NOTES REMARK REMARKS",
	},
	org.ChargeSheet: {
		org.FieldNumber: englishNumber,
		org.FieldName:   "NAME FULLNAME LEADER",
		branchCode:      "BRANCHCODE",
		org.FieldBranch: "BRANCH PARTYBRANCH BRANCHNAME",
		org.FieldUnit:   "UNIT UNITNAME UNITCODE ORGANISATION ORGANIZATION",
		org.FieldCharge: "RELATION CHARGE CHARGES",
		org.FieldFrom:   "FROM SINCE START STARTDATE",
		org.FieldTo:     "TO UNTIL END ENDDATE",
	},
}

const englishNumber = "NUMBER STAFFNUMBER STAFFNO STAFFID EMPLOYEENUMBER EMPLOYEENO EMPLOYEEID STUDENTNUMBER STUDENTNO STUDENTID PERSONNUMBER"
