package web

import (
	"context"
	"net/http"
	"time"
)

// readyWithin is how long the database may take to answer whoever asks whether the program is ready.
const readyWithin = 2 * time.Second

// health answers who watches over the server. It asks nothing of the database, so that it is answered while everything else
// waits and nobody starts the program anew because the disk is slow; it says whether the database has had an I/O error.
func (r *request) health() error {
	r.web.tellHealth(r.out)
	return nil
}

// readiness says whether people would be answered now. It is asked by what sends them here.
func (r *request) readiness() error {
	r.web.tellReady(r.out, r.Request)
	return nil
}

func (w *Web) tellHealth(out http.ResponseWriter) {
	tell(out, w.app.Sound() == nil, "broken")
}

func (w *Web) tellReady(out http.ResponseWriter, in *http.Request) {
	tell(out, w.ready(in) == nil, "not ready")
}

// ready asks the database one thing.
func (w *Web) ready(in *http.Request) error {
	ctx, cancel := context.WithTimeout(in.Context(), readyWithin)
	defer cancel()
	return w.app.Ready(ctx)
}

func tell(out http.ResponseWriter, well bool, otherwise string) {
	if !well {
		http.Error(out, otherwise, http.StatusServiceUnavailable)
		return
	}
	_, _ = out.Write([]byte("ok\n"))
}
