-- +goose Up
-- The notice of a unit in a round: how what was said of it becomes public.
CREATE TABLE notice (
  id       BIGINT PRIMARY KEY,
  round_id BIGINT NOT NULL,
  unit_id  BIGINT NOT NULL,
  code     TEXT NOT NULL, -- of the public page
  state    TEXT NOT NULL, -- of the newest edition
  edition  INTEGER NOT NULL,
  shown    INTEGER NOT NULL, -- the edition that the public reads, 0: none
  from_day TEXT NOT NULL, -- of the public page, empty without one
  to_day   TEXT NOT NULL,
  reason   TEXT NOT NULL -- why it was returned or withdrawn
);
CREATE UNIQUE INDEX notice_unit ON notice (round_id, unit_id);
CREATE UNIQUE INDEX notice_code ON notice (code);

-- A text as it was proposed; never changed.
CREATE TABLE notice_edition (
  notice_id BIGINT NOT NULL,
  edition   INTEGER NOT NULL,
  body      TEXT NOT NULL, -- JSON of publish.Text
  hash      TEXT NOT NULL,
  PRIMARY KEY (notice_id, edition)
);

-- The reviews that an edition gathered.
CREATE TABLE notice_sheet (
  notice_id BIGINT NOT NULL,
  edition   INTEGER NOT NULL,
  review_id BIGINT NOT NULL,
  kind      TEXT NOT NULL,
  person_id BIGINT NOT NULL, -- 0: the unit
  name      TEXT NOT NULL,
  version   INTEGER NOT NULL, -- of the review
  included  BOOLEAN NOT NULL, -- false: left out because the member objected
  PRIMARY KEY (notice_id, edition, review_id)
);
CREATE INDEX notice_sheet_review ON notice_sheet (review_id);

CREATE TABLE notice_act (
  id         BIGINT PRIMARY KEY,
  notice_id  BIGINT NOT NULL,
  edition    INTEGER NOT NULL,
  act        TEXT NOT NULL, -- propose, check, approve, return, publish, withdraw
  account_id BIGINT NOT NULL, -- who decided; 0 where it was signed on paper
  person_id  BIGINT NOT NULL,
  name       TEXT NOT NULL,
  paper_ref  TEXT NOT NULL,
  entered_by TEXT NOT NULL, -- who entered the paper
  note       TEXT NOT NULL,
  at         BIGINT NOT NULL
);
CREATE INDEX notice_act_notice ON notice_act (notice_id, id);

CREATE TABLE notice_channel (
  notice_id BIGINT NOT NULL,
  ord       INTEGER NOT NULL,
  name      TEXT NOT NULL,
  day       TEXT NOT NULL,
  place     TEXT NOT NULL,
  PRIMARY KEY (notice_id, ord)
);

-- What a member says to his review being made public; no row: nothing.
CREATE TABLE notice_consent (
  round_id  BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  wish      TEXT NOT NULL, -- yes, no
  how       TEXT NOT NULL, -- screen, paper
  by_name   TEXT NOT NULL,
  at        BIGINT NOT NULL,
  PRIMARY KEY (round_id, person_id)
);

-- What the public says to a notice. Nothing leads to who said it.
CREATE TABLE notice_feedback (
  id          BIGINT PRIMARY KEY,
  notice_id   BIGINT NOT NULL,
  receipt     TEXT NOT NULL, -- hash of the receipt number
  class       TEXT NOT NULL,
  body        TEXT NOT NULL,
  day         TEXT NOT NULL,
  disposition TEXT NOT NULL, -- empty: not answered
  answer      TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  answered_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX notice_feedback_receipt ON notice_feedback (receipt);
CREATE INDEX notice_feedback_notice ON notice_feedback (notice_id, id);
