package scheme

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// Ref names a scheme and, where the house keeps it, one of its versions: chunji-2011@2.
type Ref struct {
	Name    string
	Version int // from 1; 0: the newest, or one that is not kept in versions
}

// ParseRef reads what String writes. What has no version after its @ is a name as it stands, which nothing is called.
func ParseRef(text string) Ref {
	name, version, found := strings.Cut(strings.TrimSpace(text), "@")
	n, err := strconv.Atoi(version)
	if !found || err != nil || n < 1 {
		return Ref{Name: strings.TrimSpace(text)}
	}
	return Ref{name, n}
}

// String is the name, with the version where there is one.
func (r Ref) String() string {
	if r.Version == 0 {
		return r.Name
	}
	return r.Name + "@" + strconv.Itoa(r.Version)
}

// Version is a version of a scheme that the house keeps. It never changes: who corrects a scheme keeps a new one.
type Version struct {
	Ref
	Title string
	Unit  org.UnitID // whose office keeps it; 0: there was no roster yet
	Text  string     // as the office wrote it, extends naming the version it builds on
	Whole string     // what it says with all that it takes over, see Scheme.Text
	Note  string     // what was changed, in the office's words
	At    int64      // unix ms
	By    string     // name of the account
}

// Scheme is what the version says. A later version of the program reads it as it was.
func (v Version) Scheme() (*Scheme, error) { return Kept(v.Name, v.Whole) }

// mostNote is how long the office's words on a version may be.
const mostNote = 200

// callable reports whether something that is kept can be found by the name: in an address, and beside a version.
func callable(name string) bool {
	return len([]rune(name)) <= 60 && !strings.ContainsAny(name, `/\.@?#%&+"'<>`) && !strings.ContainsFunc(name, unicode.IsSpace)
}

// Check refuses a version that can't be found again by its name.
func (v Version) Check() error {
	switch {
	case v.Name == "":
		return errs.NewInvalid("方案没有简称：请写一个，如“chunji-2011”或“2011年春季”。")
	case !callable(v.Name):
		return errs.NewInvalid("方案的简称“%s”不能用：请只用汉字、字母、数字和连字符“-”，最多 60 字，如“chunji-2011”。", fit(v.Name))
	case slices.Contains(builtinNames(), v.Name):
		return errs.NewConflict("“%s”是内置方案的简称，请另取一个简称（name）。", v.Name)
	case len([]rune(v.Note)) > mostNote:
		return errs.NewInvalid("修改说明最多 %d 个字，请写短一些。", mostNote)
	}
	return nil
}

// Pinned is the text with the version named that it builds on, so that a later version of the parent changes nothing in it.
func Pinned(text string, on Ref) (string, error) {
	var faults Faults
	from := read("", []byte(text), &faults).value("extends")
	if from == nil || from.text == on.String() {
		return text, nil
	}

	lines := strings.Split(text, "\n")
	line := []rune(lines[from.at.Line-1])
	before, rest := string(line[:from.at.Column-1]), string(line[from.at.Column-1:])
	for _, written := range []string{from.text, strconv.Quote(from.text), "'" + from.text + "'"} {
		if after, ok := strings.CutPrefix(rest, written); ok {
			lines[from.at.Line-1] = before + quoted(on.String()) + after
			return strings.Join(lines, "\n"), nil
		}
	}

	return "", errs.NewInvalid("extends（沿用哪个方案）请写在一行里，例如“extends: %s”。", on.String())
}

// Extends is the scheme on which a text builds; empty for one that stands by itself.
func Extends(text string) string {
	var faults Faults
	if from := read("", []byte(text), &faults).value("extends"); from != nil {
		return from.text
	}
	return ""
}
