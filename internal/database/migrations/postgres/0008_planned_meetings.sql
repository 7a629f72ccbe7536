-- +goose Up
-- The meeting that a round is for, as it was planned before the vote: how long it
-- is, what welcome and breaks take, what is kept free. 0 if it was not planned.
ALTER TABLE rounds ADD COLUMN meeting_minutes bigint NOT NULL DEFAULT 0;
ALTER TABLE rounds ADD COLUMN meeting_fixed bigint NOT NULL DEFAULT 0;
ALTER TABLE rounds ADD COLUMN meeting_slack bigint NOT NULL DEFAULT 0;
