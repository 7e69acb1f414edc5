-- +goose Up
-- Whoever audits asks for what one account did, for one kind of act, and for the entries of some days.
CREATE INDEX ledger_account ON ledger (account_id, id);
CREATE INDEX ledger_action ON ledger (action, id);
CREATE INDEX ledger_at ON ledger (at);
