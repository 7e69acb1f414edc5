package org

import "slices"

// Loss is what would become of the known values of one field: how many would be emptied and how many changed.
type Loss struct {
	Sheet            SheetKind
	Field            Field
	Emptied, Changed int
	Examples         []LossExample // a few, those emptied first
}

// LossExample is one value that would be emptied or changed, and whose it is.
type LossExample struct{ Who, Before, After string }

const mostExamples = 3

// losses are the fields of units and persons whose known values would be emptied or changed, and the ends of posts and
// charges that would be emptied, in the order of their sheets. A column that the sheet does not have changes nothing and is none of them.
func (im *Import) losses(persons []Loss) []Loss {
	l := lossList{}
	for i := range im.Units.Changed {
		c := &im.Units.Changed[i]
		l.add(UnitSheet, named(c.Before.Name, c.Before.Code), c.Fields)
	}

	l = append(l, persons...)
	for i := range im.Posts.Changed {
		c := &im.Posts.Changed[i]
		l.reopened(PostSheet, c.Before.Title(), c.Fields)
	}

	for i := range im.Charges.Changed {
		c := &im.Charges.Changed[i]
		l.reopened(ChargeSheet, string(c.Before.Kind.Word()), c.Fields)
	}

	return l
}

// personLosses adds to losses those of persons.
func personLosses(to lossList, d *Delta[Person]) lossList {
	for i := range d.Changed {
		c := &d.Changed[i]
		to.add(PersonSheet, named(c.Before.Name, c.Before.Number), c.Fields)
	}
	return to
}

// reopened counts the ends of posts and charges that would be emptied: what had ended would be held again.
func (l *lossList) reopened(sheet SheetKind, who string, fields []FieldChange) {
	for _, f := range fields {
		if f.Field == FieldTo && f.After == "" {
			l.add(sheet, who, []FieldChange{f})
		}
	}
}

type lossList []Loss

func (l *lossList) add(sheet SheetKind, who string, fields []FieldChange) {
	for _, f := range fields {
		if f.Before == "" {
			continue
		}

		at := slices.IndexFunc(*l, func(x Loss) bool { return x.Sheet == sheet && x.Field == f.Field })
		if at < 0 {
			at = len(*l)
			*l = append(*l, Loss{Sheet: sheet, Field: f.Field})
		}

		(*l)[at].count(LossExample{who, f.Before, f.After})
	}
}

func (x *Loss) count(e LossExample) {
	if e.After == "" {
		if x.Emptied++; x.Emptied <= mostExamples {
			x.Examples = slices.Insert(x.Examples, x.Emptied-1, e)
		}
	} else {
		x.Changed++
		x.Examples = append(x.Examples, e)
	}

	x.Examples = x.Examples[:min(len(x.Examples), mostExamples)]
}

// Emptied is how many known values would be emptied.
func (im *Import) Emptied() int {
	n := 0
	for _, l := range im.Losses {
		n += l.Emptied
	}
	return n
}

// MayWrite reports whether the import may be written: it is ready, and known values are emptied only where that is
// expressly allowed.
func (im *Import) MayWrite(skipFaulty, allowEmpty bool) bool {
	return im.Ready(skipFaulty) && (allowEmpty || im.Emptied() == 0)
}
