-- +goose Up
-- The meeting that a round is for, as it was planned before the vote: how long it
-- is, what welcome and breaks take, what is kept free. 0 if it was not planned.
ALTER TABLE rounds ADD COLUMN meeting_minutes integer NOT NULL DEFAULT 0;
ALTER TABLE rounds ADD COLUMN meeting_fixed integer NOT NULL DEFAULT 0;
ALTER TABLE rounds ADD COLUMN meeting_slack integer NOT NULL DEFAULT 0;

-- +goose StatementBegin
CREATE TRIGGER keep_rounds_meeting BEFORE UPDATE ON rounds
    WHEN OLD.state <> 'draft' AND (OLD.meeting_minutes <> NEW.meeting_minutes OR OLD.meeting_fixed <> NEW.meeting_fixed OR OLD.meeting_slack <> NEW.meeting_slack)
BEGIN
    SELECT RAISE(ABORT, 'kept: an opened round stays as it is');
END;
-- +goose StatementEnd
