package org

import (
	"strings"

	"lingping/internal/errs"
)

// byZeroless stops at rows whose number is a known one but for the zeros before it, or that of another row with the same
// name: a spreadsheet that takes numbers for quantities drops them. Only the office knows whether it is one number.
func (p *personMatch) byZeroless() {
	known := zerolessIndex{}
	for at := range p.before.Persons {
		known.add(p.before.Persons[at].Number, at)
	}

	rows := map[string]int{}
	for i := range p.rows {
		row := &p.rows[i].Person
		key := Key(row.Number)
		short := Zeroless(key)
		if short == "" || p.fate[i] != open {
			continue
		}

		if hits := known.hits(row.Number); len(hits) > 0 {
			at := p.meant(hits, row.Number)
			if at < 0 {
				p.refuse(i, FieldNumber, trouble{Fault, "名册中有 %d 人的工号与“%s”只差前面的 0（%s）；请写完整的工号。",
					[]any{len(hits), row.Number, p.numbered(hits)}})
				continue
			}

			p.settledBy(i, at, FieldNumber,
				"工号“%[3]s”与名册中%[1]s的“%[2]s”只差前面的 0；是同一人还是另一人，请说明：--same %[3]s=%[2]s 或 --distinct %[3]s=%[2]s。")
			continue
		}

		other, seen := rows[short+NameKey(row.Name)]
		if !seen {
			rows[short+NameKey(row.Name)] = i
			continue
		}

		if that := &p.rows[other].Person; Key(that.Number) != key && p.read.Answers.about(row.Number, that.Number) != distinct {
			for _, k := range []int{i, other} {
				p.ask(p.rows[k].Row, Pair{row.Number, row.Name}, Pair{that.Number, that.Name})
				p.refuse(k, FieldNumber, trouble{Fault, "“%s”的工号在两行里只差前面的 0（%s 和 %s）；是同一人就删去一行，不是就说明：--distinct %[2]s=%[3]s。",
					[]any{row.Name, row.Number, that.Number}})
			}
		}
	}
}

// meant is the one of several persons of whom the office has said that the number is his, the only one where there is no
// choice, else -1.
func (p *personMatch) meant(hits []int, number string) int {
	if len(hits) == 1 {
		return hits[0]
	}

	found := -1
	for _, at := range hits {
		if p.read.Answers.expressly(number, p.before.Persons[at].Number) {
			if found >= 0 {
				return -1
			}
			found = at
		}
	}

	return found
}

// namesake is the person of the row's name in the row's branch who has another number and for whom no row stands, -1 when
// there is none or a fact tells the two apart.
func (p *personMatch) namesake(i int) int {
	row := &p.rows[i].Person
	if row.Number == "" {
		return -1
	}

	for _, at := range p.names[NameKey(row.Name)] {
		person := &p.before.Persons[at]
		if person.Number != "" && person.Branch == p.branch[i] && p.row[at] < 0 && contradiction(person, row) == "" {
			return at
		}
	}

	return -1
}

// settledBy lets the answer of the office settle whether the row is the person at a place of the roster, and reports
// whether it is settled: as him, or refused as long as nobody has answered. text takes the known name and number, and the
// row's number.
func (p *personMatch) settledBy(i, at int, field Field, text errs.Sentence) bool {
	row, person := &p.rows[i].Person, &p.before.Persons[at]
	renamed := NameKey(row.Name) != NameKey(person.Name)
	switch answer := p.read.Answers.about(row.Number, person.Number); {
	case answer == distinct:
		return false
	case answer == same && contradiction(person, row) != "":
		p.refuse(i, field, trouble{Fault, "说了工号“%s”和%s的“%s”是同一人，但%s不同，像是两个人；请核对。",
			[]any{row.Number, person.Name, person.Number, contradiction(person, row).Word()}})
		return true
	case answer == same && (!renamed || p.read.Answers.expressly(row.Number, person.Number)):
		if p.row[at] < 0 {
			if renamed {
				p.note(Warning, p.rows[i].Row, FieldName, "工号“%s”在名册中是%s，这里是%s；将按改名处理，请核对。", row.Number, person.Name, row.Name)
			}
			p.stand(i, at)
			return true
		}

		p.refuse(i, field, trouble{Fault, "这一行和第 %d 行都是%s；请只留一行。", []any{p.rows[p.row[at]].At, named(person.Name, person.Number)}})
		return true
	}

	p.ask(p.rows[i].Row, Pair{row.Number, row.Name}, Pair{person.Number, person.Name})
	p.refuse(i, field, trouble{Fault, text, []any{person.Name, person.Number, row.Number}})
	return true
}

// mostQuestions is how many questions are kept one by one; more are answered all alike.
const mostQuestions = 1000

// ask remembers a question for the one who imports.
func (m *matcher) ask(row Row, said, known Pair) {
	if len(m.im.Asked) < mostQuestions {
		m.im.Asked = append(m.im.Asked, Question{row, said, known})
	}
}

// asWritten is the one of several persons whose number is written as the row's, -1 when that is not one.
func (p *personMatch) asWritten(hits []int, number string) int {
	found := -1
	for _, at := range hits {
		if Fold(p.before.Persons[at].Number) != Fold(number) {
			continue
		}
		if found >= 0 {
			return -1
		}

		found = at
	}

	return found
}

// numbered lists persons by name and number.
func (p *personMatch) numbered(hits []int) string {
	var list []string
	for _, at := range hits {
		list = append(list, named(p.before.Persons[at].Name, p.before.Persons[at].Number))
	}
	return strings.Join(list, "、")
}
