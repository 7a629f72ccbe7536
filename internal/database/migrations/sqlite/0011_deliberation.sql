-- +goose Up
-- What people say about something: a proposal, a question. Who is asked first is
-- the subject's process, so nothing here refers to the subject itself.
CREATE TABLE comments (
    id text NOT NULL,
    process_id text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    parent_id text NOT NULL,
    place integer NOT NULL,
    member_id text NOT NULL,
    stance text NOT NULL,
    text text NOT NULL,
    replies integer NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    version integer NOT NULL,
    created_at datetime NOT NULL,
    changed_at datetime NOT NULL,
    CONSTRAINT pk_comments PRIMARY KEY (id),
    CONSTRAINT fk_comments_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_comments_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE INDEX ix_comments_thread ON comments (process_id, subject_kind, subject_id, parent_id, id);
CREATE INDEX ix_comments_stance ON comments (process_id, subject_kind, subject_id, stance, id);
CREATE INDEX ix_comments_member ON comments (member_id);
-- Replies are numbered as they come, so that a page can ask for the first of each.
CREATE UNIQUE INDEX uq_comments_place ON comments (parent_id, place) WHERE parent_id <> '';

-- What a comment said before it was changed.
CREATE TABLE comment_versions (
    comment_id text NOT NULL,
    version integer NOT NULL,
    text text NOT NULL,
    at datetime NOT NULL,
    CONSTRAINT pk_comment_versions PRIMARY KEY (comment_id, version),
    CONSTRAINT fk_comment_versions_comment FOREIGN KEY (comment_id) REFERENCES comments (id) ON DELETE CASCADE
);

CREATE TABLE mentions (
    comment_id text NOT NULL,
    member_id text NOT NULL,
    CONSTRAINT pk_mentions PRIMARY KEY (comment_id, member_id),
    CONSTRAINT fk_mentions_comment FOREIGN KEY (comment_id) REFERENCES comments (id) ON DELETE CASCADE,
    CONSTRAINT fk_mentions_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE INDEX ix_mentions_member ON mentions (member_id);

-- When somebody was last written to about a thread, so that it stays one letter an hour.
CREATE TABLE mention_letters (
    id text NOT NULL,
    process_id text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    member_id text NOT NULL,
    waiting boolean NOT NULL,
    told_at datetime NOT NULL,
    CONSTRAINT pk_mention_letters PRIMARY KEY (id),
    CONSTRAINT uq_mention_letters_member UNIQUE (subject_kind, subject_id, member_id),
    CONSTRAINT fk_mention_letters_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_mention_letters_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE INDEX ix_mention_letters_process ON mention_letters (process_id);
CREATE INDEX ix_mention_letters_member ON mention_letters (member_id);

-- Numbers that are kept as people write, so that no view has to count.
CREATE TABLE talk_counts (
    process_id text NOT NULL,
    subject text NOT NULL,
    name text NOT NULL,
    number integer NOT NULL,
    CONSTRAINT pk_talk_counts PRIMARY KEY (process_id, subject, name),
    CONSTRAINT fk_talk_counts_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE
);

-- What a thread comes to, written by people; the latest version counts.
CREATE TABLE summaries (
    process_id text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    version integer NOT NULL,
    member_id text NOT NULL,
    text text NOT NULL,
    unpinned boolean NOT NULL,
    reason text NOT NULL,
    at datetime NOT NULL,
    CONSTRAINT pk_summaries PRIMARY KEY (process_id, subject_kind, subject_id, version),
    CONSTRAINT fk_summaries_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_summaries_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE INDEX ix_summaries_member ON summaries (member_id);

-- Of a question without a name asker_id is empty: nothing says who asked. The key
-- of its request was made by the asker's device and stands nowhere else.
CREATE TABLE questions (
    id text NOT NULL,
    process_id text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    asker_id text NOT NULL,
    once text NOT NULL,
    owner_id text NOT NULL,
    title text NOT NULL,
    text text NOT NULL,
    answer text NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    decided_by text NOT NULL,
    until datetime,
    returned boolean NOT NULL,
    hidden boolean NOT NULL,
    hidden_reason text NOT NULL,
    turn integer NOT NULL,
    steps integer NOT NULL,
    version integer NOT NULL,
    created_at datetime NOT NULL,
    changed_at datetime NOT NULL,
    CONSTRAINT pk_questions PRIMARY KEY (id),
    CONSTRAINT fk_questions_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE
);
CREATE INDEX ix_questions_process ON questions (process_id, id);
CREATE INDEX ix_questions_state ON questions (process_id, state, id);
CREATE INDEX ix_questions_owner ON questions (process_id, owner_id, state, id);
CREATE INDEX ix_questions_subject ON questions (process_id, subject_kind, subject_id, id);
CREATE UNIQUE INDEX uq_questions_once ON questions (process_id, once) WHERE once <> '';

-- What became of a question, step by step; answers with their words.
CREATE TABLE question_steps (
    question_id text NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    member_id text NOT NULL,
    to_id text NOT NULL,
    text text NOT NULL,
    until datetime,
    at datetime NOT NULL,
    CONSTRAINT pk_question_steps PRIMARY KEY (question_id, number),
    CONSTRAINT fk_question_steps_question FOREIGN KEY (question_id) REFERENCES questions (id) ON DELETE CASCADE
);

-- Short sentences on which people agree, disagree or pass.
CREATE TABLE statements (
    id text NOT NULL,
    process_id text NOT NULL,
    number integer NOT NULL,
    member_id text NOT NULL,
    proposal_id text NOT NULL,
    text text NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    agree integer NOT NULL,
    disagree integer NOT NULL,
    pass integer NOT NULL,
    changes integer NOT NULL,
    created_at datetime NOT NULL,
    CONSTRAINT pk_statements PRIMARY KEY (id),
    CONSTRAINT uq_statements_number UNIQUE (process_id, number),
    CONSTRAINT fk_statements_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_statements_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE INDEX ix_statements_member ON statements (member_id);

-- All answers of one member in one row: the sign at the place of a statement's
-- number says what they answered. No time and no order of answers is kept.
CREATE TABLE opinions (
    process_id text NOT NULL,
    member_id text NOT NULL,
    answers text NOT NULL,
    CONSTRAINT pk_opinions PRIMARY KEY (process_id, member_id),
    CONSTRAINT fk_opinions_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE,
    CONSTRAINT fk_opinions_member FOREIGN KEY (member_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE INDEX ix_opinions_member ON opinions (member_id);
