-- +goose Up
-- What is frozen at the opening of a round, and on what terms.
ALTER TABLE rounds ADD COLUMN publication text COLLATE "C" NOT NULL DEFAULT 'ballots';
ALTER TABLE rounds ADD COLUMN auditors text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE rounds ADD COLUMN paper text COLLATE "C" NOT NULL DEFAULT 'none';
ALTER TABLE rounds ADD COLUMN rules text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE rounds ADD COLUMN rules_hash text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE rounds ADD COLUMN opens_at timestamptz;

-- A ballot with its opening, as long as its round is open.
ALTER TABLE ballots ADD COLUMN revision bigint NOT NULL DEFAULT 0;
ALTER TABLE ballots ADD COLUMN nonce text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ballots ADD COLUMN commitment text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE roll ADD COLUMN paper boolean NOT NULL DEFAULT false;

-- Ballots after the close, in an order that has nothing to do with voters.
CREATE TABLE sealed_ballots (
    round_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    revision bigint NOT NULL,
    nonce text COLLATE "C" NOT NULL,
    choices text COLLATE "C" NOT NULL,
    commitment text COLLATE "C" NOT NULL,
    serial text COLLATE "C" NOT NULL,
    voter text COLLATE "C" NOT NULL,
    CONSTRAINT pk_sealed_ballots PRIMARY KEY (round_id, position),
    CONSTRAINT fk_sealed_ballots_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
);

CREATE TABLE commitments (
    round_id text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    batch bigint NOT NULL,
    CONSTRAINT pk_commitments PRIMARY KEY (round_id, hash),
    CONSTRAINT fk_commitments_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
);

CREATE TABLE sheets (
    round_id text COLLATE "C" NOT NULL,
    serial text COLLATE "C" NOT NULL,
    entry bigint NOT NULL,
    choices text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    CONSTRAINT pk_sheets PRIMARY KEY (round_id, serial, entry),
    CONSTRAINT fk_sheets_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
);

CREATE TABLE turnouts (
    round_id text COLLATE "C" NOT NULL,
    shown bigint NOT NULL,
    counted bigint NOT NULL,
    CONSTRAINT pk_turnouts PRIMARY KEY (round_id),
    CONSTRAINT fk_turnouts_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
);

CREATE TABLE amendments (
    id text COLLATE "C" NOT NULL,
    round_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    closes_at timestamptz,
    member_id text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    proposed_by text COLLATE "C" NOT NULL,
    confirmed_by text COLLATE "C" NOT NULL,
    confirmed_at timestamptz,
    CONSTRAINT pk_amendments PRIMARY KEY (id),
    CONSTRAINT fk_amendments_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
);
CREATE INDEX ix_amendments_round ON amendments (round_id, id);

CREATE TABLE seals (
    round_id text COLLATE "C" NOT NULL,
    document text COLLATE "C" NOT NULL,
    CONSTRAINT pk_seals PRIMARY KEY (round_id),
    CONSTRAINT fk_seals_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
);

-- The ledger: entries that wait for their place, the leaves of the tree, its
-- hashes by their place in it, and what was signed.
CREATE TABLE ledger_keys (
    id text COLLATE "C" NOT NULL,
    origin text COLLATE "C" NOT NULL,
    seed bytea NOT NULL,
    CONSTRAINT pk_ledger_keys PRIMARY KEY (id)
);

CREATE TABLE waiting_entries (
    entry_id text COLLATE "C" NOT NULL,
    CONSTRAINT pk_waiting_entries PRIMARY KEY (entry_id)
);

CREATE TABLE leaves (
    place bigint NOT NULL,
    entry_id text COLLATE "C" NOT NULL,
    CONSTRAINT pk_leaves PRIMARY KEY (place),
    CONSTRAINT uq_leaves_entry UNIQUE (entry_id)
);

CREATE TABLE tree_hashes (
    place bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT pk_tree_hashes PRIMARY KEY (place)
);

CREATE TABLE checkpoints (
    size bigint NOT NULL,
    origin text COLLATE "C" NOT NULL,
    note text COLLATE "C" NOT NULL,
    CONSTRAINT pk_checkpoints PRIMARY KEY (size, origin)
);
CREATE INDEX ix_entries_object ON entries (object, id);

INSERT INTO waiting_entries (entry_id) SELECT id FROM entries;
INSERT INTO sealed_ballots (round_id, position, revision, nonce, choices, commitment, serial, voter)
    SELECT b.round_id, row_number() OVER (PARTITION BY b.round_id ORDER BY b.choices), 0, '', b.choices, '', '', ''
    FROM ballots b JOIN rounds r ON r.id = b.round_id WHERE r.state = 'closed';
DELETE FROM ballots WHERE round_id IN (SELECT id FROM rounds WHERE state = 'closed');
UPDATE rounds SET secret = '' WHERE state = 'closed';

-- Statistics sample values, and no rewriting of a table clears them.
ALTER TABLE rounds ALTER COLUMN secret SET STATISTICS 0;
ALTER TABLE ballots ALTER COLUMN slot SET STATISTICS 0, ALTER COLUMN choices SET STATISTICS 0, ALTER COLUMN nonce SET STATISTICS 0;
