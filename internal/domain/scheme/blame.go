package scheme

import (
	"fmt"
	"slices"
)

// blame says of each fault that speaks of the scheme built on what brought it about, and tells it where the office can do
// something: at its remove, or at the line that builds on the other. What only reminds of the other scheme's own is left out.
func (l *loader) blame(name string, text []byte) {
	if l.extends == nil || l.plain {
		return
	}

	l.faults = slices.DeleteFunc(l.faults, func(f Fault) bool { return f.Level != Wrong && f.Source != name })
	foreign := false
	for i := range l.faults {
		f := &l.faults[i]
		if f.Source != name {
			f.From, f.Place, f.Cause = f.Place, l.extends.at, ByParent
		}
		foreign = foreign || f.From.Source != ""
	}

	if !foreign {
		return
	}

	kept := l.without(name, text)
	alone := l.alone()
	for i := range l.faults {
		switch f := &l.faults[i]; {
		case f.From.Source == "" || f.Cause == ByParent:
		case alone.tell(*f):
			f.Cause = ByParent
		case l.removed != nil && !kept.tell(*f):
			f.Cause, f.Place = ByRemove, l.removed.at
		}
	}

	l.faults = slices.CompactFunc(l.faults, func(a, b Fault) bool { return a.Place == b.Place && a.From == b.From && a.Text == b.Text })
}

// without are the faults that the text would have if it removed nothing.
func (l *loader) without(name string, text []byte) Faults {
	if l.removed == nil {
		return nil
	}

	_, faults := (&loader{load: l.load, plain: true, whole: true}).parse(name, text)
	return faults
}

// alone are the faults of the scheme built on by itself.
func (l *loader) alone() Faults {
	if l.above == nil {
		return nil
	}

	_, faults := (&loader{load: l.load, plain: true}).parse(l.extends.text, l.above)
	return faults
}

// tell reports whether the same is told among the faults, wherever it stands.
func (fs Faults) tell(f Fault) bool {
	return slices.ContainsFunc(fs, func(other Fault) bool {
		return other.Text == f.Text && fmt.Sprint(other.Args) == fmt.Sprint(f.Args)
	})
}
