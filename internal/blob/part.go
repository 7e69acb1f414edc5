package blob

import (
	"path"
	"strings"
)

// PlainPart reports whether a part of a package of Word or Excel is called in the one way in which every program finds it. What is called
// otherwise, with a backslash, a way up, or Word/Header1.xml, is one part to some programs and another, or none, to others.
func PlainPart(name string) bool {
	bare := strings.TrimSuffix(name, "/")
	if strings.Contains(name, `\`) || path.IsAbs(name) || path.Clean(bare) != bare || bare == ".." || strings.HasPrefix(bare, "../") {
		return false
	}

	folder, file, _ := strings.Cut(name, "/")
	for _, known := range []string{"word", "xl", "_rels"} {
		if strings.EqualFold(folder, known) && folder != known {
			return false
		}
	}

	for _, known := range []string{"document", "header", "footer", "workbook"} {
		if len(file) >= len(known) && strings.EqualFold(file[:len(known)], known) && file[:len(known)] != known {
			return false
		}
	}

	return true
}
