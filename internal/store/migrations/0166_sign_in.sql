-- +goose Up
-- The second step of signing in 两步验证: what an account shares with the authenticator of its owner.
CREATE TABLE second_step (
  id      BIGINT PRIMARY KEY, -- of the account
  secret  TEXT NOT NULL,      -- RFC 6238, Base32
  made_at BIGINT NOT NULL,
  step    BIGINT NOT NULL     -- the half minute of the last code that was used: none of it or before is taken again
);
CREATE TABLE recovery_code (
  account_id BIGINT NOT NULL,
  hash       TEXT NOT NULL, -- Argon2id in PHC form; the row goes when the code is used
  PRIMARY KEY (account_id, hash)
);

-- A sign-in half done: the first step was right, the second is still to come.
CREATE TABLE sign_in (
  hash       TEXT PRIMARY KEY, -- SHA-256 of the token in the cookie
  account_id BIGINT NOT NULL,
  shared     BOOLEAN NOT NULL,
  via        TEXT NOT NULL,
  outside    TEXT NOT NULL,
  ends_at    BIGINT NOT NULL
);
CREATE INDEX sign_in_account ON sign_in (account_id);
CREATE INDEX sign_in_ends ON sign_in (ends_at);
CREATE INDEX sign_in_outside ON sign_in (outside) WHERE outside <> '';

-- Who let somebody in: empty, the house itself; else the institution, by oidc, cas or ldap.
ALTER TABLE session ADD COLUMN via TEXT NOT NULL DEFAULT '';
-- SHA-256 of what the institution calls the session; empty: nothing.
ALTER TABLE session ADD COLUMN outside TEXT NOT NULL DEFAULT '';
CREATE INDEX session_outside ON session (outside) WHERE outside <> '';
