-- +goose Up
-- In which language the words of a document were shortened: when a process gets another
-- one, they are made anew in parts, and found by both until then.
ALTER TABLE documents ADD COLUMN language text COLLATE "C" NOT NULL DEFAULT '';
UPDATE documents SET language = (SELECT processes.language FROM processes WHERE processes.id = documents.process_id);
ALTER TABLE processes ADD COLUMN old_languages text COLLATE "C" NOT NULL DEFAULT '';
