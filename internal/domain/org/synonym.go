package org

import "slices"

// Synonym is what an institution calls something of its rosters otherwise than everybody: a column, or a word of one.
type Synonym struct {
	Column Field  // in which the word stands; empty: the word is the head of a column
	Word   string // as the institution writes it
	Known  string // what it stands for: a word of the column, or the column
	From   string // the title of the scheme that says so; empty: the house keeps it
}

// Same reports whether two say something of one word.
func (s Synonym) Same(o Synonym) bool { return s.Column == o.Column && Fold(s.Word) == Fold(o.Word) }

// Groups are the groups that have a meaning of their own.
func Groups() []string {
	return []string{GroupLeader, GroupNoPost, GroupInfirm, GroupStudent, GroupMobile, GroupLostContact, GroupAbroad}
}

// WordColumn is the column of a roster that takes the known word: 党支部 stands under 类别, 副书记 under 职务; empty for a word
// that none takes. groups are those that are known beside those that have a meaning.
func WordColumn(known string, groups []string) Field {
	for _, k := range []UnitKind{Committee, SubCommittee, LeadGroup, GeneralBranch, Branch, JointBranch, TempBranch, Cell, Department, External} {
		if known == string(k.Word()) {
			return FieldUnitKind
		}
	}

	for _, k := range []PostKind{Secretary, DeputySecretary, Acting, CommitteeMember, Administrator, CellLeader} {
		if known == string(k.Word()) {
			return FieldPost
		}
	}

	switch {
	case known == string(InCharge.Word()), known == string(ContactPoint.Word()):
		return FieldCharge
	case known == string(Formal.Word()), known == string(Probationary.Word()), known == string(NonMember.Word()):
		return FieldStanding
	case slices.Contains(Groups(), known), slices.Contains(groups, known):
		return FieldGroups
	}

	return ""
}
