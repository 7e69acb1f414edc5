package store

import (
	"reflect"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// SheetRow is a record that may stand on a sheet, with what is decided from when the sheet is written.
type SheetRow struct {
	ObligationRow
	Review  review.Review // only its state where nothing is written yet
	Clerk   bool          // whoever asks may write for the owner
	version int64         // of the round
}

// SheetRows are the obligations of the same reviewer to the same unit that may stand on one sheet with this one, itself
// included, the unit before its secretary, each with what is written of it; review.SheetKinds says which do. asker is who
// asks, 0 for nobody. It is one statement, which says too whether the round is still what it was: a save asks it in its turn,
// while others wait.
func (tx *Tx) SheetRows(id review.ID, asker org.PersonID) (_ []SheetRow, err error) {
	defer errs.Wrap(&err, "store.SheetRows %d", id)

	rows, err := All(tx, scanned(sheetColumns), sheetSQL, id, scheme.Unit, scheme.Secretary, review.Dropped, asker)
	if err == nil && len(rows) > 0 {
		tx.toldVersion(rows[0].Round, rows[0].version)
	}

	return rows, err
}

func sheetColumns(s *SheetRow) columns {
	return obligationColumns(&s.ObligationRow).and(reviewColumns(&s.Review)...).and(
		column{`EXISTS (SELECT 1 FROM clerk c WHERE c.reviewer_id = o.owner_id AND c.clerk_id = $5)`, &s.Clerk}, column{`(SELECT r.version FROM round r WHERE r.id = o.round_id)`, &s.version})
}

var sheetSQL = `SELECT ` + sheetSelected() + obligationTables + ` LEFT JOIN review v ON v.id = o.id
	WHERE o.id IN (SELECT CAST($1 AS BIGINT) UNION SELECT beside.id FROM obligation self
			JOIN obligation beside ON beside.round_id = self.round_id AND beside.unit_id = self.unit_id AND beside.kind IN ($2, $3)
				AND beside.reviewer_id = self.reviewer_id AND beside.owner_id = self.owner_id
			WHERE self.id = $1 AND self.kind IN ($2, $3))
		AND o.state <> $4 ORDER BY o.kind DESC, o.id`

// sheetSelected are the columns of a sheet; of a review that is not there each is nothing.
func sheetSelected() string {
	var texts []string
	for _, c := range sheetColumns(new(SheetRow)) {
		if strings.HasPrefix(c.text, "v.") {
			c.text = "COALESCE(" + c.text + ", " + nothing(c.into) + ")"
		}
		texts = append(texts, c.text)
	}

	return strings.Join(texts, ", ")
}

// nothing is what stands for a value that is not there.
func nothing(into any) string {
	if to := reflect.TypeOf(into); to.Kind() == reflect.Pointer && to.Elem().ConvertibleTo(reflect.TypeFor[float64]()) {
		return "0"
	}
	return "''"
}
