package web_test

import (
	"regexp"
	"strings"
	"testing"

	"lingping/internal/web"
)

var personLink = regexp.MustCompile(`href="(/persons/\d+)"`)

func TestNamesOnAUnitsPageLeadOnlyWhereTheReaderMayGo(t *testing.T) {
	h := open(t, web.Options{})
	qian := h.as(t, "102")
	root := qian.visit("/units/" + id(int64(h.Unit("W0"))))
	root.reads(t, "书记 陈建国")
	root.reads(t, "本组织由上级点评")
	own := qian.visit("/units/" + id(int64(h.Unit("Z1"))))
	for _, p := range []page{root, own} {
		for _, to := range personLink.FindAllStringSubmatch(p.text, -1) {
			qian.visit(to[1]).wants(t, "following "+to[1], 200)
		}
	}

	if to := "/persons/" + id(int64(h.Person("101"))); !strings.Contains(own.text, to) {
		t.Errorf("the secretary of his own branch is not led to 赵伟, who belongs to it:\n%s", own.text)
	}
}
