package round

import "strconv"

// Part is how many are owed and how many are done.
type Part struct {
	Due  int64 `json:"due"`
	Done int64 `json:"done"`
}

// Left is how many are still to be done.
func (p Part) Left() int64 { return p.Due - p.Done }

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
