package store

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// The words by which persons are found (org.Person.Words) are rows, each with the branch of its person, so that a search
// reads one piece of an index: of all words, or of those of each branch in the asker's scope (docs/adr/0018-search.md).

// PersonRow is a person as lists show him: number, name, standing, job and groups, and the name of his branch.
type PersonRow struct {
	org.Person
	BranchName string
}

// wordRow is one word of one person.
type wordRow struct {
	Inside bool
	Word   string
	Person org.PersonID
	Branch org.UnitID
}

func wordsOf(p org.Person) []wordRow {
	words := p.Words()
	rows := make([]wordRow, 0, len(words.Whole)+len(words.Inner))
	for _, word := range words.Whole {
		rows = append(rows, wordRow{false, word, p.ID, p.Branch})
	}

	for _, word := range words.Inner {
		rows = append(rows, wordRow{true, word, p.ID, p.Branch})
	}

	return rows
}

// wordChunk is of how many persons the words are sorted before they are written: in the order of the index they cost half.
const wordChunk = 25_000

func (tx *Tx) addPersonWords(persons []org.Person) error {
	var rows []wordRow
	for part := range slices.Chunk(persons, wordChunk) {
		rows = rows[:0]
		for _, p := range part {
			rows = append(rows, wordsOf(p)...)
		}

		slices.SortFunc(rows, func(a, b wordRow) int {
			return cmp.Or(compareFlags(a.Inside, b.Inside), cmp.Compare(a.Word, b.Word), cmp.Compare(a.Person, b.Person))
		})
		i := 0
		err := tx.Bulk("person_word", []string{"inside", "word", "person_id", "branch_id"}, func() ([]any, bool) {
			if i == len(rows) {
				return nil, false
			}
			r := rows[i]
			i++
			return []any{r.Inside, r.Word, int64(r.Person), int64(r.Branch)}, true
		})
		if err != nil {
			return err
		}
	}

	return nil
}

func compareFlags(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// movePersonWords makes the words of a person those of p. It is called before the person himself is saved.
func (tx *Tx) movePersonWords(p org.Person) error {
	before, err := tx.Person(p.ID)
	if err != nil {
		return err
	}

	old := wordsOf(before)
	if slices.Equal(old, wordsOf(p)) {
		return nil
	}

	for _, r := range old {
		if _, err := tx.Exec(`DELETE FROM person_word WHERE inside = $1 AND word = $2 AND person_id = $3`, r.Inside, r.Word, r.Person); err != nil {
			return err
		}
	}

	return tx.addPersonWords([]org.Person{p})
}

// PersonWordsMissing reports whether there are persons and no words: the house is from before there were words.
func (tx *Tx) PersonWordsMissing() (bool, error) {
	return One(tx, Scalar[bool], `SELECT EXISTS (SELECT 1 FROM person) AND NOT EXISTS (SELECT 1 FROM person_word)`)
}

// KeepPersonWords makes the words of all persons anew.
func (tx *Tx) KeepPersonWords() (err error) {
	defer errs.Wrap(&err, "store.KeepPersonWords")

	if _, err := tx.Exec(`DELETE FROM person_word`); err != nil {
		return err
	}

	for last := org.PersonID(0); ; {
		some, err := All(tx, scanned(personColumns), `SELECT `+selected(personColumns)+` FROM person p WHERE p.id > $1 AND `+notMerged+` ORDER BY p.id LIMIT CAST($2 AS BIGINT)`, last, wordChunk)
		if err != nil || len(some) == 0 {
			return err
		}

		if err := tx.addPersonWords(some); err != nil {
			return err
		}

		last = some[len(some)-1].ID
	}
}

// PersonWords says how many words are kept and how many there should be, and whether they are the same ones.
func (tx *Tx) PersonWords() (kept, should int, same bool, err error) {
	defer errs.Wrap(&err, "store.PersonWords")

	var there, wanted uint64 // the sums of their hashes: neither side need be sorted, nor held
	for r, err := range Each(tx, func(row Row) (r wordRow, err error) {
		err = row.Scan(&r.Inside, &r.Word, &r.Person, &r.Branch)
		return r, err
	}, `SELECT inside, word, person_id, branch_id FROM person_word`) {
		if err != nil {
			return 0, 0, false, err
		}
		kept++
		there += r.hash()
	}

	for p, err := range tx.EachPerson() {
		if err != nil {
			return 0, 0, false, err
		}
		for _, r := range wordsOf(p) {
			should++
			wanted += r.hash()
		}
	}

	return kept, should, kept == should && there == wanted, nil
}

func (r wordRow) hash() uint64 {
	h := fnv.New64a()
	at := binary.BigEndian.AppendUint64(nil, uint64(r.Person))
	at = binary.BigEndian.AppendUint64(at, uint64(r.Branch))
	if r.Inside {
		at = append(at, 1)
	}

	h.Write(at) // a hash takes whatever it is given
	h.Write([]byte(r.Word))
	return h.Sum64()
}

// wordHit is a word that begins with what is looked for, and whose it is.
type wordHit struct {
	word   string
	person PersonRow
}

// wordRange is the words, whole ones or inner ones, that begin with q and come after one of a person.
type wordRange struct {
	q      string // folded
	inside bool
	after  wordHit // zero: from the first on
}

// SearchPersons finds persons of whom a word begins with q, in the subtrees of tops (or everywhere when tops is nil): those
// with a whole word first, and of each kind in the order of the word and of the person's id. It reads as much as it gives,
// and not as much as there is.
func (tx *Tx) SearchPersons(q string, tops []org.Place, limit int) (found []PersonRow, err error) {
	defer errs.Wrap(&err, "store.SearchPersons")
	return tx.searchPersons(q, tops, limit, reach{units: 400, words: 4000})
}

func (tx *Tx) searchPersons(q string, tops []org.Place, limit int, reach reach) (found []PersonRow, err error) {
	if q = org.Fold(q); q == "" {
		return nil, nil
	}

	known := map[org.PersonID]bool{}
	for _, inside := range []bool{false, true} {
		for r := (wordRange{q: q, inside: inside}); len(found) < limit; {
			hits, err := tx.wordHits(r, tops, limit, reach)
			if err != nil {
				return nil, err
			}

			for _, h := range hits {
				if !known[h.person.ID] && len(found) < limit {
					known[h.person.ID] = true
					found = append(found, h.person)
				}
			}

			if len(hits) < limit {
				break
			}

			r.after = hits[limit-1]
		}
	}

	return found, nil
}

// reach is how far a search goes one way before it takes the other.
type reach struct {
	units int // a scope of so many is asked unit by unit; in a wider one the words come first
	words int // of which so many are looked at before the units are asked after all
}

// wordHits are the first words of a range in a scope.
func (tx *Tx) wordHits(r wordRange, tops []org.Place, limit int, reach reach) ([]wordHit, error) {
	units := 0
	for _, top := range tops {
		units += top.Last - top.Ord + 1
	}

	switch {
	case tops == nil:
		return tx.hits(r, everywhere, nil, limit)
	case units <= reach.units:
		return tx.hits(r, unitByUnit, tops, limit)
	}

	hits, err := tx.hits(r, wordByWord(reach.words), tops, limit)
	if err != nil || len(hits) == limit {
		return hits, err
	}

	// The scope is wide and has fewer than the page holds of the words looked at. Unless these were all, most of the word
	// is elsewhere, and the units have to be asked after all.
	more, err := One(tx, Scalar[bool], `SELECT EXISTS (SELECT 1 FROM person_word`+wordsInRange+wordOrder+` LIMIT 1 OFFSET `+number(reach.words)+`)`, r.args()...)
	if err != nil || !more {
		return hits, err
	}

	return tx.hits(r, unitByUnit, tops, limit)
}

// wordsInRange is the condition of a wordRange, with its args.
const wordsInRange = ` WHERE inside = $1 AND (word, person_id) > ($2, $3) AND word < $4`

// lastSign is beyond every sign that is written: Unicode keeps it free.
const lastSign = "\U0010FFFF"

func (r wordRange) args() []any {
	from := r.q
	if r.after.word != "" {
		from = r.after.word
	}
	return []any{r.inside, from, r.after.person.ID, r.q + lastSign}
}

// wordSource is where words are looked for: tables and their condition. scope is what the asker may see.
type wordSource func(scope string) string

const wordOrder = ` ORDER BY word, person_id`

func everywhere(string) string { return `person_word` + wordsInRange }

// unitByUnit asks each unit of the scope; CROSS JOIN keeps SQLite from beginning with the words.
func unitByUnit(scope string) string {
	return `unit b CROSS JOIN person_word` + wordsInRange + ` AND branch_id = b.id AND ` + scope
}

// wordByWord looks at so many words at most and leaves out those of units outside the scope.
func wordByWord(most int) wordSource {
	return func(scope string) string {
		return `(SELECT word, person_id, branch_id FROM person_word` + wordsInRange + wordOrder + ` LIMIT ` + number(most) + `) w
			WHERE (SELECT 1 FROM unit b WHERE b.id = w.branch_id AND ` + scope + `) = 1`
	}
}

// hits are the first words of a range from a source, with the persons as lists show them. A unit is asked for in a question
// of its own, and how many are wanted stands in the text: PostgreSQL then knows that a few looks at an index will do.
func (tx *Tx) hits(r wordRange, from wordSource, tops []org.Place, limit int) ([]wordHit, error) {
	args := r.args()
	scope, more := within("b", tops, len(args)+1)
	if tops != nil {
		args = append(args, more...)
	}

	return All(tx, func(row Row) (h wordHit, err error) {
		p, groups := &h.person, ""
		err = row.Scan(&h.word, &p.ID, &p.Number, &p.Name, &p.Standing, &p.Job, &groups, &p.BranchName)
		p.Groups = splitGroups(groups)
		return h, err
	}, `SELECT h.word, p.id, p.number, p.name, p.standing, p.job, p.groups_, COALESCE((SELECT u.name FROM unit u WHERE u.id = h.branch_id), '')
		FROM (SELECT word, person_id, branch_id FROM `+from(scope)+wordOrder+` LIMIT `+number(limit)+`) h
		CROSS JOIN person p WHERE p.id = h.person_id ORDER BY h.word, h.person_id`, args...)
}
