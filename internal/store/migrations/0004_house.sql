-- +goose Up
-- Accounts, the ledger of what was done, jobs and files.
CREATE TABLE account (
  id         BIGINT PRIMARY KEY,
  login      TEXT NOT NULL,
  name       TEXT NOT NULL,
  person_id  BIGINT NOT NULL, -- 0: an account that is nobody of the roster
  secret     TEXT NOT NULL,   -- Argon2id in PHC form
  must_change BOOLEAN NOT NULL,
  disabled   BOOLEAN NOT NULL,
  lang       TEXT NOT NULL,
  made_at    BIGINT NOT NULL
);
CREATE UNIQUE INDEX account_login ON account (login);
CREATE INDEX account_person ON account (person_id);

CREATE TABLE account_role (
  account_id BIGINT NOT NULL,
  role       TEXT NOT NULL,   -- office, system, security, audit
  unit_id    BIGINT NOT NULL, -- of the office: whose; else 0
  PRIMARY KEY (account_id, role, unit_id)
);

-- Who may write a reviewer's sheets for him 代录; the reviewer confirms.
CREATE TABLE clerk (
  reviewer_id BIGINT NOT NULL,
  clerk_id    BIGINT NOT NULL, -- person
  at          BIGINT NOT NULL,
  PRIMARY KEY (reviewer_id, clerk_id)
);
CREATE INDEX clerk_clerk ON clerk (clerk_id);

CREATE TABLE session (
  hash       TEXT PRIMARY KEY, -- SHA-256 of the token in the cookie
  account_id BIGINT NOT NULL,
  made_at    BIGINT NOT NULL,
  seen_at    BIGINT NOT NULL,
  ends_at    BIGINT NOT NULL,
  shared     BOOLEAN NOT NULL  -- on a shared computer: short, ends with the browser
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE ledger (
  id         BIGINT PRIMARY KEY,
  at         BIGINT NOT NULL,
  account_id BIGINT NOT NULL, -- 0: the local operator on the command line
  actor      TEXT NOT NULL,
  action     TEXT NOT NULL,
  object     TEXT NOT NULL,   -- round:17, review:23
  round_id   BIGINT NOT NULL,
  detail     TEXT NOT NULL,   -- JSON, no free text of reviews
  commitment TEXT NOT NULL,   -- SHA-256 over salt and the canonical content
  salt       TEXT NOT NULL
);
CREATE INDEX ledger_object ON ledger (object, id);
CREATE INDEX ledger_round ON ledger (round_id, id);

CREATE TABLE job (
  id           BIGINT PRIMARY KEY,
  kind         TEXT NOT NULL,
  args         TEXT NOT NULL,
  run_at       BIGINT NOT NULL,
  locked_until BIGINT NOT NULL,
  attempts     INTEGER NOT NULL,
  failure      TEXT NOT NULL
);
CREATE INDEX job_due ON job (run_at, id);

CREATE TABLE blob (
  id    BIGINT PRIMARY KEY,
  hash  TEXT NOT NULL, -- SHA-256
  name  TEXT NOT NULL,
  media TEXT NOT NULL,
  size  BIGINT NOT NULL,
  body  BYTEA NOT NULL
);

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
