-- +goose Up
-- What a reviewer marked in a review: a passage as experience 新鲜经验 of the unit, or the subject as a model 先进典型.
CREATE TABLE experience (
  id             BIGINT PRIMARY KEY,
  round_id       BIGINT NOT NULL,
  review_id      BIGINT NOT NULL, -- in which it was marked
  kind           TEXT NOT NULL, -- experience, model
  unit_id        BIGINT NOT NULL,
  person_id      BIGINT NOT NULL, -- 0: the unit
  body           TEXT NOT NULL,
  state          TEXT NOT NULL, -- marked, agreed, declined, recommended, taken, returned
  by_name        TEXT NOT NULL, -- who marked it
  at             BIGINT NOT NULL,
  wish           TEXT NOT NULL, -- yes, no; empty: nothing was said
  how            TEXT NOT NULL, -- screen, paper
  wish_by        TEXT NOT NULL,
  wish_at        BIGINT NOT NULL,
  sentence       TEXT NOT NULL, -- with which it is recommended
  recommended_by TEXT NOT NULL,
  reason         TEXT NOT NULL, -- why the office sent it back
  promotion_id   BIGINT NOT NULL -- the issue in which it stands, 0: none
);
CREATE INDEX experience_round ON experience (round_id, state, id);
CREATE INDEX experience_review ON experience (review_id);
CREATE INDEX experience_promotion ON experience (promotion_id) WHERE promotion_id <> 0;

-- An issue in which experience and models are made known 推介.
CREATE TABLE promotion (
  id       BIGINT PRIMARY KEY,
  round_id BIGINT NOT NULL,
  number   INTEGER NOT NULL, -- in its round, from 1
  code     TEXT NOT NULL, -- of the public page
  state    TEXT NOT NULL, -- as of a notice
  edition  INTEGER NOT NULL,
  shown    INTEGER NOT NULL, -- the edition that the public reads, 0: none
  reason   TEXT NOT NULL, -- why it was returned or withdrawn
  day      TEXT NOT NULL, -- from which on it is public
  body     TEXT NOT NULL, -- JSON of publish.PromotionText
  hash     TEXT NOT NULL
);
CREATE UNIQUE INDEX promotion_number ON promotion (round_id, number);
CREATE UNIQUE INDEX promotion_code ON promotion (code);
CREATE INDEX promotion_public ON promotion (day) WHERE state = 'published';

CREATE TABLE promotion_act (
  id           BIGINT PRIMARY KEY,
  promotion_id BIGINT NOT NULL,
  edition      INTEGER NOT NULL,
  act          TEXT NOT NULL, -- propose, check, approve, return, withdraw
  account_id   BIGINT NOT NULL, -- who decided; 0 where it was signed on paper
  person_id    BIGINT NOT NULL,
  name         TEXT NOT NULL,
  paper_ref    TEXT NOT NULL,
  entered_by   TEXT NOT NULL, -- who entered the paper
  note         TEXT NOT NULL,
  at           BIGINT NOT NULL
);
CREATE INDEX promotion_act_promotion ON promotion_act (promotion_id, id);
