-- +goose Up
-- Random draws of subjects. The pool is frozen first; the public text that decides comes after.
CREATE TABLE draw (
  id        BIGINT PRIMARY KEY,
  round_id  BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL, -- in whose subtree
  kind      TEXT NOT NULL,   -- unit, member
  unit_kind TEXT NOT NULL,
  category  TEXT NOT NULL,
  group_    TEXT NOT NULL,
  source    TEXT NOT NULL,   -- which public text, agreed on before the draw
  pool_hash TEXT NOT NULL,
  size      INTEGER NOT NULL,
  want      INTEGER NOT NULL,
  public    TEXT NOT NULL,   -- the public text, empty until the draw
  drawn_at  BIGINT NOT NULL, -- unix ms, 0 until the draw
  drawn_by  TEXT NOT NULL,
  again_id  BIGINT NOT NULL, -- the draw that this one replaces, 0: none
  reason    TEXT NOT NULL,
  by_name   TEXT NOT NULL,
  at        BIGINT NOT NULL
);
CREATE INDEX draw_round ON draw (round_id, unit_id);
CREATE INDEX draw_again ON draw (again_id) WHERE again_id <> 0;

CREATE TABLE draw_lot (
  draw_id   BIGINT NOT NULL,
  ref       TEXT NOT NULL,   -- its line in the pool's file
  unit_id   BIGINT NOT NULL,
  person_id BIGINT NOT NULL, -- 0: the unit
  excluded  TEXT NOT NULL,   -- why it is left out; empty: it is in the pool
  ticket    TEXT NOT NULL,
  place     INTEGER NOT NULL, -- 0: not drawn
  absent    TEXT NOT NULL,   -- why it was replaced
  PRIMARY KEY (draw_id, ref)
);
CREATE INDEX draw_lot_drawn ON draw_lot (person_id, unit_id) WHERE place <> 0;
