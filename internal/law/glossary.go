package law

import (
	"regexp"
	"slices"
)

var codeName = regexp.MustCompile("`([a-z]+)\\.([A-Z][A-Za-z]*)`")

// Unknown gives the names such as `org.Unit` that a text has in backquotes and that no package of the domain declares,
// in the order of the text.
func (t *Tree) Unknown(text string) []string {
	checked := t.types()
	var missing []string
	for _, m := range codeName.FindAllStringSubmatch(text, -1) {
		pkg := checked.packages["internal/domain/"+m[1]]
		if (pkg == nil || pkg.Scope().Lookup(m[2]) == nil) && !slices.Contains(missing, m[1]+"."+m[2]) {
			missing = append(missing, m[1]+"."+m[2])
		}
	}

	return missing
}
