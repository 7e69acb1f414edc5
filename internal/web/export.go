package web

import (
	"errors"
	"net/http"
	"time"

	"lingping/internal/app"
	"lingping/internal/clock"
	"lingping/internal/errs"
	"lingping/internal/web/view"
)

const (
	// exportPatience is how long whoever asks for a file waits for it before he is shown how far it is.
	exportPatience = time.Second
	// fileTimeout is how long sending a file may take; whoever is cut off goes on where he was.
	fileTimeout = time.Hour
	// exportPulse is after how many seconds the page of an export in the making loads itself anew.
	exportPulse = "2"
)

func (r *request) exportKey() app.ExportKey { return app.ExportKey(r.PathValue("key")) }

// exporting answers to who has just asked for a file: with the file when it is ready at once, else with the page that says
// how far it is; when he has too many already, with those that he has.
func (r *request) exporting(key app.ExportKey, err error) error {
	if err != nil {
		return r.again(err, r.exports)
	}

	x, err := r.web.app.AwaitExport(r.Context(), r.actor, key, exportPatience)
	switch {
	case err != nil:
		return err
	case x.State == app.ExportReady:
		return r.redirect(view.ExportHref(key, "/file"))
	case x.State == app.ExportFailed:
		if err := r.web.app.CancelExport(r.Context(), r.actor, key); err != nil {
			return err
		}
		return r.again(x.Problem, r.exports)
	}

	return r.redirect(view.ExportHref(key, ""))
}

// exports are the files that the asker had made within the hour.
func (r *request) exports() error {
	list, err := r.web.app.Exports(r.Context(), r.actor)
	if err != nil {
		return err
	}

	for _, x := range list {
		if x.State.Running() {
			r.pulse()
			break
		}
	}

	return r.render(view.ExportsPage(r.page(r.T("我导出的文件"), ""), list))
}

// export says how far a file is, and brings it when it is ready; the page stays and offers it again.
func (r *request) export() error {
	x, err := r.web.app.Export(r.Context(), r.actor, r.exportKey())
	if err != nil {
		return err
	}

	switch {
	case x.State.Running():
		r.pulse()
	case x.State == app.ExportReady && !x.Fetched: // whoever waited here for the file need not ask for it again
		r.out.Header().Set("Refresh", "0; url="+view.ExportHref(x.Key, "/file"))
	}

	if errs.Is(x.Problem, errs.Internal) {
		r.web.options.Log.Error("export failed", "err", x.Problem)
	}

	return r.render(view.ExportPage(r.page(r.T("导出"), ""), x))
}

// pulse lets the browser ask again after a moment, without scripts. The answer to a form is left to stand.
func (r *request) pulse() {
	if r.Method == http.MethodGet {
		r.out.Header().Set("Refresh", exportPulse)
	}
}

// exportFile sends a file. Whoever is slow holds the file open and nothing else, and may go on where he was cut off.
func (r *request) exportFile() error {
	x, file, err := r.web.app.OpenExport(r.Context(), r.actor, r.exportKey())
	if err != nil {
		return err
	}
	defer file.Close()

	if err := http.NewResponseController(r.out).SetWriteDeadline(clock.Running().Add(fileTimeout)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}

	r.attach(x.Name, x.Media)
	http.ServeContent(r.out, r.Request, "", x.Began, file)
	return nil
}

func (r *request) exportCancel() error {
	x, err := r.web.app.Export(r.Context(), r.actor, r.exportKey())
	if err != nil {
		return err
	}

	if err := r.web.app.CancelExport(r.Context(), r.actor, x.Key); err != nil {
		return err
	}

	if x.State.Running() {
		return r.done("/exports", "已取消，没有留下文件。")
	}

	return r.done("/exports", "已删除。需要时可以重新导出。")
}
