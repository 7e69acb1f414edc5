package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"lingping/internal/errs"
)

// MovedTable is a table with how many rows of it were moved.
type MovedTable struct {
	Table string
	Rows  int64
}

// versions is the table in which the migrations keep how far they got. It is never moved: the other side has its own.
const versions = "goose_db_version"

// Move copies every row of the database at one address to the other, where there must be none yet, in one transaction. Then both
// are read and compared row by row. One of the two is PostgreSQL. Whatever goes wrong, nothing is left at the other side; of the
// first nothing changes but that it is brought up to date. It must be used by nobody.
func Move(ctx context.Context, from, to string) (moved []MovedTable, err error) {
	defer errs.Wrap(&err, "store.Move")

	if OnPostgres(from) == OnPostgres(to) {
		return nil, errs.NewInvalid("只能从数据文件搬到 PostgreSQL，或者从 PostgreSQL 搬回数据文件。同一种数据库之间请用备份和恢复。")
	}

	if taken, err := Taken(ctx, to); err != nil || taken {
		return nil, firstOf(err, errs.NewConflict("搬去的地方 %s 已经有数据库，没有动它。请换一个空的。", hidden(to)))
	}

	if taken, err := Taken(ctx, from); err != nil || !taken {
		return nil, firstOf(err, errs.NewNotFound("%s 没有数据库，没有可以搬的。", hidden(from)))
	}

	defer func() {
		if err != nil {
			err = errors.Join(err, Discard(context.WithoutCancel(ctx), to))
		}
	}()

	for _, url := range []string{from, to} { // both get the schema of this program
		s, err := Open(ctx, url)
		if err != nil {
			return nil, err
		}

		if err := s.Close(); err != nil {
			return nil, err
		}
	}

	err = at(ctx, from, func(source *sql.DB) error {
		return at(ctx, to, func(target *sql.DB) error {
			moved, err = moveRows(ctx, side{source, dialectOf(from)}, side{target, dialectOf(to)})
			return err
		})
	})
	return moved, newFaults().judge(err, saving)
}

func dialectOf(url string) dialect {
	if OnPostgres(url) {
		return postgresDialect
	}
	return sqliteDialect
}

// at opens the database at an address by itself, and refuses one that another program uses.
func at(ctx context.Context, url string, do func(*sql.DB) error) error {
	refusal := errs.NewConflict("不能搬：别的程序正在使用 %s。请先停下那个程序。", hidden(url))
	if OnPostgres(url) {
		return onServer(ctx, url, func(db *sql.DB) error {
			if others, err := alone(ctx, db); err != nil || others {
				return firstOf(err, refusal)
			}
			return do(db)
		})
	}

	if used, err := inUse(ctx, url); err != nil || used {
		return firstOf(err, refusal)
	}

	return onFile(ctx, url, writerPragmas, do)
}

// firstOf is what went wrong, else the refusal.
func firstOf(err, refusal error) error {
	if err != nil {
		return err
	}
	return refusal
}

// hidden is an address without user and password.
func hidden(url string) string {
	scheme, rest, ok := strings.Cut(url, "://")
	if at := strings.LastIndex(rest, "@"); ok && at >= 0 {
		return scheme + "://…" + rest[at:]
	}
	return url
}

// side is one of the two databases.
type side struct {
	db *sql.DB
	dialect
}

// moveRows copies in one transaction on either side, compares, and commits when all is the same.
func moveRows(ctx context.Context, from, to side) (moved []MovedTable, err error) {
	source, err := from.db.BeginTx(ctx, from.whole())
	if err != nil {
		return nil, err
	}
	defer func() { _ = source.Rollback() }() // it only reads

	target, err := to.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, target.Rollback())
		}
	}()

	tables, err := from.sameTables(ctx, source, to, target)
	if err != nil {
		return nil, err
	}

	for _, t := range tables {
		if err := t.copy(ctx, source, target, to.dialect); err != nil {
			return nil, fmt.Errorf("%s: %w", t.name, err)
		}
	}

	for _, t := range tables {
		there, err := t.print(ctx, source)
		if err != nil {
			return nil, err
		}

		here, err := t.print(ctx, target)
		if err != nil {
			return nil, err
		}

		if there != here {
			return nil, errs.NewConflict("搬过去的表 %s 与原来的逐行核对不符（原有 %d 行，搬去 %d 行）：没有搬，两边都没有改动。", t.name, there.rows, here.rows)
		}

		moved = append(moved, MovedTable{t.name, here.rows})
	}

	return moved, target.Commit()
}

// whole is a view of one moment.
func (s side) whole() *sql.TxOptions {
	if s.dialect == postgresDialect {
		return reads()
	}
	return nil
}

// table is what is known of a table on both sides: its columns in the order of their names, and which hold yes or no.
type table struct {
	name    string
	columns []string
	yesNo   []bool
}

// sameTables are the tables, which must be the same on both sides, with the types that PostgreSQL knows.
func (s side) sameTables(ctx context.Context, own *sql.Tx, other side, others *sql.Tx) ([]table, error) {
	mine, err := s.tables(ctx, own)
	if err != nil {
		return nil, err
	}

	theirs, err := other.tables(ctx, others)
	if err != nil {
		return nil, err
	}

	shape := func(t table) string { return t.name + "(" + strings.Join(t.columns, ",") + ")" }
	if !slices.EqualFunc(mine, theirs, func(a, b table) bool { return shape(a) == shape(b) }) {
		return nil, errs.NewConflict("两边的数据库结构不同，不能搬：请用同一个版本的程序先打开两边。")
	}

	for _, t := range theirs { // what the migrations put there
		if _, err := others.ExecContext(ctx, "DELETE FROM "+t.name); err != nil {
			return nil, err
		}
	}

	if s.dialect == postgresDialect {
		return mine, nil
	}

	return theirs, nil
}

// tables are the tables of one side by name.
func (s side) tables(ctx context.Context, tx *sql.Tx) (all []table, err error) {
	text := `SELECT m.name, c.name, false FROM sqlite_schema m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY m.name, c.name`
	if s.dialect == postgresDialect {
		text = `SELECT c.table_name, c.column_name, c.data_type = 'boolean' FROM information_schema.columns c
			JOIN information_schema.tables t ON t.table_name = c.table_name AND t.table_schema = c.table_schema
			WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
			ORDER BY c.table_name COLLATE "C", c.column_name COLLATE "C"`
	}

	rows, err := tx.QueryContext(ctx, text)
	if err != nil {
		return nil, err
	}
	defer rows.Close()

	for rows.Next() {
		var name, column string
		var yesNo bool
		if err := rows.Scan(&name, &column, &yesNo); err != nil {
			return nil, err
		}

		if name == versions {
			continue
		}

		if len(all) == 0 || all[len(all)-1].name != name {
			all = append(all, table{name: name})
		}

		last := &all[len(all)-1]
		last.columns, last.yesNo = append(last.columns, column), append(last.yesNo, yesNo)
	}

	return all, rows.Err()
}

// copy brings every row to the other side.
func (t table) copy(ctx context.Context, from, to *sql.Tx, as dialect) error {
	marks := make([]string, len(t.columns))
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+1)
	}

	insert, err := to.PrepareContext(ctx, "INSERT INTO "+t.name+" ("+t.listed()+") VALUES ("+strings.Join(marks, ", ")+")")
	if err != nil {
		return err
	}
	defer insert.Close()

	return t.each(ctx, from, func(row []any) error {
		for i, yesNo := range t.yesNo {
			if n, ok := row[i].(int64); ok && yesNo && as == postgresDialect {
				row[i] = n != 0
			}
		}
		_, err := insert.ExecContext(ctx, row...)
		return err
	})
}

// listed are the columns as a statement names them.
func (t table) listed() string { return `"` + strings.Join(t.columns, `", "`) + `"` }

// each reads every row, in no order.
func (t table) each(ctx context.Context, tx *sql.Tx, do func(row []any) error) error {
	rows, err := tx.QueryContext(ctx, "SELECT "+t.listed()+" FROM "+t.name)
	if err != nil {
		return err
	}
	defer rows.Close()

	row, into := make([]any, len(t.columns)), make([]any, len(t.columns))
	for i := range row {
		into[i] = &row[i]
	}

	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := do(row); err != nil {
			return err
		}
	}

	return rows.Err()
}

// print tells two tables apart: how many rows, and the sum of their digests, which does not depend on their order.
type print struct {
	rows int64
	sum  string
}

func (t table) print(ctx context.Context, tx *sql.Tx) (p print, err error) {
	sum := new(big.Int)
	err = t.each(ctx, tx, func(row []any) error {
		digest := sha256.New()
		for _, value := range row {
			kind, text := told(value)
			head := binary.BigEndian.AppendUint64([]byte{kind}, uint64(len(text)))
			digest.Write(append(head, text...))
		}

		sum.Add(sum, new(big.Int).SetBytes(digest.Sum(nil)))
		p.rows++
		return nil
	})
	p.sum = sum.Text(16)
	return p, err
}

// told is a value as both databases would tell it, with a letter for its kind.
func told(value any) (kind byte, text string) {
	switch v := value.(type) {
	case nil:
		return 'n', ""
	case bool:
		if v {
			return 'i', "1"
		}
		return 'i', "0"
	case int64:
		return 'i', fmt.Sprint(v)
	case string:
		return 's', v
	case []byte:
		return 'b', string(v)
	}
	return '?', fmt.Sprintf("%T %v", value, value)
}
