package scheme

import "maps"

// Common are the words of several schemes for a page that shows rounds of all of them: those on which they agree. It is a scheme
// of words alone, for what a page calls things; none of no schemes.
func Common(schemes ...*Scheme) *Scheme {
	if len(schemes) == 0 {
		return nil
	}

	c := &Scheme{Vocabulary: maps.Clone(schemes[0].Vocabulary)}
	for _, sub := range schemes[0].Subjects {
		c.Subjects = append(c.Subjects, Subject{Kind: sub.Kind, Name: sub.Name})
	}

	for _, s := range schemes[1:] {
		maps.DeleteFunc(c.Vocabulary, func(term, word string) bool { return s.Vocabulary[term] != word })
		for i, sub := range c.Subjects {
			if other, _ := s.Subject(sub.Kind); other.Name != sub.Name {
				c.Subjects[i].Name = ""
			}
		}
	}

	return c
}
