// Package scheme is an institution's notice as data: who reviews whom, what is looked at, in which ways and steps, by
// when, on which forms. A scheme is a YAML file that an office clerk can read (parse.go), checked with the line of each
// fault (check.go); the notice that the product was built for is built in as chuangxian-2010 (builtin.go). What a
// relation means for a given roster is decided in package assign, not here; rounds and reviews are not here either.
package scheme

import "lingping/internal/domain/org"

// Scheme is the whole of a notice, in the notice's own order. Zero values mean "the notice does not say". What comes out
// of Parse has its parent resolved and its defaults filled (defaults.go).
//
// The tag key names the field by which a child scheme replaces or removes one item of a list (merge.go); lists without
// it, and structs tagged merge:"whole", are replaced whole.
type Scheme struct {
	Name        string            `yaml:"name"` // short name, e.g. chuangxian-2010; the file's name when it says none
	Extends     string            `yaml:"extends"`
	Title       string            `yaml:"title"`
	Basis       Basis             `yaml:"basis" merge:"whole"`
	Purpose     string            `yaml:"purpose"`        // why it is done 〔一〕
	Vocabulary  map[string]string `yaml:"vocabulary"`     // the product's word → the institution's word
	Frequency   []Frequency       `yaml:"frequency"`      // how often 〔二(一)〕
	Rules       []Rule            `yaml:"rules" key:"id"` // who reviews whom 〔二(二)〕
	Roster      RosterRules       `yaml:"roster"`         // who counts 〔二(二)〕
	Theme       string            `yaml:"theme"`          // what the round is held under, shown in the editor 〔二(三)〕
	Yardsticks  []Yardstick       `yaml:"yardsticks" key:"title"`
	Subjects    []Subject         `yaml:"subjects" key:"kind"`   // what is looked at 〔二(三)〕
	Modes       []Mode            `yaml:"modes" key:"key"`       // in which ways 〔三〕
	Selections  []Choice          `yaml:"selections" key:"key"`  // how subjects were chosen: all, sample, category
	Carriers    []string          `yaml:"carriers"`              // 组织生活会, 调研督查, …
	Steps       []Step            `yaml:"steps" key:"key"`       // in which steps 〔四〕
	Attendance  Attendance        `yaml:"attendance"`            // who is invited 〔四末〕
	Instruments []Instrument      `yaml:"instruments" key:"key"` // ballots held beside the review
	Publish     Publication       `yaml:"publication"`
	Rectify     Rectification     `yaml:"rectification"`
	Principles  []Principle       `yaml:"principles" key:"title"` // what is asked of a good review 〔五〕
	Groups      []Group           `yaml:"groups" key:"name"`
	Filing      []Filing          `yaml:"filing"`
	Statistics  Statistics        `yaml:"statistics"`
	Forms       []Form            `yaml:"forms" key:"number"`
	Text        string            `yaml:"-"` // YAML that stands by itself: parent resolved, defaults written out; kept with a round
}

// Basis is the document that the scheme puts into data.
type Basis struct {
	Title      string   `yaml:"title"`
	Number     string   `yaml:"number"` // 发文字号
	Issuer     string   `yaml:"issuer"`
	Date       org.Date `yaml:"date"`
	Recipients []string `yaml:"recipients"` // 主送
}

// Frequency is how often subjects of some kinds are reviewed at least.
type Frequency struct {
	Subjects []SubjectKind `yaml:"subjects"`
	Months   int           `yaml:"months"`   // at least once in so many months
	Everyday bool          `yaml:"everyday"` // 日常点评 outside a round counts too
	Text     string        `yaml:"text"`
	Clause   string        `yaml:"clause"`
}

// Principle is a demand on how reviews are given, shown beside the editor.
type Principle struct {
	Title  string `yaml:"title"`
	Text   string `yaml:"text"`
	Clause string `yaml:"clause"`
}

// Word is what the institution calls a thing that the product calls term.
func (s *Scheme) Word(term string) string {
	if w := s.Vocabulary[term]; w != "" {
		return w
	}
	return term
}
