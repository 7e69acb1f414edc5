package web_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"lingping/internal/store"
)

// exported follows the answer to who asked for a file until it is there, and fetches it.
func (b *browser) exported(answer page) page {
	b.t.Helper()
	at := answer.Header.Get("Location")
	answer.wants(b.t, "asking for a file", 303, at)
	for !strings.HasSuffix(at, "/file") { // it is still in the making; every look is a request that takes its time
		p := b.visit(at)
		p.wants(b.t, "the page of the export", 200)
		if strings.Contains(p.text, at+"/file") {
			at += "/file"
		} else if p.Header.Get("Refresh") == "" {
			b.t.Fatalf("there is no file and none to come: %s", p.words())
		}
	}

	file := b.visit(at)
	file.wants(b.t, "the file", 200)
	return file
}

func TestAFileInTheMakingShowsHowFarItIsAndCanBeCancelled(t *testing.T) {
	h := house2011(t)
	qian := h.as(t, "102")
	qian.visit("/exports").reads(t, "现在没有导出的文件。")
	held, let, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	release := sync.OnceFunc(func() { close(let) })
	defer release() // also when the test gives up: closing the store waits for the reader

	go func() {
		ended <- h.Store.ReadApart(context.Background(), func(*store.Tx) error {
			close(held)
			<-let
			return nil
		})
	}()

	<-held
	forms := h.at("/forms")
	ask := func() page { return qian.fill(forms, forms, "form", "3", "unit", fmt.Sprint(h.Unit("B11"))) }
	first, second := ask().Header.Get("Location"), ask().Header.Get("Location")
	for _, at := range []string{first, second, "/exports"} {
		p := qian.visit(at)
		p.wants(t, "the page of a file in the making", 200)
		if p.Header.Get("Refresh") == "" || !strings.Contains(p.text, "取消") || strings.Contains(p.text, "/file\"") {
			t.Errorf("%s does not renew itself, can't be cancelled, or offers a file: %s", at, p.words())
		}
	}

	qian.visit(first+"/file").wants(t, "the file before it is ready", 409)
	third := ask()
	third.wants(t, "a third file at once", 409)
	third.reads(t, "您已有 2 份文件正在导出")
	third.says(t, `action="`+first+`/cancel"`)
	if third.Header.Get("Refresh") != "" {
		t.Error("the refusal renews itself, which would send the form again")
	}

	qian.fill(first, first+"/cancel").wants(t, "cancelling", 303, "/exports")
	qian.visit("/exports").reads(t, "已取消，没有留下文件。")
	qian.visit(first).wants(t, "what was cancelled", 404)
	release()
	check(t, <-ended)

	waited := qian.visit(second)
	for waited.Header.Get("Refresh") == "2" {
		waited = qian.visit(second)
	}

	if got, want := waited.Header.Get("Refresh"), "0; url="+second+"/file"; got != want {
		t.Errorf("whoever waited for the file is sent to %q, want %q", got, want)
	}

	file := qian.exported(page{Response: &http.Response{StatusCode: 303, Header: http.Header{"Location": {second}}}})
	if file.Header.Get("Content-Type") != "application/zip" || !strings.Contains(file.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the file comes as %v", file.Header)
	}

	ready := qian.visit(second)
	ready.reads(t, "可以下载")
	if ready.Header.Get("Refresh") != "" {
		t.Error("the page of a file that was fetched brings it again")
	}

	h.as(t, "101").visit(second+"/file").wants(t, "the file to somebody else", 404)
	qian.fill(second, second+"/cancel").wants(t, "erasing", 303, "/exports")
	qian.visit(second+"/file").wants(t, "what was erased", 404)
}

func TestTheWatchmanIsAnsweredWithoutTheDatabase(t *testing.T) {
	h := house2011(t)
	b := h.browser(t)
	p := b.visit("/healthz")
	p.wants(t, "the health page", 200)
	if p.text != "ok\n" {
		t.Errorf("it says %q", p.text)
	}

	check(t, h.Store.Close())
	b.visit("/healthz").wants(t, "the health page while the database is away", 200)
}
