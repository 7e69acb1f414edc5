package web_test

import (
	"net/http"
	"strings"
	"testing"

	"lingping/internal/web"
)

// fileFields are the fields that hold a file, on the forms that take one.
var fileFields = map[string]string{
	"reviews-signed": "scan", "action-file": "file", "notice-publish": "proof", "summary-attach": "file", "round-open": "file",
	"import-upload": "file", "scheme-check": "file", "round-change": "file", "scheme-keep": "file", "scheme-try-text": "file", "forms-own": "file",
	"template-keep": "file", "template-check": "file",
}

// A form with a file that was not sent as such a form (an old browser, a script) hears a sentence that says what to do; it
// is neither a fault of ours nor taken without the file.
func TestAFileThatWasNotSentAsAFileIsMissedWithASentence(t *testing.T) {
	th := &theatre{scene: stageScene(t), t: t, table: web.Routes()}
	th.open()
	defer func() { check(t, th.store.Close()) }()

	for _, route := range web.Routes() {
		field, known := fileFields[route.Name]
		if takes := route.Body > 0; takes != known {
			t.Errorf("%s takes a file: %t; and in fileFields stands %q", route.Name, takes, field)
		}

		if !known {
			continue
		}

		told := false
		for _, c := range th.senders(route.Name) {
			a := c.address()
			a.file, a.form = "", a.form+"&"+field+"=党员.xlsx"
			before := th.written()
			out := th.send(th.post(route.Name, a, c.o, c.who))
			if out.Code >= http.StatusInternalServerError || th.written() != before {
				t.Errorf("%s as %s: answers %d, entries %d", route.Name, c.who, out.Code, th.written()-before)
			}

			told = told || strings.Contains(out.Body.String(), "文件没有一起传上来")
		}

		if !told {
			t.Errorf("%s: nobody hears that the file did not come", route.Name)
		}
	}
}

func (c sender) address() address { return addresses[c.route] }
