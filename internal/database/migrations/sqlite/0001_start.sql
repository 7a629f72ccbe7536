-- +goose Up
CREATE TABLE settings (
    key text NOT NULL,
    value text NOT NULL,
    CONSTRAINT pk_settings PRIMARY KEY (key)
);

CREATE TABLE signing_keys (
    id text NOT NULL,
    seed blob NOT NULL,
    created_at datetime NOT NULL,
    CONSTRAINT pk_signing_keys PRIMARY KEY (id)
);

CREATE TABLE accounts (
    id text NOT NULL,
    email text NOT NULL,
    display_name text NOT NULL,
    created_at datetime NOT NULL,
    CONSTRAINT pk_accounts PRIMARY KEY (id),
    CONSTRAINT uq_accounts_email UNIQUE (email)
);

CREATE TABLE sign_in_codes (
    email text NOT NULL,
    hash text NOT NULL,
    tries integer NOT NULL,
    sent integer NOT NULL,
    sent_at datetime NOT NULL,
    expires_at datetime NOT NULL,
    CONSTRAINT pk_sign_in_codes PRIMARY KEY (email)
);

CREATE TABLE sessions (
    id text NOT NULL,
    account_id text NOT NULL,
    hash text NOT NULL,
    previous_hash text NOT NULL,
    started_at datetime NOT NULL,
    rotated_at datetime NOT NULL,
    expires_at datetime NOT NULL,
    CONSTRAINT pk_sessions PRIMARY KEY (id),
    CONSTRAINT fk_sessions_account FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE
);
CREATE INDEX ix_sessions_account ON sessions (account_id);

CREATE TABLE processes (
    id text NOT NULL,
    name text NOT NULL,
    summary text NOT NULL,
    time_zone text NOT NULL,
    example boolean NOT NULL,
    created_at datetime NOT NULL,
    CONSTRAINT pk_processes PRIMARY KEY (id)
);

CREATE TABLE members (
    id text NOT NULL,
    process_id text NOT NULL,
    account_id text NOT NULL,
    role text NOT NULL,
    joined_at datetime NOT NULL,
    CONSTRAINT pk_members PRIMARY KEY (id),
    CONSTRAINT uq_members_account UNIQUE (account_id, process_id),
    CONSTRAINT fk_members_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_members_account FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX ix_members_process ON members (process_id, id);

CREATE TABLE invitations (
    id text NOT NULL,
    process_id text NOT NULL,
    member_id text NOT NULL,
    kind text NOT NULL,
    email text NOT NULL,
    role text NOT NULL,
    hash text NOT NULL,
    uses integer NOT NULL,
    withdrawn boolean NOT NULL,
    expires_at datetime NOT NULL,
    CONSTRAINT pk_invitations PRIMARY KEY (id),
    CONSTRAINT uq_invitations_hash UNIQUE (hash),
    CONSTRAINT fk_invitations_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_invitations_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE INDEX ix_invitations_process ON invitations (process_id, id);

CREATE TABLE phases (
    id text NOT NULL,
    process_id text NOT NULL,
    position integer NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    opens_at datetime,
    closes_at datetime,
    CONSTRAINT pk_phases PRIMARY KEY (id),
    CONSTRAINT uq_phases_position UNIQUE (process_id, position),
    CONSTRAINT fk_phases_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE
);

CREATE TABLE purposes (
    process_id text NOT NULL,
    version integer NOT NULL,
    text text NOT NULL,
    member_id text NOT NULL,
    changed_at datetime NOT NULL,
    CONSTRAINT pk_purposes PRIMARY KEY (process_id, version),
    CONSTRAINT fk_purposes_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_purposes_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);

CREATE TABLE proposals (
    id text NOT NULL,
    process_id text NOT NULL,
    member_id text NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    text text NOT NULL,
    minutes integer NOT NULL,
    symbol text NOT NULL,
    stands_for text NOT NULL,
    wish text NOT NULL,
    small_action text NOT NULL,
    cost integer NOT NULL,
    cost_reason text NOT NULL,
    state text NOT NULL,
    state_reason text NOT NULL,
    version integer NOT NULL,
    created_at datetime NOT NULL,
    changed_at datetime NOT NULL,
    CONSTRAINT pk_proposals PRIMARY KEY (id),
    CONSTRAINT fk_proposals_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_proposals_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE INDEX ix_proposals_process ON proposals (process_id, id);

CREATE TABLE rounds (
    id text NOT NULL,
    process_id text NOT NULL,
    title text NOT NULL,
    state text NOT NULL,
    ballot_kind text NOT NULL,
    ballot_min integer NOT NULL,
    ballot_max integer NOT NULL,
    ballot_total integer NOT NULL,
    ballot_cap integer NOT NULL,
    budget integer NOT NULL,
    unit text NOT NULL,
    scale integer NOT NULL,
    imported boolean NOT NULL,
    rule text NOT NULL,
    satisfaction text NOT NULL,
    completion text NOT NULL,
    ties text NOT NULL,
    seed text NOT NULL,
    secret blob NOT NULL,
    closes_at datetime NOT NULL,
    opened_at datetime,
    closed_at datetime,
    CONSTRAINT pk_rounds PRIMARY KEY (id),
    CONSTRAINT fk_rounds_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE
);
CREATE INDEX ix_rounds_process ON rounds (process_id, id);

CREATE TABLE options (
    round_id text NOT NULL,
    position integer NOT NULL,
    key text NOT NULL,
    proposal_id text,
    title text NOT NULL,
    text text NOT NULL,
    kind text NOT NULL,
    wish text NOT NULL,
    cost integer NOT NULL,
    CONSTRAINT pk_options PRIMARY KEY (round_id, position),
    CONSTRAINT uq_options_key UNIQUE (round_id, key),
    CONSTRAINT fk_options_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE,
    CONSTRAINT fk_options_proposal FOREIGN KEY (proposal_id) REFERENCES proposals (id) ON DELETE CASCADE
);
CREATE INDEX ix_options_proposal ON options (proposal_id);

CREATE TABLE roll (
    round_id text NOT NULL,
    member_id text NOT NULL,
    voted boolean NOT NULL,
    CONSTRAINT pk_roll PRIMARY KEY (round_id, member_id),
    CONSTRAINT fk_roll_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE,
    CONSTRAINT fk_roll_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);

CREATE TABLE ballots (
    round_id text NOT NULL,
    slot text NOT NULL,
    choices text NOT NULL,
    CONSTRAINT pk_ballots PRIMARY KEY (round_id, slot),
    CONSTRAINT fk_ballots_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE outcomes (
    round_id text NOT NULL,
    document text NOT NULL,
    CONSTRAINT pk_outcomes PRIMARY KEY (round_id),
    CONSTRAINT fk_outcomes_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
);

CREATE TABLE agendas (
    id text NOT NULL,
    process_id text NOT NULL,
    round_id text NOT NULL,
    title text NOT NULL,
    place text NOT NULL,
    starts_at datetime NOT NULL,
    version integer NOT NULL,
    published_version integer NOT NULL,
    published_at datetime,
    CONSTRAINT pk_agendas PRIMARY KEY (id),
    CONSTRAINT fk_agendas_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_agendas_round FOREIGN KEY (round_id) REFERENCES rounds (id) ON DELETE CASCADE
);
CREATE INDEX ix_agendas_process ON agendas (process_id, id);
CREATE INDEX ix_agendas_round ON agendas (round_id);

CREATE TABLE slots (
    id text NOT NULL,
    agenda_id text NOT NULL,
    position integer NOT NULL,
    option_key text NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    text text NOT NULL,
    minutes integer NOT NULL,
    reason text NOT NULL,
    CONSTRAINT pk_slots PRIMARY KEY (id),
    CONSTRAINT fk_slots_agenda FOREIGN KEY (agenda_id) REFERENCES agendas (id) ON DELETE CASCADE
);
CREATE INDEX ix_slots_agenda ON slots (agenda_id, position);

CREATE TABLE publications (
    id text NOT NULL,
    process_id text NOT NULL,
    agenda_id text NOT NULL,
    version integer NOT NULL,
    document text NOT NULL,
    published_at datetime NOT NULL,
    CONSTRAINT pk_publications PRIMARY KEY (id),
    CONSTRAINT uq_publications_version UNIQUE (agenda_id, version),
    CONSTRAINT fk_publications_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_publications_agenda FOREIGN KEY (agenda_id) REFERENCES agendas (id) ON DELETE CASCADE
);
CREATE INDEX ix_publications_process ON publications (process_id, id);

CREATE TABLE entries (
    id text NOT NULL,
    process_id text NOT NULL,
    verb text NOT NULL,
    actor text NOT NULL,
    object text NOT NULL,
    detail text NOT NULL,
    hash text NOT NULL,
    at datetime NOT NULL,
    CONSTRAINT pk_entries PRIMARY KEY (id)
);
CREATE INDEX ix_entries_process ON entries (process_id, id);

CREATE TABLE replies (
    actor text NOT NULL,
    verb text NOT NULL,
    key text NOT NULL,
    request text NOT NULL,
    reply text NOT NULL,
    at datetime NOT NULL,
    CONSTRAINT pk_replies PRIMARY KEY (actor, verb, key)
);

-- +goose Down
DROP TABLE replies;
DROP TABLE entries;
DROP TABLE publications;
DROP TABLE slots;
DROP TABLE agendas;
DROP TABLE outcomes;
DROP TABLE ballots;
DROP TABLE roll;
DROP TABLE options;
DROP TABLE rounds;
DROP TABLE proposals;
DROP TABLE purposes;
DROP TABLE phases;
DROP TABLE invitations;
DROP TABLE members;
DROP TABLE processes;
DROP TABLE sessions;
DROP TABLE sign_in_codes;
DROP TABLE accounts;
DROP TABLE signing_keys;
DROP TABLE settings;
