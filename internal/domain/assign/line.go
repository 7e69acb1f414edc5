package assign

import "lingping/internal/domain/org"

// pass is a unit of the line whose secretary could not review, and why.
type pass struct {
	unit int32
	why  passing
}

// passing is why the line went one up.
type passing uint8

const (
	vacant  passing = iota // no 书记, and nobody 主持工作
	himself                // its secretary is the one to be reviewed
	offLine                // 党组, department, cell, outside unit: none has units under it in the line of organisation
)

// climb goes up the line of organisation from a unit (itself included) to the first secretary who is not skip, and gives
// his unit; none when the line ends first. The units passed over are appended to passes 〔逐级点评〕.
func (f *Facts) climb(from, skip int32, passes []pass) (int32, []pass) {
	for u := from; u != none; u = f.parent[u] {
		holder := f.head[u].holder
		switch {
		case !f.onLine(u):
			passes = append(passes, pass{u, offLine})
		case holder == none:
			passes = append(passes, pass{u, vacant})
		case holder == skip:
			passes = append(passes, pass{u, himself})
		default:
			return u, passes
		}
	}
	return none, passes
}

// onLine reports whether the secretary of u reviews what lies below it. The root does, whatever it is.
func (f *Facts) onLine(u int32) bool {
	switch f.places[u].Kind {
	case org.LeadGroup, org.Department, org.Cell, org.External:
		return f.root[u] == u
	}
	return true
}
