package store_test

import (
	"fmt"
	"slices"
	"strings"

	"lingping/internal/store"
)

var (
	// rowNumbers are columns that hold numbers of rows though they are not called *_id.
	rowNumbers = []string{"id", "owner_unit", "owner_person", "asker_seat", "by_person"}
	// ownWords are the columns whose word only one row may have.
	ownWords = []string{"account.login", "unit.code", "unit.name", "person.number", "notice.code", "promotion.code", "notice_feedback.receipt",
		"session.hash", "opinion_code.hash", "sending.hash"}
)

// multiply puts so many copies of every unit, person and record of the house beside it, in the same rounds: what a house of
// that many times its size holds, on SQLite. The numbers of a copy are its own throughout, so that it hangs together.
func multiply(tx *store.Tx, copies int) error {
	names, values := map[string][]string{}, map[string][]string{}
	if _, err := store.All(tx, func(row store.Row) (none struct{}, err error) {
		var table, column string
		err = row.Scan(&table, &column)
		names[table], values[table] = append(names[table], column), append(values[table], copied(table, column))
		return none, err
	}, `SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
		WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE 'goose%' ORDER BY t.name, c.cid`); err != nil {
		return err
	}

	for table := range names {
		if smallTables[table] != "" {
			continue
		}
		if _, err := tx.Exec(fmt.Sprintf(`WITH RECURSIVE copy (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM copy WHERE k < %d)
			INSERT INTO %s (%s) SELECT %s FROM %s t CROSS JOIN copy c WHERE 1 = 1 ON CONFLICT DO NOTHING`, copies, table,
			strings.Join(names[table], ", "), strings.Join(values[table], ", "), table)); err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
	}

	return nil
}

// copied is what the copy c.k of row t has in a column.
func copied(table, column string) string {
	value := "t." + column
	switch {
	case column == "round_id" || column == "previous_id":
		return value
	case strings.HasSuffix(column, "_id") || slices.Contains(rowNumbers, column):
		return fmt.Sprintf("CASE WHEN %[1]s = 0 THEN 0 ELSE %[1]s %% %[2]d + c.k * %[2]d END", value, int64(1)<<57)
	case column == "ord" || column == "ord_last" || table == "filing" && column == "number":
		return value + " + c.k * 1000"
	case slices.Contains(ownWords, table+"."+column):
		return fmt.Sprintf("CASE WHEN %[1]s = '' THEN '' ELSE %[1]s || '-' || c.k END", value)
	}

	return value
}
