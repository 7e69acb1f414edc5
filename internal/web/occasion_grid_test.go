package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/testkit"
)

// meeting opens a meeting of B11 under its secretary, on which both its members are reviewed.
func (d desk) meeting(more ...string) (address string) {
	d.t.Helper()
	at := fmt.Sprintf("%d.%d.%d", d.h.Round, d.h.Unit("B11"), d.h.Person("102"))
	fields := append([]string{"at", at, "title", "支部党员大会", "mode", "collective", "selection", "all", "day", "2011-01-05", "place", "三楼会议室"}, more...)
	opened := d.fill("/occasions/new", "/occasions", fields...)
	opened.wants(d.t, "opening a meeting", 303)
	return opened.Header.Get("Location")
}

// grid is the form of a meeting's grid with what stands in it.
func (d desk) grid(meeting string) url.Values {
	d.t.Helper()
	page := d.visit(meeting + "/grid")
	page.wants(d.t, "the grid", http.StatusOK)
	return url.Values{"token": {page.token()}, "revision": {hidden(page, "revision")}}
}

// writes fills the row of a sheet's record in, whole but for what is left out.
func (d desk) writes(form url.Values, of string, without ...scheme.Part) {
	d.t.Helper()
	v, err := d.h.As("102").Sheet(of)
	check(d.t, err)
	for _, p := range testkit.Filled(v).Parts {
		for _, a := range p.Text.Aspects {
			form.Set(fmt.Sprintf("aspect-%d-%s", p.ID, a.Key), a.Text)
		}

		for part, text := range p.Text.Parts {
			form.Set(fmt.Sprintf("%s-%d", part, p.ID), text)
		}

		form.Set(fmt.Sprintf("problems-%d", p.ID), strings.Join(p.Text.Problems, "\n"))
		for _, part := range without {
			form.Del(fmt.Sprintf("%s-%d", part, p.ID))
		}
	}
}

var cellOf = regexp.MustCompile(`<textarea[^>]*\bid="([^"]+)"`)

func TestAMeetingIsWrittenInOneGridWithOneSubmit(t *testing.T) {
	h := house2011(t)
	qian := h.as(t, "102")
	meeting := qian.meeting()
	qian.visit(meeting).says(t, meeting+"/grid")
	form := qian.grid(meeting)
	qian.writes(form, "member 101")
	qian.writes(form, "member 103")
	handed := qian.post(meeting+"/grid", form)
	handed.wants(t, "handing in both by one submit", http.StatusSeeOther, meeting)
	page := qian.visit(meeting)
	page.reads(t, "已交 2 张登记表。")
	said := nextStep.FindString(page.text)
	if !strings.Contains(said, "下载这 2 张（一个 Word，现在打印）") || !strings.Contains(said, meeting+"/print") {
		t.Errorf("after the last sheet of the meeting stands no button that prints: %s", said)
	}

	for _, of := range []string{"member 101", "member 103"} {
		h.stands(t, of, review.Confirmed)
		v, err := h.As("102").Sheet(of)
		check(t, err)
		if v.Setting.Place != "三楼会议室" || len(v.Parts[0].Review.Text.Problems) != 2 {
			t.Errorf("%s was given in %+v with the problems %q", of, v.Setting, v.Parts[0].Review.Text.Problems)
		}
	}

	qian.visit(meeting+"/grid").reads(t, "这次活动的登记表都交了。")
	h.as(t, "202").visit(meeting+"/grid").wants(t, "the grid to a stranger", http.StatusNotFound)
}

func TestAGridNamesByPersonAndColumnWhatItLacks(t *testing.T) {
	h := house2011(t)
	qian := h.as(t, "102")
	meeting := qian.meeting()
	form := qian.grid(meeting)
	qian.writes(form, "member 101")
	qian.writes(form, "member 103", "problems", "advice")
	answer := qian.post(meeting+"/grid", form)
	answer.wants(t, "a grid in which one row lacks something", http.StatusUnprocessableEntity)
	h.stands(t, "member 101", review.Confirmed)
	h.stands(t, "member 103", review.Draft)
	lacks := faultLink.FindAllStringSubmatch(answer.text, -1)
	if len(lacks) != 2 {
		t.Errorf("it names %d things, want the two that are missing: %v", len(lacks), lacks)
	}

	v, err := h.As("102").Sheet("member 103")
	check(t, err)
	cells := cellOf.FindAllStringSubmatch(answer.text, -1)
	for _, lack := range lacks {
		if !strings.Contains(fmt.Sprint(cells), lack[1]) || !strings.HasPrefix(lack[2], v.Parts[0].Name+"：") {
			t.Errorf("%q leads to #%s: it names no person, or leads to no cell", lack[2], lack[1])
		}
	}

	form = url.Values{"token": {answer.token()}, "revision": {hidden(answer, "revision")}}
	qian.writes(form, "member 103")
	qian.post(meeting+"/grid", form).wants(t, "the second time", http.StatusSeeOther, meeting)
	h.stands(t, "member 103", review.Confirmed)
}

// Who was not at the meeting has an empty row, and a draft that was begun elsewhere is not taken onto the meeting unasked.
func TestAGridLeavesAloneWhatIsNotWrittenInIt(t *testing.T) {
	h := house2011(t)
	qian := h.as(t, "102")
	begun := qian.typed("member 103", h.As("102"))
	qian.post(h.sheet("member 103", "/draft"), begun).wants(t, "a draft outside the meeting", http.StatusSeeOther)
	meeting := qian.meeting("place", "四楼")
	form := qian.grid(meeting)
	for name, value := range begun {
		if strings.Contains(name, "-") {
			form[name] = []string{strings.Trim(strings.Join(value, "\n"), "\n ")}
		}
	}

	qian.post(meeting+"/grid", form).wants(t, "nothing written", http.StatusUnprocessableEntity)
	qian.writes(form, "member 101")
	qian.post(meeting+"/grid", form).wants(t, "one row written", http.StatusSeeOther)
	h.stands(t, "member 101", review.Confirmed)
	h.stands(t, "member 103", review.Draft)
	v, err := h.As("102").Sheet("member 103")
	check(t, err)
	if v.Occasion != 0 || v.Setting.Place != "第一会议室" {
		t.Errorf("the draft begun elsewhere stands on occasion %d at %s", v.Occasion, v.Setting.Place)
	}
}

// An autosave of the grid keeps what was changed, and answers with the revisions of all rows: the next one is not stale.
func TestAGridIsKeptWhileItIsTyped(t *testing.T) {
	h := house2011(t)
	qian := h.as(t, "102")
	meeting := qian.meeting()
	form := qian.grid(meeting)
	before := form.Get("revision")
	for _, of := range []string{"member 101", "member 103", "member 103"} {
		qian.writes(form, of, "advice")
		in := qian.form(meeting+"/grid/draft", form)
		in.Header.Set("Autosave", "1")
		saved := qian.do(in)
		saved.wants(t, "an autosave", http.StatusNoContent)
		form.Set("revision", saved.Header.Get("Revision"))
		if len(strings.Fields(form.Get("revision"))) != len(strings.Fields(before)) {
			t.Fatalf("the answer knows of %q, the page of %q", form.Get("revision"), before)
		}
	}

	h.stands(t, "member 101", review.Draft)
	other := h.As("102")
	v, err := other.Sheet("member 103")
	check(t, err)
	typed := testkit.Filled(v)
	typed.Parts[0].Text.Say(scheme.PartAdvice, "另一个窗口写的")
	_, err = h.App.SaveDraft(t.Context(), other.Actor, v.ID, typed)
	check(t, err)
	qian.writes(form, "member 101")
	qian.writes(form, "member 103")
	answer := qian.post(meeting+"/grid", form)
	answer.wants(t, "a row that somebody else has saved", http.StatusUnprocessableEntity)
	answer.reads(t, "还有 1 张没有提交。")
	h.stands(t, "member 101", review.Confirmed)
	h.stands(t, "member 103", review.Draft)
}
