package scheme

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

// Statistics says on what basis figures are counted (口径).
type Statistics struct {
	Basis   string   `yaml:"basis"`
	Columns []Column `yaml:"columns"` // groups of columns of annex 1, in order
}

// Column is a group of columns of the statistics.
type Column string

// The groups of columns.
const (
	ColumnReviewers        Column = "reviewers"         // 点评主体
	ColumnUnits            Column = "units"             // 党组织
	ColumnCommittees       Column = "committees"        // 班子整体
	ColumnDepartments      Column = "departments"       // 部门
	ColumnCells            Column = "cells"             // 党小组
	ColumnExternals        Column = "externals"         // 外部单位
	ColumnSecretaries      Column = "secretaries"       // 书记
	ColumnCommitteeMembers Column = "committee-members" // 班子成员
	ColumnOutsiders        Column = "outsiders"         // 党外干部
	ColumnMembers          Column = "members"           // 党员
	ColumnModes            Column = "modes"             // 方式
	ColumnAttendance       Column = "attendance"        // 参与
	ColumnRectification    Column = "rectification"     // 意见与整改
	ColumnPublication      Column = "publication"       // 公开
	ColumnInstruments      Column = "instruments"       // 测评
	ColumnCommitments      Column = "commitments"       // 承诺
	ColumnFiling           Column = "filing"            // 备案
)

// SubjectColumns are the columns under which subjects are counted, in the order in which pages show them.
func SubjectColumns() []Column {
	return []Column{ColumnUnits, ColumnCommittees, ColumnDepartments, ColumnCells, ColumnExternals, ColumnSecretaries,
		ColumnCommitteeMembers, ColumnOutsiders, ColumnMembers}
}

// UnitColumn is the column under which a unit of the kind is counted: only what is one counts as 党组织.
func UnitColumn(kind org.UnitKind) Column {
	switch kind {
	case org.Department:
		return ColumnDepartments
	case org.Cell:
		return ColumnCells
	case org.External:
		return ColumnExternals
	}
	return ColumnUnits
}

// KindIn is the kind of the subjects that rounds of the scheme count under a column; false where they plan none. Subjects of
// the roster's other units are reviewed as 党组织 where no rule speaks of their own kind.
func (s *Scheme) KindIn(column Column) (SubjectKind, bool) {
	if kind := column.kind(); kind != "" && s.makes(kind) {
		return kind, true
	}

	return Unit, s.makes(Unit) && slices.ContainsFunc(s.Roster.UnitKinds, func(k org.UnitKind) bool { return UnitColumn(k) == column })
}

// kind is the kind of subject that the column is for, empty where it is for units of the roster.
func (c Column) kind() SubjectKind {
	switch c {
	case ColumnCommittees:
		return Committee
	case ColumnDepartments:
		return Department
	case ColumnCells:
		return Cell
	case ColumnSecretaries:
		return Secretary
	case ColumnCommitteeMembers:
		return CommitteeMember
	case ColumnOutsiders:
		return Outsider
	case ColumnMembers:
		return Member
	}
	return ""
}

// makes reports whether a rule gives subjects of the kind reviewers; without one they are not planned.
func (s *Scheme) makes(kind SubjectKind) bool {
	return slices.ContainsFunc(s.Rules, func(r Rule) bool { return r.Makes(kind) })
}

// Counts reports whether figures have something to say under the column: of subjects, where the scheme plans some.
func (s *Scheme) Counts(column Column) bool {
	if !slices.Contains(SubjectColumns(), column) {
		return true
	}
	_, planned := s.KindIn(column)
	return planned
}

// StatsColumns are the groups of columns of annex 1, in their order: those that the notice names, else those of its form, of
// which none is left empty because nobody of the kind is reviewed. Subjects of kinds that the form does not know follow
// the others where they are planned, so that nobody is reviewed and not counted.
func (s *Scheme) StatsColumns() []Column {
	columns := slices.Clone(s.Statistics.Columns)
	if len(columns) == 0 {
		columns = []Column{ColumnReviewers, ColumnUnits, ColumnSecretaries, ColumnMembers, ColumnModes, ColumnAttendance,
			ColumnRectification, ColumnPublication, ColumnInstruments, ColumnFiling}
	}

	at := 0
	for i, c := range columns {
		if c == ColumnReviewers || slices.Contains(SubjectColumns(), c) {
			at = i + 1
		}
	}

	for _, c := range []Column{ColumnCommittees, ColumnDepartments, ColumnCells, ColumnExternals, ColumnOutsiders} {
		if !slices.Contains(columns, c) {
			columns = slices.Insert(columns, at, c)
			at++
		}
	}

	return slices.DeleteFunc(columns, func(c Column) bool { return !s.Counts(c) })
}

// ColumnName is what the subjects under a column are called: 党组织, 书记, 班子成员 and 党员 as everywhere, others as the scheme
// calls them.
func (s *Scheme) ColumnName(column Column) i18n.Word {
	switch column {
	case ColumnUnits:
		return "党组织"
	case ColumnSecretaries:
		return "书记"
	case ColumnCommitteeMembers:
		return "班子成员"
	case ColumnMembers:
		return "党员"
	case ColumnExternals:
		return org.External.Word()
	}

	kind, _ := s.KindIn(column)
	if sub, ok := s.Subject(kind); ok && kind != Unit && sub.Name != "" {
		return i18n.Word(sub.Name)
	}

	return map[Column]i18n.Word{ColumnCommittees: Committee.Name(), ColumnDepartments: Department.Name(), ColumnCells: Cell.Name(),
		ColumnOutsiders: Outsider.Name()}[column]
}
