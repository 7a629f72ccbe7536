-- +goose Up
-- The meeting that a round is for, as it was planned before the vote: how long it
-- is, what welcome and breaks take, what is kept free. 0 if it was not planned.
ALTER TABLE rounds ADD COLUMN meeting_minutes bigint NOT NULL DEFAULT 0;
ALTER TABLE rounds ADD COLUMN meeting_fixed bigint NOT NULL DEFAULT 0;
ALTER TABLE rounds ADD COLUMN meeting_slack bigint NOT NULL DEFAULT 0;

-- +goose StatementBegin
CREATE FUNCTION keep_rounds_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND (OLD.meeting_minutes <> NEW.meeting_minutes OR OLD.meeting_fixed <> NEW.meeting_fixed OR OLD.meeting_slack <> NEW.meeting_slack) THEN
        RAISE EXCEPTION 'kept: an opened round stays as it is' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_rounds_meeting BEFORE UPDATE ON rounds FOR EACH ROW EXECUTE FUNCTION keep_rounds_meeting();
-- +goose StatementEnd
