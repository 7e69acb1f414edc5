// Package dossier is what is gathered about one unit or one person in a round, around its review: how far each of the
// five steps has come, what was looked back on, seen, heard and promised, and the files that belong to it. What a review
// says is package review, what is made public package publish, what is put right package rectify.
package dossier

import "lingping/internal/domain/org"

// Key names a dossier of a round: that of a unit, which serves the unit and its secretary, or that of one person, which
// serves him as a member and as a committee member 〔四(一) 基层党组织和党员〕.
type Key struct {
	Unit   org.UnitID   // the unit itself; of a person his branch on the frozen roster
	Person org.PersonID // 0: the dossier is the unit's
}

// OfPerson reports whether the dossier is a person's.
func (k Key) OfPerson() bool { return k.Person != 0 }
