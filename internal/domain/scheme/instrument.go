package scheme

// Attendance says who is invited and how many must come 〔四末〕.
type Attendance struct {
	Text               string  `yaml:"text"`
	Clause             string  `yaml:"clause"`
	MinMembers         int     `yaml:"min-members"`
	MinRepresentatives int     `yaml:"min-representatives"`
	Quorum             float64 `yaml:"quorum"` // share of those expected, 0–1; 0: none
}

// Instrument is a ballot held beside the review; the built-in scheme has none.
type Instrument struct {
	Key      string   `yaml:"key"`
	Name     string   `yaml:"name"`
	Items    []string `yaml:"items"`
	Grades   []Grade  `yaml:"grades"`
	Weight   float64  `yaml:"weight"` // percent of the whole; 0 for all: not weighed
	Quotas   []Quota  `yaml:"quotas"`
	Rounding Rounding `yaml:"rounding"`
	Voters   []string `yaml:"voters"`    // classes of voters: 党员, 群众代表, …
	MinVotes int      `yaml:"min-votes"` // fewer: no result is shown, so that nobody is found out
}

// Grade is one answer of a ballot.
type Grade struct {
	Name   string  `yaml:"name"`
	Points float64 `yaml:"points"`
}

// Quota bounds the share of some grades, in percent of a named denominator.
type Quota struct {
	Grades []string    `yaml:"grades"`
	Max    float64     `yaml:"max"` // 0: none
	Min    float64     `yaml:"min"` // 0: none
	Of     Denominator `yaml:"of"`
}

// Denominator is what a share is taken of.
type Denominator string

// The denominators.
const (
	OfAll    Denominator = "all"    // 党员总数
	OfFormal Denominator = "formal" // 正式党员
	OfVoters Denominator = "voters" // 参评人数
)

// Rounding is how shares are written.
type Rounding string

// The ways of rounding.
const (
	RoundHalfUp    Rounding = "half-up"    // each for itself
	RoundToHundred Rounding = "sum-to-100" // so that a row adds up to 100
)
