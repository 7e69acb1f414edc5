package testkit

import (
	"context"
	"fmt"
)

// Copying a database takes ten times as long as emptying one, so the copies are kept in the cluster and lent to one test
// after the other, of whatever process. Who has borrowed one holds an advisory lock on its number through his keeper,
// which PostgreSQL lets go when the process ends, however it ends.

// keepSeeds keeps beside the tables what the migrations have put into them.
const keepSeeds = `
DO $$
DECLARE t text;
BEGIN
	CREATE SCHEMA seed;
	FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'goose%' LOOP
		EXECUTE format('CREATE TABLE seed.%I AS TABLE public.%I', t, t);
	END LOOP;
END $$`

// toSeeds makes a used database what it was: other tables go, and of ours the rows are those that the migrations made.
// It fails when a table of ours is missing or still in use.
const toSeeds = `
DO $$
DECLARE t text; ours boolean;
BEGIN
	SET LOCAL lock_timeout = '1s';
	FOR t, ours IN
		SELECT p.tablename, s.tablename IS NOT NULL
		FROM pg_tables p LEFT JOIN pg_tables s ON s.schemaname = 'seed' AND s.tablename = p.tablename
		WHERE p.schemaname = 'public' AND p.tablename NOT LIKE 'goose%'
	LOOP
		IF ours THEN
			EXECUTE format('DELETE FROM public.%I', t);
		ELSE
			EXECUTE format('DROP TABLE public.%I', t);
		END IF;
	END LOOP;
	FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'seed' LOOP
		EXECUTE format('INSERT INTO public.%I SELECT * FROM seed.%I', t, t);
	END LOOP;
END $$`

// borrow finds a copy of the template that nobody uses, or makes one.
func (c *cluster) borrow(ctx context.Context) (name string, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()

	name, there, err := c.lockFree(ctx)
	if err != nil {
		return "", err
	}

	c.borrowed[name] = true
	if there && c.run(ctx, name, toSeeds) == nil {
		return name, nil
	}

	return name, c.run(ctx, "postgres", fmt.Sprintf("DROP DATABASE IF EXISTS %s WITH (FORCE)", name),
		fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s", name, c.template))
}

// lockFree takes the first name that no process has, and says whether there is a database of that name.
func (c *cluster) lockFree(ctx context.Context) (name string, there bool, err error) {
	for n := 0; ; n++ {
		name = fmt.Sprintf("%s_%d", c.template, n)
		if c.borrowed[name] { // the lock would be given to its holder again
			continue
		}

		var mine bool
		err = c.keeper.QueryRow(ctx, `SELECT pg_try_advisory_lock(hashtext($1)),
			EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)`, name).Scan(&mine, &there)
		if err != nil || mine {
			return name, there, err
		}
	}
}

// giveBack lets others have the database.
func (c *cluster) giveBack(ctx context.Context, name string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.borrowed, name)
	_, err := c.keeper.Exec(ctx, "SELECT pg_advisory_unlock(hashtext($1))", name)
	return err
}
