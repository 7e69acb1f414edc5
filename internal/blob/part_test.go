package blob_test

import (
	"testing"

	"lingping/internal/blob"
)

func TestAPartIsCalledInOneWay(t *testing.T) {
	for name, plain := range map[string]bool{
		"word/document.xml": true, "[Content_Types].xml": true, "_rels/.rels": true, "docProps/app.xml": true, "customXml/item1.xml": true,
		"word/media/": true, "xl/worksheets/sheet1.xml": true, "word/theme/theme1.xml": true,
		`word\header1.xml`: false, "../x/header1.xml": false, "word/../x.xml": false, "/word/document.xml": false, "word//header1.xml": false,
		"Word/header1.xml": false, "word/Header1.xml": false, "word/DOCUMENT.xml": false, "..": false,
	} {
		if got := blob.PlainPart(name); got != plain {
			t.Errorf("%s is called plainly: %v", name, got)
		}
	}
}
