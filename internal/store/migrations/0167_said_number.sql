-- +goose Up
-- The 工号 by which the institution knows the owner of an account; empty: it lets nobody into it. It is kept apart from the roster, so that who
-- changes that lets nobody into the account of another.
ALTER TABLE account ADD COLUMN said_number TEXT NOT NULL DEFAULT '';
UPDATE account SET said_number = COALESCE((SELECT p.number FROM person p WHERE p.id = account.person_id), '') WHERE person_id <> 0;
CREATE INDEX account_said ON account (lower(said_number)) WHERE said_number <> '';
