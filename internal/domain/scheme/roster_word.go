package scheme

import (
	"maps"
	"slices"

	"lingping/internal/domain/org"
)

// groupNames are the groups of which the scheme speaks.
func (s *Scheme) groupNames() []string {
	var names []string
	for _, g := range s.Groups {
		names = append(names, g.Name)
	}
	return names
}

// Synonyms are the words of rosters that the scheme explains: for kinds of units, posts, charges and standings, and for
// groups. A group that the scheme names is a word for itself, so that rosters can ask for it: 是否退役军人.
func (s *Scheme) Synonyms() []org.Synonym {
	var out []org.Synonym
	for _, name := range s.groupNames() {
		if !slices.Contains(org.Groups(), name) {
			out = append(out, org.Synonym{Column: org.FieldGroups, Word: name, Known: name, From: s.Title})
		}
	}

	for _, word := range slices.Sorted(maps.Keys(s.Roster.Words)) {
		known := s.Roster.Words[word]
		out = append(out, org.Synonym{Column: org.WordColumn(known, s.groupNames()), Word: word, Known: known, From: s.Title})
	}

	return out
}

// rosterWords tells words that stand for nothing that a roster knows.
func (c *checker) rosterWords() {
	for _, word := range slices.Sorted(maps.Keys(c.s.Roster.Words)) {
		if known := c.s.Roster.Words[word]; org.WordColumn(known, c.s.groupNames()) == "" {
			c.fault(at("roster", "words", word), "名册里没有“%s”这个词，不能把“%s”当作它；请写党组织类别、职务、分工、人员类别或群体里已有的词，如 党支部、副书记、联系点。", known, word)
		}
	}
}
