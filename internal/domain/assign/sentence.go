package assign

import (
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

// The sentences that decisions share. Each is a key of the catalogue.
const (
	whySecretary    = "%s{书记}"
	whyActing       = "%s主持工作者"
	whyUncovered    = "无人分管或联系，上面也没有党总支：%s%s"
	whyPastHimself  = "本应由%s%s%s点评，但他就是%s%s，%s：%s%s"
	whyPastSelf     = "本应由%s%s%s点评，但他就是%s的负责人，%s：%s%s"
	whyPastVacant   = "本应由%s{书记}点评，但{书记}空缺，%s：%s%s"
	whyPastOffLine  = "%s是%s，不点评下级，%s：%s%s"
	whyBranch       = "所在党支部：%s"
	whyBranchLeader = "所在党支部：%s（领导干部以普通党员身份接受点评，%s）"
	whyUp           = "本人是支部{书记}，由上一级{书记}代：%s"
	whyUpActing     = "本人主持支部工作，由上一级{书记}代：%s"
	whyPrincipal    = "主要负责人：%s"
	whyNoPrincipal  = "%s{书记}空缺，%s：%s%s"
)

// upward says how far the line was climbed: past one unit or past several.
func upward(passes []pass) i18n.Word {
	if len(passes) > 1 {
		return "逐级向上"
	}
	return "向上一级"
}

// ours is what a unit is called by those in it.
func (f *Facts) ours(u int32) i18n.Word {
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
			return Say(whyPastSelf, over, string(h.title()), f.name(h.holder), f.names[u], string(up), f.names[at], string(title))
		}
		return Say(whyPastHimself, over, string(h.title()), f.name(h.holder), string(f.ours(u)), string(f.head[u].title()), string(up), f.names[at], string(title))
	case offLine:
		return Say(whyPastOffLine, over, string(f.places[first.unit].Kind.Word()), string(up), f.names[at], string(title))
	}

	return Say(whyPastVacant, over, string(up), f.names[at], string(title))
}

// whyCommittee says why a committee member at unit at reviews branch u or its members.
func (f *Facts) whyCommittee(by scheme.Relation, u, at int32) Sentence {
	switch by {
	case scheme.OwnBranch:
		return Say("领导干部点评本人所在党支部：%s", f.names[u])
	case scheme.CommitteeOfLine:
		return Say("%s{班子成员}，组织关系在%s", f.names[at], f.names[u])
	}
	return Say("%s{班子成员}", f.names[u])
}

// passed says of each unit passed over why its secretary does not review.
func (f *Facts) passed(passes []pass) []Sentence {
	var said []Sentence
	for _, p := range passes {
		switch p.why {
		case vacant:
			said = append(said, Say("%s{书记}空缺，也无人主持工作", f.names[p.unit]))
		case himself:
			h := f.head[p.unit]
			said = append(said, Say("%s%s%s就是本人，不点评自己", f.names[p.unit], string(h.title()), f.name(h.holder)))
		case offLine:
			said = append(said, Say("%s是%s，不在隶属线上", f.names[p.unit], string(f.places[p.unit].Kind.Word())))
		}
	}

	return said
}
