-- +goose Up
-- What auditors signed: it stands beside the bundle of a round, once for each of
-- them, and has no time.
CREATE TABLE attestations (
    round_id text NOT NULL,
    member_id text NOT NULL,
    note text NOT NULL,
    CONSTRAINT pk_attestations PRIMARY KEY (round_id, member_id),
    CONSTRAINT fk_attestations_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
) WITHOUT ROWID;

-- +goose StatementBegin
CREATE TRIGGER keep_attestations_insert BEFORE INSERT ON attestations
    WHEN NOT EXISTS (SELECT 1 FROM rounds r WHERE r.id = NEW.round_id AND r.state = 'closed')
BEGIN
    SELECT RAISE(ABORT, 'kept: attestations come after the close');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_attestations_update BEFORE UPDATE ON attestations
BEGIN
    SELECT RAISE(ABORT, 'kept: attestations stay as they are');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_attestations_delete BEFORE DELETE ON attestations
    WHEN EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft')
BEGIN
    SELECT RAISE(ABORT, 'kept: attestations stay');
END;
-- +goose StatementEnd
