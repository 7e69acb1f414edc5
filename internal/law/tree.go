package law

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Module is the name of this module, the head of every import of our own.
const Module = "lingping"

// Tree is what the checks look at: every source file below a root.
type Tree struct {
	Fset  *token.FileSet
	Files []File // in the order of their paths
}

// File is one source file. Syntax is nil where it is not Go.
type File struct {
	Path      string // from the root, with slashes
	Text      []byte
	Syntax    *ast.File
	Test      bool // its name ends in _test.go
	Generated bool // a tool wrote it; only the tool could mend it
}

// Dir is the folder of the file, "." at the root.
func (f File) Dir() string { return path.Dir(f.Path) }

// Read reads every source below root. Folders that the go command passes over (testdata, vendor, those that start with
// a dot or an underscore) and what a build leaves behind (bin) are not sources.
func Read(root fs.FS) (*Tree, error) {
	tree := &Tree{Fset: token.NewFileSet()}
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && passedOver(entry.Name()):
			return fs.SkipDir
		case entry.IsDir() || !isSource(name):
			return nil
		}
		return tree.add(root, name)
	})
	return tree, err
}

func (t *Tree) add(root fs.FS, name string) error {
	text, err := fs.ReadFile(root, name)
	if err != nil {
		return err
	}

	file := File{Path: name, Text: text, Test: strings.HasSuffix(name, "_test.go")}
	if path.Ext(name) == ".go" {
		file.Syntax, err = parser.ParseFile(t.Fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		file.Generated = ast.IsGenerated(file.Syntax)
	}

	t.Files = append(t.Files, file)
	return nil
}

// Go gives the Go files, tests and generated ones included.
func (t *Tree) Go() []File {
	return slices.DeleteFunc(slices.Clone(t.Files), func(f File) bool { return f.Syntax == nil })
}

// Written gives the Go files of the product that a person wrote: neither tests nor generated.
func (t *Tree) Written() []File {
	return slices.DeleteFunc(t.Go(), func(f File) bool { return f.Test || f.Generated })
}

func (t *Tree) line(pos token.Pos) int { return t.Fset.Position(pos).Line }

// at makes the breach at a place in a file.
func (t *Tree) at(f File, pos token.Pos, text string) Breach {
	return Breach{File: f.Path, Line: t.line(pos), Text: text}
}

// isSource reports whether a file is written by us in a language that the checks read.
func isSource(name string) bool {
	switch path.Ext(name) {
	case ".go", ".templ", ".sql", ".sh":
		return true
	case ".css", ".js":
		return !strings.Contains(name, ".min.") // what others wrote is kept as they published it
	case "":
		return path.Base(name) == "Makefile" || strings.HasPrefix(name, "scripts/") || name == ".ci/run"
	}
	return false
}

func passedOver(dir string) bool {
	hidden := strings.HasPrefix(dir, ".") && dir != "." && dir != ".ci" || strings.HasPrefix(dir, "_")
	return hidden || slices.Contains([]string{"testdata", "vendor", "node_modules", "bin"}, dir)
}

func lineCount(text []byte) int {
	n := bytes.Count(text, []byte("\n"))
	if len(text) > 0 && text[len(text)-1] != '\n' {
		n++
	}
	return n
}
