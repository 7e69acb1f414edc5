package page

// The reasons why pages still grow with the house.
const (
	deeper = "it looks up so many rows; in the small house many of them lie on one page, in a large one each on its own, below an index that is deeper"
	asked  = "it sums up every unit of its part because somebody asks for that: one at a time for an account"
	within = "a word is looked for within the names and codes of units, for which there is no index"
	alike  = "a larger house has more people whose names hold the sign, and all that they owe is looked at"
	about  = alike + "; no index leads from them to what is owed to them, so that the subjects of the round are gone through"
	rare   = "no index leads to what is behind its day and not overdue: where there is little of it, all that is open is looked at"
	found  = "the units whose rows a page shows are found by their counters, from level to level: in a larger house there are more on the way"
	short  = "the small house has fewer entries than a page shows"
)

// Growers are the pages that still grow with the house, each with the most that it may grow by from the small one of the
// tests to the large one. Whoever mends a page strikes what is not needed any more.
func Growers() map[string]Growing {
	return map[string]Growing{
		"on-site (general)":                  {Ceiling: map[Figure]float64{Read: 2.9}, Why: deeper},
		"forms (office)":                     {Ceiling: map[Figure]float64{Read: 4.5}, Why: deeper},
		"clock, summed up (office)":          {Ceiling: map[Figure]float64{Rows: 21, Read: 27}, Why: asked},
		"plan (office)":                      {Ceiling: map[Figure]float64{Rows: 1.6}, Why: found},
		"plan, further on (office)":          {Ceiling: map[Figure]float64{Rows: 1.6}, Why: found},
		"plan, of a kind (office)":           {Ceiling: map[Figure]float64{Rows: 1.6}, Why: found},
		"owed (office)":                      {Ceiling: map[Figure]float64{Rows: 1.6}, Why: found},
		"owed, of a kind (office)":           {Ceiling: map[Figure]float64{Rows: 1.6}, Why: found},
		"plan, one character (office)":       {Ceiling: map[Figure]float64{Read: 31}, Why: about},
		"plan, nobody (office)":              {Ceiling: map[Figure]float64{Read: 4.5}, Why: within},
		"owed, one reviewer (office)":        {Ceiling: map[Figure]float64{Read: 25}, Why: alike},
		"reminders, one reviewer (office)":   {Ceiling: map[Figure]float64{Bytes: 1.6, Rows: 3.4, Read: 25}, Why: alike},
		"actions, further on (office)":       {Ceiling: map[Figure]float64{Read: 2.9}, Why: deeper},
		"actions, of a kind (office)":        {Ceiling: map[Figure]float64{Read: 9.2}, Why: found},
		"actions, of a rare colour (office)": {Ceiling: map[Figure]float64{Read: 75}, Why: rare},
		"arrangements (office)":              {Ceiling: map[Figure]float64{Bytes: 1.8}, Why: short},
		"actions (office)":                   {Ceiling: map[Figure]float64{Read: 3.0}, Why: deeper},
		"filings (office)":                   {Ceiling: map[Figure]float64{Bytes: 1.8}, Why: short},
	}
}
