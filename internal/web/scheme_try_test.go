package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"testing"

	"lingping/internal/web"
)

// mill is the roster of a mill in files, in words of its own.
var mill = [][2]string{
	{"党组织.csv", "党组织代码,党组织全称,类别,上级党组织\nM0,红旗纺织厂党委,党委,\nM1,细纱车间支部,车间支部,M0\n"},
	{"党员.csv", "工号,姓名,人员类别,所在党支部\n1,纪良,正式党员,M1\n2,纺秀,正式党员,M1\n"},
	{"职务.csv", "工号,姓名,党组织,职务\n1,纪良,M0,书记\n2,纺秀,M1,书记\n"},
}

const millText = "name: mill\nextends: tongyong\ntitle: 纺织厂方案\nroster: {words: {车间支部: 党支部}}\n"

// tries sends the form of a trial that stands on the page, with roster files.
func (b *browser) tries(on string, rosters [][2]string, fields ...string) page {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	sent := formOn(b.t, b.visit(on), "/schemes/try")
	for i := 0; i+1 < len(fields); i += 2 {
		sent.Set(fields[i], fields[i+1])
	}

	for name := range sent {
		check(b.t, form.WriteField(name, sent.Get(name)))
	}

	for _, f := range rosters {
		part := must(form.CreateFormFile("roster", f[0]))(b.t)
		must(part.Write([]byte(f[1])))(b.t)
	}

	check(b.t, form.Close())
	in := must(http.NewRequestWithContext(b.t.Context(), "POST", b.base+"/schemes/try", &body))(b.t)
	in.Header.Set("Content-Type", form.FormDataContentType())
	return b.do(in)
}

func TestASchemeIsTriedOnRosterFilesThatAreNotTheHouses(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	b.then(b.fill("/schemes", "/schemes/keep", "text", millText))
	tried := b.tries("/schemes/mill/try", mill, "from", "2011-01-01", "to", "2011-06-30")
	tried.wants(t, "a trial on files", 200)
	for _, words := range []string{"用的是名册文件：党组织.csv、党员.csv、职务.csv", "红旗纺织厂党委：4 项任务，2 名点评人"} {
		tried.reads(t, words)
	}

	b.visit("/persons?q=纺秀").reads(t, "没有找到")
	text := b.tries("/schemes/mill/try", mill, "scheme", "", "text", millText+"rules: [{id: R3, relation: committee-of-unit, subjects: [member]}]\n")
	text.reads(t, "缺口 2 个")

	wrong := b.tries("/schemes/mill/try", append(mill[:1:1], [2]string{"党员.csv", "工号,姓名,人员类别,所在党支部\n1,纪良,正式党员,没有的支部\n"}))
	wrong.wants(t, "a roster with a fault", 422)
	wrong.reads(t, "名册“党员.csv”有错，没有试用")
	wrong.reads(t, "没有的支部")

	b.tries("/schemes/mill/try", [][2]string{{"空.csv", ""}}).wants(t, "an empty file", 422)
	foreign := b.tries("/schemes/tongyong/try", mill) // its words are those of the house, which keeps the mill's scheme
	foreign.reads(t, "红旗纺织厂党委：4 项任务")
}
