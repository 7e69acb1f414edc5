package assign

import (
	"lingping/internal/domain/org"
)

// The sentences that decisions share. Each is a key of the catalogue.
const (
	whySecretary    = "%s书记"
	whyActing       = "%s主持工作者"
	whyUncovered    = "无人分管或联系，上面也没有党总支：%s%s"
	whyPastHimself  = "本应由%s%s%s点评，但他就是%s%s，%s：%s%s"
	whyPastSelf     = "本应由%s%s%s点评，但他就是被点评人本人，%s：%s%s"
	whyPastVacant   = "本应由%s书记点评，但书记空缺，%s：%s%s"
	whyPastOffLine  = "%s是%s，不点评下级，%s：%s%s"
	whyBranch       = "所在党支部：%s"
	whyBranchLeader = "所在党支部：%s（领导干部以普通党员身份接受点评，%s）"
	whyUp           = "本人是支部书记，由上一级书记代：%s"
	whyUpActing     = "本人主持支部工作，由上一级书记代：%s"
	whyPrincipal    = "主要负责人：%s"
	whyNoPrincipal  = "%s书记空缺，%s：%s%s"
)

// upward says how far the line was climbed: past one unit or past several.
func upward(passes []pass) string {
	if len(passes) > 1 {
		return "逐级向上"
	}
	return "向上一级"
}

// ours is what a unit is called by those in it.
func (f *Facts) ours(u int32) string {
	if f.places[u].Kind.IsBranch() {
		return "本支部"
	}
	return "本党组织"
}

// whyLine says why the secretary of unit at reviews unit u, or person in it, from above.
func (f *Facts) whyLine(u, person, at int32, passes []pass) Sentence {
	title := f.head[at].title()
	if len(passes) == 0 {
		if f.head[at].acting {
			return Sentence{Text: whyActing, Args: f.unitName(at)}
		}
		return Sentence{Text: whySecretary, Args: f.unitName(at)}
	}
	first := passes[0]
	over, up := f.names[first.unit], upward(passes)
	switch first.why {
	case himself:
		h := f.head[first.unit]
		if person != f.head[u].holder {
			return Say(whyPastSelf, over, h.title(), f.name(h.holder), up, f.names[at], title)
		}
		return Say(whyPastHimself, over, h.title(), f.name(h.holder), f.ours(u), f.head[u].title(), up, f.names[at], title)
	case offLine:
		return Say(whyPastOffLine, over, string(f.places[first.unit].Kind.Word()), up, f.names[at], title)
	}
	return Say(whyPastVacant, over, up, f.names[at], title)
}

// passed says of each unit passed over why its secretary does not review.
func (f *Facts) passed(passes []pass) []Sentence {
	var said []Sentence
	for _, p := range passes {
		switch p.why {
		case vacant:
			said = append(said, Say("%s书记空缺，也无人主持工作", f.names[p.unit]))
		case himself:
			h := f.head[p.unit]
			said = append(said, Say("%s%s%s就是本人，不点评自己", f.names[p.unit], h.title(), f.name(h.holder)))
		case offLine:
			said = append(said, Say("%s是%s，不在隶属线上", f.names[p.unit], string(f.places[p.unit].Kind.Word())))
		}
	}
	return said
}

// postWord is the post as an office writes it; a portfolio goes before 委员.
func postWord(p *org.Post) string {
	if p.Kind == org.CommitteeMember {
		return p.Portfolio + string(p.Kind.Word())
	}
	return string(p.Kind.Word())
}

// postFact is a post as a dated fact.
func (f *Facts) postFact(s seat) Fact {
	return Fact{Text: Say("%s：%s%s", f.name(s.holder), f.names[s.unit], postWord(s.post)), From: s.post.From, To: s.post.To}
}

// chargeFact is a charge as a dated fact.
func (f *Facts) chargeFact(c charge) Fact {
	return Fact{Text: Say("%s的分工：%s（%s）", f.name(c.holder), f.names[c.unit], string(c.charge.Kind.Word())),
		From: c.charge.From, To: c.charge.To}
}

// memberFact is the membership of a branch, the same for all its members.
func (f *Facts) memberFact(u int32) Fact {
	return Fact{Text: Sentence{Text: "组织关系在%s", Args: f.unitName(u)}}
}
