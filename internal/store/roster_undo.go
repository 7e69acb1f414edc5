package store

import (
	"cmp"
	"slices"

	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// RosterUndo is what the last import of a roster changed, as it is kept so that it can be taken back.
type RosterUndo struct {
	ID          int64 // what came later has a greater number
	At          int64
	By, File    string
	Version     int64 // of the roster after it
	First, Last int64 // the numbers of what was new lie from here to here; 0: nothing was
	Body        []byte
}

func rosterUndoColumns(u *RosterUndo) columns {
	return columns{{"id", &u.ID}, {"at", &u.At}, {"by_name", &u.By}, {"file", &u.File}, {"version", &u.Version},
		{"first_new", &u.First}, {"last_new", &u.Last}}
}

func rosterUndoWhole(u *RosterUndo) columns {
	return append(rosterUndoColumns(u), column{"body", &u.Body})
}

// RosterUndo is what is kept of the last import, without its body; ErrNone when nothing is.
func (tx *Tx) RosterUndo() (RosterUndo, error) {
	return One(tx, scanned(rosterUndoColumns), `SELECT `+selected(rosterUndoColumns)+` FROM roster_undo ORDER BY id DESC LIMIT 1`)
}

// RosterUndoWhole is the same with its body.
func (tx *Tx) RosterUndoWhole() (RosterUndo, error) {
	return One(tx, scanned(rosterUndoWhole), `SELECT `+selected(rosterUndoWhole)+` FROM roster_undo ORDER BY id DESC LIMIT 1`)
}

// SaveRosterUndo keeps what an import changed in place of what the one before it did. The version is that of the roster as
// this transaction leaves it.
func (tx *Tx) SaveRosterUndo(u RosterUndo) error {
	if err := tx.DropRosterUndo(); err != nil {
		return err
	}

	_, err := tx.Exec(`INSERT INTO roster_undo (id, at, by_name, file, version, first_new, last_new, body)
		SELECT $1, $2, $3, $4, version, $5, $6, $7 FROM roster`, u.ID, u.At, u.By, u.File, u.First, u.Last, u.Body)
	return err
}

// DropRosterUndo forgets it.
func (tx *Tx) DropRosterUndo() error {
	_, err := tx.Exec(`DELETE FROM roster_undo`)
	return err
}

// ForgetImported takes the persons, posts and charges out of the living roster whose numbers lie from first to last.
func (tx *Tx) ForgetImported(first, last int64) (err error) {
	defer errs.Wrap(&err, "store.ForgetImported")

	if err := tx.raiseRoster(); err != nil {
		return err
	}

	if err := tx.forgetSeats(first, last); err != nil {
		return err
	}

	for _, text := range []string{`DELETE FROM person_word WHERE person_id BETWEEN $1 AND $2`, `DELETE FROM person WHERE id BETWEEN $1 AND $2`} {
		if _, err := tx.Exec(text, first, last); err != nil {
			return err
		}
	}

	return nil
}

// livingRoster are the tables of the living roster itself.
var livingRoster = []string{"person", "person_word", "unit", "post", "charge"}

// BuiltOn is what stands on persons or units whose numbers lie from first to last, outside the roster itself: 账号. It is empty
// when nothing does.
func (tx *Tx) BuiltOn(first, last int64) (i18n.Word, error) {
	for _, what := range []Merged{MergedPerson, MergedUnit} {
		for _, p := range (Merge{What: what}).pointers() {
			if slices.Contains(livingRoster, p.table) {
				continue
			}

			stands, err := One(tx, Scalar[bool], `SELECT EXISTS (SELECT 1 FROM `+p.table+` WHERE `+p.column+` BETWEEN $1 AND $2)`, first, last)
			if err != nil {
				return "", err
			}

			if stands {
				return cmp.Or(mergeWords[p.table], "轮次名册"), nil
			}
		}
	}

	return "", nil
}
