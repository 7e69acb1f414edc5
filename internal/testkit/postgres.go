package testkit

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"lingping/internal/store"
)

// given names a PostgreSQL to use instead of a private one: an address whose user may create databases.
const given = "LINGPING_TEST_POSTGRES"

// cluster is a PostgreSQL that may be filled with databases.
type cluster struct {
	base     *url.URL
	template string   // the migrated, empty database that the others are copied from
	held     *os.File // keeps a private cluster running, see place
	mu       sync.Mutex
	keeper   *pgx.Conn       // holds the locks on what this process has borrowed
	borrowed map[string]bool // by name, see borrow
}

// at is the address of a database of the cluster.
func (c *cluster) at(database string) string {
	u := *c.base
	u.Path = "/" + database
	return u.String()
}

// run runs statements on a database of the cluster, outside any transaction.
func (c *cluster) run(ctx context.Context, database string, statements ...string) error {
	conn, err := pgx.Connect(ctx, c.at(database))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)

	for _, statement := range statements {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}

	return nil
}

// joined is the cluster of this test process, found or started at its first use.
var joined = sync.OnceValues(func() (*cluster, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()

	place := privatePlace()
	c := &cluster{borrowed: map[string]bool{}}
	address := os.Getenv(given)
	var err error
	if address == "" {
		if c.held, err = place.join(ctx); err != nil {
			return nil, err
		}
		address = place.address()
	}

	if c.base, err = url.Parse(address); err != nil {
		return nil, fmt.Errorf("%s: %w", given, err)
	}

	if c.keeper, err = pgx.Connect(ctx, c.at("postgres")); err != nil {
		return nil, err
	}

	return c, place.oneAtATime(func() error { return c.makeTemplate(ctx) })
})

// makeTemplate makes the database that the others are copied from, unless another test process has made it. Its name
// tells the migrations, so that a cluster outlives a change of them.
func (c *cluster) makeTemplate(ctx context.Context) error {
	hash := sha256.New()
	fmt.Fprint(hash, keepSeeds)
	files := store.Migrations()
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return err
	}

	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(hash, "%s %d %s", name, len(text), text)
	}

	c.template = fmt.Sprintf("lingping_%x", hash.Sum(nil)[:8])
	var there bool
	err = c.keeper.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", c.template).Scan(&there)
	if err != nil || there {
		return err
	}

	draft := c.template + "_draft" // renamed when it is whole
	err = c.run(ctx, "postgres", "DROP DATABASE IF EXISTS "+draft, "CREATE DATABASE "+draft+" TEMPLATE template0")
	if err != nil {
		return err
	}

	if err := migrated(c.at(draft)); err != nil {
		return err
	}

	if err := c.run(ctx, draft, keepSeeds); err != nil {
		return err
	}

	return c.run(ctx, "postgres", fmt.Sprintf("ALTER DATABASE %s RENAME TO %s", draft, c.template))
}

// migrated opens the database at url and closes it again, which leaves it empty and migrated.
func migrated(url string) error {
	s, err := store.Open(context.Background(), url)
	if err != nil {
		return err
	}
	return s.Close()
}

// PostgresURL is the address of an empty, migrated database on PostgreSQL, the test's own until it ends. Tables that the
// test makes in it go with the test; it must not change those of the product.
func PostgresURL(t testing.TB) string {
	t.Helper()
	c, err := joined()
	must(t, err)
	name, err := c.borrow(t.Context())
	must(t, err)
	t.Cleanup(func() {
		if err := c.giveBack(context.Background(), name); err != nil {
			t.Error(err)
		}
	})
	return c.at(name)
}

// BarePostgresURL is the address of a database without any table, which goes with the test.
func BarePostgresURL(t testing.TB) string { return bareURL(t, "") }

// PostgresOfALanguage is an empty, migrated store in a database that orders text as a language does.
func PostgresOfALanguage(t testing.TB) *store.Store {
	t.Helper()
	return opened(t, bareURL(t, " TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'zh-u-co-stroke'"))
}

// bareURL makes a database with the options of CREATE DATABASE.
func bareURL(t testing.TB, options string) string {
	t.Helper()
	c, err := joined()
	must(t, err)
	name := fmt.Sprintf("bare_%d_%x", os.Getpid(), rand.Uint64())
	must(t, c.run(t.Context(), "postgres", "CREATE DATABASE "+name+options))
	t.Cleanup(func() {
		if err := c.run(context.Background(), "postgres", fmt.Sprintf("DROP DATABASE %s WITH (FORCE)", name)); err != nil {
			t.Error(err)
		}
	})
	return c.at(name)
}
