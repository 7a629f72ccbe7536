-- +goose Up
-- By how much a completion raises the share of every voter at a time.
ALTER TABLE rounds ADD COLUMN increment bigint NOT NULL DEFAULT 0;
