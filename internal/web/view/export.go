package view

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/web/ui"
)

// ExportHref is the address of an export, or of what is below it.
func ExportHref(key app.ExportKey, below string) string { return "/exports/" + string(key) + below }

// exportStateClass is how the state looks.
func exportStateClass(s app.ExportState) string {
	switch s {
	case app.ExportReady:
		return "done"
	case app.ExportFailed:
		return "fault"
	}
	return "course"
}

// exportProgress says how far the work is.
func exportProgress(p ui.Page, x app.Export) string {
	if x.Total == 0 {
		return ""
	}
	return p.T("已完成 %d%%（%d / %d）", x.Done*100/x.Total, x.Done, x.Total)
}

// sizeWords is a number of bytes for people.
func sizeWords(size int64) string {
	if size < 1<<20 {
		return fmt.Sprintf("%d KB", (size+1023)>>10)
	}
	return fmt.Sprintf("%.1f MB", float64(size)/(1<<20))
}
