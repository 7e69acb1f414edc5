package web_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"

	"lingping/internal/testkit"
	"lingping/internal/web"
)

// A page of any length comes whole, by GET and by HEAD, one after the other on the same connection.
func TestAPageOfAnyLengthComesWhole(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	pages := must(web.New(w.App, web.Options{}))(t)
	l := must(net.Listen("tcp", "127.0.0.1:0"))(t)
	defer l.Close()

	route := web.Route{Method: "GET", Pattern: "/x", Name: "x", Action: web.Routes()[0].Action, Open: true}
	go func() { _ = pages.ServeTable([]web.Route{route.Showing()}, l) }()

	sizes := []int{0, 1, 2047, 2048, 2049, 4095, 4096, 4097, 8191, 8192, 8193, 20_000, 1 << 20}
	for n := range 1500 { // wherever in the buffers of net/http the head ends
		sizes = append(sizes, 3000+n)
	}

	transport := &http.Transport{MaxConnsPerHost: 1}
	defer transport.CloseIdleConnections()

	for _, size := range sizes {
		for _, method := range []string{"GET", "HEAD"} {
			in := must(http.NewRequestWithContext(t.Context(), method, fmt.Sprintf("http://%s/x?bytes=%d", l.Addr(), size), nil))(t)
			out := must(transport.RoundTrip(in))(t)
			body := must(io.ReadAll(out.Body))(t)
			check(t, out.Body.Close())
			if want := size; out.StatusCode != 200 || method == "GET" && len(body) != want || method == "HEAD" && len(body) > 0 {
				t.Fatalf("%s of a page of %d bytes gives %d with %d", method, size, out.StatusCode, len(body))
			}
		}
	}
}
