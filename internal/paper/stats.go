package paper

import (
	"io"
	"time"

	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/office"
)

// Stats is annex 1 of a unit: one row for each unit below it, one for what sits in the unit itself, and the total.
type Stats struct {
	Round string
	Plan  *scheme.Scheme
	Unit  org.Place
	AsOf  time.Time
	Rows  []StatsRow
	Total StatsRow
}

// StatsRow is one line of annex 1. Figures that add up are in Tally; persons are distinct and do not add up.
type StatsRow struct {
	Unit        org.Place
	Own         bool // what sits in the unit itself 本级, not below it
	Tally       round.Tally
	Reviewers   round.Part
	Secretaries round.Part
	Committee   round.Part
	Outsiders   round.Part
}

// Coverage is the row as the two sides of a round.
func (r StatsRow) Coverage() round.Coverage {
	c := round.CoverageOf(r.Tally)
	c.Reviewers, c.Secretaries, c.CommitteeMembers, c.Outsiders = r.Reviewers, r.Secretaries, r.Committee, r.Outsiders
	return c
}

// WriteStats writes annex 1 as the office's spreadsheet, in its latest edition.
func WriteStats(w io.Writer, st Stats) error { return writeStats(w, st, annexOf(st)) }

// PrintStats writes annex 1 as a PDF, in its latest edition.
func PrintStats(w io.Writer, st Stats) error {
	return office.NewPress(office.DefaultFonts()).PrintStats(w, statsTable(st, annexOf(st)))
}

// annexOf is the edition and the groups of columns in which annex 1 is printed now.
func annexOf(st Stats) filing.Annex {
	return filing.Annex{Edition: filing.KindsApart, Columns: st.Plan.StatsColumns()}
}

// writeStats writes annex 1 in the edition.
func writeStats(w io.Writer, st Stats, as filing.Annex) error {
	return office.NewPress(office.DefaultFonts()).WriteStats(w, statsTable(st, as))
}

// statsTable is annex 1 in the edition, ready to be laid out.
func statsTable(st Stats, as filing.Annex) office.StatsTable {
	table := office.StatsTable{
		Unit: st.Unit.Name, AsOf: org.DateOf(st.AsOf), Round: st.Round, Basis: st.Plan.Statistics.Basis,
		Edition: as.Edition, Groups: as.Columns,
		Written: org.DateOf(st.AsOf), Names: map[scheme.Column]i18n.Word{},
	}

	if as.Edition >= office.TwoTables {
		table.Terms = st.Plan.Vocabulary
	}

	for _, f := range st.Plan.Forms {
		if f.Number == 1 {
			table.Title = f.Title
		}
	}

	table.Pledges = st.Total.Tally[round.Pledges] > 0
	for _, m := range st.Plan.Modes {
		table.Modes = append(table.Modes, m.Name)
	}

	for _, r := range st.Rows {
		name := r.Unit.Label()
		if r.Own {
			name += "（本级）"
		}
		table.Rows = append(table.Rows, office.StatsRow{Unit: name, Figures: st.annex(r)})
	}

	for _, k := range st.Total.Coverage().Kinds(st.Plan) {
		table.Names[k.Column] = k.Name
	}

	table.Total = st.annex(st.Total)
	return table
}

// annex is one row in the figures of annex 1.
func (s Stats) annex(r StatsRow) office.Figures {
	t := r.Tally
	f := office.Figures{
		ReviewersDue: r.Reviewers.Due, ReviewersDone: r.Reviewers.Done,
		PledgedUnits: t[round.PledgedUnits], PledgedMembers: t[round.PledgedMembers],
		Pledges: t[round.Pledges], PledgesKept: t[round.PledgesKept],
		UnitsDue: t[round.UnitsDue], UnitsDone: t[round.UnitsDone],
		GeneralBranchesDone: t[round.GeneralDone], BranchesDone: t[round.BranchesDone],
		SecretariesDue: r.Secretaries.Due, SecretariesDone: r.Secretaries.Done,
		CommitteeDue: r.Committee.Due, CommitteeDone: r.Committee.Done,
		Others:  map[scheme.Column]round.Part{},
		Members: t[round.MembersDue], Probationary: t[round.Probationary],
		MembersDue: t[round.MembersDue], MembersDone: t[round.MembersDone], MemberReviews: t[round.MembersDone],
		LeadersDone: t[round.LeadersDone], NoPostDone: t[round.NoPostDone], InfirmDone: t[round.InfirmDone],
		Reviews: t[round.TimesDone], Attended: t[round.Attended], Representatives: t[round.Representatives],
		Problems: t[round.Problems], Opinions: t[round.Opinions], Filed: t[round.Filed],
		Measures: t[round.Measures], Closed: t[round.ActionsClosed], Pending: t[round.ActionsCourse], Replies: t[round.Replies],
	}

	for _, k := range r.Coverage().Kinds(s.Plan) {
		f.Others[k.Column] = k.Part
	}

	noticed(&f, t)
	for _, m := range s.Plan.Modes {
		f.Modes = append(f.Modes, t[round.ModeCount(m.Key)])
	}

	return f
}

// noticed fills group H: units whose notice was made public, and by which media.
func noticed(f *office.Figures, t round.Tally) {
	count := func(m publish.Medium) int64 { return t[round.NoticeCount(string(m))] }
	f.Published, f.ByMeeting, f.ByBoard = t[round.NoticeCount(publish.AnyMedium)], count(publish.Meeting), count(publish.Board)
	f.Online, f.Otherwise = count(publish.Online), count(publish.Otherwise)
}
