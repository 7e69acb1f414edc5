package office

import (
	"regexp"
	"slices"
	"strings"

	"lingping/internal/domain/org"
)

// standings are the words for a person's relation to the Party.
var standings = spelled(map[org.Standing]string{
	org.Formal:       "正式 正式党员 中共正式党员 中共党员(正式) 正式中共党员 中共党员(正式党员) 党员(正式) 党员(正式党员) 中国共产党正式党员",
	org.Probationary: "预备 预备党员 预备期 预备期党员 中共预备党员 中共党员(预备) 预备中共党员 中共党员(预备党员) 党员(预备) 党员(预备党员) 中国共产党预备党员 02",
	org.NonMember:    "非党员 非中共党员 党外 党外人士 党外干部 非党 入党积极分子 积极分子 发展对象 入党申请人 申请入党人 申请入党人员 入党申请人员 申请人 " + otherPolitics,
})

// otherPolitics are the words of GB/T 4762 for those who are not of the Party, with their codes and short forms.
const otherPolitics = "03 共青团员 中国共产主义青年团团员 团员 " +
	"04 民革会员 民革党员 民革 中国国民党革命委员会会员 中国国民党革命委员会党员 中国国民党革命委员会 " +
	"05 民盟盟员 民盟 中国民主同盟盟员 中国民主同盟 06 民建会员 民建 中国民主建国会会员 中国民主建国会 " +
	"07 民进会员 民进 中国民主促进会会员 中国民主促进会 08 农工党党员 农工党 农工民主党党员 农工民主党 农工 中国农工民主党党员 中国农工民主党 " +
	"09 致公党党员 致公党 致公 中国致公党党员 中国致公党 10 九三学社社员 九三学社 九三 九三社员 " +
	"11 台盟盟员 台盟 台湾民主自治同盟盟员 台湾民主自治同盟 12 无党派民主人士 无党派人士 无党派 民主党派 民主人士 13 群众 普通公民 普通居民 公民"

// isCode reports whether a text is a number, which says a standing in a column of standings only: elsewhere it is a running number, or tells
// two of one name apart.
func isCode(text string) bool { return isDigits(strings.TrimSpace(org.Fold(text))) }

// members are the words that say only that somebody is a member; another column may say which.
var members = strings.Fields("党员 中共党员 共产党员 中国共产党党员 中共 01")

// codeBeside is the code of a standard that exports write before or behind a word: 01-中共党员, 群众（13）.
var codeBeside = regexp.MustCompile(`^[(\[（［【]?\d{1,3}[)\]）］】]?[-_.、:：·\s]*(\p{Han}.*)$|^(\p{Han}.*?)[-_:：\s]*[(\[（［【]?\d{1,3}[)\]）］】]?$`)

// withoutCode is a word of a set without the code beside it.
func withoutCode(text string) string {
	m := codeBeside.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	return m[1] + m[2]
}

// standingWord is the word for a standing that is meant by what a cell says.
func (r *rosterReader) standingWord(text string) string {
	return setWord(org.FieldStanding, withoutCode(org.Fold(r.meant(org.FieldStanding, text))))
}

// readStanding reads 人员类别 from all columns that may be it: the surest that says which decides, and those that say only
// that somebody is a member agree with either. said is what the columns hold where none is understood, or where two
// contradict each other.
func (r *rosterReader) readStanding() (standing org.Standing, said []string, ok bool) {
	member := false
	for _, column := range r.head.columns[org.FieldStanding] {
		text := unwrapped(r.at(column).text)
		if text == "" {
			continue
		}

		said = append(said, text)
		word := r.standingWord(text)
		if org.SaysGone(word) {
			return "", []string{text}, false
		}

		if known, found := standings[word]; found {
			if standing != "" && known != standing {
				return "", said, false
			}
			standing, ok = known, true
		}

		member = member || slices.Contains(members, word)
	}

	asked := r.askedStanding()
	if asked.probationary && (standing == "" || standing == org.Probationary) {
		return org.Probationary, said, true
	}

	if known := r.saidBeside; known != "" {
		if said = append(said, string(known.Word())); ok && standing != known {
			return "", said, false
		}
		standing, ok = known, true
	}

	member = member || asked.member || asked.probationary
	switch {
	case asked.none && standing == "":
		standing, ok = org.NonMember, true
	case asked.full && !asked.none:
		member = true
	}

	switch {
	case ok && member && standing == org.NonMember:
		return "", said, false
	case ok:
		return standing, said, true
	case member:
		return r.standingOfMember(said)
	}

	return "", said, false
}

// standingAsked is what the columns say that ask of everybody whether he is a member, a full one or a probationary one.
type standingAsked struct {
	member       bool // he is one
	none         bool // he is no member, or no full one
	probationary bool
	full         bool // he is not probationary
}

func (r *rosterReader) askedStanding() (said standingAsked) {
	for _, a := range r.head.asked {
		text := unwrapped(r.at(a.column).text)
		yes, probationary := isYes(text), a.standing == org.Probationary
		switch {
		case a.standing == "" || !yes && !isNo(text):
		case probationary:
			said.probationary, said.full = said.probationary || yes, said.full || !yes
		default:
			said.member, said.none = said.member || yes, said.none || !yes
		}
	}
	return said
}

// standingBeside takes a standing in brackets behind a name, 林一（预备）, off the name and keeps it as said of the row; where nothing
// stands there, it is what a row of its own above says, 预备党员：.
func (r *rosterReader) standingBeside(name string) string {
	r.saidBeside = r.standingAbove
	if !strings.ContainsAny(name, "(（") {
		return name
	}

	m := namedBeside.FindStringSubmatchIndex(name)
	if m == nil {
		return name
	}

	beside := name[m[2]:m[3]]
	if known, ok := standings[r.standingWord(beside)]; ok && !isCode(beside) {
		r.saidBeside = known
		return strings.TrimSpace(name[:m[0]])
	}

	return name
}

// probationNoted is how a note says that somebody is probationary, or was.
var probationNoted = regexp.MustCompile(`预备(?:党员|期)?`)

// standingOfMember is the standing of somebody of whom the columns say only that he is a member: a full one, unless the note speaks
// of probation, of which it is asked.
func (r *rosterReader) standingOfMember(said []string) (org.Standing, []string, bool) {
	note := unwrapped(r.cell(org.FieldNote).text)
	if !probationNoted.MatchString(simplified(note)) {
		return org.Formal, said, true
	}

	if known, ok := standings[r.standingWord(note)]; ok && r.meant(org.FieldStanding, note) != note {
		return known, said, true
	}

	r.strange(org.FieldStanding, note, "人员类别只写了是党员，备注却写着“%s”；请说明这样写的是正式党员还是预备党员。")
	return org.Formal, said, true
}

// doubtedByNote tells of a full member whose note says nothing but that he is probationary.
func (r *rosterReader) doubtedByNote(standing org.Standing, name string) {
	note := unwrapped(r.cell(org.FieldNote).text)
	if standing == org.Formal && !r.faulty && standings[withoutCode(simplified(org.Fold(note)))] == org.Probationary {
		r.warn(r.line.at, org.FieldNote, "%s的备注写着“%s”，仍按正式党员导入；请核对人员类别。", name, shortened(note))
	}
}
