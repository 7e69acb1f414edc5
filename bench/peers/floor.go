package main

import (
	"context"
	"database/sql"
	"html"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"time"
)

// floor is the least server that does the same work: prepared statements, pages put together by hand, saves that wait
// together for the disk. It has no sessions, no form tokens and no ledger.
type floor struct {
	db     *sql.DB
	saves  chan *save
	parent map[int]int
}

// The pages of the floor by name: what is asked with the one number or word of the request.
func floorPages() map[string]string {
	return map[string]string{
		"home":   "SELECT id, kind, subject, status, due FROM owed WHERE reviewer = ? ORDER BY status, due LIMIT 20",
		"open":   "SELECT r.kind, r.subject, r.status, r.mode, r.due, t.good, t.prob, t.next FROM owed r JOIN text t ON t.id = r.last WHERE r.id = ?",
		"search": "SELECT id, name, org FROM members WHERE name >= ?1 AND name < ?1 || char(1114111) LIMIT 20",
		"stats":  "SELECT org, name, total, done, m1, m2, m3, m4, problems, rectified FROM counters WHERE parent = ?",
		"notice": "SELECT title, body, published FROM notices WHERE id = ?",
	}
}

const settingsOfFloor = "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=cache_size(-64000)&_pragma=synchronous(FULL)"

func serveFloor(path, addr string) error {
	db, err := sql.Open("sqlite", "file:"+path+settingsOfFloor)
	if err != nil {
		return err
	}

	db.SetMaxOpenConns(4)
	f := &floor{db: db, saves: make(chan *save, 1024), parent: map[int]int{}}
	if err := f.tree(); err != nil {
		return err
	}

	mux := http.NewServeMux()
	bare := map[string][]byte{}
	for name, text := range floorPages() {
		s, err := db.Prepare(text)
		if err != nil {
			return err
		}

		mux.HandleFunc("/"+name, func(w http.ResponseWriter, r *http.Request) { table(w, s, name, r.FormValue("q")) })
		first := httptest.NewRecorder()
		mux.ServeHTTP(first, httptest.NewRequest("GET", "/"+name+"?q=1", nil))
		bare[name] = first.Body.Bytes()
	}

	mux.HandleFunc("POST /save", f.save)
	mux.HandleFunc("/bare/{name}", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			_ = r.ParseForm()
			http.Redirect(w, r, "/", http.StatusSeeOther)
			return
		}

		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(bare[r.PathValue("name")])
	})

	go f.write()
	server := &http.Server{Addr: addr, Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	return server.ListenAndServe()
}

const headOfFloor = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>领导点评</title></head><body><h1>`

// table shows the rows of a question.
func table(w http.ResponseWriter, s *sql.Stmt, title, q string) {
	rows, err := s.Query(q)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}

	defer rows.Close()

	columns, _ := rows.Columns()
	cells, at := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
	for i := range cells {
		at[i] = &cells[i]
	}

	var b strings.Builder
	b.WriteString(headOfFloor + title + "</h1><table>")
	for rows.Next() {
		if err := rows.Scan(at...); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}

		b.WriteString("<tr>")
		for _, cell := range cells {
			b.WriteString("<td>" + html.EscapeString(string(cell)) + "</td>")
		}

		b.WriteString("</tr>")
	}

	b.WriteString("</table></body></html>")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(b.String()))
}

// tree learns which unit stands above which, for the counters.
func (f *floor) tree() error {
	rows, err := f.db.Query("SELECT id, parent FROM orgs WHERE parent >= 0")
	if err != nil {
		return err
	}
	defer rows.Close()

	for rows.Next() {
		var id, parent int
		if err := rows.Scan(&id, &parent); err != nil {
			return err
		}
		f.parent[id] = parent
	}

	return rows.Err()
}

type save struct {
	id, status       int
	good, prob, next string
	done             chan error
}

func (f *floor) save(w http.ResponseWriter, r *http.Request) {
	id, _ := strconv.Atoi(r.FormValue("q"))
	status, _ := strconv.Atoi(r.FormValue("status"))
	s := &save{id, status, r.FormValue("good"), r.FormValue("prob"), r.FormValue("next"), make(chan error, 1)}
	f.saves <- s
	if err := <-s.done; err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}

	http.Redirect(w, r, "/open?q="+r.FormValue("q"), http.StatusSeeOther)
}

// write commits what has come while the commit before ran.
func (f *floor) write() {
	for s := range f.saves {
		batch := []*save{s}
		for len(batch) < 256 && len(f.saves) > 0 {
			batch = append(batch, <-f.saves)
		}

		err := f.commit(batch)
		for _, s := range batch {
			s.done <- err
		}
	}
}

func (f *floor) commit(batch []*save) error {
	tx, err := f.db.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()

	for _, s := range batch {
		var org, before int
		if err := tx.QueryRow("SELECT org, status FROM owed WHERE id = ?", s.id).Scan(&org, &before); err != nil {
			return err
		}

		made, err := tx.Exec("INSERT INTO text (review, good, prob, next) VALUES (?, ?, ?, ?)", s.id, s.good, s.prob, s.next)
		if err != nil {
			return err
		}

		last, _ := made.LastInsertId()
		if _, err := tx.Exec("UPDATE owed SET status = ?, mode = 2, last = ? WHERE id = ?", s.status, last, s.id); err != nil {
			return err
		}

		for above := true; above && s.status != before; org, above = f.parent[org], f.parent[org] != org {
			if _, err := tx.Exec("UPDATE counters SET done = done + ? WHERE org = ?", s.status-before, org); err != nil {
				return err
			}
		}
	}

	return tx.Commit()
}
