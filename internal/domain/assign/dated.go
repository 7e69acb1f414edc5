package assign

import (
	"slices"

	"lingping/internal/domain/org"
)

// shareFacts lays down, for each unit, the facts that most decisions about it rest on: the post of the secretary of the
// unit above, that of its own secretary, and the membership in it. Decisions borrow them, so that the plan of a province
// need not repeat them a hundred thousand times.
func (f *Facts) shareFacts() {
	f.facts = make([]Fact, 3*len(f.places))
	for i := range f.places {
		u := int32(i)
		if f.head[u].holder != none {
			f.facts[3*u+1] = f.postFact(f.seatsOf(u)[0])
		}

		if up := f.parent[u]; up != none {
			f.facts[3*u] = f.facts[3*up+1]
		}

		f.facts[3*u+2] = Fact{Text: Sentence{Text: "组织关系在%s", Args: f.unitName(u)}}
	}
}

// lineFacts are the posts of the secretary of unit at and, where u below it has one, of u's.
func (f *Facts) lineFacts(at, u int32) []Fact {
	switch {
	case f.head[u].holder == none:
		return f.headFacts(at)
	case f.parent[u] == at:
		return f.facts[3*u : 3*u+2 : 3*u+2]
	}
	return []Fact{f.facts[3*at+1], f.facts[3*u+1]}
}

// headFacts is the post of the secretary of u.
func (f *Facts) headFacts(u int32) []Fact { return f.facts[3*u+1 : 3*u+2 : 3*u+2] }

// branchFacts are the post of the secretary of branch u and the membership in it.
func (f *Facts) branchFacts(u int32) []Fact { return f.facts[3*u+1 : 3*u+3 : 3*u+3] }

// postWord is the post as an office writes it; a portfolio goes before 委员.
func postWord(p *org.Post) string {
	if p.Kind == org.CommitteeMember {
		return p.Portfolio + string(p.Kind.Word())
	}
	return string(p.Kind.Word())
}

// postFact is a post as a dated fact.
func (f *Facts) postFact(s seat) Fact {
	return Fact{Text: Say("%s任职：%s%s", f.name(s.holder), f.names[s.unit], postWord(s.post)), From: s.post.From, To: s.post.To}
}

// chargeFact is a charge as a dated fact.
func (f *Facts) chargeFact(c charge) Fact {
	return Fact{Text: Say("%s的分工：%s（%s）", f.name(c.holder), f.names[c.unit], string(c.charge.Kind.Word())),
		From: c.charge.From, To: c.charge.To}
}

// seatFacts are the posts of the kinds that a person holds in unit u.
func (f *Facts) seatFacts(u, holder int32, kinds []org.PostKind) []Fact {
	var facts []Fact
	for _, s := range f.seatsOf(u) {
		if s.holder == holder && slices.Contains(kinds, s.post.Kind) {
			facts = append(facts, f.postFact(s))
		}
	}

	return facts
}
