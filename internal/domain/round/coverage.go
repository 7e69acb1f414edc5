package round

import (
	"strconv"

	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

// Part is how many are owed and how many are done.
type Part struct {
	Due  int64 `json:"due"`
	Done int64 `json:"done"`
}

// Left is how many are still to be done.
func (p Part) Left() int64 { return p.Due - p.Done }

// Plus is the part of both together.
func (p Part) Plus(other Part) Part { return Part{Due: p.Due + other.Due, Done: p.Done + other.Done} }

// Tenths is the share done in tenths of a percent, cut and not rounded: 1000 is said only of what is whole. Who owes
// nothing has done all.
func (p Part) Tenths() int64 {
	if p.Due == 0 {
		return 1000
	}
	return p.Done * 1000 / p.Due
}

// Percent is the share done in percent, to one place, cut as Tenths.
func (p Part) Percent() float64 { return float64(p.Tenths()) / 10 }

// Rate is the share done as people read it, such as 99.9%; where nothing is owed there is none.
func (p Part) Rate() string {
	if p.Due == 0 {
		return "—"
	}
	return strconv.FormatFloat(p.Percent(), 'f', -1, 64) + "%"
}

// Cut is a share between 0 and 1 in whole percent, cut and not rounded: what is not the same is never said to be so.
func Cut(share float64) string { return strconv.Itoa(int(share*100)) + "%" }

// Coverage is the two sides of a round for a unit's subtree: those who are owed a review and those who owe one. Persons
// 人数 are distinct; Times 人次 are single reviews.
type Coverage struct {
	Units            Part  `json:"units"`
	Secretaries      Part  `json:"secretaries"`
	CommitteeMembers Part  `json:"committee_members"`
	Members          Part  `json:"members"`
	Committees       Part  `json:"committees,omitzero"` // as a whole
	Departments      Part  `json:"departments,omitzero"`
	Cells            Part  `json:"cells,omitzero"`
	Externals        Part  `json:"externals,omitzero"`
	Outsiders        Part  `json:"outsiders,omitzero"`
	Reviewers        Part  `json:"reviewers"`
	Times            Part  `json:"times"`
	Seats            Part  `json:"secretary_seats"`
	TimesExempt      int64 `json:"times_exempt"` // reviews closed by an exemption, still in Times.Due
	Exempt           int64 `json:"exempt"`
	Gaps             int64 `json:"gaps"`
}

// Open is what keeps a round from closing: reviews still to be given, and subjects that nobody owes one and that are not
// exempted.
func (c Coverage) Open() int64 { return c.Times.Left() - c.TimesExempt + c.Gaps }

// CoverageOf are the two sides of a round as a tally has them.
func CoverageOf(t Tally) Coverage {
	part := func(due, done Count) Part { return Part{Due: t[due], Done: t[done]} }
	return Coverage{
		Units:            part(UnitsDue, UnitsDone),
		Secretaries:      t.Secretaries(),
		CommitteeMembers: t.CommitteeMembers(),
		Members:          part(MembersDue, MembersDone),
		Committees:       part(CommitteesDue, CommitteesDone),
		Departments:      part(DepartmentsDue, DepartmentsDone),
		Cells:            part(CellsDue, CellsDone),
		Externals:        part(ExternalsDue, ExternalsDone),
		Outsiders:        t.Outsiders(),
		Reviewers:        t.Reviewers(),
		Times:            part(TimesDue, TimesDone),
		Seats:            part(SecretariesDue, SecretariesDone),
		TimesExempt:      t[TimesExempt],
		Exempt:           t[Exempted],
		Gaps:             t[Gaps],
	}
}

// KindPart is how far the subjects under one column are.
type KindPart struct {
	Column scheme.Column
	Kind   scheme.SubjectKind // by which they are listed
	Name   i18n.Word
	Part
}

// Persons reports whether they are counted as persons 人 and not as units 个.
func (k KindPart) Persons() bool { return !k.Kind.IsUnit() }

// Kinds are the parts of all kinds of subjects that a scheme plans, in the order in which pages show them. What it does not
// plan is not there: nobody reads an empty figure of it.
func (c Coverage) Kinds(s *scheme.Scheme) (kinds []KindPart) {
	parts := map[scheme.Column]Part{scheme.ColumnUnits: c.Units, scheme.ColumnCommittees: c.Committees, scheme.ColumnDepartments: c.Departments,
		scheme.ColumnCells: c.Cells, scheme.ColumnExternals: c.Externals, scheme.ColumnSecretaries: c.Secretaries,
		scheme.ColumnCommitteeMembers: c.CommitteeMembers, scheme.ColumnOutsiders: c.Outsiders, scheme.ColumnMembers: c.Members}
	for _, column := range scheme.SubjectColumns() {
		if kind, planned := s.KindIn(column); planned {
			kinds = append(kinds, KindPart{column, kind, s.ColumnName(column), parts[column]})
		}
	}

	return kinds
}
