-- The whole schema as the migrations make it, in the words of SQLite. A golden, made by
--   go test ./internal/store -run TestSchema -update
-- What differs on PostgreSQL is in internal/store/dialect.go.

CREATE TABLE account (
  id         INTEGER PRIMARY KEY,
  login      TEXT NOT NULL,
  name       TEXT NOT NULL,
  person_id  BIGINT NOT NULL, -- 0: an account that is nobody of the roster
  secret     TEXT NOT NULL,   -- Argon2id in PHC form
  must_change BOOLEAN NOT NULL,
  disabled   BOOLEAN NOT NULL,
  lang       TEXT NOT NULL,
  made_at    BIGINT NOT NULL
, spare_of BIGINT NOT NULL DEFAULT 0, said_number TEXT NOT NULL DEFAULT '');
CREATE UNIQUE INDEX account_login ON account (login);
CREATE UNIQUE INDEX account_one ON account (person_id) WHERE person_id <> 0;
CREATE INDEX account_person ON account (person_id);
CREATE INDEX account_said ON account (lower(said_number)) WHERE said_number <> '';
CREATE INDEX account_silent ON account (person_id) WHERE disabled OR must_change;
CREATE INDEX account_spare ON account (made_at, id) WHERE spare_of <> 0;

CREATE TABLE account_role (
  account_id BIGINT NOT NULL,
  role       TEXT NOT NULL,   -- office, system, security, audit
  unit_id    BIGINT NOT NULL, -- of the office: whose; else 0
  PRIMARY KEY (account_id, role, unit_id)
);

CREATE TABLE account_word (
  word       TEXT NOT NULL,
  account_id BIGINT NOT NULL,
  PRIMARY KEY (word, account_id)
) WITHOUT ROWID;
CREATE INDEX account_word_account ON account_word (account_id);

CREATE TABLE action (
  id             INTEGER PRIMARY KEY,
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
CREATE INDEX action_asker ON action (asker_id, round_id);
CREATE INDEX action_from ON action (from_id);
CREATE INDEX action_listed ON action (round_id, (CASE WHEN state IN ('closed', 'cancelled') THEN 1 ELSE 0 END), deadline, unit_id,
  review_id, number, id);
CREATE INDEX action_owner ON action (round_id, owner_unit, owner_person);
CREATE INDEX action_person ON action (person_id, round_id) WHERE person_id <> 0;
CREATE INDEX action_responsible ON action (responsible_id, round_id) WHERE responsible_id <> 0;
CREATE INDEX action_review ON action (review_id);
CREATE INDEX action_sheet ON action (sheet_id);
CREATE INDEX action_unit ON action (round_id, unit_id);

CREATE TABLE action_event (
  id        INTEGER PRIMARY KEY,
  action_id BIGINT NOT NULL,
  act       TEXT NOT NULL,
  state     TEXT NOT NULL, -- afterwards
  said      TEXT NOT NULL,
  by_name   TEXT NOT NULL,
  paper     BOOLEAN NOT NULL, -- entered from a signed paper
  at        BIGINT NOT NULL
);
CREATE INDEX action_event_action ON action_event (action_id, id);

CREATE TABLE arrangement (
  id             INTEGER PRIMARY KEY,
  round_id       BIGINT NOT NULL,
  unit_id        BIGINT NOT NULL,
  state          TEXT NOT NULL,
  reason         TEXT NOT NULL, -- why the office sent it back
  revision       INTEGER NOT NULL,
  by_name        TEXT NOT NULL,
  at             BIGINT NOT NULL,
  handed_by      TEXT NOT NULL,
  handed_account BIGINT NOT NULL,
  handed_at      BIGINT NOT NULL,
  decided_by     TEXT NOT NULL,
  decided_at     BIGINT NOT NULL
);
CREATE UNIQUE INDEX arrangement_unit ON arrangement (round_id, unit_id);
CREATE INDEX arrangement_waiting ON arrangement (round_id) WHERE state = 'handed-in';

CREATE TABLE arrangement_row (
  id             INTEGER PRIMARY KEY,
  arrangement_id BIGINT NOT NULL,
  round_id       BIGINT NOT NULL,
  owner_id       BIGINT NOT NULL, -- who reviews
  unit_id        BIGINT NOT NULL, -- whom: this unit, or its people of the kind
  kind           TEXT NOT NULL,
  sheets         INTEGER NOT NULL, -- when the line was written
  mode           TEXT NOT NULL,
  carrier        TEXT NOT NULL,
  day            TEXT NOT NULL,
  place          TEXT NOT NULL,
  note           TEXT NOT NULL
);
CREATE INDEX arrangement_row_day ON arrangement_row (round_id, day) WHERE day <> '';
CREATE INDEX arrangement_row_owner ON arrangement_row (owner_id, round_id);
CREATE UNIQUE INDEX arrangement_row_share ON arrangement_row (arrangement_id, owner_id, unit_id, kind);
CREATE INDEX arrangement_row_unit ON arrangement_row (round_id, unit_id);

CREATE TABLE blob (
  id    INTEGER PRIMARY KEY,
  hash  TEXT NOT NULL, -- SHA-256
  name  TEXT NOT NULL,
  media TEXT NOT NULL,
  size  BIGINT NOT NULL,
  body  BLOB NOT NULL
);
CREATE INDEX blob_media ON blob (media, id);

CREATE TABLE blob_fill (
  part  INTEGER PRIMARY KEY, -- 0 to 15
  files BIGINT NOT NULL,
  bytes BIGINT NOT NULL
);

CREATE TABLE charge (
  id        INTEGER PRIMARY KEY,
  person_id BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  kind      TEXT NOT NULL,
  from_day  TEXT NOT NULL,
  to_day    TEXT NOT NULL
);
CREATE INDEX charge_person ON charge (person_id);
CREATE INDEX charge_unit ON charge (unit_id);

CREATE TABLE clerk (
  reviewer_id BIGINT NOT NULL,
  clerk_id    BIGINT NOT NULL, -- person
  at          BIGINT NOT NULL,
  PRIMARY KEY (reviewer_id, clerk_id)
);
CREATE INDEX clerk_clerk ON clerk (clerk_id);

CREATE TABLE collected (
  file      TEXT NOT NULL,   -- SHA-256 of the file
  review_id BIGINT NOT NULL, -- of the obligation
  PRIMARY KEY (file, review_id)
);

CREATE TABLE commitment (
  id          INTEGER PRIMARY KEY,
  round_id    BIGINT NOT NULL,
  unit_id     BIGINT NOT NULL, -- of a person's his branch
  person_id   BIGINT NOT NULL, -- 0: the unit's own
  kind        TEXT NOT NULL,   -- pledge, duty, task
  body        TEXT NOT NULL,
  measure     TEXT NOT NULL,
  deadline    TEXT NOT NULL,
  responsible TEXT NOT NULL,
  published   TEXT NOT NULL, -- day, empty: not public
  outcome     TEXT NOT NULL, -- kept, partly, unkept; empty: in course
  result      TEXT NOT NULL,
  result_day  TEXT NOT NULL,
  from_id     BIGINT NOT NULL, -- the one of an earlier round which it goes on with, 0: none
  paper       BOOLEAN NOT NULL,
  by_name     TEXT NOT NULL,
  at          BIGINT NOT NULL
);
CREATE INDEX commitment_dossier ON commitment (round_id, unit_id, person_id);
CREATE INDEX commitment_person ON commitment (person_id, round_id);

CREATE TABLE "counter" (
  round_id BIGINT NOT NULL,
  unit_id  BIGINT NOT NULL,
  name     TEXT NOT NULL,
  value    BIGINT NOT NULL,
  PRIMARY KEY (round_id, unit_id, name)
) WITHOUT ROWID;

CREATE TABLE counter_delta (
  id       BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  unit_id  BIGINT NOT NULL,
  name     TEXT NOT NULL,
  value    BIGINT NOT NULL
);
CREATE INDEX counter_delta_unit ON counter_delta (round_id, unit_id, name);

CREATE TABLE day_counter (
  round_id BIGINT NOT NULL,
  unit_id  BIGINT NOT NULL,
  name     TEXT NOT NULL, -- day.done.2011-01-05: given on that day; day.planned.2011-01-05: planned for it
  value    BIGINT NOT NULL,
  PRIMARY KEY (round_id, unit_id, name)
);

CREATE TABLE decision (
  id       INTEGER PRIMARY KEY,
  round_id BIGINT NOT NULL,
  rules    TEXT NOT NULL, -- R1,R2
  body     TEXT NOT NULL  -- JSON of assign.Decision
);
CREATE INDEX decision_round ON decision (round_id, rules);

CREATE TABLE dissent (
  review_id   BIGINT NOT NULL,
  version     INTEGER NOT NULL,
  body        TEXT NOT NULL,
  at          BIGINT NOT NULL,
  answer      TEXT NOT NULL, -- empty while there is none
  answered_by TEXT NOT NULL,
  answered_at BIGINT NOT NULL,
  PRIMARY KEY (review_id, version)
);

CREATE TABLE dossier_file (
  id       INTEGER PRIMARY KEY,
  round_id BIGINT NOT NULL,
  owner    TEXT NOT NULL, -- kind of the record
  owner_id BIGINT NOT NULL,
  name     TEXT NOT NULL,
  media    TEXT NOT NULL,
  hash     TEXT NOT NULL,
  size     BIGINT NOT NULL,
  version  INTEGER NOT NULL,
  blob_id  BIGINT NOT NULL,
  by_name  TEXT NOT NULL,
  at       BIGINT NOT NULL
);
CREATE UNIQUE INDEX dossier_file_owner ON dossier_file (owner, owner_id, name, version);

CREATE TABLE dossier_step (
  round_id  BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  person_id BIGINT NOT NULL, -- 0: the dossier of the unit
  step      TEXT NOT NULL,
  state     TEXT NOT NULL, -- course, done, none
  day       TEXT NOT NULL,
  ref       BIGINT NOT NULL, -- the record behind the cell
  PRIMARY KEY (round_id, unit_id, person_id, step)
);

CREATE TABLE draw (
  id        INTEGER PRIMARY KEY,
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
, fresh BOOLEAN NOT NULL DEFAULT FALSE, due TEXT NOT NULL DEFAULT '', series_id BIGINT NOT NULL DEFAULT 0, layer TEXT NOT NULL DEFAULT '', own_hash TEXT NOT NULL DEFAULT '', own_text TEXT NOT NULL DEFAULT '', second_hash TEXT NOT NULL DEFAULT '', second_text TEXT NOT NULL DEFAULT '', witness TEXT NOT NULL DEFAULT '', number BIGINT NOT NULL DEFAULT 0);
CREATE INDEX draw_again ON draw (again_id);
CREATE INDEX draw_round ON draw (round_id, unit_id);
CREATE INDEX draw_series ON draw (series_id);

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

CREATE TABLE everyday (
  id               INTEGER PRIMARY KEY,
  kind             TEXT NOT NULL,   -- unit, secretary, member
  unit_id          BIGINT NOT NULL, -- on the living roster
  person_id        BIGINT NOT NULL, -- 0: the subject is the unit
  reviewer_id      BIGINT NOT NULL,
  version          INTEGER NOT NULL,
  acknowledged_at  BIGINT NOT NULL, -- unix ms, 0 while not
  acknowledged_how TEXT NOT NULL
);
CREATE INDEX everyday_person ON everyday (person_id) WHERE person_id <> 0;
CREATE INDEX everyday_reviewer ON everyday (reviewer_id);
CREATE INDEX everyday_unit ON everyday (unit_id, kind, person_id);

CREATE TABLE everyday_version (
  everyday_id BIGINT NOT NULL,
  version     INTEGER NOT NULL,
  day         TEXT NOT NULL,
  place       TEXT NOT NULL,
  mode        TEXT NOT NULL,
  good        TEXT NOT NULL,
  problems    TEXT NOT NULL,
  advice      TEXT NOT NULL,
  reason      TEXT NOT NULL, -- why the version before it was corrected
  by_name     TEXT NOT NULL,
  at          BIGINT NOT NULL,
  PRIMARY KEY (everyday_id, version)
);

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
CREATE INDEX exemption_unit ON exemption (unit_id);

CREATE TABLE experience (
  id             INTEGER PRIMARY KEY,
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
CREATE INDEX experience_promotion ON experience (promotion_id) WHERE promotion_id <> 0;
CREATE INDEX experience_review ON experience (review_id);
CREATE INDEX experience_round ON experience (round_id, state, id);

CREATE TABLE fieldwork (
  id        INTEGER PRIMARY KEY,
  round_id  BIGINT NOT NULL,
  leader_id BIGINT NOT NULL, -- who went there
  kind      TEXT NOT NULL, -- visit, symposium, talk, inspection
  day       TEXT NOT NULL,
  place     TEXT NOT NULL,
  met       TEXT NOT NULL, -- who was met
  members   INTEGER NOT NULL,
  masses    INTEGER NOT NULL,
  revision  INTEGER NOT NULL,
  by_name   TEXT NOT NULL,
  at        BIGINT NOT NULL
);
CREATE INDEX fieldwork_leader ON fieldwork (leader_id, round_id);

CREATE TABLE fieldwork_finding (
  id           INTEGER PRIMARY KEY, -- what a problem cites; it stays when the line is edited
  fieldwork_id BIGINT NOT NULL,
  seq          INTEGER NOT NULL,
  kind         TEXT NOT NULL, -- strength, problem, difficulty, remark
  body         TEXT NOT NULL
);
CREATE INDEX fieldwork_finding_of ON fieldwork_finding (fieldwork_id, seq);

CREATE TABLE fieldwork_unit (
  fieldwork_id BIGINT NOT NULL,
  round_id     BIGINT NOT NULL,
  unit_id      BIGINT NOT NULL,
  own          BOOLEAN NOT NULL, -- the leader's own branch, seen for the sake of its members
  PRIMARY KEY (fieldwork_id, unit_id)
);
CREATE INDEX fieldwork_unit_unit ON fieldwork_unit (round_id, unit_id);

CREATE TABLE "filing" (
  id            INTEGER PRIMARY KEY,
  round_id      BIGINT NOT NULL,
  unit_id       BIGINT NOT NULL,
  duty          INTEGER NOT NULL,
  version       INTEGER NOT NULL,
  state         TEXT NOT NULL, -- handed, received, returned
  sheets        INTEGER NOT NULL, -- forms in it
  lacking       INTEGER NOT NULL, -- forms that were not finished
  reason        TEXT NOT NULL, -- why it was handed in all the same
  due           TEXT NOT NULL,
  hour          TEXT NOT NULL,
  day           TEXT NOT NULL, -- handed in
  at            BIGINT NOT NULL,
  by_account    BIGINT NOT NULL,
  by_person     BIGINT NOT NULL,
  by_name       TEXT NOT NULL,
  blob_id       BIGINT NOT NULL,
  hash          TEXT NOT NULL,
  size          BIGINT NOT NULL,
  year          INTEGER NOT NULL, -- of the receipt, 0 before it
  number        INTEGER NOT NULL,
  decided_at    BIGINT NOT NULL,
  decided_by    TEXT NOT NULL,
  return_reason TEXT NOT NULL,
  UNIQUE (round_id, unit_id, duty, version)
);
CREATE UNIQUE INDEX filing_receipt ON filing (year, number) WHERE number <> 0;
CREATE INDEX filing_waiting ON filing (round_id) WHERE state = 'handed';

CREATE TABLE filing_lacking (
  filing_id BIGINT NOT NULL,
  sheet     INTEGER NOT NULL, -- of the forms that were lacking, from 1
  review_id BIGINT NOT NULL,
  PRIMARY KEY (filing_id, sheet, review_id)
);
CREATE INDEX filing_lacking_review ON filing_lacking (review_id);

CREATE TABLE filing_sheet (
  filing_id BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  version   INTEGER NOT NULL,
  PRIMARY KEY (filing_id, review_id)
);
CREATE INDEX filing_sheet_review ON filing_sheet (review_id);

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

CREATE TABLE handover (
  id       INTEGER PRIMARY KEY,
  round_id BIGINT NOT NULL,
  seat_id  BIGINT NOT NULL,
  from_id  BIGINT NOT NULL,
  to_id    BIGINT NOT NULL,
  reason   TEXT NOT NULL,
  moved    INTEGER NOT NULL,
  at       BIGINT NOT NULL,
  by_name  TEXT NOT NULL
, extent TEXT NOT NULL DEFAULT '');
CREATE INDEX handover_round ON handover (round_id, id);

CREATE TABLE help (
  id        INTEGER PRIMARY KEY,
  round_id  BIGINT NOT NULL,
  sheet_id  BIGINT NOT NULL,
  kind      TEXT NOT NULL,
  unit_id   BIGINT NOT NULL,
  person_id BIGINT NOT NULL, -- 0: the unit is helped
  leader_id BIGINT NOT NULL, -- who promised, after hand-overs
  seat_id   BIGINT NOT NULL,
  state     TEXT NOT NULL, -- asked, promised, declined, done
  said      TEXT NOT NULL,
  deadline  TEXT NOT NULL,
  answer    TEXT NOT NULL,
  outcome   TEXT NOT NULL,
  done_day  TEXT NOT NULL,
  paper_ref TEXT NOT NULL,
  by_name   TEXT NOT NULL,
  at        BIGINT NOT NULL,
  revision  INTEGER NOT NULL
);
CREATE INDEX help_leader ON help (leader_id);
CREATE INDEX help_person ON help (person_id) WHERE person_id <> 0;
CREATE INDEX help_sheet ON help (sheet_id);
CREATE INDEX help_unit ON help (round_id, unit_id);

CREATE TABLE "holding" (
  round_id  BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  way       TEXT NOT NULL, -- lead, sit, in-charge, contact-point
  person_id BIGINT NOT NULL,
  PRIMARY KEY (round_id, unit_id, way, person_id)
) WITHOUT ROWID;
CREATE INDEX holding_person ON holding (person_id, round_id, way, unit_id);

CREATE TABLE id_block (
  only_row BOOLEAN PRIMARY KEY CHECK (only_row),
  next_id  BIGINT NOT NULL
);

CREATE TABLE invitation (
  id       INTEGER PRIMARY KEY,
  batch_id BIGINT NOT NULL,
  name     TEXT NOT NULL,
  class    TEXT NOT NULL -- member, masses
);
CREATE INDEX invitation_batch ON invitation (batch_id);

CREATE TABLE job (
  id           INTEGER PRIMARY KEY,
  kind         TEXT NOT NULL,
  args         TEXT NOT NULL,
  run_at       BIGINT NOT NULL,
  locked_until BIGINT NOT NULL,
  attempts     INTEGER NOT NULL,
  failure      TEXT NOT NULL
);
CREATE INDEX job_due ON job (kind, run_at, id);

CREATE TABLE ledger (
  id         INTEGER PRIMARY KEY,
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
CREATE INDEX ledger_account ON ledger (account_id, id);
CREATE INDEX ledger_action ON ledger (action, id);
CREATE INDEX ledger_at ON ledger (at);
CREATE INDEX ledger_object ON ledger (object, id);
CREATE INDEX ledger_round ON ledger (round_id, id);

CREATE TABLE ledger_checkpoint (
  size INTEGER PRIMARY KEY,
  at   BIGINT NOT NULL, -- unix ms
  body TEXT NOT NULL -- as it was signed
);

CREATE TABLE ledger_content (
  entry_id BIGINT NOT NULL,
  kind     TEXT NOT NULL, -- of the record
  record   TEXT NOT NULL, -- its key
  salt     TEXT NOT NULL,
  digest   TEXT NOT NULL, -- SHA-256 over salt, kind, key and content; empty: it is gone
  PRIMARY KEY (kind, record, entry_id)
) WITHOUT ROWID;
CREATE INDEX ledger_content_entry ON ledger_content (entry_id);

CREATE TABLE ledger_leaf (
  number   INTEGER PRIMARY KEY, -- from 0, without gaps
  entry_id BIGINT NOT NULL,
  hash     TEXT NOT NULL -- of the leaf, RFC 6962
);
CREATE UNIQUE INDEX ledger_leaf_entry ON ledger_leaf (entry_id);

CREATE TABLE ledger_pending (
  entry_id INTEGER PRIMARY KEY
);

CREATE TABLE ledger_tree (
  only_row BOOLEAN PRIMARY KEY CHECK (only_row),
  size     BIGINT NOT NULL,
  edge     TEXT NOT NULL -- the hashes from which the tree goes on, JSON of ledger.Tree
);

CREATE TABLE merged (
  what    TEXT NOT NULL, -- person, unit
  gone_id BIGINT NOT NULL,
  kept_id BIGINT NOT NULL, -- into whom
  name    TEXT NOT NULL,   -- of who is gone, and his number or code
  number  TEXT NOT NULL,
  at      BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  PRIMARY KEY (what, gone_id)
);
CREATE INDEX merged_kept ON merged (what, kept_id);

CREATE TABLE notice (
  id       INTEGER PRIMARY KEY,
  round_id BIGINT NOT NULL,
  unit_id  BIGINT NOT NULL,
  code     TEXT NOT NULL, -- of the public page
  state    TEXT NOT NULL, -- of the newest edition
  edition  INTEGER NOT NULL,
  shown    INTEGER NOT NULL, -- the edition that the public reads, 0: none
  from_day TEXT NOT NULL, -- of the public page, empty without one
  to_day   TEXT NOT NULL,
  reason   TEXT NOT NULL -- why it was returned or withdrawn
, ended_day TEXT NOT NULL DEFAULT '', version BIGINT NOT NULL DEFAULT 1, doubted_day TEXT NOT NULL DEFAULT '');
CREATE UNIQUE INDEX notice_code ON notice (code);
CREATE INDEX notice_doubted ON notice (id, state) WHERE doubted_day <> '';
CREATE INDEX notice_of_unit ON notice (unit_id, id);
CREATE INDEX notice_open ON notice (id, state) WHERE state <> 'withdrawn' AND state <> 'published';
CREATE INDEX notice_public ON notice (to_day) WHERE shown > 0 AND from_day <> '' AND ended_day = '';
CREATE UNIQUE INDEX notice_unit ON notice (round_id, unit_id);

CREATE TABLE notice_act (
  id         INTEGER PRIMARY KEY,
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

CREATE TABLE notice_consent (
  round_id  BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  wish      TEXT NOT NULL, -- yes, no
  how       TEXT NOT NULL, -- screen, paper
  by_name   TEXT NOT NULL,
  at        BIGINT NOT NULL,
  PRIMARY KEY (round_id, person_id)
);
CREATE INDEX notice_consent_person ON notice_consent (person_id);

CREATE TABLE notice_edition (
  notice_id BIGINT NOT NULL,
  edition   INTEGER NOT NULL,
  body      TEXT NOT NULL, -- JSON of publish.Text
  hash      TEXT NOT NULL,
  PRIMARY KEY (notice_id, edition)
);

CREATE TABLE notice_feedback (
  id          INTEGER PRIMARY KEY,
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
CREATE INDEX notice_feedback_notice ON notice_feedback (notice_id, id);
CREATE INDEX notice_feedback_open ON notice_feedback (notice_id) WHERE disposition = '';
CREATE UNIQUE INDEX notice_feedback_receipt ON notice_feedback (receipt);

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
CREATE INDEX notice_sheet_person ON notice_sheet (person_id, notice_id);
CREATE INDEX notice_sheet_review ON notice_sheet (review_id);

CREATE TABLE obligation (
  id          INTEGER PRIMARY KEY,
  round_id    BIGINT NOT NULL,
  unit_id     BIGINT NOT NULL,
  kind        TEXT NOT NULL,
  person_id   BIGINT NOT NULL, -- 0: the subject is the unit
  reviewer_id BIGINT NOT NULL,
  seat_id     BIGINT NOT NULL, -- the unit from whose seat the reviewer speaks, 0 for a charge holder
  owner_id    BIGINT NOT NULL,
  decision_id BIGINT NOT NULL,
  state       TEXT NOT NULL -- owed, draft, submitted, returned, confirmed, exempt, dropped
, drawn_id BIGINT NOT NULL DEFAULT 0);
CREATE INDEX obligation_clock ON obligation (unit_id, kind, person_id) WHERE kind <> 'member';
CREATE INDEX obligation_drawn ON obligation (drawn_id) WHERE drawn_id <> 0;
CREATE UNIQUE INDEX obligation_key ON obligation (round_id, unit_id, kind, person_id, reviewer_id);
CREATE INDEX obligation_owner ON obligation (owner_id, round_id);

CREATE TABLE occasion (
  id              INTEGER PRIMARY KEY,
  round_id        BIGINT NOT NULL,
  unit_id         BIGINT NOT NULL,
  leader_id       BIGINT NOT NULL, -- who gives the reviews
  title           TEXT NOT NULL,
  mode            TEXT NOT NULL,
  selection       TEXT NOT NULL,
  carrier         TEXT NOT NULL,
  day             TEXT NOT NULL,
  place           TEXT NOT NULL,
  expected        INTEGER NOT NULL,
  members         INTEGER NOT NULL, -- present
  committee       INTEGER NOT NULL,
  representatives INTEGER NOT NULL,
  absent          TEXT NOT NULL, -- names of those on leave
  agenda          TEXT NOT NULL,
  minutes         TEXT NOT NULL,
  revision        INTEGER NOT NULL,
  by_name         TEXT NOT NULL,
  at              BIGINT NOT NULL
, kind TEXT NOT NULL DEFAULT '', members_leave INTEGER NOT NULL DEFAULT 0, committee_expected INTEGER NOT NULL DEFAULT 0, committee_leave INTEGER NOT NULL DEFAULT 0, representatives_expected INTEGER NOT NULL DEFAULT 0, representatives_leave INTEGER NOT NULL DEFAULT 0, invited TEXT NOT NULL DEFAULT '', talk_reason TEXT NOT NULL DEFAULT '', talk_demand TEXT NOT NULL DEFAULT '', follow_day TEXT NOT NULL DEFAULT '', follow_result TEXT NOT NULL DEFAULT '', follow_by TEXT NOT NULL DEFAULT '', follow_at BIGINT NOT NULL DEFAULT 0, finished_at BIGINT NOT NULL DEFAULT 0, entry_key TEXT NOT NULL DEFAULT '', talk_with TEXT NOT NULL DEFAULT '');
CREATE UNIQUE INDEX occasion_entry ON occasion (leader_id, entry_key) WHERE entry_key <> '';
CREATE INDEX occasion_leader ON occasion (leader_id, round_id);
CREATE INDEX occasion_unit ON occasion (round_id, unit_id);

CREATE TABLE opinion (
  id          INTEGER PRIMARY KEY, -- drawn at random when the batch was closed
  pool_id     BIGINT NOT NULL,
  about       TEXT NOT NULL,      -- unit, secretary, member
  person_id   BIGINT NOT NULL,    -- the member it is about, else 0
  question    TEXT NOT NULL,
  class       TEXT NOT NULL,      -- member, masses; empty where too few of one wrote
  text        TEXT NOT NULL,
  times       INTEGER NOT NULL,   -- slips that said just this
  disposition TEXT NOT NULL,      -- empty, adopted, merged, explained, passed-on
  sentence    TEXT NOT NULL,
  review_id   BIGINT NOT NULL,    -- of one adopted: the review and the number of the problem that it became
  problem     INTEGER NOT NULL,
  demand      TEXT NOT NULL,
  by_name     TEXT NOT NULL,
  day         TEXT NOT NULL
);
CREATE INDEX opinion_pool_of ON opinion (pool_id);

CREATE TABLE opinion_batch (
  id         INTEGER PRIMARY KEY,
  round_id   BIGINT NOT NULL,
  unit_id    BIGINT NOT NULL,
  kind       TEXT NOT NULL,    -- gather, recheck
  of_unit    BOOLEAN NOT NULL, -- about the unit and its secretary
  of_members BOOLEAN NOT NULL, -- about its members
  title      TEXT NOT NULL,
  questions  TEXT NOT NULL,    -- JSON of dossier.Question
  floor      INTEGER NOT NULL, -- slips that must come in before they are read
  until_day  TEXT NOT NULL,
  slips      INTEGER NOT NULL, -- printed
  state      TEXT NOT NULL,    -- gathering, heard, few
  opened_day TEXT NOT NULL,
  closed_day TEXT NOT NULL,
  by_name    TEXT NOT NULL
, lock TEXT NOT NULL DEFAULT '');
CREATE INDEX opinion_batch_gathering ON opinion_batch (id) WHERE state = 'gathering';
CREATE INDEX opinion_batch_lock ON opinion_batch (lock);
CREATE INDEX opinion_batch_unclosed ON opinion_batch (id) WHERE state IN ('gathering', 'expired');
CREATE INDEX opinion_batch_unit ON opinion_batch (round_id, unit_id);

CREATE TABLE opinion_buffer (
  id       INTEGER PRIMARY KEY,
  batch_id BIGINT NOT NULL,
  body     TEXT NOT NULL -- JSON of dossier.Slip
);
CREATE INDEX opinion_buffer_batch ON opinion_buffer (batch_id);

CREATE TABLE opinion_code (
  hash     TEXT PRIMARY KEY, -- SHA-256
  batch_id BIGINT NOT NULL
);
CREATE INDEX opinion_code_batch ON opinion_code (batch_id);

CREATE TABLE opinion_pool (
  id         INTEGER PRIMARY KEY,
  round_id   BIGINT NOT NULL,
  unit_id    BIGINT NOT NULL,
  batch_id   BIGINT NOT NULL, -- 0: from several units below
  title      TEXT NOT NULL,
  floor      INTEGER NOT NULL,
  slips      INTEGER NOT NULL,
  opinions   INTEGER NOT NULL, -- each as often as it was said
  closed_day TEXT NOT NULL
);
CREATE INDEX opinion_pool_batch ON opinion_pool (batch_id);
CREATE INDEX opinion_pool_unit_of ON opinion_pool (round_id, unit_id);

CREATE TABLE opinion_pool_unit (
  pool_id BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  PRIMARY KEY (pool_id, unit_id)
);

CREATE TABLE opinion_sealed (
  id       INTEGER PRIMARY KEY,
  batch_id BIGINT NOT NULL,
  body     BLOB NOT NULL
);
CREATE INDEX opinion_sealed_batch ON opinion_sealed (batch_id);

CREATE TABLE opinion_vote (
  pool_id  BIGINT NOT NULL,
  ord      INTEGER NOT NULL,
  question TEXT NOT NULL,
  yes      INTEGER NOT NULL,
  partly   INTEGER NOT NULL,
  no       INTEGER NOT NULL,
  PRIMARY KEY (pool_id, ord)
);

CREATE TABLE person (
  id        INTEGER PRIMARY KEY,
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
CREATE INDEX person_branch ON person (branch_id, number, id);
CREATE INDEX person_name ON person (name);
CREATE UNIQUE INDEX person_number ON person (number) WHERE number <> '';

CREATE TABLE person_word (
  inside    BOOLEAN NOT NULL, -- what is left of a name from a later sign on
  word      TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  branch_id BIGINT NOT NULL, -- of the person
  PRIMARY KEY (inside, word, person_id)
) WITHOUT ROWID;
CREATE INDEX person_word_branch ON person_word (branch_id, inside, word, person_id);

CREATE TABLE post (
  id        INTEGER PRIMARY KEY,
  person_id BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  kind      TEXT NOT NULL,
  portfolio TEXT NOT NULL,
  from_day  TEXT NOT NULL,
  to_day    TEXT NOT NULL
, note TEXT NOT NULL DEFAULT '');
CREATE INDEX post_person ON post (person_id);
CREATE INDEX post_unit ON post (unit_id, kind);

CREATE TABLE promotion (
  id       INTEGER PRIMARY KEY,
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
CREATE UNIQUE INDEX promotion_code ON promotion (code);
CREATE UNIQUE INDEX promotion_number ON promotion (round_id, number);
CREATE INDEX promotion_public ON promotion (day) WHERE state = 'published';

CREATE TABLE promotion_act (
  id           INTEGER PRIMARY KEY,
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

CREATE TABLE recovery_code (
  account_id BIGINT NOT NULL,
  hash       TEXT NOT NULL, -- Argon2id in PHC form; the row goes when the code is used
  PRIMARY KEY (account_id, hash)
);

CREATE TABLE reply (
  id           INTEGER PRIMARY KEY,
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
CREATE INDEX reply_round ON reply (round_id, state);
CREATE INDEX reply_sheet ON reply (sheet_id);

CREATE TABLE retention (
  round_id  INTEGER PRIMARY KEY,
  class     TEXT NOT NULL, -- permanent, 30, 10
  reason    TEXT NOT NULL,
  from_day  TEXT NOT NULL,
  until_day TEXT NOT NULL, -- empty: for ever
  by_name   TEXT NOT NULL,
  at        BIGINT NOT NULL
);

CREATE TABLE review (
  id              INTEGER PRIMARY KEY,
  round_id        BIGINT NOT NULL,
  sheet_id        BIGINT NOT NULL, -- reviews written on one sheet (a unit and its secretary) share it
  occasion_id     BIGINT NOT NULL, -- 0: none
  revision        INTEGER NOT NULL, -- grows with every save; what a writer read is what he may overwrite
  version         INTEGER NOT NULL, -- of the text handed in, 0 before the first
  mode            TEXT NOT NULL,
  selection       TEXT NOT NULL,
  carrier         TEXT NOT NULL,
  day             TEXT NOT NULL,
  place           TEXT NOT NULL,
  problems        INTEGER NOT NULL,
  body            TEXT NOT NULL, -- JSON of review.Text as last saved
  writer_id       BIGINT NOT NULL, -- account that wrote last
  writer_name     TEXT NOT NULL,
  side            TEXT NOT NULL, -- whose text it is: reviewer, reviewed; empty while nothing is written
  return_reason   TEXT NOT NULL,
  submitted_at    BIGINT NOT NULL,
  confirmed_at    BIGINT NOT NULL,
  confirmed_how   TEXT NOT NULL, -- screen, paper
  paper_ref       TEXT NOT NULL, -- file number of the signed paper
  paper_blob      BIGINT NOT NULL,
  acknowledged_at BIGINT NOT NULL,
  acknowledged_how TEXT NOT NULL,
  dissent         TEXT NOT NULL,
  saved_at        BIGINT NOT NULL
, recalled TEXT NOT NULL DEFAULT '');
CREATE INDEX review_occasion ON review (occasion_id);
CREATE INDEX review_paper ON review (paper_ref) WHERE paper_ref <> '';
CREATE INDEX review_sheet ON review (sheet_id);

CREATE TABLE review_version (
  review_id   BIGINT NOT NULL,
  version     INTEGER NOT NULL,
  body        TEXT NOT NULL, -- JSON of review.Text with its common cells
  reason      TEXT NOT NULL, -- why a filed text was corrected
  writer_name TEXT NOT NULL,
  at          BIGINT NOT NULL,
  PRIMARY KEY (review_id, version)
);

CREATE TABLE roster (
  only_row BOOLEAN PRIMARY KEY CHECK (only_row),
  version  BIGINT NOT NULL
);

CREATE TABLE roster_undo (
  id        INTEGER PRIMARY KEY, -- made when it was written: what came later has a greater number
  at        BIGINT NOT NULL,
  by_name   TEXT NOT NULL,
  file      TEXT NOT NULL,
  version   BIGINT NOT NULL, -- of the roster after it
  first_new BIGINT NOT NULL, -- the new units, persons, posts and charges have numbers from here
  last_new  BIGINT NOT NULL, -- to here; 0 when there are none
  body      BLOB NOT NULL   -- what was changed, as it was before: gzipped JSON
);

CREATE TABLE round (
  id           INTEGER PRIMARY KEY,
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
, previous_id BIGINT NOT NULL DEFAULT 0, unlaunched TEXT NOT NULL DEFAULT '', version BIGINT NOT NULL DEFAULT 0, figures INTEGER NOT NULL DEFAULT 0, withdrawn_at BIGINT NOT NULL DEFAULT 0);

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
  leader    BOOLEAN NOT NULL, posted BOOLEAN NOT NULL DEFAULT FALSE,
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
CREATE INDEX round_post_person ON round_post (round_id, person_id);
CREATE INDEX round_post_unit ON round_post (round_id, unit_id);

CREATE TABLE "round_seat" (
  round_id  BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  kind      TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  PRIMARY KEY (round_id, unit_id, kind, person_id)
) WITHOUT ROWID;
CREATE INDEX round_seat_person ON round_seat (round_id, person_id, kind, unit_id);

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
CREATE INDEX round_unit_ord ON round_unit (round_id, ord);
CREATE INDEX round_unit_parent ON round_unit (round_id, parent_id, ord);

CREATE TABLE scheme_version (
  name     TEXT NOT NULL,
  version  BIGINT NOT NULL,
  title    TEXT NOT NULL,
  unit_id  BIGINT NOT NULL,
  text     TEXT NOT NULL,
  whole    TEXT NOT NULL,
  note     TEXT NOT NULL,
  kept_at  BIGINT NOT NULL,
  kept_by  TEXT NOT NULL,
  PRIMARY KEY (name, version)
);

CREATE TABLE second_step (
  id      INTEGER PRIMARY KEY, -- of the account
  secret  TEXT NOT NULL,      -- RFC 6238, Base32
  made_at BIGINT NOT NULL,
  step    BIGINT NOT NULL     -- the half minute of the last code that was used: none of it or before is taken again
);

CREATE TABLE sending (
  hash     TEXT PRIMARY KEY,
  at       BIGINT NOT NULL,
  answered BOOLEAN NOT NULL, -- the two below are known
  address  TEXT NOT NULL,    -- where the answer led; empty: nowhere, it was a page
  sentence TEXT NOT NULL     -- what was said there
);
CREATE INDEX sending_at ON sending (at);

CREATE TABLE session (
  hash       TEXT PRIMARY KEY, -- SHA-256 of the token in the cookie
  account_id BIGINT NOT NULL,
  made_at    BIGINT NOT NULL,
  seen_at    BIGINT NOT NULL,
  ends_at    BIGINT NOT NULL,
  shared     BOOLEAN NOT NULL  -- on a shared computer: short, ends with the browser
, via TEXT NOT NULL DEFAULT '', outside TEXT NOT NULL DEFAULT '');
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_ends ON session (ends_at);
CREATE INDEX session_outside ON session (outside) WHERE outside <> '';
CREATE INDEX session_seen ON session (shared, seen_at);

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

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

CREATE TABLE stats_copy (
  id       INTEGER PRIMARY KEY,
  round_id BIGINT NOT NULL,
  unit_id  BIGINT NOT NULL,
  as_of    BIGINT NOT NULL,
  body     TEXT NOT NULL,
  seal     TEXT NOT NULL,
  by_name  TEXT NOT NULL
);
CREATE INDEX stats_copy_round ON stats_copy (round_id, unit_id, id);

CREATE TABLE summary (
  id            INTEGER PRIMARY KEY,
  round_id      BIGINT NOT NULL,
  unit_id       BIGINT NOT NULL,
  person_id     BIGINT NOT NULL, -- 0: the unit's
  state         TEXT NOT NULL, -- draft, submitted, returned
  revision      INTEGER NOT NULL,
  body          TEXT NOT NULL, -- JSON of dossier.SummaryText
  took_part     TEXT NOT NULL,
  met_on        TEXT NOT NULL,
  paper         BOOLEAN NOT NULL,
  return_reason TEXT NOT NULL,
  returned_by   TEXT NOT NULL,
  handed_in_at  BIGINT NOT NULL,
  by_name       TEXT NOT NULL,
  at            BIGINT NOT NULL
);
CREATE UNIQUE INDEX summary_dossier ON summary (round_id, unit_id, person_id);
CREATE INDEX summary_person ON summary (person_id, round_id);

CREATE TABLE template (
  name     TEXT NOT NULL,
  version  BIGINT NOT NULL,
  form     BIGINT NOT NULL, -- the annex for which it stands
  unit_id  BIGINT NOT NULL,
  file     TEXT NOT NULL,
  blob_id  BIGINT NOT NULL,
  hash     TEXT NOT NULL, -- SHA-256
  note     TEXT NOT NULL,
  kept_at  BIGINT NOT NULL,
  kept_by  TEXT NOT NULL,
  PRIMARY KEY (name, version)
);
CREATE INDEX template_blob ON template (blob_id);

CREATE TABLE unit (
  id        INTEGER PRIMARY KEY,
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
CREATE INDEX unit_depth ON unit (depth, ord);
CREATE UNIQUE INDEX unit_name ON unit (name);
CREATE INDEX unit_ord ON unit (ord);
CREATE INDEX unit_parent ON unit (parent_id, ord);
CREATE INDEX unit_short ON unit (short);
