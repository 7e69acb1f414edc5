package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// PDF opens an office file in LibreOffice and gives the path of the PDF it makes of it.
func PDF(t *testing.T, file string) string { return convert(t, file, "pdf") }

// Workbook opens a workbook in LibreOffice and gives the path of the workbook it saves, all formulas computed.
func Workbook(t *testing.T, file string) string { return convert(t, file, "xlsx") }

// convert runs LibreOffice with a profile of its own, so that neither a running one nor another test is in its way.
func convert(t *testing.T, file, format string) string {
	t.Helper()
	journey(t)
	out := t.TempDir()
	tool(t, "soffice", "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--norestore",
		"--convert-to", format, "--outdir", out, file)
	made := filepath.Join(out, strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))+"."+format)
	if _, err := os.Stat(made); err != nil {
		t.Fatalf("LibreOffice could not open %s: %v", file, err)
	}

	return made
}

// PDFs opens many office files in one LibreOffice and gives the paths of the PDFs it makes of them, in their order.
func PDFs(t *testing.T, files []string) (pdfs []string) {
	t.Helper()
	journey(t)
	out := t.TempDir()
	tool(t, "soffice", append([]string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--norestore",
		"--convert-to", "pdf", "--outdir", out}, files...)...)
	for _, file := range files {
		pdfs = append(pdfs, filepath.Join(out, strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))+".pdf"))
	}
	return pdfs
}

// PDFText is the text of a PDF as it is laid out, pages parted by form feeds.
func PDFText(t *testing.T, pdf string) string {
	t.Helper()
	return tool(t, "pdftotext", "-layout", pdf, "-")
}

// PDFWords is the text of a PDF cell by cell: labels beside a text do not stand between its lines.
func PDFWords(t *testing.T, pdf string) string {
	t.Helper()
	return tool(t, "pdftotext", "-raw", pdf, "-")
}

// Pictures draws each page of a PDF as a PNG file and gives their paths in the order of pages.
func Pictures(t *testing.T, pdf string) []string {
	t.Helper()
	prefix := filepath.Join(t.TempDir(), "page")
	tool(t, "pdftoppm", "-png", "-r", "80", pdf, prefix)
	pictures, err := filepath.Glob(prefix + "*.png")
	if err != nil || len(pictures) == 0 {
		t.Fatalf("%s has no pages: %v", pdf, err)
	}

	slices.Sort(pictures)
	return pictures
}

// tool runs a program of the system and gives what it wrote to stdout.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeoutCause(t.Context(), commandTime, fmt.Errorf("%s took longer than %s", name, commandTime))
	defer cancel()

	out, err := exec.CommandContext(ctx, name, args...).Output()
	if err != nil {
		said := ""
		if exit, ok := err.(*exec.ExitError); ok {
			said = string(exit.Stderr)
		}
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), errors.Join(err, context.Cause(ctx)), said)
	}

	return string(out)
}
