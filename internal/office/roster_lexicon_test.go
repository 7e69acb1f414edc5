package office_test

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
	"lingping/internal/office"
)

// said writes what was read of the first person and post, to be compared with what a clerk would say.
func said(sheets *org.Sheets) string {
	var b strings.Builder
	for _, p := range sheets.Persons {
		if !p.Faulty {
			b.WriteString(strings.Join([]string{p.Person.Number, p.Person.Name, string(p.Person.Standing), string(p.Person.Birth), p.Person.Phone, p.Branch,
				strings.Join(p.Person.Groups, "+")}, " "))
			for _, f := range p.Flags {
				if f.On {
					b.WriteString("+" + f.Group)
				}
			}
			b.WriteString("; ")
		}
	}

	for _, p := range sheets.Posts {
		if !p.Faulty {
			b.WriteString(p.Number + p.Name + " " + p.Unit + " " + string(p.Kind) + p.Portfolio + " " + p.Note + "; ")
		}
	}

	for _, u := range sheets.Units {
		if !u.Faulty {
			b.WriteString(u.Unit.Name + " " + string(u.Unit.Kind) + " " + u.Unit.Category + "; ")
		}
	}

	return b.String()
}

func TestWhatAColumnOrAWordMeansIsSaid(t *testing.T) {
	word := func(column org.Field, word, known string) map[string]string {
		return map[string]string{org.WordOf(column, word): known}
	}
	field := func(head string, f org.Field) map[string]org.Field { return map[string]org.Field{org.Fold(head): f} }
	for name, c := range map[string]struct {
		pages []page
		how   office.Reading
		want  string
	}{
		"a head that nobody knows": {[]page{{"党员", rowsOf("职员代号|姓名|人员类别", "0071|林一|正式")}}, office.Reading{Columns: field("职员代号", org.FieldNumber)}, "0071 林一 formal    ; "},
		"a required one":           {[]page{{"名单", rowsOf("姓名|性别|组织身份", "林一|男|预备")}}, office.Reading{Columns: field("组织身份", org.FieldStanding)}, " 林一 probationary    ; "},
		"one that the house keeps": {[]page{{"名单", rowsOf("姓名|性别|组织身份", "林一|男|预备")}}, office.Reading{Heads: field("组织身份", org.FieldStanding)}, " 林一 probationary    ; "},
		"one that the house keeps, beside one that everybody knows": {[]page{{"党员", rowsOf("旧号|工号|姓名|人员类别", "9|71|林一|正式")}},
			office.Reading{Heads: field("旧号", org.FieldNumber)}, "71 林一 formal    ; "},
		"one that is said for this file, beside one that everybody knows": {[]page{{"党员", rowsOf("新号|工号|姓名|人员类别", "9|71|林一|正式")}},
			office.Reading{Columns: field("新号", org.FieldNumber)}, "9 林一 formal    ; "},
		"a column that is not to be used": {[]page{{"党员", rowsOf("编号|姓名|人员类别", "1|林一|正式")}}, office.Reading{Columns: field("编号", "")}, " 林一 formal    ; "},
		"a post of the house": {[]page{{"职务", rowsOf("工号|党组织|职务", "1|D1|执行书记、组织委员")}}, office.Reading{Words: word(org.FieldPost, "执行书记", "副书记")},
			"1 D1 deputy-secretary 执行书记; 1 D1 committee-member组织 执行书记; "},
		"a post of the house as a column": {[]page{{"职务", rowsOf("党支部|书记|执行书记", "D1|林一|林二")}}, office.Reading{Words: word(org.FieldPost, "执行书记", "副书记")},
			"林一 D1 secretary ; 林二 D1 deputy-secretary ; "},
		"a kind of unit of the house": {[]page{{"党组织", rowsOf("党组织全称|类别", "甲|党群服务站")}}, office.Reading{Words: word(org.FieldUnitKind, "党群服务站", "党支部")}, "甲 branch 党群服务站; "},
		"a group of the house":        {[]page{{"党员", rowsOf("姓名|人员类别|群体|是否退役军人", "林一|正式|退伍|是")}}, office.Reading{Words: map[string]string{org.WordOf(org.FieldGroups, "退伍"): "退役军人", org.WordOf(org.FieldGroups, "退役军人"): "退役军人"}}, " 林一 formal    退役军人+退役军人; "},
		"an empty standing":           {[]page{{"党员", rowsOf("姓名|人员类别", "林一|正式", "林二|")}}, office.Reading{Words: word(org.FieldStanding, office.BlankCell, "正式党员")}, " 林一 formal    ;  林二 formal    ; "},
		"dates that can't be read":    {[]page{{"党员", rowsOf("姓名|人员类别|出生年月", "林一|正式|不详待查", "林二|正式|1980.05")}}, office.Reading{Blank: map[org.Field]bool{org.FieldBirth: true}}, " 林一 formal    ;  林二 formal 1980-05   ; "},
		"a name can't be blank":       {[]page{{"党员", rowsOf("姓名|人员类别", "#REF!|正式")}}, office.Reading{Blank: map[org.Field]bool{org.FieldName: true}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			sheets := readWith(t, workbook(t, c.pages...), c.how)
			if got := said(sheets); got != c.want {
				t.Errorf("read as %q, want %q; %s", got, c.want, notes(i18n.Chinese, sheets.Notes.List))
			}
		})
	}
}

func TestAnEmptyCellThatMayBeExplainedIsAskedOnceAndToldInEachRow(t *testing.T) {
	sheets := readBytes(t, "x.xlsx", workbook(t, page{"党员", rowsOf("姓名|人员类别", "林一|", "林二|", "林三|正式")}))
	if n := sheets.Notes.Count(org.Fault); n != 2 || len(sheets.Strange) != 1 || sheets.Strange[0].Rows != 2 || sheets.Strange[0].Word != office.BlankCell {
		t.Errorf("%d faults, asked %+v", n, sheets.Strange)
	}
}

func TestWhatAColumnOfAHeadOfTwoRowsMeansIsSaidByBoth(t *testing.T) {
	file := workbookWith(t, func(book *excelize.File) {
		for _, block := range [][2]string{{"A1", "A2"}, {"B1", "B2"}, {"C1", "D1"}} {
			if err := book.MergeCell("党员", block[0], block[1]); err != nil {
				t.Fatal(err)
			}
		}
	}, page{"党员", rowsOf("姓名|人员类别|联络", "||固话|掌中宝", "林一|正式|88|13900000001")})
	sheets := readWith(t, file, office.Reading{Columns: map[string]org.Field{org.Fold("联络/掌中宝"): org.FieldPhone}})
	if got := said(sheets); got != " 林一 formal  13900000001  ; " {
		t.Errorf("read as %q; %s", got, notes(i18n.Chinese, sheets.Notes.List))
	}
}
