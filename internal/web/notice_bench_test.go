package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
	"lingping/internal/web"
)

// displayed leads a notice of the branch B11 onto its page and gives its code.
func displayed(b *testing.B, w *testkit.World) (code string) {
	b.Helper()
	ctx, by := b.Context(), w.As("102").Actor
	one, two := w.AsOffice().Actor, w.AsOffice().Actor
	two.Account++
	var n publish.NoticeID
	for _, step := range []func() error{
		func() error { return w.As("101").Submit("unit B11") },
		func() error { return w.As("102").Submit("member 103") },
		func() (err error) {
			n, err = w.App.ProposeNotice(ctx, by, w.Round, w.Unit("B11"), []scheme.SubjectKind{scheme.Unit, scheme.Secretary, scheme.Member})
			return err
		},
		func() error { return w.App.CheckNotice(ctx, one, n) },
		func() error { return w.App.ApproveNotice(ctx, two, n) },
		func() error {
			return w.App.PublishNotice(ctx, by, n, app.Publication{From: "2011-01-05", To: "2011-02-05", Channels: []publish.Channel{{Name: "网上"}}})
		},
		func() error {
			return w.Store.Read(ctx, func(tx *store.Tx) error {
				kept, err := tx.Notice(n)
				code = kept.Code
				return err
			})
		},
	} {
		if err := step(); err != nil {
			b.Fatal(err)
		}
	}

	return code
}

// BenchmarkPublicNotice asks for the page of a notice over a real connection, and beside it for as many bytes that a
// server gives without any work: no Go server is quicker.
func BenchmarkPublicNotice(b *testing.B) {
	w := testkit.NewWorld(b, testkit.SQLite(b))
	code := displayed(b, w)
	pages, err := web.New(w.App.At(func() time.Time { return time.Date(2011, 1, 5, 10, 0, 0, 0, time.UTC) }), web.Options{})
	if err != nil {
		b.Fatal(err)
	}

	handler := pages.Handler()
	out := httptest.NewRecorder()
	handler.ServeHTTP(out, httptest.NewRequestWithContext(b.Context(), "GET", "/n/"+code, nil))
	body := out.Body.Bytes()
	bare := http.HandlerFunc(func(out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = out.Write(body)
	})

	for name, h := range map[string]http.Handler{"page": handler, "bare": bare} {
		b.Run(name, func(b *testing.B) {
			server := httptest.NewServer(h)
			defer server.Close()

			client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
			b.SetParallelism(8)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					answer, err := client.Get(server.URL + "/n/" + code)
					if err != nil {
						b.Error(err)
						return
					}

					n, _ := io.Copy(io.Discard, answer.Body)
					answer.Body.Close()
					if answer.StatusCode != 200 || int(n) != len(body) {
						b.Errorf("%d, %d bytes of %d", answer.StatusCode, n, len(body))
					}
				}
			})
		})
		b.Run(name+"-alone", func(b *testing.B) {
			for b.Loop() {
				out := httptest.NewRecorder()
				h.ServeHTTP(out, httptest.NewRequestWithContext(b.Context(), "GET", "/n/"+code, nil))
			}
		})
	}
}
