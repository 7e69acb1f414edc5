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

// loader fills a database whose tables are made, with keys as they are there.
type loader struct {
	tx  *sql.Tx
	key func(int) any
	err error
}

// put gives what inserts rows into the columns of a table.
func (l *loader) put(table, columns string) func(values ...any) {
	n := len(strings.Split(columns, ","))
	s, err := l.tx.Prepare("INSERT INTO " + table + " (" + columns + ") VALUES (" + strings.Repeat("?,", n-1) + "?)")
	if err != nil {
		l.err = err
		return func(...any) {}
	}
	return func(values ...any) {
		if l.err == nil {
			_, l.err = s.Exec(values...)
		}
	}
}

func (l *loader) all(w *work.Work) error {
	org, member := l.put("orgs", "id,parent,level,lft,rgt,name"), l.put("members", "id,org,name")
	for u, unit := range w.Units {
		parent := any("")
		if unit.Parent >= 0 {
			parent = l.key(unit.Parent)
		}
		org(l.key(u), parent, unit.Level, u, unit.End, w.UnitName(u))
	}
	for m := range w.N {
		member(l.key(m), l.key(w.BranchOf(m)), work.Name(m))
	}
	put := l.put("reviews", "id,kind,reviewer,org,subject,status,mode,problems,due,good,prob,next")
	owed(w, func(r review) {
		put(l.key(r.id), r.kind, l.key(r.reviewer), l.key(r.unit), r.subject, r.status, r.mode, r.problems, r.due, r.good, r.problem, r.next)
	})
	l.put("notices", "id,title,body,published")(l.key(1), "领导点评情况公示", "<p>"+work.Text(1, 0, 900)+"</p>", "2011-01-12")
	return l.err
}

// load fills the database in one transaction and gives its planner figures.
func load(path string, key func(int) any, w *work.Work, before, after string) (err error) {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;" + before); err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	l := &loader{tx: tx, key: key}
	if err := l.all(w); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = db.Exec(after + "; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)")
	return err
}

// loadPocketBase fills PocketBase, whose keys are 15 characters.
func loadPocketBase(path string, w *work.Work) error {
	return load(path, func(n int) any { return fmt.Sprintf("%015d", n) }, w, "", "")
}

// floorTables are those of the floor: what is listed stands apart from what was written, and counters are kept.
const floorTables = `
CREATE TABLE orgs (id INTEGER PRIMARY KEY, parent, level, lft, rgt, name);
CREATE TABLE members (id INTEGER PRIMARY KEY, org, name);
CREATE TABLE reviews (id INTEGER PRIMARY KEY, kind, reviewer, org, subject, status, mode, problems, due, good, prob, next);
CREATE TABLE notices (id INTEGER PRIMARY KEY, title, body, published);`

const floorIndexes = `
CREATE TABLE text (id INTEGER PRIMARY KEY, review INT, good TEXT, prob TEXT, next TEXT);
INSERT INTO text SELECT id + 1, id, good, prob, next FROM reviews ORDER BY id;
CREATE TABLE owed (id INTEGER PRIMARY KEY, kind INT, reviewer INT, org INT, subject TEXT, status INT, mode INT, problems INT, due TEXT, last INT);
INSERT INTO owed SELECT id, kind, reviewer, org, subject, status, mode, problems, due, id + 1 FROM reviews ORDER BY id;
DROP TABLE reviews;
CREATE INDEX owed_reviewer ON owed (reviewer, status, due);
CREATE INDEX members_name ON members (name);
CREATE TABLE counters AS SELECT o.id AS org, o.parent AS parent, o.name AS name,
	COALESCE((SELECT SUM(1) FROM owed r WHERE r.org = o.id), 0) AS total, COALESCE((SELECT SUM(r.status) FROM owed r WHERE r.org = o.id), 0) AS done,
	COALESCE((SELECT SUM(r.problems) FROM owed r WHERE r.org = o.id), 0) AS problems FROM orgs o;
CREATE UNIQUE INDEX counters_org ON counters (org);
CREATE INDEX counters_parent ON counters (parent)`

// loadFloor fills the floor. Its counters are those of each unit alone: what it costs to show and to keep them is the same.
func loadFloor(path string, w *work.Work) error {
	return load(path, func(n int) any { return n }, w, floorTables, "CREATE INDEX by_org ON reviews (org);"+strings.ReplaceAll(floorIndexes,
		"DROP TABLE reviews;", "DROP TABLE reviews; CREATE INDEX owed_org ON owed (org);"))
}
