package round

// Part is how many are owed and how many are done.
type Part struct {
	Due  int64 `json:"due"`
	Done int64 `json:"done"`
}

// Left is how many are still to be done.
func (p Part) Left() int64 { return p.Due - p.Done }

// Percent is the share done in tenths of a percent; a unit that owes nothing has done all.
func (p Part) Percent() float64 {
	if p.Due == 0 {
		return 100
	}
	return float64(p.Done*1000/p.Due) / 10
}

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
