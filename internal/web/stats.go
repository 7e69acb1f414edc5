package web

import (
	"bytes"
	"io"
	"net/http"

	"lingping/internal/app"
	"lingping/internal/web/view"
)

func (r *request) stats() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	st, err := r.web.app.StatsOf(r.Context(), r.actor, id, unit)
	if err != nil {
		return err
	}

	return r.render(view.StatsPage(r.page(r.T("情况统计表"), "/rounds"), st))
}

// statsBook is annex 1 as the office's spreadsheet.
func (r *request) statsBook() error { return r.statsFile(app.WriteStats, xlsxMedia, ".xlsx") }

// statsPDF is annex 1 as a PDF.
func (r *request) statsPDF() error { return r.statsFile(app.PrintStats, app.PDF.Media(), ".pdf") }

// statsFile is annex 1 as a file.
func (r *request) statsFile(write func(io.Writer, app.Stats) error, media, ending string) error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	st, err := r.web.app.StatsOf(r.Context(), r.actor, id, unit)
	if err != nil {
		return err
	}

	var book bytes.Buffer
	if err := write(&book, st); err != nil {
		return err
	}

	return r.send(media, r.T("附件1 %s %s", st.Unit.Label(), st.Name)+ending, book.Bytes())
}

func (r *request) statsSeal() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	seal, err := r.web.app.SealStats(r.Context(), r.actor, id, unit)
	if err != nil {
		return err
	}

	r.next(view.UnderHref(id, "/filing/unit", unit), "去报送备案")
	return r.done(view.UnderHref(id, "/stats", unit), "已封存一份统计，校验码 %s。以后数字再变，这一份不变。", seal[:12])
}

// statsCopy is a sealed copy as it was sealed, to be handed up or checked against its sum.
func (r *request) statsCopy() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	number, err := r.id("copy")
	if err != nil {
		return err
	}

	c, err := r.web.app.StatsCopy(r.Context(), r.actor, id, unit, number)
	if err != nil {
		return err
	}

	return r.send("application/json", r.T("封存统计 %s", c.Brief())+".json", []byte(c.Body))
}

// The kinds of files that pages hand out.
const (
	xlsxMedia = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	textMedia = "text/plain; charset=utf-8"
)

// paper hands out a paper in the format; write writes it and gives its name.
func (r *request) paper(as app.PaperFormat, write func(io.Writer) (name string, err error)) error {
	var body bytes.Buffer
	name, err := write(&body)
	if err != nil {
		return err
	}
	return r.send(as.Media(), name, body.Bytes())
}

// send answers with a file to be kept.
func (r *request) send(media, name string, body []byte) error {
	r.attach(name, media)
	r.out.WriteHeader(http.StatusOK)
	_, _ = r.out.Write(body) // the reader has gone: nothing to be done
	return nil
}
