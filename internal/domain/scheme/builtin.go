package scheme

import (
	"embed"
	"path"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

//go:embed builtin/*.yaml
var builtin embed.FS

// First is the scheme that the product was built for. It says what holds outside rounds in a house that had none yet.
const First = "chuangxian-2010"

// Info is a line of the list of built-in schemes.
type Info struct {
	Name   string
	Title  string
	Number string // 发文字号 of its basis
	Issuer string
	Date   org.Date
}

// Builtin lists the schemes that come with the product; the one it was built for stands first by its name.
func Builtin() []Info {
	var all []Info
	for _, name := range builtinNames() {
		s, err := Load(name)
		if err != nil {
			panic(err) // embedded: a broken one never leaves the test
		}
		all = append(all, Info{Name: s.Name, Title: s.Title, Number: s.Basis.Number, Issuer: s.Basis.Issuer, Date: s.Basis.Date})
	}

	return all
}

// builtinNames are the names of the schemes that come with the product.
func builtinNames() []string {
	entries, err := builtin.ReadDir("builtin")
	if err != nil {
		panic(err) // embedded
	}

	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".yaml"))
	}

	return names
}

// Load is the built-in scheme of the name; NotFound when there is none.
func Load(name string) (_ *Scheme, err error) {
	defer errs.Wrap(&err, "scheme.Load %s", name)

	text, err := Source(name)
	if err != nil {
		return nil, err
	}

	s, faults := Parse(name, text, Source)
	return s, faults.Err()
}

// Source is the text of the built-in scheme of the name, with its comments, as people read and copy it; NotFound when
// there is none. It is what Parse takes to resolve extends.
func Source(name string) ([]byte, error) {
	text, err := builtin.ReadFile(path.Join("builtin", name+".yaml"))
	if err != nil || strings.ContainsAny(name, `/\.`) {
		return nil, errs.NewNotFound("没有名为“%s”的内置方案。运行 lingping scheme list 可以看到全部。", name)
	}
	return text, nil
}
