package store

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"lingping/internal/domain/org"
)

// OpenWith is Open with other migrations than the product's.
func OpenWith(ctx context.Context, url string, migrations fs.FS) (*Store, error) {
	return open(ctx, url, migrations)
}

// SetBound makes the bound of a store short, before it is used.
func SetBound(s *Store, bound time.Duration) { s.spans.bound = bound }

// Judge is what somebody who saves, or only reads, is told of an error of the database.
func Judge(err error, saves bool) error {
	if saves {
		return newFaults().judge(err, saving)
	}
	return newFaults().judge(err, reading)
}

// References are the columns of which Orphans knows, as table.column, each with the table to which it leads.
func References() map[string]string {
	out := map[string]string{}
	for _, r := range references {
		for _, child := range strings.Fields(r.children) {
			out[child] = r.parent
		}
	}

	return out
}

// Clashing are the columns of which a merge knows what becomes of two rows that become one.
func Clashing() map[string]bool {
	out := map[string]bool{}
	for column := range clashing {
		out[column] = true
	}
	return out
}

// OfRounds are the tables of which taking back a launch knows: it empties them, or they keep it from being taken back.
func OfRounds() map[string]bool {
	out := map[string]bool{}
	for _, table := range launched {
		out[table] = true
	}

	for _, kind := range begun {
		out[kind.table] = true
	}

	return out
}

// SearchPersonsWithin is SearchPersons with another reach: how many units are asked one by one, and how many words are
// looked at in a wider scope.
func (tx *Tx) SearchPersonsWithin(units, words int, q string, tops []org.Place, limit int) ([]PersonRow, error) {
	return tx.searchPersons(q, tops, limit, reach{units: units, words: words})
}

// WitnessedKinds are the kinds of records that a transaction has witnessed until now.
func (tx *Tx) WitnessedKinds() map[string]bool {
	kinds := map[string]bool{}
	for t := range tx.changes {
		kinds[t.kind] = true
	}
	return kinds
}

// RecordTables are the tables whose rows the records of a kind are made of.
func RecordTables() map[string][]string {
	tables := map[string][]string{}
	for _, k := range recordKinds {
		tables[k.name] = strings.Fields(k.tables)
	}
	return tables
}

// WitnessEachKind witnesses a record of every kind.
func (tx *Tx) WitnessEachKind() {
	for _, k := range recordKinds {
		if k.by == "x.hash" || k.by == "x.name" {
			tx.witness(k.name, "x")
		} else {
			tx.witness(k.name, int64(1))
		}
	}
}

// Prints tell what is in every table of a SQLite file, so that two files can be held against each other.
func Prints(ctx context.Context, path string) (map[string]string, error) {
	out := map[string]string{}
	err := onFile(ctx, path, copyPragmas, func(db *sql.DB) error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }()

		tables, err := side{db, sqliteDialect}.tables(ctx, tx)
		if err != nil {
			return err
		}

		for _, t := range tables {
			p, err := t.print(ctx, tx)
			if err != nil {
				return err
			}
			out[t.name+" "+t.listed()] = fmt.Sprint(p)
		}

		return nil
	})
	return out, err
}
