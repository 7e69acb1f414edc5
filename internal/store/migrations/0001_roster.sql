-- +goose Up
-- The living roster: what imports write. ord and ord_last are the pre-order interval of a unit in the tree, so that a
-- subtree is one range on both engines; every import renumbers them.
CREATE TABLE unit (
  id        BIGINT PRIMARY KEY,
  code      TEXT NOT NULL,
  name      TEXT NOT NULL,
  short     TEXT NOT NULL,
  kind      TEXT NOT NULL,
  category  TEXT NOT NULL,
  parent_id BIGINT NOT NULL,
  depth     INTEGER NOT NULL,
  ord       INTEGER NOT NULL,
  ord_last  INTEGER NOT NULL,
  pinyin    TEXT NOT NULL
);
CREATE UNIQUE INDEX unit_code ON unit (code) WHERE code <> '';
CREATE UNIQUE INDEX unit_name ON unit (name);
CREATE INDEX unit_parent ON unit (parent_id, ord);
CREATE INDEX unit_ord ON unit (ord);

CREATE TABLE person (
  id        BIGINT PRIMARY KEY,
  number    TEXT NOT NULL,
  name      TEXT NOT NULL,
  pinyin    TEXT NOT NULL,
  initials  TEXT NOT NULL,
  sex       TEXT NOT NULL,
  nation    TEXT NOT NULL,
  birth     TEXT NOT NULL,
  degree    TEXT NOT NULL,
  standing  TEXT NOT NULL,
  joined    TEXT NOT NULL,
  full_on   TEXT NOT NULL,
  branch_id BIGINT NOT NULL,
  job       TEXT NOT NULL,
  groups_   TEXT NOT NULL, -- 群体, joined by 、
  phone     TEXT NOT NULL,
  id_number TEXT NOT NULL,
  note      TEXT NOT NULL
);
CREATE UNIQUE INDEX person_number ON person (number) WHERE number <> '';
CREATE INDEX person_branch ON person (branch_id, number, id);
CREATE INDEX person_name ON person (name);
CREATE INDEX person_pinyin ON person (pinyin);
CREATE INDEX person_initials ON person (initials);

CREATE TABLE post (
  id        BIGINT PRIMARY KEY,
  person_id BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  kind      TEXT NOT NULL,
  portfolio TEXT NOT NULL,
  from_day  TEXT NOT NULL,
  to_day    TEXT NOT NULL
);
CREATE INDEX post_unit ON post (unit_id, kind);
CREATE INDEX post_person ON post (person_id);

CREATE TABLE charge (
  id        BIGINT PRIMARY KEY,
  person_id BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  kind      TEXT NOT NULL,
  from_day  TEXT NOT NULL,
  to_day    TEXT NOT NULL
);
CREATE INDEX charge_unit ON charge (unit_id);
CREATE INDEX charge_person ON charge (person_id);
