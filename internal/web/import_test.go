package web_test

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"lingping/internal/store"
	"lingping/internal/web"
)

// upload sends a file with the form that stands on the page.
func (b *browser) upload(on, to, name, content string) page {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	token := form.WriteField("token", b.visit(on).token())
	file, err := form.CreateFormFile("file", name)
	if token != nil || err != nil {
		b.t.Fatal(token, err)
	}

	if _, err := file.Write([]byte(content)); err != nil {
		b.t.Fatal(err)
	}

	if err := form.Close(); err != nil {
		b.t.Fatal(err)
	}

	in, err := http.NewRequestWithContext(b.t.Context(), "POST", b.base+to, &body)
	if err != nil {
		b.t.Fatal(err)
	}

	in.Header.Set("Content-Type", form.FormDataContentType())
	return b.do(in)
}

const (
	goodRoster = "工号,姓名,人员类别,所在党支部,宿舍\n101,赵伟,正式,机械学院教工党支部,1\n900,施工,预备,机械学院学生党支部,2\n"
	badRoster  = "工号,姓名,人员类别,所在党支部\n901,尤里,正式,机械学院教工党支部\n902,,正式,机械学院教工党支部\n903,何处,正式,没有的党支部\n"
)

func TestARosterIsCheckedThenWrittenAndItsFileForgotten(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	sent := b.upload("/import", "/import", "党员.csv", goodRoster)
	sent.wants(t, "uploading", 303)
	check := sent.Header.Get("Location")
	report := b.visit(check)
	report.wants(t, "the report", 200)
	report.reads(t, "人员 1 0 1 21 0")
	report.reads(t, "没有用到的列：宿舍")
	b.visit("/persons?q=施工").reads(t, "没有找到")
	b.fill(check, check).wants(t, "writing", 303, "/units")
	b.visit("/units").reads(t, "已导入“党员.csv”：新增 1 项，变更 0 项。")
	b.visit("/persons?q=施工").reads(t, "900")
	b.visit(check).wants(t, "the file afterwards", 404)

	again := b.upload("/import", "/import", "党员.csv", goodRoster).Header.Get("Location")
	b.visit(again).reads(t, "与现有名册一致，没有要写入的。")
}

func TestAFaultyRosterIsWrittenOnlyWithoutItsFaultyRows(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	check := b.upload("/import", "/import", "党员.csv", badRoster).Header.Get("Location")
	report := b.visit(check)
	report.reads(t, "有 2 处错误：改正后重新上传；或者先导入没有错的。")
	report.reads(t, "没有的党支部")
	b.visit(check+"/faults.txt").says(t, "错误 2 处")
	refused := b.fill(check, check)
	refused.wants(t, "writing in spite of faults", 422)
	refused.reads(t, "还有错误，什么都没有写入。")
	b.visit("/persons?q=尤里").reads(t, "没有找到")
	b.fill(check, check, "skip", "on").wants(t, "writing the rest", 303, "/units")
	b.visit("/persons?q=尤里").reads(t, "901")
}

func TestWhatTheFileDoesNotTellIsAskedOnThePage(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	check := b.upload("/import", "/import", "党员.csv", "工号,姓名,人员类别,所在党支部\n0900,施工,正式,机械学院学生党支部\n901,尤里,在编,机械学院教工党支部\n").Header.Get("Location")
	b.visit(check).reads(t, "请说明 1 处")
	known := b.visit(check + "?say=word+%E5%9C%A8%E7%BC%96%3D%E6%AD%A3%E5%BC%8F%E5%85%9A%E5%91%98")
	known.reads(t, "人员 2 0 0 22 0")
	b.fill(check+"?say=word+%E5%9C%A8%E7%BC%96%3D%E6%AD%A3%E5%BC%8F%E5%85%9A%E5%91%98", check, "say", "word 在编=正式党员").wants(t, "writing", 303, "/units")

	lost := b.upload("/import", "/import", "党员.csv", "工号,姓名,人员类别,所在党支部\n900,施工,预备,机械学院学生党支部\n").Header.Get("Location")
	b.visit(lost).reads(t, "第 2 行的“900”（施工）和名册里的“0900”（施工）")
	b.fill(lost, lost).wants(t, "writing without an answer", 422)
	b.visit(lost+"?say.0=same+900%3D0900").reads(t, "人员 0 1 0")
	b.visit(lost+"?say.0=distinct+900%3D0900").reads(t, "人员 1 0 0")
}

func TestEmptyCellsEmptyNothingWithoutLeave(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	full := b.upload("/import", "/import", "党员.csv", "工号,姓名,人员类别,所在党支部,学历\n900,施工,正式,机械学院学生党支部,硕士\n").Header.Get("Location")
	b.fill(full, full).wants(t, "writing", 303, "/units")
	blank := b.upload("/import", "/import", "党员.csv", "工号,姓名,人员类别,所在党支部,学历\n900,施工,正式,机械学院学生党支部,\n").Header.Get("Location")
	report := b.visit(blank)
	report.reads(t, "有 1 处已有的内容会被空着的单元格清空")
	report.reads(t, "党员的学历：清空 1 处，改动 0 处（如 施工（900） 硕士 → （空））")
	refused := b.fill(blank, blank)
	refused.wants(t, "writing without leave", 422)
	refused.reads(t, "会清空 1 处已有的内容，什么都没有写入。")
	b.fill(blank, blank, "empty", "on").wants(t, "writing with leave", 303, "/units")
}

func TestWhatIsNoRosterIsRefusedAndNotKept(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	b.upload("/import", "/import", "合影.xlsx", "no workbook").wants(t, "no workbook", 422)
	b.upload("/import", "/import", "空.csv", "").wants(t, "an empty file", 422)
	check := b.upload("/import", "/import", "党员.csv", goodRoster).Header.Get("Location")
	b.fill(check, check+"/drop").wants(t, "giving up", 303, "/import")
	b.visit(check).wants(t, "what was given up", 404)
	if blank := b.visit("/import/blank.xlsx"); blank.StatusCode != 200 || blank.text[:2] != "PK" {
		t.Error("the blank roster is no workbook")
	}
}

func TestTheTreeOpensWithAndWithoutScripts(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	b.visit("/units").reads(t, "中共临海学院机械学院总支部委员会 党总支 下级 2 个")
	whole := b.visit(fmt.Sprintf("/units/%d/children", h.Unit("Z1")))
	whole.reads(t, "机械学院教工党支部 党支部")
	whole.says(t, "<html")
	b.visit("/units?q=B12").reads(t, "机械学院学生党支部")
	unit := b.visit(fmt.Sprintf("/units/%d", h.Unit("Z1")))
	unit.reads(t, "书记 赵伟")
	unit.reads(t, "分管 王丽")
	unit.reads(t, "机械学院教工党支部 党支部 0 3")
	unit.reads(t, "未开始")
	person := b.visit(fmt.Sprintf("/persons/%d", h.Person("104")))
	person.reads(t, "中共临海学院机械学院总支部委员会 组织委员")
}

func TestASchemeIsReadAndOnesOwnIsChecked(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	b.visit("/schemes").reads(t, "创先争优活动领导点评方案")
	b.visit("/schemes/chuangxian-2010").reads(t, "R1 校党委书记及领导班子成员按照工作分工")
	b.visit("/schemes/none").wants(t, "no scheme", 404)
	b.visit(fmt.Sprintf("/schemes/chuangxian-2010?round=%d", h.Round)).reads(t, "本轮的方案")
	wrong := b.fill("/schemes", "/schemes/check", "text", "title: 我校方案\nextends: chuangxian-2010\nnonsense: 1\n")
	wrong.wants(t, "a check", 200)
	wrong.reads(t, "有错，还不能使用")
	wrong.reads(t, "3 nonsense: 1 错误")
	b.fill("/schemes", "/schemes/check", "text", "title: 我校方案\nname: ours\nextends: chuangxian-2010\n").reads(t, "可以使用：我校方案。")
}

// What the office decided on what it was shown is not written over what somebody else has changed meanwhile.
func TestADecisionIsForTheRosterThatWasShown(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	check := b.upload("/import", "/import", "党员.csv", goodRoster).Header.Get("Location")
	version := hidden(b.visit(check), "version")
	other := b.upload("/import", "/import", "另一份.csv", "工号,姓名,人员类别,所在党支部\n905,旁人,正式,机械学院教工党支部\n").Header.Get("Location")
	b.fill(other, other, "version", hidden(b.visit(other), "version")).wants(t, "writing the other", 303, "/units")
	refused := b.fill(check, check, "version", version)
	refused.wants(t, "writing on another roster than was shown", 409)
	refused.reads(t, "名册又有了变动，什么都没有写入")
	b.visit("/persons?q=施工").reads(t, "没有找到")
	b.fill(check, check, "version", hidden(b.visit(check), "version")).wants(t, "writing after another look", 303, "/units")
}

// A file of which every row is left out agrees with nothing.
func TestAFileOfWhichNothingIsTakenIsNotSaidToAgree(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	check := b.upload("/import", "/import", "党员.csv", "工号,姓名,人员类别,所在党支部\n902,,正式,机械学院教工党支部\n").Header.Get("Location")
	refused := b.fill(check, check, "skip", "on")
	refused.wants(t, "writing what is nothing", 422)
	refused.reads(t, "所有的行都有错、都留在外面")
}

// The roster comes out as a file, and going in again it changes nothing.
func TestTheRosterComesOutAsItGoesIn(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	for _, shape := range []string{"", "national"} {
		file := b.exported(b.fill("/import", "/roster/export", "shape", shape)).text
		check := b.upload("/import", "/import", "名册.xlsx", file).Header.Get("Location")
		b.visit(check).reads(t, "与现有名册一致，没有要写入的。")
	}
}

// A form of the house's own is read after one explanation, and the next one of the same shape without any.
func TestWhatAColumnIsIsSaidOnceAndKeptForTheNextFile(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	const form = "职员代号,姓名,组织身份,归口支部\n900,施工,正,机械学院学生党支部\n901,尤里,正,没有的支部\n"
	check := b.upload("/import", "/import", "党员.csv", form).Header.Get("Location")
	report := b.visit(check)
	report.reads(t, "表头缺少“人员类别”")
	report.reads(t, "“党员”表的“组织身份”这一列是")
	answers := "?say.column.0=" + url.QueryEscape("column 职员代号=工号") + "&say.column.1=" + url.QueryEscape("column 组织身份=人员类别") +
		"&say.column.2=" + url.QueryEscape("column 归口支部=所在党支部")
	asked := b.visit(check + answers)
	asked.reads(t, "人员类别“正”（2 行）全部当作")
	answers += "&say.word.0=" + url.QueryEscape("word 人员类别:正=正式党员")
	b.visit(check+answers).reads(t, "所在党支部“没有的支部”（1 行）全部当作")
	answers += "&" + url.QueryEscape("is:所在党支部:没有的支部") + "=B11"
	b.visit(check+answers).reads(t, "人员 2 0 0 22 0")
	b.fill(check+answers, check, "say", "column 职员代号=工号", "say", "column 组织身份=人员类别", "say", "column 归口支部=所在党支部",
		"say", "word 人员类别:正=正式党员", "say", "word 所在党支部:没有的支部=B11", "remember", "on").wants(t, "writing", 303, "/units")

	next := b.upload("/import", "/import", "党员.csv", "职员代号,姓名,组织身份,归口支部\n902,石磊,正,机械学院学生党支部\n").Header.Get("Location")
	b.visit(next).reads(t, "人员 1 0 0 24 0")
	b.visit("/import").reads(t, "表头“组织身份”是“人员类别”")
	b.fill("/import", "/import/words", "column", "", "word", "组织身份").wants(t, "forgetting", 303, "/import")
	b.visit(next).reads(t, "表头缺少“人员类别”")
}

// Cells that can't be read are one question for all of them.
func TestWhatIsWrongInOneWayIsToldTogetherAndRemediedTogether(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	check := b.upload("/import", "/import", "党员.csv", "工号,姓名,人员类别,所在党支部,出生年月\n900,施工,正式,机械学院学生党支部,不详待查\n901,尤里,正式,机械学院学生党支部,问本人\n").Header.Get("Location")
	report := b.visit(check)
	report.reads(t, "不是日期；请写作 1985.06 或 1985-06-01 的样子。 2 2、3")
	report.reads(t, "“出生年月”一列里读不懂的 2 格")
	b.visit(check+"?say.blank.0="+url.QueryEscape("blank 出生年月")).reads(t, "人员 2 0 0 22 0")
}

// holdDoor holds the one door of writing until it is let go.
func (h *house) holdDoor(t *testing.T) (let func()) {
	inside, done, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- h.Store.WriteAlone(context.Background(), func(*store.Tx) error {
			close(inside)
			<-done
			return nil
		})
	}()
	<-inside
	return func() {
		close(done)
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
	}
}

// A long import says how far it is on a page that updates itself without a script, and tells its end there.
func TestALongImportIsFollowedOnItsPage(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	check := b.upload("/import", "/import", "党员.csv", goodRoster).Header.Get("Location")
	let := h.holdDoor(t)
	sent := b.fill(check, check)
	sent.wants(t, "writing while another writes", 303)
	at := sent.Header.Get("Location")
	if !strings.HasPrefix(at, check+"/running?") {
		t.Fatalf("it leads to %s", at)
	}

	running := b.visit(at)
	running.wants(t, "its page", 200)
	running.reads(t, "写完以前停止，名册和原来一样。")
	if running.Header.Get("Refresh") == "" || !strings.Contains(running.text, check+"/stop") {
		t.Errorf("its page does not update itself, or can't be stopped: %s", running.text)
	}

	let()
	b.visit(at).wants(t, "when it is over", 303, "/units")
	b.visit("/units").reads(t, "已导入“党员.csv”：新增 1 项，变更 0 项。")
	b.visit(check+"/running").wants(t, "afterwards", 303, "/import")
}

// An import that is refused after its page had waited leads back to the check with what was said there, and why it was refused.
func TestALongImportThatIsRefusedKeepsItsAnswers(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	const text = "工号,姓名,人员类别,所在党支部\n901,尤里,在编,机械学院教工党支部\n902,何处,正式,没有的党支部\n"
	check := b.upload("/import", "/import", "党员.csv", text).Header.Get("Location")
	const word = "word 人员类别:在编=正式党员"
	let := h.holdDoor(t)
	sent := b.fill(check+"?say="+url.QueryEscape(word), check, "say", word)
	sent.wants(t, "writing while another writes", 303)
	let()
	back := b.visit(sent.Header.Get("Location"))
	for back.StatusCode == http.StatusOK { // the page that waits
		back = b.visit(sent.Header.Get("Location"))
	}

	back.wants(t, "when it is refused", 303)
	report := b.visit(back.Header.Get("Location"))
	report.wants(t, "the check", 200)
	report.reads(t, "还有错误，什么都没有写入。")
	report.reads(t, "人员 1 0 0 22 1")
	if strings.Contains(report.text, `name="remember" value="on" checked`) {
		t.Error("what was not to be kept is to be kept")
	}

	b.fill(back.Header.Get("Location"), check, "say", word, "skip", "on").wants(t, "writing the rest", 303, "/units")
	b.visit("/persons?q=尤里").reads(t, "901")
}
