package paper_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"lingping/internal/domain/scheme"
	"lingping/internal/paper"
)

// The file of actions speaks in the words of the scheme.
func TestTheActionBookSpeaksInTheWordsOfTheScheme(t *testing.T) {
	plan := &scheme.Scheme{Vocabulary: map[string]string{}}
	for _, term := range scheme.Terms() {
		plan.Vocabulary[term] = "别名"
	}

	var book, said bytes.Buffer
	if err := paper.WriteActionBook(&book, paper.ActionBook{Unit: "甲", Round: "乙", Plan: plan, AsOf: "2011-01-12",
		Rows: func(func(paper.BookRow, error) bool) {}}); err != nil {
		t.Fatal(err)
	}

	parts, err := zip.NewReader(bytes.NewReader(book.Bytes()), int64(book.Len()))
	if err != nil {
		t.Fatal(err)
	}

	for _, f := range parts.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}

		if _, err := io.Copy(&said, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}

	for _, term := range scheme.Terms() {
		if strings.Contains(said.String(), term) {
			t.Errorf("it says %s", term)
		}
	}

	if !strings.Contains(said.String(), "别名") {
		t.Error("it says no word of the scheme")
	}
}
