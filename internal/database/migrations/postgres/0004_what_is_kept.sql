-- +goose Up
-- From here on the database itself refuses what no use case does. A process that
-- may be thrown away, the example, takes its rounds with it: its own row goes first.
-- +goose StatementBegin
CREATE FUNCTION keep_rounds_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND (NEW.process_id IS DISTINCT FROM OLD.process_id OR NEW.title IS DISTINCT FROM OLD.title OR NEW.ballot_kind IS DISTINCT FROM OLD.ballot_kind OR NEW.ballot_min IS DISTINCT FROM OLD.ballot_min OR NEW.ballot_max IS DISTINCT FROM OLD.ballot_max OR NEW.ballot_total IS DISTINCT FROM OLD.ballot_total OR NEW.ballot_cap IS DISTINCT FROM OLD.ballot_cap OR NEW.budget IS DISTINCT FROM OLD.budget OR NEW.unit IS DISTINCT FROM OLD.unit OR NEW.scale IS DISTINCT FROM OLD.scale OR NEW.imported IS DISTINCT FROM OLD.imported OR NEW.rule IS DISTINCT FROM OLD.rule OR NEW.satisfaction IS DISTINCT FROM OLD.satisfaction OR NEW.completion IS DISTINCT FROM OLD.completion OR NEW.ties IS DISTINCT FROM OLD.ties OR NEW.increment IS DISTINCT FROM OLD.increment OR NEW.seed IS DISTINCT FROM OLD.seed OR NEW.publication IS DISTINCT FROM OLD.publication OR NEW.auditors IS DISTINCT FROM OLD.auditors OR NEW.paper IS DISTINCT FROM OLD.paper OR NEW.rules IS DISTINCT FROM OLD.rules OR NEW.rules_hash IS DISTINCT FROM OLD.rules_hash OR NEW.opened_at IS DISTINCT FROM OLD.opened_at OR (NEW.closes_at IS DISTINCT FROM OLD.closes_at AND NOT EXISTS (SELECT 1 FROM amendments a WHERE a.round_id = OLD.id AND a.kind = 'deadline' AND a.closes_at = NEW.closes_at AND a.confirmed_at IS NOT NULL AND a.confirmed_by <> a.proposed_by)) OR NOT ((OLD.state = NEW.state) OR (OLD.state = 'open' AND NEW.state = 'counting') OR (OLD.state = 'counting' AND NEW.state = 'closed')) OR (NEW.secret IS DISTINCT FROM OLD.secret AND (length(NEW.secret) > 0 OR NEW.state <> 'closed')) OR (NEW.closed_at IS DISTINCT FROM OLD.closed_at AND OLD.closed_at IS NOT NULL)) THEN
        RAISE EXCEPTION 'kept: an opened round stays as it is' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_rounds_update BEFORE UPDATE ON rounds FOR EACH ROW EXECUTE FUNCTION keep_rounds_update();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_rounds_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND EXISTS (SELECT 1 FROM processes p WHERE p.id = OLD.process_id) THEN
        RAISE EXCEPTION 'kept: an opened round stays' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_rounds_delete BEFORE DELETE ON rounds FOR EACH ROW EXECUTE FUNCTION keep_rounds_delete();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_processes_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT OLD.example AND EXISTS (SELECT 1 FROM rounds r WHERE r.process_id = OLD.id AND r.state <> 'draft') THEN
        RAISE EXCEPTION 'kept: a process with an opened round stays' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_processes_delete BEFORE DELETE ON processes FOR EACH ROW EXECUTE FUNCTION keep_processes_delete();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_options_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = NEW.round_id AND r.state <> 'draft') THEN
        RAISE EXCEPTION 'kept: the options of an opened round stay' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_options_insert BEFORE INSERT ON options FOR EACH ROW EXECUTE FUNCTION keep_options_insert();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_options_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft') THEN
        RAISE EXCEPTION 'kept: the options of an opened round stay' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_options_update BEFORE UPDATE ON options FOR EACH ROW EXECUTE FUNCTION keep_options_update();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_options_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft') THEN
        RAISE EXCEPTION 'kept: the options of an opened round stay' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_options_delete BEFORE DELETE ON options FOR EACH ROW EXECUTE FUNCTION keep_options_delete();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_roll_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = NEW.round_id AND r.state <> 'draft') AND NOT EXISTS (SELECT 1 FROM amendments a WHERE a.round_id = NEW.round_id AND a.kind = 'roll' AND a.member_id = NEW.member_id AND a.confirmed_at IS NOT NULL AND a.confirmed_by <> a.proposed_by) THEN
        RAISE EXCEPTION 'kept: the roll of an opened round stays' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_roll_insert BEFORE INSERT ON roll FOR EACH ROW EXECUTE FUNCTION keep_roll_insert();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_roll_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.round_id IS DISTINCT FROM OLD.round_id OR NEW.member_id IS DISTINCT FROM OLD.member_id OR NOT EXISTS (SELECT 1 FROM rounds r WHERE r.id = OLD.round_id AND r.state IN ('open', 'counting')) THEN
        RAISE EXCEPTION 'kept: the roll changes only while its round is open' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_roll_update BEFORE UPDATE ON roll FOR EACH ROW EXECUTE FUNCTION keep_roll_update();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_roll_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft') THEN
        RAISE EXCEPTION 'kept: the roll of an opened round stays' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_roll_delete BEFORE DELETE ON roll FOR EACH ROW EXECUTE FUNCTION keep_roll_delete();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_ballots_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rounds r WHERE r.id = NEW.round_id AND r.state IN ('open')) THEN
        RAISE EXCEPTION 'kept: ballots come only while their round is open' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_ballots_insert BEFORE INSERT ON ballots FOR EACH ROW EXECUTE FUNCTION keep_ballots_insert();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_ballots_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rounds r WHERE r.id = NEW.round_id AND r.state IN ('open')) THEN
        RAISE EXCEPTION 'kept: ballots come only while their round is open' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_ballots_update BEFORE UPDATE ON ballots FOR EACH ROW EXECUTE FUNCTION keep_ballots_update();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_ballots_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft') AND NOT EXISTS (SELECT 1 FROM rounds r WHERE r.id = OLD.round_id AND r.state IN ('counting')) THEN
        RAISE EXCEPTION 'kept: ballots stay until they are sealed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_ballots_delete BEFORE DELETE ON ballots FOR EACH ROW EXECUTE FUNCTION keep_ballots_delete();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_sealed_ballots_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rounds r WHERE r.id = NEW.round_id AND r.state IN ('draft', 'counting')) THEN
        RAISE EXCEPTION 'kept: ballots are sealed once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_sealed_ballots_insert BEFORE INSERT ON sealed_ballots FOR EACH ROW EXECUTE FUNCTION keep_sealed_ballots_insert();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_sealed_ballots_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft') THEN
        RAISE EXCEPTION 'kept: sealed ballots stay as they are' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_sealed_ballots_update BEFORE UPDATE ON sealed_ballots FOR EACH ROW EXECUTE FUNCTION keep_sealed_ballots_update();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_sealed_ballots_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft') THEN
        RAISE EXCEPTION 'kept: sealed ballots stay' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_sealed_ballots_delete BEFORE DELETE ON sealed_ballots FOR EACH ROW EXECUTE FUNCTION keep_sealed_ballots_delete();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_commitments_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rounds r WHERE r.id = NEW.round_id AND r.state IN ('open', 'counting')) THEN
        RAISE EXCEPTION 'kept: commitments come only while their round is open' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_commitments_insert BEFORE INSERT ON commitments FOR EACH ROW EXECUTE FUNCTION keep_commitments_insert();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_commitments_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.round_id IS DISTINCT FROM OLD.round_id OR NEW.hash IS DISTINCT FROM OLD.hash OR (NEW.batch IS DISTINCT FROM OLD.batch AND OLD.batch <> 0) THEN
        RAISE EXCEPTION 'kept: commitments stay as they are' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_commitments_update BEFORE UPDATE ON commitments FOR EACH ROW EXECUTE FUNCTION keep_commitments_update();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_commitments_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft') THEN
        RAISE EXCEPTION 'kept: commitments stay' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_commitments_delete BEFORE DELETE ON commitments FOR EACH ROW EXECUTE FUNCTION keep_commitments_delete();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_outcomes_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft') THEN
        RAISE EXCEPTION 'kept: outcomes stay as they are' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_outcomes_update BEFORE UPDATE ON outcomes FOR EACH ROW EXECUTE FUNCTION keep_outcomes_update();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_outcomes_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft') THEN
        RAISE EXCEPTION 'kept: outcomes stay' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_outcomes_delete BEFORE DELETE ON outcomes FOR EACH ROW EXECUTE FUNCTION keep_outcomes_delete();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_seals_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft') THEN
        RAISE EXCEPTION 'kept: seals stay as they are' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_seals_update BEFORE UPDATE ON seals FOR EACH ROW EXECUTE FUNCTION keep_seals_update();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_seals_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft') THEN
        RAISE EXCEPTION 'kept: seals stay' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_seals_delete BEFORE DELETE ON seals FOR EACH ROW EXECUTE FUNCTION keep_seals_delete();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_amendments_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.confirmed_at IS NOT NULL THEN
        RAISE EXCEPTION 'kept: an amendment that was confirmed stays as it is' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_amendments_update BEFORE UPDATE ON amendments FOR EACH ROW EXECUTE FUNCTION keep_amendments_update();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_amendments_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft') THEN
        RAISE EXCEPTION 'kept: amendments stay' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_amendments_delete BEFORE DELETE ON amendments FOR EACH ROW EXECUTE FUNCTION keep_amendments_delete();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_entries_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'kept: the ledger only grows' USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_entries_update BEFORE UPDATE ON entries FOR EACH ROW EXECUTE FUNCTION keep_entries_update();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_entries_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'kept: the ledger only grows' USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_entries_delete BEFORE DELETE ON entries FOR EACH ROW EXECUTE FUNCTION keep_entries_delete();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_leaves_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'kept: the ledger only grows' USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_leaves_update BEFORE UPDATE ON leaves FOR EACH ROW EXECUTE FUNCTION keep_leaves_update();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_leaves_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'kept: the ledger only grows' USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_leaves_delete BEFORE DELETE ON leaves FOR EACH ROW EXECUTE FUNCTION keep_leaves_delete();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_tree_hashes_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'kept: the ledger only grows' USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_tree_hashes_update BEFORE UPDATE ON tree_hashes FOR EACH ROW EXECUTE FUNCTION keep_tree_hashes_update();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_tree_hashes_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'kept: the ledger only grows' USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_tree_hashes_delete BEFORE DELETE ON tree_hashes FOR EACH ROW EXECUTE FUNCTION keep_tree_hashes_delete();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_checkpoints_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'kept: the ledger only grows' USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_checkpoints_update BEFORE UPDATE ON checkpoints FOR EACH ROW EXECUTE FUNCTION keep_checkpoints_update();
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION keep_checkpoints_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'kept: the ledger only grows' USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keep_checkpoints_delete BEFORE DELETE ON checkpoints FOR EACH ROW EXECUTE FUNCTION keep_checkpoints_delete();
-- +goose StatementEnd
