-- +goose Up
-- Who should have come and who was on leave, special talks with their follow-up, and entries made on the spot.
ALTER TABLE occasion ADD COLUMN kind TEXT NOT NULL DEFAULT ''; -- talk, visit; empty: a meeting
ALTER TABLE occasion ADD COLUMN members_leave INTEGER NOT NULL DEFAULT 0;
ALTER TABLE occasion ADD COLUMN committee_expected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE occasion ADD COLUMN committee_leave INTEGER NOT NULL DEFAULT 0;
ALTER TABLE occasion ADD COLUMN representatives_expected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE occasion ADD COLUMN representatives_leave INTEGER NOT NULL DEFAULT 0;
ALTER TABLE occasion ADD COLUMN invited TEXT NOT NULL DEFAULT '';
ALTER TABLE occasion ADD COLUMN talk_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE occasion ADD COLUMN talk_demand TEXT NOT NULL DEFAULT '';
ALTER TABLE occasion ADD COLUMN follow_day TEXT NOT NULL DEFAULT '';
ALTER TABLE occasion ADD COLUMN follow_result TEXT NOT NULL DEFAULT '';
ALTER TABLE occasion ADD COLUMN follow_by TEXT NOT NULL DEFAULT '';
ALTER TABLE occasion ADD COLUMN follow_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE occasion ADD COLUMN finished_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE occasion ADD COLUMN entry_key TEXT NOT NULL DEFAULT ''; -- of the entry on the spot; empty for others
CREATE UNIQUE INDEX occasion_entry ON occasion (leader_id, entry_key) WHERE entry_key <> '';
