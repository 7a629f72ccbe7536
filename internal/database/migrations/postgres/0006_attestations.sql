-- +goose Up
-- What auditors signed: it stands beside the bundle of a round, once for each of
-- them, and has no time.
CREATE TABLE attestations (
    round_id text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    note text COLLATE "C" NOT NULL,
    CONSTRAINT pk_attestations PRIMARY KEY (round_id, member_id),
    CONSTRAINT fk_attestations_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
);

-- +goose StatementBegin
CREATE FUNCTION keep_attestations_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rounds r WHERE r.id = NEW.round_id AND r.state = 'closed') THEN
        RAISE EXCEPTION 'kept: attestations come after the close' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_attestations_insert BEFORE INSERT ON attestations FOR EACH ROW EXECUTE FUNCTION keep_attestations_insert();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_attestations_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'kept: attestations stay as they are' USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_attestations_update BEFORE UPDATE ON attestations FOR EACH ROW EXECUTE FUNCTION keep_attestations_update();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_attestations_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft') THEN
        RAISE EXCEPTION 'kept: attestations stay' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_attestations_delete BEFORE DELETE ON attestations FOR EACH ROW EXECUTE FUNCTION keep_attestations_delete();
-- +goose StatementEnd
