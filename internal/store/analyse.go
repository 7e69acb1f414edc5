package store

import (
	"context"
	"database/sql"
)

// What SQLite's planner knows of the figures of a house, it knows from a look that we let it take. Its plans must not need
// it (TestNoStatementReadsAWholeTable); it helps where two ways are open, such as the whole tree or one branch.

const (
	// fewRows is from how many rows on a table has figures. Of a smaller one SQLite is to think, as of one that it knows
	// nothing of, that it is large: a plan for ten rows would be kept when there are ten thousand.
	fewRows = 1000
	// someHouse is how many bytes a file has, at least, that gets figures with its first save if it has none: an older
	// program has left it.
	someHouse = 4 << 20
	// analysisPragmas bound what a look at an index costs, whatever the size of the house. SQLite then keeps no samples of
	// values either, by which it would plan a statement anew for each argument.
	analysisPragmas = "&_pragma=analysis_limit(1000)"
)

// figuresAnew are the statements that make the figures, in one transaction. As their table is dropped and made again the
// schema is another one, so that every open connection, of other programs too, reads them before its next statement and
// keeps no plan that it had.
var figuresAnew = []string{"BEGIN IMMEDIATE", "DROP TABLE IF EXISTS sqlite_stat1", "DROP TABLE IF EXISTS sqlite_stat4", "ANALYZE",
	"DELETE FROM sqlite_stat1 WHERE CAST(stat AS INTEGER) < " + number(fewRows), "ANALYZE sqlite_schema", "COMMIT"}

// growth says when it is time for new figures: after the first rows, and whenever as many again were touched; and after a
// transaction that asked for it.
type growth struct {
	rows  int64 // that were there when the store was opened, and touched since
	known int64 // of them, when the figures were last made
	asked bool
}

// bytesOfRow is about what a row takes with its places in the indexes.
const bytesOfRow = 256

// grown is the growth of a file of so many bytes when it is opened: where figures are known, they are of the rows that are
// there, and good until there are twice as many.
func grown(bytes int64, known bool) growth {
	if !known {
		return growth{asked: bytes >= someHouse}
	}
	rows := bytes / bytesOfRow
	return growth{rows: rows, known: rows}
}

// add counts what a transaction touched.
func (g *growth) add(tx *Tx) {
	g.rows += tx.rows
	g.asked = g.asked || tx.filled && tx.rows >= fewRows
}

// due reports whether the figures are to be made anew.
func (g *growth) due() bool { return g.asked || g.rows >= max(fewRows, 2*g.known) }

// met notes that the figures were made.
func (g *growth) met() { g.known, g.asked = g.rows, false }

// lastFigures leaves figures behind that are worth something to whoever opens the house next.
func (g *group) lastFigures() {
	g.growth.asked = g.growth.asked || g.growth.rows-g.growth.known >= fewRows
	g.figures()
}

// figures makes the planner's figures anew when it is time. They are advice: what keeps them from being made is heard only
// where the database is broken, and they are made the next time.
func (g *group) figures() {
	if !g.growth.due() || g.faults.stopped() != nil {
		return
	}

	g.growth.met()
	for _, text := range figuresAnew {
		if g.faults.judge(g.on.do(text), saving) != nil {
			g.on.undo()
			return
		}
	}
}

// hasFigures reports whether figures were ever made.
func hasFigures(ctx context.Context, db *sql.DB) (known bool, err error) {
	err = db.QueryRowContext(ctx, "SELECT COUNT(*) > 0 FROM sqlite_schema WHERE name = 'sqlite_stat1'").Scan(&known)
	return known, err
}
