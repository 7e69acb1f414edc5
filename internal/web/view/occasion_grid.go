package view

import (
	"slices"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// GridHref is where all open sheets of a meeting are written side by side.
func GridHref(id review.OccasionID) string { return OccasionHref(id) + "/grid" }

// Grid is the page on which the open sheets of a meeting are written side by side: a table for each kind of subject that is
// asked for the same.
type Grid struct {
	app.OccasionGrid
	Tables []GridTable
	Faults []GridFault
}

// GridFault is why a sheet of a grid was not taken.
type GridFault struct {
	Line review.ID // the first record of the sheet
	Said string    // in the reader's language
}

// GridTable is the records of one kind, with the columns that all of them have.
type GridTable struct {
	Kind    scheme.SubjectKind
	Columns []gridColumn
	Rows    []gridRow
}

// gridColumn is one thing that is asked.
type gridColumn struct {
	Part   scheme.Part
	Aspect scheme.Aspect // of aspects alone
	Need   bool
}

// gridRow is one record with the name of the sheet on which it stands.
type gridRow struct {
	app.GridPart
	Line app.GridLine
}

// NewGrid sorts the records of a grid into tables.
func NewGrid(g app.OccasionGrid, faults []GridFault) Grid {
	v := Grid{OccasionGrid: g, Faults: faults}
	for _, line := range g.Lines {
		for _, part := range line.Parts {
			columns := gridColumns(part)
			at := slices.IndexFunc(v.Tables, func(t GridTable) bool {
				return t.Kind == part.Subject.Kind && slices.EqualFunc(t.Columns, columns, gridColumn.same)
			})
			if at < 0 {
				at = len(v.Tables)
				v.Tables = append(v.Tables, GridTable{Kind: part.Subject.Kind, Columns: columns})
			}

			for i := range columns { // the head says 必填 where it is so in every row
				v.Tables[at].Columns[i].Need = v.Tables[at].Columns[i].Need && columns[i].Need
			}

			v.Tables[at].Rows = append(v.Tables[at].Rows, gridRow{part, line})
		}
	}

	return v
}

// gridColumns are what is asked of a record, in the order of the paper.
func gridColumns(part app.GridPart) (out []gridColumn) {
	for _, on := range scheme.OnPaper() {
		need := slices.Contains(part.Required, on)
		if on != scheme.PartAspects {
			out = append(out, gridColumn{Part: on, Need: need})
			continue
		}

		for _, a := range part.Aspects {
			out = append(out, gridColumn{on, a, need})
		}
	}

	return out
}

func (c gridColumn) same(o gridColumn) bool {
	return c.Part == o.Part && c.Aspect.Key == o.Aspect.Key
}

// asks is what an empty cell says that must be filled in this row and not in all.
func (c gridColumn) asks(p ui.Page, row gridRow) string {
	if c.Need || !slices.Contains(row.Required, c.Part) {
		return ""
	}
	return p.T("必填")
}

// name is the heading of a column.
func (c gridColumn) name(p ui.Page) string {
	if c.Part == scheme.PartAspects {
		return p.Word(i18n.Word(c.Aspect.Heading()))
	}
	return p.Word(c.Part.Name())
}

// field is the name of a cell, which is its id too.
func (c gridColumn) field(id review.ID) string {
	if c.Part == scheme.PartAspects {
		return AspectField(id, c.Aspect.Key)
	}
	return PartField(c.Part, id)
}

// text is what is written in a cell; problems stand one a line.
func (c gridColumn) text(of review.Text) string {
	switch c.Part {
	case scheme.PartAspects:
		return of.Aspect(c.Aspect.Key)
	case scheme.PartProblems:
		return strings.Join(of.Problems, "\n")
	}
	return of.Parts[c.Part]
}

// name is who or what a row is about.
func (row gridRow) name(p ui.Page) string { return SheetName(p, row.ObligationRow, 1) }

// revisions words what was read of all records of the grid.
func (v Grid) revisions() string {
	var parts []app.PartDraft
	for _, line := range v.Lines {
		for _, part := range line.Parts {
			parts = append(parts, app.PartDraft{ID: part.ID(), Revision: part.Review.Revision})
		}
	}
	return Revisions(parts)
}

// fault is why a sheet was not taken; empty: it was, or was not sent.
func (v Grid) fault(line review.ID) string {
	for _, f := range v.Faults {
		if f.Line == line {
			return f.Said
		}
	}
	return ""
}

// lacks reports whether a cell was to be filled in a sheet that was refused.
func (v Grid) lacks(row gridRow, field string) bool {
	return v.fault(row.Line.ID) != "" && slices.ContainsFunc(row.Lacks, func(l review.Lack) bool { return lackID(row.ID(), l) == field })
}

// gridLack is one thing that keeps sheets from being handed in, with where it is to be mended.
type gridLack struct{ href, said string }

// lacking lists what is missing by person and column; what the meeting itself lacks is said once, first. A sheet that was
// refused for something else has its reason.
func (v Grid) lacking(p ui.Page) (out []gridLack) {
	var common, own []gridLack
	for _, line := range v.Lines {
		said := v.fault(line.ID)
		if said == "" {
			continue
		}

		told := false
		for _, part := range line.Parts {
			for _, l := range part.Lacks {
				told = true
				if !slices.Contains(settingParts, l.Part) {
					own = append(own, gridLack{"#" + lackID(part.ID(), l), p.T("%s：%s", SheetName(p, part.ObligationRow, 1), lackSaid(p, l))})
					continue
				}

				one := gridLack{OccasionHref(v.ID) + "#" + lackID(part.ID(), l), p.T("这次活动：%s", lackSaid(p, l))}
				if !slices.Contains(common, one) {
					common = append(common, one)
				}
			}
		}

		if !told {
			first := gridColumns(line.Parts[0])[0].field(line.Parts[0].ID())
			own = append(own, gridLack{"#" + first, p.T("%s：%s", SheetName(p, line.ObligationRow, len(line.IDs)), said)})
		}
	}

	return append(common, own...)
}

// HandedIn is how many sheets of a grid were handed in.
func HandedIn(out []app.GridOutcome) (n int) {
	for _, o := range out {
		if o.Err == nil && !o.Saved.State.Writable() {
			n++
		}
	}
	return n
}

// mostHints is how many hints are told after a grid was handed in: a sentence above a page is no list.
const mostHints = 5

// GridHints is what might be looked at again in the sheets that were handed in, with whom it is about.
func GridHints(p ui.Page, out []app.GridOutcome) (said []string) {
	for _, o := range out {
		for _, hint := range Hints(p, o.Advice) {
			if len(said) == mostHints {
				return append(said, p.T("……其余的请打开各人的{登记表}看。"))
			}
			said = append(said, p.T("%s：%s", SheetName(p, o.ObligationRow, len(o.IDs)), hint))
		}
	}
	return said
}
