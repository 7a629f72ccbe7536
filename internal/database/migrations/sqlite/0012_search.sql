-- +goose Up
-- What people may find. The program makes the words (stems, folded) of each
-- document, so that both databases know the same ones; the first of them are the
-- process and the kind, so that one look finds them all together.
CREATE TABLE documents (
    number integer NOT NULL,
    process_id text NOT NULL,
    kind text NOT NULL,
    thing text NOT NULL,
    about text NOT NULL,
    title text NOT NULL,
    text text NOT NULL,
    head text NOT NULL,
    words text NOT NULL,
    state text NOT NULL,
    aside boolean NOT NULL,
    CONSTRAINT pk_documents PRIMARY KEY (number),
    CONSTRAINT uq_documents_thing UNIQUE (kind, thing),
    CONSTRAINT fk_documents_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE
);
CREATE INDEX ix_documents_process ON documents (process_id, number);

-- In how many documents of a process a word stands; the empty word is in all.
CREATE TABLE words (
    process_id text NOT NULL,
    word text NOT NULL,
    documents integer NOT NULL,
    CONSTRAINT pk_words PRIMARY KEY (process_id, word),
    CONSTRAINT fk_words_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE
);

-- Three signs in a row of each word: by these, misspelt words are found.
CREATE TABLE grams (
    process_id text NOT NULL,
    gram text NOT NULL,
    word text NOT NULL,
    CONSTRAINT pk_grams PRIMARY KEY (process_id, gram, word),
    CONSTRAINT fk_grams_process FOREIGN KEY (process_id) REFERENCES processes (id) ON DELETE CASCADE
);
CREATE INDEX ix_grams_word ON grams (process_id, word);

CREATE VIRTUAL TABLE documents_index USING fts5 (
    words, content = 'documents', content_rowid = 'number', detail = 'none', columnsize = 0, tokenize = "ascii tokenchars '-_'"
);
-- +goose StatementBegin
CREATE TRIGGER index_documents_added AFTER INSERT ON documents
BEGIN
    INSERT INTO documents_index (rowid, words) VALUES (NEW.number, NEW.words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER index_documents_gone AFTER DELETE ON documents
BEGIN
    INSERT INTO documents_index (documents_index, rowid, words) VALUES ('delete', OLD.number, OLD.words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER index_documents_changed AFTER UPDATE OF words ON documents
BEGIN
    INSERT INTO documents_index (documents_index, rowid, words) VALUES ('delete', OLD.number, OLD.words);
    INSERT INTO documents_index (rowid, words) VALUES (NEW.number, NEW.words);
END;
-- +goose StatementEnd
