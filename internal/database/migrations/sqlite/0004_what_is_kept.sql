-- +goose Up
-- From here on the database itself refuses what no use case does. A process that
-- may be thrown away, the example, takes its rounds with it: its own row goes first.
-- +goose StatementBegin
CREATE TRIGGER keep_rounds_update BEFORE UPDATE ON rounds
    WHEN OLD.state <> 'draft' AND (NEW.process_id IS NOT OLD.process_id OR NEW.title IS NOT OLD.title OR NEW.ballot_kind IS NOT OLD.ballot_kind OR NEW.ballot_min IS NOT OLD.ballot_min OR NEW.ballot_max IS NOT OLD.ballot_max OR NEW.ballot_total IS NOT OLD.ballot_total OR NEW.ballot_cap IS NOT OLD.ballot_cap OR NEW.budget IS NOT OLD.budget OR NEW.unit IS NOT OLD.unit OR NEW.scale IS NOT OLD.scale OR NEW.imported IS NOT OLD.imported OR NEW.rule IS NOT OLD.rule OR NEW.satisfaction IS NOT OLD.satisfaction OR NEW.completion IS NOT OLD.completion OR NEW.ties IS NOT OLD.ties OR NEW.increment IS NOT OLD.increment OR NEW.seed IS NOT OLD.seed OR NEW.publication IS NOT OLD.publication OR NEW.auditors IS NOT OLD.auditors OR NEW.paper IS NOT OLD.paper OR NEW.rules IS NOT OLD.rules OR NEW.rules_hash IS NOT OLD.rules_hash OR NEW.opened_at IS NOT OLD.opened_at OR (NEW.closes_at IS NOT OLD.closes_at AND NOT EXISTS (SELECT 1 FROM amendments a WHERE a.round_id = OLD.id AND a.kind = 'deadline' AND a.closes_at = NEW.closes_at AND a.confirmed_at IS NOT NULL AND a.confirmed_by <> a.proposed_by)) OR NOT ((OLD.state = NEW.state) OR (OLD.state = 'open' AND NEW.state = 'counting') OR (OLD.state = 'counting' AND NEW.state = 'closed')) OR (NEW.secret IS NOT OLD.secret AND (length(NEW.secret) > 0 OR NEW.state <> 'closed')) OR (NEW.closed_at IS NOT OLD.closed_at AND OLD.closed_at IS NOT NULL))
BEGIN
    SELECT RAISE(ABORT, 'kept: an opened round stays as it is');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_rounds_delete BEFORE DELETE ON rounds
    WHEN OLD.state <> 'draft' AND EXISTS (SELECT 1 FROM processes p WHERE p.id = OLD.process_id)
BEGIN
    SELECT RAISE(ABORT, 'kept: an opened round stays');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_processes_delete BEFORE DELETE ON processes
    WHEN NOT OLD.example AND EXISTS (SELECT 1 FROM rounds r WHERE r.process_id = OLD.id AND r.state <> 'draft')
BEGIN
    SELECT RAISE(ABORT, 'kept: a process with an opened round stays');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_options_insert BEFORE INSERT ON options
    WHEN EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = NEW.round_id AND r.state <> 'draft')
BEGIN
    SELECT RAISE(ABORT, 'kept: the options of an opened round stay');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_options_update BEFORE UPDATE ON options
    WHEN EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft')
BEGIN
    SELECT RAISE(ABORT, 'kept: the options of an opened round stay');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_options_delete BEFORE DELETE ON options
    WHEN EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft')
BEGIN
    SELECT RAISE(ABORT, 'kept: the options of an opened round stay');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_roll_insert BEFORE INSERT ON roll
    WHEN EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = NEW.round_id AND r.state <> 'draft') AND NOT EXISTS (SELECT 1 FROM amendments a WHERE a.round_id = NEW.round_id AND a.kind = 'roll' AND a.member_id = NEW.member_id AND a.confirmed_at IS NOT NULL AND a.confirmed_by <> a.proposed_by)
BEGIN
    SELECT RAISE(ABORT, 'kept: the roll of an opened round stays');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_roll_update BEFORE UPDATE ON roll
    WHEN NEW.round_id IS NOT OLD.round_id OR NEW.member_id IS NOT OLD.member_id OR NOT EXISTS (SELECT 1 FROM rounds r WHERE r.id = OLD.round_id AND r.state IN ('open', 'counting'))
BEGIN
    SELECT RAISE(ABORT, 'kept: the roll changes only while its round is open');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_roll_delete BEFORE DELETE ON roll
    WHEN EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft')
BEGIN
    SELECT RAISE(ABORT, 'kept: the roll of an opened round stays');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_ballots_insert BEFORE INSERT ON ballots
    WHEN NOT EXISTS (SELECT 1 FROM rounds r WHERE r.id = NEW.round_id AND r.state IN ('open'))
BEGIN
    SELECT RAISE(ABORT, 'kept: ballots come only while their round is open');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_ballots_update BEFORE UPDATE ON ballots
    WHEN NOT EXISTS (SELECT 1 FROM rounds r WHERE r.id = NEW.round_id AND r.state IN ('open'))
BEGIN
    SELECT RAISE(ABORT, 'kept: ballots come only while their round is open');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_ballots_delete BEFORE DELETE ON ballots
    WHEN EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft') AND NOT EXISTS (SELECT 1 FROM rounds r WHERE r.id = OLD.round_id AND r.state IN ('counting'))
BEGIN
    SELECT RAISE(ABORT, 'kept: ballots stay until they are sealed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_sealed_ballots_insert BEFORE INSERT ON sealed_ballots
    WHEN NOT EXISTS (SELECT 1 FROM rounds r WHERE r.id = NEW.round_id AND r.state IN ('draft', 'counting'))
BEGIN
    SELECT RAISE(ABORT, 'kept: ballots are sealed once');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_sealed_ballots_update BEFORE UPDATE ON sealed_ballots
    WHEN EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft')
BEGIN
    SELECT RAISE(ABORT, 'kept: sealed ballots stay as they are');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_sealed_ballots_delete BEFORE DELETE ON sealed_ballots
    WHEN EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft')
BEGIN
    SELECT RAISE(ABORT, 'kept: sealed ballots stay');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_commitments_insert BEFORE INSERT ON commitments
    WHEN NOT EXISTS (SELECT 1 FROM rounds r WHERE r.id = NEW.round_id AND r.state IN ('open', 'counting'))
BEGIN
    SELECT RAISE(ABORT, 'kept: commitments come only while their round is open');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_commitments_update BEFORE UPDATE ON commitments
    WHEN NEW.round_id IS NOT OLD.round_id OR NEW.hash IS NOT OLD.hash OR (NEW.batch IS NOT OLD.batch AND OLD.batch <> 0)
BEGIN
    SELECT RAISE(ABORT, 'kept: commitments stay as they are');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_commitments_delete BEFORE DELETE ON commitments
    WHEN EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft')
BEGIN
    SELECT RAISE(ABORT, 'kept: commitments stay');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_outcomes_update BEFORE UPDATE ON outcomes
    WHEN EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft')
BEGIN
    SELECT RAISE(ABORT, 'kept: outcomes stay as they are');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_outcomes_delete BEFORE DELETE ON outcomes
    WHEN EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft')
BEGIN
    SELECT RAISE(ABORT, 'kept: outcomes stay');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_seals_update BEFORE UPDATE ON seals
    WHEN EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft')
BEGIN
    SELECT RAISE(ABORT, 'kept: seals stay as they are');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_seals_delete BEFORE DELETE ON seals
    WHEN EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft')
BEGIN
    SELECT RAISE(ABORT, 'kept: seals stay');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_amendments_update BEFORE UPDATE ON amendments
    WHEN OLD.confirmed_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'kept: an amendment that was confirmed stays as it is');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_amendments_delete BEFORE DELETE ON amendments
    WHEN EXISTS (SELECT 1 FROM rounds r JOIN processes p ON p.id = r.process_id WHERE r.id = OLD.round_id AND r.state <> 'draft')
BEGIN
    SELECT RAISE(ABORT, 'kept: amendments stay');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_entries_update BEFORE UPDATE ON entries
BEGIN
    SELECT RAISE(ABORT, 'kept: the ledger only grows');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_entries_delete BEFORE DELETE ON entries
BEGIN
    SELECT RAISE(ABORT, 'kept: the ledger only grows');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_leaves_update BEFORE UPDATE ON leaves
BEGIN
    SELECT RAISE(ABORT, 'kept: the ledger only grows');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_leaves_delete BEFORE DELETE ON leaves
BEGIN
    SELECT RAISE(ABORT, 'kept: the ledger only grows');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_tree_hashes_update BEFORE UPDATE ON tree_hashes
BEGIN
    SELECT RAISE(ABORT, 'kept: the ledger only grows');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_tree_hashes_delete BEFORE DELETE ON tree_hashes
BEGIN
    SELECT RAISE(ABORT, 'kept: the ledger only grows');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_checkpoints_update BEFORE UPDATE ON checkpoints
BEGIN
    SELECT RAISE(ABORT, 'kept: the ledger only grows');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER keep_checkpoints_delete BEFORE DELETE ON checkpoints
BEGIN
    SELECT RAISE(ABORT, 'kept: the ledger only grows');
END;
-- +goose StatementEnd
