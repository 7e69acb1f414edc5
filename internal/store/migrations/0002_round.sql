-- +goose Up
-- A round: a scheme over a subtree and a window, and from its launch on the frozen roster that it is measured against.
CREATE TABLE round (
  id           BIGINT PRIMARY KEY,
  name         TEXT NOT NULL,
  scheme       TEXT NOT NULL,
  scheme_text  TEXT NOT NULL, -- the whole YAML, extends resolved by name at opening
  theme        TEXT NOT NULL,
  unit_id      BIGINT NOT NULL,
  from_day     TEXT NOT NULL,
  to_day       TEXT NOT NULL,
  snapshot_day TEXT NOT NULL,
  state        TEXT NOT NULL, -- draft, launched, closed, archived
  opened_at    BIGINT NOT NULL,
  launched_at  BIGINT NOT NULL, -- 0 while not
  closed_at    BIGINT NOT NULL  -- 0 while not
);

CREATE TABLE round_unit (
  round_id  BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  code      TEXT NOT NULL,
  name      TEXT NOT NULL,
  short     TEXT NOT NULL,
  kind      TEXT NOT NULL,
  category  TEXT NOT NULL,
  parent_id BIGINT NOT NULL,
  depth     INTEGER NOT NULL,
  ord       INTEGER NOT NULL,
  ord_last  INTEGER NOT NULL,
  counts    BOOLEAN NOT NULL, -- is itself reviewed
  PRIMARY KEY (round_id, unit_id)
);
CREATE INDEX round_unit_parent ON round_unit (round_id, parent_id, ord);
CREATE INDEX round_unit_ord ON round_unit (round_id, ord);

CREATE TABLE round_person (
  round_id  BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  number    TEXT NOT NULL,
  name      TEXT NOT NULL,
  pinyin    TEXT NOT NULL,
  sex       TEXT NOT NULL,
  birth     TEXT NOT NULL,
  standing  TEXT NOT NULL,
  joined    TEXT NOT NULL,
  branch_id BIGINT NOT NULL,
  job       TEXT NOT NULL,
  groups_   TEXT NOT NULL,
  leader    BOOLEAN NOT NULL,
  PRIMARY KEY (round_id, person_id)
);
CREATE INDEX round_person_branch ON round_person (round_id, branch_id, number, person_id);

CREATE TABLE round_post (
  round_id  BIGINT NOT NULL,
  post_id   BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  kind      TEXT NOT NULL,
  portfolio TEXT NOT NULL,
  from_day  TEXT NOT NULL,
  to_day    TEXT NOT NULL,
  PRIMARY KEY (round_id, post_id)
);
CREATE INDEX round_post_unit ON round_post (round_id, unit_id);
CREATE INDEX round_post_person ON round_post (round_id, person_id);

CREATE TABLE round_charge (
  round_id  BIGINT NOT NULL,
  charge_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  kind      TEXT NOT NULL,
  from_day  TEXT NOT NULL,
  to_day    TEXT NOT NULL,
  PRIMARY KEY (round_id, charge_id)
);
CREATE INDEX round_charge_unit ON round_charge (round_id, unit_id);

-- The secretaries and committee members who count, with or without a reviewer.
CREATE TABLE round_seat (
  round_id  BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  kind      TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  PRIMARY KEY (round_id, unit_id, kind, person_id)
);
CREATE INDEX round_seat_person ON round_seat (round_id, person_id);

-- How a reviewer was found; all members of a branch share one row.
CREATE TABLE decision (
  id       BIGINT PRIMARY KEY,
  round_id BIGINT NOT NULL,
  rules    TEXT NOT NULL, -- R1,R2
  body     TEXT NOT NULL  -- JSON of assign.Decision
);
CREATE INDEX decision_round ON decision (round_id);

-- reviewer_id is who the rules gave at launch and part of the key; owner_id is who owes it now, after hand-overs.
CREATE TABLE obligation (
  id          BIGINT PRIMARY KEY,
  round_id    BIGINT NOT NULL,
  unit_id     BIGINT NOT NULL,
  kind        TEXT NOT NULL,
  person_id   BIGINT NOT NULL, -- 0: the subject is the unit
  reviewer_id BIGINT NOT NULL,
  seat_id     BIGINT NOT NULL, -- the unit from whose seat the reviewer speaks, 0 for a charge holder
  owner_id    BIGINT NOT NULL,
  decision_id BIGINT NOT NULL,
  state       TEXT NOT NULL -- owed, draft, submitted, returned, confirmed, exempt, dropped
);
CREATE UNIQUE INDEX obligation_key ON obligation (round_id, unit_id, kind, person_id, reviewer_id);
CREATE INDEX obligation_owner ON obligation (owner_id, round_id);

-- While a plan is kept: who reviews the members of a branch, and the members who are left out of that because they are
-- kept one by one. Empty at all other times.
CREATE TABLE round_choice (
  round_id    BIGINT NOT NULL,
  branch_id   BIGINT NOT NULL,
  reviewer_id BIGINT NOT NULL,
  seat_id     BIGINT NOT NULL,
  decision_id BIGINT NOT NULL,
  leaders_id  BIGINT NOT NULL, -- the decision told to leaders
  PRIMARY KEY (round_id, branch_id, reviewer_id)
);
CREATE TABLE round_apart (
  round_id  BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  PRIMARY KEY (round_id, person_id)
);

CREATE TABLE gap (
  round_id   BIGINT NOT NULL,
  unit_id    BIGINT NOT NULL,
  kind       TEXT NOT NULL,
  person_id  BIGINT NOT NULL,
  propose_id BIGINT NOT NULL,
  why        TEXT NOT NULL, -- JSON of assign.Sentence
  remedy     TEXT NOT NULL,
  PRIMARY KEY (round_id, unit_id, kind, person_id)
);

-- A subject left out with a reason and an approver; before the launch too.
CREATE TABLE exemption (
  round_id  BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  kind      TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  class     TEXT NOT NULL, -- the group it was given to in bulk, or empty
  reason    TEXT NOT NULL,
  approver  TEXT NOT NULL,
  at        BIGINT NOT NULL,
  by_name   TEXT NOT NULL,
  PRIMARY KEY (round_id, unit_id, kind, person_id)
);

CREATE TABLE handover (
  id       BIGINT PRIMARY KEY,
  round_id BIGINT NOT NULL,
  seat_id  BIGINT NOT NULL,
  from_id  BIGINT NOT NULL,
  to_id    BIGINT NOT NULL,
  reason   TEXT NOT NULL,
  moved    INTEGER NOT NULL,
  at       BIGINT NOT NULL,
  by_name  TEXT NOT NULL
);
CREATE INDEX handover_round ON handover (round_id, id);
