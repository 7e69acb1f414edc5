-- +goose Up
-- What a review found wrong and who puts it right. Rows are never deleted; what happened to them is appended as events.
CREATE TABLE action (
  id             BIGINT PRIMARY KEY,
  round_id       BIGINT NOT NULL,
  from_id        BIGINT NOT NULL, -- the action of an earlier round that goes on here, 0: none
  review_id      BIGINT NOT NULL,
  sheet_id       BIGINT NOT NULL, -- one letter answers a whole sheet
  number         INTEGER NOT NULL, -- of the problem on the review, from 1
  problem        TEXT NOT NULL, -- as it stood there
  gone           BOOLEAN NOT NULL, -- the review names it no longer
  kind           TEXT NOT NULL,
  unit_id        BIGINT NOT NULL, -- of the subject
  person_id      BIGINT NOT NULL, -- 0: the subject is the unit
  owner_unit     BIGINT NOT NULL, -- the dossier
  owner_person   BIGINT NOT NULL,
  asker_id       BIGINT NOT NULL, -- whose demand it is, after hand-overs
  asker_seat     BIGINT NOT NULL, -- the unit from whose seat he speaks, 0 for a charge holder
  state          TEXT NOT NULL, -- unclaimed, working, reported, awaiting, closed, cancelled
  responsible_id BIGINT NOT NULL,
  suggestion     TEXT NOT NULL,
  goal           TEXT NOT NULL,
  measure        TEXT NOT NULL,
  deadline       TEXT NOT NULL,
  clock          TEXT NOT NULL, -- by which the next step is due
  outcome        TEXT NOT NULL,
  reported_day   TEXT NOT NULL,
  returned       TEXT NOT NULL, -- why it was sent back
  extend_to      TEXT NOT NULL, -- asked for
  extend_why     TEXT NOT NULL,
  reply_id       BIGINT NOT NULL,
  verdict        TEXT NOT NULL,
  verifier       TEXT NOT NULL,
  closed_day     TEXT NOT NULL,
  reopened       INTEGER NOT NULL,
  revision       INTEGER NOT NULL
);
CREATE INDEX action_review ON action (review_id);
CREATE INDEX action_asker ON action (asker_id, round_id);
CREATE INDEX action_sheet ON action (sheet_id);
CREATE INDEX action_unit ON action (round_id, unit_id);
CREATE INDEX action_owner ON action (round_id, owner_unit, owner_person);
CREATE INDEX action_person ON action (person_id, round_id) WHERE person_id <> 0;
CREATE INDEX action_responsible ON action (responsible_id, round_id) WHERE responsible_id <> 0;
CREATE INDEX action_from ON action (from_id) WHERE from_id <> 0;

CREATE TABLE action_event (
  id        BIGINT PRIMARY KEY,
  action_id BIGINT NOT NULL,
  act       TEXT NOT NULL,
  state     TEXT NOT NULL, -- afterwards
  said      TEXT NOT NULL,
  by_name   TEXT NOT NULL,
  paper     BOOLEAN NOT NULL, -- entered from a signed paper
  at        BIGINT NOT NULL
);
CREATE INDEX action_event_action ON action_event (action_id, id);

-- The written answer to whoever gave a review.
CREATE TABLE reply (
  id           BIGINT PRIMARY KEY,
  round_id     BIGINT NOT NULL,
  sheet_id     BIGINT NOT NULL,
  unit_id      BIGINT NOT NULL, -- of the subject, where it is counted
  owner_unit   BIGINT NOT NULL,
  owner_person BIGINT NOT NULL,
  state        TEXT NOT NULL, -- draft, sent, returned, accepted
  title        TEXT NOT NULL,
  salutation   TEXT NOT NULL,
  body         TEXT NOT NULL,
  signature    TEXT NOT NULL,
  day          TEXT NOT NULL,
  sent_at      BIGINT NOT NULL,
  accepted_at  BIGINT NOT NULL,
  accepted_by  TEXT NOT NULL,
  paper_ref    TEXT NOT NULL,
  reason       TEXT NOT NULL,
  revision     INTEGER NOT NULL,
  by_name      TEXT NOT NULL,
  at           BIGINT NOT NULL
);
CREATE INDEX reply_sheet ON reply (sheet_id);
CREATE INDEX reply_round ON reply (round_id, state);
