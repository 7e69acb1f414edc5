package scheme

import (
	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// Template is a version of an office's own Word form that the house keeps. It never changes: who corrects a form keeps a new
// version.
type Template struct {
	Ref
	Form int        // the annex for which it stands: 2 or 3
	Unit org.UnitID // whose office keeps it; 0: there was no roster yet
	File string     // how the office's computer called it
	Blob int64
	Hash string // SHA-256 of the file in hex
	Note string // what was changed, in the office's words
	At   int64  // unix ms
	By   string // name of the account
}

// Templated are the annexes for which an office's own Word form can stand.
func Templated() []int { return []int{2, 3} }

// Check refuses a form that can't be found again by its name.
func (t Template) Check() error {
	switch {
	case t.Name == "":
		return errs.NewInvalid("这份 Word 表没有名称：请写一个，如“本校登记表”。")
	case !callable(t.Name):
		return errs.NewInvalid("名称“%s”不能用：请只用汉字、字母、数字和连字符“-”，最多 60 字，如“本校登记表”。", fit(t.Name))
	case len([]rune(t.Note)) > mostNote:
		return errs.NewInvalid("修改说明最多 %d 个字，请写短一些。", mostNote)
	}
	return nil
}

// TemplateFor is the version that a reference means: the one that it names, else the newest that was kept until the moment, so
// that what is over stays on the paper on which it was printed. until is unix ms, 0: now. versions are of one name.
func TemplateFor(versions []Template, ref Ref, until int64) (found Template, ok bool) {
	for _, t := range versions {
		named := ref.Version == t.Version || ref.Version == 0 && (until == 0 || t.At <= until)
		if t.Name == ref.Name && named && t.Version > found.Version {
			found, ok = t, true
		}
	}
	return found, ok
}

// Template names the office's own Word form on which the annex is printed; the zero Ref where the scheme names none.
func (s *Scheme) Template(number int) Ref {
	for _, f := range s.Forms {
		if f.Number == number {
			return ParseRef(f.Template)
		}
	}
	return Ref{}
}
