package testkit

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Spy is somebody who copies everything that the database writes to its disk, as often as he likes: whoever has the backups,
// the archived logs, or the machine beside. On SQLite he copies the file and its log; on PostgreSQL the write-ahead log, in
// which every row stands that is written, and the rows with the numbers of the transactions that wrote them.
type Spy struct {
	t     testing.TB
	paths []string // of SQLite
	last  map[string][]byte
	conn  *pgx.Conn // of PostgreSQL
	at    string    // how far its log was read
}

// slipTables are the tables whose rows he copies on PostgreSQL.
var slipTables = []string{"opinion_code", "opinion_buffer", "opinion_sealed", "opinion", "opinion_pool", "opinion_vote"}

// NewSpy begins to watch the database at the url.
func NewSpy(t testing.TB, url string) *Spy {
	t.Helper()
	s := &Spy{t: t, last: map[string][]byte{}}
	if !strings.HasPrefix(url, "postgres") {
		s.paths = []string{url, url + "-wal"}
		s.News()
		return s
	}

	var err error
	s.conn, err = pgx.Connect(t.Context(), url)
	must(t, err)
	t.Cleanup(func() { _ = s.conn.Close(t.Context()) })
	s.at = s.scalar("SELECT pg_current_wal_insert_lsn()::text")
	return s
}

// News is all that was written since he looked last.
func (s *Spy) News() []byte {
	s.t.Helper()
	if s.conn != nil {
		return append(s.logged(), s.rows()...)
	}

	var news []byte
	for _, path := range s.paths {
		now, err := os.ReadFile(path)
		if err != nil && !os.IsNotExist(err) {
			s.t.Fatal(err)
		}

		news = append(news, changed(s.last[path], now)...)
		s.last[path] = now
	}

	return news
}

// changed are the pages of now that are not as they were before.
func changed(before, now []byte) (out []byte) {
	const page = 4096
	for at := 0; at < len(now); at += page {
		end := min(at+page, len(now))
		if end > len(before) || !bytes.Equal(before[at:end], now[at:end]) {
			out = append(out, now[at:end]...)
		}
	}
	return out
}

func (s *Spy) scalar(statement string, args ...any) (text string) {
	s.t.Helper()
	must(s.t, s.conn.QueryRow(s.t.Context(), statement, args...).Scan(&text))
	return text
}

// logged is what the write-ahead log of PostgreSQL has got since it was read last, segment by segment. Zeros in it are the
// part of a segment that is not written yet.
func (s *Spy) logged() (out []byte) {
	s.t.Helper()
	now := s.scalar("SELECT pg_current_wal_insert_lsn()::text")
	s.scalar("SELECT pg_current_wal_flush_lsn()::text")
	const segment = 16 << 20
	for at := s.at; ; {
		var name string
		var offset, left int64
		must(s.t, s.conn.QueryRow(s.t.Context(), `SELECT (pg_walfile_name_offset(($1::pg_lsn + 1::numeric))).file_name,
			($1::pg_lsn - '0/0'::pg_lsn)::bigint % $3, ($2::pg_lsn - $1::pg_lsn)::bigint`, at, now, int64(segment)).Scan(&name, &offset, &left))
		length := min(left, segment-offset)
		if length <= 0 {
			break
		}

		var part []byte
		must(s.t, s.conn.QueryRow(s.t.Context(), `SELECT pg_read_binary_file('pg_wal/' || $1, $2, $3)`, name, offset, length).Scan(&part))
		out = append(out, part...)
		at = s.scalar("SELECT ($1::pg_lsn + $2::numeric)::text", at, fmt.Sprint(length))
	}

	s.at = now
	return out
}

// rows are the rows of slips that he has not seen yet, each with its place and the transaction that wrote it.
func (s *Spy) rows() (out []byte) {
	s.t.Helper()
	for _, table := range slipTables {
		if s.scalar("SELECT COALESCE(to_regclass($1)::text, '')", table) == "" {
			continue
		}

		rows, err := s.conn.Query(s.t.Context(), `SELECT ctid::text || ' ' || xmin::text || ' ' || `+table+`::text FROM `+table+` ORDER BY ctid`)
		must(s.t, err)
		all, err := pgx.CollectRows(rows, pgx.RowTo[string])
		must(s.t, err)
		for _, row := range all {
			if s.last[row] == nil {
				s.last[row] = []byte{1}
				out = append(out, row...)
			}
		}
	}
	return out
}
