package main

import (
	"database/sql"
	"fmt"
	"strings"

	_ "modernc.org/sqlite" // the one engine of all

	"lingping/bench/work"
)

// review is a review that is owed or written, for those who keep it in one row.
type review struct {
	id, kind, reviewer, unit          int
	subject, due, good, problem, next string
	status, mode, problems            int
}

// The kinds of what is reviewed.
const (
	ofUnit = 1 + iota
	ofSecretary
	ofSeat
	ofMember
)

// owed gives every review that W(N) has, as Lingping plans it: a leader reviews each unit that he looks after and its
// secretary, a secretary those who sit beside him and the members of his branch. What was collected is written.
func owed(w *work.Work, emit func(review)) {
	leads, id := w.Leads(), 0
	put := func(r review, written bool) {
		r.id, r.due = id, fmt.Sprintf("2011-01-%02d", 1+id%28)
		if written {
			r.status, r.mode, r.problems = 1, 1+id%2, 1+id%3/2
			r.good, r.problem, r.next = work.Text(uint64(id), 0, 220), work.Text(uint64(id), 1, 160), work.Text(uint64(id), 2, 160)
		}

		id++
		emit(r)
	}

	for u, unit := range w.Units {
		secretary := w.Holder(u, 0)
		if unit.Parent >= 0 {
			over := w.Holder(unit.Parent, w.Over(u))
			put(review{kind: ofUnit, reviewer: over, unit: unit.Parent, subject: w.UnitName(u)}, false)
			put(review{kind: ofSecretary, reviewer: over, unit: unit.Parent, subject: work.Name(secretary)}, false)
		}

		for seat := 1; seat < w.Seats(u) && !w.Branch(u); seat++ {
			put(review{kind: ofSeat, reviewer: secretary, unit: u, subject: work.Name(w.Holder(u, seat))}, false)
		}

		for m := unit.First; m < unit.Last && w.Branch(u); m++ {
			in := m - unit.First
			if in > 0 {
				put(review{kind: ofMember, reviewer: secretary, unit: u, subject: work.Name(m)}, in >= 4 && in < 12 && !leads[m])
			}
		}
	}
}

// tables are the work as it is handed to PocketBase and to the floor.
const tables = `
CREATE TABLE orgs (id INTEGER PRIMARY KEY, parent INT, level INT, lft INT, rgt INT, name TEXT);
CREATE TABLE members (id INTEGER PRIMARY KEY, org INT, name TEXT);
CREATE TABLE reviews (id INTEGER PRIMARY KEY, kind INT, reviewer INT, org INT, subject TEXT, status INT, mode INT, problems INT, rectified INT,
	due TEXT, good TEXT, prob TEXT, next TEXT);
CREATE TABLE notices (id INTEGER PRIMARY KEY, title TEXT, body TEXT, published TEXT)`

// write writes the work into an SQLite file.
func write(path string, w *work.Work) error {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer db.Close()

	db.SetMaxOpenConns(1)
	if _, err := db.Exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;" + tables); err != nil {
		return err
	}

	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()

	var failed error
	put := func(table string, columns int) func(...any) {
		s, err := tx.Prepare("INSERT INTO " + table + " VALUES (" + strings.Repeat("?,", columns-1) + "?)")
		if err != nil {
			failed = err
			return func(...any) {}
		}

		return func(values ...any) {
			if failed == nil {
				_, failed = s.Exec(values...)
			}
		}
	}

	org, member, said := put("orgs", 6), put("members", 3), put("reviews", 13)
	for u, unit := range w.Units {
		org(u, unit.Parent, unit.Level, u, unit.End, w.UnitName(u))
	}

	for m := range w.N {
		member(m, w.BranchOf(m), work.Name(m))
	}

	owed(w, func(r review) {
		said(r.id, r.kind, r.reviewer, r.unit, r.subject, r.status, r.mode, r.problems, r.problems/2, r.due, r.good, r.problem, r.next)
	})
	put("notices", 4)(1, "领导点评情况公示", "<p>"+work.Text(1, 0, 900)+"</p>", "2011-01-12")
	if failed != nil {
		return failed
	}

	if err := tx.Commit(); err != nil {
		return err
	}

	_, err = db.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
	return err
}

// rearranged is the work as the floor keeps it: what is listed stands apart from what was written, and counters are kept, of
// each unit alone: what it costs to show and to keep them is the same.
const rearranged = `
CREATE TABLE text (id INTEGER PRIMARY KEY, review INT, good TEXT, prob TEXT, next TEXT);
INSERT INTO text SELECT id + 1, id, good, prob, next FROM reviews ORDER BY id;
CREATE TABLE owed (id INTEGER PRIMARY KEY, kind INT, reviewer INT, org INT, subject TEXT, status INT, mode INT, problems INT, rectified INT, due TEXT, last INT);
INSERT INTO owed SELECT id, kind, reviewer, org, subject, status, mode, problems, rectified, due, id + 1 FROM reviews ORDER BY id;
DROP TABLE reviews;
CREATE INDEX owed_reviewer ON owed (reviewer, status, due);
CREATE INDEX members_name ON members (name);
CREATE TABLE counters (org INTEGER PRIMARY KEY, parent INT, name TEXT, total INT, done INT, m1 INT, m2 INT, m3 INT, m4 INT, problems INT, rectified INT);
INSERT INTO counters SELECT o.id, o.parent, o.name, COUNT(r.id), COALESCE(SUM(r.status), 0), COALESCE(SUM(r.mode = 1), 0), COALESCE(SUM(r.mode = 2), 0),
	COALESCE(SUM(r.mode = 3), 0), COALESCE(SUM(r.mode = 4), 0), COALESCE(SUM(r.problems), 0), COALESCE(SUM(r.rectified), 0)
	FROM orgs o LEFT JOIN owed r ON r.org = o.id GROUP BY o.id, o.parent, o.name;
CREATE INDEX counters_parent ON counters (parent);
ANALYZE`

// rearrange makes the work the floor's.
func rearrange(path string) error {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer db.Close()

	_, err = db.Exec(rearranged)
	return err
}
