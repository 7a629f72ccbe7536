-- +goose Up
-- In which language people of a process mostly write: ISO 639, as in "de". Their
-- words are searched by what all forms of a word have in common.
ALTER TABLE processes ADD COLUMN language text NOT NULL DEFAULT 'en';
