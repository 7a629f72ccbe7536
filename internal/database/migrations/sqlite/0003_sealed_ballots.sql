-- +goose Up
-- What is frozen at the opening of a round, and on what terms.
ALTER TABLE rounds ADD COLUMN publication text NOT NULL DEFAULT 'ballots';
ALTER TABLE rounds ADD COLUMN auditors text NOT NULL DEFAULT '';
ALTER TABLE rounds ADD COLUMN paper text NOT NULL DEFAULT 'none';
ALTER TABLE rounds ADD COLUMN rules text NOT NULL DEFAULT '';
ALTER TABLE rounds ADD COLUMN rules_hash text NOT NULL DEFAULT '';
ALTER TABLE rounds ADD COLUMN opens_at datetime;

-- A ballot with its opening, as long as its round is open.
ALTER TABLE ballots ADD COLUMN revision integer NOT NULL DEFAULT 0;
ALTER TABLE ballots ADD COLUMN nonce text NOT NULL DEFAULT '';
ALTER TABLE ballots ADD COLUMN commitment text NOT NULL DEFAULT '';
ALTER TABLE roll ADD COLUMN paper boolean NOT NULL DEFAULT FALSE;

-- Ballots after the close, in an order that has nothing to do with voters.
CREATE TABLE sealed_ballots (
    round_id text NOT NULL,
    position integer NOT NULL,
    revision integer NOT NULL,
    nonce text NOT NULL,
    choices text NOT NULL,
    commitment text NOT NULL,
    serial text NOT NULL,
    voter text NOT NULL,
    CONSTRAINT pk_sealed_ballots PRIMARY KEY (round_id, position),
    CONSTRAINT fk_sealed_ballots_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE commitments (
    round_id text NOT NULL,
    hash text NOT NULL,
    batch integer NOT NULL,
    CONSTRAINT pk_commitments PRIMARY KEY (round_id, hash),
    CONSTRAINT fk_commitments_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE sheets (
    round_id text NOT NULL,
    serial text NOT NULL,
    entry integer NOT NULL,
    choices text NOT NULL,
    member_id text NOT NULL,
    CONSTRAINT pk_sheets PRIMARY KEY (round_id, serial, entry),
    CONSTRAINT fk_sheets_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE turnouts (
    round_id text NOT NULL,
    shown integer NOT NULL,
    counted integer NOT NULL,
    CONSTRAINT pk_turnouts PRIMARY KEY (round_id),
    CONSTRAINT fk_turnouts_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
);

CREATE TABLE amendments (
    id text NOT NULL,
    round_id text NOT NULL,
    kind text NOT NULL,
    closes_at datetime,
    member_id text NOT NULL,
    reason text NOT NULL,
    proposed_by text NOT NULL,
    confirmed_by text NOT NULL,
    confirmed_at datetime,
    CONSTRAINT pk_amendments PRIMARY KEY (id),
    CONSTRAINT fk_amendments_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
);
CREATE INDEX ix_amendments_round ON amendments (round_id, id);

CREATE TABLE seals (
    round_id text NOT NULL,
    document text NOT NULL,
    CONSTRAINT pk_seals PRIMARY KEY (round_id),
    CONSTRAINT fk_seals_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
);

-- The ledger: entries that wait for their place, the leaves of the tree, its
-- hashes by their place in it, and what was signed.
CREATE TABLE ledger_keys (
    id text NOT NULL,
    origin text NOT NULL,
    seed blob NOT NULL,
    CONSTRAINT pk_ledger_keys PRIMARY KEY (id)
);

CREATE TABLE waiting_entries (
    entry_id text NOT NULL,
    CONSTRAINT pk_waiting_entries PRIMARY KEY (entry_id)
);

CREATE TABLE leaves (
    place integer NOT NULL,
    entry_id text NOT NULL,
    CONSTRAINT pk_leaves PRIMARY KEY (place),
    CONSTRAINT uq_leaves_entry UNIQUE (entry_id)
) WITHOUT ROWID;

CREATE TABLE tree_hashes (
    place integer NOT NULL,
    hash blob NOT NULL,
    CONSTRAINT pk_tree_hashes PRIMARY KEY (place)
) WITHOUT ROWID;

CREATE TABLE checkpoints (
    size integer NOT NULL,
    origin text NOT NULL,
    note text NOT NULL,
    CONSTRAINT pk_checkpoints PRIMARY KEY (size, origin)
);
CREATE INDEX ix_entries_object ON entries (object, id);

INSERT INTO waiting_entries (entry_id) SELECT id FROM entries;
INSERT INTO sealed_ballots (round_id, position, revision, nonce, choices, commitment, serial, voter)
    SELECT b.round_id, row_number() OVER (PARTITION BY b.round_id ORDER BY b.choices), 0, '', b.choices, '', '', ''
    FROM ballots b JOIN rounds r ON r.id = b.round_id WHERE r.state = 'closed';
DELETE FROM ballots WHERE round_id IN (SELECT id FROM rounds WHERE state = 'closed');
UPDATE rounds SET secret = x'' WHERE state = 'closed';
