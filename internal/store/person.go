package store

import (
	"errors"
	"iter"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

var scanPerson = scanned(personColumns)

func personColumns(p *org.Person) columns {
	return columns{
		{"p.id", &p.ID}, {"p.number", &p.Number}, {"p.name", &p.Name}, {"p.pinyin", &p.Pinyin},
		{"p.initials", &p.Initials}, {"p.sex", &p.Sex}, {"p.nation", &p.Nation}, {"p.birth", &p.Birth},
		{"p.degree", &p.Degree}, {"p.standing", &p.Standing}, {"p.joined", &p.Joined}, {"p.full_on", &p.Full},
		{"p.branch_id", &p.Branch}, {"p.job", &p.Job}, {"p.groups_", asGroups{&p.Groups}}, {"p.phone", &p.Phone},
		{"p.id_number", &p.IDNumber}, {"p.note", &p.Note},
	}
}

// groupSeparator joins the groups of a person in one column, as the roster writes them.
const groupSeparator = "、"

func splitGroups(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, groupSeparator)
}

func joinGroups(groups []string) string { return strings.Join(groups, groupSeparator) }

// likeAny is the LIKE pattern for "holds q", its own wildcards escaped.
func likeAny(q string) string { return "%" + likeEscape(q) + "%" }

func likeEscape(q string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(q)
}

// Person is one person of the living roster.
func (tx *Tx) Person(id org.PersonID) (org.Person, error) {
	p, err := One(tx, scanPerson, `SELECT `+selected(personColumns)+` FROM person p WHERE p.id = $1`, id)
	if errors.Is(err, ErrNone) {
		return p, errs.NewNotFound("没有找到这个人。")
	}
	return p, err
}

// PersonNumbered is the person with this 工号.
func (tx *Tx) PersonNumbered(number string) (org.Person, error) {
	p, err := One(tx, scanPerson, `SELECT `+selected(personColumns)+` FROM person p WHERE p.number = $1 AND p.number <> ''`, number)
	if errors.Is(err, ErrNone) {
		return p, errs.NewNotFound("没有工号为“%s”的人，请核对。", number)
	}
	return p, err
}

// CountPersons is how many persons the living roster has.
func (tx *Tx) CountPersons() (int, error) {
	return Count(tx, `SELECT COUNT(*) FROM person p WHERE `+notMerged)
}

// EachPerson gives every person of the living roster, one by one.
func (tx *Tx) EachPerson() iter.Seq2[org.Person, error] {
	return Each(tx, scanPerson, `SELECT `+selected(personColumns)+` FROM person p WHERE `+notMerged)
}

// PersonsOfBranch are the persons of a branch in the living roster, in the roster's order.
func (tx *Tx) PersonsOfBranch(branch org.UnitID) ([]org.Person, error) {
	return All(tx, scanPerson, `SELECT `+selected(personColumns)+` FROM person p WHERE p.branch_id = $1 ORDER BY p.number, p.id`, branch)
}

// Opened are those of who hold a post in the unit, or a charge over it, whose branch lies in one of the subtrees; tops nil
// means everywhere.
func (tx *Tx) Opened(unit org.UnitID, tops []org.Place) ([]org.PersonID, error) {
	where, args := ``, []any{unit}
	if tops != nil {
		in, more := within("b", tops, 2)
		where, args = ` AND `+in, append(args, more...)
	}

	return All(tx, func(row Row) (id org.PersonID, err error) { return id, row.Scan(&id) },
		`SELECT p.id FROM person p LEFT JOIN unit b ON b.id = p.branch_id WHERE p.id IN (SELECT person_id FROM post WHERE unit_id = $1
		UNION SELECT person_id FROM charge WHERE unit_id = $1)`+where+` ORDER BY p.id`, args...)
}

// within is the condition that the unit alias lies in one of the subtrees, with its arguments from the number first on.
func within(alias string, tops []org.Place, first int) (string, []any) {
	if len(tops) == 0 {
		return "1 = 0", nil
	}

	var parts []string
	var args []any
	for _, top := range tops {
		n := first + len(args)
		parts = append(parts, alias+".ord BETWEEN $"+number(n)+" AND $"+number(n+1))
		args = append(args, top.Ord, top.Last)
	}

	return "(" + strings.Join(parts, " OR ") + ")", args
}

var personInsertColumns = []string{"id", "number", "name", "pinyin", "initials", "sex", "nation", "birth", "degree",
	"standing", "joined", "full_on", "branch_id", "job", "groups_", "phone", "id_number", "note"}

func personValues(p org.Person) []any {
	return []any{int64(p.ID), p.Number, p.Name, p.Pinyin, p.Initials, p.Sex, p.Nation, string(p.Birth), p.Degree,
		string(p.Standing), string(p.Joined), string(p.Full), int64(p.Branch), p.Job, joinGroups(p.Groups), p.Phone,
		p.IDNumber, p.Note}
}

// AddPersons inserts new persons with the words by which they are found; progress is told after every thousand.
func (tx *Tx) AddPersons(persons []org.Person, progress func(done int)) (err error) {
	defer errs.Wrap(&err, "store.AddPersons")

	if err := tx.raiseRoster(); err != nil {
		return err
	}

	i := 0
	err = tx.Bulk("person", personInsertColumns, func() ([]any, bool) {
		if i == len(persons) {
			return nil, false
		}

		i++
		if i%1000 == 0 && progress != nil {
			progress(i)
		}

		return personValues(persons[i-1]), true
	})
	if err != nil {
		return err
	}

	return tx.addPersonWords(persons)
}

// SavePersons overwrites known persons. Numbers may pass from one to another, so those that change are freed first.
func (tx *Tx) SavePersons(persons []org.Person) (err error) {
	defer errs.Wrap(&err, "store.SavePersons")

	if err := tx.raiseRoster(); err != nil {
		return err
	}

	for _, p := range persons {
		if err := tx.movePersonWords(p); err != nil {
			return err
		}
	}

	for _, p := range persons {
		if _, err := tx.Exec(`UPDATE person SET number = '' WHERE id = $1 AND number <> $2`, p.ID, p.Number); err != nil {
			return err
		}
	}

	for _, p := range persons {
		if _, err := tx.Exec(`UPDATE person SET number=$2, name=$3, pinyin=$4, initials=$5, sex=$6, nation=$7, birth=$8,
			degree=$9, standing=$10, joined=$11, full_on=$12, branch_id=$13, job=$14, groups_=$15, phone=$16, id_number=$17,
			note=$18 WHERE id=$1`, personValues(p)...); err != nil {
			return err
		}
	}

	return nil
}
