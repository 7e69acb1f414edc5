package demo

import (
	"fmt"
	"strings"
	"time"

	"lingping/internal/domain/org"
)

// Nobody of the university has a telephone or an identity number: whatever we made up could be somebody's.

// someone is a person of the age range with name, sex, nation and day of birth.
func (u *university) someone(youngest, oldest int) org.Person {
	p := org.Person{Sex: pick(u.rng, []string{"男", "女"}), Standing: org.Formal}
	born := u.now.Year() - between(u.rng, youngest, oldest)
	p.Birth = org.DateOf(u.day(born))
	if name, sex, nation, ok := u.special(); ok {
		p.Name, p.Sex, p.Nation = name, sex, nation
		return p
	}

	p.Name, p.Nation = u.names.name(p.Sex, born), pick(u.rng, u.names.nations)
	return p
}

// special gives a rare name to about one in three hundred.
func (u *university) special() (name, sex, nation string, ok bool) {
	if u.rng.IntN(250) != 0 {
		return "", "", "", false
	}
	return u.names.special()
}

// day is some day of the year.
func (u *university) day(year int) time.Time {
	return time.Date(year, time.Month(between(u.rng, 1, 12)), between(u.rng, 1, 28), 0, 0, 0, 0, time.UTC)
}

// joined sets when somebody joined at about the age, and became a formal member a year later.
func (u *university) joined(p *org.Person, youngest, oldest int) {
	year := min(p.Birth.Time().Year()+between(u.rng, youngest, oldest), u.now.Year()-3)
	day := u.day(year)
	p.Joined, p.Full = org.DateOf(day), org.DateOf(day.AddDate(1, 0, 0))
}

// number is a 工号: the year of coming and a running number.
func (u *university) number(p org.Person) string {
	u.sequence++
	year := min(p.Birth.Time().Year()+between(u.rng, 23, 31), u.now.Year()-1)
	return fmt.Sprintf("%d%04d", year, u.sequence)
}

// one draws a word of a section that is one line.
func (u *university) one(section string) string {
	return pick(u.rng, strings.Fields(u.plan[section][0]))
}

// teacher is one of the teachers of a department.
func (u *university) teacher(dept string) org.Person {
	p := u.someone(29, 58)
	u.joined(&p, 20, 34)
	p.Number = u.number(p)
	p.Degree, p.Job = u.one("teacher.degree"), dept+u.one("teacher.job")
	if p.Birth.Time().Year() > u.now.Year()-36 {
		p.Job = dept + u.one("young.job")
	}

	if u.rng.IntN(60) == 0 {
		p.Groups = []string{org.GroupAbroad}
		p.Note = "公派访学一年"
	}

	return p
}

// official works in an office, a laboratory or a service.
func (u *university) official(place string) org.Person {
	p := u.someone(27, 58)
	u.joined(&p, 20, 33)
	p.Number = u.number(p)
	p.Degree, p.Job = u.one("official.degree"), place+u.one("official.job")
	return p
}

// counsellor looks after students and belongs to their branch.
func (u *university) counsellor(school string) org.Person {
	p := u.someone(26, 38)
	u.joined(&p, 20, 23)
	p.Number = u.number(p)
	p.Degree, p.Job = u.one("counsellor.degree"), school+"专职辅导员"
	return p
}

// student is an undergraduate in the year-th year after his first.
func (u *university) student(major string, school, year int) org.Person {
	entry := u.term() - year
	p := u.someone(0, 0)
	p.Birth = org.DateOf(u.day(entry - 19))
	p.Degree, p.Groups = u.one("student.degree"), []string{org.GroupStudent}
	p.Job = fmt.Sprintf("%s专业%d级本科生", major, entry)
	u.enrol(&p, school, entry, 55)
	return p
}

// graduate is a student after his first degree; more of them are formal members.
func (u *university) graduate(school string, number int) org.Person {
	entry := u.term() - between(u.rng, 0, 2)
	p := u.someone(0, 0)
	p.Birth = org.DateOf(u.day(entry - between(u.rng, 23, 26)))
	p.Degree, p.Groups = u.one("graduate.degree"), []string{org.GroupStudent}
	p.Job = fmt.Sprintf("%s%d级硕士研究生", school, entry)
	u.enrol(&p, 50+number, entry, 26)
	return p
}

// term is the year in which the present academic year began.
func (u *university) term() int {
	if u.now.Month() >= time.September {
		return u.now.Year()
	}
	return u.now.Year() - 1
}

// enrol gives a student his number and when he joined: probation of that many in a hundred is still running.
func (u *university) enrol(p *org.Person, school, entry, probation int) {
	u.sequence++
	p.Number = fmt.Sprintf("S%d%02d%04d", entry%100, school, u.sequence)
	grown := p.Birth.Time().AddDate(18, 6, 0)
	latest := u.now.AddDate(0, -13, 0)
	if u.rng.IntN(100) >= probation && grown.Before(latest) {
		days := min(int(latest.Sub(grown).Hours()/24), 700)
		day := latest.AddDate(0, 0, -u.rng.IntN(days+1))
		p.Joined, p.Full = org.DateOf(day), org.DateOf(day.AddDate(1, 0, 0))
		return
	}

	p.Standing = org.Probationary
	p.Joined = org.DateOf(u.now.AddDate(0, -between(u.rng, 7, 11), -u.rng.IntN(28)))
}

// retired is somebody who has left his work; the old and ill are reviewed at their homes.
func (u *university) retired() org.Person {
	p := u.someone(60, 89)
	u.joined(&p, 20, 38)
	p.Number = u.number(p)
	p.Degree, p.Job = u.one("retired.degree"), "退休"+u.one("retired.job")
	if p.Birth.Time().Year() <= u.now.Year()-75 || u.rng.IntN(9) == 0 {
		p.Groups = []string{org.GroupInfirm}
	}

	return p
}
