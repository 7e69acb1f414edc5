package page

// The reasons why pages still grow with the house.
const (
	listed    = "it shows every unit of the house, without pages"
	wholeTree = "it reads the whole tree or all holders of the round for a part of them"
	short     = "the small house has fewer entries than a page shows"
	unclear   = "why is not looked into yet"
	walked    = "what it asks walks over the obligations, actions or holders of the whole round"
)

// Growers are the pages that still grow with the house, each with the most that it may grow by from the small one of the
// tests to the large one. Whoever mends a page strikes what is not needed any more.
func Growers() map[string]Growing {
	return map[string]Growing{
		"on-site (general)":     {Ceiling: map[Figure]float64{Read: 4}, Why: unclear},
		"opinions (office)":     {Ceiling: map[Figure]float64{Rows: 21, Read: 32}, Why: wholeTree},
		"clock (office)":        {Ceiling: map[Figure]float64{Rows: 21, Read: 27}, Why: wholeTree},
		"plan (office)":         {Ceiling: map[Figure]float64{Read: 71}, Why: listed},
		"arrangements (office)": {Ceiling: map[Figure]float64{Bytes: 11}, Why: listed},
		"actions (office)":      {Ceiling: map[Figure]float64{Read: 49}, Why: walked},
		"actions (general)":     {Ceiling: map[Figure]float64{Read: 141}, Why: walked},
		"filings (office)":      {Ceiling: map[Figure]float64{Bytes: 11}, Why: listed},
		"filing (general)":      {Ceiling: map[Figure]float64{Read: 3}, Why: wholeTree},
		"forms (office)":        {Ceiling: map[Figure]float64{Bytes: 17}, Why: listed},
		"ledger (auditor)":      {Ceiling: map[Figure]float64{Bytes: 1.8, Rows: 1.9}, Why: short},
	}
}
